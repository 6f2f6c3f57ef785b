// The test of the credential, with n8n's old `request` helper: the only one that n8n gives to it.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, test } from 'node:test';
import { evaluated } from './helpers/http.js';
import { credentialType, fromTools } from './helpers.js';
import { deadUrl, started, type } from './support.js';

const { sandbox, suite } = await started();
const axios = fromTools('axios');

/** As n8n makes an old request, as far as it goes: JSON is parsed, headers and status come with it where they are asked for. */
async function request(
  /** @type {any} */ { uri, method, headers, timeout, followRedirect, simple, resolveWithFullResponse },
) {
  const { status, data, ...answer } = await axios({
    ...{ url: uri, method, headers, timeout, proxy: false },
    ...(followRedirect === false && { maxRedirects: 0 }),
    validateStatus: (/** @type {number} */ code) => simple === false || (code >= 200 && code < 300),
  });
  return resolveWithFullResponse ? { statusCode: status, body: data, headers: answer.headers } : data;
}

/** @param {any} data @returns {Promise<any>} */
async function tested(data) {
  /** @type {any} */
  const testCredential = type.methods?.credentialTest?.testCredential;
  const credential = { id: '1', name: 'WTS Chat', type: 'wtsChatApi', data };
  return testCredential.call({ logger: console, helpers: { request } }, credential);
}

/** @param {import('node:http').RequestListener} listener */
async function serverOf(listener) {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}`;
}

const ok = { status: 'OK', message: 'Connection successful' };

suite('the credential', () => {
  test('has a test, which the node names', () => {
    assert.equal(type.description.credentials?.[0]?.testedBy, 'testCredential');
    assert.equal(credentialType().name, type.description.credentials?.[0]?.name);
  });

  test('hides its token, and authenticates without its prefix', () => {
    const { properties, authenticate } = credentialType();
    assert.equal(properties.find(({ name }) => name === 'apiKey')?.typeOptions?.password, true);
    const { Authorization } = /** @type {any} */ (authenticate).properties.headers;
    const tokens = { pn_1: 'pn_1', staging_pn_1: 'pn_1', test_pn_1: 'pn_1', ' pn_1\n': 'pn_1', pn_test_1: 'pn_test_1' };
    for (const [apiKey, sent] of Object.entries(tokens))
      assert.equal(evaluated(Authorization, { apiKey }), `Bearer ${sent}`);
  });
});

suite('the test of a credential', () => {
  test('is passed by a good token', async () => {
    assert.deepEqual(await tested({ apiKey: sandbox.tokens.full, baseUrl: sandbox.url }), ok);
    assert.equal(sandbox.requests.length, 1);
    assert.equal(sandbox.requests[0]?.method, 'GET');
    assert.equal(sandbox.requests[0]?.headers.authorization, 'Bearer full');
  });

  test('is passed by a token with a prefix, and a base URL with spaces', async () => {
    assert.deepEqual(await tested({ apiKey: `test_${sandbox.tokens.full}`, baseUrl: ` ${sandbox.url} ` }), ok);
  });

  test('is passed by a token that may only read, or not even that', async () => {
    assert.deepEqual(await tested({ apiKey: sandbox.tokens.limited, baseUrl: sandbox.url }), ok);
    sandbox.fault({ oddity: 'permission-403', times: 9 });
    assert.deepEqual(await tested({ apiKey: sandbox.tokens.limited, baseUrl: sandbox.url }), ok);
  });

  test('is passed by a token that one service takes for dead', async () => {
    /** @type {string[]} */
    const paths = [];
    const baseUrl = await serverOf((req, res) => {
      paths.push(String(req.url));
      const isCore = req.url?.startsWith('/core/');
      res.writeHead(isCore ? 200 : 401, { 'content-type': 'application/json' }).end(isCore ? '[]' : '{}');
    });
    assert.deepEqual(await tested({ apiKey: 'pn_1', baseUrl }), ok);
    assert.equal(paths.length, 2);
  });

  test('is failed by a dead token', async () => {
    const { status, message } = await tested({ apiKey: 'pn_dead', baseUrl: sandbox.url });
    assert.equal(status, 'Error');
    assert.match(message, /token/i);
    assert.ok(message.length > 20 && !message.includes('pn_dead'), message);
  });

  test('is failed by an empty token', async () => {
    for (const data of [{ apiKey: '', baseUrl: sandbox.url }, { apiKey: ' ' }, {}, undefined]) {
      const { status, message } = await tested(data);
      assert.equal(status, 'Error');
      assert.match(message, /token|apiKey/i);
    }
    assert.equal(sandbox.requests.length, 0);
  });

  test('is failed by a host that cannot be reached, and says why', async () => {
    const { status, message } = await tested({ apiKey: 'pn_1', baseUrl: deadUrl });
    assert.equal(status, 'Error');
    assert.match(message, /ECONNREFUSED|refused/);
    assert.equal(message.split('ECONNREFUSED').length, 2, `once: ${message}`);
  });

  test('is failed by a base URL that is none', async () => {
    for (const baseUrl of ['nonsense', 'ftp://example.com', 'http://']) {
      const { status, message } = await tested({ apiKey: 'pn_1', baseUrl });
      assert.equal(status, 'Error');
      assert.match(message, /baseUrl|base URL/i);
    }
  });

  test('is failed by a server that is another, or fails', async () => {
    const pages = await serverOf((_, res) =>
      res.writeHead(200, { 'content-type': 'text/html' }).end('<html>Hello</html>'),
    );
    assert.equal((await tested({ apiKey: 'pn_1', baseUrl: pages })).status, 'Error');
    const elsewhere = await serverOf((_, res) => res.writeHead(302, { location: sandbox.url }).end());
    assert.equal((await tested({ apiKey: sandbox.tokens.full, baseUrl: elsewhere })).status, 'Error');
    assert.equal(sandbox.requests.length, 0);
  });

  test('survives one failure of the server', async () => {
    sandbox.fault({ status: 503 });
    assert.deepEqual(await tested({ apiKey: sandbox.tokens.full, baseUrl: sandbox.url }), ok);
  });
});
