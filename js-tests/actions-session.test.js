// Sessions: how each operation moves them, as they are read back.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  idsOf,
  inbound,
  received,
  refused,
  rejects,
  rows,
  started,
  storedFile,
  unknownId,
  untyped,
} from './support.js';

/** @import { SessionListParams, SessionUpdateParams } from 'wts-chat' */

const { sandbox, suite, wts } = await started();
const { sample } = sandbox;
const { from, to, contactId, sessionId, closedSessionId, messageId, sessionNoteId, botKey } = sample;
const { departmentId, userId, supportDepartmentId, secondAgent, templateId, templateIds, tagIds } = sample;
const carlaId = sample.instagram.contactId;
const url = 'https://example.com/docs/boleto.pdf';
const parameters = { nome: 'Ana', 'próximo horário': 'segunda, às 10h' };
const filled = 'Olá, Ana! Seu próximo horário é segunda, às 10h.';

/** A session with its classification, but the time of the last change. */
async function whole(id = sessionId) {
  const { updatedAt: _, ...session } = await wts.session.get({
    sessionId: id,
    includeDetails: ['ClassificationDetails'],
  });
  return session;
}

/** Whose the session is: department, user, status. */
async function owner() {
  const session = await wts.session.get({ sessionId });
  return [session.departmentId, session.userId, session.status];
}

const runBot = () => wts.chatbot.send({ botKey, sessionId });
const running = async () => (await wts.session.get({ sessionId })).botId;
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
    await runBot();
    await wts.session.update({ sessionId, number: '7' });
    assert.equal(await running(), sample.botId);
    await wts.session.update({ sessionId, number: '8', stopBotInExecution: true });
    assert.equal(await running(), null);
  });
});

suite('session.sendText', () => {
  test('the message is in the session, as it was written', async () => {
    const text = ' Olá, Ana!\n👋🏽 ';
    const { id } = await wts.session.sendText({ sessionId, text, refId: messageId });
    const [newest] = rows(await wts.session.listMessages({ sessionId }));
    assert.deepEqual([newest?.id, newest?.text, newest?.refId, newest?.direction], [id, text, messageId, 'TO_HUB']);
    assert.equal((await whole()).lastMessageText, text);
  });

  test('synchronous answers the outcome', async () => {
    const message = await wts.session.sendText({ sessionId, text: 'Olá!', synchronous: true });
    assert.equal(received(sandbox).route, `POST /chat/v1/session/${sessionId}/message/sync`);
    assert.equal(message.status, 'DELIVERED');
    assert.equal((await wts.message.get({ messageId: message.id })).status, 'READ');
  });

  test('a completed session is opened again', async () => {
    await wts.session.complete({ sessionId });
    await wts.session.sendText({ sessionId, text: 'Mais uma coisa' });
    assert.equal((await whole()).status, 'IN_PROGRESS');
  });

  test('a session and a text are wanted', async () => {
    const issues = await refused(sandbox, () => wts.session.sendText({ sessionId: 'NOT_SEND', text: ' ' }));
    assert.deepEqual(issues.sort(), ['sessionId required', 'text required']);
    assert.equal((await wts.session.listMessages({ sessionId })).totalItems, 1);
  });
});

suite('session.sendFile', () => {
  test('by address, by id and from bytes', async () => {
    const { id: fileId } = await storedFile(wts, 'contrato.pdf');
    const file = { data: new Uint8Array([137, 80, 78, 71]), name: 'foto.png', mimeType: 'image/png' };
    for (const [source, name, type] of /** @type {const} */ ([
      [{ url }, 'boleto.pdf', 'DOCUMENT'],
      [{ fileId }, 'contrato.pdf', 'DOCUMENT'],
      [{ file }, 'foto.png', 'IMAGE'],
    ])) {
      const { id } = await wts.session.sendFile({ sessionId, ...source, text: 'Segue', refId: messageId });
      const message = await wts.message.get({ messageId: id });
      assert.deepEqual(
        [message.details?.file?.name, message.type, message.text, message.refId, message.sessionId],
        [name, type, 'Segue', messageId, sessionId],
      );
    }
    assert.deepEqual(
      sandbox.files.map(({ name, size }) => [name, size]),
      [
        ['contrato.pdf', 8],
        ['foto.png', 4],
      ],
    );
  });

  test('synchronous answers the outcome', async () => {
    const file = { data: 'aGVsbG8=', name: 'a.pdf' };
    const message = await wts.session.sendFile({ sessionId, file, synchronous: true });
    assert.equal(received(sandbox).route, `POST /chat/v1/session/${sessionId}/message/sync`);
    assert.deepEqual([message.status, message.details?.file?.size], ['DELIVERED', 5]);
  });

  test('a file comes from one place', async () => {
    const none = await refused(sandbox, () => untyped(wts, 'session', 'sendFile', { sessionId, text: 'Segue' }));
    assert.deepEqual(none, ['url required']);
    const { id: fileId } = await storedFile(wts);
    const two = await refused(sandbox, () => untyped(wts, 'session', 'sendFile', { sessionId, url, fileId }));
    assert.deepEqual(two, ['fileId conflict']);
  });
});

