// Reads a whole list in a process of its own: how long it takes, and what it holds.

import { WtsClient } from 'wts-chat';
import { report, task } from '../measure.js';

/** @import { ListTask, Read } from '../lists.js' */

const { url, contacts, way, isWatched } = /** @type {ListTask} */ (task());
const gc = globalThis.gc ?? (() => {});
const pageSize = 100;
const wts = new WtsClient({ apiKey: 'pn_bench', baseUrl: url, rateLimit: false });

/** @type {Record<typeof way, () => AsyncIterable<unknown>>} */
const ways = {
  'wts-chat': () => wts.contact.listAll({}, { pageSize, concurrency: 4 }),
  'one page after the other': async function* () {
    const headers = { Authorization: 'Bearer pn_bench' };
    for (let page = 1, more = true; more; page++) {
      const answer = await fetch(`${url}/core/v1/contact?PageNumber=${page}&PageSize=${pageSize}`, { headers });
      const { items, hasMorePages } = await answer.json();
      yield* items;
      more = hasMorePages;
    }
  },
};

// Connections and code are warm.
for await (const _ of wts.contact.listAll({}, { limit: 400 }));
for await (const entry of ways['one page after the other']()) if (entry) break;

/** @type {number[]} */
const heap = [];
const seen = { entries: 0, rss: 0 };
const look = () => {
  seen.rss = Math.max(seen.rss, process.memoryUsage.rss());
};
gc();
const before = process.memoryUsage();
const sampler = setInterval(look, 10);
const started = performance.now();
for await (const _ of ways[way]()) {
  seen.entries += 1;
  if (!isWatched || seen.entries % 10_000 > 0) continue;
  gc();
  heap.push(process.memoryUsage().heapUsed - before.heapUsed);
}
const took = performance.now() - started;
look();
clearInterval(sampler);
if (seen.entries !== contacts) throw new Error(`${seen.entries} of ${contacts} contacts came`);
report(/** @type {Read} */ ({ took, heap, rss: seen.rss - before.rss }));
process.exit();
