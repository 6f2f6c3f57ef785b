// The token is in nothing that leaves a client, whatever a server echoes; and what looks for it in all suites would find it.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, test } from 'node:test';
import { buildRequest, WtsClient } from 'wts-chat';
import { rejects, serving, throws } from './support.js';
import { found, placesOf, randomToken, watched } from './watch.js';

/** @import { IncomingMessage, ServerResponse } from 'node:http' */
/** @import { ClientOptions } from 'wts-chat' */

const from = '5511900000001';
const text = { from, to: '5511999999999', text: 'Olá!' };
const sessionId = '7d1f3b52-0000-4000-8000-000000000001';

/** Lets go of what was found, which is what the test wanted. */
const took = () => found.splice(0);

describe('the watch over the token', () => {
  const secret = randomToken();
  /** @param {object} properties */
  const error = (properties) => Object.assign(new Error('no'), properties);

  /** @type {[string, unknown][]} */
  const leaks = [
    ['a text', `Bearer ${secret}`],
    ['a message', new Error(`no ${secret}`)],
    ['a name', error({ name: secret })],
    ['a stack', error({ stack: `Error: no\n    at ${secret}` })],
    ['a property', error({ request: { headers: { authorization: secret } } })],
    ['a hidden property', Object.defineProperty(new Error('no'), 'response', { value: { headers: { a: secret } } })],
    ['a property of a symbol', error({ [Symbol('request')]: secret })],
    ['the name of a property', { headers: { [secret.toUpperCase()]: 1 } }],
    ['a cause', new Error('no', { cause: new Error('why', { cause: { deep: [secret] } }) })],
    ['what it says as JSON', { toJSON: () => secret }],
    ['a list in a map', new Map([['a', [secret]]])],
  ];
  for (const [where, value] of leaks) {
    test(`finds it in ${where}`, () => {
      assert.ok(placesOf(value, secret).length > 0);
      assert.deepEqual(placesOf(value, randomToken()), []);
    });
  }

  test('looks at everything that a client rejects with, however it is asked', async () => {
    const apiKey = randomToken();
    const wts = watched({ apiKey, rateLimit: false, fetch: async () => new Response('{}') });
    // The only secret that an error may hold is one that its caller put there.
    const signal = AbortSignal.abort(new Error(`because of ${apiKey}`));
    for (const call of [
      () => wts.message.sendText(text, { signal }),
      () => wts.execute('session', 'get', { sessionId }, { signal }),
      () => wts.request('GET', '/core/v1/contact', {}, { signal }),
      () => wts.contact.listAll({}, { signal }).toArray(),
      () => wts.paginate('contact', 'list', {}, { signal })[Symbol.asyncIterator]().next(),
      () => wts.choices('message', 'sendText', 'from', {}, { signal }),
      () => wts.idOf('tag', 'VIP', { signal }),
      () => wts.message.waitUntilFinal(sessionId, { signal }),
      () => wts.batch('message', 'sendText', [text], { signal }),
    ]) {
      await call().catch(() => {});
      assert.equal(took().length > 0, true, call.toString());
    }
  });

  test('looks at events, at what another token is in, and at what is written', async () => {
    const [own, other] = [randomToken(), randomToken()];
    const wts = watched({ apiKey: own, rateLimit: false, fetch: async () => new Response('{}') }, other);
    await wts.request('GET', `/core/v1/${other}`);
    assert.equal(took().filter((line) => line.startsWith('an event')).length, 2);
    console.log(`# not a secret: ${other}`);
    process.stderr.write(Buffer.from(`# not a secret: ${own}\n`));
    assert.equal(took().filter((line) => line.startsWith('what was written')).length, 2);
  });

  test('fails a process in which something is left', async () => {
    for (const [leak, exitCode] of /** @type {const} */ ([
      ["console.log('pn_0123456789')", 1],
      ["console.log('nothing')", 0],
      ["wts.execute('a', 'b', {}).catch(() => {})", 0],
    ])) {
      const script = `
        const { watched } = await import('./js-tests/watch.js');
        const wts = watched({ apiKey: 'pn_0123456789' });
        ${leak}`;
      const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
        cwd: new URL('..', import.meta.url),
      });
      assert.deepEqual(await once(child, 'close'), [exitCode, null], leak);
    }
  });
});

