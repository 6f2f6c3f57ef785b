// The client: its options, its secret, its events, and the catalog that its operations come from.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { catalog, WtsClient } from 'wts-chat';
import { startSandbox } from 'wts-chat-sandbox';
import { inShort, last, rejects, started, throws, untyped } from './support.js';

/** @import { ClientOptions, WtsEvent } from 'wts-chat' */

const { sandbox, suite, connect, wts } = await started();
const { from, to, sessionId } = sandbox.sample;
const text = { from, to, text: 'Olá!' };

suite('options', () => {
  const apiKey = 'pn_secret';
  /** @type {[string, unknown, string | undefined, RegExp][]} what, options, field (none: all of them), message */
  const wrong = [
    ['none', undefined, 'apiKey', /apiKey is missing/],
    ['null', null, 'apiKey', /apiKey is missing/],
    ['a text', 'pn_secret', undefined, /must be an object, not a text/],
    ['no token', {}, 'apiKey', /apiKey is missing/],
    ['an empty token', { apiKey: '' }, 'apiKey', /apiKey is empty/],
    ['a blank token', { apiKey: ' ' }, 'apiKey', /apiKey is empty/],
    ['nothing but a prefix', { apiKey: 'staging_' }, 'apiKey', /apiKey is empty/],
    ['a number as token', { apiKey: 5 }, 'apiKey', /must be a text/],
    ['a line break in the token', { apiKey: 'pn_secret\r\nX-Evil: 1' }, 'apiKey', /line breaks/],
    ['a space in the token', { apiKey: 'pn_ secret' }, 'apiKey', /spaces/],
    ['letters beyond ASCII in the token', { apiKey: 'pn_sécret' }, 'apiKey', /ASCII/],
    ['a misspelt token', { apikey: apiKey }, 'apikey', /mean apiKey\?/],
    ['a misspelt time-out', { apiKey, timeOut: 5 }, 'timeOut', /mean timeout\?/],
    ['an unknown option', { apiKey, colour: 5 }, 'colour', /Known: apiKey/],
    ['http', { apiKey, baseUrl: 'http://api.wts.chat' }, 'baseUrl', /loopback only/],
    ['http to what looks like loopback', { apiKey, baseUrl: 'http://127.0.0.1.evil.example' }, 'baseUrl', /loopback/],
    ['http to localhost as a user', { apiKey, baseUrl: 'http://localhost@evil.example' }, 'baseUrl', /user name/],
    ['credentials', { apiKey, baseUrl: 'https://user:pass@api.wts.chat' }, 'baseUrl', /user name or password/],
    ['another scheme', { apiKey, baseUrl: 'ftp://api.wts.chat' }, 'baseUrl', /neither https nor http/],
    ['a path', { apiKey, baseUrl: '/api' }, 'baseUrl', /not an address/],
    ['a query', { apiKey, baseUrl: 'https://api.wts.chat?a=1' }, 'baseUrl', /query/],
    ['a line break in the address', { apiKey, baseUrl: 'https://api.wts.chat/\r\nx' }, 'baseUrl', /characters/],
    ['a way up', { apiKey, baseUrl: 'https://api.wts.chat/a/../b' }, 'baseUrl', /"\.\."/],
    ['a time-out of 0', { apiKey, timeout: 0 }, 'timeout', /milliseconds/],
    ['a time-out of NaN', { apiKey, timeout: Number.NaN }, 'timeout', /milliseconds/],
    ['a time-out as a text', { apiKey, timeout: '5' }, 'timeout', /milliseconds/],
    ['half a retry', { apiKey, maxRetries: 0.5 }, 'maxRetries', /whole number/],
    ['retries below 0', { apiKey, maxRetries: -1 }, 'maxRetries', /whole number/],
    ['a fetch that is none', { apiKey, fetch: {} }, 'fetch', /must be a function/],
    ['an onEvent that is none', { apiKey, onEvent: 'log' }, 'onEvent', /must be a function/],
  ];
  for (const [what, options, field, message] of wrong) {
    test(`${what}: the constructor throws`, () => {
      const error = throws(() => new WtsClient(/** @type {ClientOptions} */ (options)));
      assert.equal(error.code, 'configuration');
      assert.equal(error.issues[0]?.field, field);
      assert.ok(error.issues.length <= 1);
      assert.match(error.message, message);
      assert.doesNotMatch(`${inspect(error)}${error.stack}${JSON.stringify(error)}`, /secret|sécret|pass@/);
    });
  }

  test('options that throw', () => {
    const options = {
      get apiKey() {
        return assert.fail('no entry');
      },
    };
    const error = throws(() => new WtsClient(options));
    assert.equal(error.code, 'configuration');
    assert.match(error.message, /no entry/);
  });

  /** @type {[ClientOptions, string, string | undefined][]} options, where to, with what */
  const right = [
    [{ apiKey: 'pn_1' }, 'https://api.wts.chat', 'Bearer pn_1'],
    [{ apiKey: ' pn_1\n' }, 'https://api.wts.chat', 'Bearer pn_1'],
    [{ apiKey: 'staging_pn_1' }, 'https://api-staging.helena.run', 'Bearer pn_1'],
    [{ apiKey: 'test_pn_1' }, 'https://api-test.helena.run', 'Bearer pn_1'],
    [{ apiKey: 'test_pn_1', baseUrl: 'https://white.label/api/' }, 'https://white.label/api', 'Bearer pn_1'],
    [{ apiKey: 'pn_test_1' }, 'https://api.wts.chat', 'Bearer pn_test_1'],
    [{ apiKey: 'pn_1', baseUrl: 'http://localhost:81' }, 'http://localhost:81', 'Bearer pn_1'],
    [{ apiKey: 'pn_1', baseUrl: 'http://[::1]:81' }, 'http://[::1]:81', 'Bearer pn_1'],
    [{ baseUrl: 'https://proxy.example' }, 'https://proxy.example', undefined],
    [{}, 'https://api.wts.chat', undefined],
  ];
  for (const [options, host, authorization] of right) {
    test(`${JSON.stringify(options)} leads to ${host}`, async () => {
      /** @type {[string, Record<string, string>][]} */
      const calls = [];
      const own = new WtsClient({
        ...options,
        fetch: async (input, init) => {
          calls.push([String(input), /** @type {Record<string, string>} */ (init?.headers)]);
          return new Response('[]');
        },
      });
      assert.deepEqual(await own.channel.list(), []);
      const headers = { Accept: 'application/json', ...(authorization && { Authorization: authorization }) };
      assert.deepEqual(calls, [[`${host}/chat/v1/channel`, headers]]);
    });
  }

  test('an own fetch is called as a plain function, and told not to follow redirects', async () => {
    /** @type {unknown[]} */
    const calls = [];
    const own = connect({
      fetch: /** @type {typeof fetch} */ (
        /** @this {unknown} @param {[string, RequestInit]} call @returns {Promise<Response>} */
        function (...call) {
          const [url, { method, body, redirect, signal }] = call;
          calls.push([this, call.length, url, method, body, redirect, signal instanceof AbortSignal]);
          return Promise.resolve(new Response('{"id":"1"}'));
        }
      ),
    });
    assert.deepEqual(await own.session.sendText({ sessionId, text: 'Olá!' }), { id: '1' });
    const url = `${sandbox.url}/chat/v1/session/${sessionId}/message`;
    assert.deepEqual(calls, [[undefined, 2, url, 'POST', '{"text":"Olá!"}', 'manual', true]]);
  });
});

