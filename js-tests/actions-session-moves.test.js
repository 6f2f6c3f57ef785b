// Sessions: their status, department and user after each operation that moves them.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { botIn, wholeSession } from './actions-support.js';
import { inbound, received, refused, rejects, rows, started, unknownId, untyped } from './support.js';

const { sandbox, suite, wts } = await started();
const { sample } = sandbox;
const { from, to, contactId, sessionId, closedSessionId, botKey, departmentId, userId, supportDepartmentId } = sample;
const { secondAgent } = sample;

const whole = (id = sessionId) => wholeSession(wts, id);

/** Whose the session is: department, user, status. */
async function owner() {
  const session = await wts.session.get({ sessionId });
  return [session.departmentId, session.userId, session.status];
}

const runBot = () => wts.chatbot.send({ botKey, sessionId });
const running = () => botIn(wts, sessionId);
const anaWrites = () => inbound(sandbox, { from: to, to: from, text: 'Oi de novo' });

suite('session.updateStatus', () => {
  for (const newStatus of /** @type {const} */ (['STARTED', 'PENDING', 'IN_PROGRESS', 'COMPLETED', 'HIDDEN'])) {
    test(`to ${newStatus}`, async () => {
      const before = await whole();
      await wts.session.updateStatus({ sessionId, newStatus });
      const { endAt, ...session } = await whole();
      assert.deepEqual({ ...session, endAt: null }, { ...before, status: newStatus });
      assert.equal(endAt !== null, newStatus === 'COMPLETED');
    });
  }

  test('a completed session is opened again', async () => {
    await wts.session.updateStatus({ sessionId: closedSessionId, newStatus: 'IN_PROGRESS' });
    const { status, endAt } = await whole(closedSessionId);
    assert.deepEqual([status, endAt], ['IN_PROGRESS', null]);
  });

  test('stopBotInExecution stops the bot, which otherwise goes on', async () => {
    await runBot();
    await wts.session.updateStatus({ sessionId, newStatus: 'PENDING' });
    assert.equal(await running(), sample.botId);
    await wts.session.updateStatus({ sessionId, newStatus: 'PENDING', stopBotInExecution: true });
    assert.equal(await running(), null);
  });

  test('no status, and any that means none, is refused', async () => {
    for (const newStatus of [undefined, null, '', ' ', 'UNDEFINED', 'NOT_SEND']) {
      const issues = await refused(sandbox, () => untyped(wts, 'session', 'updateStatus', { sessionId, newStatus }));
      assert.deepEqual(issues, ['newStatus required']);
    }
    const started = { sessionId, newStatus: 'Started' };
    assert.deepEqual(await refused(sandbox, () => untyped(wts, 'session', 'updateStatus', started)), [
      'newStatus enum',
    ]);
  });
});

suite('session.complete', () => {
  test('the session is completed, and a new message starts another', async () => {
    await wts.session.complete({ sessionId });
    const { status, endAt } = await whole();
    assert.equal(status, 'COMPLETED');
    assert.ok(endAt);
    await anaWrites();
    assert.equal((await whole()).status, 'COMPLETED');
    const [newest] = rows(await wts.session.list({ contactId, pageSize: 1 }));
    assert.notEqual(newest?.id, sessionId);
    assert.deepEqual([newest?.status, newest?.lastMessageText], ['PENDING', 'Oi de novo']);
  });

  test('reactivateOnNewMessage opens the same session again', async () => {
    const { totalItems } = await wts.session.list({ contactId });
    await wts.session.complete({ sessionId, reactivateOnNewMessage: true });
    assert.equal((await whole()).status, 'COMPLETED');
    await anaWrites();
    const { status, endAt, lastMessageText } = await whole();
    assert.deepEqual([status, endAt, lastMessageText], ['IN_PROGRESS', null, 'Oi de novo']);
    assert.equal((await wts.session.list({ contactId })).totalItems, totalItems);
  });

  test('stopBotInExecution stops the bot, which otherwise goes on', async () => {
    await runBot();
    await wts.session.complete({ sessionId });
    assert.equal(await running(), sample.botId);
    await wts.session.complete({ sessionId, stopBotInExecution: true });
    assert.equal(await running(), null);
  });

  test('a session is required', async () => {
    assert.deepEqual(await refused(sandbox, () => wts.session.complete({ sessionId: 'NOT_SEND' })), [
      'sessionId required',
    ]);
    assert.equal((await rejects(wts.session.complete({ sessionId: unknownId }))).code, 'not_found');
  });
});

