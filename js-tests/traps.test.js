// What the package does when its wasm module traps in spite of everything: open calls fail, and the next one works.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { afterEach, describe, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { rejects, throws } from './support.js';

/** A module whose only function, `trap`, is `unreachable`. */
const trapping = new WebAssembly.Module(
  Buffer.from('0061736d010000000104016000000302010007080104747261700000' + '0a05010300000b', 'hex'),
);
const trap = /** @type {() => never} */ (new WebAssembly.Instance(trapping).exports.trap);

/** @type {() => never} */
const overflow = () => overflow();

/** @type {{ what: string, fault: () => void } | undefined} the next import of this name does this before all else */
let armed;

/** @type {(what: string, fault: () => void) => void} */
const arm = (what, fault) => {
  armed = { what, fault };
};

/** @type {WeakRef<WebAssembly.Instance>[]} those of the copy of the package that is loaded here */
const instances = [];
const { Instance } = WebAssembly;
WebAssembly.Instance = new Proxy(Instance, {
  construct(target, [module, imports]) {
    // The platform's fetch may have a module of its own.
    if (!imports.js) return new target(module, imports);
    const instance = new target(module, { js: armable(imports.js) });
    instances.push(new WeakRef(instance));
    return instance;
  },
});
/** @type {typeof import('wts-chat')} */
const wtsChat = createRequire(import.meta.url)('wts-chat');

/** @param {Record<string, (...args: unknown[]) => unknown>} imports */
function armable(imports) {
  const entries = Object.entries(imports).map(([name, work]) => {
    return [
      name,
      (/** @type {unknown[]} */ ...args) => {
        if (armed?.what === name.replace(/\d+$/, '')) {
          const { fault } = armed;
          armed = undefined;
          fault();
        }
        return work(...args);
      },
    ];
  });
  return Object.fromEntries(entries);
}

/** @type {unknown[]} what nobody caught */
const uncaught = [];
process.on('uncaughtException', (error) => uncaught.push(error));
process.on('unhandledRejection', (error) => uncaught.push(error));

const text = { from: '5511999999999', to: '5511988888888', text: 'Oi' };
const answer = () => new Response('{"id":"1"}');

/** A client whose requests are answered when the test says so. @param {import('wts-chat').ClientOptions} [options] */
function slow(options) {
  /** @type {{ resolve: (response: Response) => void, signal: AbortSignal | null | undefined }[]} */
  const requests = [];
  /** @type {typeof globalThis.fetch} */
  const fetch = (_, init) => new Promise((resolve) => requests.push({ resolve, signal: init?.signal }));
  const wts = new wtsChat.WtsClient({ apiKey: 'pn_1', fetch, ...options });
  return { wts, requests, begun: (/** @type {number} */ count) => until(() => requests.length === count) };
}

/** A client that is answered at once. */
const quick = (/** @type {import('wts-chat').ClientOptions} */ options = {}) =>
  new wtsChat.WtsClient({ apiKey: 'pn_1', fetch: async () => answer(), ...options });

/** @param {() => boolean} isSo */
async function until(isSo) {
  for (let turn = 0; turn < 100 && !isSo(); turn++) await wait(1);
  assert.ok(isSo());
}

/** @param {Promise<unknown>} call */
async function died(call) {
  const { code, operation, maybeSent, cause } = await rejects(call);
  assert.equal(code, 'internal');
  assert.ok(cause instanceof WebAssembly.RuntimeError || cause instanceof RangeError, `${cause}`);
  return { operation, maybeSent };
}

