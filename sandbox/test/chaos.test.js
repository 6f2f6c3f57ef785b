// Chaos: what it does to requests, and that a seed says all of it.

import assert from 'node:assert/strict';
import test from 'node:test';
import { Chaos } from '../src/chaos.js';
import { call, sentCount, started, uploadUrl } from './support.js';

/** @import { ChaosSpec, Misfortune } from '../src/chaos.js' */
/** @import { Sandbox } from '../src/index.js' */

const channels = 'GET /chat/v1/channel';
const always = { seed: 1, rate: 1 };
const statusKinds = /** @type {Misfortune[]} */ (['429', '500', '502', '503', '504']);

/** @param {Sandbox} sandbox @param {string} [text] */
const send = (sandbox, text = 'Olá!') =>
  call(sandbox, 'POST /chat/v1/message/send', {
    body: { from: sandbox.sample.from, to: sandbox.sample.to, body: { text } },
  });

/**
 * What the client sees: a status with its Retry-After, or how the connection ended.
 * @param {Promise<Awaited<ReturnType<typeof call>>>} answered
 */
const seen = (answered) =>
  answered.then(
    ({ status, headers }) => [status, headers.get('retry-after')],
    ({ message, cause }) => [message, cause.code],
  );

/** @param {Sandbox} sandbox @param {number} count */
async function statuses(sandbox, count) {
  const found = [];
  for (let i = 0; i < count; i += 1) found.push((await call(sandbox, channels)).status);
  return found;
}

/** @param {{ hits: Record<string, number> }} chaos */
const total = ({ hits }) => Object.values(hits).reduce((sum, count) => sum + count, 0);

test('every misfortune does what it says', async (t) => {
  const sandbox = await started(t);
  /** @type {Record<Misfortune, [processed: number, seen: unknown[]]>} */
  const expected = {
    'drop-before': [0, ['fetch failed', 'UND_ERR_SOCKET']],
    'drop-after': [1, ['fetch failed', 'UND_ERR_SOCKET']],
    'reset-before': [0, ['fetch failed', 'ECONNRESET']],
    'reset-after': [1, ['fetch failed', 'ECONNRESET']],
    delay: [1, [200, null]],
    truncate: [1, ['terminated', 'UND_ERR_SOCKET']],
    stall: [1, ['aborted']],
    429: [0, [429, '0']],
    500: [0, [500, '0']],
    502: [0, [502, '0']],
    503: [0, [503, '0']],
    504: [0, [504, '0']],
    '502-after': [1, [502, '0']],
    'garbage-after': [1, [200, null]],
  };
  for (const [name, [processed, outcome]] of Object.entries(expected)) {
    await sandbox.reset();
    const kind = /** @type {Misfortune} */ (name);
    const { hits } = sandbox.chaos({ ...always, kinds: [kind] });
    assert.deepEqual(Object.keys(hits).toSorted(), Object.keys(expected).toSorted());
    const before = performance.now();
    if (kind === 'stall') assert.deepEqual(await stalled(sandbox), outcome);
    else assert.deepEqual(await seen(send(sandbox)), outcome, kind);
    // The seed makes it 34 ms.
    if (kind === 'delay') assert.ok(performance.now() - before >= 30);
    assert.equal(sentCount(sandbox), processed, kind);
    assert.deepEqual([hits[kind], total({ hits })], [1, 1], kind);
  }
});

/** What comes of an answer that is given up half way. @param {Sandbox} sandbox */
async function stalled(sandbox) {
  const abort = new AbortController();
  const response = await fetch(`${sandbox.url}/chat/v1/message/send`, {
    method: 'POST',
    headers: { authorization: `Bearer ${sandbox.tokens.full}`, 'content-type': 'application/json' },
    body: JSON.stringify({ from: sandbox.sample.from, to: sandbox.sample.to, body: { text: 'Olá!' } }),
    signal: abort.signal,
  });
  setTimeout(() => abort.abort(), 50);
  return response.text().then(
    () => ['answered'],
    () => ['aborted'],
  );
}

test('a refusal is the API’s own for 429, and nobody’s for 5xx; garbage is no JSON', async (t) => {
  const sandbox = await started(t);
  /** @param {Misfortune} kind */
  const answerOf = (kind) => {
    sandbox.chaos({ ...always, kinds: [kind] });
    return call(sandbox, channels);
  };
  assert.equal((await answerOf('429')).json.key, 'ERROR_TOO_MANY_REQUESTS');
  for (const kind of /** @type {const} */ (['500', '502', '503', '504', '502-after'])) {
    assert.equal((await answerOf(kind)).json.key, undefined, kind);
  }
  for (const kind of /** @type {const} */ (['502', '502-after'])) assert.match((await answerOf(kind)).text, /^<html>/);
  const { text } = await answerOf('garbage-after');
  assert.throws(() => JSON.parse(text), SyntaxError);
});

