// What the rows of the actions are made of: a row tells a parameter's old name, its place in our node, and its kind.

/**
 * How a value is carried over; `values.js` says what each kind does.
 * @typedef {'text' | 'id' | 'locator' | 'flag' | 'number' | 'date' | 'list' | 'sessionStatuses' | 'texts' | 'one' | 'pairs' | 'template' |
 *   'status' | 'archived' | 'allStatuses' | 'part'} Kind
 *
 * @typedef {object} Field
 * @property {string} from name in the old node
 * @property {string} to place in ours
 * @property {Kind} kind
 * @property {string} [inner] of pairs: what the old node calls their list
 * @property {string} [key] of pairs: what the old node calls the key of an entry
 * @property {string} [when] of updates: the entry of the old list of fields that shows it
 * @property {boolean} [older] whether our node has to look up what the value stands for
 * @property {string} [note] a remark for whoever has a value here: see `notes.js`
 *
 * @typedef {object} Action
 * @property {string} resource the same in both nodes
 * @property {string} operation of the old node
 * @property {string} name as people know it
 * @property {string} to the operation of ours
 * @property {Field[]} fields
 * @property {string[][]} needs of each of these lists, ours wants one at least
 * @property {'pages' | 'first'} [list] with the old node's parameters of paging, or without them
 * @property {'needed' | 'possible'} [file]
 * @property {string} [mask] of updates: the old parameter that lists what is written
 * @property {string[]} [bare] of updates: entries of that list without a value
 * @property {Record<string, unknown>} [always] what ours must not fill with a default of its own
 * @property {boolean} [empty] whether the API may answer nothing
 */

/** @typedef {Partial<Omit<Field, 'from' | 'to' | 'kind'>>} More */

/** @param {string} from @param {string} to @param {Kind} kind @param {More} [more] @returns {Field} */
export const field = (from, to, kind, more = {}) => ({ from, to, kind, ...more });

/** @param {string} from @param {string} to @param {string} inner @param {More} [more] @returns {Field} */
export const pairs = (from, to, inner, more = {}) => field(from, to, 'pairs', { inner, key: 'key', ...more });

/** @param {Kind} kind @param {string} into @param {string[]} names */
export const same = (kind, into, ...names) => names.map((name) => field(name, `${into}.${name}`, kind));

/** @param {string[]} names */
export const moments = (...names) =>
  same('date', 'filters', ...names.flatMap((name) => [`${name}After`, `${name}Before`]));

/** @param {string} into @param {string} from @returns {Field} */
export const details = (into, from) => field(from, `${into}.includeDetails`, 'list');

/** @param {string} when @param {string} from @param {string} to @param {Kind} kind @param {More} [more] */
export const update = (when, from, to, kind, more = {}) => field(from, `updateFields.${to}`, kind, { when, ...more });

/** @param {string} resource @returns {(operation: string, name: string, to: string, more: Partial<Action>) => Action} */
export const of = (resource) => (operation, name, to, more) => {
  const { fields = [], needs = [], ...rest } = more;
  const paged =
    more.list === 'pages' ? [...moments('createdAt', 'updatedAt'), ...same('text', 'filters', 'orderBy')] : [];
  return { resource, operation, name, to, needs, ...rest, fields: [...fields, ...paged] };
};

export const SESSION = field('sessionId', 'sessionId', 'locator');
export const CONTACT = field('contactId', 'contactId', 'locator');
export const PARAMETERS = { inner: 'paramsTemplatesValues', key: 'name' };
