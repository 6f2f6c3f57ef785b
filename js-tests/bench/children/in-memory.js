// Sends of a text whose fetch resolves at once with a prepared answer: what is left is what the caller of fetch takes.

import { WtsClient } from 'wts-chat';
import { inTurns, report, task, timed } from '../measure.js';
import { sendText } from '../plain.js';

/** @import { InMemory } from '../calls.js' */

const { rounds, calls } = /** @type {InMemory} */ (task());
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

/** Microseconds. @param {() => Promise<unknown>} way */
const perCall = (way) => async () => {
  const took = await timed(async () => {
    for (let call = 0; call < calls; call++) await way();
  });
  return (1000 * took) / calls;
};

const variants = {
  'bare fetch': perCall(async () => {
    const body = JSON.stringify({ from: text.from, to: text.to, body: { text: text.text } });
    return JSON.parse(await (await fetch('', { method: 'POST', body })).text());
  }),
  'wts-chat': perCall(() => own.message.sendText(text)),
  'wts-chat with limits that are never reached': perCall(() => paced.message.sendText(text)),
  'plain JavaScript': perCall(() => sendText(text, { apiKey, baseUrl: '', fetch })),
};
report(await inTurns(variants, { rounds, warmUp: 3 }));
