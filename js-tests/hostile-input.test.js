// Values without a JSON form, objects that throw, texts too long: each is an issue, and the client works afterwards.

import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { buildRequest, validate } from 'wts-chat';
import { rejects, started, throws, untyped } from './support.js';

const { sandbox, connect, suite, wts } = await started();
const { from, to, sessionId, botKey } = sandbox.sample;
const parties = { from, to };

/** Nothing was sent, and the client is as good as before. */
async function unharmed() {
  assert.deepEqual(sandbox.requests, []);
  assert.equal((await wts.session.get({ sessionId })).id, sessionId);
}

const cyclic = () => {
  /** @type {Record<string, unknown>} */
  const own = {};
  own.self = own;
  return own;
};
const deep = () => {
  /** @type {unknown[]} */
  let nested = [];
  for (let depth = 0; depth < 100_000; depth++) nested = [nested];
  return nested;
};
const throwing = () => ({
  get boom() {
    throw new Error('no entry');
  },
});
const traps = {
  ownKeys() {
    throw new Error('no entry');
  },
};

/** @type {[string, () => unknown, RegExp][]} the value of a text, and what is said of it */
const values = [
  ['NaN', () => Number.NaN, /not NaN/],
  ['Infinity', () => Number.NEGATIVE_INFINITY, /not -Infinity/],
  ['a BigInt', () => 5n, /not a bigint/],
  ['a symbol', () => Symbol('s'), /not a symbol/],
  ['a function', () => () => 'text', /not a function/],
  ['a class', () => class Text {}, /not a function/],
  ['an invalid date', () => new Date(Number.NaN), /not an invalid date/],
  ['a Map', () => new Map([['a', 1]]), /not a Map/],
  ['a Set', () => new Set(['a']), /not a Set/],
  ['bytes', () => new Uint8Array(3), /not binary data/],
  ['a lone high surrogate', () => 'a\ud83d', /half a character/],
  ['a lone low surrogate', () => '\ude00 b', /half a character/],
];

/** @type {[string, () => unknown, RegExp][]} the value of a text that makes all params unreadable */
const unreadable = [
  ['a cyclic object', cyclic, /circular/i],
  ['a throwing getter', throwing, /no entry/],
  ['a throwing toJSON', () => ({ toJSON: () => assert.fail('no entry') }), /no entry/],
  ['a proxy that throws', () => new Proxy({}, traps), /no entry/],
  ['a revoked proxy', () => revoked(), /revoked/],
  ['a getter that throws a long text', () => ({ toJSON: () => assert.fail(`${'x'.repeat(999)}😀 no end`) }), /x{999}/],
  ['a getter that throws half a character', () => ({ toJSON: () => assert.fail('half \ud83d') }), /half \ufffd/],
  ['a getter that throws a proxy', () => ({ toJSON: throwProxy }), /something in it throws/],
  ['17 MiB of text', () => 'x'.repeat(17 * 1024 * 1024), /16 MiB/],
  ['100,000 arrays in each other', deep, /call stack|recursion|nested|deep/i],
];

function throwProxy() {
  throw new Proxy({}, { get: () => assert.fail('no entry'), getPrototypeOf: () => assert.fail('no entry') });
}

