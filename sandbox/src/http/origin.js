// One HTTP origin of the sandbox: what the API and the storage have in common. A request is answered to CORS, written
// into the journal, held against the limits, read, given to a fault if one waits for it, processed and answered.

import { createServer } from 'node:http';
import { altered, empty, errorAnswer } from './answer.js';
import { deliver, end, endOf } from './deliver.js';

/** @import { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http' */
/** @import { ActiveFault, Faults } from '../faults.js' */
/** @import { Journal } from '../journal.js' */
/** @import { Answer } from './answer.js' */

/**
 * @typedef {{ method: string, path: string, entries: [string, string][], headers: IncomingHttpHeaders, remote: string }} Request
 */

/**
 * @template Received what reading the body yields
 * @typedef {object} Origin
 * @property {'api' | 'storage'} name
 * @property {(request: Request) => string | null} operationOf
 * @property {(req: IncomingMessage) => Promise<{ bytes: number, body: unknown, received: Received }>} read
 * @property {(request: Request, received: Received, body: unknown, amend: ActiveFault['amend']) => Answer} process
 * @property {(request: Request, at: number) => Answer | null} [refuse] when it arrives: what no fault meets and nothing
 * processes
 * @property {(request: Request, req: IncomingMessage) => Promise<Answer> | null} [intercept] for what is neither
 * recorded nor subject to faults
 */

/**
 * @template Received
 * @param {Origin<Received>} origin
 * @param {{ journal: Journal, faults: Faults, log: ((line: string) => void) | undefined }} shared
 */
export function createOrigin(origin, shared) {
  const server = createServer((req, res) => {
    // A client that goes away while its request is read is no failure of the sandbox.
    serve(origin, shared, req, res).catch(() => res.destroy());
  });
  // An idle connection that is closed under a client looks like a fault that nobody asked for.
  server.keepAliveTimeout = 3_600_000;
  return server;
}

/**
 * @template Received
 * @param {Origin<Received>} origin
 * @param {{ journal: Journal, faults: Faults, log: ((line: string) => void) | undefined }} shared
 * @param {IncomingMessage} req
 * @param {ServerResponse} res
 */
async function serve(origin, { journal, faults, log }, req, res) {
  const request = readHead(req);
  res.setHeader('access-control-allow-origin', '*');
  const intercepted = origin.intercept?.(request, req);
  if (intercepted) return deliver(res, await intercepted, {}, () => {});

  const started = performance.now();
  const entry = journal.open(origin.name, origin.operationOf(request), request);
  res.once('close', () => log?.(`${entry.method} ${entry.path} ${entry.status ?? '-'} ${elapsed(started)} ms`));
  const tell = (/** @type {number} */ status) => {
    entry.status = status;
  };
  if (entry.method === 'OPTIONS') return deliver(res, preflight(request.headers), {}, tell);

  const refusal = origin.refuse?.(request, started) ?? null;
  const fault = refusal ? null : faults.take(entry);
  const endsBefore = fault !== null && endOf(fault) === 'before';
  // Storage ends in the middle of the upload; the API's bodies are small, and worth having in the journal.
  if (endsBefore && origin.name === 'storage') return end(req.socket, fault);
  const { bytes, body, received } = await origin.read(req);
  Object.assign(entry, { bytes, body });
  if (endsBefore) return end(req.socket, fault);

  let answer = refusal ?? fault?.answer ?? null;
  if (!answer || fault?.after) {
    const processed = attempt(() => origin.process(request, received, body, fault?.amend));
    const { alter } = fault ?? {};
    answer ??= alter ? attempt(() => altered(processed, alter)) : processed;
  }
  return deliver(res, answer, fault ?? {}, tell);
}

/**
 * The path stays as it was sent: a URL parser would resolve `..` segments that a strict reader must see.
 * @param {IncomingMessage} req
 * @returns {Request}
 */
function readHead(req) {
  const [path = '/', ...search] = (req.url ?? '/').split('?');
  const entries = [...new URLSearchParams(search.join('?'))];
  return { method: req.method ?? '', path, entries, headers: req.headers, remote: req.socket.remoteAddress ?? '' };
}

/** @param {() => Answer} work */
function attempt(work) {
  try {
    return work();
  } catch (error) {
    return errorAnswer(error);
  }
}

/** @param {IncomingHttpHeaders} headers */
export function preflight(headers) {
  return empty(204, {
    'access-control-allow-methods': headers['access-control-request-method'] ?? 'GET, POST, PUT, DELETE',
    'access-control-allow-headers': headers['access-control-request-headers'] ?? '*',
    'access-control-max-age': '600',
  });
}

/** @param {number} started */
const elapsed = (started) => Math.round(performance.now() - started);
