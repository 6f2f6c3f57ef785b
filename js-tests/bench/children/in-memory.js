// Sends of a text whose fetch resolves at once with a prepared answer: what is left is what the caller of fetch takes, in
// a row, and each after a fetch over a connection.

import { WtsClient } from 'wts-chat';
import { inTurns, report, task, timed, variantsOf } from '../measure.js';
import { sendText } from '../plain.js';

/** @import { InMemory, InMemoryResult } from '../calls.js' */

const { rounds, calls, singles, url } = /** @type {InMemory} */ (task());
const apiKey = 'pn_bench';
const text = { from: '5511900000001', to: '5511999999999', text: 'Olá! Tudo bem?' };
const answer = JSON.stringify({ id: '0b2f6a3e-8d0c-4c3a-9a51-2f6d1c9e7b10', senderId: null, status: 'PROCESSING' });
const response = {
  status: 200,
  headers: new Headers({ 'content-type': 'application/json' }),
  text: async () => answer,
};
const fetch = /** @type {typeof globalThis.fetch} */ (/** @type {unknown} */ (async () => response));
const wide = [{ limit: 10_000, per: 10 }];
const own = new WtsClient({ apiKey, fetch, rateLimit: false });
const paced = new WtsClient({ apiKey, fetch, rateLimit: { account: wide, send: wide }, account: 'paced' });

/** @type {Record<string, () => Promise<unknown>>} */
const ways = {
  'bare fetch': async () => {
    const body = JSON.stringify({ from: text.from, to: text.to, body: { text: text.text } });
    return JSON.parse(await (await fetch('', { method: 'POST', body })).text());
  },
  'wts-chat': () => own.message.sendText(text),
  'wts-chat with limits that are never reached': () => paced.message.sendText(text),
  'plain JavaScript': () => sendText(text, { apiKey, baseUrl: '', fetch }),
};

/** Microseconds. @param {() => Promise<unknown>} way */
async function perCall(way) {
  const took = await timed(async () => {
    for (let call = 0; call < calls; call++) await way();
  });
  return (1000 * took) / calls;
}

const inARow = await inTurns(variantsOf(ways, perCall), { rounds, warmUp: 3 });

const single = async (/** @type {() => Promise<unknown>} */ way) => {
  await (await globalThis.fetch(url, { method: 'POST', body: answer })).json();
  return 1000 * (await timed(way));
};
const afterFetch = await inTurns(variantsOf(ways, single), { rounds: singles, warmUp: singles });
report(/** @type {InMemoryResult} */ ({ inARow, afterFetch }));
