// The stack of an error leads to the caller's own line, whatever was called, and its answer hangs on it without filling logs.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { inspect } from 'node:util';
import { isWtsError, parseWebhook, WtsClient, WtsError } from 'wts-chat';
import { rejects, started, throws } from './support.js';

const { sandbox, suite, connect, wts } = await started();
const { from, to, sessionId, messageId, botKey, panelId, cardId } = sandbox.sample;
const text = { from, to, text: 'Olá!' };
const file = { name: 'a.bin', data: new Blob(['x']) };

/** What every call fails with. */
const refusal = { status: 403, body: { error: true, key: 'ERROR_FORBIDDEN', text: 'Acesso negado' }, times: Infinity };

/** The line of the code that calls this. */
function hereabouts() {
  return Number(/stacks\.test\.js:(\d+)/.exec(`${new Error().stack?.split('\n')[2]}`)?.[1]);
}

/**
 * Fails the test where the stack has not this line of this file.
 * @param {WtsError} error
 * @param {number} line
 */
function leadsTo({ stack, name, message }, line) {
  assert.ok(`${stack}`.startsWith(`${name}: ${message}\n`), stack);
  assert.match(`${stack}`, new RegExp(`stacks\\.test\\.js:${line}:\\d+`));
}

/** @type {Record<string, () => Promise<unknown>>} each a function of one line */
const calls = {
  'a method of a resource': async () => await wts.session.get({ sessionId }),
  'a send': async () => await wts.message.sendText(text),
  'a send of a file': async () => await wts.message.sendFile({ from, to, file }),
  'an operation by its names': async () => await wts.execute('session', 'get', { sessionId }),
  'any other route': async () => await wts.request('GET', '/core/v1/contact'),
  'a list, read to its end': async () => await wts.contact.listAll().toArray(),
  'a list by its names': async () => await wts.paginate('contact', 'list').toArray(),
  'choices that are read': async () => await wts.choices('message', 'sendText', 'from'),
  'choices that are asked for first': async () => await wts.choices('panel', 'createCard', 'stepId', { cardId }),
  'an id by its name': async () => await connect().idOf('tag', 'VIP'),
  'a wait for the final status': async () => await wts.message.waitUntilFinal(messageId),
  'a contact, found or created': async () => await wts.contact.getOrCreate({ phoneNumber: to, name: 'Ana' }),
  'a chatbot': async () => await wts.chatbot.send({ botKey, from, to }),
};

/** @type {Record<string, () => Promise<unknown>>} the same with params that are wrong */
const wrong = {
  'a method of a resource': async () => await wts.session.get({ sessionId: '' }),
  'a list': async () => await wts.contact.listAll({}, { limit: -1 }).toArray(),
  'a list by unknown names': async () => await wts.paginate(/** @type {'contact'} */ ('contract'), 'list').toArray(),
  'any other route': async () => await wts.request('GET', 'core'),
  'choices of an unknown field': async () => await wts.choices('message', 'sendText', 'form'),
  'choices that lack what they belong to': async () => await wts.choices('panel', 'createCard', 'stepId'),
  'an id of an unknown kind': async () => await wts.idOf(/** @type {'tag'} */ ('tags'), 'VIP'),
  'a batch of an unknown operation': async () => await wts.batch('message', /** @type {'sendText'} */ ('sendTxt'), []),
  'a wait without an id': async () => await wts.message.waitUntilFinal(''),
};

/** The lines of this file on which the functions above stand. @param {() => Promise<unknown>} call */
async function lineOf(call) {
  const { readFile } = await import('node:fs/promises');
  const lines = (await readFile(new URL(import.meta.url), 'utf8')).split('\n');
  const at = lines.findIndex((line) => line.trimEnd().endsWith(`${call.toString()},`));
  assert.ok(at >= 0, call.toString());
  return at + 1;
}

