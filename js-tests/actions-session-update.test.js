// session.update: what is written, and what is left alone, as it is read back.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { botIn, wholeSession } from './actions-support.js';
import { received, refused, started, untyped } from './support.js';

/** @import { SessionUpdateParams } from 'wts-chat' */

const { sandbox, suite, wts } = await started();
const { sample } = sandbox;
const { sessionId, closedSessionId, botKey, supportDepartmentId, secondAgent } = sample;

const whole = (id = sessionId) => wholeSession(wts, id);

suite('session.update', () => {
  const endAt = '2026-03-01T12:00:00.000Z';
  /** @type {[Omit<SessionUpdateParams, 'sessionId'>, string[], object][]} params, fields, what is read back */
  const cases = [
    [{ status: 'PENDING' }, ['Status'], { status: 'PENDING' }],
    [{ endAt: new Date(endAt) }, ['EndAt'], { endAt }],
    [{ number: 'A-1042' }, ['Number'], { number: 'A-1042' }],
    [{ departmentId: supportDepartmentId }, ['DepartmentId'], { departmentId: supportDepartmentId }],
    [{ userId: secondAgent.userId }, ['UserId'], { userId: secondAgent.userId }],
    [{ metadata: { pedido: 1042, pago: true } }, ['Metadata'], { metadata: { pedido: '1042', pago: 'true' } }],
    [{ departmentId: null }, ['DepartmentId'], { departmentId: null }],
    [{ userId: null }, ['UserId'], { userId: null }],
    [{ number: null }, ['Number'], { number: null }],
    [{ status: 'COMPLETED', endAt }, ['Status', 'EndAt'], { status: 'COMPLETED', endAt }],
    [
      { userId: null, departmentId: supportDepartmentId, number: '7', metadata: { a: 'b' } },
      ['DepartmentId', 'Metadata', 'Number', 'UserId'],
      { userId: null, departmentId: supportDepartmentId, number: '7', metadata: { a: 'b' } },
    ],
  ];
  for (const [params, fields, expected] of cases) {
    test(`${JSON.stringify(params)}: written, and the rest left alone`, async () => {
      const before = await whole();
      await wts.session.update({ sessionId, ...params });
      const { route, body } = received(sandbox);
      assert.equal(route, `PUT /chat/v2/session/${sessionId}/partial`);
      assert.deepEqual(Object(body).fields.toSorted(), fields.toSorted());
      assert.deepEqual(await whole(), { ...before, ...expected });
    });
  }

  test('classification tells how the session ended, an amount of 0 included', async () => {
    const seen = async () => {
      const { category, categoryDescription, amount } = (await whole()).classification ?? {};
      return [category, categoryDescription, amount];
    };
    await wts.session.update({ sessionId, classification: { category: 'WON', description: 'Venda', amount: 99.9 } });
    assert.deepEqual(Object(received(sandbox).body).fields, ['Classification']);
    assert.deepEqual(await seen(), ['WON', 'Venda', 99.9]);
    await wts.session.update({ sessionId, classification: { category: 'LOST', amount: 0 } });
    assert.deepEqual(Object(received(sandbox).body).classification, { category: 'LOST', amount: 0 });
    assert.deepEqual(await seen(), ['LOST', null, 0]);
  });

  test('null clears the end and the metadata', async () => {
    await wts.session.update({ sessionId: closedSessionId, endAt: null, metadata: null });
    assert.deepEqual(Object(received(sandbox).body), { endAt: null, metadata: null, fields: ['EndAt', 'Metadata'] });
    const { endAt, metadata } = await whole(closedSessionId);
    assert.deepEqual([endAt, metadata], [null, {}]);
  });

  test("the caller's own fields are sent, and nothing else is written", async () => {
    const before = await whole();
    await wts.session.update({ sessionId, number: '7', userId: null, fields: ['Number'] });
    assert.deepEqual(Object(received(sandbox).body).fields, ['Number']);
    assert.deepEqual(await whole(), { ...before, number: '7' });
    await wts.session.update({ sessionId, fields: ['UserId'] });
    assert.deepEqual(await whole(), { ...before, number: '7', userId: null });
  });

  test('undefined, blank and nothing chosen are left alone', async () => {
    const before = await whole();
    await untyped(wts, 'session', 'update', {
      sessionId,
      number: '7',
      departmentId: 'NOT_SEND',
      userId: ' ',
      status: 'NOT_SEND',
      endAt: '',
      metadata: undefined,
    });
    assert.deepEqual(received(sandbox).body, { number: '7', fields: ['Number'] });
    assert.deepEqual(await whole(), { ...before, number: '7' });
  });

  test('nothing to change is refused', async () => {
    for (const params of [{}, { userId: 'NOT_SEND' }, { departmentId: 'UNDEFINED' }, { number: ' ' }]) {
      const issues = await refused(sandbox, () => untyped(wts, 'session', 'update', { sessionId, ...params }));
      assert.deepEqual(issues, ['fields required']);
    }
  });

  test('UNDEFINED for the status is none', async () => {
    await untyped(wts, 'session', 'update', { sessionId, number: '7', status: 'UNDEFINED' });
    assert.deepEqual(received(sandbox).body, { number: '7', fields: ['Number'] });
  });

  test('metadata that is no plain value is refused by its key', async () => {
    const issues = await refused(sandbox, () =>
      untyped(wts, 'session', 'update', { sessionId, metadata: { a: {}, b: [1], c: null, d: 1 } }),
    );
    assert.deepEqual(issues.sort(), ['metadata.a type', 'metadata.b type', 'metadata.c type']);
  });

  test('stopBotInExecution stops the bot, which otherwise goes on', async () => {
    await wts.chatbot.send({ botKey, sessionId });
    await wts.session.update({ sessionId, number: '7' });
    assert.equal(await botIn(wts, sessionId), sample.botId);
    await wts.session.update({ sessionId, number: '8', stopBotInExecution: true });
    assert.equal(await botIn(wts, sessionId), null);
  });
});
