// The control routes under /_sandbox/: for whoever plays with a running sandbox, from this machine only.

import { readBody, tryJson } from './api.js';
import { receiveMessage } from './domain/messages.js';
import { envelope } from './errors.js';
import { empty, errorAnswer, json } from './http/answer.js';
import { preflight } from './http/origin.js';
import { sample } from './seed/index.js';
import { messageView } from './views-chat.js';

/** @import { IncomingMessage } from 'node:http' */
/** @import { ChaosSpec } from './chaos.js' */
/** @import { FaultSpec, Faults } from './faults.js' */
/** @import { Answer } from './http/answer.js' */
/** @import { Request } from './http/origin.js' */
/** @import { Journal } from './journal.js' */
/** @import { Store } from './store.js' */

const prefix = '/_sandbox/';

/**
 * @param {{ state: Store, faults: Faults, journal: Journal, reset: () => void }} sandbox
 * @returns {(request: Request, req: IncomingMessage) => Promise<Answer> | null} null for requests to the API itself
 */
export function controlRoutes({ state, faults, journal, reset }) {
  /** @type {Record<string, (body: unknown) => Answer>} */
  const routes = {
    'GET sample': () => json(200, sample),
    'GET requests': () => json(200, journal.entries),
    'GET files': () => json(200, [...state.files.values()]),
    'GET deliveries': () => json(200, state.outbox.entries),
    'POST reset': () => {
      reset();
      return empty(204);
    },
    'POST faults': (body) => {
      const spec = asObject(body);
      // JSON has no Infinity.
      if (spec.times === 'Infinity') spec.times = Infinity;
      faults.add(/** @type {FaultSpec} */ (spec));
      return empty(204);
    },
    'DELETE faults': () => {
      faults.clear();
      return empty(204);
    },
    'GET chaos': () => json(200, { hits: faults.chaosHits }),
    'POST chaos': (body) => {
      faults.startChaos(/** @type {ChaosSpec} */ (asObject(body)));
      return empty(204);
    },
    'POST inbound': (body) => {
      const { from, to, text } = asObject(body);
      if (typeof from !== 'string' || typeof to !== 'string' || typeof text !== 'string') {
        throw new TypeError('from (the contact), to (the channel) and text are wanted, as texts');
      }
      return json(200, messageView(receiveMessage(state, { from, to, text })));
    },
  };

  return (request, req) => (request.path.startsWith(prefix) ? answer(routes, request, req) : null);
}

/**
 * @param {Record<string, (body: unknown) => Answer>} routes
 * @param {Request} request
 * @param {IncomingMessage} req
 */
async function answer(routes, { method, path, headers, remote }, req) {
  const { raw } = await readBody(req);
  if (!/^(::ffff:)?127\.|^::1$/.test(remote)) return refuse(403, 'The control routes are for this machine only');
  if (method === 'OPTIONS') return preflight(headers);
  const route = routes[`${method} ${path.slice(prefix.length)}`];
  if (!route) return refuse(404, `One of: ${Object.keys(routes).join(', ')}`);
  try {
    return route(raw && tryJson(raw));
  } catch (error) {
    return error instanceof TypeError ? refuse(400, error.message) : errorAnswer(error);
  }
}

/** @param {number} status @param {string} text */
function refuse(status, text) {
  return json(status, envelope(status, 'SANDBOX_CONTROL', text));
}

/** @param {unknown} body @returns {Record<string, unknown>} */
function asObject(body) {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new TypeError('a JSON object is wanted');
  return /** @type {Record<string, unknown>} */ (body);
}
