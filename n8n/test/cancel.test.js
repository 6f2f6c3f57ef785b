// Cancelling the execution: what is under way ends at once, and nothing new begins.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { setTimeout as passed } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startSandbox } from 'wts-chat-sandbox';
import { storedBinary } from './helpers.js';
import { failureOf, items, jsonOf, started } from './support.js';

const { sandbox, suite, run } = await started();
const { from, to, contactId } = sandbox.sample;

const contact = { resource: 'contact', operation: 'get', contactId };

/**
 * How a run ends that is cancelled once it is under way, and after how many ms.
 * @param {any} parameters
 * @param {any} [more]
 * @param {() => unknown} [underWay] becomes true
 */
async function cancelled(parameters, more, underWay = () => sandbox.requests.length > 0) {
  const controller = new AbortController();
  const running = failureOf(run(parameters, { ...more, signal: controller.signal }));
  const deadline = performance.now() + 5000;
  while (!underWay()) {
    assert.ok(performance.now() < deadline, 'it does not get under way');
    await passed(10);
  }
  await passed(100);
  const before = sandbox.requests.length;
  const began = performance.now();
  controller.abort();
  const error = await running;
  const took = performance.now() - began;
  assert.ok(took < 1000, `it took ${took} ms`);
  await passed(150);
  assert.equal(sandbox.requests.length, before, 'something was begun');
  return error;
}

suite('a cancelled execution', () => {
  test('ends a call under way', async () => {
    sandbox.fault({ operation: 'contact.get', delay: 20_000 });
    const error = await cancelled(contact);
    assert.equal(error.context.itemIndex, 0);
    assert.match(error.message, /abort|cancel/i);
  });

  test('ends a wait that the API asked for', async (t) => {
    // An account waits as a whole: this one is another.
    const other = await startSandbox();
    t.after(() => other.close());
    other.fault({ oddity: 'rate-limited-429', headers: { 'retry-after': '60' } });
    const credential = { baseUrl: other.url, apiKey: other.tokens.full };
    await cancelled(contact, { credential, items: items(9) }, () => other.requests.length > 0);
    assert.ok(other.requests.length < 9);
  });

  test('begins none of the items that are left', async () => {
    sandbox.fault({ operation: 'contact.get', times: 99, delay: 20_000 });
    const contactIds = (/** @type {number} */ at) => `00000000-0000-4000-8000-0000000000${10 + at}`;
    await cancelled({ ...contact, contactId: contactIds }, { items: items(20) });
    assert.equal(sandbox.requests.length, 4);
  });

  test('begins none of the items that are left, also where failures are no end', async () => {
    sandbox.fault({ operation: 'message.send', times: 99, delay: 20_000 });
    const controller = new AbortController();
    const text = { resource: 'message', operation: 'sendText', from, to, text: 'Oi' };
    const node = { onError: 'continueRegularOutput' };
    const running = run(text, { items: items(5), node, signal: controller.signal });
    await passed(300);
    controller.abort();
    const output = jsonOf(await running);
    assert.equal(sandbox.requests.length, 1);
    assert.deepEqual(
      output.map(({ error }) => error.code),
      Array(5).fill('aborted'),
    );
    // Of the one under way nobody knows; the others were not begun.
    assert.deepEqual(
      output.map(({ error }) => error.maybeSent),
      [true, false, false, false, false],
    );
  });

  test('ends lists and custom calls', async () => {
    sandbox.fault({ times: 99, delay: 20_000 });
    const list = { resource: 'contact', operation: 'list', returnAll: true };
    await cancelled(list, { items: items(9) });
    sandbox.requests.length = 0;
    const custom = { resource: 'customApiCall', operation: 'request', path: '/core/v1/tag' };
    await cancelled(custom, { items: items(9) });
    assert.equal(sandbox.requests.length, 4);
  });

  test('ends an upload', async () => {
    sandbox.fault({ origin: 'storage', delay: 20_000 });
    const photo = storedBinary(Buffer.alloc(1_000_000), { fileName: 'a.png', mimeType: 'image/png' });
    const parameters = {
      ...{ resource: 'message', operation: 'sendFile', from, to },
      ...{ fileSource: 'binary', binaryPropertyName: 'photo' },
    };
    const isUploading = () => sandbox.requests.some(({ origin }) => origin === 'storage');
    await cancelled(parameters, { items: [{ json: {}, binary: { photo } }] }, isUploading);
    assert.ok(!sandbox.requests.some(({ operation }) => operation === 'message.send'));
  });

  test('ends the download of the file of a message', async () => {
    let asked = false;
    const host = createServer((_, res) => {
      asked = true;
      res.writeHead(200, { 'content-type': 'image/png', 'content-length': 1000 }).write('half');
    });
    await once(host.listen(0, '127.0.0.1'), 'listening');
    const { port } = /** @type {import('node:net').AddressInfo} */ (host.address());
    const url = `http://127.0.0.1:${port}/a.png`;
    const file = { resource: 'message', operation: 'sendFile', from, to, fileSource: 'url', url };
    const [{ id }] = jsonOf(await run(file));
    try {
      const parameters = { resource: 'message', operation: 'getFile', messageId: id };
      await cancelled(parameters, undefined, () => asked);
    } finally {
      host.closeAllConnections();
      host.close();
    }
  });

  test('that was cancelled before it began sends nothing', async () => {
    await failureOf(run(contact, { signal: AbortSignal.abort() }));
    assert.equal(sandbox.requests.length, 0);
  });

  test('can be cancelled without an effect once it is over', async () => {
    const controller = new AbortController();
    await run(contact, { signal: controller.signal });
    controller.abort();
    assert.equal(sandbox.requests.length, 1);
  });
});

suite('a process of n8n', () => {
  test('can end soon after a cancelled wait', async () => {
    const support = JSON.stringify(fileURLToPath(new URL('support.js', import.meta.url)));
    const script = `
      import { type, executed } from ${support};
      import { executeContext } from ${JSON.stringify(fileURLToPath(new URL('helpers.js', import.meta.url)))};
      const controller = new AbortController();
      setTimeout(() => controller.abort(), 500);
      const parameters = ${JSON.stringify(contact)};
      const credential = { baseUrl: ${JSON.stringify(sandbox.url)}, apiKey: ${JSON.stringify(sandbox.tokens.full)} };
      await executed(executeContext({ type, parameters, credential, signal: controller.signal })).catch(() => {});
      console.log(Date.now());
    `;
    sandbox.fault({ oddity: 'rate-limited-429', headers: { 'retry-after': '60' } });
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script]);
    assert.equal(sandbox.requests.length, 1);
    assert.ok(Date.now() - Number(stdout) < 2000, 'a timer keeps the process alive');
  });
});
