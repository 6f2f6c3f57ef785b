// The dashboard's server: whom it refuses, how it forwards, that the token stays in it; the life in its sandbox; and its command.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request as ask } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { masker } from '../examples/dashboard/mask.js';
import { startDashboard } from '../examples/dashboard/server.js';
import { deadUrl, serving } from './support.js';
import { randomToken } from './watch.js';

/** @import { IncomingHttpHeaders, RequestListener } from 'node:http' */
/** @import { TestContext } from 'node:test' */

const start = fileURLToPath(new URL('../examples/dashboard/start.js', import.meta.url));

/** @type {string} */
let folder;
/** @type {string} a folder with a page, as the build makes one */
let page;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wts-chat-dashboard-'));
  page = join(folder, 'page');
  await mkdir(page);
  await writeFile(join(folder, 'above.js'), 'no part of the page');
  await writeFile(join(page, 'index.html'), '<!doctype html><title>Page</title>');
  await writeFile(join(page, 'main.js'), 'export {};');
  await writeFile(join(page, 'secret.txt'), 'no part of the page');
});
after(() => rm(folder, { recursive: true }));

/**
 * One request as it is written here: fetch would set headers of its own, and tidy paths.
 * @param {string} base
 * @param {string} path
 * @param {{ method?: string, headers?: Record<string, string>, body?: string }} [options]
 */
async function get(base, path, { method = 'GET', headers = {}, body } = {}) {
  const { hostname, port } = new URL(base);
  const asked = ask({
    hostname,
    port,
    path,
    method,
    headers: { host: `${hostname}:${port}`, ...headers },
    agent: false,
  });
  asked.end(body);
  const [response] = await once(asked, 'response');
  const { statusCode, headers: received } = response;
  return {
    status: Number(statusCode),
    headers: /** @type {IncomingHttpHeaders} */ (received),
    body: await text(response),
  };
}

/**
 * A dashboard for one test, before an API that answers as the test says.
 * @param {TestContext} t
 * @param {RequestListener} answer
 * @param {Partial<Parameters<typeof startDashboard>[0]>} [options]
 */
async function dashboard(t, answer, options) {
  const upstream = await serving(t, answer);
  const token = randomToken();
  const { url, close } = await startDashboard({ token, baseUrl: upstream.url, page, ...options });
  t.after(close);
  return { url, token, upstream };
}

/** @type {RequestListener} */
const empty = (_request, response) => response.setHeader('content-type', 'application/json').end('{}');

describe('the dashboard refuses', () => {
  /** @type {[string, string, { method?: string, headers?: Record<string, string> }, number][]} */
  const refused = [
    ['a host name that is not its own', '/', { headers: { host: 'evil.example' } }, 403],
    ['a host name that is not its own, on the API', '/api/core/v1/tag', { headers: { host: 'evil.example' } }, 403],
    ['a host name that only begins like its own', '/', { headers: { host: '127.0.0.1.evil.example' } }, 403],
    ['an address before the name', '/', { headers: { host: '127.0.0.1@evil.example' } }, 403],
    ['a host without a name', '/', { headers: { host: ':80' } }, 403],
    ['another origin', '/api/core/v1/tag', { headers: { origin: 'https://evil.example' } }, 403],
    ['another port of this machine', '/api/core/v1/tag', { headers: { origin: 'http://127.0.0.1:1' } }, 403],
    ['an origin that hides', '/api/core/v1/tag', { headers: { origin: 'null' } }, 403],
    ['other sites', '/api/core/v1/tag', { headers: { 'sec-fetch-site': 'cross-site' } }, 403],
    ['other pages of the same site', '/api/core/v1/tag', { headers: { 'sec-fetch-site': 'same-site' } }, 403],
    ['the API as a page', '/api/core/v1/tag', { headers: { 'sec-fetch-site': 'none' } }, 403],
    ['a preflight', '/api/core/v1/tag', { method: 'OPTIONS' }, 405],
    ['a method that the API lacks', '/api/core/v1/tag', { method: 'PATCH' }, 405],
    ['HEAD to the API', '/api/core/v1/tag', { method: 'HEAD' }, 405],
    ['a service that the API lacks', '/api/admin/v1/tag', {}, 403],
    ['a path without a version', '/api/core/tag/7', {}, 403],
    ['a service alone', '/api/core/v1', {}, 403],
    ['nothing of the API', '/api', {}, 403],
    ['the sandbox’s control routes', '/api/_sandbox/sample', {}, 403],
    ['.. in the path', '/api/core/v1/../../_sandbox/sample', {}, 403],
    ['. in the path', '/api/core/v1/./tag', {}, 403],
    ['an encoded ..', '/api/core/v1/%2e%2E/tag', {}, 403],
    ['//', '/api//core/v1/tag', {}, 403],
    ['an empty segment', '/api/core/v1//tag', {}, 403],
    ['an encoded slash', '/api/core/v1/contact%2Ftag', {}, 403],
    ['an encoded backslash', '/api/core/v1/a%5c..%5cb', {}, 403],
    ['a slash that is encoded twice', '/api/core/v1/a%252fb', {}, 403],
    ['an encoded line break', '/api/core/v1/a%0d%0ab', {}, 403],
    ['half an encoding', '/api/core/v1/a%2', {}, 403],
    ['a fragment', '/api/core/v1/tag#x', {}, 403],
    ['a whole address', 'http://evil.example/api/core/v1/tag', {}, 404],
    ['files beside the page', '/secret.txt', {}, 404],
    ['files above the page', '/../above.js', {}, 404],
    ['encoded ways to them', '/..%2fabove.js', {}, 404],
    ['writing to the page', '/', { method: 'POST' }, 405],
  ];
  for (const [what, path, options, status] of refused) {
    test(what, async (t) => {
      const { url, upstream, token } = await dashboard(t, empty);
      const answer = await get(url, path, options);
      assert.equal(answer.status, status);
      assert.equal(upstream.requests.length, 0);
      if (options.method !== 'HEAD') assert.match(answer.body, /\.\n$/, 'it says why');
      assert.ok(!answer.body.includes(token));
      assert.equal(answer.headers['access-control-allow-origin'], undefined);
    });
  }

  test('nobody of those who ask as its page does', async (t) => {
    const { url, upstream } = await dashboard(t, empty);
    const { host, origin, port } = new URL(url);
    for (const headers of [
      { origin, 'sec-fetch-site': 'same-origin' },
      { host: `localhost:${port}`, origin: `http://localhost:${port}` },
      { host: `[::1]:${port}` },
      { host },
    ]) {
      assert.equal((await get(url, '/api/core/v1/tag', { headers })).status, 200, JSON.stringify(headers));
    }
    assert.equal(upstream.requests.length, 4);
  });
});

