// The operations that the sandbox plays, by operationId. A request to any other one is judged and then answered 501.

import { channelHandlers } from './channel.js';
import { chatbotHandlers } from './chatbot.js';
import { fileHandlers } from './file.js';
import { messageHandlers } from './message.js';
import { sessionHandlers } from './session.js';
import { tagHandlers } from './tag.js';

/** @type {Record<string, import('../types.js').Handler>} */
export const handlers = {
  ...channelHandlers,
  ...chatbotHandlers,
  ...fileHandlers,
  ...messageHandlers,
  ...sessionHandlers,
  ...tagHandlers,
};
