// The conditions of contact.filter: a contact meets all that are given, and of several tags or portfolios one.

import { digits } from '../domain/address.js';
import { portfoliosOf } from '../domain/portfolios.js';
import { hasAny, includesText, is } from '../filters.js';

/** @import { Contact } from '../types.js' */
/** @import { Store } from '../store.js' */

/**
 * @typedef {object} Filter
 * @property {string} [status]
 * @property {string} [textFilter]
 * @property {string} [name]
 * @property {string} [phoneNumber]
 * @property {string} [email]
 * @property {string} [instagram]
 * @property {string[]} [tagIds]
 * @property {string[]} [tagNames]
 * @property {string[]} [portfolioIds]
 * @property {string[]} [portfolioNames]
 * @property {string} [origin]
 * @property {Record<string, unknown>} [customFields]
 * @property {Record<string, unknown>} [metadata]
 *
 * @typedef {{ before?: string | null, after?: string | null }} DateRange
 */

/**
 * The body of a filter, with what all lists share under the names that they have in a query.
 * @param {unknown} body
 */
export function readFilter(body) {
  const { pageNumber, pageSize, orderBy, orderDirection, includeDetails, createdAt, updatedAt, ...filter } =
    /** @type {Record<string, unknown>} */ (body);
  const created = /** @type {DateRange | undefined} */ (createdAt);
  const updated = /** @type {DateRange | undefined} */ (updatedAt);
  const named = {
    PageNumber: pageNumber,
    PageSize: pageSize,
    OrderBy: orderBy,
    OrderDirection: orderDirection,
    IncludeDetails: includeDetails,
    'CreatedAt.Before': created?.before,
    'CreatedAt.After': created?.after,
    'UpdatedAt.Before': updated?.before,
    'UpdatedAt.After': updated?.after,
  };
  return { query: withoutBlanks(named), filter: /** @type {Filter} */ (withoutBlanks(filter)) };
}

/** What is null or empty asks for nothing. @param {Record<string, unknown>} given */
function withoutBlanks(given) {
  const isBlank = (/** @type {unknown} */ value) =>
    value === undefined || value === null || String(value).trim() === '';
  return Object.fromEntries(Object.entries(given).filter(([, value]) => !isBlank(value)));
}

/**
 * @param {Store} state
 * @param {Contact} contact
 * @param {Filter} filter
 */
export function matches(state, contact, filter) {
  const portfolios = portfoliosOf(state, contact.id);
  const tags = contact.tagIds.map((id) => state.tag(id));
  return (
    is(filter.status, contact.status) &&
    is(filter.origin, contact.origin) &&
    includesText(filter.name, [contact.name]) &&
    includesText(filter.email, [contact.email]) &&
    includesText(filter.instagram, [contact.instagram]) &&
    includesDigits(filter.phoneNumber, contact) &&
    matchesText(contact, filter.textFilter) &&
    hasAny(filter.tagIds, contact.tagIds) &&
    hasAny(filter.tagNames, names(tags)) &&
    hasAny(
      filter.portfolioIds,
      portfolios.map(({ id }) => id),
    ) &&
    hasAny(filter.portfolioNames, names(portfolios)) &&
    holdsAll(contact.metadata, filter.metadata) &&
    holdsAll(contact.customFields, filter.customFields)
  );
}

/**
 * Every key has the value, or one of the values; null is no value at all.
 * @param {Record<string, unknown>} actual
 * @param {Record<string, unknown>} [wanted]
 */
function holdsAll(actual, wanted = {}) {
  const listed = (/** @type {unknown} */ value) => [value ?? []].flat().map(String);
  return Object.entries(wanted).every(([key, value]) =>
    value === null ? actual[key] === undefined : hasAny(listed(value), listed(actual[key])),
  );
}

/** @param {Contact} contact @param {string | undefined} text */
function matchesText(contact, text) {
  const { name, email, instagram, annotation } = contact;
  return includesText(text, [name, email, instagram, annotation]) || includesDigits(text, contact);
}

/** @param {string | undefined} wanted @param {Contact} contact */
function includesDigits(wanted, { phoneNumber }) {
  if (wanted === undefined) return true;
  return digits(wanted) !== '' && digits(phoneNumber ?? '').includes(digits(wanted));
}

/** @param {{ name: string }[]} things */
const names = (things) => things.map(({ name }) => name);
