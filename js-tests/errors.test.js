// Every failure becomes one WtsError that says what happened.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { isWtsError, WtsClient, WtsError } from 'wts-chat';
import { fresh, last, rejects, serving, started, unknownId, untyped } from './support.js';

/** @typedef {Partial<Pick<WtsError, 'code' | 'status' | 'key' | 'attempts' | 'maybeSent'>>} Facts */

const { sandbox, suite, connect, wts } = await started();
const { from, to, sessionId } = sandbox.sample;

/** @type {[string, string, (own?: WtsClient) => Promise<unknown>][]} safety, operation, call */
const probes = [
  ['read', 'session.get', (own = wts) => own.session.get({ sessionId }, { maxRetries: 0 })],
  ['idempotent', 'session.complete', (own = wts) => own.session.complete({ sessionId }, { maxRetries: 0 })],
  ['once', 'message.sendText', (own = wts) => own.message.sendText({ from, to, text: 'Olá!' }, { maxRetries: 0 })],
];
const routes = /** @type {Record<string, string>} */ ({ 'message.sendText': 'message.send' });

suite('answers that are errors', () => {
  const page = /^502 Bad Gateway\. The server failed/;
  const nothing = /^The server answered nothing/;
  const odd = /readable JSON/;
  /** @type {[import('../sandbox/src/oddities.js').Oddity, Facts, RegExp][]} facts of a call that may not happen twice */
  const cases = [
    ['envelope-in-200', { code: 'bad_request', status: 400, key: 'FORM_ERROR' }, /^Não foi possível concluir/],
    ['html-502', { code: 'server', status: 502, maybeSent: true }, page],
    ['empty-200', { code: 'invalid_response', status: 200, maybeSent: true }, nothing],
    ['broken-json', { code: 'invalid_response', status: 200, maybeSent: true }, odd],
    ['problem-details', { code: 'bad_request', status: 400 }, /body\.text: The text field is required/],
    ['not-found-500', { code: 'not_found', status: 500, key: 'ENTITY_NOT_FOUND' }, /^Contato não encontrado/],
    ['permission-403', { code: 'permission', status: 403, key: 'ERROR_FORBIDDEN' }, /^Acesso negado.*permission/],
    ['dead-token-401', { code: 'authentication', status: 401, key: 'ERROR_UNAUTHORIZED' }, /^Não autorizado.*token/],
  ];
  for (const [oddity, facts, message] of cases) {
    for (const [safety, operation, call] of probes) {
      test(`${oddity} of a call that is ${safety}`, async () => {
        sandbox.fault({ operation: routes[operation] ?? operation, oddity });
        const error = await rejects(call());
        const { code, status, key, attempts, maybeSent } = error;
        assert.deepEqual(
          { code, status, key, attempts, maybeSent },
          { key: undefined, attempts: 1, ...facts, maybeSent: safety === 'once' && (facts.maybeSent ?? false) },
        );
        assert.equal(error.operation, operation);
        assert.match(error.message, message);
        if (key) assert.match(`${error.requestId}`, /^[0-9a-f]{8}$/);
        assert.equal(sandbox.requests.length, 1);
      });
    }
  }

  test('problem details name each field', async () => {
    sandbox.fault({ operation: 'session.get', oddity: 'problem-details' });
    const { issues } = await rejects(wts.session.get({ sessionId }));
    assert.deepEqual(
      issues.map(({ field, message }) => [field, message]),
      [['body.text', 'The text field is required.']],
    );
  });

  test('a session that does not exist, one that may not be touched and a dead token are told apart', async () => {
    const unknown = await rejects(wts.session.complete({ sessionId: unknownId }));
    assert.deepEqual([unknown.code, unknown.status, unknown.key], ['not_found', 500, 'ENTITY_NOT_FOUND']);
    const limited = connect({ apiKey: sandbox.tokens.limited });
    const forbidden = await rejects(limited.session.complete({ sessionId }));
    assert.deepEqual([forbidden.code, forbidden.status], ['permission', 403]);
    const dead = await rejects(connect({ apiKey: 'pn_dead' }).session.complete({ sessionId }));
    assert.deepEqual([dead.code, dead.status, dead.key], ['authentication', 401, 'ERROR_UNAUTHORIZED']);
    assert.equal(sandbox.state.session(sessionId).status, 'IN_PROGRESS');
  });

  test('the answer is kept, but not shown', async () => {
    const body = { error: true, key: 'X', text: 'Falha', httpStatusCode: 500, customData: { a: 1 } };
    sandbox.fault({ operation: 'session.get', status: 500, body, headers: { 'X-Trace': 'abc', 'Set-Cookie': 'a=1' } });
    const error = await rejects(wts.session.get({ sessionId }));
    assert.equal(error.response?.status, 500);
    assert.equal(error.response?.headers['x-trace'], 'abc');
    assert.deepEqual(JSON.parse(error.response?.body ?? ''), body);
    assert.ok(!Object.keys(error).includes('response'));
    assert.doesNotMatch(`${inspect(error)}${JSON.stringify(error)}`, /customData/);
  });
});