suite('session.sendTemplate', () => {
  test('its text is filled in, by either form of the id', async () => {
    for (const id of [templateId, templateIds.shortId]) {
      const sent = await wts.session.sendTemplate({ sessionId, templateId: id, parameters, refId: messageId });
      const message = await wts.message.get({ messageId: sent.id });
      assert.deepEqual(
        [message.text, message.templateId, message.sessionId, message.refId],
        [filled, templateId, sessionId, messageId],
      );
    }
  });

  test('with a file by address, by id and from bytes', async () => {
    const { id: fileId } = await storedFile(wts, 'boleto.pdf');
    const file = { data: 'aGVsbG8=', name: 'boleto.pdf' };
    for (const source of [{ url }, { fileId }, { file }]) {
      const message = await wts.session.sendTemplate({
        sessionId,
        templateId: templateIds.withFile,
        parameters: { '[valor]': 10 },
        ...source,
        synchronous: true,
      });
      assert.equal(received(sandbox).route, `POST /chat/v1/session/${sessionId}/message/sync`);
      assert.deepEqual(
        [message.status, message.text, message.details?.file?.name],
        ['DELIVERED', 'Segue o boleto no valor de 10.', 'boleto.pdf'],
      );
    }
    const two = { sessionId, templateId, url, file };
    assert.deepEqual(await refused(sandbox, () => untyped(wts, 'session', 'sendTemplate', two)), ['file conflict']);
  });

  test('a blank template is missing', async () => {
    assert.deepEqual(await refused(sandbox, () => wts.session.sendTemplate({ sessionId, templateId: ' ' })), [
      'templateId required',
    ]);
  });

  test('NOT_SEND for a template is missing', async () => {
    assert.deepEqual(await refused(sandbox, () => wts.session.sendTemplate({ sessionId, templateId: 'NOT_SEND' })), [
      'templateId required',
    ]);
  });
});

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
    assert.equal((await whole(closedSessionId)).classification?.category, 'WON');
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

suite('messages of a session', () => {
  test('listMessages lists them, newest first, and pages', async () => {
    for (const text of ['um', 'dois']) await wts.session.sendText({ sessionId, text });
    const texts = async (params = {}) =>
      rows(await wts.session.listMessages({ sessionId, ...params })).map(({ text }) => text);
    assert.deepEqual(await texts(), ['dois', 'um', 'Oi, tudo bem?']);
    assert.deepEqual(await texts({ pageSize: 2, pageNumber: 2 }), ['Oi, tudo bem?']);
    assert.deepEqual(await texts({ orderBy: 'createdAt', pageSize: 1 }), ['Oi, tudo bem?']);
    assert.deepEqual(await texts({ createdAtBefore: new Date(Date.now() - 60_000) }), ['Oi, tudo bem?']);
  });

  test('sendMessage and sendMessageSync send any content', async () => {
    const sent = await wts.session.sendMessage({ sessionId, templateId, parameters });
    assert.equal((await wts.message.get({ messageId: sent.id })).text, filled);
    const { id: fileId } = await storedFile(wts);
    const message = await wts.session.sendMessageSync({ sessionId, fileId, text: 'Segue', refId: sent.id });
    assert.deepEqual(
      [message.status, message.fileId, message.text, message.refId],
      ['DELIVERED', fileId, 'Segue', sent.id],
    );
    for (const operation of ['sendMessage', 'sendMessageSync']) {
      assert.deepEqual(await refused(sandbox, () => untyped(wts, 'session', operation, { sessionId, text: ' ' })), [
        'text required',
      ]);
    }
  });
});

suite('notes of a session', () => {
  test('a note is written, listed and read, with text and files', async () => {
    const { id: fileId } = await storedFile(wts, 'contrato.pdf');
    const { id } = await wts.session.createNote({
      sessionId,
      text: 'Ligar às 15h',
      filesUrls: [url],
      filesIds: [fileId],
    });
    assert.deepEqual(idsOf(rows(await wts.session.listNotes({ sessionId }))), [id, sessionNoteId]);
    const note = await wts.session.getNote({ noteId: id });
    assert.deepEqual([note.text, note.type, note.filesIds], ['Ligar às 15h', 'NOTE', [fileId]]);
    assert.deepEqual(
      note.details?.files?.map(({ name }) => name),
      ['contrato.pdf', 'boleto.pdf'],
    );
    assert.equal((await wts.session.listMessages({ sessionId })).totalItems, 1, 'the contact does not see it');
  });

  test('a deleted note is gone', async () => {
    await wts.session.deleteNote({ noteId: sessionNoteId });
    assert.deepEqual(rows(await wts.session.listNotes({ sessionId })), []);
    assert.equal((await rejects(wts.session.getNote({ noteId: sessionNoteId }))).code, 'not_found');
  });

  test('a note holds something', async () => {
    const empty = { sessionId, text: ' ', filesUrls: undefined };
    assert.deepEqual(await refused(sandbox, () => untyped(wts, 'session', 'createNote', empty)), ['text required']);
    assert.equal((await wts.session.listNotes({ sessionId })).totalItems, 1);
  });
});