function revoked() {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

suite('as a text', () => {
  afterEach(unharmed);

  for (const [what, value, message] of values) {
    test(`${what} is an issue of its field`, async () => {
      const error = await rejects(untyped(wts, 'message', 'sendText', { ...parties, text: value() }));
      assert.deepEqual([error.code, error.attempts, error.maybeSent], ['validation', 0, false]);
      assert.deepEqual(
        error.issues.map(({ field, code }) => [field, code]),
        [['text', 'type']],
      );
      assert.match(error.message, message);
    });
  }

  for (const [what, value, message] of unreadable) {
    test(`${what} is an issue that says why, and no other`, async () => {
      const params = { ...parties, text: value() };
      const error = await rejects(untyped(wts, 'message', 'sendText', params));
      assert.deepEqual([error.code, error.attempts, error.maybeSent], ['validation', 0, false]);
      assert.match(error.message, message);
      assert.equal(error.issues.length, 1, error.message);
      assert.deepEqual(validate('message', 'sendText', params), error.issues);
    });
  }
});

suite('elsewhere', () => {
  afterEach(unharmed);

  test('as all of the params', async () => {
    for (const params of [cyclic(), throwing(), new Proxy({}, traps), revoked(), 5n, Symbol('s'), Number.NaN]) {
      const error = await rejects(untyped(wts, 'session', 'get', params));
      assert.equal(error.code, 'validation');
      assert.ok(error.issues.length > 0);
    }
  });

  test('as metadata, naming the key', async () => {
    const sessionMetadata = { date: new Date(Number.NaN), map: new Map(), big: 1n, half: '\ud800', fine: 'ok' };
    const error = await rejects(untyped(wts, 'chatbot', 'send', { botKey, sessionId, sessionMetadata }));
    assert.deepEqual(error.issues.map(({ field }) => field).sort(), [
      'sessionMetadata.big',
      'sessionMetadata.date',
      'sessionMetadata.half',
      'sessionMetadata.map',
    ]);
  });

  test('as a key of metadata', async () => {
    const error = await rejects(wts.chatbot.send({ botKey, sessionId, sessionMetadata: { '\ud800': 'x' } }));
    assert.equal(error.code, 'validation');
  });

  test('as a file', async () => {
    const file = {
      name: 'a.pdf',
      get data() {
        throw new Error('no entry');
      },
    };
    for (const given of [file, cyclic(), new Proxy({}, traps), revoked(), { name: 'a.pdf', data: revoked() }]) {
      const error = await rejects(untyped(wts, 'message', 'sendFile', { ...parties, file: given }));
      assert.equal(error.code, 'validation');
    }
  });

  /** @type {[string, () => unknown][]} */
  const options = [
    ['a timeout of NaN', () => ({ timeout: Number.NaN })],
    ['a BigInt as maxRetries', () => ({ maxRetries: 1n })],
    ['a number as signal', () => ({ signal: 5 })],
    ['a text as onProgress', () => ({ onProgress: 'log' })],
    ['a misspelt option', () => ({ timout: 1 })],
    ['options that throw', throwing],
    ['a number as options', () => 5],
  ];
  for (const [what, make] of options) {
    test(`${what} is an issue of the call`, async () => {
      const error = await rejects(wts.execute('session', 'get', { sessionId }, /** @type {{}} */ (make())));
      assert.deepEqual([error.code, error.attempts], ['validation', 0], String(error));
    });
  }

  /** @type {[string, unknown][]} */
  const names = [
    ['a symbol', Symbol('s')],
    ['null', null],
    ['an object', {}],
    ['an object without a prototype', Object.create(null)],
    ['an object whose toString throws', { toString: () => assert.fail('no entry') }],
  ];
  for (const [what, value] of names) {
    test(`${what} as the name of a resource is an issue`, async () => {
      const name = /** @type {string} */ (value);
      const error = await rejects(wts.execute(name, 'get', {}));
      assert.equal(error.code, 'validation', String(error));
      assert.equal(validate(name, 'get', {}).length, 1);
    });
  }

  test('many times over', async () => {
    const own = connect();
    for (let times = 0; times < 3000; times++) validate('message', 'sendText', { ...parties, text: throwing() });
    for (let times = 0; times < 300; times++) await rejects(untyped(own, 'message', 'sendText', cyclic()));
    assert.equal((await own.session.get({ sessionId })).id, sessionId);
    sandbox.requests.length = 0;
  });

  test('what merely looks odd is sent as JSON has it', async () => {
    const params = Object.create({ text: 'inherited' }, { from: { value: from, enumerable: true } });
    assert.deepEqual(
      validate('message', 'sendText', { ...params, to, text: new String('boxed') }),
      [],
      'a boxed text is a text',
    );
    assert.deepEqual(
      validate('message', 'sendText', params).map(({ field }) => field),
      ['to', 'text'],
      'what is inherited is not given',
    );
  });
});

suite('validate and buildRequest', () => {
  test('validate answers nothing for right params', () => {
    assert.deepEqual(validate('message', 'sendText', { ...parties, text: 'a' }), []);
    assert.deepEqual(validate('channel', 'list'), []);
    assert.deepEqual(validate('message', 'sendFile', { ...parties, file: { name: 'a.pdf', data: 'aGVsbG8=' } }), []);
  });

  test('buildRequest answers the request that the client would make', async () => {
    const options = { apiKey: 'pn_1', baseUrl: 'https://white.label/api/' };
    const headers = { Accept: 'application/json', Authorization: 'Bearer pn_1' };
    assert.deepEqual(buildRequest('session', 'complete', { sessionId }, options), {
      method: 'PUT',
      url: `https://white.label/api/chat/v1/session/${sessionId}/complete`,
      headers: { ...headers, 'Content-Type': 'application/json' },
      body: '{"reactivateOnNewMessage":false,"stopBotInExecution":false}',
    });
    const name = 'ação & mais.pdf';
    assert.deepEqual(buildRequest('file', 'getUploadUrl', { type: 'PDF', name }, options), {
      method: 'GET',
      url: 'https://white.label/api/core/v2/file?Type=PDF&Name=a%C3%A7%C3%A3o%20%26%20mais.pdf',
      headers,
      body: null,
    });
    assert.deepEqual(buildRequest('channel', 'list').url, 'https://api.wts.chat/chat/v1/channel');
    assert.deepEqual(buildRequest('channel', 'list').headers, { Accept: 'application/json' });
  });

  test("a request is the caller's own, whatever is done with another of the same headers", () => {
    const first = buildRequest('channel', 'list', {}, { apiKey: 'pn_1' });
    Object.assign(first.headers, { Accept: 'text/html', 'X-Own': '1' });
    assert.deepEqual(buildRequest('channel', 'list', {}, { apiKey: 'pn_1' }).headers, {
      Accept: 'application/json',
      Authorization: 'Bearer pn_1',
    });
  });

  test('names with line breaks are unknown names, and nothing else is taken for one', () => {
    for (const [resource, operation, field] of [
      ['message\n', 'sendText', 'resource'],
      ['message', 'sendText\n', 'operation'],
      ['message\nsendText', 'sendText', 'resource'],
      ['\n', '\n\n', 'resource'],
    ]) {
      const params = { ...parties, text: 'a\nb' };
      const [issue, ...others] = validate(`${resource}`, `${operation}`, params);
      assert.deepEqual([issue?.field, issue?.code, others], [field, 'unknown', []]);
      assert.deepEqual(throws(() => buildRequest(`${resource}`, `${operation}`, params)).issues, [issue]);
    }
  });

  test('buildRequest throws what is wrong', () => {
    const params = throws(() => buildRequest('session', 'complete', { sesionId: sessionId }));
    assert.deepEqual([params.code, params.issues.length, params.operation], ['validation', 2, 'session.complete']);
    const option = throws(() => buildRequest('channel', 'list', {}, { baseUrl: 'ftp://x' }));
    assert.equal(option.code, 'configuration');
  });

  test('buildRequest of a file to upload is unsupported', () => {
    const file = { name: 'a.pdf', data: 'aGVsbG8=' };
    const error = throws(() => buildRequest('message', 'sendFile', { ...parties, file }));
    assert.equal(error.code, 'validation');
    assert.deepEqual(
      error.issues.map(({ field, code }) => [field, code]),
      [['file', 'unsupported']],
    );
  });
});
