// Many calls at once: each with its own result, in order for one recipient, together in one request where the API allows it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isWtsError } from 'wts-chat';
import { fresh, last, rejects, started, unknownId } from './support.js';

/** @import { BatchOptions, SendTemplateParams, WtsError } from 'wts-chat' */

const { sandbox, suite, connect, wts } = await started();
const { from, to, unreachable, sessionId, templateId, botKey, templateIds } = sandbox.sample;

const batchRoute = '/chat/v1/send/template/batch';
const routes = () => sandbox.requests.map(({ method, path }) => `${method} ${path}`);
const sent = () => [...sandbox.state.messages.values()].filter(({ direction }) => direction === 'TO_HUB');
/** @param {unknown} result */
const codeOf = (result) => (isWtsError(result) ? result.code : 'a value');
/** @param {unknown} result @returns {WtsError} */
const errorOf = (result) => (isWtsError(result) ? result : assert.fail(`a value: ${JSON.stringify(result)}`));

/** Numbers of contacts that nobody knows yet. @param {number} at */
const number = (at) => `55119${String(10_000_000 + at)}`;

/** @param {number} at @param {Partial<SendTemplateParams>} [more] */
const template = (at, more) => ({
  ...{ from, to: number(at), templateId, senderId: `s${at}` },
  ...{ parameters: { nome: `N${at}`, 'próximo horário': '10h' }, ...more },
});

/** @param {number} count */
const templates = (count) => Array.from({ length: count }, (_, at) => template(at));

