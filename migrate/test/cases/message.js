// Cases of the resource message.

import { A, B, C, D, entries, FIRST, ORDERED, of, PAGING, PHONE, STORED, TEMPLATE, THIRD, URL } from './support.js';

const action = of('message');
const SENDING = {
  channelId: A,
  numberToSend: PHONE,
  departmentId: B,
  userIdByDepartment: C,
  synchronousMessage: true,
  enableBot: true,
  hiddenSession: true,
  forceStartSession: true,
};
const SENT = {
  from: A,
  to: PHONE,
  department: { id: B },
  user: { id: C },
  options: { enableBot: true, hiddenSession: true, forceStartSession: true },
};
const NOT_SENT = { departmentId: 'NOT_SEND', userIdByDepartment: 'NOT_SEND', botId: 'NOT_SEND' };

/** @type {import('./support.js').Case[]} */
export const message = [
  action(
    'listMessages',
    { sessionId: A },
    { method: 'GET', path: '/chat/v1/message', query: { SessionId: [A] }, pages: FIRST },
  ),
  action(
    'listMessages',
    { ...PAGING, sessionId: A },
    { method: 'GET', path: '/chat/v1/message', query: { ...ORDERED, SessionId: [A] }, pages: THIRD },
  ),
  action('getMessageById', { messageId: A }, { method: 'GET', path: `/chat/v1/message/${A}` }),
  action('getMessageStatus', { messageId: A }, { method: 'GET', path: `/chat/v1/message/${A}/status` }),
  action(
    'sendFile',
    { channelId: A, numberToSend: PHONE, fileToSend: 'photo', ...NOT_SENT },
    {
      method: 'POST',
      path: '/chat/v1/message/send',
      body: { from: A, to: PHONE, body: { fileId: STORED } },
      uploads: 'photo',
    },
  ),
  action(
    'sendFile',
    { ...SENDING, urlFile: URL },
    { method: 'POST', path: '/chat/v1/message/send-sync', body: { ...SENT, body: { fileUrl: URL } } },
  ),
  action(
    'sendFile',
    { ...SENDING, botId: D, urlFile: URL, fileToSend: 'photo' },
    { method: 'POST', path: '/chat/v1/message/send-sync', body: { ...SENT, botKey: D, body: { fileUrl: URL } } },
  ),
  action(
    'sendTemplate',
    { channelId: A, numberToSend: PHONE, templates: TEMPLATE, ...NOT_SENT },
    {
      method: 'POST',
      path: '/chat/v1/message/send',
      body: { from: A, to: PHONE, body: { templateId: 'a1b2c_welcome' } },
    },
  ),
  action(
    'sendTemplate',
    { channelId: A, numberToSend: PHONE, templates: TEMPLATE, fileToSend: 'photo' },
    {
      method: 'POST',
      path: '/chat/v1/message/send',
      body: { from: A, to: PHONE, body: { templateId: 'a1b2c_welcome', fileId: STORED } },
      uploads: 'photo',
    },
  ),
  action(
    'sendTemplate',
    {
      ...SENDING,
      botId: D,
      templates: TEMPLATE,
      paramsTemplates: entries('paramsTemplatesValues', { nome: 'Ana' }, 'name'),
      urlFile: URL,
      fileToSend: '',
    },
    {
      method: 'POST',
      path: '/chat/v1/message/send-sync',
      body: { ...SENT, botKey: D, body: { templateId: 'a1b2c_welcome', parameters: { nome: 'Ana' }, fileUrl: URL } },
    },
  ),
  action(
    'sendText',
    { channelId: A, numberToSend: PHONE, textMessage: 'UNDEFINED', ...NOT_SENT },
    { method: 'POST', path: '/chat/v1/message/send', body: { from: A, to: PHONE, body: { text: 'UNDEFINED' } } },
  ),
  action(
    'sendText',
    { ...SENDING, botId: D, textMessage: 'Olá' },
    { method: 'POST', path: '/chat/v1/message/send-sync', body: { ...SENT, botKey: D, body: { text: 'Olá' } } },
  ),
];
