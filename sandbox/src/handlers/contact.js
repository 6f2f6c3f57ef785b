// Contacts.

import { changeContact, fieldsOf, findSame, readFields, refuseTaken, writeFields } from '../domain/contactFields.js';
import { addContact, blankContact, contactByPhone } from '../domain/contacts.js';
import { formError } from '../errors.js';
import { inDates, page } from '../paging.js';
import { contactView, customFieldViews } from '../views.js';
import { matches, readFilter } from './contactFilter.js';

/** @import { Contact, Context } from '../types.js' */
/** @import { Store } from '../store.js' */
/** @import { ContactBody, ContactField } from '../domain/contactFields.js' */

/**
 * @typedef {object} CreateOptions
 * @property {boolean} [upsert]
 * @property {ContactField[] | null} [upsertFields]
 * @property {string | null} [upsertTagOperation]
 * @property {boolean} [getIfExists]
 *
 * @typedef {ContactBody & { fields?: ContactField[] | null, options?: { tagsOperation?: string } }} UpdateRequest
 * @typedef {{ tagIds?: string[] | null, tagNames?: string[] | null, operation?: string }} TagsRequest
 */

/** @type {Record<string, import('../types.js').Handler>} */
export const contactHandlers = {
  'contact.list': ({ state, query }) => {
    const { Status } = /** @type {{ Status: string }} */ (query);
    const found = [...state.contacts.values()].filter(({ status }) => status === Status);
    return contactPage(state, found, query);
  },

  'contact.filter': ({ state, body }) => {
    const { query, filter } = readFilter(body);
    const found = [...state.contacts.values()].filter((contact) => matches(state, contact, filter));
    return contactPage(state, found, query);
  },

  'contact.get': ({ state, params, query }) => contactView(state, state.contact(params.id), detailsOf(query)),
  'contact.getByPhone': ({ state, params, query }) => contactView(state, byPhone(state, params), detailsOf(query)),

  'contact.create': ({ state, body }) => {
    const { options, ...contact } = /** @type {ContactBody & { options?: CreateOptions }} */ (body);
    return contactView(state, save(state, prepare(state, contact, options)));
  },

  // Every item is judged before any is saved.
  'contact.saveMany': ({ state, body }) => {
    const { items, options } = /** @type {{ items: ContactBody[], options?: CreateOptions }} */ (body);
    // A contact that is known already is updated, as the document says, whatever the options are.
    const prepared = items.map((item) => prepare(state, item, { upsert: true, ...options }));
    return prepared.map((one) => contactView(state, save(state, one)));
  },

  'contact.update': ({ state, params, body }) => update(state, state.contact(params.id), body),
  'contact.updateByPhone': ({ state, params, body }) => update(state, byPhone(state, params), body),
  'contact.updateTags': ({ state, params, body }) => updateTags(state, state.contact(params.id), body),
  'contact.updateTagsByPhone': ({ state, params, body }) => updateTags(state, byPhone(state, params), body),

  'contact.listCustomFields': ({ state, query }) =>
    customFieldViews(state.contactCustomFields.values(), query.NestedList === true),
};

/**
 * @param {Store} state
 * @param {Contact[]} contacts
 * @param {Record<string, unknown>} query
 */
function contactPage(state, contacts, query) {
  const rows = contacts.filter((contact) => inDates(contact, query));
  return page(
    rows.map((contact) => contactView(state, contact, detailsOf(query))),
    query,
  );
}

/**
 * @param {Store} state
 * @param {ContactBody} body
 * @param {CreateOptions} [options]
 */
function prepare(state, body, options = {}) {
  const fields = fieldsOf(body);
  const values = readFields(state, body, fields);
  const { name, phoneNumber, email, instagram } = values;
  if (!name?.trim() && !phoneNumber && !email && !instagram) {
    throw formError('Informe o nome, o telefone, o e-mail ou o Instagram do contato');
  }
  if (!options.getIfExists && !options.upsert) refuseTaken(findSame(state, values));
  return { body, fields, values, options };
}

/**
 * @param {Store} state
 * @param {ReturnType<typeof prepare>} prepared
 */
function save(state, { body, fields, values, options }) {
  const known = findSame(state, values);
  if (known && options.getIfExists) return known;
  if (known && options.upsert) {
    const allowed = options.upsertFields ?? fields;
    const changed = readFields(
      state,
      body,
      fields.filter((field) => allowed.includes(field)),
    );
    return changeContact(state, known, changed, options.upsertTagOperation ?? 'REPLACEALL');
  }
  refuseTaken(known);
  const contact = blankContact();
  writeFields(state, contact, values, 'REPLACEALL');
  return addContact(state, contact);
}

/**
 * @param {Store} state
 * @param {Contact} contact
 * @param {unknown} body
 */
function update(state, contact, body) {
  const request = /** @type {UpdateRequest} */ (body);
  const values = readFields(state, request, request.fields ?? []);
  return contactView(
    state,
    changeContact(state, contact, values, request.options?.tagsOperation ?? 'InsertIfNotExists'),
  );
}

/**
 * @param {Store} state
 * @param {Contact} contact
 * @param {unknown} body
 */
function updateTags(state, contact, body) {
  const { operation, ...tags } = /** @type {TagsRequest} */ (body);
  const values = readFields(state, tags, ['Tags']);
  return contactView(state, changeContact(state, contact, values, operation ?? 'InsertIfNotExists'));
}

/** @param {Store} state @param {Context['params']} params */
const byPhone = (state, params) => contactByPhone(state, params.phone ?? '');

/** @param {Record<string, unknown>} query */
const detailsOf = (query) => /** @type {string[]} */ (query.IncludeDetails ?? []);
