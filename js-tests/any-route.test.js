// Requests to routes that the catalog lacks: made, checked, repeated and refused with the same care.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WtsClient } from 'wts-chat';
import { deadUrl, inShort, last, rejects, soon, started, unknownId } from './support.js';

/** @import { RequestContent, WtsEvent } from 'wts-chat' */

const { sandbox, suite, connect, wts } = await started();
const { sessionId, tagId } = sandbox.sample;
const get = (/** @type {string} */ path, /** @type {RequestContent} */ content = {}) =>
  wts.request('GET', path, content);

suite('what is sent', () => {
  test('a GET answers the JSON of the API', async () => {
    assert.deepEqual(await get('/core/v1/tag'), [...sandbox.state.tags.values()]);
    const { method, path, query, body, headers } = last(sandbox.requests);
    assert.deepEqual([method, path, query, body], ['GET', '/core/v1/tag', {}, null]);
    assert.deepEqual([headers.authorization, headers.accept], ['Bearer full', 'application/json']);
    assert.deepEqual(await wts.request('GET', '/core/v1/tag'), [...sandbox.state.tags.values()], 'without a content');
  });

  test('a query: texts, numbers, booleans, dates; arrays repeat, null and undefined are left out', async () => {
    const query = {
      PageSize: 2,
      IncludeDetails: ['Tags', 'CustomFields'],
      Status: 'ACTIVE',
      'CreatedAt.After': new Date('2020-01-01'),
      OrderBy: null,
      PageNumber: undefined,
    };
    const page = /** @type {{ items: { tagIds: unknown }[] }} */ (await get('/core/v1/contact', { query }));
    assert.equal(page.items.length, 2);
    assert.ok(page.items.every(({ tagIds }) => Array.isArray(tagIds)));
    const sent = last(sandbox.requests).query;
    assert.deepEqual(sent, {
      PageSize: '2',
      IncludeDetails: ['Tags', 'CustomFields'],
      Status: 'ACTIVE',
      'CreatedAt.After': '2020-01-01T00:00:00.000Z',
    });
    await get('/core/v1/contact/custom-field', { query: { NestedList: true } });
    assert.deepEqual(last(sandbox.requests).query, { NestedList: 'true' });
  });

  test('objects of a query are written in brackets', async () => {
    const page = /** @type {{ items: { id: string }[] }} */ (
      await get('/chat/v2/session', { query: { Metadata: { pedido: '1042' }, Status: 'COMPLETED' } })
    );
    assert.deepEqual(
      page.items.map(({ id }) => id),
      [sandbox.sample.closedSessionId],
    );
    assert.equal(last(sandbox.requests).query['Metadata[pedido]'], '1042');
  });

  test('what a query holds stays in its place', async () => {
    /** @type {string[]} */
    const urls = [];
    const own = new WtsClient({
      apiKey: 'pn_1',
      fetch: async (url) => {
        urls.push(String(url));
        return new Response('{}');
      },
    });
    const query = { Name: 'a&b=c#d?e/f g+h ção%', 'x y': 'á' };
    await own.request('GET', '/core/v1/tag', { query });
    const url = new URL(urls[0] ?? '');
    assert.deepEqual([url.host, url.pathname, url.hash], ['api.wts.chat', '/core/v1/tag', '']);
    assert.deepEqual(Object.fromEntries(url.searchParams), query);
  });

  test('a body of a POST, a PUT and a DELETE', async () => {
    const tag = /** @type {{ id: string }} */ (await wts.request('POST', '/core/v1/tag', { body: { name: 'Rota' } }));
    assert.equal(sandbox.state.tag(tag.id).name, 'Rota');
    assert.match(`${last(sandbox.requests).headers['content-type']}`, /^application\/json/);
    await wts.request('PUT', `/core/v1/tag/${tag.id}`, { body: { name: 'Outra', color: null } });
    assert.equal(sandbox.state.tag(tag.id).name, 'Outra');
    assert.deepEqual(last(sandbox.requests).body, { name: 'Outra', color: null });
    const answer = await wts.request('DELETE', `/core/v1/tag/${tag.id}`, { body: { removeFromContacts: true } });
    assert.equal(answer, null, 'where the API answers nothing');
    assert.equal(sandbox.state.tags.has(tag.id), false);
  });

  test('a body may be an array, or nothing', async () => {
    /** @type {unknown[]} */
    const bodies = [];
    const own = new WtsClient({
      apiKey: 'pn_1',
      fetch: async (_, init) => {
        bodies.push(init?.body);
        return new Response('');
      },
    });
    for (const body of [['a', 1], 'x', 0, false, {}, null, undefined]) {
      assert.equal(await own.request('POST', '/a', { body }), null);
    }
    assert.deepEqual(bodies.slice(0, 5), ['["a",1]', '"x"', '0', 'false', '{}']);
    assert.deepEqual(
      bodies.slice(5).map((body) => body ?? null),
      [null, null],
    );
  });

  test('is told as events, without its query', async () => {
    /** @type {WtsEvent[]} */
    const events = [];
    const own = connect({ onEvent: (event) => events.push(event) });
    await own.request('GET', '/core/v1/contact', { query: { PageSize: 1 } });
    assert.deepEqual(inShort(events), ['request GET /core/v1/contact 1', 'response GET /core/v1/contact 1']);
    assert.equal(events[0]?.path, '/core/v1/contact');
  });
});

