// How requests go out: by n8n's own helper, with the credential's authorization, and with nothing secret left behind.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, test } from 'node:test';
import { inspect } from 'node:util';
import { startSandbox } from 'wts-chat-sandbox';
import { binaryOf, workflow } from './helpers.js';
import { deadUrl, executed, failureOf, items, started } from './support.js';

const { sandbox, suite, run, contextOf, credential } = await started();
const { from, to, contactId } = sandbox.sample;

const text = { resource: 'message', operation: 'sendText', from, to, text: 'Oi' };
const contact = { resource: 'contact', operation: 'get', contactId };

/** @param {Parameters<typeof createServer>[1]} listener */
async function serverOf(listener) {
  const server = createServer(/** @type {any} */ (listener)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return `http://127.0.0.1:${port}`;
}

suite('a request', () => {
  test("goes by n8n's helper, which authenticates it", async () => {
    /** @type {any[]} */
    const asked = [];
    await run({ ...text, options: { timeout: 7000 } }, { asked });
    assert.equal(asked.length, 1);
    const [{ authenticated, options }] = asked;
    assert.equal(authenticated, true);
    const { headers, timeout, ...rest } = options;
    assert.deepEqual(
      { ...rest, body: JSON.parse(rest.body) },
      {
        url: `${sandbox.url}/chat/v1/message/send`,
        method: 'POST',
        body: { from, to, body: { text: 'Oi' } },
        encoding: 'text',
        returnFullResponse: true,
        ignoreHttpStatusErrors: true,
        disableFollowRedirect: true,
        abortSignal: undefined,
      },
    );
    assert.ok(timeout >= 7000 && timeout < 60_000, String(timeout));
    assert.equal(sandbox.requests[0]?.headers.authorization, 'Bearer full');
    assert.match(String(sandbox.requests[0]?.headers['content-type']), /^application\/json/);
  });

  test('has a time-out also where the node says nothing', async () => {
    /** @type {any[]} */
    const asked = [];
    await run(contact, { asked });
    assert.ok(asked[0].options.timeout >= 60_000 && asked[0].options.timeout < 120_000);
    assert.equal(asked[0].options.body, undefined);
  });

  test('of every kind goes that way, but for uploads', async () => {
    const photo = binaryOf('x', { fileName: 'a.png', mimeType: 'image/png' });
    const ways = [
      { resource: 'contact', operation: 'list', returnAll: true },
      { resource: 'customApiCall', operation: 'request', path: '/core/v1/tag' },
      { ...text, operation: 'sendFile', fileSource: 'binary', binaryPropertyName: 'photo' },
    ];
    /** @type {any[]} */
    const asked = [];
    for (const parameters of ways) await run(parameters, { asked, items: [{ json: {}, binary: { photo } }] });
    assert.equal(asked.length, sandbox.requests.length);
    for (const { authenticated, options } of asked) {
      assert.equal(authenticated, !options.url.startsWith(sandbox.storageUrl));
      assert.deepEqual([options.encoding, options.disableFollowRedirect], ['text', true]);
      if (authenticated) assert.ok(['string', 'undefined'].includes(typeof options.body));
    }
    assert.equal(asked.filter(({ authenticated }) => !authenticated).length, 1);
  });

  test('follows no redirect', async () => {
    let followed = 0;
    const elsewhere = await serverOf((_, res) => {
      followed += 1;
      res.end('{}');
    });
    for (const status of [301, 302, 307, 308]) {
      sandbox.fault({ operation: 'contact.get', times: 9, status, headers: { location: `${elsewhere}/steal` } });
      const error = await failureOf(run({ ...contact, options: { maxRetries: 0 } }));
      assert.equal(error.httpCode, String(status));
      sandbox.clearFaults();
    }
    assert.equal(followed, 0);
  });
});

suite('the token', () => {
  /** Everything that can be reached from a value, as text. @param {unknown} value */
  const everything = (value) => inspect(value, { depth: Infinity, showHidden: true, maxArrayLength: null });
  const apiKey = 'pn_very_secret_12345';

  test('is in no error, item or line of the log', async () => {
    const photo = binaryOf('x', { fileName: 'a.png', mimeType: 'image/png' });
    const file = { ...text, operation: 'sendFile', fileSource: 'binary', binaryPropertyName: 'photo' };
    const secret = await startSandbox({ token: apiKey });
    after(() => secret.close());
    const html = await serverOf((_, res) => res.writeHead(502).end('<html>'));
    const broken = await serverOf((req) => req.socket.destroy());
    const echo = await serverOf((req, res) =>
      res.writeHead(400).end(JSON.stringify({ text: req.headers.authorization })),
    );
    /** @type {any[]} */
    const log = [];
    /** @type {[string, any][]} */
    const ways = [
      [sandbox.url, text],
      [deadUrl, text],
      [deadUrl, contact],
      [html, text],
      [broken, contact],
      [secret.url, text],
      [secret.url, { ...contact, contactId: '00000000-0000-4000-8000-000000000000' }],
      [secret.url, { ...text, text: '' }],
      [secret.url, { resource: 'contact', operation: 'list' }],
      [secret.url, { resource: 'customApiCall', operation: 'request', path: '/nowhere' }],
      [echo, contact],
    ];
    for (const [baseUrl, parameters] of ways) {
      for (const onError of ['stopWorkflow', 'continueRegularOutput']) {
        const more = { credential: { apiKey, baseUrl }, node: { onError }, log };
        const all = { ...parameters, options: { maxRetries: 0 } };
        const outcome = await run(all, more).catch((error) => [error, error.cause, error.errorResponse, error.context]);
        const told = `${everything(outcome)} ${JSON.stringify(outcome)}`;
        assert.ok(!told.includes(apiKey), `${baseUrl} ${JSON.stringify(parameters)}: ${told}`);
        assert.ok(!/Bearer (?!\[redacted)/.test(told), told);
      }
    }
    secret.fault({ origin: 'storage', times: 9, status: 500 });
    const error = await failureOf(
      run(file, { credential: { apiKey, baseUrl: secret.url }, log, items: [{ json: {}, binary: { photo } }] }),
    );
    assert.ok(!everything(error).includes(apiKey));
    assert.ok(!everything(log).includes(apiKey));
  });

  for (const prefix of ['staging', 'test']) {
    test(`that begins with ${prefix}_ chooses its host and loses that`, async () => {
      const context = contextOf({ parameters: contact, credential: { apiKey: `${prefix}_pn_1` }, asked: [] });
      /** @type {string[]} */
      const urls = [];
      // Nothing may leave this machine: the request is noted and refused.
      context.helpers.httpRequestWithAuthentication = async (_, { url }) => {
        urls.push(url);
        throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
      };
      await failureOf(executed(context));
      assert.equal(new URL(String(urls[0])).hostname.includes(prefix), true, urls[0]);
      await run(contact, { credential: { ...credential, apiKey: ` ${prefix}_${sandbox.tokens.full} ` } });
      assert.equal(sandbox.requests[0]?.headers.authorization, 'Bearer full');
    });
  }

  test('goes to the usual host where no other is given', async () => {
    const context = contextOf({ parameters: contact, credential: { apiKey: 'pn_1', baseUrl: '  ' } });
    /** @type {string[]} */
    const urls = [];
    context.helpers.httpRequestWithAuthentication = async (_, { url }) => {
      urls.push(url);
      throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    };
    await failureOf(executed(context));
    assert.equal(new URL(String(urls[0])).origin, 'https://api.wts.chat');
  });

  test('that is missing, or a base URL that is none, is told before anything is sent', async () => {
    for (const wrong of [{ apiKey: '' }, { baseUrl: 'nonsense' }]) {
      const error = await failureOf(run(contact, { credential: { ...credential, ...wrong } }));
      assert.ok(error instanceof workflow.NodeOperationError, error.message);
      assert.match(error.message, 'apiKey' in wrong ? /token/ : /nonsense|baseUrl/);
    }
    assert.equal(sandbox.requests.length, 0);
  });
});

suite('pacing', () => {
  /** How many of many reads are asked at once, with a share of the limits. @param {number} rateLimitShare @param {number} many */
  async function burst(rateLimitShare, many) {
    const own = await startSandbox();
    after(() => own.close());
    const controller = new AbortController();
    /** @type {any[]} */
    const log = [];
    const parameters = { resource: 'tag', operation: 'list', options: { concurrency: 50 } };
    const more = { credential: { apiKey: own.tokens.full, baseUrl: own.url, rateLimitShare }, items: items(many), log };
    const running = run(parameters, { ...more, signal: controller.signal }).catch(() => {});
    const deadline = performance.now() + 1500;
    while (performance.now() < deadline && own.requests.length < many)
      await new Promise((done) => setTimeout(done, 20));
    controller.abort();
    await running;
    return own.requests.length;
  }

  test("keeps to the credential's share of the account's limits", async () => {
    // 200 in 5 s, and of that a tenth.
    assert.equal(await burst(10, 40), 20);
    assert.equal(await burst(100, 40), 40);
  });

  test('is told in the log where it takes long, once in 10 s', async () => {
    const own = await startSandbox();
    after(() => own.close());
    own.fault({ operation: 'tag.list', times: 9, oddity: 'rate-limited-429', headers: { 'retry-after': '11' } });
    const controller = new AbortController();
    /** @type {any[]} */
    const log = [];
    const parameters = { resource: 'tag', operation: 'list', options: { concurrency: 5 } };
    const more = { credential: { apiKey: own.tokens.full, baseUrl: own.url }, items: items(5), log };
    const running = run(parameters, { ...more, signal: controller.signal }).catch(() => {});
    const deadline = performance.now() + 3000;
    while (performance.now() < deadline && !log.length) await new Promise((done) => setTimeout(done, 20));
    await new Promise((done) => setTimeout(done, 300));
    controller.abort();
    await running;
    assert.deepEqual(
      log.map(({ level }) => level),
      ['info'],
    );
    assert.match(log[0].message, /^WTS Chat: tag\.list waits 1\d s /);
  });

  test('is not told in the log where it is short', async () => {
    sandbox.fault({ operation: 'tag.list', status: 503, headers: { 'retry-after': '1' } });
    /** @type {any[]} */
    const log = [];
    await run({ resource: 'tag', operation: 'list' }, { log });
    assert.equal(sandbox.requests.length, 2);
    assert.deepEqual(log, []);
  });
});
