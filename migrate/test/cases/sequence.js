// Cases of the resource sequence.

import { A, B, C, FIRST, ORDERED, of, PAGING, PHONE, THIRD } from './support.js';

const action = of('sequence');

/** @type {import('./support.js').Case[]} */
export const sequence = [
  ...['addContactToSequence', 'removeContactToSequence'].flatMap((operation) => {
    const route = { method: operation.startsWith('add') ? 'POST' : 'DELETE', path: `/chat/v1/sequence/${A}/contact` };
    return [
      action(operation, { sequenceId: A, contactId: B }, { ...route, body: { contactId: B } }),
      action(operation, { sequenceId: A, phonenumber: PHONE }, { ...route, body: { phoneNumber: PHONE } }),
      action(operation, { sequenceId: A, contactId: B, phonenumber: PHONE }, { ...route, body: { contactId: B } }),
    ];
  }),
  ...['addContactsToSequence', 'removeContactsToSequence'].flatMap((operation) => {
    const method = operation.startsWith('add') ? 'POST' : 'DELETE';
    const route = { method, path: `/chat/v1/sequence/${A}/contact/batch` };
    return [
      action(operation, { sequenceId: A, contactsId: { contactId: B } }, { ...route, body: { contactIds: [B] } }),
      action(
        operation,
        { sequenceId: A, contactsId: [B, C], phonenumbers: [PHONE] },
        { ...route, body: { contactIds: [B, C], phoneNumbers: [PHONE] } },
      ),
    ];
  }),
  action('listSequences', {}, { method: 'GET', path: '/chat/v1/sequence', pages: FIRST }),
  action(
    'listSequences',
    { ...PAGING, name: 'Boas', contactId: A, includeDetailsSequence: ['ExecutionStats'] },
    {
      method: 'GET',
      path: '/chat/v1/sequence',
      query: { ...ORDERED, Name: ['Boas'], ContactId: [A], IncludeDetails: ['ExecutionStats'] },
      pages: THIRD,
    },
  ),
  action(
    'getContactsBySequence',
    { sequenceId: A },
    { method: 'GET', path: `/chat/v2/sequence/${A}/contact`, pages: FIRST },
  ),
];