suite('a batch', () => {
  test('answers each call in order, with a value or its own error', async () => {
    const results = await wts.batch('message', 'sendText', [
      { from, to, text: 'one' },
      { from, to: '', text: 'two' },
      { from, to: unreachable, text: 'three' },
      /** @type {any} */ (null),
      { from: '5511900000009', to, text: 'five' },
    ]);
    assert.deepEqual(results.map(codeOf), ['a value', 'validation', 'a value', 'validation', 'not_found']);
    assert.deepEqual(
      sent().map(({ text }) => text),
      ['one', 'three'],
    );
    const { operation, issues, maybeSent } = errorOf(results[1]);
    assert.deepEqual([operation, issues[0]?.field, maybeSent], ['message.sendText', 'to', false]);
  });

  test('with stopOnError makes no further calls once one has failed', async () => {
    const numbers = [from, '5511900000009', from, from, from];
    const list = numbers.map((sender, at) => ({ from: sender, to: number(at), text: `t${at}` }));
    /** @type {number[]} */
    const told = [];
    const onItem = (/** @type {unknown} */ _, /** @type {number} */ at) => told.push(at);
    const results = await wts.batch('message', 'sendText', list, { stopOnError: true, concurrency: 1, onItem });
    assert.deepEqual(results.map(codeOf), ['a value', 'not_found', 'aborted', 'aborted', 'aborted']);
    const { message, attempts, maybeSent } = errorOf(results[2]);
    assert.deepEqual([attempts, maybeSent], [0, false]);
    assert.match(message, /not made/);
    assert.deepEqual([told, sent().length], [[0, 1, 2, 3, 4], 1]);
  });

  test('with stopOnError lets those go on that are under way', async () => {
    sandbox.fault({ operation: 'message.send', status: 400 });
    sandbox.fault({ operation: 'message.send', delay: 100, times: 3 });
    const list = Array.from({ length: 6 }, (_, at) => ({ from, to: number(at), text: 't' }));
    const results = await wts.batch('message', 'sendText', list, { stopOnError: true, concurrency: 3 });
    assert.deepEqual(results.map(codeOf).sort(), [
      'a value',
      'a value',
      'aborted',
      'aborted',
      'aborted',
      'bad_request',
    ]);
    assert.equal(sent().length, 2);
  });

  test('of nothing is nothing', async () => {
    assert.deepEqual(await wts.batch('message', 'sendText', []), []);
  });

  test('keeps the calls for one recipient in order, in whatever notation, while others go on', async () => {
    sandbox.fault({ operation: 'message.send', delay: 150 });
    /** @type {string[]} */
    const ended = [];
    const texts = ['a1', 'b1', 'a2', 'b2', 'a3', 'c1'];
    const list = texts.map((text) => ({
      from,
      to: { a: text === 'a2' ? '+55 (11) 99999-9999' : to, b: unreachable, c: number(1) }[text.charAt(0)] ?? '',
      text,
    }));
    await wts.batch('message', 'sendText', list, {
      concurrency: 3,
      onItem: (_, at) => ended.push(texts[at] ?? ''),
    });
    assert.deepEqual(
      ended.filter((text) => text.startsWith('a')),
      ['a1', 'a2', 'a3'],
    );
    assert.ok(ended.indexOf('b2') < ended.indexOf('a1') && ended.indexOf('c1') < ended.indexOf('a1'), `${ended}`);
    const arrived = sandbox.requests.map(({ body }) => /** @type {any} */ (body).body.text);
    assert.deepEqual(
      arrived.filter((text) => text.startsWith('a')),
      ['a1', 'a2', 'a3'],
    );
  });

  test('keeps the calls within one session in order', async () => {
    sandbox.fault({ operation: 'session.sendMessage', delay: 60 });
    const list = ['1', '2', '3', '4'].map((text) => ({ sessionId, text }));
    await wts.batch('session', 'sendText', list, { concurrency: 4 });
    assert.deepEqual(
      sent().map(({ text }) => text),
      ['1', '2', '3', '4'],
    );
  });

  for (const concurrency of [1, 3, 20]) {
    test(`has at most ${concurrency} requests under way`, async () => {
      let open = 0;
      let most = 0;
      const own = connect({
        fetch: async (...request) => {
          open += 1;
          most = Math.max(most, open);
          const response = await fetch(...request);
          await new Promise((resolve) => setTimeout(resolve, 5));
          open -= 1;
          return response;
        },
      });
      await own.batch(
        'contact',
        'getByPhone',
        Array(20)
          .fill(0)
          .map((_, at) => ({ phone: number(at) })),
        {
          concurrency,
        },
      );
      assert.equal(most, concurrency);
    });
  }

  test('tells each result as it comes, and does not mind what the callback throws', async () => {
    /** @type {[number, string][]} */
    const told = [];
    const results = await wts.batch('session', 'get', [{ sessionId }, { sessionId: unknownId }], {
      onItem: (result, at) => {
        told.push([at, codeOf(result)]);
        throw new Error('not my day');
      },
    });
    assert.deepEqual(told.sort(), [
      [0, 'a value'],
      [1, 'not_found'],
    ]);
    assert.equal(results.length, 2);
  });

  test('ends with its signal: what has not begun is not sent', async (t) => {
    const { sandbox, wts } = await fresh(t);
    const controller = new AbortController();
    const list = Array.from({ length: 12 }, (_, at) => ({ from, to: number(at), text: `${at}` }));
    const results = await wts.batch('message', 'sendText', list, {
      concurrency: 2,
      signal: controller.signal,
      onItem: (_, at) => at === 3 && controller.abort(),
    });
    assert.equal(codeOf(results[3]), 'a value');
    const rest = results.slice(4).map(errorOf);
    assert.ok(rest.every(({ code }) => code === 'aborted'));
    // One other was under way.
    assert.ok(rest.filter(({ attempts }) => attempts > 0).length <= 1);
    assert.ok(sandbox.requests.length <= 5);
  });

  test('uploads a file for each call', async () => {
    const list = Array.from({ length: 5 }, (_, at) => {
      return { from, to: number(at), text: `${at}`, file: { name: `${at}.txt`, data: Buffer.alloc(10 + at) } };
    });
    const results = await wts.batch('message', 'sendFile', list);
    assert.deepEqual(results.map(codeOf), Array(5).fill('a value'));
    const files = sent().map(({ text, file }) => [text, file?.name]);
    assert.deepEqual(
      files.sort(),
      ['0', '1', '2', '3', '4'].map((text) => [text, `${text}.txt`]),
    );
    assert.deepEqual(sandbox.files.map(({ size }) => size).sort(), [10, 11, 12, 13, 14]);
  });

  test('rejects as a whole only for an unknown operation and wrong options', async () => {
    const unknown = await rejects(wts.batch('send', 'templates', [{}]));
    assert.deepEqual([unknown.code, unknown.issues[0]?.field], ['validation', 'operation']);
    assert.match(unknown.message, /mean "template"\?/);
    assert.equal((await rejects(wts.batch('sends', 'template', []))).code, 'validation');
    const throwing = Object.defineProperty({}, 'fold', { enumerable: true, get: () => assert.fail('no entry') });
    assert.equal((await rejects(wts.batch('session', 'get', [], throwing))).code, 'validation');
    const { proxy, revoke } = Proxy.revocable([], {});
    revoke();
    for (const none of [undefined, null, 'abc', { length: 1 }, 5, proxy]) {
      const error = await rejects(wts.batch('session', 'get', /** @type {any} */ (none)));
      assert.deepEqual([error.code, error.operation], ['validation', 'session.get'], String(error));
      assert.match(error.message, /give an array/);
    }
    /** @type {[unknown, string][]} */
    const wrong = [
      [{ concurrency: 0 }, 'concurrency'],
      [{ concurrency: 101 }, 'concurrency'],
      [{ fold: 'no' }, 'fold'],
      [{ onItem: 5 }, 'onItem'],
      [{ onitem: () => {} }, 'onitem'],
    ];
    for (const [options, field] of wrong) {
      const error = await rejects(wts.batch('session', 'get', [], /** @type {BatchOptions} */ (options)));
      assert.deepEqual([error.code, error.issues[0]?.field], ['validation', field]);
    }
    assert.deepEqual(sandbox.requests, []);
  });

  test('leads, in its errors, to the line of its call', async () => {
    const [error] = await wts.batch('session', 'get', [{ sessionId: unknownId }]);
    assert.match(`${errorOf(error).stack}`, /batch\.test\.js:\d+/);
  });
});