describe('after a trap', () => {
  afterEach(async () => {
    await wait(5);
    assert.equal(armed, undefined, 'nothing went wrong');
    assert.deepEqual(uncaught.splice(0), []);
  });

  for (const [what, fault] of /** @type {const} */ ([
    ['a trap', trap],
    ['a stack overflow', overflow],
  ])) {
    describe(`(${what})`, () => {
      test('what was asked at once throws, and answers the next time', () => {
        const asked = [
          () => wtsChat.validate('message', 'sendText', {}),
          () => wtsChat.buildRequest('message', 'sendText', text),
          () => wtsChat.catalog(),
          () => wtsChat.parseWebhook({ eventType: 1 }),
        ];
        for (const ask of asked) {
          arm('parse', fault);
          const { code, cause, message } = throws(ask);
          assert.equal(code, 'internal');
          assert.match(message, /^A defect of wts-chat: /);
          assert.ok(cause instanceof Error);
        }
        assert.deepEqual(wtsChat.validate('message', 'sendText', text), []);
        assert.equal(wtsChat.buildRequest('message', 'sendText', text).method, 'POST');
      });

      test('in the first step of a call, the call fails and was not sent', async () => {
        const { wts, requests } = slow();
        for (const first of ['now', 'fetch']) {
          arm(first, fault);
          assert.deepEqual(await died(wts.message.sendText(text)), { operation: 'message.sendText', maybeSent: false });
        }
        assert.equal(requests.length, 0);
        const call = wts.message.sendText(text);
        await until(() => requests.length === 1);
        requests[0]?.resolve(answer());
        assert.deepEqual(await call, { id: '1' });
      });

      for (const isAnswered of [false, true]) {
        test(`in a later step, all calls fail, ${isAnswered ? 'answered or not' : 'never answered'}`, async () => {
          const { wts, requests, begun } = slow();
          const calls = [
            ...Array.from({ length: 8 }, () => wts.message.sendText(text)),
            wts.message.get({ messageId: '5bd1e9a6-0000-4000-8000-000000000001' }),
            wts.request('POST', '/chat/v1/a'),
            wts.request('PUT', '/chat/v1/a'),
          ];
          await begun(11);
          const failed = Promise.all(calls.map(died));
          arm('now', fault);
          requests[4]?.resolve(answer());
          const { length } = calls;
          const told = await failed;
          assert.deepEqual(
            told.map(({ operation }) => operation),
            [...Array(8).fill('message.sendText'), 'message.get', 'POST /chat/v1/a', 'PUT /chat/v1/a'],
          );
          assert.deepEqual(
            told.map(({ maybeSent }) => maybeSent),
            [...Array(8).fill(true), false, true, false],
          );
          if (isAnswered) for (const { resolve } of requests) resolve(answer());
          const next = wts.message.sendText(text);
          await begun(length + 1);
          requests[length]?.resolve(answer());
          assert.deepEqual(await next, { id: '1' });
        });
      }
    });
  }

  test('requests and timers of the dead instance are ended, and what still comes is nothing to it', async () => {
    const { wts, requests, begun } = slow({ timeout: 20 });
    const calls = Array.from({ length: 3 }, () => wts.message.sendText(text));
    await begun(3);
    arm('parse', trap);
    throws(() => wtsChat.validate('message', 'sendText', {}));
    await Promise.all(calls.map(died));
    assert.ok(requests.every(({ signal }) => signal?.aborted));
    await wait(40);
    for (const { resolve } of requests) resolve(answer());
  });

  test('a signal that ends calls of the dead instance is nothing to it', async () => {
    const controller = new AbortController();
    const { wts, begun } = slow();
    const call = wts.message.sendText(text, { signal: controller.signal });
    await begun(1);
    arm('parse', trap);
    throws(() => wtsChat.validate('message', 'sendText', {}));
    await died(call);
    controller.abort();
  });

  test('calls of a batch that are open fail, and the others go on', async () => {
    const { wts, requests, begun } = slow();
    const list = Array.from({ length: 4 }, (_, at) => ({ ...text, to: `551190000000${at}` }));
    const batch = wts.batch('message', 'sendText', list, { concurrency: 2 });
    await begun(2);
    arm('now', trap);
    requests[0]?.resolve(answer());
    await begun(4);
    for (const { resolve } of requests) resolve(answer());
    const results = await batch;
    assert.deepEqual(
      results.map((result) => (wtsChat.isWtsError(result) ? [result.code, result.maybeSent] : result)),
      [['internal', true], ['internal', true], { id: '1' }, { id: '1' }],
    );
  });

  test('a list under way fails, and a new one works', async () => {
    const wts = quick({
      fetch: async (url) => {
        const page = Number(new URL(`${url}`).searchParams.get('PageNumber') ?? 1);
        return Response.json({
          items: [{ id: `${page}a` }, { id: `${page}b` }],
          hasMorePages: page < 3,
          totalPages: 3,
        });
      },
    });
    /** @type {unknown[]} */
    const seen = [];
    const reading = (async () => {
      for await (const { id } of wts.contact.listAll({}, { concurrency: 1 })) {
        seen.push(id);
        if (seen.length !== 2) continue;
        arm('parse', trap);
        throws(() => wtsChat.validate('message', 'sendText', {}));
      }
    })();
    assert.equal((await died(reading)).operation, 'contact.list');
    assert.deepEqual(seen, ['1a', '1b']);
    assert.equal((await wts.contact.listAll().toArray()).length, 6);
  });

  test('a call on the stack of which another trapped goes no further', async () => {
    let requests = 0;
    /** @type {string[]} */
    const told = [];
    const wts = quick({
      fetch: async () => {
        requests += 1;
        return answer();
      },
      onEvent: ({ type }) => {
        told.push(type);
        if (told.length > 1) return;
        arm('parse', trap);
        throws(() => wtsChat.validate('message', 'sendText', {}));
      },
    });
    assert.equal((await died(wts.message.sendText(text))).maybeSent, false);
    assert.deepEqual([requests, told], [0, ['request']]);
    assert.deepEqual(await wts.message.sendText(text), { id: '1' });
  });

  test('when the stack is used up, wherever that is, calls fail and the next one works', async () => {
    const { wts, begun } = slow();
    for (let room = 0; room < 10; room++) {
      const call = wts.message.sendText(text);
      await begun(room + 1);
      const before = instances.length;
      const down = (/** @type {number[]} */ ...rest) => {
        wtsChat.validate('message', 'sendText', text);
        down(...rest);
      };
      assert.throws(() => down(...Array(room).fill(1)));
      assert.deepEqual(wtsChat.validate('message', 'sendText', text), []);
      if (instances.length > before) await died(call);
      else call.catch(() => {});
    }
  });

  test('nothing is kept of 200 dead instances', async () => {
    setFlagsFromString('--expose-gc');
    const gc = runInNewContext('gc');
    const { signal } = new AbortController();
    const { wts, requests } = slow();
    const errors = [];
    const turn = async () => {
      requests.length = 0;
      const calls = Array.from({ length: 5 }, () => wts.message.sendText(text, { signal }));
      await until(() => requests.length === 5);
      arm('now', trap);
      requests[2]?.resolve(answer());
      for (const call of calls) errors.push(await rejects(call));
    };
    const heap = async () => {
      for (let time = 0; time < 5; time++) {
        gc();
        await wait(1);
      }
      return process.memoryUsage().heapUsed;
    };
    await turn();
    const before = await heap();
    for (let time = 0; time < 200; time++) await turn();
    const grown = (await heap()) - before;
    const alive = instances.filter((instance) => instance.deref());
    assert.ok(alive.length <= 2, `${alive.length} of ${instances.length} instances are kept`);
    assert.ok(grown < 200 * 30_000, `${grown} bytes`);
  });

  test('what the host throws is no trap', async () => {
    const fail = () => {
      throw new WebAssembly.RuntimeError('unreachable');
    };
    const odd = (/** @type {object} */ response) =>
      /** @type {typeof fetch} */ (/** @type {unknown} */ (async () => response));
    const broken = [
      { fetch: fail },
      { fetch: () => Promise.reject(new RangeError('Maximum call stack size exceeded')) },
      { fetch: odd(Object.defineProperty({}, 'status', { get: fail })) },
      { fetch: odd({ status: 200, text: fail }) },
      ...[
        Object.defineProperty({}, 'headers', { get: fail }),
        { headers: [null, ['x']] },
        { headers: { [Symbol.iterator]: fail } },
        { headers: { [Symbol.iterator]: () => ({ next: fail }) } },
        { headers: { [Symbol.iterator]: () => Object.defineProperty({}, 'next', { get: fail }) } },
        { headers: { [Symbol.iterator]: () => ({ next: () => Object.defineProperty({}, 'done', { get: fail }) }) } },
        { headers: Object.defineProperty({}, 'x', { get: fail, enumerable: true }) },
        { headers: new Proxy([['a', 'b']], { get: fail }) },
      ].map((answer) => ({ fetch: odd(Object.assign(answer, { status: 400, text: async () => 'no' })) })),
    ];
    const open = slow();
    const call = open.wts.message.sendText(text);
    await open.begun(1);
    const before = instances.length;
    for (const options of broken) {
      const { code } = await rejects(quick({ maxRetries: 0, ...options }).message.sendText(text));
      assert.notEqual(code, 'internal');
    }
    assert.deepEqual(await quick({ onEvent: fail }).message.sendText(text), { id: '1' });
    open.requests[0]?.resolve(answer());
    assert.deepEqual(await call, { id: '1' });
    assert.equal(instances.length, before);
  });
});