describe('the dashboard forwards', () => {
  test('method, path, query and body, with the token and without what is the caller’s own', async (t) => {
    /** @type {string[]} */
    const bodies = [];
    const { url, upstream, token } = await dashboard(t, async (request, response) => {
      bodies.push(await text(request));
      response.end();
    });
    const path = '/core/v1/contact/phonenumber/%2B55%7C11999999999?IncludeDetails=Tags&a=%2F';
    const headers = {
      authorization: 'Bearer pn_other',
      cookie: 'a=b',
      'x-forwarded-for': '10.0.0.1',
      'content-type': 'application/json',
      'content-length': '2',
    };
    await get(url, `/api${path}`, { method: 'PUT', headers, body: '{}' });
    await get(url, '/api/core/v1/tag/7', {
      method: 'DELETE',
      headers: { ...headers, 'content-length': '3' },
      body: '[1]',
    });
    const [put, remove] = upstream.requests;
    assert.deepEqual([put?.method, put?.url, remove?.method, remove?.url], ['PUT', path, 'DELETE', '/core/v1/tag/7']);
    assert.deepEqual(bodies, ['{}', '[1]']);
    assert.equal(put?.headers.authorization, `Bearer ${token}`);
    assert.equal(put?.headers['content-type'], 'application/json');
    assert.equal(put?.headers.cookie, undefined);
    assert.equal(put?.headers['x-forwarded-for'], undefined);
    assert.equal(put?.headers.host, new URL(upstream.url).host);
  });

  test('status, type, Retry-After and request ids, and no other header', async (t) => {
    const { url } = await dashboard(t, (_request, response) => {
      response.writeHead(429, {
        'content-type': 'application/json',
        'retry-after': '7',
        'x-request-id': 'r-1',
        'set-cookie': 'session=1',
        'access-control-allow-origin': '*',
        location: 'https://evil.example/',
      });
      response.end('{"a":1}');
    });
    const { status, headers, body } = await get(url, '/api/core/v1/tag');
    assert.deepEqual([status, body], [429, '{"a":1}']);
    assert.equal(headers['content-type'], 'application/json');
    assert.equal(headers['retry-after'], '7');
    assert.equal(headers['x-request-id'], 'r-1');
    assert.equal(headers['cache-control'], 'no-store');
    for (const name of ['set-cookie', 'access-control-allow-origin', 'location'])
      assert.equal(headers[name], undefined);
  });

  test('a redirect as what it is', async (t) => {
    const { url, upstream } = await dashboard(t, (_request, response) => {
      response.writeHead(302, { location: '/elsewhere' }).end();
    });
    assert.equal((await get(url, '/api/core/v1/tag')).status, 302);
    assert.equal(upstream.requests.length, 1);
  });

  test('an answer that was packed although nobody asked for it', async (t) => {
    const { url, upstream, token } = await dashboard(t, (request, response) => {
      const packed = gzipSync(JSON.stringify({ echo: request.headers.authorization }));
      response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': packed.length }).end(packed);
    });
    const { body } = await get(url, '/api/core/v1/tag', { headers: { 'accept-encoding': 'gzip' } });
    assert.equal(upstream.requests[0]?.headers['accept-encoding'], 'identity');
    assert.deepEqual(JSON.parse(body), { echo: `Bearer ${'*'.repeat(token.length)}` });
  });

  test('both bodies as they come, piece by piece', async (t) => {
    /** @type {string[]} */
    const heard = [];
    const { url } = await dashboard(t, (request, response) => {
      request.on('data', (piece) => {
        heard.push(String(piece));
        response.write(`echo ${piece};`);
      });
      request.on('end', () => response.end());
    });
    const { hostname, port } = new URL(url);
    const asked = ask({
      hostname,
      port,
      path: '/api/core/v1/tag',
      method: 'POST',
      headers: { 'transfer-encoding': 'chunked' },
    });
    asked.write('one');
    const [response] = await once(asked, 'response');
    const [first] = await once(response, 'data');
    assert.deepEqual([String(first), heard], ['echo one;', ['one']]);
    asked.end('two');
    assert.equal(await text(response), 'echo two;');
  });

  test('the end of a caller who goes away', async (t) => {
    /** @type {(value: unknown) => void} */
    let tell = () => {};
    const gone = new Promise((resolve) => {
      tell = resolve;
    });
    const { url } = await dashboard(t, (request, response) => {
      response.on('close', () => tell(response.writableFinished));
      request.resume();
    });
    const controller = new AbortController();
    const call = fetch(`${url}api/core/v1/tag`, { signal: controller.signal });
    await sleep(50);
    controller.abort();
    await assert.rejects(call);
    assert.equal(await gone, false);
  });

  test('an answer that breaks off as one that breaks off', async (t) => {
    const { url } = await dashboard(t, (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"half":');
      setTimeout(() => response.destroy(), 20);
    });
    await assert.rejects(async () => (await fetch(`${url}api/core/v1/tag`)).text());
  });

  test('nothing to an API that is not there, and says so', async (t) => {
    const token = randomToken();
    const { url, close } = await startDashboard({ token, baseUrl: await deadUrl(), page });
    t.after(close);
    const { status, headers, body } = await get(url, '/api/core/v1/tag');
    assert.deepEqual([status, headers['content-type']], [502, 'application/problem+json']);
    assert.match(JSON.parse(body).detail, /got no answer from the API \(ECONNREFUSED\)/);
    assert.ok(!body.includes(token));
  });

  test('below the path of its base URL', async (t) => {
    const upstream = await serving(t, empty);
    const { url, close } = await startDashboard({ token: randomToken(), baseUrl: `${upstream.url}/proxy/`, page });
    t.after(close);
    await get(url, '/api/core/v1/tag?a=1');
    assert.equal(upstream.requests[0]?.url, '/proxy/core/v1/tag?a=1');
  });
});

