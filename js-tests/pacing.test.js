// Calls keep to the rate limits by themselves: nobody is refused, nobody waits for nothing, and who cannot wait is told.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { describe, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { WtsClient } from 'wts-chat';
import { atOnce, limited, read, room, send, sessionId, text, timed, unlimited } from './pacing-support.js';
import { last, rejects, throws } from './support.js';

/** @import { ClientOptions, RateLimit } from 'wts-chat' */

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
