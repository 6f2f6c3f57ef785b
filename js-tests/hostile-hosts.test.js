// Hosts whose fetch does what no fetch should: each call ends in time with the right error, and the client works afterwards.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setImmediate, setTimeout as wait } from 'node:timers/promises';
import { runInNewContext } from 'node:vm';
import { WtsClient } from 'wts-chat';
import { hearing, nothingUncaught, packageIn } from './hostile-support.js';
import { rejects } from './support.js';

/** @import { ClientOptions, WtsErrorCode } from 'wts-chat' */

const from = '5511900000001';
const text = { from, to: '5511999999999', text: 'Olá!' };
const sessionId = '7d1f3b52-0000-4000-8000-000000000001';
const good = () => new Response('{"id":"1"}');
const never = () => new Promise(() => {});

/** @param {() => unknown} answer @param {ClientOptions} [options] */
const over = (answer, options) =>
  new WtsClient({
    apiKey: 'pn_1',
    rateLimit: false,
    maxRetries: 0,
    fetch: /** @type {typeof fetch} */ (/** @type {unknown} */ (answer)),
    ...options,
  });

/** @param {PropertyKey[]} [asked] traps that throw; all of them by default */
function throwing(asked = Reflect.ownKeys(Reflect)) {
  const fail = () => {
    throw new RangeError('no entry');
  };
  return new Proxy({}, Object.fromEntries(asked.map((trap) => [trap, fail])));
}

