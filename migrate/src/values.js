// Single values of the old node as those of ours: literals are converted, expressions kept wherever ours takes what they give.

import { isExpression, wrapped } from './expressions.js';

/** @typedef {import('./actions/rows.js').Field} Field */
/** @typedef {import('./notes.js').Tell} Tell */

/**
 * @typedef {object} About
 * @property {Field} field
 * @property {Tell} tell
 * @property {boolean} clears whether it is part of an update: what is empty there is cleared
 */

/** @typedef {(value: unknown, about: About) => unknown} Convert gives nothing where nothing was given */

/** What the old node stores for "nothing chosen". @param {unknown} value */
export const isNothing = (value) =>
  value === undefined || value === null || value === '' || value === 'NOT_SEND' || value === 'UNDEFINED';

/** @param {unknown} value @returns {value is Record<string, unknown>} */
export const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** An empty value clears in an update, and elsewhere says nothing. @param {unknown} value @param {About} about */
const orEmpty = (value, { clears }) =>
  value === undefined || value === null || value === '' ? (clears ? '' : undefined) : value;

/** @type {Convert} */
function id(value, about) {
  if (!isNothing(value)) return typeof value === 'number' ? String(value) : value;
  return about.clears ? '' : undefined;
}

/** @type {Convert} */
const locator = (value, about) => {
  const given = id(value, about);
  return given === undefined ? undefined : { __rl: true, mode: 'id', value: given };
};

/** @type {Convert} */
const number = (value, about) => {
  if (value === 0 || value === '0') about.tell('zero_written', about.field.from);
  return orEmpty(value, about);
};

const WITHOUT_ZONE = /^(\d{4}-\d\d-\d\d)(?:([T ])(\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?))?$/;
const WITH_ZONE = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d([.,]\d+)?)?\s?(Z|[+-]\d\d(:?\d\d)?)$/i;

/** Texts without a zone went to the API as they were, which takes them as UTC. @type {Convert} */
function date(value, about) {
  const { field, tell } = about;
  if (isExpression(value)) {
    tell('date_zone', field.from);
    return value;
  }
  if (typeof value !== 'string' || value === '') return orEmpty(value, about);
  const [, day, separator = 'T', time = '00:00:00'] = WITHOUT_ZONE.exec(value.trim()) ?? [];
  if (day) return `${day}${separator}${time}Z`;
  if (!WITH_ZONE.test(value.trim())) tell('date_format', field.from);
  return value;
}

/** @type {Convert} */
function list(value, { clears }) {
  if (isExpression(value)) return value;
  const given = Array.isArray(value) ? value : isNothing(value) ? [] : [value];
  const chosen = given.filter((entry) => !isNothing(entry) && entry !== 'Undefined');
  return chosen.length > 0 || clears ? chosen : undefined;
}

/** @type {Convert} */
function sessionStatuses(value, about) {
  if (isExpression(value)) about.tell('session_status', about.field.from);
  const chosen = list(value, about);
  return Array.isArray(chosen) ? chosen.map((status) => (status === 'Started' ? 'STARTED' : status)) : chosen;
}

/** The texts of a collection, however deep it keeps them. @param {unknown} value @returns {unknown[]} */
function leaves(value) {
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(leaves);
  return isNothing(value) ? [] : [typeof value === 'number' ? String(value) : value];
}

/** @type {Convert} */
function texts(value, { field, tell, clears }) {
  if (isExpression(value)) {
    tell('list_by_expression', field.from);
    return value;
  }
  const found = leaves(value);
  return found.length > 0 || clears ? found : undefined;
}

/** @type {Convert} */
function pairs(value, { field, tell, clears }) {
  const { inner = '', key = '' } = field;
  if (isExpression(value)) {
    const entries = wrapped(value, (code) => `${code}?.${inner}${key === 'key' ? '' : `?.map(${KEYED(key)})`} ?? []`);
    tell(entries ? 'wrapped' : 'list_by_expression', field.from);
    return entries ? { entries } : value;
  }
  const given = isObject(value) ? value[inner] : undefined;
  if (isExpression(given)) {
    const entries = key === 'key' ? given : wrapped(given, (code) => `${code}.map(${KEYED(key)})`);
    if (entries !== given) tell(entries ? 'wrapped' : 'list_by_expression', field.from);
    return { entries: entries ?? given };
  }
  const entries = (Array.isArray(given) ? given : [given])
    .filter((entry) => isObject(entry) && !isNothing(entry[key]))
    .map((entry) => ({ key: entry[key], value: entry.value ?? '' }));
  if (entries.length > 0) return { entries };
  return clears ? {} : undefined;
}

/** @param {string} key */
const KEYED = (key) => `(entry) => ({ key: entry.${key}, value: entry.value })`;

/** A template was chosen as JSON that holds its id. @type {Convert} */
function template(value, { field, tell }) {
  if (isNothing(value)) return undefined;
  if (typeof value !== 'string') return isObject(value) ? value.id : value;
  const [text, mark] = isExpression(value) ? [value.slice(1), '='] : [value, ''];
  const id = idIn(text);
  // A text with expressions in it begins with `=`, and so does its id.
  if (id !== undefined) return id.includes('{{') ? `${mark}${id}` : id;
  if (!mark) {
    if (text.trim().startsWith('{')) tell('template_unread', field.from);
    return value;
  }
  const found = wrapped(value, (code) => `JSON.parse${code}.id`);
  tell(found ? 'wrapped' : 'template_by_expression', field.from);
  return found ?? value;
}

/** @param {string} text @returns {string | undefined} */
function idIn(text) {
  try {
    const { id } = JSON.parse(text);
    return typeof id === 'string' ? id : undefined;
  } catch {
    return undefined;
  }
}

/** @type {Convert} */
function archived(value, { field, tell }) {
  tell('archived', field.from);
  if (!isExpression(value)) return value === true || value === 'true' ? 'ARCHIVED' : 'OPEN';
  const status = wrapped(value, (code) => `${code} ? 'ARCHIVED' : 'OPEN'`);
  if (!status) tell('archived_by_expression', field.from);
  return status;
}

/** @type {Convert} */
function allStatuses(value, { field, tell }) {
  const all = ['OPEN', 'WON', 'LOST', 'ARCHIVED'];
  if (!isExpression(value)) return value === true || value === 'true' ? all : undefined;
  const statuses = wrapped(value, (code) => `${code} ? ${JSON.stringify(all)} : []`);
  tell(statuses ? 'wrapped' : 'list_by_expression', field.from);
  return statuses;
}

/** @type {Record<import('./actions/rows.js').Kind, Convert>} */
export const converters = {
  text: orEmpty,
  part: (value) => orEmpty(value, { clears: false, field: NONE, tell: () => {} }),
  id,
  locator,
  flag: (value) => (value === true || value === 'true' || isExpression(value) ? value : undefined),
  number,
  date,
  list,
  sessionStatuses,
  texts,
  one: (value) => (isNothing(value) ? undefined : [value]),
  pairs,
  template,
  status: (value, { field, tell }) => {
    if (!isNothing(value)) return value;
    tell('status_not_chosen', field.from);
    return undefined;
  },
  archived,
  allStatuses,
};

/** @type {Field} */
const NONE = { from: '', to: '', kind: 'part' };

/** The last name of a path. @param {string} path */
export const last = (path) => path.slice(path.lastIndexOf('.') + 1);
