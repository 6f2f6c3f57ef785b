// Failures without "Continue On Fail": what is told, of which item, and what is not done any more.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { workflow } from './helpers.js';
import { deadUrl, each, failureOf, items, started } from './support.js';

const { sandbox, suite, run, credential } = await started();
const { from, to, contactId } = sandbox.sample;
const nobody = '00000000-0000-4000-8000-000000000000';
const { NodeApiError, NodeOperationError } = workflow;

/** @param {any} [more] */
const text = (more) => ({ resource: 'message', operation: 'sendText', from, to, text: 'Oi', ...more });

/** @param {any} contactId @param {any} [more] */
const contact = (contactId, more) => ({ resource: 'contact', operation: 'get', contactId, ...more });

const oneByOne = { options: { concurrency: 1, maxRetries: 0 } };

suite('wrong input', () => {
  test('of any item is told before anything is sent', async () => {
    for (const wrong of [0, 3]) {
      const texts = (/** @type {number} */ at) => (at === wrong ? '' : 'Oi');
      const error = await failureOf(run(text({ text: texts }), { items: items(4) }));
      assert.ok(error instanceof NodeOperationError);
      assert.equal(error.context.itemIndex, wrong);
      assert.match(error.message, /text/i);
      assert.match(String(error.description), /Nothing was sent/);
      assert.equal(sandbox.requests.length, 0);
    }
  });

  test('of several fields names each of them', async () => {
    const error = await failureOf(run(text({ text: '', to: '' }), { items: items(2) }));
    assert.equal(error.context.itemIndex, 0);
    assert.match(`${error.message} ${error.description}`, /\bto\b/);
    assert.match(`${error.message} ${error.description}`, /\btext\b/);
    assert.match(error.description, /text: .+to: |to: .+text: /);
  });

  test('is told for lists, files of messages, reads and custom calls too', async () => {
    const wrong = {
      list: { resource: 'contact', operation: 'filter', filters: { phoneNumber: each(['', '', 'no number']) } },
      sessions: {
        resource: 'session',
        operation: 'listMessages',
        sessionId: each([sandbox.sample.sessionId, sandbox.sample.sessionId, '']),
      },
      file: { resource: 'message', operation: 'getFile', messageId: each([sandbox.sample.messageId, nobody, '']) },
      read: contact(each([contactId, contactId, ''])),
      custom: { resource: 'customApiCall', operation: 'request', path: '/core/v1/tag', query: each(['{}', '{}', '{']) },
    };
    for (const [name, parameters] of Object.entries(wrong)) {
      const error = await failureOf(run(parameters, { items: items(3) }));
      assert.ok(error instanceof NodeOperationError, name);
      assert.equal(error.context.itemIndex, 2, name);
      assert.equal(sandbox.requests.length, 0, name);
    }
  });

  test('is no failure of the API', async () => {
    const error = await failureOf(run(text({ text: '' })));
    assert.ok(!(error instanceof NodeApiError));
    assert.equal(error.httpCode, undefined);
  });

  test('that the API alone can tell is told by the API', async () => {
    const error = await failureOf(run({ resource: 'tag', operation: 'create', name: 'VIP' }));
    assert.ok(error instanceof NodeApiError);
    assert.equal(error.httpCode, '400');
  });
});

suite('wrong options', () => {
  test('are told before anything is sent', async () => {
    const ways = [text(), { resource: 'tag', operation: 'list' }];
    for (const options of [{ concurrency: 0 }, { concurrency: 1.5 }, { timeout: -1 }, { maxRetries: 'many' }]) {
      for (const parameters of ways) {
        const error = await failureOf(run({ ...parameters, options }));
        assert.ok(error instanceof NodeOperationError, JSON.stringify(options));
        assert.match(error.message, new RegExp(Object.keys(options).join(), 'i'));
      }
    }
    assert.equal(sandbox.requests.length, 0);
  });
});

suite('an unknown operation', () => {
  test('says so', async () => {
    const error = await failureOf(run({ resource: 'message', operation: 'whistle' }));
    assert.ok(error instanceof NodeOperationError);
    assert.match(error.message, /whistle/);
    assert.equal(sandbox.requests.length, 0);
  });
});