test('Retry-After is what was asked for, or missing', async (t) => {
  const sandbox = await started(t);
  sandbox.chaos({ ...always, kinds: [...statusKinds, '502-after'], retryAfter: 2 });
  for (let i = 0; i < 8; i += 1) assert.equal((await call(sandbox, channels)).headers.get('retry-after'), '2');
  sandbox.chaos({ ...always, kinds: [...statusKinds, '502-after'], retryAfter: null });
  for (let i = 0; i < 8; i += 1) assert.equal((await call(sandbox, channels)).headers.get('retry-after'), null);
});

test('the same seed makes the same plan, another one another', async (t) => {
  const sandbox = await started(t);
  /** @param {number} seed */
  const planOf = (seed) => {
    sandbox.chaos({ seed, rate: 0.5, kinds: statusKinds });
    return statuses(sandbox, 40);
  };
  const plan = await planOf(7);
  assert.deepEqual(await planOf(7), plan);
  assert.notDeepEqual(await planOf(8), plan);
  assert.deepEqual(new Set(plan), new Set([200, 429, 500, 502, 503, 504]));
});

test('the plan is that of a seed for ever', () => {
  const chaos = new Chaos({ seed: 42, rate: 0.5, kinds: ['drop-before', 'delay', 'truncate'] });
  const plan = Array.from({ length: 12 }, () => chaos.next('api'));
  assert.deepEqual(plan, [
    null,
    null,
    { delay: 53 },
    { drop: 'before' },
    null,
    null,
    { delay: 51 },
    { delay: 6 },
    { drop: 'before' },
    null,
    { truncate: 29 },
    null,
  ]);
});

test('the rate is about right, and all kinds but stalls come about as often', () => {
  const requests = 20_000;
  for (const [spec, rate] of /** @type {[ChaosSpec, number][]} */ ([
    [{ seed: 1 }, 0.3],
    [{ seed: 2, rate: 0.05 }, 0.05],
    [{ seed: 3, rate: 0 }, 0],
    [{ seed: 4, rate: 1 }, 1],
  ])) {
    const chaos = new Chaos(spec);
    let met = 0;
    for (let i = 0; i < requests; i += 1) met += chaos.next('api') ? 1 : 0;
    assert.ok(Math.abs(met / requests - rate) < 0.015, `${met}`);
    assert.equal(total(chaos), met);
    const { stall, ...rest } = chaos.hits;
    assert.equal(stall, 0);
    const each = met / Object.keys(rest).length;
    for (const [kind, count] of Object.entries(rest)) assert.ok(Math.abs(count - each) <= each * 0.25, kind);
  }
});

test('delays and cuts stay small', () => {
  const delays = new Chaos({ ...always, kinds: ['delay'] });
  const cuts = new Chaos({ ...always, kinds: ['truncate'] });
  for (let i = 0; i < 1_000; i += 1) {
    const { delay = 0 } = delays.next('api') ?? {};
    assert.ok(delay >= 5 && delay <= 60);
    const { truncate = -1 } = cuts.next('api') ?? {};
    assert.ok(truncate >= 0 && truncate < 60);
  }
});

test('explicit faults go first, and leave the plan as it is', async (t) => {
  const sandbox = await started(t);
  const spec = { seed: 5, rate: 0.5, kinds: statusKinds };
  sandbox.chaos(spec);
  const plan = await statuses(sandbox, 10);
  const chaos = sandbox.chaos(spec);
  const fault = sandbox.fault({ status: 418, times: 3 });
  assert.deepEqual(await statuses(sandbox, 13), [418, 418, 418, ...plan]);
  assert.equal(fault.hits, 3);
  assert.equal(total(chaos), plan.filter((status) => status !== 200).length);
});

test('what a limit refuses, a preflight and a control route meet nothing', async (t) => {
  const sandbox = await started(t, { limits: { account: [{ limit: 1, per: 60_000 }] } });
  const chaos = sandbox.chaos({ ...always, kinds: ['503'] });
  assert.equal((await call(sandbox, 'OPTIONS /chat/v1/channel')).status, 204);
  assert.equal((await call(sandbox, 'GET /_sandbox/sample')).status, 200);
  assert.deepEqual(await statuses(sandbox, 2), [503, 429]);
  assert.equal(total(chaos), 1);
});

