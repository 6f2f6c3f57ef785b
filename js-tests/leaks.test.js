// What calls leave behind: no timer and no listener on any signal, however they end.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { afterEach, describe, test } from 'node:test';
import { setImmediate, setTimeout as wait } from 'node:timers/promises';
import { rejects } from './support.js';

/** @import { ClientOptions } from 'wts-chat' */

/** @type {{ timers: Set<unknown>, made: number, listeners: Map<unknown, Set<unknown>>, added: number, isMine: boolean }} */
const open = { timers: new Set(), made: 0, listeners: new Map(), added: 0, isMine: false };

// Before the package is loaded, so that it finds these, in whatever way it keeps them.
const { setTimeout: set, clearTimeout: clear } = globalThis;
const counted = (/** @type {(...args: unknown[]) => void} */ work, /** @type {number} */ after) => {
  const timer = set(() => {
    open.timers.delete(timer);
    work();
  }, after);
  open.timers.add(timer);
  open.made += 1;
  return timer;
};
globalThis.setTimeout = /** @type {typeof setTimeout} */ (/** @type {unknown} */ (counted));
globalThis.clearTimeout = (timer) => {
  open.timers.delete(timer);
  clear(timer);
};
const { addEventListener: add, removeEventListener: remove } = AbortSignal.prototype;
AbortSignal.prototype.addEventListener = function (/** @type {string} */ type, /** @type {unknown} */ listener) {
  // The test runner has some of its own.
  if (open.isMine) {
    const known = open.listeners.get(this) ?? new Set();
    open.listeners.set(this, known.add(listener));
    open.added += 1;
  }
  return add.call(this, type, /** @type {() => void} */ (listener));
};
AbortSignal.prototype.removeEventListener = function (/** @type {string} */ type, /** @type {unknown} */ listener) {
  const known = open.listeners.get(this);
  known?.delete(listener);
  if (known?.size === 0) open.listeners.delete(this);
  return remove.call(this, type, /** @type {() => void} */ (listener));
};

/** @type {typeof import('wts-chat')} */
const wtsChat = createRequire(import.meta.url)('wts-chat');

const text = { from: '5511900000001', to: '5511999999999', text: 'Olá!' };
const good = async () => new Response('{"id":"1"}');

/** A request that ends with its signal only. @type {typeof fetch} */
const slow = (_, init) =>
  new Promise((_, reject) => {
    const { signal } = init ?? {};
    const end = () => {
      signal?.removeEventListener('abort', end);
      reject(signal?.reason);
    };
    signal?.addEventListener('abort', end);
  });

/** @param {ClientOptions} options */
const client = (options) => new wtsChat.WtsClient({ apiKey: 'pn_1', rateLimit: false, maxRetries: 0, ...options });

/** Makes calls, 50 at a time. @param {number} calls @param {() => Promise<unknown>} call */
async function many(calls, call) {
  open.isMine = true;
  for (let at = 0; at < calls; at += 50) await Promise.allSettled(Array.from({ length: 50 }, call));
  open.isMine = false;
}

const account = () => crypto.randomUUID();