suite('where it is sent', () => {
  const paths = [
    '',
    '/',
    'core/v1/tag',
    '//evil.example/x',
    '/\\evil.example',
    'https://evil.example/x',
    '/core/../admin',
    '/core/..',
    '/core/./tag',
    '/core//tag',
    '/core/v1/tag/',
    '/core/%2e%2e/admin',
    '/core/%2E./admin',
    '/core/.%2e/admin',
    '/core/a%2fb',
    '/core/a%5Cb',
    '/core/v1/tag?Name=a',
    '/core/v1/tag#a',
    '/core/v1/a b',
    '/core/v1/a\tb',
    '/core/v1/\r\nX-Evil: 1',
    '/core/v1/ação',
    '/core/v1/\u0000',
    '@evil.example/',
    '/core/%252e%252e/x',
  ];
  for (const path of paths) {
    test(`not to ${JSON.stringify(path)}`, async () => {
      for (const method of /** @type {const} */ (['GET', 'DELETE'])) {
        const error = await rejects(wts.request(method, path));
        assert.deepEqual([error.code, error.attempts], ['validation', 0]);
        assert.deepEqual(
          error.issues.map(({ field, code }) => [field, code]),
          [['path', 'format']],
        );
      }
      assert.deepEqual(sandbox.requests, []);
    });
  }

  for (const path of [
    `/chat/v2/session/${unknownId}`,
    '/core/v1/contact/phonenumber/5511999999999',
    '/a-b_c.d~e/f:g@h',
  ]) {
    test(`to ${path}`, async () => {
      await wts.request('GET', path).catch(() => {});
      assert.equal(last(sandbox.requests).path, path);
    });
  }

  test('only by methods that the API has', async () => {
    for (const method of ['get', 'PATCH', 'HEAD', 'OPTIONS', '', 'GET\r\n', undefined, 5]) {
      const given = /** @type {'GET'} */ (method);
      const error = await rejects(wts.request(given, '/core/v1/tag'));
      assert.deepEqual(
        error.issues.map(({ field, code }) => [field, code]),
        [['method', 'enum']],
      );
    }
    assert.deepEqual(sandbox.requests, []);
  });

  /** @type {[string, unknown, string][]} */
  const contents = [
    ['an unknown part', { json: {} }, 'json'],
    ['a query that is a text', { query: 'a=b' }, 'query'],
    ['a query that is a list', { query: ['a'] }, 'query'],
    ['NaN in a query', { query: { a: Number.NaN } }, 'query'],
    ['a function in a body', { body: { a: [() => {}] } }, 'body'],
    ['a BigInt in a body', { body: 10n }, 'body'],
    ['an invalid date in a body', { body: { at: new Date(Number.NaN) } }, 'body'],
  ];
  for (const [what, content, field] of contents) {
    test(`${what} is an issue`, async () => {
      const error = await rejects(wts.request('POST', '/core/v1/tag', /** @type {RequestContent} */ (content)));
      assert.equal(error.code, 'validation');
      assert.deepEqual(
        error.issues.map((issue) => issue.field),
        [field],
      );
      assert.deepEqual(sandbox.requests, []);
    });
  }

  test('a body of a GET is an issue, not a failed connection', async () => {
    const error = await rejects(wts.request('GET', '/core/v1/tag', { body: { a: 1 } }));
    assert.deepEqual([error.code, error.issues[0]?.field], ['validation', 'body']);
  });
});