suite('events', () => {
  /** A client that keeps its events. @param {ClientOptions} [options] */
  function listening(options) {
    /** @type {WtsEvent[]} */
    const events = [];
    return { events, own: connect({ onEvent: (event) => events.push(event), ...options }) };
  }

  test('of a text are a request and a response', async () => {
    const { events, own } = listening();
    await own.message.sendText(text);
    const common = { operation: 'message.sendText', step: 'message.sendText', method: 'POST' };
    const about = { ...common, path: '/chat/v1/message/send', attempt: 1 };
    const [request, response, ...others] = events;
    const { at, ...asked } = request ?? assert.fail('no request');
    const { at: then, duration, ...answered } = response ?? assert.fail('no response');
    assert.deepEqual(others, []);
    assert.deepEqual(asked, { type: 'request', ...about });
    assert.deepEqual(answered, { type: 'response', ...about, status: 200 });
    assert.ok(Math.abs(at - Date.now()) < 60_000 && then >= at && Number(duration) > 0);
  });

  test('of a file tell each step', async () => {
    const { events, own } = listening();
    await own.message.sendFile({ from, to, file: { name: 'a.pdf', data: 'AA==' } });
    const steps = ['file.getUploadUrl', 'upload', 'file.save', 'message.sendFile'];
    assert.deepEqual(
      inShort(events),
      steps.flatMap((step) => [`request ${step} 1`, `response ${step} 1`]),
    );
    assert.deepEqual(new Set(events.map(({ operation }) => operation)), new Set(['message.sendFile']));
    const paths = new Set(events.map(({ path }) => path));
    assert.deepEqual([...paths], ['/core/v2/file', sandbox.storageUrl, '/chat/v1/message/send'], 'without a query');
  });

  test('of a retry tell why and how long', async () => {
    const { events, own } = listening();
    sandbox.fault({ operation: 'session.get', status: 503, headers: { 'retry-after': '0', 'x-request-id': 'r1' } });
    await own.session.get({ sessionId });
    assert.deepEqual(inShort(events), [
      'request session.get 1',
      'response session.get 1',
      'retry session.get 1',
      'request session.get 2',
      'response session.get 2',
    ]);
    const [, failed, retry, , done] = events;
    assert.deepEqual([failed?.status, failed?.code, failed?.requestId], [503, 'server', 'r1']);
    assert.deepEqual([retry?.status, retry?.code, retry?.wait], [503, 'server', 0]);
    assert.deepEqual([done?.status, done?.code], [200, undefined]);
  });

  test('of bad params there are none', async () => {
    const { events, own } = listening();
    await rejects(untyped(own, 'session', 'get', {}));
    assert.deepEqual(events, []);
  });

  for (const [what, onEvent] of /** @type {[string, () => void][]} */ ([
    ['throws', () => assert.fail('not my day')],
    ['rejects', () => Promise.reject(new Error('not my day'))],
  ])) {
    test(`a listener that ${what} changes nothing`, async () => {
      const { id } = await connect({ onEvent }).message.sendText(text);
      assert.equal(sandbox.state.message(id).text, 'Olá!');
      sandbox.fault({ operation: 'session.get', oddity: 'permission-403' });
      assert.equal((await rejects(connect({ onEvent }).session.get({ sessionId }))).code, 'permission');
    });
  }
});

