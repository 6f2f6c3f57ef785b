// What is repeated and what is not: nothing is ever sent twice.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deadUrl, rejects, soon, started } from './support.js';

/** @import { CallOptions, WtsClient } from 'wts-chat' */

const { sandbox, suite, connect, wts } = await started();
const { from, to, sessionId } = sandbox.sample;

/** @typedef {{ operation: string, call: (client: WtsClient, options?: CallOptions) => Promise<unknown> }} Probe */

/** @type {Record<'read' | 'idempotent' | 'once', Probe>} */
const probes = {
  read: { operation: 'session.get', call: (client, options) => client.session.get({ sessionId }, options) },
  idempotent: {
    operation: 'session.complete',
    call: (client, options) => client.session.complete({ sessionId }, options),
  },
  once: {
    operation: 'message.send',
    call: (client, options) => client.message.sendText({ from, to, text: 'Olá!' }, options),
  },
};
const repeatable = [probes.read, probes.idempotent];

const messages = () => [...sandbox.state.messages.values()].filter(({ direction }) => direction === 'TO_HUB').length;

suite('reads and idempotent calls', () => {
  for (const { operation, call } of repeatable) {
    for (const status of [408, 500, 502, 503, 504]) {
      test(`${operation} is repeated after a ${status} without the API's envelope`, async () => {
        const fault = sandbox.fault({ operation, status, times: 2, body: '<html></html>', ...soon });
        await call(wts);
        assert.equal(fault.hits, 2);
        assert.equal(sandbox.requests.length, 3);
      });
    }

    for (const [what, drop] of /** @type {const} */ ([
      ['before the request was processed', 'before'],
      ['after it was processed', 'after'],
    ])) {
      test(`${operation} is repeated when the connection drops ${what}`, async () => {
        const fault = sandbox.fault({ operation, drop });
        await call(wts);
        assert.equal(fault.hits, 1);
        assert.equal(sandbox.requests.length, 2);
      });
    }

    test(`${operation} is repeated when the answer is cut off`, async () => {
      sandbox.fault({ operation, truncate: 20 });
      await call(wts);
      assert.equal(sandbox.requests.length, 2);
    });

    test(`${operation} is repeated after a time-out`, async () => {
      sandbox.fault({ operation, stall: true });
      await call(wts, { timeout: 100 });
      assert.equal(sandbox.requests.length, 2);
    });

    test(`${operation} is given up after the retries, and attempts says how many there were`, async () => {
      for (const maxRetries of [0, 1, 3]) {
        sandbox.requests.length = 0;
        const fault = sandbox.fault({ operation, status: 503, times: maxRetries + 1, ...soon });
        const error = await rejects(call(wts, { maxRetries }));
        assert.deepEqual([error.code, error.status, error.maybeSent], ['server', 503, false]);
        assert.deepEqual([error.attempts, fault.hits, sandbox.requests.length], Array(3).fill(maxRetries + 1));
      }
    });

    for (const oddity of /** @type {const} */ (['not-found-500', 'permission-403', 'problem-details'])) {
      test(`${operation} is not repeated after ${oddity}`, async () => {
        sandbox.fault({ operation, oddity });
        const error = await rejects(call(wts));
        assert.deepEqual([error.attempts, error.maybeSent, sandbox.requests.length], [1, false, 1]);
      });
    }
  }

  for (const lost of /** @type {const} */ (['drop', 'reset'])) {
    test(`a DELETE whose answer was lost (${lost}) has succeeded when it finds nothing the next time`, async () => {
      const { tagId } = sandbox.sample;
      sandbox.fault({ operation: 'tag.delete', [lost]: 'after' });
      assert.equal(await wts.tag.delete({ tagId, removeFromContacts: true }), null);
      assert.deepEqual(
        sandbox.requests.map(({ operation, status }) => [operation, status]),
        [
          ['tag.delete', null],
          ['tag.delete', 500],
        ],
      );
    });
  }

  test('a DELETE that finds nothing at once is not found', async () => {
    const { tagId } = sandbox.sample;
    await wts.tag.delete({ tagId, removeFromContacts: true });
    assert.equal((await rejects(wts.tag.delete({ tagId, removeFromContacts: true }))).code, 'not_found');
    sandbox.fault({ operation: 'tag.delete', oddity: 'rate-limited-429', ...soon });
    assert.equal((await rejects(wts.tag.delete({ tagId, removeFromContacts: true }))).code, 'not_found');
  });

  test('the retries of a client are those of its calls, unless they say otherwise', async () => {
    const own = connect({ maxRetries: 0 });
    sandbox.fault({ operation: 'session.get', status: 503, times: 3, ...soon });
    assert.equal((await rejects(own.session.get({ sessionId }))).attempts, 1);
    assert.equal((await rejects(own.session.get({ sessionId }, { maxRetries: 1 }))).attempts, 2);
  });

  test('Retry-After is told in milliseconds, and too long a wait is not waited for', async () => {
    sandbox.fault({ operation: 'session.get', status: 503, headers: { 'retry-after': '3600' } });
    const error = await rejects(wts.session.get({ sessionId }));
    assert.deepEqual([error.retryAfter, error.attempts], [3_600_000, 1]);
  });

  test('a wait between retries ends with the signal', async () => {
    sandbox.fault({ operation: 'session.get', status: 503, headers: { 'retry-after': '3' } });
    const controller = new AbortController();
    const own = connect({ onEvent: ({ type }) => type === 'retry' && controller.abort() });
    const error = await rejects(own.session.get({ sessionId }, { signal: controller.signal }));
    assert.deepEqual([error.code, error.attempts, error.maybeSent], ['aborted', 1, false]);
  });
});