suite('failures', () => {
  /** @type {['GET' | 'PUT' | 'DELETE' | 'POST', string, object | undefined, boolean][]} method, path, body, repeated */
  const routes = [
    ['GET', `/chat/v2/session/${sessionId}`, undefined, true],
    ['PUT', `/chat/v1/session/${sessionId}/complete`, {}, true],
    ['DELETE', `/core/v1/tag/${tagId}`, { removeFromContacts: true }, true],
    ['POST', '/core/v1/tag', { name: 'Nova' }, false],
  ];
  for (const [method, path, body, isRepeated] of routes) {
    for (const [what, fault] of /** @type {const} */ ([
      ['a 503', { status: 503, ...soon }],
      ['a dropped connection', { drop: 'before' }],
    ])) {
      test(`${method} is ${isRepeated ? '' : 'not '}repeated after ${what}`, async () => {
        const { hits } = sandbox.fault({ path, ...fault });
        assert.equal(hits, 0);
        const call = wts.request(method, path, { body });
        if (isRepeated) {
          await call;
          assert.equal(sandbox.requests.length, 2);
        } else {
          const error = await rejects(call);
          assert.deepEqual([error.attempts, error.maybeSent, sandbox.requests.length], [1, true, 1]);
        }
      });
    }
  }

  test('are the same errors as those of operations, named by their route', async () => {
    /** @type {[import('../sandbox/src/oddities.js').Oddity, string, number | undefined][]} */
    const cases = [
      ['envelope-in-200', 'bad_request', 400],
      ['not-found-500', 'not_found', 500],
      ['permission-403', 'permission', 403],
      ['dead-token-401', 'authentication', 401],
      ['problem-details', 'bad_request', 400],
      ['html-502', 'server', 502],
      ['broken-json', 'invalid_response', 200],
    ];
    for (const [oddity, code, status] of cases) {
      sandbox.fault({ oddity });
      const error = await rejects(wts.request('GET', '/core/v1/tag', {}, { maxRetries: 0 }));
      assert.deepEqual([error.code, error.status, error.operation], [code, status, 'GET /core/v1/tag']);
    }
    assert.equal((await rejects(get(`/chat/v2/session/${unknownId}`))).code, 'not_found');
    const dead = new WtsClient({ apiKey: 'pn_1', baseUrl: await deadUrl(), maxRetries: 0 });
    const unreached = await rejects(dead.request('POST', '/core/v1/tag', { body: {} }));
    assert.deepEqual([unreached.code, unreached.maybeSent], ['network', false]);
  });

  test('redirects are not followed', async () => {
    sandbox.fault({ status: 302, headers: { location: '/core/v1/agent' } });
    assert.equal((await rejects(get('/core/v1/tag'))).code, 'invalid_response');
    assert.equal(sandbox.requests.length, 1);
  });

  test('a signal ends it, before and during', async () => {
    const reason = new Error('enough');
    const before = await rejects(wts.request('POST', '/core/v1/tag', {}, { signal: AbortSignal.abort(reason) }));
    assert.deepEqual([before.code, before.maybeSent, before.cause], ['aborted', false, reason]);
    assert.deepEqual(sandbox.requests, []);
    const controller = new AbortController();
    sandbox.fault({ stall: true });
    const call = wts.request('POST', '/core/v1/tag', { body: { name: 'Nova' } }, { signal: controller.signal });
    setTimeout(() => controller.abort(reason), 50);
    const during = await rejects(call);
    assert.deepEqual([during.code, during.maybeSent, during.cause], ['aborted', true, reason]);
  });

  test('options are those of every call', async () => {
    sandbox.fault({ stall: true });
    assert.equal(
      (await rejects(wts.request('GET', '/core/v1/tag', {}, { timeout: 50, maxRetries: 0 }))).code,
      'timeout',
    );
    const odd = /** @type {import('wts-chat').CallOptions} */ ({ timout: 5 });
    const error = await rejects(wts.request('GET', '/core/v1/tag', {}, odd));
    assert.match(error.message, /mean timeout\?/);
  });
});
