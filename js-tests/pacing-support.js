// What the suites about rate limits share: sandboxes that enforce limits, clients that keep to them, and bursts.

import assert from 'node:assert/strict';
import { WtsClient } from 'wts-chat';
import { startSandbox } from 'wts-chat-sandbox';

/** @import { TestContext } from 'node:test' */
/** @import { ClientOptions, WtsEvent } from 'wts-chat' */

/** @typedef {{ limit: number, per: number }} Limit */
/** @typedef {{ account?: Limit[], send?: Limit[] }} Limits */

export const sessionId = '3fa85f64-5717-4562-b3fc-2c963f66afa6';
export const read = (/** @type {WtsClient} */ wts) => wts.session.get({ sessionId });
export const text = { from: '5511900000001', to: '5511999999999', text: 'Oi' };
export const send = (/** @type {WtsClient} */ wts) => wts.send.text(text);

/**
 * A sandbox that enforces limits, and clients that are told of the same ones.
 * @param {TestContext} t
 * @param {Limits} [limits]
 */
export async function limited(t, limits = {}) {
  const sandbox = await startSandbox({ limits });
  t.after(() => sandbox.close());
  /** @type {WtsEvent[]} */
  const events = [];
  /** @param {ClientOptions} [options] */
  const connect = (options) =>
    new WtsClient({
      baseUrl: sandbox.url,
      apiKey: sandbox.tokens.full,
      rateLimit: limits,
      onEvent: (event) => events.push(event),
      ...options,
    });
  return {
    sandbox,
    connect,
    wts: connect(),
    events,
    waits: () => events.filter(({ type }) => type === 'wait'),
    refused: () => sandbox.requests.filter(({ status }) => status === 429).length,
    get: (/** @type {WtsClient} */ wts) => wts.session.get({ sessionId: sandbox.sample.sessionId }),
  };
}

let accounts = 0;

/**
 * A client of an account of its own, whose server takes everything at once. `sent` are the paths that it was asked for.
 * @param {ClientOptions} [options]
 */
export function unlimited(options) {
  /** @type {string[]} */
  const sent = [];
  accounts += 1;
  const wts = new WtsClient({
    apiKey: 'pn_1',
    account: `account ${accounts}`,
    fetch: async (input) => {
      sent.push(new URL(String(input)).pathname);
      return new Response('{}');
    },
    ...options,
  });
  return { wts, sent };
}

/** @template T @param {number} count @param {() => Promise<T>} call */
export const atOnce = (count, call) => Promise.all(Array.from({ length: count }, call));

/** @param {() => Promise<unknown>} work */
export async function timed(work) {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** How many of a burst go without a wait, where none is allowed. @param {number} count @param {() => Promise<unknown>} call */
export async function room(count, call) {
  const results = await Promise.allSettled(Array.from({ length: count }, call));
  const refused = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
  for (const { code, attempts, maybeSent } of refused) {
    assert.deepEqual([code, attempts, maybeSent], ['rate_limited', 0, false]);
  }
  return count - refused.length;
}
