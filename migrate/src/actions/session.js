// Sessions.

import { details, field, moments, of, PARAMETERS, SESSION, same, update } from './rows.js';

const action = of('session');

const IN_SESSION = [SESSION, field('synchronousMessage', 'additionalFields.synchronous', 'flag')];

export const session = [
  action('updateStatusSession', 'Change Status', 'updateStatus', {
    needs: [['sessionId'], ['newStatus']],
    // Ours would complete the session.
    always: { newStatus: '' },
    fields: [SESSION, field('statusSessionOption', 'newStatus', 'id')],
  }),
  action('concludeSession', 'Complete Session', 'complete', {
    needs: [['sessionId']],
    fields: [SESSION, ...same('flag', 'additionalFields', 'reactivateOnNewMessage')],
  }),
  action('listSessions', 'Get All Sessions', 'list', {
    list: 'pages',
    fields: [
      field('tagIds', 'filters.tagsId', 'list'),
      field('channelsIds', 'filters.channelsId', 'list'),
      field('statusSession', 'filters.status', 'sessionStatuses'),
      ...same('id', 'filters', 'userId', 'departmentId', 'contactId'),
      ...moments('activeAt', 'endAt', 'lastInteractionAt'),
      details('filters', 'includeDetails'),
    ],
  }),
  action('getSessionById', 'Get Session By ID', 'get', {
    needs: [['sessionId']],
    fields: [SESSION, details('additionalFields', 'includeDetails')],
  }),
  action('sendFileBySessionid', 'Send File In Session', 'sendFile', {
    needs: [['sessionId']],
    file: 'needed',
    fields: IN_SESSION,
  }),
  action('sendTemplateBySessionid', 'Send Template In Session', 'sendTemplate', {
    needs: [['sessionId'], ['templateId']],
    file: 'possible',
    fields: [
      ...IN_SESSION,
      field('templatesBySession', 'templateId', 'template'),
      field('paramsTemplatesSession', 'parameters', 'pairs', PARAMETERS),
    ],
  }),
  action('sendTextBySessionid', 'Send Text In Session', 'sendText', {
    needs: [['sessionId'], ['text']],
    fields: [...IN_SESSION, field('textMessage', 'text', 'text')],
  }),
  action('transferSession', 'Transfer Session', 'transfer', {
    needs: [['sessionId'], ['newDepartmentId', 'newUserId']],
    fields: [SESSION, field('departmentId', 'newDepartmentId', 'id'), field('userIdByDepartment', 'newUserId', 'id')],
  }),
  action('transferToUser', 'Transfer to User', 'assignUser', {
    needs: [['sessionId'], ['userId']],
    fields: [SESSION, field('userId', 'userId', 'id')],
  }),
  action('updateSession', 'Update Session', 'update', {
    needs: [['sessionId']],
    mask: 'fieldsUpdate',
    bare: ['Autocomplete', 'ReactivateDisabled'],
    fields: [
      SESSION,
      update('DepartmentId', 'departmentIdUpdatedSession', 'departmentId', 'id'),
      update('UserId', 'usersUpdateSession', 'userId', 'id'),
      update('EndAt', 'endAt', 'endAt', 'date'),
      update('Number', 'number', 'number', 'text'),
      update('Status', 'statusUpdateSessionOption', 'status', 'status'),
      update('Metadata', 'metadataUpdateSession', 'metadata', 'pairs', {
        inner: 'metadata',
        key: 'key',
        note: 'metadata_written',
      }),
    ],
  }),
];
