// Part "calls": sends of a text, one after the other and side by side, by the package, by bare fetch, by axios and by
// plain JavaScript.

import axios from 'axios';
import { WtsClient } from 'wts-chat';
import { inChild, inTurns, median, quantile, ratios, serverOf, timed, variantsOf } from './measure.js';
import { judged, number, spread, times } from './page.js';
import { sendText } from './plain.js';

/** @import { Measure, Options } from './measure.js' */
/** @import { Table } from './page.js' */
/** @import { Address } from './server.js' */

/** @typedef {{ rounds: number, calls: number, singles: number, url: string }} InMemory */
/** @typedef {Record<'inARow' | 'afterFetch', Record<string, number[]>>} InMemoryResult in µs */
/** @typedef {{ took: number, calls: number[] }} Run a round of a variant, and each call in it, in ms */

const text = { from: '5511900000001', to: '5511999999999', text: 'Olá! Tudo bem?' };
const apiKey = 'pn_bench';
const concurrency = 16;

/** @type {Measure} */
export async function measure(options) {
  const [near, far] = await Promise.all([server(0), server(50)]);
  const inSequence = await table(near.url, 'in sequence, no latency', {
    calls: 300,
    atOnce: 1,
    rounds: options.rounds(20),
  });
  const tables = [
    inSequence,
    await table(near.url, `${concurrency} at once, no latency`, {
      calls: 1000,
      atOnce: concurrency,
      rounds: options.rounds(15),
    }),
    // 300 calls in all.
    await table(far.url, 'in sequence, 50 ms latency', { calls: 20, atOnce: 1, rounds: options.rounds(15) }),
    await table(far.url, `${concurrency} at once, 50 ms latency`, {
      calls: options.quick ? 100 : 1000,
      atOnce: concurrency,
      rounds: options.rounds(3),
    }),
  ];
  const memory = await inMemory(options, near.url);
  near.close();
  far.close();
  return {
    title: 'Calls',
    how:
      '`message.sendText` against a minimal HTTP server on loopback, in a process of its own. "wts-chat" has its ' +
      'default settings but for `rateLimit: false`; "bare fetch" makes the body, fetches and reads the JSON; ' +
      '"axios" posts; "plain JavaScript" is a function of a hundred lines for this one call that checks params, ' +
      'has a time-out and classifies errors (`js-tests/bench/plain.js`). p50, p95 and p99 are of all single calls; ' +
      '"per call" is the time of a round by its calls; the ratios are those of rounds to bare fetch. With the ' +
      'fetch in memory, in a process of its own, which resolves at once with a prepared answer, what is left is ' +
      'what the package itself takes: call after call, and each right after a bare fetch over a connection, which ' +
      'is not in the time but has the caches of the processor to itself meanwhile.',
    tables: [...tables.map(({ table }) => table), memory.table],
    aims: [
      judged('a call without latency, by bare fetch', inSequence.ours, { atMost: 1.15 }, ' ×'),
      judged('what the package takes of a call (fetch in memory)', memory.overhead, { atMost: 35 }, ' µs'),
    ],
  };
}

/** @param {number} latency @returns {ReturnType<typeof serverOf<Address>>} */
const server = (latency) => serverOf('server.js', { latency });

/**
 * @param {string} baseUrl
 * @returns {Record<string, () => Promise<unknown>>} the ways of sending a text, all answering the API's JSON
 */
function ways(baseUrl) {
  const wts = new WtsClient({ apiKey, baseUrl, rateLimit: false });
  const url = `${baseUrl}/chat/v1/message/send`;
  const headers = { Accept: 'application/json', Authorization: `Bearer ${apiKey}`, 'Content-Type': 'application/json' };
  const body = () => ({ from: text.from, to: text.to, body: { text: text.text } });
  return {
    'bare fetch': async () => (await fetch(url, { method: 'POST', headers, body: JSON.stringify(body()) })).json(),
    'wts-chat': () => wts.message.sendText(text),
    axios: async () => (await axios.post(url, body(), { headers })).data,
    'plain JavaScript': () => sendText(text, { apiKey, baseUrl }),
  };
}

/**
 * @param {string} baseUrl
 * @param {string} title
 * @param {{ calls: number, atOnce: number, rounds: number }} how
 */
async function table(baseUrl, title, { calls, atOnce, rounds }) {
  const variants = variantsOf(ways(baseUrl), (way) => run(way, calls, atOnce));
  const results = await inTurns(variants, { rounds });
  const tookBy = (/** @type {string} */ name) => (results[name] ?? []).map(({ took }) => took);
  const rows = Object.entries(results).map(([name, runs]) => {
    const single = runs.flatMap(({ calls }) => calls);
    const percentiles = [0.5, 0.95, 0.99].map((part) => `${number(quantile(single, part))} ms`);
    const perCall = (1000 * median(tookBy(name))) / calls;
    return [name, ...percentiles, `${number(perCall)} µs`, times(ratios(tookBy(name), tookBy('bare fetch')))];
  });
  const head = ['', 'p50', 'p95', 'p99', 'per call', 'ratio to bare fetch'];
  /** @type {Table} */
  const table = { title: `${number(calls)} calls in each of ${rounds} rounds, ${title}`, head, rows };
  return { table, ours: median(ratios(tookBy('wts-chat'), tookBy('bare fetch'))) };
}

/** @param {() => Promise<unknown>} way @param {number} count @param {number} atOnce @returns {Promise<Run>} */
async function run(way, count, atOnce) {
  /** @type {number[]} */
  const calls = [];
  let left = count;
  const worker = async () => {
    while (left > 0) {
      left -= 1;
      calls.push(await timed(way));
    }
  };
  const took = await timed(() => Promise.all(Array.from({ length: atOnce }, worker)));
  return { took, calls };
}

/** @param {Options} options @param {string} url */
async function inMemory({ rounds, quick }, url) {
  /** @type {InMemory} */
  const task = { rounds: rounds(20), calls: quick ? 1000 : 5000, singles: quick ? 200 : 3000, url };
  /** @type {InMemoryResult} */
  const { inARow, afterFetch } = await inChild('in-memory.js', task);
  const bare = inARow['bare fetch'] ?? [];
  const over = (/** @type {number[]} */ list) => list.map((took, round) => took - (bare[round] ?? Number.NaN));
  const rows = Object.entries(inARow).map(([name, took]) => {
    return [name, ...[took, over(took), afterFetch[name] ?? []].map((list) => spread(list, ' µs'))];
  });
  const inAll = `${number(task.calls)} calls in sequence in each of ${task.rounds} rounds, and ${number(task.singles)}`;
  /** @type {Table} */
  const table = {
    title: `${inAll} that each come right after a fetch over a connection; fetch in memory`,
    head: ['', 'per call', 'over bare fetch', 'after a fetch over a connection'],
    rows,
  };
  return { table, overhead: median(over(inARow['wts-chat'] ?? [])) };
}
