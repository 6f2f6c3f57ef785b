// Looks for the token in whatever leaves a client: every error, event and result of a batch that it hands out, and everything that
// the process writes. What is found fails the test in which it was found, or else the process.

import { inspect } from 'node:util';
import { isWtsError, WtsClient } from 'wts-chat';

/** @import { ClientOptions, WtsEvent } from 'wts-chat' */

/** @type {string[]} what had a token in it: nothing, if all is well */
export const found = [];

/** @type {Set<string>} those that are looked for in what the process writes */
const secrets = new Set();

/** Of nobody else. */
export const randomToken = () => `pn_${crypto.randomUUID().replaceAll('-', '')}`;

/**
 * Where in a value a text is: its message, stack, causes, JSON, and everything else that can be printed of it.
 * @param {unknown} value
 * @param {string} secret
 * @param {number} [depth] of causes
 * @returns {string[]}
 */
export function placesOf(value, secret, depth = 5) {
  /** @type {Record<string, () => unknown>} */
  const views = {
    text: () => String(value),
    JSON: () => JSON.stringify(value),
    printed: () => inspect(value),
    whole: () => inspect(value, { showHidden: true, depth: 12, maxArrayLength: null, maxStringLength: null }),
    stack: () => Object(value).stack,
    answer: () => JSON.stringify(Object(value).response),
  };
  const places = Object.entries(views).flatMap(([name, view]) => (holds(view, secret) ? name : []));
  const cause = depth > 0 ? Object(value).cause : undefined;
  const inCause = cause === undefined ? [] : placesOf(cause, secret, depth - 1);
  return [...places, ...inCause.map((place) => `cause: ${place}`)];
}

/** In letters of either case: names of headers are written small. @param {() => unknown} view @param {string} secret */
function holds(view, secret) {
  try {
    return String(view()).toLowerCase().includes(secret.toLowerCase());
  } catch {
    return false;
  }
}

/** @param {string} what @param {unknown} value @param {Iterable<string>} secrets */
function look(what, value, secrets) {
  for (const secret of secrets) {
    const places = placesOf(value, secret);
    if (places.length) found.push(`${what}: ${places.join(', ')}`);
  }
}

/** @type {WeakMap<WtsClient, string[]>} */
const secretsOf = new WeakMap();

class WatchedClient extends WtsClient {}

/**
 * Replaces a method by one whose outcome is looked at.
 * @template T
 * @param {string} name
 * @param {(outcome: T, see: See) => void} watch
 */
function watching(name, watch) {
  const { value: inner } = Object.getOwnPropertyDescriptor(WtsClient.prototype, name) ?? {};
  /** @this {WtsClient} @param {unknown[]} args */
  function outer(...args) {
    const outcome = inner.apply(this, args);
    const what = [name, ...args.filter((arg) => typeof arg === 'string')].join(' ');
    watch(outcome, (value) => look(what, value, secretsOf.get(this) ?? []));
    return outcome;
  }
  Object.defineProperty(WatchedClient.prototype, name, { value: outer, configurable: true, writable: true });
}

/** @typedef {(value: unknown) => void} See */

/** @param {Promise<unknown>} call @param {See} see */
const failure = (call, see) => void call.catch(see);

for (const name of ['execute', 'request', 'choices', 'idOf']) watching(name, failure);
watching('batch', (/** @type {Promise<unknown[]>} */ call, see) => {
  call.then((results) => results.filter(isWtsError).forEach(see), see);
});
watching('paginate', (/** @type {AsyncIterable<unknown>} */ list, see) => {
  const iterate = list[Symbol.asyncIterator].bind(list);
  list[Symbol.asyncIterator] = () => {
    const iterator = iterate();
    const next = iterator.next.bind(iterator);
    iterator.next = (...args) => {
      const entry = next(...args);
      failure(entry, see);
      return entry;
    };
    return iterator;
  };
});

/**
 * A client that looks at what it lets out.
 * @param {ClientOptions} options
 * @param {string[]} more secrets beside its own token
 * @returns {WtsClient}
 */
export function watched(options, ...more) {
  const { apiKey, onEvent } = options;
  // What is very short may be anywhere.
  const all = [apiKey, ...more].filter((secret) => typeof secret === 'string').filter(({ length }) => length > 5);
  const listener = (/** @type {WtsEvent} */ event) => {
    look(`an event of ${event.operation}`, event, all);
    return onEvent?.(event);
  };
  const client = new WatchedClient({ ...options, onEvent: listener });
  secretsOf.set(client, all);
  for (const secret of all) secrets.add(secret);
  return client;
}

for (const stream of [process.stdout, process.stderr]) {
  const write = stream.write.bind(stream);
  stream.write = /** @type {typeof write} */ (
    /** @param {string | Uint8Array} text @param {unknown[]} rest */
    (text, ...rest) => {
      const written = typeof text === 'string' ? text : Buffer.from(text).toString('latin1');
      look('what was written', written, secrets);
      return write(text, .../** @type {[]} */ (rest));
    }
  );
}

process.on('exit', () => {
  if (found.length === 0) return;
  process.exitCode = 1;
  process.stderr.write(`The token got out: ${found.join('; ')}\n`);
});