suite('a failure of the API', () => {
  test('has its status, its item, our words and its request id', async () => {
    const error = await failureOf(run(contact(each([contactId, nobody])), { items: items(2) }));
    assert.ok(error instanceof NodeApiError);
    assert.equal(error.httpCode, '500');
    assert.equal(error.context.itemIndex, 1);
    assert.match(error.message, /not found|não|encontrad/i);
    assert.match(String(error.description), /Request id, for the support of the platform: \w+/);
    assert.match(String(error.description), /ENTITY_NOT_FOUND/);
  });

  test("is told in our words, not in n8n's", async () => {
    const stock = /Authorization failed|Forbidden|Bad request|The service|resource you are requesting/;
    const ways = {
      401: { fault: { oddity: 'dead-token-401' } },
      403: { fault: { oddity: 'permission-403' } },
      502: { fault: { oddity: 'html-502' } },
      503: { fault: { status: 503 } },
      504: { fault: { status: 504 } },
    };
    for (const [status, { fault }] of Object.entries(ways)) {
      sandbox.fault(/** @type {any} */ ({ operation: 'contact.get', ...fault }));
      const error = await failureOf(run(contact(contactId, oneByOne)));
      assert.ok(error instanceof NodeApiError, status);
      assert.equal(error.httpCode, status);
      assert.doesNotMatch(error.message, stock);
      assert.ok(error.message.length > 20, error.message);
      assert.doesNotMatch(JSON.stringify(error), /<html/i);
    }
  });

  test('of the network has no status, and our words', async () => {
    const error = await failureOf(run(text(oneByOne), { credential: { ...credential, baseUrl: deadUrl } }));
    assert.ok(error instanceof NodeApiError);
    assert.ok(!error.httpCode || error.httpCode === 'ECONNREFUSED', String(error.httpCode));
    assert.doesNotMatch(error.message, /The service refused the connection/);
    assert.match(error.message, /ECONNREFUSED|refused/);
  });

  test('says that a send may have happened', async () => {
    sandbox.fault({ operation: 'message.send', drop: 'after' });
    const error = await failureOf(run(text(oneByOne)));
    assert.match(String(error.description), /may have been carried out/);
  });
});

suite('after a failed item', () => {
  test('none is begun, and the failure is told, not that', async () => {
    sandbox.fault({ operation: 'message.send', status: 400, body: { key: 'FORM_ERROR', text: 'Nope.' } });
    const parameters = text({ to: (/** @type {number} */ at) => `551198888000${at}`, ...oneByOne });
    const error = await failureOf(run(parameters, { items: items(5) }));
    assert.equal(sandbox.requests.length, 1);
    assert.equal(error.context.itemIndex, 0);
    assert.equal(error.httpCode, '400');
  });

  test('those under way end', async () => {
    sandbox.fault({ path: `/core/v1/contact/${nobody}`, delay: 50 });
    sandbox.fault({ path: `/core/v1/contact/${contactId}`, times: 9, delay: 300 });
    const began = performance.now();
    const ids = each([contactId, nobody, contactId, contactId, contactId]);
    const parameters = contact(ids, { options: { concurrency: 2, maxRetries: 0 } });
    const error = await failureOf(run(parameters, { items: items(5) }));
    assert.equal(error.context.itemIndex, 1);
    assert.equal(sandbox.requests.length, 2);
    assert.ok(performance.now() - began >= 290);
    assert.deepEqual(
      sandbox.requests.map(({ status }) => status),
      [200, 500],
    );
  });

  test('a wait never asks for a time that has passed, however far the clock goes between two looks', async (t) => {
    sandbox.fault({ path: `/core/v1/contact/${contactId}`, status: 503 });
    /** @type {unknown[]} */
    const asked = [];
    const { setTimeout } = globalThis;
    t.mock.method(globalThis, 'setTimeout', (/** @type {() => void} */ work, /** @type {number} */ milliseconds) => {
      asked.push(milliseconds);
      return setTimeout(work, Math.min(milliseconds, 5));
    });
    let clock = 0;
    t.mock.method(performance, 'now', () => {
      clock += 300;
      return clock;
    });
    const [found] = await run(contact(contactId), { items: items(1) });
    assert.equal(found?.json.id, contactId);
    assert.equal(sandbox.requests.length, 2);
    assert.deepEqual([asked.length > 0, asked.filter((milliseconds) => !(Number(milliseconds) >= 0))], [true, []]);
  });

  test('the one told is what really failed, also where items before it were not made', async () => {
    // The first two go to one recipient: the second waits for the first, and item 2 fails meanwhile.
    sandbox.fault({ operation: 'message.send', delay: 200 });
    sandbox.fault({ operation: 'message.send', status: 400, body: { key: 'FORM_ERROR', text: 'Nope.' } });
    const parameters = text({ to: each([to, to, '5511988880001']), options: { concurrency: 2, maxRetries: 0 } });
    const error = await failureOf(run(parameters, { items: items(3) }));
    assert.equal(error.context.itemIndex, 2);
    assert.ok(error instanceof NodeApiError);
    assert.equal(error.httpCode, '400');
    assert.equal(sandbox.requests.length, 2);
  });

  test('no list, no custom call and no file of a message is begun either', async () => {
    const options = { concurrency: 1, maxRetries: 0 };
    const ways = [
      { resource: 'tag', operation: 'list', options },
      { resource: 'customApiCall', operation: 'request', path: '/core/v1/tag', options },
      { resource: 'message', operation: 'getFile', messageId: sandbox.sample.messageId, options },
    ];
    for (const parameters of ways) {
      sandbox.requests.length = 0;
      sandbox.fault({ times: 1, status: 400, body: { key: 'FORM_ERROR', text: 'Nope.' } });
      const error = await failureOf(run(parameters, { items: items(4) }));
      assert.equal(error.context.itemIndex, 0);
      assert.equal(sandbox.requests.length, 1);
    }
  });
});