suite('redirects', () => {
  for (const status of [301, 302, 303, 307, 308]) {
    for (const [safety, operation, call] of probes) {
      test(`a ${status} of a ${safety} call is not followed`, async (t) => {
        const elsewhere = await serving(t, (_, response) => response.end('{}'));
        const headers = { location: `${elsewhere.url}/chat?key=secret` };
        sandbox.fault({ operation: routes[operation] ?? operation, status, headers });
        const error = await rejects(call());
        assert.deepEqual([error.code, error.status, error.attempts], ['invalid_response', status, 1]);
        assert.equal(error.maybeSent, safety === 'once');
        assert.match(error.message, /redirect/);
        assert.doesNotMatch(error.message, /secret/);
        assert.deepEqual(elsewhere.requests, []);
      });
    }
  }

  test('the redirect of an upload is not followed', async (t) => {
    const { sandbox, wts } = await fresh(t);
    const elsewhere = await serving(t, (_, response) => response.end());
    sandbox.fault({ origin: 'storage', status: 307, headers: { location: elsewhere.url } });
    const error = await rejects(wts.message.sendFile({ from, to, file: { name: 'a.pdf', data: 'AA==' } }));
    assert.deepEqual([error.code, error.maybeSent], ['invalid_response', false]);
    assert.deepEqual(elsewhere.requests, []);
  });
});

suite('the error itself', () => {
  test('its stack leads to the call', async () => {
    async function sendTheInvoice() {
      await wts.session.complete({ sessionId: unknownId });
    }
    const { stack, name, message } = await rejects(sendTheInvoice());
    assert.equal(name, 'WtsError');
    assert.ok(stack?.startsWith(`WtsError: ${message}\n`), stack);
    assert.match(`${stack}`, /at .*sendTheInvoice .*errors\.test\.js:\d+/);
  });

  test('its stack leads to the call by name, to the constructor, and to what is refused', async () => {
    async function byName() {
      await untyped(wts, 'session', 'get', {});
    }
    assert.match(`${(await rejects(byName())).stack}`, /byName .*errors\.test\.js:\d+/);
    function construct() {
      return new WtsClient({});
    }
    assert.throws(construct, (error) => isWtsError(error) && /construct .*errors\.test\.js:\d+/.test(`${error.stack}`));
  });

  test('its properties are always there', async () => {
    const error = await rejects(untyped(wts, 'session', 'get', {}));
    assert.ok(error instanceof Error);
    assert.deepEqual(
      [error.code, error.operation, error.attempts, error.maybeSent],
      ['validation', 'session.get', 0, false],
    );
    assert.ok(Array.isArray(error.issues));
    sandbox.fault({ operation: 'session.get', oddity: 'permission-403' });
    assert.deepEqual((await rejects(wts.session.get({ sessionId }))).issues, []);
  });

  test('it is one across both copies of the package', async () => {
    /** @type {typeof import('wts-chat')} */
    const copy = createRequire(import.meta.url)('wts-chat');
    assert.notEqual(copy.WtsError, WtsError);
    const theirs = await new copy.WtsClient({ apiKey: 'x' }).execute('a', 'b').catch((/** @type {unknown} */ e) => e);
    const mine = await wts.execute('a', 'b').catch((/** @type {unknown} */ error) => error);
    for (const error of [theirs, mine]) {
      assert.ok(isWtsError(error) && copy.isWtsError(error), 'isWtsError');
      assert.ok(error instanceof WtsError && error instanceof copy.WtsError, 'instanceof');
    }
    for (const other of [new Error('x'), null, undefined, 'WtsError', 5]) {
      assert.ok(!isWtsError(other) && !(/** @type {unknown} */ (other instanceof WtsError)), String(other));
    }
  });
});

