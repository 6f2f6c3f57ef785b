// Hostile input by the hundred thousand, and by the ten megabytes: the instance goes on answering, and nothing piles up in it.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { collector, nothingUncaught, packageAndMemory } from './hostile-support.js';
import { rejects, untyped } from './support.js';

const { wtsChat, held } = packageAndMemory();
const { buildRequest, isFromContact, isWtsError, parseWebhook, validate, WtsClient, webhookKey } = wtsChat;

const parties = { from: '5511900000001', to: '5511999999999' };
const sessionId = '7d1f3b52-0000-4000-8000-000000000001';
const botKey = '0b2f6a3e-8d0c-4c3a-9a51-2f6d1c9e7b10';

/** @type {string[]} */
const bodies = [];
const wts = new WtsClient({
  apiKey: 'pn_1',
  rateLimit: false,
  maxRetries: 0,
  fetch: async (_, init) => {
    if (typeof init?.body === 'string') bodies.push(init.body);
    return new Response('{"id":"1","items":[],"hasMorePages":false}');
  },
});

const fail = () => {
  throw new RangeError('no entry');
};
const trapped = (/** @type {string[]} */ ...traps) =>
  new Proxy({ a: 1 }, Object.fromEntries(traps.map((trap) => [trap, fail])));
const nested = (/** @type {number} */ depth) => {
  /** @type {unknown} */
  let value = 'bottom';
  for (let level = 0; level < depth; level++) value = level % 2 ? [value] : { value };
  return value;
};

/** @type {(() => unknown)[]} */
const hostile = [
  () => trapped('get'),
  () => trapped('has'),
  () => trapped('ownKeys'),
  () => trapped('getPrototypeOf'),
  () => trapped('getOwnPropertyDescriptor'),
  () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    return proxy;
  },
  () => {
    const own = /** @type {Record<string, unknown>} */ ({});
    own.own = [own];
    return own;
  },
  () => ({ get boom() { return fail(); } }), // biome-ignore format: one line
  () => ({ get boom() { throw trapped('get', 'has', 'getPrototypeOf'); } }), // biome-ignore format: one line
  () => ({ get boom() { throw { name: 'WtsError' }; } }), // biome-ignore format: one line
  () => ({ toJSON: fail }),
  () => ({ toJSON: () => undefined }),
  () => ({ toJSON: () => () => 1 }),
  () => ({ toJSON: () => 5n }),
  () => ({ toJSON: () => ({ toJSON: () => Number.NaN }) }),
  () => JSON.parse('{"__proto__":{"text":"x"},"constructor":{"prototype":1},"toString":null}'),
  () => Object.assign(Object.create(null), { text: 1 }),
  () => 5n,
  () => Symbol('s'),
  () => fail,
  () => Number.NaN,
  () => -0,
  () => JSON.parse('1e400'),
  () => 1e21,
  () => 2 ** 53,
  () => '\ud800',
  () => 'a\udc00b',
  () => '\u0000',
  () => ({ '\u0000': 'bytes' }),
  () => ({ '\ud800': '\ud800' }),
  () => new Map([[{}, {}]]),
  () => new Uint8Array(8),
  () => new Date(Number.NaN),
  () => /x/g,
  () => nested(50),
  () => nested(500),
  () => Array(200).fill({ a: 1 }),
  () => Array(5),
  () => Object.assign([1], { extra: 1, toJSON: () => null }),
  () => new Proxy([], { get: (_, key) => (key === 'length' ? 2 ** 40 : undefined) }),
];

/** @typedef {(value: any) => unknown} Way of a value into the package */

/** @type {Way[]} */
const atOnce = [
  (value) => validate('message', 'sendText', value),
  (value) => validate('message', 'sendText', { ...parties, text: value }),
  (value) =>
    validate('chatbot', 'send', { botKey, sessionId, sessionMetadata: { key: value, [`${typeof value}`]: value } }),
  (value) => validate('message', 'sendFile', { ...parties, file: value }),
  (value) => validate('message', 'sendFile', { ...parties, file: { name: value, data: value, size: value } }),
  (value) => validate(value, value, value),
  (value) => buildRequest('message', 'sendText', value),
  (value) => buildRequest('message', 'sendText', { ...parties, text: 'x' }, value),
  (value) => buildRequest('contact', 'update', { contactId: sessionId, customFields: { a: value } }),
  (value) => parseWebhook(value),
  (value) => parseWebhook({ eventType: value, date: value, content: value }),
  (value) => webhookKey(value),
  (value) => webhookKey({ eventType: 'MESSAGE_RECEIVED', content: value }),
  (value) => isFromContact(value),
  (value) => new WtsClient(value),
  (value) => new WtsClient({ apiKey: value, timeout: value, rateLimit: value }),
];

/** @type {((value: any) => Promise<unknown>)[]} */
const later = [
  (value) => wts.execute('message', 'sendText', value),
  (value) => wts.message.sendText({ ...parties, text: value }),
  (value) => wts.message.sendText({ ...parties, text: 'x' }, value),
  (value) => wts.execute(value, value, value, value),
  (value) => wts.request('POST', '/core/v1/contact', { query: value, body: value }),
  (value) => wts.request(value, value, value),
  (value) => wts.choices('panel', 'createCard', 'stepId', value),
  (value) => wts.idOf(value, value),
  (value) => wts.contact.listAll(value).toArray(),
  (value) => wts.contact.listAll({}, value).toArray(),
  (value) => wts.batch('message', 'sendText', [value, { ...parties, text: value }]),
  (value) => wts.message.waitUntilFinal(value, { timeout: 1 }),
];

