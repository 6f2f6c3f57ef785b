// Messages to contacts.

import { field, of, PARAMETERS, SESSION, same } from './rows.js';

const action = of('message');

const SENDING = [
  field('channelId', 'from', 'id'),
  field('numberToSend', 'to', 'text'),
  field('botId', 'additionalFields.botKey', 'id', { note: 'bot_id', older: true }),
  field('departmentId', 'additionalFields.departmentId', 'id'),
  field('userIdByDepartment', 'additionalFields.userId', 'id'),
  field('synchronousMessage', 'additionalFields.synchronous', 'flag'),
  ...same('flag', 'additionalFields', 'enableBot', 'hiddenSession', 'forceStartSession'),
];

export const message = [
  action('listMessages', 'Get All Messages', 'list', { list: 'pages', needs: [['sessionId']], fields: [SESSION] }),
  action('getMessageById', 'Get Message By ID', 'get', {
    needs: [['messageId']],
    fields: [field('messageId', 'messageId', 'id')],
  }),
  action('getMessageStatus', 'Get Message Status', 'getStatus', {
    needs: [['messageId']],
    fields: [field('messageId', 'messageId', 'id')],
  }),
  action('sendFile', 'Send File To Contact', 'sendFile', {
    needs: [['from'], ['to']],
    file: 'needed',
    fields: SENDING,
  }),
  action('sendTemplate', 'Send Template To Contact', 'sendTemplate', {
    needs: [['from'], ['to'], ['templateId']],
    file: 'possible',
    fields: [
      ...SENDING,
      field('templates', 'templateId', 'template'),
      field('paramsTemplates', 'parameters', 'pairs', PARAMETERS),
    ],
  }),
  action('sendText', 'Send Text To Contact', 'sendText', {
    needs: [['from'], ['to'], ['text']],
    fields: [...SENDING, field('textMessage', 'text', 'text')],
  }),
];