suite('a fetch that misbehaves', () => {
  /** @type {[string, () => unknown, Facts, RegExp][]} */
  const cases = [
    ['throws at once', () => assert.fail('no network here'), { code: 'network' }, /no network here/],
    ['rejects with a text', () => Promise.reject('offline'), { code: 'network' }, /offline/],
    ['rejects with nothing', () => Promise.reject(), { code: 'network' }, /no reason was given/],
    ['rejects with null', () => Promise.reject(null), { code: 'network' }, /connection failed/],
    ['answers nothing', () => undefined, { code: 'invalid_response' }, /did not answer a Response/],
    ['answers a text', async () => '{}', { code: 'invalid_response' }, /did not answer a Response/],
    ['answers without text()', async () => ({ status: 200 }), { code: 'invalid_response' }, /no text\(\)/],
    ['answers bytes', async () => ({ status: 200, text: async () => 5 }), { code: 'invalid_response' }, /no text/],
    ['answers a text as status', () => ({ status: '200', text: () => '{}' }), { code: 'invalid_response' }, /Response/],
    [
      'fails while the body is read',
      () => ({ status: 200, text: () => Promise.reject(new Error('cut')) }),
      { code: 'network' },
      /cut/,
    ],
    ['answers an opaque redirect', () => Response.error(), { code: 'invalid_response' }, /redirect/],
  ];
  for (const [what, answer, facts, message] of cases) {
    test(`that ${what} is a WtsError`, async () => {
      const own = connect({ fetch: /** @type {typeof fetch} */ (answer) });
      for (const [safety, , call] of probes) {
        const error = await rejects(call(own));
        assert.deepEqual([error.code, error.attempts, error.maybeSent], [facts.code, 1, safety === 'once']);
        assert.match(error.message, message);
      }
    });
  }

  test('one without headers, or with plain ones, is understood', async () => {
    for (const headers of [undefined, null, {}, { 'X-Request-Id': 'r1' }, [['x-request-id', 'r1']]]) {
      const good = connect({
        fetch: /** @type {typeof fetch} */ (
          /** @type {unknown} */ (async () => ({ status: 200, headers, text: async () => '{"id":"1"}' }))
        ),
      });
      assert.deepEqual(await good.session.get({ sessionId }), { id: '1' });
      const bad = connect({
        fetch: /** @type {typeof fetch} */ (
          /** @type {unknown} */ (async () => ({ status: 400, headers, text: async () => 'no' }))
        ),
      });
      const error = await rejects(bad.session.get({ sessionId }));
      assert.deepEqual(
        [error.code, error.requestId],
        ['bad_request', Object.keys(headers ?? {}).length ? 'r1' : undefined],
      );
    }
  });

  test('a failure that its cause only repeats is told once', async () => {
    const reason = 'connect ECONNREFUSED 127.0.0.1:9';
    const fetch = () => Promise.reject(new Error(reason, { cause: new Error(reason) }));
    const { message } = await rejects(connect({ fetch }).channel.list());
    assert.equal(message.split(reason).length, 2, message);
  });

  test('the host says why a connection failed: name, message and code', async () => {
    sandbox.fault({ operation: 'session.get', drop: 'before' });
    const { cause } = await rejects(wts.session.get({ sessionId }, { maxRetries: 0 }));
    assert.ok(cause instanceof Error);
    assert.ok('code' in cause && typeof cause.code === 'string', inspect(cause));
    assert.equal(last(sandbox.requests).status, null);
  });
});
