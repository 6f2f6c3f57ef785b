// The API's origin: limits, authentication, routing, permission, judgement, handler, and a judgement of its answer.

import { findOperation, services } from './contract/document.js';
import { judgeAnswer, judgeBody, judgeParams, judgeQuery } from './contract/judge.js';
import { ApiError } from './errors.js';
import { handlers } from './handlers/index.js';
import { empty, json } from './http/answer.js';
import { tokenName } from './journal.js';

/** @import { IncomingMessage } from 'node:http' */
/** @import { Operation } from './contract/document.js' */
/** @import { ActiveFault } from './faults.js' */
/** @import { Origin, Request } from './http/origin.js' */
/** @import { Tokens } from './journal.js' */
/** @import { Limits } from './limits.js' */
/** @import { Signer } from './storage.js' */
/** @import { Store } from './store.js' */

/**
 * @typedef {object} Surroundings
 * @property {Store} state
 * @property {Tokens} tokens
 * @property {Limits} limits
 * @property {Signer} signer
 * @property {{ api: string, storage: string }} urls
 */

export const bodyLimit = 20 * 1024 * 1024;

/**
 * @param {Surroundings} surroundings
 * @param {Origin<Buffer | null>['intercept']} intercept
 * @returns {Origin<Buffer | null>} it receives null for a body beyond the limit
 */
export function apiOrigin(surroundings, intercept) {
  return {
    name: 'api',
    operationOf: ({ method, path }) => {
      const found = findOperation(method, path);
      return 'operation' in found ? found.operation.id : null;
    },
    read: async (req) => {
      const { bytes, raw } = await readBody(req);
      return { bytes, body: raw && tryJson(raw), received: raw };
    },
    refuse: ({ path, headers }, at) => {
      const token = tokenName(headers.authorization, surroundings.tokens);
      return token === 'unknown' ? null : surroundings.limits.refuse(token, path, at);
    },
    process: (request, raw, body, amend) => processRequest(surroundings, request, raw, body, amend),
    ...(intercept && { intercept }),
  };
}

/**
 * @param {Surroundings} surroundings
 * @param {Request} request
 * @param {Buffer | null} raw
 * @param {unknown} parsed the body as it arrived
 * @param {ActiveFault['amend']} amend
 */
function processRequest({ state, tokens, signer, urls }, request, raw, parsed, amend) {
  const token = tokenName(request.headers.authorization, tokens);
  if (token === 'unknown') throw new ApiError(401, 'ERROR_UNAUTHORIZED', 'Não autorizado');
  if (raw === null) throw new ApiError(413, 'ERROR_REQUEST_TOO_LARGE', 'O corpo da requisição excede 20 MB');
  const { operation, params: encoded } = route(request);
  if (token === 'limited' && !isRead(operation)) throw new ApiError(403, 'ERROR_FORBIDDEN', 'Acesso negado');

  const params = judgeParams(operation, encoded);
  const query = judgeQuery(operation, request.entries);
  const body = judgeBody(operation, { raw, contentType: request.headers['content-type'] });
  const handler = handlers[operation.id];
  if (!handler) throw new Error(`${operation.id} has no handler`);
  amend?.({ query, body });

  const result = handler({
    state,
    params,
    query,
    body,
    request: parsed,
    url: urls.api,
    storageUrl: urls.storage,
    signer,
  });
  judgeAnswer(operation, result);
  return operation.answer ? json(200, result) : empty(200);
}

/** @param {Request} request */
function route({ method, path }) {
  if (!services.has(path.split('/')[1] ?? '')) throw new ApiError(400, 'BAD_REQUEST', 'badrequest');
  const found = findOperation(method, path);
  if ('operation' in found) return found;
  if (found.allowed.length > 0) throw new ApiError(405, 'ERROR_METHOD_NOT_ALLOWED', 'Método não permitido');
  throw new ApiError(404, 'ERROR_NOT_FOUND', 'Rota não encontrada');
}

/** Filters read through POST. @param {Operation} operation */
function isRead({ method, id }) {
  return method === 'GET' || id.endsWith('.filter');
}

/**
 * A body beyond the limit is read to its end, but not kept: an answer in the middle of it would often be lost.
 * @param {IncomingMessage} req
 * @returns {Promise<{ bytes: number, raw: Buffer | null }>}
 */
export async function readBody(req) {
  /** @type {Buffer[]} */
  const chunks = [];
  let bytes = 0;
  for await (const chunk of req) {
    bytes += chunk.length;
    if (bytes <= bodyLimit) chunks.push(chunk);
  }
  return { bytes, raw: bytes <= bodyLimit ? Buffer.concat(chunks) : null };
}

/** @param {Buffer} raw @returns {unknown} */
export function tryJson(raw) {
  try {
    return JSON.parse(raw.toString('utf8'));
  } catch {
    return null;
  }
}
