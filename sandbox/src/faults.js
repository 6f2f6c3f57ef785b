// Faults on demand: which request they wait for, and what happens to it. The others are left to chaos, if there is any.

import { Chaos } from './chaos.js';
import { endOf } from './http/deliver.js';
import { isOddity, oddities } from './oddities.js';

/** @import { ChaosSpec } from './chaos.js' */
/** @import { JournalEntry } from './journal.js' */
/** @import { Answer } from './http/answer.js' */
/** @import { Mishap } from './http/deliver.js' */
/** @import { Oddity } from './oddities.js' */

/**
 * Which requests a fault hits; every property narrows it.
 * @typedef {object} FaultTarget
 * @property {string} [operation] `message.send`
 * @property {string} [method]
 * @property {string | RegExp} [path] the whole path, or with a `*` at its end how it begins
 * @property {'api' | 'storage'} [origin]
 * @property {number} [times] how many requests it hits (1); Infinity is allowed
 */

/**
 * What it does. With `status` or `body` the handler does not run, unless `after` is set; without them the handler's own
 * answer is delayed, cut or lost.
 * @typedef {object} FaultEffect
 * @property {Oddity} [oddity] a ready-made answer; the other properties override it
 * @property {number} [status] 200 when only a body is given
 * @property {Record<string, string>} [headers]
 * @property {unknown} [body] a text or a Buffer is sent as it is, anything else as JSON; none is an empty body
 * @property {string} [contentType]
 * @property {boolean} [after] the handler runs, and its answer is replaced
 * @property {(body: unknown) => unknown} [alter] makes another answer of the handler's, after that was judged
 * @property {(asked: Asked) => void} [amend] changes in place what the handler is asked, after that was judged
 *
 * @typedef {{ query: Record<string, unknown>, body: unknown }} Asked
 */

/** @typedef {FaultTarget & FaultEffect & Mishap} FaultSpec */
/** @typedef {Mishap & Pick<FaultEffect, 'alter' | 'amend'> & { answer: Answer | null, after: boolean }} ActiveFault */

const targets = ['operation', 'method', 'path', 'origin', 'times'];
const mishaps = ['alter', 'amend', 'drop', 'reset', 'delay', 'stall', 'truncate', 'trickle'];
const effects = ['oddity', 'status', 'body', ...mishaps];
const modifiers = ['headers', 'contentType', 'after'];
const known = new Set([...targets, ...effects, ...modifiers]);

export class Faults {
  /** @type {{ spec: FaultSpec, active: ActiveFault, left: number, counter: { hits: number } }[]} */
  #waiting = [];
  /** @type {Chaos | null} */
  #chaos = null;

  /**
   * @param {FaultSpec} given
   * @returns {{ hits: number }} a live counter
   */
  add(given) {
    const spec = { ...(given.oddity && oddityOf(given.oddity)), ...given };
    refuseNonsense(spec);
    const counter = { hits: 0 };
    this.#waiting.push({ spec, active: activate(spec), left: spec.times ?? 1, counter });
    return counter;
  }

  /**
   * Instead of the one before, if any.
   * @param {ChaosSpec} spec
   * @returns {Pick<Chaos, 'hits'>} live counters
   */
  startChaos(spec) {
    const chaos = new Chaos(spec);
    this.#chaos = chaos;
    return { hits: chaos.hits };
  }

  /** The counters of the chaos that is under way, if any. */
  get chaosHits() {
    return this.#chaos?.hits ?? null;
  }

  /**
   * The first fault, in the order of adding, that waits for this request, or else what chaos has for it.
   * @param {JournalEntry} entry
   * @returns {ActiveFault | null}
   */
  take(entry) {
    const found = this.#waiting.find(({ spec, left }) => left > 0 && hits(spec, entry));
    if (!found) {
      const effect = this.#chaos?.next(entry.origin);
      return effect ? activate(effect) : null;
    }
    found.left -= 1;
    found.counter.hits += 1;
    return found.active;
  }

