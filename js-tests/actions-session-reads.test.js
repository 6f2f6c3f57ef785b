// session.get and session.list: what they answer.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wholeSession } from './actions-support.js';
import { received, refused, rejects, rows, started, unknownId } from './support.js';

/** @import { SessionListParams } from 'wts-chat' */

const { sandbox, suite, wts } = await started();
const { sample } = sandbox;
const { contactId, sessionId, closedSessionId, departmentId, userId, secondAgent, tagIds } = sample;
const carlaId = sample.instagram.contactId;

suite('session.get', () => {
  test('answers the session, with each detail only when asked to', async () => {
    const plain = await wts.session.get({ sessionId });
    assert.deepEqual(
      [plain.status, plain.contactId, plain.channelId, plain.departmentId, plain.userId, plain.windowStatus],
      ['IN_PROGRESS', contactId, sample.channelId, departmentId, userId, 'ACTIVE'],
    );
    const details = /** @type {const} */ ([
      ['AgentDetails', 'agentDetails', { userId }],
      ['DepartmentsDetails', 'departmentDetails', { name: 'Vendas' }],
      ['ContactDetails', 'contactDetails', { phonenumber: '+55|11999999999', tagsName: ['VIP'] }],
      ['ChannelDetails', 'channelDetails', { displayName: 'Loja' }],
      ['ChannelTypeDetails', 'channelType', null],
    ]);
    for (const [name, key, expected] of details) {
      assert.equal(plain[key] ?? null, null);
      const session = await wts.session.get({ sessionId, includeDetails: [name] });
      if (expected) assert.deepEqual({ ...Object(session[key]), ...expected }, session[key]);
      else assert.equal(session[key], 'CLOUDAPI_WHATSAPP');
    }
    assert.equal((await wholeSession(wts, closedSessionId)).classification?.category, 'WON');
  });

  test('a session is required, and may be none that there is', async () => {
    assert.deepEqual(await refused(sandbox, () => wts.session.get({ sessionId: ' ' })), ['sessionId required']);
    assert.equal((await rejects(wts.session.get({ sessionId: unknownId }))).code, 'not_found');
  });
});

suite('session.list', () => {
  /** @type {[string, SessionListParams, string[]][]} what, params, the numbers of the sessions, in order */
  const cases = [
    ['all, newest first', {}, ['1007', '1006', '1005', '1004', '1003', '1002', '1001']],
    ['statuses', { status: ['IN_PROGRESS', 'HIDDEN'] }, ['1007', '1006']],
    ['a department', { departmentId }, ['1007', '1002']],
    ['a user', { userId: secondAgent.userId }, ['1001']],
    ['a contact', { contactId: carlaId }, ['1004', '1002']],
    ['channels', { channelsId: [sample.instagram.channelId, sample.channelId] }, ['1007', '1003', '1002', '1001']],
    ['tags by id', { tagsId: [tagIds.vip] }, ['1007', '1005', '1001']],
    ['tags by name', { tagsName: ['Novo', 'VIP'] }, ['1007', '1005', '1001']],
    ['metadata, a number as its text', { metadata: { pedido: 1042 } }, ['1002']],
    ['several filters at once', { contactId, departmentId }, ['1007']],
    ['individuals', { type: 'INDIVIDUAL', status: ['PENDING'] }, ['1004']],
    ['groups', { type: 'GROUP' }, []],
    ['a page', { pageSize: 2, pageNumber: 2 }, ['1005', '1004']],
    ['an order', { orderBy: 'number', orderDirection: 'ASCENDING', pageSize: 2 }, ['1001', '1002']],
  ];
  for (const [what, params, numbers] of cases) {
    test(what, async () => {
      const page = await wts.session.list(params);
      assert.deepEqual(
        rows(page).map(({ number }) => number),
        numbers,
      );
    });
  }

  test('by its times', async () => {
    const hours = (/** @type {number} */ count) => new Date(Date.now() - count * 3_600_000);
    /** @param {SessionListParams} params */
    const numbers = async (params) => rows(await wts.session.list(params)).map(({ number }) => number);
    assert.deepEqual(await numbers({ createdAtAfter: hours(3.25) }), ['1007']);
    assert.deepEqual(await numbers({ createdAtBefore: hours(400) }), ['1001']);
    assert.deepEqual(await numbers({ updatedAtAfter: hours(2) }), ['1007']);
    assert.deepEqual(await numbers({ updatedAtBefore: hours(400) }), ['1001']);
    assert.deepEqual(await numbers({ endAtAfter: hours(100), endAtBefore: hours(1) }), ['1003']);
    assert.deepEqual(await numbers({ activeAtAfter: hours(475), activeAtBefore: hours(235) }), ['1002', '1001']);
    assert.deepEqual(await numbers({ lastInteractionAtAfter: hours(6) }), ['1007', '1004']);
    assert.deepEqual(await numbers({ lastInteractionAtBefore: hours(6) }), ['1002']);
  });

  test('answers details when asked to', async () => {
    const [plain] = rows(await wts.session.list({ contactId, departmentId }));
    assert.equal(plain?.contactDetails, undefined);
    const [full] = rows(
      await wts.session.list({ contactId, departmentId, includeDetails: ['ContactDetails', 'AgentDetails'] }),
    );
    assert.deepEqual([full?.contactDetails?.name, full?.agentDetails?.userId], ['Ana Souza', userId]);
  });

  test('nothing chosen counts as not given', async () => {
    await wts.session.list({ userId: 'NOT_SEND', departmentId: ' ', contactId: 'UNDEFINED' });
    assert.deepEqual(received(sandbox).query, {});
  });
});