suite('templates and bots', () => {
  test('go together, 100 in a request, and each gets its own answer', async () => {
    const results = await wts.batch('send', 'template', templates(1000));
    assert.deepEqual(new Set(routes()), new Set([`POST ${batchRoute}`]));
    assert.ok(sandbox.requests.length <= 12, `${sandbox.requests.length} requests`);
    assert.equal(sent().length, 1000);
    for (const [at, result] of results.entries()) {
      if (isWtsError(result)) throw result;
      assert.match(`${sandbox.state.message(`${result.id}`).text}`, new RegExp(`^Olá, N${at}! `));
    }
  });

  test('go together only where they have the rest in common, and no recipient', async () => {
    const list = [
      template(0),
      template(1, { templateId: templateIds.shortId }),
      template(2),
      template(0, { senderId: 'again' }),
      template(3, { sessionId }),
      template(4, { templateId: templateIds.shortId }),
      template(5, { to: '' }),
    ];
    const results = await wts.batch('send', 'template', list, { concurrency: 1 });
    assert.deepEqual(results.map(codeOf), [...Array(6).fill('a value'), 'validation']);
    const requests = sandbox.requests.map(({ path, body }) => {
      const { templateId, messages } = /** @type {any} */ (body);
      return [path.split('/').slice(4).join('/'), templateId, messages?.map((/** @type {any} */ one) => one.senderId)];
    });
    assert.deepEqual(requests, [
      ['template/batch', templateId, ['s0', 's2']],
      ['template/batch', templateIds.shortId, ['s1', 's4']],
      ['template', templateId, undefined],
      ['template', templateId, undefined],
    ]);
  });

  test('of bots too, by number or by session', async () => {
    const list = [
      { botKey, sessionId, senderId: 'a' },
      { botKey, from, to: number(7) },
      { botKey, from, to: number(8) },
    ];
    const results = await wts.batch('send', 'chatbot', list);
    assert.deepEqual(results.map(codeOf), Array(3).fill('a value'));
    assert.deepEqual(routes().sort(), ['POST /chat/v1/send/chatbot', 'POST /chat/v1/send/chatbot/batch']);
  });

  test('are made one by one where that is asked for', async () => {
    await wts.batch('send', 'template', templates(3), { fold: false });
    assert.deepEqual(routes(), Array(3).fill('POST /chat/v1/send/template'));
  });

  test('are made one by one when the request for many is refused, so that only the bad one fails', async () => {
    sandbox.fault({ path: batchRoute, oddity: 'problem-details' });
    const list = [...templates(3), template(3, { fileIdOrUrl: unknownId })];
    const results = await wts.batch('send', 'template', list);
    assert.deepEqual(results.map(codeOf), ['a value', 'a value', 'a value', 'not_found']);
    assert.deepEqual(routes(), [`POST ${batchRoute}`, ...Array(4).fill('POST /chat/v1/send/template')]);
    assert.equal(sent().length, 3);
  });

  for (const [what, change] of /** @type {[string, (body: any) => unknown][]} */ ([
    ['fewer results than calls', ({ results }) => ({ results: results.slice(1) })],
    ['more results', ({ results }) => ({ results: [...results, ...results] })],
    ['no results', () => ({})],
    ['null', () => null],
  ])) {
    test(`may all have been sent when the answer has ${what}`, async () => {
      sandbox.fault({ path: batchRoute, alter: change });
      const results = (await wts.batch('send', 'template', templates(4))).map(errorOf);
      for (const { code, maybeSent, operation, message } of results) {
        assert.deepEqual([code, maybeSent, operation], ['invalid_response', true, 'send.template']);
        assert.match(message, /check before you repeat/);
      }
      assert.equal(sandbox.requests.length, 1);
    });
  }

  for (const fault of /** @type {const} */ ([
    { drop: 'after' },
    { reset: 'after' },
    { drop: 'before' },
    { oddity: 'html-502' },
    { oddity: 'broken-json' },
  ])) {
    test(`may all have been sent after ${JSON.stringify(fault)}, and nothing is sent again`, async () => {
      sandbox.fault({ path: batchRoute, ...fault });
      const results = (await wts.batch('send', 'template', templates(4))).map(errorOf);
      assert.ok(results.every(({ maybeSent, operation }) => maybeSent && operation === 'send.template'));
      assert.equal(sandbox.requests.length, 1);
    });
  }

  test('fail alike for what is nobody’s own fault', async () => {
    sandbox.fault({ path: batchRoute, oddity: 'dead-token-401' });
    const results = (await wts.batch('send', 'template', templates(4))).map(errorOf);
    assert.ok(results.every(({ code, maybeSent }) => code === 'authentication' && !maybeSent));
    assert.equal(sandbox.requests.length, 1);
  });

  test('are told in events by their operation, and by the request that they are', async () => {
    /** @type {string[]} */
    const told = [];
    const own = connect({ onEvent: ({ type, operation, step }) => told.push(`${type} ${operation} ${step}`) });
    await own.batch('send', 'template', templates(2));
    assert.deepEqual(told, ['request send.template send.templateBatch', 'response send.template send.templateBatch']);
    assert.equal(last(sandbox.requests).path, batchRoute);
  });
});