suite('the token', () => {
  const secret = 'pn_very_secret';

  test('is in no property, text or JSON of a client', async () => {
    const own = connect({ apiKey: secret });
    await rejects(own.session.get({ sessionId }));
    const seen = [inspect(own, { depth: 9, showHidden: true }), JSON.stringify(own), String(own)];
    for (const operation of Object.values(own.session)) seen.push(String(operation));
    assert.doesNotMatch(seen.join(), /very_secret/);
  });

  test('is removed from what a server echoes, and from what a fetch says', async () => {
    const echo = { error: true, key: secret, text: `no ${secret}`, httpStatusCode: 400, id: { shortValue: secret } };
    /** @type {(() => Promise<Response>)[]} */
    const answers = [
      async () => Response.json(echo, { status: 400, headers: { 'x-echo': `Bearer ${secret}` } }),
      async () => new Response(`<title>${secret}</title>`, { status: 502 }),
      async () => new Response(secret, { status: 200 }),
      async () => Response.json({ title: secret, errors: { [secret]: [secret] } }, { status: 400 }),
      async () => new Response(null, { status: 302, headers: { location: `https://x/${secret}` } }),
      async () => {
        throw Object.assign(new Error(`bad header ${secret}`, { cause: { message: secret } }), { request: secret });
      },
    ];
    for (const answer of answers) {
      /** @type {WtsEvent[]} */
      const events = [];
      const own = connect({ apiKey: secret, maxRetries: 0, fetch: answer, onEvent: (event) => events.push(event) });
      const error = await rejects(own.message.sendText(text));
      assert.doesNotMatch(JSON.stringify(events), /very_secret/, 'events');
      const seen = [inspect(error, { depth: 9, showHidden: true }), error.stack, JSON.stringify(error)];
      seen.push(JSON.stringify(error.response ?? ''), inspect(error.cause, { showHidden: true }));
      assert.doesNotMatch(seen.join(), /very_secret/);
      assert.match(seen.join(), /\[redacted\]/);
    }
  });

  test('of several clients do not mix', async (t) => {
    const other = await startSandbox({ token: 'pn_other' });
    t.after(() => other.close());
    const limited = connect({ apiKey: sandbox.tokens.limited });
    const theirs = new WtsClient({ baseUrl: other.url, apiKey: 'pn_other' });
    const clients = [wts, theirs, limited];
    await Promise.all(Array.from({ length: 30 }, (_, at) => (clients[at % 3] ?? wts).session.get({ sessionId })));
    const tokens = sandbox.requests.map(({ headers }) => headers.authorization).sort();
    assert.deepEqual(tokens, [...Array(10).fill('Bearer full'), ...Array(10).fill('Bearer limited')]);
    assert.deepEqual(
      other.requests.map(({ headers }) => headers.authorization),
      Array(10).fill('Bearer full'),
    );
  });
});

