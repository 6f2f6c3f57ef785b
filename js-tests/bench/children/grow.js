// A hundred thousand calls in one process, whose fetch is in memory: what it holds, and how long they take, as it goes
// on.

import { median, report, task, timed } from '../measure.js';
import { watchedPackage } from '../module.js';

/** @import { Growth, GrowTask } from '../growth.js' */

const { steps, calls } = /** @type {GrowTask} */ (task());
const gc = globalThis.gc ?? (() => {});
const { wtsChat, pages } = watchedPackage();
const answer = JSON.stringify({ id: '0b2f6a3e-8d0c-4c3a-9a51-2f6d1c9e7b10', senderId: null, status: 'PROCESSING' });
const response = {
  status: 200,
  headers: new Headers({ 'content-type': 'application/json' }),
  text: async () => answer,
};
const fetch = /** @type {typeof globalThis.fetch} */ (/** @type {unknown} */ (async () => response));
const wts = new wtsChat.WtsClient({ apiKey: 'pn_bench', fetch, rateLimit: false });
const text = { from: '5511900000001', to: '5511999999999', text: 'Olá! Tudo bem?' };

/** What one of a hundred takes, in the median: what disturbs the machine for a moment is in few of them. Microseconds. */
async function perCall() {
  const took = [];
  for (let hundred = 0; hundred < calls / 100; hundred++) {
    const hundredCalls = await timed(async () => {
      for (let call = 0; call < 100; call++) await wts.message.sendText(text);
    });
    took.push(10 * hundredCalls);
  }
  return median(took);
}

await perCall();
/** @type {Growth[]} */
const growth = [];
for (let step = 0; step < steps; step++) {
  const time = await perCall();
  gc();
  const { heapUsed, rss } = process.memoryUsage();
  growth.push({ perCall: time, heap: heapUsed, rss, pages: pages() });
}
report(growth);