describe('a token that a server echoes', () => {
  const apiKey = randomToken();
  const nothing = 'x'.repeat(64 * 1024);

  /** @type {[string, (response: ServerResponse, request: IncomingMessage) => void][]} */
  const echoes = [
    ['in a text', (response) => response.writeHead(400).end(`no: ${apiKey}`)],
    ['in a result that is none', (response) => response.end(`${apiKey}`)],
    ['in every part of the envelope', (response) => refuse(response, { key: apiKey, text: apiKey, id: apiKey })],
    ['in the request id', (response) => refuse(response, { key: 'X', text: 'no', id: { shortValue: apiKey } })],
    [
      'in problem details',
      (response) => refuse(response, { title: apiKey, errors: { [apiKey]: [apiKey] }, traceId: apiKey }),
    ],
    ['in a web page', (response) => response.writeHead(502).end(`<html><title>${apiKey}</title><p>${apiKey}`)],
    [
      'in values of headers',
      (response) => response.writeHead(400, { 'x-a': apiKey, 'x-request-id': apiKey }).end('no'),
    ],
    ['in a cookie', (response) => response.writeHead(400, { 'set-cookie': `t=${apiKey}` }).end('no')],
    ['in the reason of the status', (response) => response.writeHead(400, apiKey).end()],
    ['in a redirect', (response) => response.writeHead(302, { location: `https://x/${apiKey}?t=${apiKey}` }).end()],
    ['in Retry-After', (response) => response.writeHead(503, { 'retry-after': apiKey }).end()],
    ['as it was sent', (response, { headers }) => response.writeHead(403).end(JSON.stringify(headers))],
    ['many times', (response) => response.writeHead(400).end(`${apiKey} `.repeat(10_000))],
    ['beyond what is kept', (response) => response.writeHead(400).end(`${nothing}${apiKey}`)],
  ];
  for (const [where, echo] of echoes) {
    test(`${where} is in no error and no event`, async (t) => {
      const { url } = await serving(t, (request, response) => echo(response, request));
      const wts = watched({ apiKey, baseUrl: url, maxRetries: 0, rateLimit: false });
      for (const call of [
        () => wts.message.sendText(text),
        () => wts.session.get({ sessionId }),
        () => wts.contact.listAll().toArray(),
      ]) {
        const error = await rejects(call());
        assert.ok(error.status, error.message);
        assert.deepEqual(placesOf(error, apiKey), [], error.message);
      }
      const [result] = await wts.batch('message', 'sendText', [text]);
      assert.deepEqual(placesOf(result, apiKey), []);
      assert.deepEqual(found, []);
    });
  }

  test('in what its own fetch throws is in no error', async () => {
    for (const thrown of [
      apiKey,
      new Error(apiKey, { cause: apiKey }),
      Object.assign(new Error('no', { cause: new Error(apiKey) }), { name: apiKey, code: apiKey, config: { apiKey } }),
      new Error(`${'x '.repeat(4095)}${apiKey}`),
      new Error(`${'x'.repeat(8180)}${apiKey} ${apiKey}`),
      new Error(`${'x '.repeat(4090)}${apiKey}`),
    ]) {
      const wts = watched({ apiKey, maxRetries: 0, rateLimit: false, fetch: () => Promise.reject(thrown) });
      const error = await rejects(wts.message.sendText(text));
      assert.deepEqual(placesOf(error, apiKey.slice(0, 12)), [], error.message);
    }
  });

  test('in so many headers that not all are kept is in no error, not even in part', async () => {
    for (let room = 0; room < 40; room++) {
      const headers = { 'x-a': 'x'.repeat(32 * 1024 - 3 - room), 'x-b': apiKey, 'x-c': `a ${apiKey}` };
      const fetch = async () => new Response('no', { status: 400, headers });
      const error = await rejects(watched({ apiKey, rateLimit: false, fetch }).session.get({ sessionId }));
      assert.deepEqual(placesOf(error, apiKey.slice(0, 8)), []);
    }
  });
});

/** @param {ServerResponse} response @param {object} envelope */
const refuse = (response, envelope) =>
  response.writeHead(400).end(JSON.stringify({ error: !('title' in envelope) || undefined, ...envelope }));

describe('options that are wrong', () => {
  const secret = randomToken();
  /** @type {[string, ClientOptions][]} */
  const wrong = [
    ['a line break in the token', { apiKey: `${secret}\r\nX-Evil: ${secret}` }],
    ['letters beyond ASCII in the token', { apiKey: `${secret}é` }],
    ['a token in the address', { apiKey: secret, baseUrl: `https://${secret}@api.wts.chat` }],
    ['a token as a password', { apiKey: secret, baseUrl: `https://user:${secret}@api.wts.chat` }],
    ['a token in the query of the address', { apiKey: secret, baseUrl: `https://api.wts.chat?token=${secret}` }],
    ['http beyond loopback', { apiKey: secret, baseUrl: `http://api.wts.chat/${secret}` }],
    ['the token as another option', { apiKey: secret, timeZone: secret }],
    ['the token as the country', { apiKey: secret, defaultCountry: secret }],
  ];
  for (const [what, options] of wrong) {
    test(`${what}: the error does not have it`, () => {
      for (const make of [
        () => new WtsClient(options),
        () => buildRequest('session', 'get', { sessionId }, /** @type {{}} */ (options)),
      ]) {
        const error = throws(make);
        assert.equal(error.code, 'configuration');
        assert.deepEqual(placesOf(error, secret), [], error.message);
      }
    });
  }
});