describe('the token', () => {
  test('is in no answer, whatever the API echoes and however it comes', async (t) => {
    const { url, token } = await dashboard(t, async (request, response) => {
      const echo = String(request.headers.authorization);
      response.writeHead(500, { 'x-request-id': echo, 'content-type': `text/plain; token=${token}` });
      response.write(`${echo} ${echo.slice(0, -5)}`);
      await sleep(20);
      response.end(`${echo.slice(-5)} end`);
    });
    const { headers, body } = await get(url, '/api/core/v1/tag');
    const stars = '*'.repeat(token.length);
    assert.equal(body, `Bearer ${stars} Bearer ${stars} end`);
    assert.equal(headers['x-request-id'], `Bearer ${stars}`);
    assert.ok(!JSON.stringify(headers).includes(token));
  });

  test('is masked wherever it is cut into pieces', async () => {
    const secret = 'pn_aabaab';
    const whole = `x${secret}${secret}y pn_aab pn_aabaa`;
    for (let cut = 0; cut <= whole.length; cut++) {
      const mask = masker([secret]).stream();
      mask.write(whole.slice(0, cut));
      mask.end(whole.slice(cut));
      assert.equal(await text(mask), `x${'*'.repeat(18)}y pn_aab pn_aabaa`, `cut at ${cut}`);
    }
  });

  test('goes without the prefix that names its host', async (t) => {
    const token = randomToken();
    const upstream = await serving(t, empty);
    const { url, close } = await startDashboard({ token: `test_${token}`, baseUrl: upstream.url, page });
    t.after(close);
    await get(url, '/api/core/v1/tag');
    assert.equal(upstream.requests[0]?.headers.authorization, `Bearer ${token}`);
  });

  test('must be one', async () => {
    await assert.rejects(startDashboard({ token: 'two words', page }), { code: 'configuration' });
  });
});

