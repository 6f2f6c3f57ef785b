// Budgets that do not depend on how fast the machine is: bytes, calls between JavaScript and the module, requests,
// pages of memory. Each is today's value and a little more. What takes more than its budget is to be worth it: then the
// budget is raised with it.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { startSandbox } from 'wts-chat-sandbox';
import { sum, watchedPackage } from './bench/module.js';
import { glueSize, wasmSize } from './bench/sizes.js';
import { collector, storing } from './hostile-support.js';

const { wtsChat, pages, taken } = watchedPackage();
const { WtsClient, buildRequest, isWtsError, validate } = wtsChat;

const apiKey = 'pn_1';
const text = { from: '5511900000001', to: '5511999999999', text: 'Olá! Tudo bem?' };
const answer = async () => new Response('{"id":"0b2f6a3e-8d0c-4c3a-9a51-2f6d1c9e7b10","status":"PROCESSING"}');
const wts = new WtsClient({ apiKey, fetch: answer, rateLimit: false });

/** @param {number} value @param {number} budget @param {string} what */
const within = (value, budget, what) => assert.ok(value <= budget, `${what}: ${value}, and the budget is ${budget}`);

/**
 * What crosses the boundary in some work, once everything has been made that is made only once.
 * @param {() => unknown} work
 */
async function crossings(work) {
  for (let time = 0; time < 20; time++) await work();
  taken();
  await work();
  const { exports, imports } = taken();
  const allocations = (exports.__wbindgen_malloc ?? 0) + (exports.__wbindgen_realloc ?? 0);
  return { exports: sum(exports), imports: sum(imports), allocations };
}

describe('the budget of bytes', () => {
  // What each program and page has to load and to compile. The build fails beyond 204,800 and 92,160.
  test('of the wasm module', () => {
    const { raw, gzip } = wasmSize();
    within(raw, 200_000, 'bytes');
    within(gzip, 92_160, 'bytes gzipped');
  });

  // What `import` loads besides: the client in JavaScript, and what wasm-bindgen generates.
  test('of the JavaScript beside it', () => {
    const { raw, gzip } = glueSize();
    within(raw, 54_000, 'bytes');
    within(gzip, 16_500, 'bytes gzipped');
  });
});

describe('the budget of calls between JavaScript and the module', () => {
  // Each costs some ten nanoseconds, a text a copy and an allocation besides, and one that is not all ASCII a second
  // one.
  test('of a text that is sent', async () => {
    const { exports, imports, allocations } = await crossings(() => wts.message.sendText(text));
    within(exports, 7, 'calls of exports');
    within(imports, 8, 'calls of imports');
    within(allocations, 3, 'allocations from outside');
  });

  test('of params that are validated', async () => {
    const { exports, imports, allocations } = await crossings(() => validate('message', 'sendText', text));
    within(exports, 4, 'calls of exports');
    within(imports, 0, 'calls of imports');
    within(allocations, 3, 'allocations from outside');
  });

  test('of a request that is built', async () => {
    const { exports, imports, allocations } = await crossings(() =>
      buildRequest('message', 'sendText', text, { apiKey }),
    );
    within(exports, 4, 'calls of exports');
    within(imports, 1, 'calls of imports');
    within(allocations, 3, 'allocations from outside');
  });
});

describe('the budget of memory', () => {
  // A page is 64 KiB. What is held by calls that have ended would add pages sooner or later, and none are ever given
  // back.
  test('of the module over 20,000 calls', { timeout: 120_000 }, async () => {
    const calls = async (/** @type {number} */ count) => {
      for (let call = 0; call < count; call += 100) {
        await Promise.all(Array.from({ length: 100 }, () => wts.message.sendText(text)));
      }
    };
    await calls(1_000);
    const before = pages();
    await calls(20_000);
    assert.equal(pages() - before, 0);
    within(before, 32, 'pages in all');
  });
});

describe('the budget of memory of an upload', () => {
  const mebibyte = 1024 * 1024;

  // Node.js keeps a copy of what it sends unless a redirect is an error: what comes from disks and streams would be held whole.
  test('of a stream, whatever its size', async (t) => {
    const { url } = await storing(t, (request, response) => {
      request.on('end', () => response.end()).resume();
    });
    const collect = collector();
    const held = () => {
      collect();
      return process.memoryUsage().arrayBuffers;
    };
    const before = held();
    let most = before;
    async function* source() {
      for (let sent = 0; sent < 96 * 16; sent++) {
        if (sent % 128 === 0) most = Math.max(most, held());
        yield new Uint8Array(mebibyte / 16);
      }
    }
    const file = { name: 'a.bin', size: 96 * mebibyte, data: source() };
    await new WtsClient({ apiKey, baseUrl: url }).message.sendFile({ from: text.from, to: text.to, file });
    // The server that takes it is in this process, too.
    within((most - before) / mebibyte, 24, 'MiB');
  });
});

describe('the budget of requests', () => {
  // Folded by the hundred: with one request each, a thousand would use up what `wts.send` may do in two minutes.
  test('of a thousand templates', async (t) => {
    const sandbox = await startSandbox({ limits: 'documented' });
    t.after(() => sandbox.close());
    const { from, templateId } = sandbox.sample;
    const sends = Array.from({ length: 1_000 }, (_, at) => ({
      ...{ from, templateId, to: `55119${10_000_000 + at}` },
      parameters: { nome: `N${at}`, 'próximo horário': '10h' },
    }));
    const own = new WtsClient({ apiKey: sandbox.tokens.full, baseUrl: sandbox.url });
    const results = await own.batch('send', 'template', sends);
    assert.deepEqual(results.filter(isWtsError), []);
    within(sandbox.requests.length, 10, 'requests');
  });
});
