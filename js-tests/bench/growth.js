// Part "growth": whether memory and time stay as they are over a hundred thousand calls, and what an operation costs
// the module.

import { catalog } from 'wts-chat';
import { inChild, median } from './measure.js';
import { judged, number } from './page.js';
import { wasmSize } from './sizes.js';

/** @import { Measure } from './measure.js' */

/** @typedef {{ steps: number, calls: number }} GrowTask so many times so many calls */
/** @typedef {{ perCall: number, heap: number, rss: number, pages: number }} Growth µs, bytes, bytes, pages of 64 KiB */

const MiB = 2 ** 20;

/** @type {Measure} */
export async function measure({ quick }) {
  /** @type {GrowTask} */
  const task = { steps: 10, calls: quick ? 1_000 : 10_000 };
  /** @type {Growth[]} */
  const growth = await inChild('grow.js', task, { flags: ['--expose-gc'] });
  const rows = growth.map(({ perCall, heap, rss, pages }, step) => [
    number((step + 1) * task.calls),
    `${number(perCall)} µs`,
    `${number(heap / MiB)} MiB`,
    `${number(rss / MiB)} MiB`,
    `${pages}`,
  ]);
  const half = growth.length / 2;
  const change = (/** @type {'heap' | 'rss' | 'pages'} */ what) =>
    (growth.at(-1)?.[what] ?? Number.NaN) - (growth[0]?.[what] ?? Number.NaN);
  const times = growth.map(({ perCall }) => perCall);
  const slower = median(times.slice(half)) / median(times.slice(0, half));
  const operations = catalog().resources.reduce((sum, { operations }) => sum + operations.length, 0);
  const { raw, gzip } = wasmSize();
  const from = `from ${number(task.calls)} to ${number(task.calls * task.steps)} calls`;
  return {
    title: 'Growth',
    how:
      '`message.sendText` with a fetch in memory, one after the other in a process of its own; times are medians of ' +
      "hundreds of calls, memory is after a garbage collection. The module's bytes by operation are all of its bytes, code and texts of messages " +
      'included, by the operations in `catalog()`.',
    tables: [
      {
        title: 'Calls in one process',
        head: ['calls', 'time of one', 'heap', 'resident', 'pages of wasm memory'],
        rows,
      },
      {
        title: 'The module by operation',
        head: ['operations', 'raw', 'gzip'],
        rows: [[`${operations}`, `${Math.round(raw / operations)} B`, `${Math.round(gzip / operations)} B`]],
      },
    ],
    aims: [
      judged(`heap ${from} (flat: 1 MiB at most)`, change('heap') / MiB, { atMost: 1 }, ' MiB'),
      judged(`resident memory ${from} (flat: 4 MiB at most)`, change('rss') / MiB, { atMost: 4 }, ' MiB'),
      judged(`pages of wasm memory ${from}`, change('pages'), { atMost: 0 }),
      judged('a call of the second half, by one of the first (flat: 1.1 at most)', slower, { atMost: 1.1 }, ' ×'),
    ],
  };
}