test('the storage meets what makes sense there', async (t) => {
  const sandbox = await started(t);
  /** @param {Misfortune[]} kinds */
  const put = async (kinds) => {
    sandbox.clearFaults();
    const { urlUpload, tempFileId } = await uploadUrl(sandbox, { Type: 'UNDEFINED', Name: 'a.bin' });
    const chaos = sandbox.chaos({ ...always, kinds });
    const headers = { 'content-type': 'application/octet-stream' };
    const answer = await fetch(urlUpload, { method: 'PUT', headers, body: 'a' }).then(
      ({ status }) => status,
      ({ cause }) => cause.code,
    );
    return [answer, Boolean(sandbox.state.uploads.get(tempFileId)?.content), total(chaos)];
  };
  assert.deepEqual(await put(['429', 'truncate', 'garbage-after']), [200, true, 0]);
  assert.deepEqual(await put(['503']), [503, false, 1]);
  assert.deepEqual(await put(['502-after']), [502, true, 1]);
  assert.deepEqual(await put(['drop-after']), ['UND_ERR_SOCKET', true, 1]);
  assert.deepEqual(await put(['reset-before']), ['ECONNRESET', false, 1]);
  assert.deepEqual(await put(['delay']), [200, true, 1]);
});

test('reset ends it, and so does clearFaults, which leaves the rest', async (t) => {
  const sandbox = await started(t);
  for (const end of [sandbox.clearFaults, sandbox.reset]) {
    const chaos = sandbox.chaos({ ...always, kinds: ['502-after'] });
    const fault = sandbox.fault({ operation: 'tag.list', status: 418 });
    assert.equal((await send(sandbox)).status, 502);
    await end();
    assert.equal((await call(sandbox, 'GET /core/v1/tag')).status, 200);
    assert.deepEqual([total(chaos), fault.hits], [1, 0]);
    assert.equal(sentCount(sandbox), end === sandbox.reset ? 0 : 1);
    assert.equal(sandbox.requests.length, end === sandbox.reset ? 1 : 2);
  }
});

test('a running sandbox takes it over its control routes', async (t) => {
  const sandbox = await started(t);
  const token = null;
  const body = { seed: 9, rate: 0.5, kinds: statusKinds };
  const { hits } = sandbox.chaos({ seed: 9, rate: 0.5, kinds: statusKinds });
  const plan = await statuses(sandbox, 15);
  assert.equal((await call(sandbox, 'POST /_sandbox/chaos', { token, body })).status, 204);
  assert.deepEqual(await statuses(sandbox, 15), plan);
  assert.equal((await call(sandbox, 'GET /_sandbox/chaos', { token })).text, JSON.stringify({ hits }));
  assert.equal((await call(sandbox, 'POST /_sandbox/chaos', { token, body: { ...body, rate: 2 } })).status, 400);
  assert.equal((await call(sandbox, 'DELETE /_sandbox/faults', { token })).status, 204);
  assert.deepEqual(new Set(await statuses(sandbox, 10)), new Set([200]));
  assert.equal((await call(sandbox, 'GET /_sandbox/chaos', { token })).text, '{"hits":null}');
});

test('how often each text was processed can be counted, whatever the client was told', async (t) => {
  const sandbox = await started(t);
  const chaos = sandbox.chaos({ seed: 11, rate: 0.6, kinds: ['drop-after', '503', 'reset-before', 'garbage-after'] });
  const texts = Array.from({ length: 20 }, (_, index) => `Pedido ${index}`);
  const { from, to } = sandbox.sample;
  for (const [index, text] of texts.entries()) {
    const [route, body] =
      index % 2 ? ['message/send', { from, to, body: { text } }] : ['send/text', { from, to, text }];
    // A client that repeats without care, until it is told that all is well.
    for (let isDone = false; !isDone; ) {
      isDone = await call(sandbox, `POST /chat/v1/${route}`, { body }).then(
        ({ json }) => json.id !== undefined,
        () => false,
      );
    }
  }
  const counts = texts.map(
    (wanted) =>
      [...sandbox.state.messages.values()].filter(({ direction, text }) => direction === 'TO_HUB' && text === wanted)
        .length,
  );
  assert.ok(counts.every((count) => count >= 1));
  assert.ok(counts.some((count) => count > 1));
  const sent = counts.reduce((sum, count) => sum + count, 0);
  assert.equal(sent, texts.length + chaos.hits['drop-after'] + chaos.hits['garbage-after']);
});

test('a misspelt plan is refused', async (t) => {
  const sandbox = await started(t);
  const wrong = [
    {},
    { seed: 'a' },
    { seed: 1.5 },
    { seed: 1, rate: 1.1 },
    { seed: 1, rate: 'often' },
    { seed: 1, kinds: [] },
    { seed: 1, kinds: 'delay' },
    { seed: 1, kinds: ['dely'] },
    { seed: 1, kind: ['delay'] },
    { seed: 1, retryAfter: -1 },
  ];
  for (const spec of wrong) {
    assert.throws(() => sandbox.chaos(/** @type {ChaosSpec} */ (spec)), TypeError, JSON.stringify(spec));
  }
  assert.equal((await call(sandbox, channels)).status, 200);
});
