// Faults: which request they hit, and what the client sees.

import assert from 'node:assert/strict';
import test from 'node:test';
import { oddities } from '../src/oddities.js';
import { call, sentCount, started, uploadUrl } from './support.js';

/** @import { Sandbox } from '../src/index.js' */

const channels = 'GET /chat/v1/channel';

/** @param {Sandbox} sandbox */
const send = (sandbox) =>
  call(sandbox, 'POST /chat/v1/message/send', {
    body: { from: sandbox.sample.from, to: sandbox.sample.to, body: { text: 'Olá!' } },
  });

test('a fault hits as often as told, in the order of adding, and counts', async (t) => {
  const sandbox = await started(t);
  const first = sandbox.fault({ operation: 'channel.list', status: 503, times: 2 });
  const second = sandbox.fault({ status: 429, headers: { 'retry-after': '1' }, body: { a: 1 } });
  assert.equal((await call(sandbox, 'GET /core/v1/tag')).status, 429);
  const statuses = [];
  for (let i = 0; i < 3; i += 1) statuses.push((await call(sandbox, channels)).status);
  assert.deepEqual(statuses, [503, 503, 200]);
  assert.deepEqual([first.hits, second.hits], [2, 1]);
  assert.deepEqual(
    sandbox.requests.map(({ status }) => status),
    [429, 503, 503, 200],
  );
});

test('a fault is aimed by method, path and origin', async (t) => {
  const sandbox = await started(t);
  sandbox.fault({ origin: 'storage', status: 503, times: Infinity });
  sandbox.fault({ method: 'post', status: 501, times: Infinity });
  sandbox.fault({ path: '/core/*', status: 502, times: Infinity });
  sandbox.fault({ path: /chatbot$/, status: 504, times: Infinity });
  assert.equal((await call(sandbox, channels)).status, 200);
  assert.equal((await send(sandbox)).status, 501);
  assert.equal((await call(sandbox, 'GET /core/v1/tag')).status, 502);
  assert.equal((await call(sandbox, 'GET /chat/v1/chatbot')).status, 504);
  assert.equal((await fetch(`${sandbox.storageUrl}/a`, { method: 'PUT', body: 'a' })).status, 503);
});

test('a body is sent as JSON, or as it is', async (t) => {
  const sandbox = await started(t);
  sandbox.fault({ body: { a: 1 } });
  sandbox.fault({ status: 502, body: '<html>', contentType: 'text/html' });
  sandbox.fault({ body: Buffer.from('raw') });
  const json = await call(sandbox, channels);
  assert.deepEqual([json.status, json.json], [200, { a: 1 }]);
  const html = await call(sandbox, channels);
  assert.deepEqual([html.status, html.text, html.headers.get('content-type')], [502, '<html>', 'text/html']);
  assert.equal((await call(sandbox, channels)).text, 'raw');
});

test('the handler runs only when the fault comes after it', async (t) => {
  const sandbox = await started(t);
  sandbox.fault({ operation: 'message.send', status: 504 });
  sandbox.fault({ operation: 'message.send', status: 504, after: true });
  assert.equal((await send(sandbox)).status, 504);
  assert.equal(sentCount(sandbox), 0);
  assert.equal((await send(sandbox)).status, 504);
  assert.equal(sentCount(sandbox), 1);
});

test('a connection is dropped or reset, before or after the effect', async (t) => {
  const sandbox = await started(t);
  for (const [end, effect, code] of /** @type {const} */ ([
    [{ drop: 'before' }, 0, 'UND_ERR_SOCKET'],
    [{ drop: 'after' }, 1, 'UND_ERR_SOCKET'],
    [{ reset: 'before' }, 1, 'ECONNRESET'],
    [{ reset: 'after' }, 2, 'ECONNRESET'],
  ])) {
    sandbox.fault({ operation: 'message.send', ...end });
    await assert.rejects(send(sandbox), ({ cause }) => cause.code === code, JSON.stringify(end));
    assert.equal(sentCount(sandbox), effect);
    const entry = sandbox.requests.at(-1);
    assert.equal(entry?.status, null);
    assert.ok(entry?.body);
  }
  const { urlUpload } = await uploadUrl(sandbox, { Type: 'UNDEFINED', Name: 'a.bin' });
  for (const end of /** @type {const} */ ([{ drop: 'before' }, { reset: 'before' }])) {
    sandbox.fault({ origin: 'storage', ...end });
    await assert.rejects(fetch(urlUpload, { method: 'PUT', body: 'a'.repeat(100_000) }), TypeError);
  }
});