function revoked() {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

/** An object whose properties throw. @param {string[]} names */
const guarded = (...names) =>
  Object.defineProperties(
    {},
    Object.fromEntries(names.map((name) => [name, { get: () => assert.fail('no entry'), enumerable: true }])),
  );

/** @param {() => void} then */
const thenable = (then) => Object.fromEntries([['then', then]]);

/** A body that is read piece by piece. @param {() => unknown} piece @param {() => unknown} [cancel] */
const body = (piece, cancel = () => {}) => ({
  getReader: () => ({ read: async () => ({ done: false, value: piece() }), cancel }),
});

/** @param {object} answer a Response but for this */
const odd = (answer) => ({ status: 200, headers: new Headers(), text: async () => '{}', ...answer });

/** @type {[string, () => unknown, WtsErrorCode, RegExp][]} */
const failing = [
  [
    'an error of another realm',
    () => Promise.reject(runInNewContext('new TypeError("far away")')),
    'network',
    /far away/,
  ],
  ['a symbol', () => Promise.reject(Symbol('s')), 'network', /no reason was given/],
  ['a function', () => Promise.reject(() => {}), 'network', /no reason was given/],
  ['a number', () => Promise.reject(-0), 'network', /no reason was given/],
  ['an object that says nothing', () => Promise.reject(Object.create(null)), 'network', /no reason was given/],
  ['an error of odd parts', () => Promise.reject({ name: 5, message: {}, code: 7, cause: 1n }), 'network', /no reason/],
  [
    'an object whose getters throw',
    () => Promise.reject(guarded('name', 'message', 'code', 'cause', 'stack')),
    'network',
    /no reason was given/,
  ],
  ['a proxy that throws', () => Promise.reject(throwing()), 'network', /no reason was given/],
  [
    'a proxy that throws, at once',
    () => {
      throw throwing();
    },
    'network',
    /no reason was given/,
  ],
  ['a revoked proxy', () => Promise.reject(revoked()), 'network', /no reason was given/],
  ['an error whose cause throws', () => Promise.reject(new Error('why', { cause: throwing() })), 'network', /why\./],
  [
    'an error that is its own cause',
    () => {
      const error = new Error('round');
      return Promise.reject(Object.assign(error, { cause: error }));
    },
    'network',
    /failed: round\./,
  ],
];

/** @type {[string, () => unknown, WtsErrorCode, RegExp][]} */
const answering = [
  ['null', () => null, 'invalid_response', /did not answer a Response/],
  ['a number', () => 200, 'invalid_response', /did not answer a Response/],
  ['a promise of a promise of nothing', async () => Promise.resolve(), 'invalid_response', /did not answer a Response/],
  ['a thenable that throws', () => thenable(() => assert.fail('no entry')), 'network', /no entry/],
  ['a thenable that never settles', () => thenable(() => {}), 'timeout', /within/],
  ['nothing, ever', never, 'timeout', /within/],
  ['a proxy that throws', async () => throwing(['get']), 'network', /no entry/],
  ['a revoked proxy', () => Promise.resolve().then(() => ({ ...odd({}), body: revoked() })), 'network', /revoked/],
  ['a status of NaN', () => odd({ status: Number.NaN, text: async () => '' }), 'invalid_response', /redirect/],
  ['a status of -1', () => odd({ status: -1, text: async () => '' }), 'invalid_response', /redirect/],
  ['a status of 1e9', () => odd({ status: 1e9, text: async () => '' }), 'server', /65535/],
  ['a status that throws', () => guarded('status'), 'network', /no entry/],
  ['no body and no text()', () => ({ status: 200 }), 'invalid_response', /no text\(\)/],
  ['a text() that throws', () => odd({ text: () => assert.fail('no entry') }), 'network', /no entry/],
  ['a text() that rejects with nothing', () => odd({ text: () => Promise.reject() }), 'network', /no reason/],
  ['a text() that answers null', () => odd({ text: async () => null }), 'invalid_response', /no text/],
  [
    'a text() that answers a boxed text',
    () => odd({ text: async () => new String('{}') }),
    'invalid_response',
    /no text/,
  ],
  ['a text() that never settles', () => odd({ text: never }), 'timeout', /within/],
  ['a text() of more than is read', () => odd({ text: async () => 'x'.repeat(33 << 20) }), 'invalid_response', /more/],
  [
    'a body whose reader throws',
    () => odd({ body: { getReader: () => assert.fail('no entry') } }),
    'network',
    /no entry/,
  ],
  ['a body of texts', () => odd({ body: body(() => 'text') }), 'invalid_response', /something else than bytes/],
  ['a body of nothing', () => odd({ body: body(() => undefined) }), 'invalid_response', /something else than bytes/],
  ['a body that proxies bytes', () => odd({ body: body(() => throwing()) }), 'network', /no entry/],
  [
    'a body that never goes on',
    () => odd({ body: { getReader: () => ({ read: never, cancel: () => assert.fail('no entry') }) } }),
    'timeout',
    /within/,
  ],
  ['a body of endless nothing', () => odd({ body: body(() => new Uint8Array(0)) }), 'timeout', /within/],
  [
    'an endless body',
    () =>
      odd({
        body: body(
          () => new Uint8Array(1 << 20),
          () => assert.fail('no entry'),
        ),
      }),
    'invalid_response',
    /more than 33554432 bytes/,
  ],
  [
    'an endless body that says it is short',
    () => odd({ body: body(() => new Uint8Array(1 << 20)), headers: new Headers({ 'content-length': '5' }) }),
    'invalid_response',
    /more than 33554432 bytes/,
  ],
  [
    'a stream that somebody else reads',
    () => {
      const response = good();
      response.body?.getReader();
      return response;
    },
    'network',
    /locked/,
  ],
];

describe('a fetch', () => {
  nothingUncaught();

  for (const [verb, cases] of /** @type {const} */ ([
    ['fails with', failing],
    ['answers', answering],
  ])) {
    for (const [what, answer, code, message] of cases) {
      test(`that ${verb} ${what} is a ${code} error, and the client works afterwards`, async () => {
        let isHostile = true;
        const wts = over(() => (isHostile ? answer() : good()), { timeout: code === 'timeout' ? 50 : 5000 });
        const begun = performance.now();
        const [read, once] = await Promise.all([
          rejects(wts.session.get({ sessionId })),
          rejects(wts.message.sendText(text)),
        ]);
        assert.ok(performance.now() - begun < 4000, 'it took too long');
        assert.deepEqual([read.code, read.attempts, read.maybeSent], [code, 1, false], read.message);
        assert.deepEqual([once.code, once.attempts, once.maybeSent], [code, 1, true], once.message);
        for (const error of [read, once]) assert.match(error.message, message);
        isHostile = false;
        assert.deepEqual(await wts.message.sendText(text), { id: '1' });
      });
    }
  }

  test('that says very much is not quoted as a whole, nor is a word of it cut', async () => {
    const word = 'w'.repeat(100);
    const much = `${word} `.repeat(100_000);
    const wts = over(() => Promise.reject(Object.assign(new Error(much), { name: much, code: much })));
    const { message, cause } = await rejects(wts.session.get({ sessionId }));
    assert.ok(cause instanceof Error);
    for (const text of [message, cause.message, cause.name, `${Object(cause).code}`]) {
      assert.ok(text.length > 1000 && text.length < 10_000, `${text.length}`);
      assert.ok(new Set(text.match(/w+/g)).has(word) && !/\bw{1,99}\b/.test(text), 'a word is cut');
    }
  });

  /** @param {unknown} headers */
  const headersFrom = async (headers) => {
    const wts = over(() => ({ status: 400, headers, text: async () => 'no' }));
    const { code, response } = await rejects(wts.session.get({ sessionId }));
    assert.equal(code, 'bad_request');
    return response?.headers ?? assert.fail('no answer');
  };

  test('that answers headers without end, or very large ones, is kept bounded', async () => {
    const endless = (function* () {
      for (let number = 0; ; number++) yield [`x-${number}`, 'y'.repeat(100)];
    })();
    const large = { 'x-large': 'x'.repeat(64 * 1024), 'x-small': '1', 'x-larger': 'y'.repeat(10_000_000) };
    assert.deepEqual(await headersFrom(large), { 'x-small': '1' });
    assert.ok(JSON.stringify(await headersFrom(endless)).length < 50_000);
    const nothing = (function* () {
      for (;;) yield null;
    })();
    assert.deepEqual(await headersFrom(nothing), {});
  });

  for (const [what, headers] of /** @type {[string, unknown][]} */ ([
    ['a number', 5],
    ['a text', 'x-a: 1'],
    ['a function', () => {}],
    ['a revoked proxy', revoked()],
    ['a proxy that throws', throwing()],
    ['getters that throw', guarded('get', 'x-a')],
    ['pairs of huge length', [{ length: 2 ** 32 - 1, 0: 'x-a' }]],
    ['pairs of anything', [[Symbol('s'), 1n], [null], undefined, ['x-a', {}]]],
  ])) {
    test(`that answers ${what} as headers is understood but for them`, async () => {
      const known = await headersFrom(headers);
      assert.ok(Object.values(known).every((value) => typeof value === 'string'));
    });
  }

  test('that does not heed its signal: what it answers too late is ended, what it throws too late is nothing', async () => {
    /** @type {string[]} */
    const ended = [];
    const late = (/** @type {string} */ name) =>
      new Response(new ReadableStream({ cancel: () => void ended.push(name) }, { highWaterMark: 0 }));
    const answers = [
      async () => wait(60, late('late')),
      async () => wait(60).then(() => assert.fail('late')),
      async () => late('unread'),
    ];
    for (const answer of answers) {
      assert.equal((await rejects(over(answer, { timeout: 20 }).message.sendText(text))).code, 'timeout');
    }
    await wait(100);
    assert.deepEqual(ended.sort(), ['late', 'unread']);
  });

  test('that answers an upload with a body that never ends: it fails, and nothing is sent', async () => {
    const slot = { tempFileId: crypto.randomUUID(), urlUpload: 'https://storage.example/put' };
    /** @type {string[]} */
    const asked = [];
    const fetch = async (/** @type {string} */ url, /** @type {RequestInit} */ { method }) => {
      asked.push(`${method} ${new URL(url).pathname}`);
      return method === 'PUT' ? odd({ body: body(() => new Uint8Array(1 << 20)) }) : Response.json(slot);
    };
    const wts = over(/** @type {() => unknown} */ (/** @type {unknown} */ (fetch)));
    const { to } = text;
    const error = await rejects(wts.message.sendFile({ from, to, file: { name: 'a.bin', data: 'AA==' } }));
    assert.deepEqual([error.code, error.maybeSent], ['invalid_response', false]);
    assert.deepEqual(asked, ['GET /core/v2/file', 'PUT /put']);
  });

  for (const [what, isAnswered] of /** @type {const} */ ([
    ['after its answer', true],
    ['after the upload was aborted', false],
  ])) {
    test(`that reads a file on ${what} harms no other call`, async () => {
      const { hear: end, heard: ended } = hearing();
      const { hear: answer, heard: answered } = hearing();
      const controller = new AbortController();
      let pieces = 0;
      /** @param {ReadableStreamDefaultReader} reader */
      const readOn = async (reader) => {
        await wait(10);
        for (let isDone = false; !isDone; pieces++) isDone = (await reader.read().catch(() => ({ done: true }))).done;
        end();
      };
      const slot = { tempFileId: crypto.randomUUID(), urlUpload: 'https://storage.example/put' };
      /** @type {(url: string, init: RequestInit) => Promise<unknown>} */
      const fetch = async (_, { method, body }) => {
        if (method === 'GET') return Response.json(slot);
        if (method === 'POST') return answered().then(good);
        const reader = /** @type {ReadableStream} */ (body).getReader();
        await reader.read();
        await reader.read();
        void readOn(reader);
        if (isAnswered) return new Response('no', { status: 403 });
        controller.abort();
        return never();
      };
      const wts = over(/** @type {() => unknown} */ (/** @type {unknown} */ (fetch)));
      const other = wts.message.sendText(text);
      const data = new Blob(Array(16).fill(new Uint8Array(64 * 1024)));
      const sending = wts.message.sendFile(
        { from, to: text.to, file: { name: 'a.bin', data } },
        { signal: controller.signal },
      );
      assert.equal((await rejects(sending)).code, isAnswered ? 'bad_request' : 'aborted');
      await ended();
      answer();
      assert.deepEqual(await other, { id: '1' });
      assert.ok(pieces > 0);
    });
  }
});

const node = { versions: { node: '24.0.0' } };
const codes = {
  notSent: [
    ...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT', 'ConnectionRefused'],
    ...['ERR_TLS_CERT_ALTNAME_INVALID', 'CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID', 'CERT_REVOKED', 'CERT_UNTRUSTED'],
    ...['DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
    ...['UNABLE_TO_GET_ISSUER_CERT', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY'],
  ],
  unknown: [
    ...['ECONNRESET', 'ECONNABORTED', 'ETIMEDOUT', 'EPIPE', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_SOCKET'],
    ...['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'UND_ERR_ABORTED', 'ConnectionClosed', 'FailedToOpenSocket'],
    ...['Timeout', 'ERR_SSL_WRONG_VERSION_NUMBER', 'EPROTO', '', 'ECONNREFUSED ', 'xECONNREFUSED', 'econnrefused'],
  ],
};

/**
 * Which of the codes a host takes for failures before anything was sent: a send is repeated after these, and only these.
 * @param {Record<string, unknown>} globals
 * @param {(code: string) => unknown} fails
 */
async function takenForNotSent(globals, fails) {
  const { WtsClient } = packageIn(globals);
  const taken = [...codes.notSent, ...codes.unknown].map(async (code) => {
    let calls = 0;
    const fetch = async () => {
      calls += 1;
      throw fails(code);
    };
    const wts = new WtsClient({ apiKey: 'pn_1', rateLimit: false, maxRetries: 1, fetch });
    const { maybeSent, attempts, code: told } = await rejects(wts.message.sendText(text));
    assert.deepEqual([told, attempts], ['network', calls], code);
    assert.equal(maybeSent, calls === 1, code);
    return maybeSent ? [] : code;
  });
  return (await Promise.all(taken)).flat();
}

const thrown = (/** @type {string} */ code) => Object.assign(new Error('no way'), { code });
const caused = (/** @type {string} */ code) => new TypeError('fetch failed', { cause: thrown(code) });

describe('a failure of the network', { concurrency: true }, () => {
  for (const [host, globals] of /** @type {[string, Record<string, unknown>][]} */ ([
    ['Node.js', { process: node }],
    ['Bun', { process: { versions: { node: '24.0.0', bun: '1.3.0' } }, Bun: {} }],
  ])) {
    test(`was before anything was sent if ${host} says so by its code`, async () => {
      assert.deepEqual(await takenForNotSent(globals, thrown), codes.notSent);
      assert.deepEqual(await takenForNotSent(globals, caused), codes.notSent);
    });

    test(`may have been at any time if ${host} says so in words only`, async () => {
      const said = (/** @type {string} */ code) => new TypeError(`fetch failed: ${code}`);
      assert.deepEqual(await takenForNotSent(globals, said), []);
      assert.deepEqual(await takenForNotSent(globals, (code) => code), []);
      assert.deepEqual(await takenForNotSent(globals, (code) => ({ errno: code, name: code, cause: code })), []);
    });
  }

  for (const [host, globals] of /** @type {[string, Record<string, unknown>][]} */ ([
    ['a browser', { navigator: { onLine: true }, location: { href: 'https://page.example/' } }],
    ['a browser with a process of its bundler', { process: { env: {}, versions: {} }, navigator: { onLine: true } }],
    ['Deno', { process: node, Deno: { version: {} }, navigator: { userAgent: 'Deno/2.5.0' } }],
    ['workerd', { navigator: { userAgent: 'Cloudflare-Workers' } }],
    ['workerd with a process', { process: node, navigator: { userAgent: 'Cloudflare-Workers' } }],
  ])) {
    test(`may have been at any time on ${host}, whatever its code`, async () => {
      assert.deepEqual(await takenForNotSent(globals, thrown), []);
      assert.deepEqual(await takenForNotSent(globals, caused), []);
    });
  }
});

describe('a browser that is offline', { concurrency: true }, () => {
  /** How a send fails. @param {boolean[]} onLine before the request, and after it @param {string} [baseUrl] */
  async function sending([before, after], baseUrl) {
    const navigator = { onLine: before };
    let calls = 0;
    const fetch = async () => {
      calls += 1;
      navigator.onLine = after;
      await setImmediate();
      throw new TypeError('Failed to fetch');
    };
    const { WtsClient } = packageIn({ navigator, fetch, location: { href: 'http://localhost:8080/' } });
    const options = baseUrl === undefined ? {} : { baseUrl };
    const wts = new WtsClient({ apiKey: 'pn_1', rateLimit: false, maxRetries: 1, ...options });
    const { code, maybeSent, attempts, message } = await rejects(wts.message.sendText(text));
    assert.equal(code, 'network');
    assert.equal(attempts, calls);
    return { calls, maybeSent, message };
  }

  test('sends nothing: a send is repeated, and was not sent', async () => {
    const { message, ...facts } = await sending([false, false]);
    assert.deepEqual(facts, { calls: 2, maybeSent: false });
    assert.match(message, /could not be sent: the browser is offline \(Failed to fetch\)/);
  });

  test('before or after the request only may have sent it', async () => {
    for (const onLine of [
      [true, false],
      [false, true],
      [true, true],
    ]) {
      const { message: _, ...facts } = await sending(onLine);
      assert.deepEqual(facts, { calls: 1, maybeSent: true }, `${onLine}`);
    }
  });

  test('reaches its own machine all the same', async () => {
    for (const baseUrl of ['http://localhost:81', 'http://127.0.0.1:81', 'http://[::1]:81', '/api']) {
      const { message: _, ...facts } = await sending([false, false], baseUrl);
      assert.deepEqual(facts, { calls: 1, maybeSent: true }, baseUrl);
    }
  });
});
