// Cases of the resource session.

import { A, B, C, D, E, entries, FIRST, ORDERED, of, PAGING, STORED, TEMPLATE, THIRD, URL } from './support.js';

const action = of('session');
const SESSION_PUT = { method: 'PUT', path: `/chat/v2/session/${A}/partial` };

/** @type {import('./support.js').Case[]} */
export const session = [
  action(
    'updateStatusSession',
    { sessionId: A, statusSessionOption: 'PENDING' },
    { method: 'PUT', path: `/chat/v1/session/${A}/status`, body: { newStatus: 'PENDING' } },
  ),
  action(
    'concludeSession',
    { sessionId: A },
    {
      method: 'PUT',
      path: `/chat/v1/session/${A}/complete`,
      body: { reactivateOnNewMessage: false, stopBotInExecution: false },
    },
  ),
  action(
    'concludeSession',
    { sessionId: A, reactivateOnNewMessage: true },
    {
      method: 'PUT',
      path: `/chat/v1/session/${A}/complete`,
      body: { reactivateOnNewMessage: true, stopBotInExecution: false },
    },
  ),
  action('listSessions', { userId: 'NOT_SEND' }, { method: 'GET', path: '/chat/v2/session', pages: FIRST }),
  action(
    'listSessions',
    {
      ...PAGING,
      tagIds: [A],
      userId: B,
      departmentId: C,
      contactId: D,
      channelsIds: [E],
      activeAtAfter: '2024-05-01T00:00:00',
      activeAtBefore: '2024-05-02T00:00:00',
      endAtAfter: '2024-05-03T00:00:00',
      endAtBefore: '2024-05-04T00:00:00',
      lastInteractionAtAfter: '2024-05-05T00:00:00',
      lastInteractionAtBefore: '2024-05-06T00:00:00Z',
      statusSession: ['Started', 'PENDING'],
      includeDetails: ['Undefined', 'AgentDetails'],
    },
    {
      method: 'GET',
      path: '/chat/v2/session',
      query: {
        ...ORDERED,
        TagsId: [A],
        UserId: [B],
        DepartmentId: [C],
        ContactId: [D],
        ChannelsId: [E],
        'ActiveAt.After': ['2024-05-01T00:00:00.000Z'],
        'ActiveAt.Before': ['2024-05-02T00:00:00.000Z'],
        'EndAt.After': ['2024-05-03T00:00:00.000Z'],
        'EndAt.Before': ['2024-05-04T00:00:00.000Z'],
        'LastInteractionAt.After': ['2024-05-05T00:00:00.000Z'],
        'LastInteractionAt.Before': ['2024-05-06T00:00:00.000Z'],
        Status: ['STARTED', 'PENDING'],
        IncludeDetails: ['AgentDetails'],
      },
      pages: THIRD,
    },
  ),
  action(
    'getSessionById',
    { sessionId: A, includeDetails: ['ContactDetails'] },
    { method: 'GET', path: `/chat/v2/session/${A}`, query: { includeDetails: ['ContactDetails'] } },
  ),
  action(
    'sendFileBySessionid',
    { sessionId: A, fileToSend: 'photo' },
    { method: 'POST', path: `/chat/v1/session/${A}/message`, body: { fileId: STORED }, uploads: 'photo' },
  ),
  action(
    'sendFileBySessionid',
    { sessionId: A, urlFile: URL, fileToSend: '', synchronousMessage: true },
    { method: 'POST', path: `/chat/v1/session/${A}/message/sync`, body: { fileUrl: URL } },
  ),
  action(
    'sendTemplateBySessionid',
    { sessionId: A, templatesBySession: TEMPLATE },
    { method: 'POST', path: `/chat/v1/session/${A}/message`, body: { templateId: 'a1b2c_welcome' } },
  ),
  action(
    'sendTemplateBySessionid',
    {
      sessionId: A,
      templatesBySession: TEMPLATE,
      paramsTemplatesSession: entries('paramsTemplatesValues', { nome: 'Ana' }, 'name'),
      urlFile: URL,
      fileToSend: '',
      synchronousMessage: true,
    },
    {
      method: 'POST',
      path: `/chat/v1/session/${A}/message/sync`,
      body: { templateId: 'a1b2c_welcome', parameters: { nome: 'Ana' }, fileUrl: URL },
    },
  ),
  action(
    'sendTextBySessionid',
    { sessionId: A, textMessage: 'Olá', synchronousMessage: true },
    { method: 'POST', path: `/chat/v1/session/${A}/message/sync`, body: { text: 'Olá' } },
  ),
  action(
    'transferSession',
    { sessionId: A, departmentId: B, userIdByDepartment: 'NOT_SEND' },
    { method: 'PUT', path: `/chat/v1/session/${A}/transfer`, body: { type: 'DEPARTMENT', newDepartmentId: B } },
  ),
  action(
    'transferSession',
    { sessionId: A, departmentId: B, userIdByDepartment: C },
    { method: 'PUT', path: `/chat/v1/session/${A}/transfer`, body: { type: 'USER', newDepartmentId: B, newUserId: C } },
  ),
  action(
    'transferToUser',
    { sessionId: A, userId: B },
    { method: 'PUT', path: `/chat/v1/session/${A}/assignee`, body: { userId: B } },
  ),
  action(
    'updateSession',
    {
      sessionId: A,
      fieldsUpdate: ['DepartmentId', 'UserId', 'EndAt', 'Number', 'Status', 'Metadata'],
      departmentIdUpdatedSession: B,
      usersUpdateSession: C,
      endAt: '2024-05-01T12:00:00',
      number: '1042',
      statusUpdateSessionOption: 'COMPLETED',
      metadataUpdateSession: entries('metadata', { order: '1' }),
    },
    {
      ...SESSION_PUT,
      body: {
        status: 'COMPLETED',
        endAt: '2024-05-01T12:00:00.000Z',
        number: '1042',
        departmentId: B,
        userId: C,
        metadata: { order: '1' },
        fields: ['Status', 'EndAt', 'Number', 'DepartmentId', 'UserId', 'Metadata'],
      },
    },
  ),
  action(
    'updateSession',
    {
      sessionId: A,
      fieldsUpdate: ['DepartmentId', 'UserId', 'EndAt', 'Number'],
      departmentIdUpdatedSession: 'NOT_SEND',
    },
    {
      ...SESSION_PUT,
      body: {
        endAt: null,
        number: null,
        departmentId: null,
        userId: null,
        fields: ['EndAt', 'Number', 'DepartmentId', 'UserId'],
      },
    },
  ),
  action(
    'updateSession',
    { sessionId: A, fieldsUpdate: ['Autocomplete', 'ReactivateDisabled', 'Number'], number: '1042' },
    { ...SESSION_PUT, body: { number: '1042', fields: ['Autocomplete', 'ReactivateDisabled', 'Number'] } },
  ),
];
