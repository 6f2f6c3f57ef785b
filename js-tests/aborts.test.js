// Signals and time-outs: before, during and after a request.

import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { test } from 'node:test';
import { rejects, serving, started } from './support.js';

const { sandbox, suite, connect, wts } = await started();
const { from, to, sessionId } = sandbox.sample;
const text = { from, to, text: 'Olá!' };

suite('signals', () => {
  test('one that is aborted already sends nothing', async () => {
    const reason = new Error('too late');
    for (const call of [
      wts.message.sendText(text, { signal: AbortSignal.abort(reason) }),
      wts.session.get({ sessionId }, { signal: AbortSignal.abort(reason) }),
      wts.message.sendFile({ from, to, file: { name: 'a.pdf', data: 'AA==' } }, { signal: AbortSignal.abort(reason) }),
    ]) {
      const error = await rejects(call);
      assert.deepEqual([error.code, error.attempts, error.maybeSent], ['aborted', 0, false]);
      assert.equal(error.cause, reason);
    }
    assert.deepEqual(sandbox.requests, []);
  });

  /** A client that calls back within its call of fetch. @param {() => void} onRequest */
  const noticed = (onRequest) =>
    connect({
      fetch: (input, init) => {
        const response = fetch(input, init);
        onRequest();
        return response;
      },
    });

  /** A server that calls back once a request has arrived, and answers nothing. */
  const silent = (/** @type {import('node:test').TestContext} */ t, /** @type {() => void} */ onRequest) =>
    serving(t, () => onRequest());

  test('one that is aborted within the call of fetch ends a send, and it may have happened', async () => {
    sandbox.fault({ operation: 'message.send', delay: 60_000 });
    const controller = new AbortController();
    const reason = { why: 'the user left' };
    const own = noticed(() => controller.abort(reason));
    const error = await rejects(own.message.sendText(text, { signal: controller.signal, timeout: 3000 }));
    assert.deepEqual([error.code, error.attempts, error.maybeSent], ['aborted', 1, true]);
    assert.equal(error.cause, reason);
  });

  test('one that is aborted during a send ends it, and it may have happened', async (t) => {
    const controller = new AbortController();
    const reason = { why: 'the user left' };
    const { url, requests } = await silent(t, () => controller.abort(reason));
    const error = await rejects(connect({ baseUrl: url }).message.sendText(text, { signal: controller.signal }));
    assert.deepEqual([error.code, error.attempts, error.maybeSent], ['aborted', 1, true]);
    assert.equal(error.cause, reason);
    assert.equal(requests.length, 1);
  });

  test('one that is aborted within the call of fetch ends a read', async () => {
    sandbox.fault({ operation: 'session.get', stall: true });
    const controller = new AbortController();
    const own = noticed(() => controller.abort());
    const options = { signal: controller.signal, timeout: 3000, maxRetries: 0 };
    const error = await rejects(own.session.get({ sessionId }, options));
    assert.deepEqual([error.code, error.attempts, error.maybeSent], ['aborted', 1, false]);
    assert.ok(error.cause instanceof DOMException);
    assert.equal(error.cause.name, 'AbortError');
  });

  test('one that is aborted during a read ends it', async (t) => {
    const controller = new AbortController();
    const { url, requests } = await silent(t, () => controller.abort());
    const error = await rejects(connect({ baseUrl: url }).session.get({ sessionId }, { signal: controller.signal }));
    assert.deepEqual([error.code, error.attempts, error.maybeSent], ['aborted', 1, false]);
    assert.equal(requests.length, 1);
  });

  test('an abort ends the connection', async (t) => {
    const controller = new AbortController();
    /** @type {(value: unknown) => void} */
    let end = () => {};
    const ended = new Promise((resolve) => {
      end = resolve;
    });
    const server = await serving(t, (request) => {
      request.socket.on('close', end);
      controller.abort();
    });
    const own = connect({ baseUrl: server.url });
    assert.equal((await rejects(own.session.get({ sessionId }, { signal: controller.signal }))).code, 'aborted');
    await ended;
  });

  test('the time-out of a signal is its reason', async () => {
    sandbox.fault({ operation: 'session.get', stall: true });
    const error = await rejects(wts.session.get({ sessionId }, { signal: AbortSignal.timeout(50) }));
    assert.equal(error.code, 'aborted');
    assert.ok(error.cause instanceof DOMException);
    assert.equal(error.cause.name, 'TimeoutError');
  });

  test('one that is aborted afterwards changes nothing, and no listener stays', async () => {
    const { signal } = new AbortController();
    for (let times = 0; times < 5; times++) await wts.session.get({ sessionId }, { signal });
    sandbox.fault({ operation: 'session.get', status: 503, headers: { 'retry-after': '0' } });
    await wts.session.get({ sessionId }, { signal });
    sandbox.fault({ operation: 'session.get', oddity: 'permission-403' });
    await rejects(wts.session.get({ sessionId }, { signal }));
    await wts.message.sendFile({ from, to, file: { name: 'a.pdf', data: 'AA==' } }, { signal });
    assert.deepEqual(getEventListeners(signal, 'abort'), []);
  });

  test('that many calls share has one listener, and ends them all', async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const own = connect({ fetch: () => new Promise(() => {}) });
    const calls = Array.from({ length: 30 }, () => own.session.get({ sessionId }, { signal }));
    const ended = Promise.all(calls.map(rejects));
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(getEventListeners(signal, 'abort').length, 1);
    controller.abort();
    assert.deepEqual(new Set((await ended).map(({ code }) => code)), new Set(['aborted']));
    assert.deepEqual(getEventListeners(signal, 'abort'), []);
  });
});

suite('time-outs', () => {
  test('span the body', async () => {
    sandbox.fault({ operation: 'session.get', trickle: { bytes: 1, ms: 30 } });
    const error = await rejects(wts.session.get({ sessionId }, { timeout: 100, maxRetries: 0 }));
    assert.deepEqual([error.code, error.attempts, error.maybeSent], ['timeout', 1, false]);
    assert.match(error.message, /100 ms/);
  });

  test('are per attempt, and counted', async () => {
    sandbox.fault({ operation: 'session.get', delay: 60_000, times: 2 });
    const error = await rejects(wts.session.get({ sessionId }, { timeout: 50, maxRetries: 1 }));
    assert.deepEqual([error.code, error.attempts, sandbox.requests.length], ['timeout', 2, 2]);
  });

  test('of the client are those of its calls, unless they say otherwise', async () => {
    const own = connect({ timeout: 50, maxRetries: 0 });
    sandbox.fault({ operation: 'session.get', delay: 300, times: 2 });
    assert.equal((await rejects(own.session.get({ sessionId }))).code, 'timeout');
    assert.equal((await own.session.get({ sessionId }, { timeout: 30_000 })).id, sessionId);
  });
});
