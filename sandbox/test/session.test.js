// What moves a session: completing it, bots, and the contact who writes.

import assert from 'node:assert/strict';
import test from 'node:test';
import { call, started, unknownId } from './support.js';

/** @import { Sandbox } from '../src/index.js' */

/** @param {Sandbox} sandbox @param {Record<string, unknown>} body */
const sendBot = (sandbox, body) => call(sandbox, 'POST /chat/v1/chatbot/send', { body });

/** @param {Sandbox} sandbox @param {Record<string, unknown>} [body] @param {string} [id] */
const complete = (sandbox, body = {}, id = sandbox.sample.sessionId) =>
  call(sandbox, `PUT /chat/v1/session/${id}/complete`, { body });

/** @param {Sandbox} sandbox @param {string} from @param {string} [to] */
const writes = (sandbox, from, to = sandbox.sample.from) =>
  call(sandbox, 'POST /_sandbox/inbound', { body: { from, to, text: 'Oi de novo' }, token: null });

test('a session is completed', async (t) => {
  const sandbox = await started(t);
  const { status, json } = await complete(sandbox, { reactivateOnNewMessage: true });
  assert.deepEqual([status, json.status], [200, 'COMPLETED']);
  assert.ok(json.endAt);
  assert.equal(sandbox.state.session(sandbox.sample.sessionId).reactivateOnNewMessage, true);
  const lost = await complete(sandbox, {}, unknownId);
  assert.deepEqual([lost.status, lost.json.text], [500, 'Atendimento não encontrado']);
});

test('a contact who writes reopens a completed session only if that was asked for', async (t) => {
  const sandbox = await started(t);
  const { sessionId, to } = sandbox.sample;
  await complete(sandbox, { reactivateOnNewMessage: true });
  const { json: same } = await writes(sandbox, to);
  assert.deepEqual([same.sessionId, same.direction, same.text], [sessionId, 'FROM_HUB', 'Oi de novo']);
  assert.equal(sandbox.state.session(sessionId).status, 'IN_PROGRESS');
  await complete(sandbox);
  const { json: other } = await writes(sandbox, to);
  assert.notEqual(other.sessionId, sessionId);
  assert.equal(sandbox.state.session(other.sessionId).status, 'PENDING');
});

test('a contact who writes opens the window, shows a hidden session and starts the bot that waited', async (t) => {
  const sandbox = await started(t);
  const { from, unreachable, botKey, botId } = sandbox.sample;
  const message = { from, to: unreachable, body: { text: 'Olá!' } };
  const hidden = { ...message, botKey, options: { hiddenSession: true } };
  const { json: sent } = await call(sandbox, 'POST /chat/v1/message/send-sync', { body: hidden });
  assert.equal(sent.status, 'FAILED');
  await writes(sandbox, unreachable);
  const { json: session } = await call(sandbox, `GET /chat/v2/session/${sent.sessionId}`);
  assert.deepEqual([session.status, session.windowStatus, session.botId], ['PENDING', 'ACTIVE', botId]);
  const { json: again } = await call(sandbox, 'POST /chat/v1/message/send-sync', { body: message });
  assert.equal(again.status, 'DELIVERED');
});

test('a bot starts in a session or by address, and metadata is merged', async (t) => {
  const sandbox = await started(t);
  const { sessionId, contactId, from, to, botKey, botId, unreachable } = sandbox.sample;
  const first = await sendBot(sandbox, {
    botKey,
    sessionId,
    sessionMetadata: { order: '1', step: 'a' },
    contactMetadata: { vip: 'yes' },
  });
  assert.deepEqual([first.status, first.json.id, first.json.botId], [200, sessionId, botId]);
  const second = await sendBot(sandbox, { botKey, from, to, sessionMetadata: { order: '2', step: null } });
  assert.deepEqual([second.json.id, second.json.metadata], [sessionId, { order: '2' }]);
  assert.deepEqual(sandbox.state.contact(contactId).metadata, { vip: 'yes' });
  const fresh = await sendBot(sandbox, { botKey, from, to: unreachable });
  assert.deepEqual([fresh.json.status, fresh.json.botId], ['STARTED', botId]);
  const hidden = await sendBot(sandbox, { botKey, from, to: '5531966665555', options: { hiddenSession: true } });
  assert.equal(hidden.json.status, 'HIDDEN');
  assert.deepEqual(
    sandbox.state.botSends.map(({ started }) => started),
    [true, true, true, true],
  );
});

test('a bot that may not be sent, or to nobody, is refused', async (t) => {
  const sandbox = await started(t);
  const { sessionId, botKey, botKeys, from } = sandbox.sample;
  for (const key of [unknownId, botKeys.manual, botKeys.reactive, botKeys.unpublished]) {
    const { status, json } = await sendBot(sandbox, { botKey: key, sessionId });
    assert.deepEqual([status, json.key], [500, 'ENTITY_NOT_FOUND']);
  }
  for (const body of [{ sessionId }, { botKey }, { botKey, from }]) {
    const { status, json } = await sendBot(sandbox, body);
    assert.deepEqual([status, json.key], [400, 'FORM_ERROR']);
  }
  assert.equal((await sendBot(sandbox, { botKey, sessionId: unknownId })).json.text, 'Atendimento não encontrado');
  assert.equal(sandbox.state.session(sessionId).botId, null);
});

test('a skipped bot changes nothing', async (t) => {
  const sandbox = await started(t);
  const { sessionId, botKey, botId } = sandbox.sample;
  const before = structuredClone(sandbox.state.session(sessionId));
  const rest = { botKey, sessionId, sessionMetadata: { order: '1' } };
  const skipped = await sendBot(sandbox, { ...rest, options: { skipIfInProgress: true } });
  assert.deepEqual([skipped.json.botId, skipped.json.updatedAt], [null, before.updatedAt]);
  assert.deepEqual(sandbox.state.session(sessionId), before);

  const idle = await sendBot(sandbox, { ...rest, options: { skipIfBotInExecution: true } });
  assert.equal(idle.json.botId, botId, 'no bot was running');
  const running = structuredClone(sandbox.state.session(sessionId));
  const metadata = { sessionMetadata: { order: '2' } };
  await sendBot(sandbox, { ...rest, ...metadata, options: { skipIfBotInExecution: true, forceStartSession: true } });
  assert.deepEqual(sandbox.state.session(sessionId), running);
  assert.deepEqual(
    sandbox.state.botSends.map(({ started }) => started),
    [false, true, false],
  );
});

test('a bot may force a new session, and runs in a completed one that is named by id', async (t) => {
  const sandbox = await started(t);
  const { sessionId, botKey, botId } = sandbox.sample;
  const forced = await sendBot(sandbox, { botKey, sessionId, options: { forceStartSession: true } });
  assert.notEqual(forced.json.id, sessionId);
  assert.equal(sandbox.state.session(sessionId).status, 'COMPLETED');
  const named = await sendBot(sandbox, { botKey, sessionId });
  assert.deepEqual([named.json.id, named.json.status, named.json.botId], [sessionId, 'COMPLETED', botId]);
});

test('completing stops the running bot when asked', async (t) => {
  const sandbox = await started(t);
  const { sessionId, botKey, botId } = sandbox.sample;
  await sendBot(sandbox, { botKey, sessionId });
  assert.equal((await complete(sandbox)).json.botId, botId);
  assert.equal((await complete(sandbox, { stopBotInExecution: true })).json.botId, null);
});
