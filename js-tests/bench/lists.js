// Part "lists": whole lists, against one page after the other and against what the latency allows.

import { inChild, inTurns, median, ratios, serverOf } from './measure.js';
import { judged, number, range, times } from './page.js';

/** @import { Measure } from './measure.js' */
/** @import { Address } from './server.js' */

/**
 * @typedef {{ url: string, contacts: number, way: 'wts-chat' | 'one page after the other', isWatched?: boolean }}
 * ListTask
 */
/**
 * @typedef {{ took: number, heap: number[], rss: number }} Read ms; bytes held after each 10,000 entries; bytes
 * resident at most
 */

const [pageSize, concurrency] = [100, 4];
const [aimed, longest] = [5000, 100_000];

/** What is run: contacts, ms of latency, rounds; without `sequential`, one page after the other is reckoned only. */
const cases = [
  { contacts: 500, latency: 0, count: 10, sequential: true },
  { contacts: aimed, latency: 0, count: 10, sequential: true },
  { contacts: longest, latency: 0, count: 3, sequential: true },
  { contacts: 500, latency: 50, count: 5, sequential: true },
  { contacts: aimed, latency: 50, count: 5, sequential: true },
  // One after the other takes 50 s at least.
  { contacts: longest, latency: 50, count: 1, sequential: false },
];

/** @type {Measure} */
export async function measure(options) {
  const rows = [];
  let atAim = Number.NaN;
  for (const { contacts, latency, count, sequential } of cases) {
    if (options.quick && contacts === longest && latency > 0) continue;
    const { own, other } = await read({ contacts, latency, rounds: options.rounds(count), sequential });
    if (contacts === aimed && latency > 0) atAim = median(own) / 1000;
    const ideal = allowed(contacts, latency);
    rows.push([
      number(contacts),
      `${latency} ms`,
      `${own.length}`,
      range(own, ' ms'),
      sequential ? range(other, ' ms') : `${number((latency * contacts) / pageSize)} ms, reckoned`,
      sequential ? times(ratios(own, other)) : '',
      latency > 0 ? `${number(ideal)} ms, × ${number(median(own) / ideal)}` : '',
    ]);
  }
  const { heap, rss } = await memory();
  const growth = (heap.at(-1) ?? Number.NaN) - (heap[0] ?? Number.NaN);
  return {
    title: 'Lists',
    how:
      '`contact.listAll` with `pageSize` 100 and `concurrency` 4 (the defaults), read to its end, against bare ' +
      'fetch that asks for one page after the other. The server is a process of its own, and so is each run. ' +
      '"allowed" is what the latency allows: the first page by itself, since it says how many there are, then four ' +
      'at a time. Brackets hold the least and the most. Memory is looked at in a run of its own, after a garbage ' +
      'collection at every 10,000th entry.',
    tables: [
      {
        title: 'Time of a whole list',
        head: ['contacts', 'latency', 'rounds', 'wts-chat', 'one after the other', 'ratio', 'allowed, and ratio to it'],
        rows,
      },
      {
        title: `Memory over ${number(longest)} contacts`,
        head: ['', 'above the beginning'],
        rows: [
          ['held after 10,000 entries', kib(heap[0] ?? Number.NaN)],
          [`held after ${number(longest)} entries`, kib(heap.at(-1) ?? Number.NaN)],
          ['held at most', kib(Math.max(...heap))],
          ['resident at most, without these collections', kib(rss)],
        ],
      },
    ],
    aims: [
      judged(`${number(aimed)} contacts at 50 ms latency`, atAim, { atMost: 1.5 }, ' s'),
      judged(
        'memory held, from 10,000 to 100,000 entries (flat: 1 MiB at most)',
        growth / 2 ** 20,
        { atMost: 1 },
        ' MiB',
      ),
    ],
  };
}

/** @param {number} bytes */
const kib = (bytes) => `${number(bytes / 1024)} KiB`;

/** @param {number} contacts @param {number} latency */
const allowed = (contacts, latency) => (1 + Math.ceil((contacts / pageSize - 1) / concurrency)) * latency;

/** @param {{ contacts: number, latency: number, rounds: number, sequential: boolean }} how */
async function read({ contacts, latency, rounds, sequential }) {
  const server = await serverWith(contacts, latency);
  /** @param {ListTask['way']} way @returns {() => Promise<Read>} */
  const run = (way) => () => inChild('list.js', { url: server.url, contacts, way });
  const own = run('wts-chat');
  /** @type {Record<string, () => Promise<Read>>} */
  const variants = sequential ? { own, other: run('one page after the other') } : { own };
  const { own: reads = [], other = [] } = await inTurns(variants, { rounds, warmUp: 0 });
  server.close();
  const took = (/** @type {Read[]} */ list) => list.map(({ took }) => took);
  return { own: took(reads), other: took(other) };
}

async function memory() {
  const server = await serverWith(longest, 0);
  /** @type {ListTask} */
  const task = { url: server.url, contacts: longest, way: 'wts-chat' };
  /** @type {Read} */
  const { heap } = await inChild('list.js', { ...task, isWatched: true }, { flags: ['--expose-gc'] });
  /** @type {Read} */
  const { rss } = await inChild('list.js', task, { flags: ['--expose-gc'] });
  server.close();
  return { heap, rss };
}

/** @param {number} contacts @param {number} latency @returns {ReturnType<typeof serverOf<Address>>} */
const serverWith = (contacts, latency) => serverOf('server.js', { contacts, latency });
