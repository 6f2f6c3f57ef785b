// The parameters of one old node as those of ours: row by row, then what lists, updates and files need besides.

import { asCode, isExpression, wrapped } from './expressions.js';
import { converters, isNothing, isObject, last } from './values.js';

/** @typedef {import('./actions/rows.js').Action} Action */
/** @typedef {import('./actions/rows.js').Field} Field */
/** @typedef {import('./notes.js').Tell} Tell */
/** @typedef {Record<string, unknown>} Parameters */

/**
 * @param {Action} action
 * @param {Parameters} old
 * @param {Tell} tell
 * @returns {Parameters}
 */
export function rewritten(action, old, tell) {
  const { resource, to, mask, list, file, always, needs } = action;
  /** @type {Parameters} */
  const ours = { resource, operation: to, ...always };
  for (const field of action.fields) {
    if (!field.when) put(ours, field, old, tell, false);
  }
  if (mask) update(action, mask, ours, old, tell);
  if (list) pages(list, ours, old, tell);
  if (file) place(file, ours, old, tell);
  onlyOne(ours, tell);
  if (hasDateExpression(action, ours)) set(ours, 'options.timeZone', 'UTC');
  for (const names of needs) {
    if (names.every((name) => isMissing(ours[name]))) tell('required', names[0], missing(names));
  }
  return ours;
}

/** @param {string[]} names */
const missing = (names) =>
  names.length === 1
    ? `Our node needs ${names[0]}, and the old one had nothing there.`
    : `Our node needs one of ${names.join(', ')}, and the old one had none.`;

/** @param {unknown} value */
const isMissing = (value) => isNothing(value) || (Array.isArray(value) && value.length === 0);

/**
 * Carries one value over. Says whether there was one.
 * @param {Parameters} ours @param {Field} field @param {Parameters} old @param {Tell} tell @param {boolean} clears
 */
function put(ours, field, old, tell, clears) {
  const value = converters[field.kind](old[field.from], { field, tell, clears });
  if (value === undefined) return false;
  set(ours, field.to, value);
  if (field.note && !isEmpty(value)) tell(field.note, field.from);
  if (field.older && !isEmpty(value)) set(ours, 'options.olderValues', true);
  return true;
}

/** @param {unknown} value */
const isEmpty = (value) => value === '' || (isObject(value) && Object.keys(value).length === 0);

/** @param {Parameters} into @param {string} path @param {unknown} value */
function set(into, path, value) {
  const names = path.split('.');
  const name = names.pop() ?? '';
  let at = into;
  for (const folder of names) {
    const inner = at[folder];
    const next = isObject(inner) ? inner : {};
    at[folder] = next;
    at = next;
  }
  at[name] = value;
}

/**
 * What the list of fields names is written, and cleared where it is empty.
 * @param {Action} action @param {string} mask @param {Parameters} ours @param {Parameters} old @param {Tell} tell
 */
function update({ fields, bare = [] }, mask, ours, old, tell) {
  const chosen = old[mask];
  const names = Array.isArray(chosen) ? chosen : isNothing(chosen) ? [] : [chosen];
  if (isExpression(chosen) || names.some(isExpression)) {
    updateByExpression(fields, mask, ours, old, tell);
    return;
  }
  /** @type {unknown[]} */
  const written = [];
  let isBare = false;
  for (const name of new Set(names)) {
    const rows = fields.filter(({ when }) => when === name);
    const given = rows.map((field) => put(ours, field, old, tell, true)).includes(true);
    if (given) {
      written.push(name === 'Archived' ? 'Status' : name);
    } else if (name === 'Utm' || bare.includes(String(name))) {
      // Only the mask can say these.
      isBare = true;
      written.push(name);
      if (name !== 'Utm') tell('fields_without_value', mask);
    } else if (rows.length === 0) {
      tell(
        'unknown_field',
        mask,
        `The old list of fields names ${String(name)}, which our node does not know. It is left out.`,
      );
    }
  }
  if (isBare) set(ours, 'updateFields.fields', written);
  if (written.length === 0) tell('nothing_to_update', mask);
}

/**
 * Nobody knows yet what is written: every value goes along, and the expression says which of them count.
 * @param {Field[]} fields @param {string} mask @param {Parameters} ours @param {Parameters} old @param {Tell} tell
 */
function updateByExpression(fields, mask, ours, old, tell) {
  const chosen = old[mask];
  const given = fields.filter(
    ({ when, from, kind }) => when && from in old && !(kind === 'status' && isNothing(old[from])),
  );
  for (const field of given) put(ours, field, old, tell, true);
  const archives = given.some(({ kind }) => kind === 'archived');
  const renamed = archives
    ? wrapped(chosen, (code) => `[].concat${code}.map((name) => name === 'Archived' ? 'Status' : name)`)
    : undefined;
  if (renamed) tell('wrapped', mask);
  tell('fields_by_expression', mask);
  set(ours, 'updateFields.fields', renamed ?? chosen);
}