suite('the stack of an error leads to the call of', () => {
  for (const [what, call] of Object.entries(calls)) {
    test(`${what}, and its answer hangs on it`, async () => {
      sandbox.fault({ ...refusal, headers: { 'x-echo': `Bearer ${sandbox.tokens.full}` } });
      const error = await rejects(call());
      assert.equal(error.code, 'permission', error.stack);
      leadsTo(error, await lineOf(call));
      assert.deepEqual([error.response?.status, error.response?.headers['x-echo']], [403, 'Bearer [redacted]']);
      assert.deepEqual(JSON.parse(error.response?.body ?? ''), refusal.body);
      assert.equal(Object.getOwnPropertyDescriptor(error, 'response')?.enumerable, false);
      assert.doesNotMatch(`${inspect(error)}${JSON.stringify(error)}`, /x-echo/);
    });
  }

  for (const [what, call] of Object.entries(wrong)) {
    test(`${what}, where it is refused before anything is sent`, async () => {
      const error = await rejects(call());
      assert.equal(error.code, 'validation', error.stack);
      leadsTo(error, await lineOf(call));
      assert.deepEqual(sandbox.requests, []);
    });
  }

  test('a list that is read entry by entry, which is where it was made', async () => {
    sandbox.fault({ operation: 'contact.list', ...refusal });
    const list = wts.contact.listAll({});
    const line = hereabouts() - 1;
    await setImmediate();
    const reading = async () => {
      for await (const { id } of list) assert.fail(id);
    };
    leadsTo(await rejects(reading()), line);
  });

  test('a later page of a list', async () => {
    const list = wts.contact.listAll({}, { pageSize: 1, concurrency: 1 });
    const line = hereabouts() - 1;
    let entries = 0;
    const reading = async () => {
      for await (const { id } of list) {
        assert.ok(id);
        entries += 1;
        sandbox.fault({ operation: 'contact.list', ...refusal });
      }
    };
    leadsTo(await rejects(reading()), line);
    assert.ok(entries >= 1);
  });

  test('a batch, for each of its items, made alone or with others', async () => {
    for (const [operation, params] of /** @type {const} */ ([
      ['sendText', text],
      ['sendText', { ...text, text: '' }],
    ])) {
      sandbox.fault({ operation: 'message.send', ...refusal });
      const results = await wts.batch('message', operation, [params, params, params]);
      const line = hereabouts() - 1;
      assert.equal(results.length, 3);
      for (const error of results) leadsTo(isWtsError(error) ? error : assert.fail('a result'), line);
    }
    sandbox.fault({ ...refusal });
    const sends = [1, 2].map((at) => ({ from, to: `551198888000${at}`, templateId: sandbox.sample.templateId }));
    const results = await wts.batch('send', 'template', sends);
    const line = hereabouts() - 1;
    for (const error of results) leadsTo(isWtsError(error) ? error : assert.fail('a result'), line);
  });

  test('a call that is awaited later, by somebody else', async () => {
    sandbox.fault({ operation: 'session.get', ...refusal });
    const call = wts.session.get({ sessionId });
    const line = hereabouts() - 1;
    const later = async () => {
      await setImmediate();
      await call;
    };
    call.catch(() => {});
    leadsTo(await rejects(later()), line);
  });

  test('choices and ids whose call nobody awaits at once', async () => {
    sandbox.fault({ ...refusal });
    for (const make of [
      () => wts.choices('panel', 'createCard', 'stepId', { panelId }),
      () => wts.choices('panel', 'createCard', 'stepId', { cardId }),
      () => wts.choices('template', 'list', 'channelId'),
      () => connect().idOf('tag', 'VIP'),
    ]) {
      const call = make();
      const line = hereabouts() - 1;
      call.catch(() => {});
      await setImmediate();
      leadsTo(await rejects(call), line);
    }
  });

  test('choices whose second question fails', async () => {
    sandbox.fault({ operation: 'template.list', ...refusal });
    const call = wts.choices('message', 'sendTemplate', 'templateId', { from });
    const line = hereabouts() - 1;
    call.catch(() => {});
    leadsTo(await rejects(call), line);
    assert.ok(sandbox.requests.length > 1);
  });

  test('what throws at once', () => {
    const error = throws(() => new WtsClient({}));
    leadsTo(error, hereabouts() - 1);
    const unknown = throws(() => parseWebhook(''));
    leadsTo(unknown, hereabouts() - 1);
  });

  test('anything where an aborted or failed connection is the reason', async () => {
    const dead = connect({ fetch: () => Promise.reject(new Error('no')), maxRetries: 0 });
    leadsTo(await rejects(dead.session.get({ sessionId })), hereabouts());
    leadsTo(await rejects(wts.session.get({ sessionId }, { signal: AbortSignal.abort('x') })), hereabouts());
    const silent = connect({ fetch: () => new Promise(() => {}), maxRetries: 0, timeout: 5 });
    leadsTo(await rejects(silent.session.get({ sessionId })), hereabouts());
  });
});