describe('the page', () => {
  test('may run and reach nothing but what it needs', async (t) => {
    const storage = 'http://127.0.0.1:4011';
    const { url } = await dashboard(t, empty, { storage });
    const { status, headers } = await get(url, '/');
    assert.equal(status, 200);
    const policy = new Map(
      String(headers['content-security-policy'])
        .split('; ')
        .map((rule) => /** @type {[string, string]} */ ([rule.split(' ')[0], rule.slice(rule.indexOf(' ') + 1)])),
    );
    assert.deepEqual(Object.fromEntries(policy), {
      'default-src': "'none'",
      'script-src': "'self' 'wasm-unsafe-eval'",
      'style-src': "'self'",
      'img-src': `'self' data: blob: https: ${storage}`,
      'media-src': `blob: https: ${storage}`,
      'connect-src': `'self' ${storage}`,
      'base-uri': "'none'",
      'frame-ancestors': "'none'",
      'form-action': "'none'",
    });
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.equal(headers['referrer-policy'], 'no-referrer');
  });

  test('may upload to any https address where the storage is not known', async (t) => {
    const { url } = await dashboard(t, empty);
    assert.match(String((await get(url, '/')).headers['content-security-policy']), /connect-src 'self' https:;/);
  });

  test('is handed out with its types, and answers of the API run nothing', async (t) => {
    const { url } = await dashboard(t, empty);
    const script = await get(url, '/main.js');
    assert.deepEqual([script.status, script.headers['content-type']], [200, 'text/javascript; charset=utf-8']);
    const head = await get(url, '/', { method: 'HEAD' });
    assert.deepEqual([head.status, head.body], [200, '']);
    const answer = await get(url, '/api/core/v1/tag');
    assert.match(String(answer.headers['content-security-policy']), /^default-src 'none'.*sandbox$/);
    assert.equal(answer.headers['x-content-type-options'], 'nosniff');
  });

  test('that is not built is asked for', async (t) => {
    const { url } = await dashboard(t, empty, { page: join(page, 'nowhere') });
    const { status, body } = await get(url, '/');
    assert.equal(status, 503);
    assert.match(body, /npm run dashboard/);
  });
});

describe('npm run dashboard', () => {
  /** @param {TestContext} t @param {Record<string, string>} env @param {string[]} args */
  async function command(t, env, ...args) {
    const child = spawn(process.execPath, [start, ...args], {
      env: { ...process.env, WTS_API_KEY: '', PORT: '0', ...env },
    });
    const ended = once(child, 'exit');
    t.after(async () => {
      child.kill();
      await ended;
    });
    let printed = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (piece) => {
        printed += piece;
      });
    }
    const url = async () => {
      for (let tries = 0; !printed.includes('Ctrl+C'); tries++) {
        assert.ok(tries < 400 && child.exitCode === null, printed);
        await sleep(25);
      }
      return String(/http:\S+/.exec(printed)?.[0]);
    };
    return { child, ended, url, printed: () => printed };
  }

  test('prints an address behind which the sandbox is, and ends when it is told', async (t) => {
    const { child, ended, url } = await command(t, {}, '--quiet');
    const answer = await get(await url(), '/api/chat/v2/session?PageSize=1');
    assert.equal(answer.status, 200);
    assert.ok(JSON.parse(answer.body).totalItems > 30);
    child.kill('SIGTERM');
    assert.deepEqual(await ended, [0, null]);
  });

  test('is on the account whose token it gets, and prints no token', async (t) => {
    const upstream = await serving(t, empty);
    const token = randomToken();
    const { url, printed } = await command(t, { WTS_API_KEY: token, WTS_BASE_URL: upstream.url });
    assert.equal((await get(await url(), '/api/core/v1/tag')).status, 200);
    assert.equal(upstream.requests[0]?.headers.authorization, `Bearer ${token}`);
    assert.ok(!printed().includes(token));
  });

  test('takes no other port than the one that it was told', async (t) => {
    const { port } = new URL((await serving(t, empty)).url);
    const { ended, printed } = await command(t, { PORT: port }, '--quiet');
    assert.deepEqual(await ended, [1, null]);
    assert.match(printed(), /EADDRINUSE/);
  });

  test('says what is wrong in a sentence', async (t) => {
    const { ended, printed } = await command(t, { WTS_API_KEY: randomToken(), WTS_BASE_URL: 'ftp://example.com' });
    assert.deepEqual(await ended, [1, null]);
    assert.match(printed(), /baseUrl/);
    assert.doesNotMatch(printed(), /\n {4}at /);
  });
});
