// Rate limits, enforced: no more requests of a token are accepted within any stretch of time than the limits allow.

import { answerOf } from './faults.js';
import { oddities } from './oddities.js';

/** @import { Answer } from './http/answer.js' */

/**
 * @typedef {{ limit: number, per: number }} Limit so many requests per so many ms
 *
 * @typedef {object} LimitSpec
 * @property {Limit[]} [account] of all requests but those of `send`
 * @property {Limit[]} [send] of the routes `/chat/v1/send/*`; `/chat/v1/send/typing` counts as one of the account
 */

/**
 * The documentation leaves open how its two limits of an account go together. Here both hold at any time.
 * @type {Required<LimitSpec>}
 */
const documented = {
  account: [
    { limit: 1_000, per: 300_000 },
    { limit: 200, per: 5_000 },
  ],
  send: [{ limit: 1_000, per: 120_000 }],
};

export class Limits {
  /** @type {Map<string, number[]>} when requests were accepted, by token and family */
  #accepted = new Map();
  #limits;
  #retryAfter;

  /**
   * @param {LimitSpec | 'documented'} [limits]
   * @param {{ retryAfter?: boolean | undefined }} [options] whether a refusal says when there is a place again
   */
  constructor(limits = {}, { retryAfter = false } = {}) {
    this.#limits = limits === 'documented' ? documented : limits;
    this.#retryAfter = retryAfter;
    refuseNonsense(this.#limits);
  }

  /**
   * @param {string} token
   * @param {string} path
   * @param {number} at when the request arrived, in ms
   * @returns {Answer | null} null for a request that is accepted: it counts from now on
   */
  refuse(token, path, at) {
    const family = familyOf(path);
    const limits = this.#limits[family] ?? [];
    const key = `${token} ${family}`;
    const accepted = this.#accepted.get(key) ?? [];
    const freeAt = Math.max(...limits.map(({ limit, per }) => (accepted.at(-limit) ?? -Infinity) + per));
    if (freeAt > at) return refusal(this.#retryAfter ? freeAt - at : null);

    const kept = Math.max(0, ...limits.map(({ limit }) => limit));
    accepted.push(at);
    accepted.splice(0, accepted.length - kept);
    this.#accepted.set(key, accepted);
    return null;
  }

  clear() {
    this.#accepted.clear();
  }
}

/** @param {string} path @returns {keyof LimitSpec} */
function familyOf(path) {
  return path.startsWith('/chat/v1/send/') && path !== '/chat/v1/send/typing' ? 'send' : 'account';
}

/** @param {number | null} wait until a place is free, in ms; null is not told */
function refusal(wait) {
  const headers = wait === null ? undefined : { 'retry-after': String(Math.ceil(wait / 1_000)) };
  return answerOf({ ...oddities['rate-limited-429'](), ...(headers && { headers }) });
}

/**
 * A misspelt limit would never refuse and let a test pass for the wrong reason.
 * @param {LimitSpec} spec
 */
function refuseNonsense(spec) {
  if (typeof spec !== 'object' || spec === null) throw new TypeError('limits are "documented" or an object');
  const unknown = Object.keys(spec).filter((name) => !Object.hasOwn(documented, name));
  if (unknown.length > 0) throw new TypeError(`unknown in limits: ${unknown.join(', ')}`);
  for (const limits of Object.values(spec)) {
    if (!Array.isArray(limits) || !limits.every(({ limit, per }) => Number.isInteger(limit) && limit >= 1 && per > 0)) {
      throw new TypeError('limits are lists of { limit, per }: a whole number from 1, and ms above 0');
    }
  }
}
