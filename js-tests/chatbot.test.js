// Starting chatbots: by session or by number, every option, and starts that were skipped.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { last, started } from './support.js';

const { sandbox, suite, wts } = await started();
const { sample } = sandbox;
const { from, to, sessionId, botKey, botId } = sample;

/** The body that the sandbox received last. */
function received() {
  const { method, path, body } = last(sandbox.requests);
  assert.equal(`${method} ${path}`, 'POST /chat/v1/chatbot/send');
  return body;
}

suite('chatbot.send', () => {
  test('a bot starts in a session', async () => {
    const session = await wts.chatbot.send({ botKey, sessionId });
    assert.deepEqual(received(), { botKey, sessionId });
    assert.deepEqual([session?.id, session?.botId], [sessionId, botId]);
    assert.equal(last(sandbox.state.botSends).started, true);
  });

  test('a bot starts for a number, written in any form', async () => {
    const session = await wts.chatbot.send({ botKey, from: '+55 (11) 90000-0001', to: '+55|11999999999' });
    assert.deepEqual(received(), { botKey, from, to });
    assert.deepEqual([session?.id, session?.botId], [sessionId, botId]);
  });

  for (const option of /** @type {const} */ ([
    'forceStartSession',
    'skipIfBotInExecution',
    'skipIfInProgress',
    'hiddenSession',
  ])) {
    for (const value of [true, false]) {
      test(`${option}: ${value} goes into the options`, async () => {
        await wts.chatbot.send({ botKey, sessionId, [option]: value });
        assert.deepEqual(received(), { botKey, sessionId, options: { [option]: value } });
      });
    }
  }

  test('forceStartSession closes the session and starts another', async () => {
    const session = await wts.chatbot.send({ botKey, from, to, forceStartSession: true });
    assert.notEqual(session?.id, sessionId);
    assert.equal(sandbox.state.session(sessionId).status, 'COMPLETED');
  });

  test('numbers and booleans of metadata are sent as their text', async () => {
    const metadata = { order: 42, price: 12.5, zero: 0, big: 1e21, paid: true, late: false, name: 'José', blank: '' };
    const texts = {
      order: '42',
      price: '12.5',
      zero: '0',
      big: '1e+21',
      paid: 'true',
      late: 'false',
      name: 'José',
      blank: '',
    };
    await wts.chatbot.send({
      botKey,
      sessionId,
      sessionMetadata: metadata,
      contactMetadata: { vip: true, score: -0.5 },
    });
    assert.deepEqual(received(), {
      botKey,
      sessionId,
      sessionMetadata: texts,
      contactMetadata: { vip: 'true', score: '-0.5' },
    });
    assert.deepEqual(sandbox.state.session(sessionId).metadata, texts);
    assert.deepEqual(sandbox.state.contact(sample.contactId).metadata, { vip: 'true', score: '-0.5' });
  });

  test('keys of metadata are sent as they are', async () => {
    const sessionMetadata = { 'with space': 'a', 'dots.in.it': 'b', 'Ação [1]': 'c', constructor: 'd' };
    await wts.chatbot.send({ botKey, sessionId, sessionMetadata });
    assert.deepEqual(received(), { botKey, sessionId, sessionMetadata });
  });

  test('tracking id and callback are sent', async () => {
    const callbackUrl = 'https://example.com/hook?key=1';
    await wts.chatbot.send({ botKey, sessionId, senderId: 'order-42', callbackUrl });
    assert.deepEqual(received(), { botKey, sessionId, senderId: 'order-42', callbackUrl });
  });

  test('a start skipped by skipIfInProgress answers the session as it stands', async () => {
    const session = await wts.chatbot.send({ botKey, from, to, skipIfInProgress: true });
    assert.deepEqual([session?.id, session?.status, session?.botId], [sessionId, 'IN_PROGRESS', null]);
    assert.equal(last(sandbox.state.botSends).started, false);
  });

  test('a start skipped by skipIfBotInExecution answers the session with the bot that runs', async () => {
    const running = '1b3d5f70-2a4c-4e6f-8b0d-9c1e3a5b7802';
    sandbox.state.session(sessionId).botId = running;
    const session = await wts.chatbot.send({ botKey, sessionId, skipIfBotInExecution: true });
    assert.deepEqual([session?.id, session?.botId], [sessionId, running]);
    assert.equal(last(sandbox.state.botSends).started, false);
  });

  for (const [what, answer] of /** @type {const} */ ([
    ['an empty 200', { status: 200 }],
    ['an empty 204', { status: 204 }],
    ['a 200 of white space', { status: 200, body: '\r\n ' }],
    ['a 200 of null', { status: 200, body: 'null' }],
  ])) {
    test(`${what} is null`, async () => {
      sandbox.fault({ operation: 'chatbot.send', ...answer });
      assert.equal(await wts.chatbot.send({ botKey, sessionId }), null);
      assert.equal(sandbox.requests.length, 1);
    });
  }

  test('a bot that may not be sent by the API is not found', async () => {
    for (const key of Object.values(sample.botKeys)) {
      await assert.rejects(wts.chatbot.send({ botKey: key, sessionId }), { name: 'WtsError', code: 'not_found' });
    }
  });
});