suite('the catalog', () => {
  const rows = catalog().resources.flatMap(({ name, operations }) =>
    operations.map((row) => ({ resource: name, row })),
  );

  test('names every operation of the client, and the client has every one of it', () => {
    const client = /** @type {Record<string, Record<string, unknown>>} */ (/** @type {unknown} */ (connect()));
    for (const { name, operations } of catalog().resources) {
      const methods = operations.flatMap((row) => (row.list ? [row.name, `${row.name}All`] : row.name));
      assert.deepEqual(Object.keys(client[name] ?? {}).sort(), methods.sort());
    }
    for (const { resource, row } of rows) assert.equal(typeof client[resource]?.[row.name], 'function');
    assert.ok(rows.length >= 117, `${rows.length} operations`);
  });

  test('tells how each is called, and how safe it is to repeat', () => {
    const of = (/** @type {string} */ name) =>
      rows.find(({ resource, row }) => `${resource}.${row.name}` === name)?.row ?? assert.fail(name);
    const { fields, ...complete } = of('session.complete');
    assert.deepEqual(complete, {
      name: 'complete',
      method: 'PUT',
      path: '/chat/v1/session/{id}/complete',
      safety: 'idempotent',
      list: false,
    });
    assert.deepEqual(
      fields.map(({ name, required }) => `${name} ${required}`),
      ['sessionId true', 'reactivateOnNewMessage false', 'stopBotInExecution false'],
    );
    assert.deepEqual([of('session.get').safety, of('message.sendText').safety], ['read', 'once']);
    assert.deepEqual([of('channel.list').list, of('session.get').list], [true, false]);
    const file = of('message.sendFile').fields.find(({ name }) => name === 'file');
    assert.deepEqual(
      file?.fields?.map(({ name }) => name),
      ['data', 'name', 'mimeType', 'size', 'type'],
    );
    assert.ok(last(of('session.get').fields).items?.values?.includes('ContactDetails'));
  });

  test('is a copy of its own for everyone who asks', () => {
    catalog().resources.length = 0;
    assert.ok(catalog().resources.length > 0);
  });
});
