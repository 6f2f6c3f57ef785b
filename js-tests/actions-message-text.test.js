// message.sendText: what is sent, read back through the message and its session.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newestSession } from './actions-support.js';
import { inbound, received, refused, started, untyped } from './support.js';

const { sandbox, suite, wts } = await started();
const { sample } = sandbox;
const { from, to, contactId, sessionId, messageId, botKey, botId, departmentId, userId, secondAgent } = sample;
const { unreachable, unreachableContactId } = sample;

/** The newest session of Bruno Lima, who never wrote. */
const newest = () => newestSession(wts, unreachableContactId);
const brunoWrites = () => inbound(sandbox, { from: unreachable, to: from, text: 'Oi' });

suite('message.sendText', () => {
  test('the message is in the open session, as it was written', async () => {
    const text = '  Olá, *Ana*! 👋🏽\n— até já ';
    const { id } = await wts.message.sendText({ from, to, text, refId: messageId });
    const message = await wts.message.get({ messageId: id });
    assert.deepEqual(
      [message.text, message.type, message.direction, message.origin, message.refId, message.sessionId],
      [text, 'TEXT', 'TO_HUB', 'API', messageId, sessionId],
    );
    const session = await wts.session.get({ sessionId });
    assert.equal(session.lastMessageText, text);
  });

  test('its status goes from PROCESSING over SENT and DELIVERED to READ', async () => {
    const sent = await wts.message.sendText({ from, to, text: 'Olá!' });
    const seen = [sent.status];
    for (let read = 0; read < 4; read += 1) seen.push((await wts.message.getStatus({ messageId: sent.id })).status);
    assert.deepEqual(seen, ['PROCESSING', 'SENT', 'DELIVERED', 'READ', 'READ']);
    assert.ok((await wts.message.get({ messageId: sent.id })).readContactAt);
  });

  test('it fails with its reason where the 24 hours are over, until the contact writes', async () => {
    const { id, status } = await wts.message.sendText({ from, to: unreachable, text: 'Olá!' });
    assert.equal(status, 'PROCESSING');
    const failed = await wts.message.getStatus({ messageId: id });
    assert.equal(failed.status, 'FAILED');
    assert.match(failed.failureReason ?? '', /24 horas/);
    await brunoWrites();
    const message = await wts.message.sendText({ from, to: unreachable, text: 'Olá!', synchronous: true });
    assert.equal(message.status, 'DELIVERED');
  });

  test('synchronous waits for the outcome, a failure included', async () => {
    const message = await wts.message.sendText({ from, to: unreachable, text: 'Olá!', synchronous: true });
    assert.equal(received(sandbox).route, 'POST /chat/v1/message/send-sync');
    assert.equal(message.status, 'FAILED');
    assert.match(message.failedReason ?? '', /24 horas/);
  });

  test('a new session gets the department, the user and the bot', async () => {
    await wts.message.sendText({ from, to: unreachable, text: 'Olá!', departmentId, userId, botKey });
    const session = await newest();
    assert.deepEqual([session.departmentId, session.userId, session.status], [departmentId, userId, 'IN_PROGRESS']);
    assert.equal(session.botId, null, 'the bot waits for the reply');
    await brunoWrites();
    assert.equal((await newest()).botId, botId);
  });

  test('department and user may be named as the API does', async () => {
    const params = { from, to: unreachable, text: 'Olá!' };
    await wts.message.sendText({ ...params, department: { name: 'Suporte' }, user: { email: 'elisa@example.com' } });
    const session = await newest();
    assert.deepEqual([session.departmentId, session.userId], [sample.supportDepartmentId, secondAgent.userId]);
    const issues = await refused(sandbox, () =>
      untyped(wts, 'message', 'sendText', {
        ...params,
        department: { name: 'Vendas' },
        departmentId,
        user: {},
        userId,
      }),
    );
    assert.deepEqual(issues.sort(), ['departmentId conflict', 'userId conflict']);
  });

  test('hiddenSession hides a new session until the contact writes', async () => {
    await wts.message.sendText({ from, to: unreachable, text: 'Olá!', hiddenSession: true });
    assert.equal((await newest()).status, 'HIDDEN');
    await brunoWrites();
    assert.equal((await newest()).status, 'PENDING');
  });

  test('forceStartSession completes the open session and starts another', async () => {
    const sent = await wts.message.sendText({ from, to, text: 'Olá!', forceStartSession: true });
    assert.equal((await wts.session.get({ sessionId })).status, 'COMPLETED');
    assert.notEqual(sent.sessionId, sessionId);
    assert.equal((await wts.session.get({ sessionId: sent.sessionId ?? '' })).contactId, contactId);
  });

  test('an unknown number becomes a contact', async () => {
    const sent = await wts.message.sendText({ from, to: '+55 (31) 97777-6666', text: 'Olá!' });
    const { id } = await wts.contact.getByPhone({ phone: '5531977776666' });
    assert.equal((await wts.session.get({ sessionId: sent.sessionId ?? '' })).contactId, id);
  });

  test('a text goes to an Instagram user', async () => {
    const { instagram } = sample;
    const message = await wts.message.sendText({
      from: instagram.from,
      to: instagram.to,
      text: 'Oi',
      synchronous: true,
    });
    const session = await wts.session.get({ sessionId: message.sessionId });
    assert.deepEqual([session.contactId, session.channelId], [instagram.contactId, instagram.channelId]);
    assert.equal(message.status, 'DELIVERED');
  });

  test('nothing chosen counts as not given', async () => {
    const nothing = { departmentId: 'NOT_SEND', userId: 'UNDEFINED', botKey: ' ', refId: '' };
    await wts.message.sendText({ from, to, text: 'Olá!', ...nothing });
    assert.deepEqual(received(sandbox).body, { from, to, body: { text: 'Olá!' } });
    const required = await refused(sandbox, () => wts.message.sendText({ from: 'NOT_SEND', to: ' ', text: '\n' }));
    assert.deepEqual(required.sort(), ['from required', 'text required', 'to required']);
  });
});
