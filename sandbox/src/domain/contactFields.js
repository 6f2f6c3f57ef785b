// What a request writes into a contact: by field, after everything that it names was looked up.

import { formError } from '../errors.js';
import { required } from '../store.js';
import { contactEvent } from '../views.js';
import { isNumber, sameAddress, toStoredNumber } from './address.js';
import { mergeCustomFields } from './customFields.js';
import { emit } from './events.js';
import { mergeMetadata } from './metadata.js';
import { addToPortfolio, portfoliosOf, removeFromPortfolio } from './portfolios.js';
import { addToSequence } from './sequences.js';
import { now } from './time.js';

/** @import { Contact } from '../types.js' */
/** @import { Store } from '../store.js' */

/**
 * @typedef {object} ContactBody
 * @property {string | null} [name]
 * @property {string | null} [phoneNumber]
 * @property {string | null} [email]
 * @property {string | null} [instagram]
 * @property {string | null} [annotation]
 * @property {string | null} [pictureUrl]
 * @property {string[] | null} [tagIds]
 * @property {string[] | null} [tagNames] ignored beside `tagIds`
 * @property {string[] | null} [portfolioIds]
 * @property {string[] | null} [portfolioNames] ignored beside `portfolioIds`
 * @property {string[] | null} [sequenceIds]
 * @property {Contact['status'] | null} [status]
 * @property {Record<string, unknown> | null} [customFields]
 * @property {Record<string, unknown> | null} [metadata]
 * @property {Record<string, string | null>} [utm]
 */

/** The names that `fields` and `upsertFields` take, with the properties that each stands for. */
const properties = {
  Name: ['name'],
  PhoneNumber: ['phoneNumber'],
  Email: ['email'],
  Instagram: ['instagram'],
  Annotation: ['annotation'],
  Tags: ['tagIds', 'tagNames'],
  Status: ['status'],
  CustomFields: ['customFields'],
  PictureUrl: ['pictureUrl'],
  Portfolio: ['portfolioIds', 'portfolioNames'],
  SequenceIds: ['sequenceIds'],
  Utm: ['utm'],
  Metadata: ['metadata'],
};

/** @typedef {keyof typeof properties} ContactField */
/** @typedef {ReturnType<typeof readFields>} ContactValues */

/** The fields of which a body says something. @param {ContactBody} body */
export function fieldsOf(body) {
  const given = new Set(Object.keys(body));
  const all = /** @type {ContactField[]} */ (Object.keys(properties));
  return all.filter((field) => properties[field].some((property) => given.has(property)));
}

/**
 * A named field without a value is null, which clears.
 * @param {Store} state
 * @param {ContactBody} body
 * @param {readonly ContactField[]} fields
 */
export function readFields(state, body, fields) {
  /** @template T @param {ContactField} field @param {() => T} read */
  const named = (field, read) => (fields.includes(field) ? read() : undefined);
  return {
    name: named('Name', () => body.name ?? null),
    phoneNumber: named('PhoneNumber', () => readNumber(body.phoneNumber)),
    email: named('Email', () => body.email?.trim() || null),
    instagram: named('Instagram', () => readHandle(body.instagram)),
    annotation: named('Annotation', () => body.annotation ?? null),
    pictureUrl: named('PictureUrl', () => body.pictureUrl ?? null),
    status: named('Status', () => body.status ?? undefined),
    utm: named('Utm', () => body.utm ?? null),
    tagIds: named('Tags', () => findTags(state, body)),
    clearsTags: named('Tags', () => (body.tagIds ?? body.tagNames ?? null) === null),
    portfolios: named('Portfolio', () => findPortfolios(state, body)),
    sequences: named('SequenceIds', () => (body.sequenceIds ?? []).map((id) => state.sequence(id))),
    customFields: named('CustomFields', () => body.customFields),
    metadata: named('Metadata', () => body.metadata),
  };
}

/**
 * A contact that has one of the addresses already: the phone number counts first, then the e-mail, then the handle.
 * @param {Store} state
 * @param {ContactValues} values
 * @param {Contact} [self] is no other
 */
