// Answers that the API is known to give beside its documentation, by name.

import { componentSchemas } from './contract/document.js';
import { envelope, problemDetails } from './errors.js';

/** @import { Schema } from './contract/document.js' */
/** @import { Asked, FaultEffect } from './faults.js' */

/** @typedef {keyof typeof oddities} Oddity */

export const oddities = {
  'envelope-in-200': () =>
    effect({ status: 200, body: envelope(400, 'FORM_ERROR', 'Não foi possível concluir a operação') }),
  'html-502': () =>
    effect({
      status: 502,
      contentType: 'text/html',
      body: '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>',
    }),
  // These two are successes that read badly: what was asked for has happened.
  'empty-200': () => effect({ status: 200, after: true }),
  'broken-json': () => effect({ status: 200, contentType: 'application/json', body: '{"id":"7f3', after: true }),
  'problem-details': () =>
    effect({
      status: 400,
      contentType: 'application/problem+json',
      body: problemDetails({ 'body.text': ['The text field is required.'] }),
    }),
  'not-found-500': () => effect({ status: 500, body: envelope(500, 'ENTITY_NOT_FOUND', 'Contato não encontrado') }),
  'permission-403': () => effect({ status: 403, body: envelope(403, 'ERROR_FORBIDDEN', 'Acesso negado') }),
  'dead-token-401': () => effect({ status: 401, body: envelope(401, 'ERROR_UNAUTHORIZED', 'Não autorizado') }),
  // No Retry-After: none has been seen in the field. Give `headers` to add one.
  'rate-limited-429': () =>
    effect({ status: 429, body: envelope(429, 'ERROR_TOO_MANY_REQUESTS', 'Limite de requisições excedido') }),

  // The rest change the handler's own answer. Two are about how a list ends, and one never ends.
  'no-has-more-pages': () => effect({ alter: ofPages(({ hasMorePages: _, ...page }) => page) }),
  'count-pages': () =>
    effect({ alter: ofPages(({ hasMorePages: _, totalPages, ...page }) => ({ ...page, countPages: totalPages })) }),
  'page-one-for-ever': () =>
    effect({
      amend: askFirstPage,
      alter: ofPages((page) => ({ ...page, totalPages: Math.max(2, Number(page.totalPages)), hasMorePages: true })),
    }),
  'enum-case': () => effect({ alter: respell }),
};

/** @param {unknown} name @returns {name is Oddity} */
export function isOddity(name) {
  return typeof name === 'string' && Object.hasOwn(oddities, name);
}

/** @param {FaultEffect} given */
function effect(given) {
  return given;
}

/**
 * Only lists that are paged are changed.
 * @param {(page: Record<string, unknown>) => unknown} change
 * @returns {(body: unknown) => unknown}
 */
function ofPages(change) {
  return (body) => (isObject(body) && 'hasMorePages' in body ? change(body) : body);
}

/** @param {Asked} asked */
function askFirstPage({ query, body }) {
  for (const part of [query, body]) {
    if (!isObject(part)) continue;
    for (const name of Object.keys(part)) if (/^(page|pageNumber|nextPageToken)$/i.test(name)) delete part[name];
  }
}

/** @type {Map<string, Set<unknown>> | undefined} the documented enum values, by property name */
let enums;

/**
 * Enum values in another case: `IN_PROGRESS` as `In_progress`, `Ready` as `READY`.
 * @param {unknown} value
 * @param {string} [name] the property that it was found in
 * @returns {unknown}
 */
function respell(value, name = '') {
  enums ??= readEnums();
  if (Array.isArray(value)) return value.map((item) => respell(item, name));
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, respell(item, key)]));
  if (typeof value !== 'string' || !enums.get(name)?.has(value)) return value;
  const upper = value.toUpperCase();
  return value === upper ? upper[0] + value.slice(1).toLowerCase() : upper;
}

function readEnums() {
  /** @type {Map<string, Set<unknown>>} */
  const found = new Map();
  for (const { properties } of Object.values(componentSchemas)) {
    for (const [name, schema] of Object.entries(/** @type {Record<string, Schema>} */ (properties ?? {}))) {
      const { enum: values } = /** @type {Schema} */ (schema.items ?? schema);
      if (Array.isArray(values)) found.set(name, new Set([...(found.get(name) ?? []), ...values]));
    }
  }
  return found;
}

/** @param {unknown} value @returns {value is Record<string, unknown>} */
function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