  clear() {
    this.#waiting = [];
    this.#chaos = null;
  }
}

/** @param {unknown} name */
function oddityOf(name) {
  if (!isOddity(name)) throw new TypeError(`unknown oddity "${name}": one of ${Object.keys(oddities).join(', ')}`);
  return oddities[name]();
}

/** @param {FaultSpec} spec @returns {ActiveFault} */
function activate(spec) {
  const given = Object.entries(spec).filter(([name, value]) => mishaps.includes(name) && value !== undefined);
  const isAnswered = spec.status !== undefined || spec.body !== undefined;
  return { ...Object.fromEntries(given), answer: isAnswered ? answerOf(spec) : null, after: spec.after ?? false };
}

/**
 * @param {Pick<FaultEffect, 'status' | 'headers' | 'body' | 'contentType'>} effect
 * @returns {Answer}
 */
export function answerOf({ status, headers, body, contentType }) {
  const isRaw = typeof body === 'string' || Buffer.isBuffer(body);
  const bytes = body === undefined ? Buffer.alloc(0) : Buffer.from(isRaw ? body : JSON.stringify(body));
  const type = contentType ?? (isRaw ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8');
  return {
    status: status ?? 200,
    headers: { ...(bytes.length > 0 && { 'content-type': type }), ...headers },
    body: bytes,
  };
}

/**
 * @param {FaultTarget} target
 * @param {JournalEntry} entry
 */
function hits({ operation, method, path, origin }, entry) {
  return (
    (operation === undefined || operation === entry.operation) &&
    (method === undefined || method.toUpperCase() === entry.method) &&
    (origin === undefined || origin === entry.origin) &&
    (path === undefined || pathMatches(path, entry.path))
  );
}

/** @param {string | RegExp} wanted @param {string} path */
function pathMatches(wanted, path) {
  if (typeof wanted !== 'string') return wanted.test(path);
  return wanted.endsWith('*') ? path.startsWith(wanted.slice(0, -1)) : path === wanted;
}

/**
 * A misspelt fault would never hit and let a test pass for the wrong reason.
 * @param {FaultSpec} spec
 */
function refuseNonsense(spec) {
  const names = Object.keys(spec);
  const unknown = names.filter((name) => !known.has(name));
  if (unknown.length > 0) throw new TypeError(`unknown in a fault: ${unknown.join(', ')}`);
  if (!names.some((name) => effects.includes(name))) throw new TypeError(`a fault needs one of ${effects.join(', ')}`);
  if (spec.status === undefined && spec.body === undefined && modifiers.some((name) => names.includes(name))) {
    throw new TypeError(`${modifiers.join(', ')} belong to a status or a body`);
  }
  if (spec.alter && (spec.status !== undefined || spec.body !== undefined)) {
    throw new TypeError('alter is for the handler’s own answer: it takes no status and no body');
  }
  for (const work of [spec.alter, spec.amend]) {
    if (work !== undefined && typeof work !== 'function') throw new TypeError('alter and amend are functions');
  }
  if (spec.drop !== undefined && spec.reset !== undefined) throw new TypeError('either drop or reset');
  const { status = 200, times = 1, delay = 0, truncate = 0, trickle } = spec;
  if (!Number.isInteger(status) || status < 200 || status > 599) throw new TypeError('status must be 200 to 599');
  if (!(times >= 1)) throw new TypeError('times must be 1 or more');
  const ends = endOf(spec) ?? 'after';
  if (ends !== 'before' && ends !== 'after') throw new TypeError('drop and reset must be "before" or "after"');
  if (!(delay >= 0 && truncate >= 0)) throw new TypeError('delay and truncate must be numbers from 0');
  if (trickle && !(trickle.bytes >= 1 && trickle.ms >= 0))
    throw new TypeError('trickle needs bytes from 1 and ms from 0');
}