export function findSame(state, { phoneNumber, email, instagram }, self) {
  const others = [...state.contacts.values()].filter((contact) => contact !== self);
  const by = (/** @type {string | null | undefined} */ value, /** @type {(contact: Contact) => boolean} */ same) =>
    value ? others.find(same) : undefined;
  return (
    by(phoneNumber, (contact) => sameAddress(contact.phoneNumber, String(phoneNumber))) ??
    by(email, (contact) => contact.email?.toLowerCase() === email?.toLowerCase()) ??
    by(instagram, (contact) => sameAddress(contact.instagram, String(instagram)))
  );
}

/**
 * @param {Store} state
 * @param {Contact} contact
 * @param {ContactValues} values
 * @param {string} tagOperation
 */
export function writeFields(state, contact, values, tagOperation) {
  const { tagIds, clearsTags, portfolios, sequences, customFields, metadata, ...plain } = values;
  for (const [name, value] of Object.entries(plain)) if (value !== undefined) Object.assign(contact, { [name]: value });
  if (metadata === null) contact.metadata = {};
  if (customFields === null) contact.customFields = {};
  mergeMetadata(contact.metadata, metadata);
  mergeCustomFields(contact.customFields, state.contactCustomFields.values(), customFields);
  if (tagIds) applyTags(contact, tagIds, clearsTags ? 'REPLACEALL' : tagOperation);
  if (portfolios) {
    for (const portfolio of portfoliosOf(state, contact.id)) {
      if (!portfolios.includes(portfolio)) removeFromPortfolio(state, portfolio, contact);
    }
    for (const portfolio of portfolios) addToPortfolio(state, portfolio, contact);
  }
  for (const sequence of sequences ?? []) addToSequence(state, sequence, contact);
}

/**
 * Writes into a contact that there is, and tells of it.
 * @param {Store} state
 * @param {Contact} contact
 * @param {ContactValues} values
 * @param {string} tagOperation
 */
export function changeContact(state, contact, values, tagOperation) {
  refuseTaken(findSame(state, values, contact));
  const before = contact.tagIds.join();
  writeFields(state, contact, values, tagOperation);
  contact.updatedAt = now();
  if (contact.tagIds.join() !== before) emit(state, 'CONTACT_TAG_UPDATE', contactEvent(state, contact));
  emit(state, 'CONTACT_UPDATE', contactEvent(state, contact));
  return contact;
}

/** @param {Contact | undefined} other */
export function refuseTaken(other) {
  if (other) throw formError('Já existe um contato com este telefone, e-mail ou Instagram');
}

/**
 * @param {Contact} contact
 * @param {string[]} tagIds
 * @param {string} operation spelt in one of the document's two ways
 */
function applyTags(contact, tagIds, operation) {
  const kept = {
    insertifnotexists: () => [...contact.tagIds, ...tagIds],
    deleteifexists: () => contact.tagIds.filter((id) => !tagIds.includes(id)),
    replaceall: () => tagIds,
  }[operation.toLowerCase()];
  contact.tagIds = [...new Set(kept?.() ?? contact.tagIds)];
}

/** @param {Store} state @param {ContactBody} body */
function findTags(state, { tagIds, tagNames }) {
  if (tagIds) return tagIds.map((id) => state.tag(id).id);
  return (tagNames ?? []).map((name) => byName(state.tags, name, 'Etiqueta não encontrada').id);
}

/** @param {Store} state @param {ContactBody} body */
function findPortfolios(state, { portfolioIds, portfolioNames }) {
  if (portfolioIds) return portfolioIds.map((id) => state.portfolio(id));
  return (portfolioNames ?? []).map((name) => byName(state.portfolios, name, 'Carteira não encontrada'));
}

/** @template {{ name: string }} T @param {Map<string, T>} things @param {string} name @param {string} text */
function byName(things, name, text) {
  const wanted = name.trim().toLowerCase();
  return required(
    [...things.values()].find((thing) => thing.name.toLowerCase() === wanted),
    text,
  );
}

/** @param {string | null | undefined} given */
export function readNumber(given) {
  if (!given?.trim()) return null;
  if (!isNumber(given)) throw formError('Número de telefone inválido');
  return toStoredNumber(given);
}

/** @param {string | null | undefined} given */
function readHandle(given) {
  const handle = given?.trim().replace(/^@/, '');
  return handle ? `@${handle}` : null;
}
