// Calls keep to the rate limits by themselves: nobody is refused, nobody waits for nothing, and who cannot wait is told.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { describe, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { WtsClient } from 'wts-chat';
import { startSandbox } from 'wts-chat-sandbox';
import { last, rejects, throws } from './support.js';

/** @import { TestContext } from 'node:test' */
/** @import { ClientOptions, RateLimit, WtsEvent } from 'wts-chat' */

/** @typedef {{ limit: number, per: number }} Limit */
/** @typedef {{ account?: Limit[], send?: Limit[] }} Limits */

const sessionId = '3fa85f64-5717-4562-b3fc-2c963f66afa6';
const read = (/** @type {WtsClient} */ wts) => wts.session.get({ sessionId });
const text = { from: '5511900000001', to: '5511999999999', text: 'Oi' };
const send = (/** @type {WtsClient} */ wts) => wts.send.text(text);

/**
 * A sandbox that enforces limits, and clients that are told of the same ones.
 * @param {TestContext} t
 * @param {Limits} [limits]
 */
async function limited(t, limits = {}) {
  const sandbox = await startSandbox({ limits });
  t.after(() => sandbox.close());
  /** @type {WtsEvent[]} */
  const events = [];
  /** @param {ClientOptions} [options] */
  const connect = (options) =>
    new WtsClient({
      baseUrl: sandbox.url,
      apiKey: sandbox.tokens.full,
      rateLimit: limits,
      onEvent: (event) => events.push(event),
      ...options,
    });
  return {
    sandbox,
    connect,
    wts: connect(),
    events,
    waits: () => events.filter(({ type }) => type === 'wait'),
    refused: () => sandbox.requests.filter(({ status }) => status === 429).length,
    get: (/** @type {WtsClient} */ wts) => wts.session.get({ sessionId: sandbox.sample.sessionId }),
  };
}

let accounts = 0;

/**
 * A client of an account of its own, whose server takes everything at once. `sent` are the paths that it was asked for.
 * @param {ClientOptions} [options]
 */
function unlimited(options) {
  /** @type {string[]} */
  const sent = [];
  accounts += 1;
  const wts = new WtsClient({
    apiKey: 'pn_1',
    account: `account ${accounts}`,
    fetch: async (input) => {
      sent.push(new URL(String(input)).pathname);
      return new Response('{}');
    },
    ...options,
  });
  return { wts, sent };
}

/** @template T @param {number} count @param {() => Promise<T>} call */
const atOnce = (count, call) => Promise.all(Array.from({ length: count }, call));

