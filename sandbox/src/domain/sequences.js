// Sequences and who is in them.

import { randomUUID } from 'node:crypto';
import { now } from './time.js';

/** @import { Contact } from '../types.js' */
/** @import { Sequence, SequenceContact } from '../types-chat.js' */
/** @import { Store } from '../store.js' */

/**
 * @param {Store} state
 * @param {Sequence} sequence
 */
export function membersOf(state, sequence) {
  return [...state.sequenceContacts.values()].filter(({ sequenceId }) => sequenceId === sequence.id);
}

/**
 * Adding again begins anew with the same membership.
 * @param {Store} state
 * @param {Sequence} sequence
 * @param {Contact} contact
 */
export function addToSequence(state, sequence, contact) {
  const at = now();
  const known = memberOf(state, sequence, contact);
  if (known) return Object.assign(known, { updatedAt: at, lastAddedAt: at });
  /** @type {SequenceContact} */
  const member = {
    id: randomUUID(),
    createdAt: at,
    updatedAt: at,
    sequenceId: sequence.id,
    contactId: contact.id,
    origin: 'API',
    addedByUserId: null,
    lastAddedAt: at,
  };
  state.sequenceContacts.set(member.id, member);
  return member;
}

/**
 * @param {Store} state
 * @param {Sequence} sequence
 * @param {Contact} contact
 */
export function removeFromSequence(state, sequence, contact) {
  const known = memberOf(state, sequence, contact);
  if (known) state.sequenceContacts.delete(known.id);
}

/**
 * @param {Store} state
 * @param {Sequence} sequence
 * @param {Contact} contact
 */
function memberOf(state, sequence, contact) {
  return membersOf(state, sequence).find(({ contactId }) => contactId === contact.id);
}
