// Chatbots.

import { field, of, pairs, SESSION, same } from './rows.js';

const action = of('chatbot');

export const chatbot = [
  action('sendChatbot', 'Send Chatbot', 'send', {
    needs: [['botKey'], ['sessionId', 'from'], ['sessionId', 'to']],
    empty: true,
    fields: [
      field('chatbotId', 'botKey', 'id'),
      field('channelId', 'from', 'id'),
      field('numberToSend', 'to', 'text'),
      SESSION,
      ...same('flag', 'additionalFields', 'skipIfBotInExecution', 'skipIfInProgress', 'forceStartSession'),
      pairs('sessionMetadatas', 'additionalFields.sessionMetadata', 'sessionMetadata'),
      pairs('contactMetadatas', 'additionalFields.contactMetadata', 'contactMetadata'),
    ],
  }),
];