test('an answer is delayed', async (t) => {
  const sandbox = await started(t);
  sandbox.fault({ delay: 60 });
  const before = performance.now();
  assert.equal((await call(sandbox, channels)).status, 200);
  assert.ok(performance.now() - before >= 50);
});

test('an answer stalls half way', async (t) => {
  const sandbox = await started(t);
  sandbox.fault({ operation: 'channel.list', stall: true });
  const headers = { authorization: 'Bearer pn_sandbox' };
  const abort = new AbortController();
  const response = await fetch(`${sandbox.url}/chat/v1/channel`, { headers, signal: abort.signal });
  assert.equal(response.status, 200);
  const reader = response.body?.getReader();
  const { value } = (await reader?.read()) ?? {};
  assert.equal(value?.length, Math.floor(Number(response.headers.get('content-length')) / 2));
  setTimeout(() => abort.abort(), 30);
  await assert.rejects(async () => reader?.read(), { name: 'AbortError' });
});

test('an answer is cut', async (t) => {
  const sandbox = await started(t);
  const headers = { authorization: 'Bearer pn_sandbox' };
  for (const truncate of [0, 10, Infinity]) {
    sandbox.fault({ truncate });
    const response = await fetch(`${sandbox.url}/chat/v1/channel`, { headers });
    assert.ok(Number(response.headers.get('content-length')) > 10);
    await assert.rejects(response.text(), TypeError);
  }
  sandbox.fault({ truncate: 10, status: 200 });
  const empty = await fetch(`${sandbox.url}/chat/v1/channel`, { headers });
  await assert.rejects(empty.text(), TypeError, 'an answer without a body, too, promises one that does not come');
});

test('an answer trickles', async (t) => {
  const sandbox = await started(t);
  sandbox.fault({ trickle: { bytes: 200, ms: 2 } });
  assert.equal((await call(sandbox, channels)).rows.length, 3);
});

test('every oddity can be played by name, with parts of it changed', async (t) => {
  const sandbox = await started(t);
  /** @type {Record<keyof typeof oddities, [number, string | undefined]>} */
  const expected = {
    'envelope-in-200': [200, 'FORM_ERROR'],
    'html-502': [502, undefined],
    'empty-200': [200, undefined],
    'problem-details': [400, undefined],
    'not-found-500': [500, 'ENTITY_NOT_FOUND'],
    'broken-json': [200, undefined],
    'permission-403': [403, 'ERROR_FORBIDDEN'],
    'dead-token-401': [401, 'ERROR_UNAUTHORIZED'],
    'rate-limited-429': [429, 'ERROR_TOO_MANY_REQUESTS'],
    'no-has-more-pages': [200, undefined],
    'count-pages': [200, undefined],
    'page-one-for-ever': [200, undefined],
    'enum-case': [200, undefined],
  };
  assert.deepEqual(Object.keys(expected).toSorted(), Object.keys(oddities).toSorted());
  for (const [name, [status, key]] of Object.entries(expected)) {
    const oddity = /** @type {keyof typeof oddities} */ (name);
    sandbox.fault({ oddity });
    const answer = await call(sandbox, channels);
    assert.deepEqual([answer.status, answer.json.key], [status, key], name);
  }
  sandbox.fault({ oddity: 'rate-limited-429', headers: { 'retry-after': '2' } });
  assert.equal((await call(sandbox, channels)).headers.get('retry-after'), '2');
  sandbox.fault({ oddity: 'empty-200' });
  assert.equal((await send(sandbox)).text, '');
  assert.equal(sentCount(sandbox), 1, 'a success that reads badly has happened all the same');
});

test('a misspelt fault is refused', async (t) => {
  const sandbox = await started(t);
  const wrong = [
    { operation: 'channel.list' },
    { status: 99 },
    { drop: 'later' },
    { reset: 'later' },
    { drop: 'after', reset: 'after' },
    { statsu: 500 },
    { oddity: 'odd' },
    { delay: -1 },
    { delay: 1, headers: { 'retry-after': '1' } },
    { delay: 1, times: 0 },
    { trickle: { bytes: 0, ms: 1 } },
    { alter: 'all' },
    { oddity: 'enum-case', status: 500 },
  ];
  for (const spec of wrong) {
    assert.throws(() => sandbox.fault(/** @type {{ status: number }} */ (spec)), TypeError, JSON.stringify(spec));
  }
});
