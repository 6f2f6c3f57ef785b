// What all lists share: date ranges, the order, and the page object.

import { formError } from './errors.js';

/**
 * @typedef {{ PageNumber?: number, PageSize?: number, OrderBy?: string, OrderDirection?: string }} PageQuery
 */

/**
 * One page of rows as the API shows them, newest first unless the query says otherwise.
 * @template {{ createdAt: string }} T
 * @param {T[]} rows in the order of their creation
 * @param {PageQuery} query
 */
export function page(rows, { PageNumber = 1, PageSize = 15, OrderBy, OrderDirection }) {
  const direction = OrderDirection ?? (OrderBy ? 'ASCENDING' : 'DESCENDING');
  const sorted = sort(rows, OrderBy ?? 'createdAt');
  if (direction === 'DESCENDING') sorted.reverse();
  const number = Math.max(1, PageNumber);
  const totalPages = Math.ceil(rows.length / PageSize);
  return {
    pageNumber: number,
    pageSize: PageSize,
    orderBy: OrderBy ?? null,
    orderDirection: OrderDirection ?? null,
    items: sorted.slice((number - 1) * PageSize, number * PageSize),
    totalItems: rows.length,
    totalPages,
    hasMorePages: number < totalPages,
  };
}

/**
 * Whether a time lies in the range that `<name>.After` and `<name>.Before` of a query give.
 * @param {string | null} time
 * @param {Record<string, unknown>} query
 * @param {string} name
 */
export function inRange(time, query, name) {
  const after = query[`${name}.After`];
  const before = query[`${name}.Before`];
  if (after === undefined && before === undefined) return true;
  if (time === null) return false;
  const at = Date.parse(time);
  return (
    (after === undefined || at >= Date.parse(String(after))) &&
    (before === undefined || at <= Date.parse(String(before)))
  );
}

/**
 * The ranges that every paged list has.
 * @param {{ createdAt: string, updatedAt: string }} row
 * @param {Record<string, unknown>} query
 */
export function inDates(row, query) {
  return inRange(row.createdAt, query, 'CreatedAt') && inRange(row.updatedAt, query, 'UpdatedAt');
}

/**
 * Sorting is stable: rows of the same millisecond keep the order of their creation.
 * @template {object} T
 * @param {T[]} rows
 * @param {string} field
 */
function sort(rows, field) {
  const [first] = rows;
  if (!first) return [];
  const name = Object.keys(first).find((key) => key.toLowerCase() === field.toLowerCase());
  if (name === undefined) throw formError(`Campo de ordenação inválido: ${field}`);
  const fieldOf = (/** @type {T} */ row) => /** @type {Record<string, unknown>} */ (row)[name];
  return rows.toSorted((a, b) => compare(fieldOf(a), fieldOf(b)));
}

/** @param {unknown} a @param {unknown} b */
function compare(a, b) {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [left, right] = [String(a ?? ''), String(b ?? '')];
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