/** Pages as the old node gave them, in the order it was asked for. @param {'pages' | 'first'} list @param {Parameters} ours @param {Parameters} old @param {Tell} tell */
function pages(list, ours, old, tell) {
  const { autoPagination: auto, maxPage = 10, pageNumber = 1, pageSize = 15 } = list === 'pages' ? old : {};
  const one = { maxPages: 1, pageNumber, pageSize };
  /** @type {Record<'maxPages' | 'pageNumber' | 'pageSize', unknown>} */
  let values = one;
  if (auto === true || auto === 'true') {
    values = { maxPages: orDefault(maxPage, 10), pageNumber: 1, pageSize: 15 };
    tell('page_size', 'autoPagination');
  } else if (isExpression(auto)) {
    const either = (/** @type {unknown} */ all, /** @type {unknown} */ single) => {
      const [first, second] = [asCode(all), asCode(single)];
      return first && second && wrapped(auto, (code) => (first === second ? first : `${code} ? ${first} : ${second}`));
    };
    const [maxPages, number, size] = [either(maxPage, 1), either(1, pageNumber), either(15, pageSize)];
    if (maxPages && number && size) {
      values = { maxPages, pageNumber: number, pageSize: size };
      tell('wrapped', 'autoPagination');
    } else {
      tell('paging_by_expression', 'autoPagination');
    }
  }
  const { maxPages, pageNumber: first, pageSize: size } = values;
  set(ours, 'options.pages.values', { maxPages, pageNumber: orDefault(first, 1), pageSize: orDefault(size, 15) });
  if (list !== 'pages') return;
  order(ours, old, tell);
  const perItem = Object.keys(old).some((name) => PER_ITEM.test(name) && isExpression(old[name]));
  if (perItem) tell('per_item');
}

/** What the old node took from the first item for all of them. */
const PER_ITEM = /^(page|order|maxPage|autoPagination)|(After|Before)$/;

/** @param {unknown} value @param {number} instead */
const orDefault = (value, instead) => (isNothing(value) ? instead : value);

/** Ascending was sent always, chosen or not: it is meant where there is something to order by. @param {Parameters} ours @param {Parameters} old @param {Tell} tell */
function order(ours, { orderBy, orderDirection = 'ASCENDING' }, tell) {
  const isDefault = orderDirection === 'ASCENDING' || isNothing(orderDirection);
  if (!isDefault) set(ours, 'filters.orderDirection', orderDirection);
  else if (!isNothing(orderBy)) set(ours, 'filters.orderDirection', 'ASCENDING');
  else tell('order', 'orderDirection');
}

/** Where the file comes from. @param {'needed' | 'possible'} file @param {Parameters} ours @param {Parameters} old @param {Tell} tell */
function place(file, ours, { urlFile, fileToSend }, tell) {
  const url = isNothing(urlFile) ? undefined : urlFile;
  const field = isNothing(fileToSend) ? undefined : fileToSend;
  if (url !== undefined) ours.url = url;
  if (field !== undefined) ours.binaryPropertyName = field;
  const otherwise = field !== undefined ? source('binary', field, file === 'needed' ? undefined : 'none') : none(file);
  ours.fileSource =
    url !== undefined
      ? source('url', url, field === undefined && file === 'needed' ? undefined : otherwise)
      : otherwise;
  if (url === undefined && field === undefined && file === 'needed') tell('no_file', 'urlFile');
  if (ours.fileSource === 'url' && field !== undefined) {
    tell('more_file_places', 'fileToSend');
    delete ours.binaryPropertyName;
  }
  if (isExpression(ours.fileSource)) tell('file_place', url !== undefined ? 'urlFile' : 'fileToSend');
}

/** @param {'needed' | 'possible'} file */
const none = (file) => (file === 'needed' ? 'url' : 'none');

/** A source, or an expression for where its own expression gives nothing. @param {string} name @param {unknown} value @param {string} [otherwise] @returns {string} */
function source(name, value, otherwise) {
  if (otherwise === undefined || !isExpression(value)) return name;
  const rest = asCode(otherwise);
  return (rest && wrapped(value, (code) => `${code} ? '${name}' : ${rest}`)) ?? name;
}

/** A contact is named by its id or by its number. @param {Parameters} ours @param {Tell} tell */
function onlyOne(ours, tell) {
  if (ours.resource !== 'sequence' || !isObject(ours.contactId) || ours.phoneNumber === undefined) return;
  const { value } = ours.contactId;
  const number = wrapped(value, (code) => `${code} ? '' : ${asCode(ours.phoneNumber)}`);
  if (isExpression(value) && number && asCode(ours.phoneNumber)) {
    ours.phoneNumber = number;
    tell('wrapped', 'phonenumber');
  } else {
    delete ours.phoneNumber;
    tell('only_one_contact', 'phonenumber');
  }
}

/** @param {Action} action @param {Parameters} ours */
function hasDateExpression({ fields }, ours) {
  return fields.some(({ kind, to }) => {
    const inside = ours[to.slice(0, to.indexOf('.'))];
    return kind === 'date' && isObject(inside) && isExpression(inside[last(to)]);
  });
}
