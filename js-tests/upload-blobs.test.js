// Uploads where fetch takes no stream with a length and tells no progress (Deno, service workers): the file goes as a Blob, and
// what a minute without progress is has to be told by its size. The package's clock runs 400 times as fast.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { hearing, nothingUncaught, packageIn, storing, untilPut } from './hostile-support.js';
import { rejects } from './support.js';

/** @import { IncomingMessage, ServerResponse } from 'node:http' */

const from = '5511900000001';
const to = '5511999999999';
const FAST = 400;
const minute = 60_000 / FAST;
const kib = 1024;

/** @type {unknown[]} what was given to fetch as a body */
const bodies = [];
const { WtsClient } = packageIn({
  fetch: (/** @type {string} */ url, /** @type {RequestInit} */ init) => {
    if (init.method === 'PUT') bodies.push(init.body);
    return fetch(url, init);
  },
  performance: { now: () => performance.now() * FAST },
  setTimeout: (/** @type {() => void} */ work, /** @type {number} */ after) => setTimeout(work, after / FAST),
});

/** @param {string} baseUrl */
const of = (baseUrl) => new WtsClient({ apiKey: 'pn_1', baseUrl, rateLimit: false, timeout: 2_000_000, maxRetries: 0 });

/** @param {number} after in true ms @returns {(request: IncomingMessage, response: ServerResponse) => void} */
const answering = (after) => (request, response) => {
  request.on('end', () => setTimeout(() => response.end(), after)).resume();
};

/** @param {number} size */
async function* inPieces(size) {
  for (let left = size; left > 0; left -= 64 * kib) yield new Uint8Array(Math.min(left, 64 * kib));
}

describe('an upload as a Blob', { concurrency: false }, () => {
  nothingUncaught();

  test('of a Blob is that Blob, of which nothing is read before', async (t) => {
    const { url } = await storing(t, answering(0));
    const data = new Blob([new Uint8Array(10)]);
    bodies.length = 0;
    await of(url).message.sendFile({ from, to, file: { name: 'a.bin', data } });
    assert.equal(bodies[0], data);
  });

  test('tells that nothing is sent, then that all is', async (t) => {
    const { url, requests } = await storing(t, answering(0));
    const size = 200 * kib;
    for (const data of [new Blob([new Uint8Array(size)]), new Uint8Array(size), inPieces(size)]) {
      /** @type {number[]} */
      const told = [];
      await of(url).message.sendFile(
        { from, to, file: { name: 'a.bin', data, size } },
        { onProgress: ({ sent }) => told.push(sent) },
      );
      assert.deepEqual(told, [0, size]);
    }
    const lengths = requests.filter(({ method }) => method === 'PUT').map(({ headers }) => headers['content-length']);
    assert.deepEqual(lengths, Array(3).fill(`${size}`));
  });

  test('may take as long as its size does at 32 KiB/s', async (t) => {
    const { url, steps } = await storing(t, answering(2 * minute));
    const data = new Uint8Array(32 * kib * 120);
    await of(url).message.sendFile({ from, to, file: { name: 'a.bin', data } });
    assert.equal(steps().at(-1), 'POST /chat/v1/message/send');
  });

  test('and no longer than a minute more', async (t) => {
    const { hear, heard } = hearing();
    const { url, steps } = await storing(t, (request) => void request.resume().on('close', hear));
    const begun = performance.now();
    const data = new Uint8Array(32 * kib * 60);
    const error = await rejects(of(url).message.sendFile({ from, to, file: { name: 'a.bin', data } }));
    const took = performance.now() - begun;
    assert.deepEqual([error.code, error.maybeSent], ['timeout', false], error.message);
    assert.ok(took >= minute && took < 5 * minute, `${took} ms`);
    assert.deepEqual(steps(), untilPut);
    await heard();
  });

  test('with more or fewer bytes than its size is not sent', async (t) => {
    const { url, steps } = await storing(t, answering(0));
    for (const size of [100 * kib - 1, 100 * kib + 1]) {
      const file = { name: 'a.bin', data: inPieces(100 * kib), size };
      const error = await rejects(of(url).message.sendFile({ from, to, file }));
      assert.deepEqual([error.code, error.issues[0]?.field], ['validation', 'file.data'], error.message);
    }
    assert.deepEqual([...new Set(steps())], untilPut.slice(0, 1));
  });
});
