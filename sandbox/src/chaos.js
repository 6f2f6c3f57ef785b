// Chaos: a plan of misfortunes for whatever arrives. The same seed makes the same plan.

import { oddities } from './oddities.js';

/** @import { FaultEffect } from './faults.js' */
/** @import { Mishap } from './http/deliver.js' */

/** @typedef {`${keyof typeof misfortunes}`} Misfortune */
/** @typedef {FaultEffect & Mishap} Effect */

/**
 * @typedef {object} ChaosSpec
 * @property {number} seed any whole number
 * @property {number} [rate] the part of the requests that meet one: 0.3 by default, 1 for all of them
 * @property {readonly Misfortune[]} [kinds] all but `stall` by default
 * @property {number | null} [retryAfter] what answers of 429 and 5xx say in Retry-After, in seconds: 0 by default, null
 * for answers without it
 */

/**
 * What they do; `before` and a bare status are not processed. `share` is drawn for each, from 0 to below 1, and `told`
 * holds the headers of a refusal.
 * @satisfies {Record<string, (share: number, told: Pick<FaultEffect, 'headers'>) => Effect>}
 */
const misfortunes = {
  'drop-before': () => ({ drop: 'before' }),
  'drop-after': () => ({ drop: 'after' }),
  'reset-before': () => ({ reset: 'before' }),
  'reset-after': () => ({ reset: 'after' }),
  delay: (share) => ({ delay: 5 + Math.floor(share * 56) }),
  truncate: (share) => ({ truncate: Math.floor(share * 60) }),
  stall: () => ({ stall: true }),
  429: (_, told) => ({ ...oddities['rate-limited-429'](), ...told }),
  500: (_, told) => ({ status: 500, ...told }),
  502: (_, told) => ({ ...oddities['html-502'](), ...told }),
  503: (_, told) => ({ status: 503, ...told }),
  504: (_, told) => ({ status: 504, ...told }),
  '502-after': (_, told) => ({ ...oddities['html-502'](), after: true, ...told }),
  'garbage-after': () => oddities['broken-json'](),
};

const names = /** @type {Misfortune[]} */ (Object.keys(misfortunes));
/** What the storage cannot meet: it answers without a body, and refuses in other words. */
const onlyOfApi = new Set(['429', 'truncate', 'garbage-after']);

export class Chaos {
  #draw;
  #rate;
  #kinds;
  #told;

  /** How many requests have met each. */
  hits = /** @type {Record<Misfortune, number>} */ (Object.fromEntries(names.map((name) => [name, 0])));

  /** @param {ChaosSpec} spec */
  constructor(spec) {
    refuseNonsense(spec);
    const { seed, rate = 0.3, kinds = names.filter((name) => name !== 'stall'), retryAfter = 0 } = spec;
    this.#draw = mulberry32(seed);
    this.#rate = rate;
    this.#kinds = { api: kinds, storage: kinds.filter((kind) => !onlyOfApi.has(kind)) };
    this.#told = retryAfter === null ? {} : { headers: { 'retry-after': String(retryAfter) } };
  }

  /**
   * What the next request meets.
   * @param {'api' | 'storage'} origin
   * @returns {Effect | null}
   */
  next(origin) {
    // As many draws for each request, whatever becomes of it: another rate or other kinds leave the rest of the plan.
    const [chance, choice, share] = [this.#draw(), this.#draw(), this.#draw()];
    const kinds = this.#kinds[origin];
    const kind = kinds[Math.floor(choice * kinds.length)];
    if (chance >= this.#rate || kind === undefined) return null;
    this.hits[kind] += 1;
    return misfortunes[kind](share, this.#told);
  }
}

/**
 * A small generator of even quality: numbers from 0 to below 1.
 * @param {number} seed
 */
function mulberry32(seed) {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * A misspelt plan would never hit and let a test pass for the wrong reason.
 * @param {ChaosSpec} spec
 */
function refuseNonsense({ seed, rate = 0, kinds = names, retryAfter = null, ...rest }) {
  const unknown = Object.keys(rest);
  if (unknown.length > 0) throw new TypeError(`unknown in chaos: ${unknown.join(', ')}`);
  if (!Number.isSafeInteger(seed)) throw new TypeError('chaos needs a seed, a whole number');
  if (!(rate >= 0 && rate <= 1)) throw new TypeError('rate must be 0 to 1');
  if (!Array.isArray(kinds) || kinds.length === 0 || !kinds.every((kind) => Object.hasOwn(misfortunes, kind))) {
    throw new TypeError(`kinds must be some of ${names.join(', ')}`);
  }
  if (retryAfter !== null && !(retryAfter >= 0)) throw new TypeError('retryAfter must be seconds from 0, or null');
}