/** @param {() => Promise<unknown>} work */
async function timed(work) {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** How many of a burst go without a wait, where none is allowed. @param {number} count @param {() => Promise<unknown>} call */
async function room(count, call) {
  const results = await Promise.allSettled(Array.from({ length: count }, call));
  const refused = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
  for (const { code, attempts, maybeSent } of refused) {
    assert.deepEqual([code, attempts, maybeSent], ['rate_limited', 0, false]);
  }
  return count - refused.length;
}

describe('bursts', () => {
  test('1,500 calls and 1,500 sends at once meet no 429, and neither wait for the other', async (t) => {
    // The documented limits of an account, 60 times as fast.
    const account = [
      { limit: 1_000, per: 5_000 },
      { limit: 200, per: 83 },
    ];
    // Fewer sends at a time than documented: each has a connection of its own, and a server here holds some 500 that it has not
    // yet come to.
    const { wts, get, refused, sandbox } = await limited(t, { account, send: [{ limit: 300, per: 600 }] });
    const [reading, sending] = await Promise.all([
      timed(() => atOnce(1_500, () => get(wts))),
      timed(() => atOnce(1_500, () => send(wts))),
    ]);
    assert.equal(refused(), 0);
    assert.equal(sandbox.requests.length, 3_000);
    assert.ok(reading >= 5_000 && sending >= 2_400 && sending < reading, `${reading} and ${sending} ms`);
  });

  test('calls begin in the order in which they are made', async (t) => {
    const { connect, sandbox } = await limited(t, { account: [{ limit: 5, per: 40 }] });
    const wts = connect();
    const paths = Array.from({ length: 30 }, (_, at) => `/core/v1/tag/${at}`);
    await Promise.all(paths.map((path) => wts.request('GET', path).catch(() => {})));
    assert.deepEqual(
      sandbox.requests.map(({ path }) => path),
      paths,
    );
  });

  test('clients of one account share its limits', async (t) => {
    const { connect, get, refused } = await limited(t, { account: [{ limit: 100, per: 200 }] });
    const clients = [connect(), connect({ timeout: 5_000 }), connect({ apiKey: ' pn_sandbox ' })];
    const took = await timed(() => Promise.all(clients.map((wts) => atOnce(100, () => get(wts)))));
    assert.equal(refused(), 0);
    assert.ok(took >= 400, `${took} ms`);
  });

  test('clients of different accounts do not', async (t) => {
    const { connect, get, waits, sandbox } = await limited(t, { account: [{ limit: 20, per: 60_000 }] });
    const clients = [connect(), connect({ apiKey: sandbox.tokens.limited })];
    await Promise.all(clients.map((wts) => atOnce(20, () => get(wts))));
    assert.deepEqual(waits(), []);
  });

  test('the option account says which clients share their limits, whatever their tokens are', async () => {
    const rateLimit = { account: [{ limit: 10, per: 60_000 }] };
    const options = (/** @type {string} */ apiKey, /** @type {string} */ account) => ({
      ...{ apiKey, account, rateLimit },
      maxWait: 0,
    });
    const [one, same, other] = [options('pn_a', 'x'), options('pn_b', 'x'), options('pn_a', 'y')].map(unlimited);
    assert.ok(one && same && other);
    assert.equal(await room(6, () => read(one.wts)), 6);
    assert.equal(await room(6, () => read(same.wts)), 4);
    assert.equal(await room(12, () => read(other.wts)), 10);
  });

  test('copies that are loaded by import and by require do not know of each other', async () => {
    /** @type {typeof import('wts-chat')} */
    const required = createRequire(import.meta.url)('wts-chat');
    const fetch = async () => new Response('{}');
    /** @type {ClientOptions} */
    const options = { fetch, account: 'copies', maxWait: 0, rateLimit: { account: [{ limit: 3, per: 60_000 }] } };
    assert.equal(await room(5, () => read(new WtsClient(options))), 3);
    assert.equal(await room(5, () => read(/** @type {WtsClient} */ (new required.WtsClient(options)))), 3);
  });

  test('what a client has used stays used when it is gone and another one comes', async () => {
    const rateLimit = { account: [{ limit: 10, per: 60_000 }] };
    const options = { account: 'gone', maxWait: 0, rateLimit };
    assert.equal(await room(7, () => read(unlimited(options).wts)), 7);
    assert.equal(await room(7, () => read(unlimited(options).wts)), 3);
  });
});

describe('the option rateLimit', () => {
  /** @type {[string, RateLimit | undefined, number, number][]} what, option, reads at once, sends at once */
  const forms = [
    ['left out: as documented', undefined, 200, 1_000],
    ['without a family: as documented', {}, 200, 1_000],
    ['a whole share', { share: 1 }, 200, 1_000],
    ['a half', { share: 0.5 }, 100, 500],
    ['so small a share that it is less than one', { share: 0.001 }, 1, 1],
    ['an account of its own', { account: [{ limit: 7, per: 60_000 }] }, 7, 1_000],
    ['sends of its own', { send: [{ limit: 8, per: 60_000 }], account: undefined }, 200, 8],
    [
      'several limits, of which the narrowest counts',
      {
        account: [
          { limit: 50, per: 60_000 },
          { limit: 9, per: 1_000 },
        ],
      },
      9,
      1_000,
    ],
    ['no limit in a family', { send: [] }, 200, 1_100],
    ['false: none at all', false, 1_100, 1_100],
  ];
  for (const [what, rateLimit, reads, sends] of forms) {
    test(what, async () => {
      const { wts, sent } = unlimited({ rateLimit, maxWait: 0 });
      assert.equal(await room(1_100, () => send(wts)), sends);
      assert.equal(await room(1_100, () => read(wts)), reads);
      assert.equal(sent.length, reads + sends);
    });
  }

  // Types forbid all of these.
  const wrong = [
    ...[true, 0, 1, 'x', '', [], [{ limit: 1, per: 1 }], () => {}, Number.NaN],
    ...[0, -1, 1.5, 2, '0.5', Number.NaN, Number.POSITIVE_INFINITY, null, true].map((share) => ({ share })),
    ...[5, 'x', {}, null, { limit: 1, per: 1 }].flatMap((limits) => [{ account: limits }, { send: limits }]),
    ...[
      { limit: 0, per: 1 },
      { limit: 1, per: 0 },
      { limit: 1.5, per: 1 },
      { limit: -1, per: 1 },
      { limit: 1 },
      { per: 1 },
      { limit: '1', per: 1 },
      { limit: 1, per: Number.POSITIVE_INFINITY },
      { limit: 1, per: 1, unit: 's' },
      {},
      5,
      null,
    ].map((limit) => ({ account: [limit] })),
    ...[{ shares: 0.5 }, { account: [], sends: [] }, { share: 0.5, account: [{ limit: 1, per: 1 }] }],
    { share: 0.5, send: [] },
  ];
  test('anything else is an error that names it', () => {
    for (const rateLimit of wrong) {
      const error = throws(() => new WtsClient(/** @type {any} */ ({ apiKey: 'pn_1', rateLimit })));
      const told = [error.code, error.issues.map(({ field }) => field)];
      assert.deepEqual(told, ['configuration', ['rateLimit']], JSON.stringify(rateLimit));
      assert.match(error.message, /rateLimit must be false, \{ share \}/);
    }
  });

  test('so are wrong account and maxWait', () => {
    for (const [name, values] of Object.entries({ account: [5, {}, true], maxWait: [-1, 1.5, '5', 2 ** 31, true] })) {
      for (const value of values) {
        const error = throws(() => new WtsClient(/** @type {any} */ ({ apiKey: 'pn_1', [name]: value })));
        assert.deepEqual([error.code, error.issues[0]?.field], ['configuration', name], `${name}: ${value}`);
      }
    }
  });
});

describe('maxWait', () => {
  test('a wait that would be longer is not begun, and the error says how long it would be', async () => {
    const { wts, sent } = unlimited({ maxWait: 1_000, rateLimit: { account: [{ limit: 1, per: 60_000 }] } });
    await read(wts);
    const started = performance.now();
    const error = await rejects(read(wts));
    assert.ok(performance.now() - started < 5_000);
    assert.deepEqual([error.code, error.attempts, error.maybeSent], ['rate_limited', 0, false]);
    assert.ok(Number(error.retryAfter) > 59_000 && Number(error.retryAfter) <= 61_200, `${error.retryAfter}`);
    assert.match(error.message, /1000 ms \(maxWait\)/);
    assert.equal(sent.length, 1);
  });

  test('one that is allowed is waited for, and the next that is not is told', async () => {
    const { wts, sent } = unlimited({ maxWait: 700, rateLimit: { account: [{ limit: 1, per: 400 }] } });
    const results = await Promise.allSettled([read(wts), read(wts), read(wts)]);
    assert.deepEqual(
      results.map(({ status }) => status),
      ['fulfilled', 'fulfilled', 'rejected'],
    );
    assert.equal(sent.length, 2);
  });

  test('all waits of a call count together', async (t) => {
    const { connect, sandbox } = await limited(t, { account: [{ limit: 1, per: 300 }] });
    const { from, to } = sandbox.sample;
    const sendFile = (/** @type {WtsClient} */ wts) =>
      wts.message.sendFile({ from, to, file: { name: 'a.txt', data: Buffer.from('abc') } });
    // Its three requests to the API wait twice.
    await sendFile(connect({ maxWait: 5_000 }));
    await wait(350);
    const error = await rejects(sendFile(connect({ maxWait: 450 })));
    assert.deepEqual([error.code, error.attempts, error.maybeSent], ['rate_limited', 0, false]);
    assert.equal(sandbox.state.messages.size > 0 && last(sandbox.requests).operation, 'file.save');
  });
});

describe('a call that waits', () => {
  test('ends with its signal, sends nothing, and the next one moves up', async () => {
    const { wts, sent } = unlimited({ rateLimit: { account: [{ limit: 1, per: 600 }] } });
    const controller = new AbortController();
    const started = performance.now();
    const first = read(wts);
    const aborted = wts.message.sendText({ ...text, text: 'x' }, { signal: controller.signal });
    const next = read(wts).then(() => performance.now() - started);
    await first;
    await wait(50);
    controller.abort();
    const error = await rejects(aborted);
    assert.ok(performance.now() - started < 550);
    assert.deepEqual([error.code, error.attempts, error.maybeSent], ['aborted', 0, false]);
    const took = await next;
    assert.ok(took >= 600 && took < 1_150, `${took} ms`);
    assert.equal(sent.length, 2);
    assert.ok(!sent.includes('/chat/v1/message/send'));
  });

  test('has not taken a place when it was aborted already', async () => {
    const { wts, sent } = unlimited({ maxWait: 0, rateLimit: { account: [{ limit: 3, per: 60_000 }] } });
    const signal = AbortSignal.abort();
    for (let count = 0; count < 10; count++) {
      assert.equal((await rejects(wts.session.get({ sessionId }, { signal }))).code, 'aborted');
    }
    assert.equal(await room(5, () => read(wts)), 3);
    assert.equal(sent.length, 3);
  });

  test('does not take a place when its request never leaves', async () => {
    let calls = 0;
    const cause = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
    const { wts } = unlimited({
      maxWait: 0,
      maxRetries: 0,
      rateLimit: { account: [{ limit: 3, per: 60_000 }] },
      fetch: async () => {
        calls += 1;
        if (calls <= 10) throw new TypeError('fetch failed', { cause });
        return new Response('{}');
      },
    });
    for (let count = 0; count < 10; count++) assert.equal((await rejects(read(wts))).code, 'network');
    assert.equal(await room(5, () => read(wts)), 3);
  });

  test('tells so by an event', async (t) => {
    const { wts, get, waits, sandbox } = await limited(t, { account: [{ limit: 1, per: 500 }] });
    await get(wts);
    assert.deepEqual(waits(), []);
    await get(wts);
    const [event, ...more] = waits();
    assert.deepEqual(more, []);
    const { at, wait = 0, ...rest } = event ?? assert.fail('no event');
    const path = `/chat/v2/session/${sandbox.sample.sessionId}`;
    const named = { operation: 'session.get', step: 'session.get', method: 'GET', path };
    assert.deepEqual(rest, { type: 'wait', ...named, attempt: 1 });
    assert.ok(wait > 100 && wait <= 510 && Math.abs(Date.now() - at) < 5_000, `${wait} ms`);
  });
});

describe('what counts', () => {
  /** Everything that asks the API, when there is no room. @type {Record<string, (wts: WtsClient) => Promise<unknown>>} */
  const kinds = {
    'an operation': read,
    'a list': (wts) => wts.contact.listAll().toArray(),
    'choices of a field': (wts) => wts.choices('message', 'sendText', 'from'),
    'ids by name': (wts) => wts.idOf('tag', 'VIP'),
    'any other route': (wts) => wts.request('GET', '/core/v1/anything'),
    'a wait for a status': (wts) => wts.message.waitUntilFinal(sessionId),
    'contact.getOrCreate': (wts) => wts.contact.getOrCreate({ phoneNumber: text.to }),
    'an upload': (wts) => wts.message.sendFile({ ...text, file: { name: 'a.txt', data: Buffer.from('abc') } }),
    'wts.send.typing': (wts) => wts.send.typing({ sessionId }),
  };
  for (const [what, call] of Object.entries(kinds)) {
    test(`${what} waits for the account`, async () => {
      const { wts, sent } = unlimited({ maxWait: 0, rateLimit: { account: [{ limit: 1, per: 60_000 }], send: [] } });
      await read(wts);
      const error = await rejects(call(wts));
      assert.deepEqual([error.code, error.attempts, error.maybeSent], ['rate_limited', 0, false]);
      assert.equal(sent.length, 1);
      await send(wts);
    });
  }

  test('a batch waits too, call by call', async () => {
    const { wts, sent } = unlimited({ maxWait: 0, rateLimit: { send: [{ limit: 2, per: 60_000 }] } });
    const calls = [text, text, text].map((params, at) => ({ ...params, to: `551199999888${at}` }));
    const results = await wts.batch('send', 'text', calls);
    assert.deepEqual(
      results.map((result) => result instanceof Error && result.code),
      [false, false, 'rate_limited'],
    );
    assert.equal(sent.length, 2);
  });

  test('calls that go together in one request count once', async (t) => {
    const { wts, sandbox } = await limited(t, { send: [{ limit: 1, per: 60_000 }] });
    const { from, templateId } = sandbox.sample;
    const parameters = { nome: 'Ana', 'próximo horário': '10h' };
    const sends = Array.from({ length: 30 }, (_, at) => ({
      from,
      to: `55119998888${10 + at}`,
      templateId,
      parameters,
    }));
    const results = await wts.batch('send', 'template', sends);
    assert.ok(results.every((result) => !(result instanceof Error)));
    assert.equal(sandbox.requests.length, 1);
  });

  test('each page of a list and each step of an upload does, but the bytes to the storage do not', async (t) => {
    const account = [{ limit: 1, per: 40 }];
    const { wts, sandbox, refused, waits } = await limited(t, { account });
    const { from, to } = sandbox.sample;
    const contacts = await wts.contact.listAll({}, { pageSize: 1 }).toArray();
    const { data } = { data: Buffer.from('abc') };
    await wts.message.sendFile({ from, to, file: { name: 'a.txt', data } });
    assert.equal(refused(), 0);
    assert.ok(contacts.length > 2);
    const steps = waits().map(({ step }) => step);
    for (const step of ['contact.list', 'file.getUploadUrl', 'file.save', 'message.sendFile']) {
      assert.ok(steps.includes(step), `${step} did not wait: ${steps}`);
    }
    assert.ok(!steps.includes('upload'), `${steps}`);

    // Room for exactly the three requests that the API sees.
    const rateLimit = { account: [{ limit: 3, per: 60_000 }] };
    const exact = new WtsClient({
      baseUrl: sandbox.url,
      apiKey: 'pn_sandbox',
      account: 'exact',
      maxWait: 0,
      rateLimit,
    });
    await wait(50);
    await Promise.allSettled([exact.message.sendFile({ from, to, file: { name: 'a.txt', data } })]);
    assert.equal((await rejects(read(exact))).code, 'rate_limited');
  });
});

describe('a 429', () => {
  const shortly = () => new Date(Date.now() + 2_000).toUTCString();
  /** @type {[(wts: WtsClient) => Promise<unknown>, () => string][]} what is refused, Retry-After */
  const calls = [
    [(wts) => wts.session.list(), () => '1'],
    [(wts) => wts.session.list(), shortly],
    [(wts) => wts.message.sendText(text), () => '1'],
    [(wts) => wts.message.sendText(text), shortly],
    [send, () => '1'],
  ];
  test('is waited out for as long as it says, and is no retry', async (t) => {
    const { sandbox } = await limited(t);
    // Side by side, in accounts of their own.
    await Promise.all(
      calls.map(async ([call, retryAfter], at) => {
        /** @type {WtsEvent[]} */
        const events = [];
        let requests = 0;
        const wts = new WtsClient({
          baseUrl: sandbox.url,
          apiKey: sandbox.tokens.full,
          account: `${at}`,
          maxRetries: 0,
          onEvent: (event) => events.push(event),
          fetch: async (input, init) => {
            requests += 1;
            if (requests > 2) return fetch(input, init);
            return new Response('{"error":true}', {
              status: 429,
              headers: { 'retry-after': requests === 1 ? retryAfter() : '0' },
            });
          },
        });
        const took = await timed(() => call(wts));
        // A date has whole seconds only.
        assert.ok(took >= 900 && took < 4_000, `${at}: ${took} ms`);
        assert.deepEqual(
          events.map(({ type, attempt }) => `${type} ${attempt}`),
          ['request 1', 'response 1', 'wait 2', 'request 2', 'response 2', 'wait 3', 'request 3', 'response 3'],
        );
      }),
    );
    assert.equal(sandbox.requests.length, calls.length);
  });

  test('that does not say how long is waited out for the shortest window, doubling', async (t) => {
    const account = [
      { limit: 100, per: 5_000 },
      { limit: 50, per: 150 },
    ];
    const { wts, get, sandbox, waits } = await limited(t, { account });
    const fault = sandbox.fault({ oddity: 'rate-limited-429', times: 3 });
    const took = await timed(() => get(wts));
    assert.equal(fault.hits, 3);
    assert.ok(took >= 150 + 300 + 600 && took < 2_200, `${took} ms`);
    assert.equal(waits().length, 3);
  });

  test('closes its family for all clients of the account, and the other stays open', async (t) => {
    const { connect, get, sandbox, events, waits } = await limited(t);
    const [one, same, other] = [connect(), connect(), connect({ apiKey: sandbox.tokens.limited })];
    sandbox.fault({ oddity: 'rate-limited-429', headers: { 'retry-after': '1' } });
    let isClosed = true;
    const refused = get(one);
    while (!events.some(({ status }) => status === 429)) await wait(1);
    const waiting = Promise.race([refused, get(same)]).then(() => {
      isClosed = false;
    });
    await Promise.all([send(same), get(other)]);
    assert.ok(isClosed);
    assert.equal(waits().length, 2);
    const took = await timed(() => Promise.all([refused, waiting]));
    assert.ok(took > 100, `${took} ms`);

    sandbox.fault({ oddity: 'rate-limited-429', operation: 'send.text', headers: { 'retry-after': '1' } });
    isClosed = true;
    const sending = send(one).then(() => {
      isClosed = false;
    });
    while (waits().length < 3) await wait(1);
    await get(one);
    assert.ok(isClosed);
    await sending;
  });

  test('lets one request go ahead, and the others when it has succeeded', async (t) => {
    const { wts, get, sandbox, events } = await limited(t);
    sandbox.fault({ oddity: 'rate-limited-429', headers: { 'retry-after': '0' } });
    sandbox.fault({ delay: 200 });
    const first = get(wts);
    while (!events.some(({ status }) => status === 429)) await wait(1);
    await Promise.all([first, ...Array.from({ length: 20 }, () => get(wts))]);
    const [, ahead = 0, next = 0, ...more] = sandbox.requests.map(({ at }) => at);
    assert.equal(more.length, 19);
    assert.ok(next - ahead >= 190, `${next - ahead} ms`);
    assert.ok(more.every((at) => at >= next));
  });

  test('that asks for more than maxWait is told at once, to all', async (t) => {
    const { wts, get, sandbox } = await limited(t);
    sandbox.fault({ oddity: 'rate-limited-429', headers: { 'retry-after': '3600' } });
    const took = await timed(async () => {
      const error = await rejects(get(wts));
      assert.deepEqual([error.code, error.status, error.attempts, error.maybeSent], ['rate_limited', 429, 1, false]);
      assert.equal(error.retryAfter, 3_600_000);
      const next = await rejects(get(wts));
      assert.deepEqual([next.code, next.status, next.attempts], ['rate_limited', undefined, 0]);
      assert.ok(Number(next.retryAfter) > 3_590_000);
    });
    assert.ok(took < 5_000, `${took} ms`);
    await send(wts);
  });
});

describe('a process', () => {
  const root = fileURLToPath(new URL('..', import.meta.url));
  /** What a program says that has the package and a server that answers everything. @param {string} program */
  async function run(program) {
    const source = `
      import { WtsClient } from 'wts-chat';
      const fetch = async () => new Response('{}');
      const connect = (options) => new WtsClient({ apiKey: 'pn_1', fetch, ...options });
      const read = (wts, options) => wts.session.get({ sessionId: '${sessionId}' }, options).then(() => 'ok', ({ code }) => code);
      ${program}`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', source], {
      cwd: root,
    });
    return stdout.trim();
  }

  test('lives until its calls that wait are settled', async () => {
    const told = await run(`
      const wts = connect({ rateLimit: { account: [{ limit: 1, per: 150 }] } });
      const started = performance.now();
      Promise.all([read(wts), read(wts), read(wts)]).then((results) => {
        console.log(results.join(), performance.now() - started >= 300);
      });`);
    assert.equal(told, 'ok,ok,ok true');
  });

  test('ends as soon as all calls are settled, however long the limits look back', async () => {
    const told = await run(`
      const wts = connect({ maxWait: 100_000, rateLimit: { account: [{ limit: 1, per: 60_000 }] } });
      const controller = new AbortController();
      const { signal } = controller;
      const impatient = connect({ maxWait: 0 });
      const closed = connect({
        account: 'closed',
        fetch: async () => new Response('', { status: 429, headers: { 'retry-after': '30' } }),
      });
      const calls = [read(wts), read(wts, { signal }), read(wts, { signal }), read(impatient), read(closed, { signal })];
      setTimeout(() => controller.abort(), 50);
      const results = await Promise.all(calls);
      const settled = performance.now();
      process.on('exit', () => console.log(results.join(), performance.now() - settled < 5_000));`);
    assert.equal(told, 'ok,aborted,aborted,ok,aborted true');
  });
});
