// Contacts: how they are found by address, and made.

import { randomUUID } from 'node:crypto';
import { formError } from '../errors.js';
import { required } from '../store.js';
import { contactEvent } from '../views.js';
import { digits, isHandle, isNumber, sameAddress, toStoredNumber } from './address.js';
import { emit } from './events.js';
import { now } from './time.js';

/** @import { Contact } from '../types.js' */
/** @import { Store } from '../store.js' */

/** A contact of now about whom nothing is known. @returns {Contact} */
export function blankContact() {
  const at = now();
  return {
    id: randomUUID(),
    createdAt: at,
    updatedAt: at,
    name: null,
    phoneNumber: null,
    email: null,
    instagram: null,
    messengerId: null,
    annotation: null,
    pictureUrl: null,
    tagIds: [],
    status: 'ACTIVE',
    origin: 'CREATED_BY_USER',
    utm: null,
    customFields: {},
    metadata: {},
    lastInboundAt: {},
  };
}

/**
 * @param {Store} state
 * @param {string} address a number or a handle
 */
export function findContact(state, address) {
  return [...state.contacts.values()].find(
    (contact) => sameAddress(contact.phoneNumber, address) || sameAddress(contact.instagram, address),
  );
}

/**
 * @param {Store} state
 * @param {string} phone in any notation, also without its country code
 */
export function contactByPhone(state, phone) {
  const wanted = digits(phone);
  const contacts = [...state.contacts.values()];
  const found =
    contacts.find(({ phoneNumber }) => sameAddress(phoneNumber, wanted)) ??
    contacts.find(({ phoneNumber }) => wanted !== '' && phoneNumber?.split('|')[1] === wanted);
  return required(found, 'Contato não encontrado');
}

/**
 * The contact that a body names.
 * @param {Store} state
 * @param {unknown} body
 * @param {(state: Store, phone: string) => Contact} byPhone
 */
export function namedContact(state, body, byPhone) {
  const { contactId, phoneNumber } = /** @type {{ contactId?: string | null, phoneNumber?: string | null }} */ (body);
  if (contactId) return state.contact(contactId);
  if (phoneNumber) return byPhone(state, phoneNumber);
  throw formError('Informe o contato (contactId ou phoneNumber)');
}

/**
 * The contacts that a body names, each of them once.
 * @param {Store} state
 * @param {unknown} body
 * @param {(state: Store, phone: string) => Contact} byPhone
 */
export function namedContacts(state, body, byPhone) {
  const { contactIds, phoneNumbers } = /** @type {{ contactIds?: string[] | null, phoneNumbers?: string[] | null }} */ (
    body
  );
  const found = [
    ...(contactIds ?? []).map((id) => state.contact(id)),
    ...(phoneNumbers ?? []).map((phone) => byPhone(state, phone)),
  ];
  if (found.length === 0) throw formError('Informe os contatos (contactIds ou phoneNumbers)');
  return [...new Set(found)];
}

/**
 * An unknown contact is created.
 * @param {Store} state
 * @param {string} to
 */
export function findOrCreateContact(state, to) {
  const known = findContact(state, to);
  if (known) return known;
  if (!isHandle(to) && !isNumber(to)) throw formError('Número de destino inválido');
  const address = isHandle(to) ? { instagram: to.trim() } : { phoneNumber: toStoredNumber(to) };
  return addContact(state, { ...blankContact(), name: to, origin: 'CREATED_FROM_HUB', ...address });
}

/**
 * @param {Store} state
 * @param {Contact} contact
 */
export function addContact(state, contact) {
  state.contacts.set(contact.id, contact);
  emit(state, 'CONTACT_NEW', contactEvent(state, contact));
  return contact;
}