suite('session.transfer', () => {
  /** @type {[string, object, object, unknown[]][]} what, params, body, owner */
  const cases = [
    [
      'to a department, where it waits',
      { newDepartmentId: supportDepartmentId },
      { type: 'DEPARTMENT', newDepartmentId: supportDepartmentId },
      [supportDepartmentId, null, 'PENDING'],
    ],
    [
      'to a user, in the department that it is in',
      { newUserId: secondAgent.userId },
      { type: 'USER', newUserId: secondAgent.userId },
      [departmentId, secondAgent.userId, 'IN_PROGRESS'],
    ],
    [
      'to a user in a department',
      { newUserId: secondAgent.userId, newDepartmentId: supportDepartmentId },
      { type: 'USER', newUserId: secondAgent.userId, newDepartmentId: supportDepartmentId },
      [supportDepartmentId, secondAgent.userId, 'IN_PROGRESS'],
    ],
    [
      'to a department, with null for the user',
      { newUserId: null, newDepartmentId: supportDepartmentId },
      { type: 'DEPARTMENT', newUserId: null, newDepartmentId: supportDepartmentId },
      [supportDepartmentId, null, 'PENDING'],
    ],
    [
      'to a department, with nothing chosen for the user',
      { newUserId: 'NOT_SEND', newDepartmentId: supportDepartmentId },
      { type: 'DEPARTMENT', newDepartmentId: supportDepartmentId },
      [supportDepartmentId, null, 'PENDING'],
    ],
    [
      'to a user, with nothing chosen for the department',
      { newUserId: secondAgent.userId, newDepartmentId: 'UNDEFINED' },
      { type: 'USER', newUserId: secondAgent.userId },
      [departmentId, secondAgent.userId, 'IN_PROGRESS'],
    ],
    [
      'by a type of the caller',
      { newUserId: secondAgent.userId, newDepartmentId: supportDepartmentId, type: 'DEPARTMENT' },
      { type: 'DEPARTMENT', newUserId: secondAgent.userId, newDepartmentId: supportDepartmentId },
      [supportDepartmentId, null, 'PENDING'],
    ],
    [
      'by no type, where none is chosen',
      { newUserId: secondAgent.userId, type: 'NOT_SEND' },
      { type: 'USER', newUserId: secondAgent.userId },
      [departmentId, secondAgent.userId, 'IN_PROGRESS'],
    ],
  ];
  for (const [what, params, body, expected] of cases) {
    test(what, async () => {
      await untyped(wts, 'session', 'transfer', { sessionId, ...params });
      assert.deepEqual(received(sandbox), { route: `PUT /chat/v1/session/${sessionId}/transfer`, query: {}, body });
      assert.deepEqual(await owner(), expected);
    });
  }

  test('a waiting session is in progress once it has a user', async () => {
    await wts.session.transfer({ sessionId, newDepartmentId: supportDepartmentId });
    await wts.session.transfer({ sessionId, newUserId: userId });
    assert.deepEqual(await owner(), [supportDepartmentId, userId, 'IN_PROGRESS']);
  });

  test('stopBotInExecution stops the bot, which otherwise goes on', async () => {
    await runBot();
    await wts.session.transfer({ sessionId, newUserId: secondAgent.userId });
    assert.equal(await running(), sample.botId);
    await wts.session.transfer({ sessionId, newUserId: userId, stopBotInExecution: true });
    assert.equal(await running(), null);
  });

  /** @param {object} params */
  const issuesOf = (params) => refused(sandbox, () => untyped(wts, 'session', 'transfer', { sessionId, ...params }));

  test('somewhere is wanted', async () => {
    for (const params of [{}, { newDepartmentId: 'NOT_SEND', newUserId: ' ' }, { newUserId: null }]) {
      assert.deepEqual(await issuesOf(params), ['newDepartmentId required']);
    }
  });

  test('a type of the caller wants what it transfers to', async () => {
    const toUser = { type: 'USER', newDepartmentId: supportDepartmentId };
    assert.deepEqual(await issuesOf(toUser), ['newUserId required']);
    const toDepartment = { type: 'DEPARTMENT', newUserId: userId };
    assert.deepEqual(await issuesOf(toDepartment), ['newDepartmentId required']);
  });

  test("an agent's id is no user's", async () => {
    const error = await rejects(wts.session.transfer({ sessionId, newUserId: secondAgent.agentId }));
    assert.equal(error.code, 'not_found');
    assert.deepEqual(await owner(), [departmentId, userId, 'IN_PROGRESS']);
  });
});

suite('session.assignUser', () => {
  test('gives the session to the user', async () => {
    await wts.session.updateStatus({ sessionId, newStatus: 'PENDING' });
    await wts.session.assignUser({ sessionId, userId: secondAgent.userId });
    assert.deepEqual(received(sandbox).body, { userId: secondAgent.userId });
    assert.deepEqual(await owner(), [departmentId, secondAgent.userId, 'IN_PROGRESS']);
  });

  test('stopBotInExecution stops the bot, which otherwise goes on', async () => {
    await runBot();
    await wts.session.assignUser({ sessionId, userId });
    assert.equal(await running(), sample.botId);
    await wts.session.assignUser({ sessionId, userId, stopBotInExecution: true });
    assert.equal(await running(), null);
  });

  test("a user is wanted, and an agent's id is none", async () => {
    for (const nobody of ['', ' ', 'NOT_SEND', 'UNDEFINED']) {
      assert.deepEqual(await refused(sandbox, () => wts.session.assignUser({ sessionId, userId: nobody })), [
        'userId required',
      ]);
    }
    const error = await rejects(wts.session.assignUser({ sessionId, userId: secondAgent.agentId }));
    assert.equal(error.code, 'not_found');
    assert.deepEqual(await owner(), [departmentId, userId, 'IN_PROGRESS']);
  });
});