/** What is thrown is a WtsError, and no defect of the package. @param {unknown} error @param {unknown} way */
function isFine(error, way) {
  assert.ok(isWtsError(error), `${way}`);
  return error;
}

/** @type {Map<string, number>} calls that the package calls defects of its own, by the call */
const defects = new Map();

/** @param {unknown} error @param {unknown} way */
function judge(error, way) {
  const { code, message } = isFine(error, way);
  if (code === 'internal') defects.set(`${way}: ${message}`, 1);
}

/** @param {number} rounds */
async function some(rounds) {
  let calls = 0;
  for (let round = 0; round < rounds; round++) {
    for (const make of hostile) {
      for (const way of atOnce) {
        calls += 1;
        try {
          way(make());
        } catch (error) {
          judge(error, way);
        }
      }
    }
    if (round % 2) continue;
    for (const make of hostile) {
      const results = await Promise.allSettled(later.map(async (way) => way(make())));
      calls += results.length;
      for (const [at, result] of results.entries()) if (result.status === 'rejected') judge(result.reason, later[at]);
    }
    bodies.length = 0;
  }
  return calls;
}

async function works() {
  assert.deepEqual(validate('message', 'sendText', { ...parties, text: 'Olá' }), []);
  assert.deepEqual(
    await wts.message.sendText({ ...parties, text: 'Olá' }),
    JSON.parse('{"id":"1","items":[],"hasMorePages":false}'),
  );
}

describe('hostile input', () => {
  nothingUncaught();

  test('100,000 times over leaves the instance answering and nothing behind', async (t) => {
    const gc = collector();
    const heap = async () => {
      for (let time = 0; time < 3; time++) {
        await setImmediate();
        gc();
      }
      return process.memoryUsage().heapUsed;
    };
    await some(10);
    const [before, module] = [await heap(), held()];
    let calls = 0;
    while (calls < 100_000) calls += await some(20);
    const grown = (await heap()) - before;
    t.diagnostic(`${calls} calls, ${grown} bytes of heap`);
    assert.deepEqual([...defects.keys()], []);
    assert.deepEqual(held(), module);
    assert.ok(grown < 2_000_000, `${grown} bytes`);
    await works();
  });

  test('of any depth is refused or sent', async () => {
    for (const depth of [10, 100, 127, 128, 129, 1000, 3000, 10_000, 100_000]) {
      const value = nested(depth);
      for (const way of [...atOnce, ...later]) {
        try {
          await way(value);
        } catch (error) {
          assert.notEqual(isFine(error, way).code, 'internal', `${depth} ${way}`);
        }
      }
    }
    held();
    await works();
  });

  test('of ten megabytes is sent or refused in words', async () => {
    const big = 'x'.repeat(10_000_000);
    const long = Array.from({ length: 100_000 }, () => 'x');
    bodies.length = 0;
    await wts.request('POST', '/core/v1/contact', { body: { big } });
    assert.equal(bodies.pop()?.length, big.length + '{"big":""}'.length);
    const tooLong = await rejects(wts.request('POST', '/core/v1/contact', { body: { big: big + big } }));
    assert.deepEqual([tooLong.code, tooLong.attempts], ['validation', 0]);
    assert.match(tooLong.message, /more than 16 MiB/);
    await wts.message.sendText({ ...parties, text: big });
    assert.equal(JSON.parse(bodies.pop() ?? '').body.text.length, big.length);
    for (const text of [long, { [big]: 1 }]) {
      const error = await rejects(untyped(wts, 'message', 'sendText', { ...parties, text }));
      assert.equal(error.code, 'validation');
      assert.ok(error.message.length < 2000, `${error.message.length}`);
    }
    for (const event of [big, { eventType: 'MESSAGE_RECEIVED', content: { big } }, long]) {
      try {
        webhookKey(parseWebhook(event));
      } catch (error) {
        assert.equal(isFine(error, parseWebhook).code, 'validation');
      }
    }
    held();
    await works();
  });

  test('of odd numbers is sent as JSON says, or refused', async () => {
    const odd = [-0, 1e21, 2 ** 53, 5e-324, 0.1 + 0.2, 1e300, -1.5];
    bodies.length = 0;
    await wts.request('POST', '/core/v1/contact', { body: odd });
    assert.deepEqual(bodies.splice(0), ['[0,1e+21,9007199254740992,5e-324,0.30000000000000004,1e+300,-1.5]']);
    for (const number of odd) {
      const issues = validate('contact', 'list', { pageSize: number });
      assert.equal(issues.length > 0, true, `${number}`);
      await wts.chatbot.send({ botKey, sessionId, sessionMetadata: { number } });
      assert.equal(JSON.parse(bodies.pop() ?? '').sessionMetadata.number, JSON.stringify(number));
    }
  });
});
