// Sequences.

import { CONTACT, details, field, of, same } from './rows.js';

const action = of('sequence');

const SEQUENCE = field('sequenceId', 'sequenceId', 'id');
const ONE_CONTACT = [SEQUENCE, CONTACT, field('phonenumber', 'phoneNumber', 'text')];
const SOME_CONTACTS = [
  SEQUENCE,
  field('contactsId', 'contactIds', 'texts'),
  field('phonenumbers', 'phoneNumbers', 'texts'),
];

export const sequence = [
  action('addContactToSequence', 'Add Contact To Sequence', 'addContact', {
    needs: [['sequenceId'], ['contactId', 'phoneNumber']],
    fields: ONE_CONTACT,
  }),
  action('addContactsToSequence', 'Add Contacts To Sequence', 'addContacts', {
    needs: [['sequenceId'], ['contactIds', 'phoneNumbers']],
    fields: SOME_CONTACTS,
  }),
  action('listSequences', 'Get All Sequences', 'list', {
    list: 'pages',
    fields: [
      ...same('text', 'filters', 'name'),
      ...same('id', 'filters', 'contactId'),
      details('filters', 'includeDetailsSequence'),
    ],
  }),
  action('getContactsBySequence', 'Get Contacts By Sequence', 'listContacts', {
    list: 'first',
    needs: [['sequenceId']],
    fields: [SEQUENCE],
  }),
  action('removeContactToSequence', 'Remove Contact To Sequence', 'removeContact', {
    needs: [['sequenceId'], ['contactId', 'phoneNumber']],
    empty: true,
    fields: ONE_CONTACT,
  }),
  action('removeContactsToSequence', 'Remove Contacts To Sequence', 'removeContacts', {
    needs: [['sequenceId'], ['contactIds', 'phoneNumbers']],
    empty: true,
    fields: SOME_CONTACTS,
  }),
];
