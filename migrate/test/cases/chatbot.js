// Cases of the resource chatbot.

import { A, B, C, entries, of, PHONE } from './support.js';

const action = of('chatbot');

/** @type {import('./support.js').Case[]} */
export const chatbot = [
  action(
    'sendChatbot',
    { chatbotId: A, channelId: B, numberToSend: PHONE },
    { method: 'POST', path: '/chat/v1/chatbot/send', body: { botKey: A, from: B, to: PHONE } },
  ),
  action(
    'sendChatbot',
    {
      chatbotId: A,
      channelId: B,
      numberToSend: PHONE,
      sessionId: C,
      skipIfBotInExecution: true,
      skipIfInProgress: true,
      forceStartSession: true,
      sessionMetadatas: entries('sessionMetadata', { order: '1042', note: '' }),
      contactMetadatas: entries('contactMetadata', { vip: 'yes' }),
    },
    {
      method: 'POST',
      path: '/chat/v1/chatbot/send',
      body: {
        botKey: A,
        from: B,
        to: PHONE,
        sessionId: C,
        options: { skipIfBotInExecution: true, skipIfInProgress: true, forceStartSession: true },
        sessionMetadata: { order: '1042', note: '' },
        contactMetadata: { vip: 'yes' },
      },
    },
  ),
];
