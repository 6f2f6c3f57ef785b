// All operations of the document, by operationId.

import { agentHandlers } from './agent.js';
import { channelHandlers } from './channel.js';
import { chatbotHandlers } from './chatbot.js';
import { companyHandlers } from './company.js';
import { contactHandlers } from './contact.js';
import { customFieldHandlers } from './customField.js';
import { departmentHandlers } from './department.js';
import { fileHandlers } from './file.js';
import { messageHandlers } from './message.js';
import { panelHandlers } from './panel.js';
import { portfolioHandlers } from './portfolio.js';
import { scheduledMessageHandlers } from './scheduledMessage.js';
import { sendHandlers } from './send.js';
import { sequenceHandlers } from './sequence.js';
import { sessionHandlers } from './session.js';
import { tagHandlers } from './tag.js';
import { templateHandlers } from './template.js';
import { webhookHandlers } from './webhook.js';

/** @type {Record<string, import('../types.js').Handler>} */
export const handlers = {
  ...agentHandlers,
  ...channelHandlers,
  ...chatbotHandlers,
  ...companyHandlers,
  ...contactHandlers,
  ...customFieldHandlers,
  ...departmentHandlers,
  ...fileHandlers,
  ...messageHandlers,
  ...panelHandlers,
  ...portfolioHandlers,
  ...scheduledMessageHandlers,
  ...sendHandlers,
  ...sequenceHandlers,
  ...sessionHandlers,
  ...tagHandlers,
  ...templateHandlers,
  ...webhookHandlers,
};
