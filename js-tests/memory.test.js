// What stays in the wasm module: nothing of the bytes of a file, and nothing of a call that has ended.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { packageAndMemory } from './hostile-support.js';
import { last, started } from './support.js';

const { sandbox, suite } = await started();
const { from, to } = sandbox.sample;
const piece = new Uint8Array(64 * 1024).fill(7);

const { wtsChat, held } = packageAndMemory();

/** @param {number} pieces */
async function* source(pieces) {
  for (let number = 0; number < pieces; number++) yield piece;
}

suite('the memory of the module', () => {
  test('never holds the bytes of an upload', async () => {
    const wts = new wtsChat.WtsClient({ baseUrl: sandbox.url, apiKey: sandbox.tokens.full });
    await wts.message.sendFile({ from, to, file: { name: 'a.bin', data: new Blob([piece]) } });
    const before = held();
    const size = 1024 * piece.length;
    for (const data of [source(1024), new Blob(Array(1024).fill(piece)), Buffer.alloc(size)]) {
      await wts.message.sendFile({ from, to, file: { name: 'a.bin', data, size } });
      assert.equal(last(sandbox.files).size, size);
    }
    assert.deepEqual(held(), before);
  });

  const { signal } = new AbortController();
  const answer = (/** @type {number} */ status, /** @type {string} */ text) => async () =>
    new Response(text, { status });
  /** @type {[string, typeof fetch][]} */
  const hosts = [
    ['that succeed', answer(200, '{"id":"1"}')],
    ['that the API refuses', answer(400, '{"error":true,"key":"FORM_ERROR","text":"Campo"}')],
    ['that answer broken JSON', answer(200, '{')],
    ['whose fetch rejects', () => Promise.reject(new TypeError('fetch failed'))],
    [
      'whose fetch throws',
      () => {
        throw new TypeError('fetch failed');
      },
    ],
    ['whose time is over', (_, init) => new Promise((_, reject) => init?.signal?.addEventListener('abort', reject))],
  ];
  for (const [what, fetch] of hosts) {
    test(`does not grow over calls ${what}`, async () => {
      const slow = what === 'whose time is over';
      const wts = new wtsChat.WtsClient({
        apiKey: 'pn_1',
        fetch,
        rateLimit: false,
        maxRetries: 0,
        timeout: slow ? 1 : 60_000,
      });
      const some = async (/** @type {number} */ calls) => {
        for (let call = 0; call < calls; call += 50) {
          await Promise.allSettled(
            Array.from({ length: 50 }, () => wts.message.sendText({ from, to, text: 'Oi' }, { signal })),
          );
        }
      };
      await some(200);
      const before = held();
      await some(slow ? 2000 : 5000);
      assert.deepEqual(held(), before);
    });
  }

  test('does not grow over params and options that are refused', async () => {
    const wts = new wtsChat.WtsClient({ apiKey: 'pn_1' });
    const wrong = { text: Number.NaN, file: {}, odd: () => {} };
    const some = async (/** @type {number} */ times) => {
      for (let time = 0; time < times; time++) {
        wtsChat.validate('message', 'sendText', wrong);
        assert.throws(() => wtsChat.buildRequest('message', 'sendText', wrong));
        assert.throws(() => new wtsChat.WtsClient({}));
        await assert.rejects(wts.execute(`message${time % 2}`, 'sendText', wrong));
      }
    };
    await some(100);
    const before = held();
    await some(3000);
    assert.deepEqual(held(), before);
  });
});