describe('after thousands of calls', () => {
  afterEach(async () => {
    await setImmediate();
    assert.equal(open.timers.size, 0, `${open.timers.size} of ${open.made} timers`);
    assert.equal(open.listeners.size, 0, `signals with some of ${open.added} listeners`);
  });

  /** @type {[string, number, () => () => Promise<unknown>][]} */
  const kinds = [
    [
      'that succeed',
      2000,
      () => {
        const wts = client({ fetch: good });
        const { signal } = new AbortController();
        return () => wts.message.sendText(text, { signal });
      },
    ],
    [
      'that succeed under rate limits',
      1000,
      () => {
        const wts = client({
          fetch: good,
          rateLimit: { account: [{ limit: 100_000, per: 1000 }] },
          account: account(),
        });
        return () => wts.message.sendText(text, { signal: new AbortController().signal });
      },
    ],
    [
      'that are refused',
      1000,
      () => {
        const wts = client({ fetch: async () => new Response('no', { status: 400 }) });
        return () => wts.message.sendText(text, { signal: new AbortController().signal });
      },
    ],
    [
      'whose connection fails',
      1000,
      () => {
        const wts = client({ fetch: () => Promise.reject(new TypeError('fetch failed')) });
        return () => wts.message.sendText(text, { signal: new AbortController().signal });
      },
    ],
    [
      'whose params are wrong',
      1000,
      () => () =>
        client({ fetch: good }).execute(
          'message',
          /** @type {string} */ ('sendText'),
          {},
          { signal: new AbortController().signal },
        ),
    ],
    [
      'that are aborted',
      1500,
      () => {
        const wts = client({ fetch: slow });
        return () => {
          const controller = new AbortController();
          set(() => controller.abort('enough'), 1);
          return wts.message.sendText(text, { signal: controller.signal });
        };
      },
    ],
    [
      'whose time is over',
      1000,
      () => {
        const wts = client({ fetch: slow, timeout: 1 });
        return () => wts.message.sendText(text, { signal: new AbortController().signal });
      },
    ],
    [
      'that are aborted while they wait to be repeated',
      500,
      () => {
        const wts = client({ fetch: async () => new Response('', { status: 503 }), maxRetries: 2 });
        return () => {
          const controller = new AbortController();
          set(() => controller.abort('enough'), 2);
          return wts.message.get({ messageId: crypto.randomUUID() }, { signal: controller.signal });
        };
      },
    ],
    [
      'that are aborted while they wait for their turn',
      1000,
      () => {
        const rateLimit = { account: [{ limit: 1, per: 60_000 }] };
        const wts = client({ fetch: good, rateLimit, account: account() });
        return () => {
          const controller = new AbortController();
          set(() => controller.abort('enough'), 2);
          return wts.message.sendText(text, { signal: controller.signal });
        };
      },
    ],
    [
      'that wait for their turn as long as they may',
      500,
      () => {
        const rateLimit = { account: [{ limit: 50, per: 15 }] };
        const wts = client({ fetch: good, rateLimit, maxWait: 20, account: account() });
        return () => wts.message.sendText(text, { signal: new AbortController().signal });
      },
    ],
    [
      'whose answers are read to their end, or are too long',
      200,
      () => {
        const stream = () =>
          new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(8 * 1024 * 1024)) });
        const answers = [good, async () => new Response(stream())];
        let calls = 0;
        const wts = client({ fetch: () => (answers[calls++ % 50 ? 0 : 1] ?? good)() });
        return () => wts.message.sendText(text);
      },
    ],
    [
      'whose upload is aborted',
      300,
      () => {
        const slot = { tempFileId: crypto.randomUUID(), urlUpload: 'https://storage.example/put' };
        const wts = client({
          fetch: (url, init) => (init?.method === 'PUT' ? slow(url, init) : Promise.resolve(Response.json(slot))),
        });
        return () => {
          const controller = new AbortController();
          set(() => controller.abort('enough'), 5);
          const file = { name: 'a.bin', data: new Blob(['x']) };
          return wts.message.sendFile({ from: text.from, to: text.to, file }, { signal: controller.signal });
        };
      },
    ],
    [
      'through lists that are left early',
      200,
      () => {
        const items = Array.from({ length: 5 }, (_, id) => ({ id: `${id}` }));
        const wts = client({ fetch: async () => Response.json({ items, hasMorePages: true, totalPages: 9 }) });
        return async () => {
          for await (const _ of wts.contact.listAll({}, { signal: new AbortController().signal })) break;
        };
      },
    ],
  ];
  for (const [what, calls, kind] of kinds) {
    test(`${what}, no timer and no listener is left`, async () => {
      const { made } = open;
      await many(calls, kind());
      if (!what.includes('wrong')) assert.ok(open.made - made >= calls / 2, `${open.made - made} timers were counted`);
    });
  }

  test('of a batch that is aborted, none is left', async () => {
    const controller = new AbortController();
    const wts = client({ fetch: slow });
    set(() => controller.abort('enough'), 5);
    const list = Array.from({ length: 500 }, (_, at) => ({ ...text, to: `55119999${10_000 + at}` }));
    open.isMine = true;
    const results = await wts.batch('message', 'sendText', list, { signal: controller.signal });
    open.isMine = false;
    assert.ok(results.every((result) => wtsChat.isWtsError(result) && result.code === 'aborted'));
  });
});

describe('a call with a signal that is aborted already', () => {
  test('sends nothing, and makes no timer', async () => {
    let requests = 0;
    const fetch = async () => {
      requests += 1;
      return new Response('{}');
    };
    const { made } = open;
    open.isMine = true;
    for (const rateLimit of /** @type {const} */ ([false, { share: 1 }])) {
      const wts = client({ fetch, rateLimit, account: account() });
      const signal = AbortSignal.abort('enough');
      for (const call of [
        wts.message.sendText(text, { signal }),
        wts.request('GET', '/core/v1/contact', {}, { signal }),
        wts.contact.listAll({}, { signal }).toArray(),
        wts.message.sendFile({ from: text.from, to: text.to, file: { name: 'a.bin', data: 'AA==' } }, { signal }),
      ]) {
        const { code, attempts, maybeSent } = await rejects(call);
        assert.deepEqual([code, attempts, maybeSent], ['aborted', 0, false]);
      }
    }
    await wait(1);
    open.isMine = false;
    assert.deepEqual([requests, open.made - made, open.listeners.size], [0, 0, 0]);
  });
});
