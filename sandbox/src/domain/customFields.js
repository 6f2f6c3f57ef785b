// Custom fields: values of the wrong type and unknown keys are ignored without a word, and every value is kept in an array.

/** @import { CustomField, CustomFieldType } from '../types.js' */

/** @type {Record<CustomFieldType, (value: unknown, field: CustomField) => unknown>} undefined for a wrong value */
const readers = {
  GROUP: () => undefined,
  STRING: ofType('string'),
  TEXT: ofType('string'),
  INTEGER: (value) => (Number.isInteger(value) ? value : undefined),
  FLOAT: ofType('number'),
  BOOLEAN: ofType('boolean'),
  SINGLESELECT: optionName,
  MULTISELECT: optionName,
  DATE: readDate,
  TIME: (value) => (/^([01]\d|2[0-3]):[0-5]\d$/.test(String(value)) ? value : undefined),
  DATETIME: (value) => (typeof value === 'string' && Date.parse(value) ? new Date(value).toISOString() : undefined),
};

/**
 * @param {Record<string, unknown[]>} values changed in place; a key with null is removed
 * @param {Iterable<CustomField>} fields those that there are
 * @param {Record<string, unknown> | null | undefined} given
 */
export function mergeCustomFields(values, fields, given) {
  for (const field of fields) {
    const value = given && Object.hasOwn(given, field.key) ? given[field.key] : undefined;
    if (value === undefined) continue;
    if (value === null) {
      delete values[field.key];
      continue;
    }
    const list = Array.isArray(value) ? value : [value];
    const read = list.map((one) => readers[field.type](one, field));
    if (read.includes(undefined) || (read.length !== 1 && field.type !== 'MULTISELECT')) continue;
    values[field.key] = read;
  }
}

/** @param {'string' | 'number' | 'boolean'} type */
function ofType(type) {
  return (/** @type {unknown} */ value) => (typeof value === type ? value : undefined);
}

/** @param {unknown} value @param {CustomField} field */
function optionName(value, { options }) {
  return options?.find(({ id, name }) => name === value || id === value)?.name;
}

/** Dates come back with slashes. @param {unknown} value */
function readDate(value) {
  const [, year, month, day] = /^(\d{4})[-/](\d\d)[-/](\d\d)(T.*)?$/.exec(String(value)) ?? [];
  if (!year || Number.isNaN(Date.parse(`${year}-${month}-${day}`))) return undefined;
  return `${year}/${month}/${day}`;
}
