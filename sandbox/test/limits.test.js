// Rate limits: what counts against which of them, and what is answered beyond.

import assert from 'node:assert/strict';
import test from 'node:test';
import { Limits } from '../src/limits.js';
import { call, sentCount, started, uploadUrl } from './support.js';

/** @import { Sandbox } from '../src/index.js' */

const channels = 'GET /chat/v1/channel';
const minute = 60_000;

/** @param {Sandbox} sandbox */
const send = (sandbox) =>
  call(sandbox, 'POST /chat/v1/send/text', {
    body: { from: sandbox.sample.from, to: sandbox.sample.to, text: 'Olá!' },
  });

/** @param {Sandbox} sandbox */
const showTyping = (sandbox) =>
  call(sandbox, 'POST /chat/v1/send/typing', {
    body: { sessionId: sandbox.sample.sessionId },
  });

/**
 * Which requests at these times are accepted.
 * @param {Limits} limits
 * @param {number[]} times
 * @param {string} [path]
 */
const accepted = (limits, times, path = '/core/v1/tag') =>
  times.filter((at) => limits.refuse('full', path, at) === null);

test('without limits nothing is refused', async (t) => {
  const sandbox = await started(t);
  const answers = await Promise.all(Array.from({ length: 250 }, () => call(sandbox, channels)));
  assert.ok(answers.every(({ status }) => status === 200));
});

test('a limit holds in every stretch of time, not in fixed ones', () => {
  const limits = new Limits({ account: [{ limit: 2, per: 100 }] });
  assert.deepEqual(
    accepted(limits, [90, 95, 99, 100, 101, 150, 189, 190, 191, 195, 289, 290]),
    [90, 95, 190, 195, 290],
  );
});

test('a refused request does not count', () => {
  const limits = new Limits({ account: [{ limit: 1, per: 100 }] });
  assert.deepEqual(accepted(limits, [0, 60, 99, 100, 160, 199, 200]), [0, 100, 200]);
});

test('several limits hold at the same time', () => {
  const limits = new Limits({
    account: [
      { limit: 3, per: 1_000 },
      { limit: 2, per: 10 },
    ],
  });
  assert.deepEqual(
    accepted(limits, [0, 1, 2, 9, 10, 20, 30, 999, 1_000, 1_001, 1_002, 1_010]),
    [0, 1, 10, 1_000, 1_001, 1_010],
  );
});

test('the documented limits', () => {
  const every = (/** @type {number} */ ms, /** @type {number} */ count) =>
    Array.from({ length: count }, (_, index) => index * ms);
  const burst = accepted(new Limits('documented'), every(1, 5_200));
  assert.equal(burst.length, 400);
  assert.deepEqual([burst[199], burst[200]], [199, 5_000]);
  assert.equal(accepted(new Limits('documented'), every(50, 6_000)).length, 1_000);
  const sends = accepted(new Limits('documented'), every(1, 120_500), '/chat/v1/send/text');
  assert.deepEqual([sends.length, sends[999], sends[1_000]], [1_500, 999, 120_000]);
});

test('beyond a limit the API’s envelope is answered, and nothing is processed', async (t) => {
  const sandbox = await started(t, { limits: { account: [{ limit: 2, per: minute }] } });
  const message = { from: sandbox.sample.from, to: sandbox.sample.to, body: { text: 'Olá!' } };
  const answers = [];
  for (let i = 0; i < 3; i += 1) answers.push(await call(sandbox, 'POST /chat/v1/message/send', { body: message }));
  assert.deepEqual(
    answers.map(({ status }) => status),
    [200, 200, 429],
  );
  const refusal = answers[2];
  assert.deepEqual([refusal?.json.key, refusal?.json.httpStatusCode], ['ERROR_TOO_MANY_REQUESTS', 429]);
  assert.equal(refusal?.headers.get('retry-after'), null);
  assert.equal(sentCount(sandbox), 2);
  const entry = sandbox.requests.at(-1);
  assert.deepEqual([entry?.status, entry?.operation, entry?.body], [429, 'message.send', message]);
});

test('a limit slides over the requests that arrive', async (t) => {
  const per = 300;
  const sandbox = await started(t, { limits: { account: [{ limit: 1, per }] } });
  assert.equal((await call(sandbox, channels)).status, 200);
  // Would the refused ones count, there would never be a place.
  for (const end = performance.now() + 10_000; performance.now() < end; ) {
    if ((await call(sandbox, channels)).status === 200) break;
  }
  const passed = sandbox.requests.filter(({ status }) => status === 200);
  assert.equal(passed.length, 2);
  assert.ok(sandbox.requests.length > 2);
  assert.ok(Number(passed[1]?.at) - Number(passed[0]?.at) >= per - 1);
});

