// A 429 is waited out, and what waits keeps its process alive no longer than that.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { describe, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { WtsClient } from 'wts-chat';
import { limited, send, sessionId, text, timed } from './pacing-support.js';
import { rejects } from './support.js';

/** @import { WtsEvent } from 'wts-chat' */

describe('a 429', () => {
  const shortly = () => new Date(Date.now() + 2_000).toUTCString();
  /** @type {[(wts: WtsClient) => Promise<unknown>, () => string][]} what is refused, Retry-After */
  const calls = [
    [(wts) => wts.session.list(), () => '1'],
    [(wts) => wts.session.list(), shortly],
    [(wts) => wts.message.sendText(text), () => '1'],
    [(wts) => wts.message.sendText(text), shortly],
    [send, () => '1'],
  ];
  test('is waited out for as long as it says, and is no retry', async (t) => {
    const { sandbox } = await limited(t);
    // Side by side, in accounts of their own.
    await Promise.all(
      calls.map(async ([call, retryAfter], at) => {
        /** @type {WtsEvent[]} */
        const events = [];
        let requests = 0;
        const wts = new WtsClient({
          baseUrl: sandbox.url,
          apiKey: sandbox.tokens.full,
          account: `${at}`,
          maxRetries: 0,
          onEvent: (event) => events.push(event),
          fetch: async (input, init) => {
            requests += 1;
            if (requests > 2) return fetch(input, init);
            return new Response('{"error":true}', {
              status: 429,
              headers: { 'retry-after': requests === 1 ? retryAfter() : '0' },
            });
          },
        });
        const took = await timed(() => call(wts));
        // A date has whole seconds only.
        assert.ok(took >= 900 && took < 4_000, `${at}: ${took} ms`);
        assert.deepEqual(
          events.map(({ type, attempt }) => `${type} ${attempt}`),
          ['request 1', 'response 1', 'wait 2', 'request 2', 'response 2', 'wait 3', 'request 3', 'response 3'],
        );
      }),
    );
    assert.equal(sandbox.requests.length, calls.length);
  });

  test('that does not say how long is waited out for the shortest window, doubling', async (t) => {
    const account = [
      { limit: 100, per: 5_000 },
      { limit: 50, per: 150 },
    ];
    const { wts, get, sandbox, waits } = await limited(t, { account });
    const fault = sandbox.fault({ oddity: 'rate-limited-429', times: 3 });
    const took = await timed(() => get(wts));
    assert.equal(fault.hits, 3);
    assert.ok(took >= 150 + 300 + 600 && took < 2_200, `${took} ms`);
    assert.equal(waits().length, 3);
  });

  test('closes its family for all clients of the account, and the other stays open', async (t) => {
    const { connect, get, sandbox, events, waits } = await limited(t);
    const [one, same, other] = [connect(), connect(), connect({ apiKey: sandbox.tokens.limited })];
    sandbox.fault({ oddity: 'rate-limited-429', headers: { 'retry-after': '1' } });
    let isClosed = true;
    const refused = get(one);
    while (!events.some(({ status }) => status === 429)) await wait(1);
    const waiting = Promise.race([refused, get(same)]).then(() => {
      isClosed = false;
    });
    await Promise.all([send(same), get(other)]);
    assert.ok(isClosed);
    assert.equal(waits().length, 2);
    const took = await timed(() => Promise.all([refused, waiting]));
    assert.ok(took > 100, `${took} ms`);

    sandbox.fault({ oddity: 'rate-limited-429', operation: 'send.text', headers: { 'retry-after': '1' } });
    isClosed = true;
    const sending = send(one).then(() => {
      isClosed = false;
    });
    while (waits().length < 3) await wait(1);
    await get(one);
    assert.ok(isClosed);
    await sending;
  });

  test('lets one request go ahead, and the others when it has succeeded', async (t) => {
    const { wts, get, sandbox, events } = await limited(t);
    sandbox.fault({ oddity: 'rate-limited-429', headers: { 'retry-after': '0' } });
    sandbox.fault({ delay: 200 });
    const first = get(wts);
    while (!events.some(({ status }) => status === 429)) await wait(1);
    await Promise.all([first, ...Array.from({ length: 20 }, () => get(wts))]);
    const [, ahead = 0, next = 0, ...more] = sandbox.requests.map(({ at }) => at);
    assert.equal(more.length, 19);
    assert.ok(next - ahead >= 190, `${next - ahead} ms`);
    assert.ok(more.every((at) => at >= next));
  });

  test('that asks for more than maxWait is told at once, to all', async (t) => {
    const { wts, get, sandbox } = await limited(t);
    sandbox.fault({ oddity: 'rate-limited-429', headers: { 'retry-after': '3600' } });
    const took = await timed(async () => {
      const error = await rejects(get(wts));
      assert.deepEqual([error.code, error.status, error.attempts, error.maybeSent], ['rate_limited', 429, 1, false]);
      assert.equal(error.retryAfter, 3_600_000);
      const next = await rejects(get(wts));
      assert.deepEqual([next.code, next.status, next.attempts], ['rate_limited', undefined, 0]);
      assert.ok(Number(next.retryAfter) > 3_590_000);
    });
    assert.ok(took < 5_000, `${took} ms`);
    await send(wts);
  });
});

describe('a process', () => {
  const root = fileURLToPath(new URL('..', import.meta.url));
  /** What a program says that has the package and a server that answers everything. @param {string} program */
  async function run(program) {
    const source = `
      import { WtsClient } from 'wts-chat';
      const fetch = async () => new Response('{}');
      const connect = (options) => new WtsClient({ apiKey: 'pn_1', fetch, ...options });
      const read = (wts, options) => wts.session.get({ sessionId: '${sessionId}' }, options).then(() => 'ok', ({ code }) => code);
      ${program}`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', source], {
      cwd: root,
    });
    return stdout.trim();
  }

  test('lives until its calls that wait are settled', async () => {
    const told = await run(`
      const wts = connect({ rateLimit: { account: [{ limit: 1, per: 150 }] } });
      const started = performance.now();
      Promise.all([read(wts), read(wts), read(wts)]).then((results) => {
        console.log(results.join(), performance.now() - started >= 300);
      });`);
    assert.equal(told, 'ok,ok,ok true');
  });

  test('ends as soon as all calls are settled, however long the limits look back', async () => {
    const told = await run(`
      const wts = connect({ maxWait: 100_000, rateLimit: { account: [{ limit: 1, per: 60_000 }] } });
      const controller = new AbortController();
      const { signal } = controller;
      const impatient = connect({ maxWait: 0 });
      const closed = connect({
        account: 'closed',
        fetch: async () => new Response('', { status: 429, headers: { 'retry-after': '30' } }),
      });
      const calls = [read(wts), read(wts, { signal }), read(wts, { signal }), read(impatient), read(closed, { signal })];
      setTimeout(() => controller.abort(), 50);
      const results = await Promise.all(calls);
      const settled = performance.now();
      process.on('exit', () => console.log(results.join(), performance.now() - settled < 5_000));`);
    assert.equal(told, 'ok,aborted,aborted,ok,aborted true');
  });
});
