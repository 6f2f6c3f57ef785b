// Sequences and the contacts in them.

import { sameAddress } from '../domain/address.js';
import { contactByPhone, findOrCreateContact, namedContact, namedContacts } from '../domain/contacts.js';
import { addToSequence, membersOf, removeFromSequence } from '../domain/sequences.js';
import { includesText, is } from '../filters.js';
import { inDates, page } from '../paging.js';
import { sequenceContactView, sequenceView } from '../views-sending.js';

/** @import { SequenceContact } from '../types-chat.js' */
/** @import { Store } from '../store.js' */

/** @typedef {{ Name?: string, ContactId?: string, PhoneNumber?: string, IncludeDetails?: string[] }} SequenceFilter */

/** @type {Record<string, import('../types.js').Handler>} */
export const sequenceHandlers = {
  'sequence.list': ({ state, query }) => {
    const { Name, ContactId, IncludeDetails = [] } = /** @type {SequenceFilter} */ (query);
    const found = [...state.sequences.values()].filter(
      (sequence) =>
        includesText(Name, [sequence.name]) &&
        (!ContactId || membersOf(state, sequence).some(({ contactId }) => is(ContactId, contactId))) &&
        inDates(sequence, query),
    );
    const counts = IncludeDetails.includes('ContactExecutingCount');
    return page(
      found.map((sequence) => sequenceView(sequence, counts ? membersOf(state, sequence).length : 0)),
      query,
    );
  },

  'sequence.listContacts': ({ state, params, query }) => {
    const { IncludeDetails = [] } = /** @type {SequenceFilter} */ (query);
    const members = membersOf(state, state.sequence(params.id)).filter((member) => matches(state, member, query));
    return page(
      members.map((member) => sequenceContactView(state, member, IncludeDetails.includes('ContactDetails'))),
      query,
    );
  },

  'sequence.addContact': ({ state, params, body }) => {
    const sequence = state.sequence(params.id);
    const contact = namedContact(state, body, findOrCreateContact);
    return sequenceContactView(state, addToSequence(state, sequence, contact), false);
  },

  'sequence.addContacts': ({ state, params, body }) => {
    const sequence = state.sequence(params.id);
    const contacts = namedContacts(state, body, findOrCreateContact);
    return page(
      contacts.map((contact) => sequenceContactView(state, addToSequence(state, sequence, contact), false)),
      { PageSize: 100 },
    );
  },

  'sequence.removeContact': ({ state, params, body }) => {
    removeFromSequence(state, state.sequence(params.id), namedContact(state, body, contactByPhone));
  },

  'sequence.removeContacts': ({ state, params, body }) => {
    const sequence = state.sequence(params.id);
    for (const contact of namedContacts(state, body, contactByPhone)) removeFromSequence(state, sequence, contact);
  },
};

/**
 * @param {Store} state
 * @param {SequenceContact} member
 * @param {Record<string, unknown>} query
 */
function matches(state, member, query) {
  const { Name, ContactId, PhoneNumber } = /** @type {SequenceFilter} */ (query);
  const { name, phoneNumber } = state.contact(member.contactId);
  return (
    includesText(Name, [name]) &&
    is(ContactId, member.contactId) &&
    (PhoneNumber === undefined || sameAddress(phoneNumber, PhoneNumber)) &&
    inDates(member, query)
  );
}