test('sends have a limit of their own, typing counts as all others', async (t) => {
  const sandbox = await started(t, {
    limits: { account: [{ limit: 2, per: minute }], send: [{ limit: 1, per: minute }] },
  });
  assert.equal((await send(sandbox)).status, 200);
  assert.equal((await send(sandbox)).status, 429);
  assert.equal((await call(sandbox, 'GET /chat/v1/send/message/a')).status, 429);
  assert.equal((await showTyping(sandbox)).status, 200);
  assert.equal((await call(sandbox, channels)).status, 200);
  assert.equal((await showTyping(sandbox)).status, 429);
  assert.equal((await call(sandbox, 'GET /nowhere')).status, 429);
});

test('either family may be without a limit', async (t) => {
  const sandbox = await started(t, { limits: { send: [{ limit: 1, per: minute }] } });
  assert.equal((await send(sandbox)).status, 200);
  assert.equal((await send(sandbox)).status, 429);
  for (let i = 0; i < 3; i += 1) assert.equal((await call(sandbox, channels)).status, 200);
});

test('every token has limits of its own, an unknown one has none', async (t) => {
  const sandbox = await started(t, { limits: { account: [{ limit: 1, per: minute }] } });
  const { full, limited } = sandbox.tokens;
  const statuses = [];
  for (const token of ['pn_dead', 'pn_dead', full, limited, full, limited, null]) {
    statuses.push((await call(sandbox, channels, { token })).status);
  }
  assert.deepEqual(statuses, [401, 401, 200, 200, 429, 429, 401]);
});

test('storage, control routes and preflights are not limited', async (t) => {
  const sandbox = await started(t, { limits: { account: [{ limit: 1, per: minute }] } });
  assert.equal((await call(sandbox, 'OPTIONS /chat/v1/channel')).status, 204);
  const { urlUpload } = await uploadUrl(sandbox, { Type: 'UNDEFINED', Name: 'a.bin' });
  assert.equal((await call(sandbox, channels)).status, 429);
  for (let i = 0; i < 2; i += 1) {
    const headers = { 'content-type': 'application/octet-stream' };
    assert.equal((await fetch(urlUpload, { method: 'PUT', headers, body: 'a' })).status, 200);
    assert.equal((await call(sandbox, 'GET /_sandbox/sample')).status, 200);
  }
});

test('Retry-After tells in whole seconds when there is a place, if wanted', async (t) => {
  const account = [
    { limit: 2, per: 10_000 },
    { limit: 1, per: 500 },
  ];
  const waits = (/** @type {number} */ at) => limits.refuse('full', '/core/v1/tag', at)?.headers['retry-after'];
  const limits = new Limits({ account }, { retryAfter: true });
  assert.deepEqual([0, 1, 500, 501, 9_000, 9_001, 9_999].map(waits), [undefined, '1', undefined, '10', '1', '1', '1']);
  assert.equal(waits(10_000), undefined);

  const sandbox = await started(t, { limits: { account: [{ limit: 1, per: minute }] }, retryAfter: true });
  await call(sandbox, channels);
  const refused = await call(sandbox, channels);
  assert.deepEqual([refused.status, refused.headers.get('retry-after')], [429, '60']);
  assert.equal(refused.json.key, 'ERROR_TOO_MANY_REQUESTS');
});

test('a refused request meets no fault', async (t) => {
  const sandbox = await started(t, { limits: { account: [{ limit: 1, per: minute }] } });
  const { full, limited } = sandbox.tokens;
  await call(sandbox, channels, { token: full });
  const fault = sandbox.fault({ status: 503 });
  assert.equal((await call(sandbox, channels, { token: full })).status, 429);
  assert.equal(fault.hits, 0);
  assert.equal((await call(sandbox, channels, { token: limited })).status, 503);
  assert.equal((await call(sandbox, channels, { token: limited })).status, 429, 'a request that met a fault counts');
});

test('reset empties the windows', async (t) => {
  const sandbox = await started(t, {
    limits: { account: [{ limit: 1, per: minute }], send: [{ limit: 1, per: minute }] },
  });
  for (const use of [send, showTyping]) {
    assert.equal((await use(sandbox)).status, 200);
    assert.equal((await use(sandbox)).status, 429);
    await sandbox.reset();
    assert.equal((await use(sandbox)).status, 200);
  }
});

test('misspelt limits are refused', async () => {
  const wrong = [
    'documentd',
    null,
    { acount: [] },
    { account: { limit: 1, per: 1 } },
    { account: [{ limit: 0, per: 1 }] },
    { account: [{ limit: 1.5, per: 1 }] },
    { send: [{ limit: 1 }] },
    { send: [{ limit: 1, per: 0 }] },
  ];
  for (const spec of wrong) {
    assert.throws(() => new Limits(/** @type {'documented'} */ (spec)), TypeError, JSON.stringify(spec));
  }
});