suite('sends', () => {
  const { call, operation } = probes.once;

  for (const status of [408, 500, 502, 503, 504]) {
    test(`a send is not repeated after a ${status}, and may have happened`, async () => {
      sandbox.fault({ operation, status, body: '<html></html>', ...soon });
      const error = await rejects(call(wts));
      assert.deepEqual([error.status, error.maybeSent, error.attempts], [status, true, 1]);
      assert.equal(error.code, status === 408 ? 'timeout' : 'server');
      assert.match(error.message, /may have been carried out/);
      assert.equal(sandbox.requests.length, 1);
    });
  }

  for (const [what, drop, done] of /** @type {const} */ ([
    ['before the request was processed', 'before', 0],
    ['after the request', 'after', 1],
  ])) {
    test(`a send is not repeated when the connection drops ${what}`, async () => {
      sandbox.fault({ operation, drop });
      const error = await rejects(call(wts));
      assert.deepEqual([error.code, error.maybeSent, error.attempts], ['network', true, 1]);
      assert.equal(sandbox.requests.length, 1);
      assert.equal(messages(), done);
    });
  }

  for (const [what, fault] of /** @type {const} */ ([
    ['cut off', { truncate: 20 }],
    ['unreadable', { oddity: 'broken-json' }],
    ['empty', { oddity: 'empty-200' }],
    ['a web page', { status: 200, body: '<!doctype html><title>Login</title>', contentType: 'text/html', after: true }],
  ])) {
    test(`a send whose answer is ${what} may have happened, and is not repeated`, async () => {
      sandbox.fault({ operation, ...fault });
      const error = await rejects(call(wts));
      assert.equal(error.code, what === 'cut off' ? 'network' : 'invalid_response');
      assert.deepEqual([error.maybeSent, error.attempts, sandbox.requests.length], [true, 1, 1]);
      assert.equal(messages(), 1);
    });
  }

  test('a send is not repeated after a time-out', async () => {
    sandbox.fault({ operation, stall: true });
    const error = await rejects(call(wts, { timeout: 100 }));
    assert.deepEqual([error.code, error.maybeSent, error.attempts], ['timeout', true, 1]);
    assert.match(error.message, /100 ms/);
    assert.equal(sandbox.requests.length, 1);
  });

  test('a send is not repeated when a kept-alive connection is dropped', async () => {
    await call(wts);
    sandbox.fault({ operation, drop: 'before' });
    const error = await rejects(call(wts));
    assert.deepEqual([error.maybeSent, sandbox.requests.length], [true, 2]);
  });

  for (const oddity of /** @type {const} */ ([
    'envelope-in-200',
    'problem-details',
    'permission-403',
    'dead-token-401',
    'not-found-500',
  ])) {
    test(`a send that the API refused (${oddity}) was not sent`, async () => {
      sandbox.fault({ operation, oddity });
      const error = await rejects(call(wts));
      assert.deepEqual([error.maybeSent, error.attempts, sandbox.requests.length], [false, 1, 1]);
    });
  }

  test('a refused connection was not sent, and is tried again', async () => {
    const baseUrl = await deadUrl();
    const waits = /** @type {(number | undefined)[]} */ ([]);
    const own = connect({ baseUrl, onEvent: ({ type, wait }) => type === 'retry' && waits.push(wait) });
    const error = await rejects(call(own, { maxRetries: 1 }));
    assert.deepEqual([error.code, error.maybeSent, error.attempts], ['network', false, 2]);
    assert.match(error.message, /ECONNREFUSED/);
    assert.equal(waits.length, 1);
    assert.ok(Number(waits[0]) >= 250 && Number(waits[0]) <= 500, `waited ${waits[0]}`);
  });

  test('a connection refused once is enough', async () => {
    /** @type {string[]} */
    const urls = [];
    /** @type {typeof fetch} */
    const flaky = async (input, init) => {
      urls.push(String(input));
      if (urls.length > 1) return fetch(input, init);
      throw new TypeError('fetch failed', { cause: Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }) });
    };
    await call(connect({ fetch: flaky }));
    assert.equal(urls.length, 2);
    assert.deepEqual([sandbox.requests.length, messages()], [1, 1]);
  });

  for (const code of ['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET', 'UND_ERR_HEADERS_TIMEOUT', 'ETIMEDOUT']) {
    test(`a send that fails with ${code} is not repeated`, async () => {
      let calls = 0;
      const own = connect({
        fetch: async () => {
          calls += 1;
          throw new TypeError('fetch failed', { cause: Object.assign(new Error('socket'), { code }) });
        },
      });
      const error = await rejects(call(own));
      assert.deepEqual([error.code, error.maybeSent, error.attempts, calls], ['network', true, 1, 1]);
    });
  }

  for (const code of ['ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT', 'CERT_HAS_EXPIRED']) {
    test(`a send that fails with ${code} was not sent`, async () => {
      const own = connect({
        fetch: async () => {
          throw new TypeError('fetch failed', { cause: Object.assign(new Error('no way'), { code }) });
        },
      });
      const error = await rejects(call(own, { maxRetries: 0 }));
      assert.deepEqual([error.code, error.maybeSent, error.attempts], ['network', false, 1]);
    });
  }
});
