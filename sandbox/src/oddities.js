// Answers that the API is known to give beside its documentation, by name.

import { envelope, problemDetails } from './errors.js';

/** @import { FaultEffect } from './faults.js' */

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
};

/** @param {unknown} name @returns {name is Oddity} */
export function isOddity(name) {
  return typeof name === 'string' && Object.hasOwn(oddities, name);
}

/** @param {FaultEffect} given */
function effect(given) {
  return given;
}
