// What moves a session beside messages and bots: its status, who attends to it, its fields, and notes.

import assert from 'node:assert/strict';
import test from 'node:test';
import { call, started, subscribe, unknownId, upload } from './support.js';

/** @import { Sandbox } from '../src/index.js' */

/** @param {Sandbox} sandbox @param {string} action @param {object} body @param {string} [id] */
const put = (sandbox, action, body, id = sandbox.sample.sessionId) =>
  call(sandbox, `PUT /chat/v${action === 'partial' ? 2 : 1}/session/${id}/${action}`, { body });

/** @param {Sandbox} sandbox */
const read = async (sandbox) =>
  (await call(sandbox, `GET /chat/v2/session/${sandbox.sample.sessionId}?includeDetails=ClassificationDetails`)).json;

test('the status is changed, and the end with it', async (t) => {
  const sandbox = await started(t);
  const { json: done } = await put(sandbox, 'status', { newStatus: 'COMPLETED' });
  assert.ok(done.endAt);
  const { json: open } = await put(sandbox, 'status', { newStatus: 'PENDING' });
  assert.deepEqual([open.status, open.endAt], ['PENDING', null]);
  assert.equal((await read(sandbox)).status, 'PENDING');
  const refused = await put(sandbox, 'status', { newStatus: 'UNDEFINED' });
  assert.deepEqual([refused.status, refused.json.key], [400, 'FORM_ERROR']);
  assert.equal((await put(sandbox, 'status', { newStatus: 'PENDING' }, unknownId)).json.key, 'ENTITY_NOT_FOUND');
});

test('a session is assigned to a user, never to an agent’s own id', async (t) => {
  const sandbox = await started(t);
  const { secondAgent, departmentId } = sandbox.sample;
  await put(sandbox, 'status', { newStatus: 'PENDING' });
  const agent = await put(sandbox, 'assignee', { userId: secondAgent.agentId });
  assert.deepEqual([agent.status, agent.json.text], [500, 'Usuário não encontrado']);
  const { json } = await put(sandbox, 'assignee', { userId: secondAgent.userId });
  assert.deepEqual([json.userId, json.departmentId, json.status], [secondAgent.userId, departmentId, 'IN_PROGRESS']);
});

test('a transfer to a department waits there, one to a user does not', async (t) => {
  const sandbox = await started(t);
  const { supportDepartmentId, departmentId, secondAgent } = sandbox.sample;
  const away = { type: 'DEPARTMENT', newDepartmentId: supportDepartmentId };
  const { json: waiting } = await put(sandbox, 'transfer', away);
  assert.deepEqual([waiting.departmentId, waiting.userId, waiting.status], [supportDepartmentId, null, 'PENDING']);
  const back = { type: 'USER', newUserId: secondAgent.userId, newDepartmentId: departmentId };
  const { json: taken } = await put(sandbox, 'transfer', back);
  assert.deepEqual([taken.departmentId, taken.userId, taken.status], [departmentId, secondAgent.userId, 'IN_PROGRESS']);
  const { json: same } = await put(sandbox, 'transfer', { type: 'USER', newUserId: sandbox.sample.userId });
  assert.deepEqual([same.departmentId, same.userId], [departmentId, sandbox.sample.userId]);

  for (const body of [{ type: 'DEPARTMENT' }, { type: 'USER', newDepartmentId: supportDepartmentId }]) {
    assert.equal((await put(sandbox, 'transfer', body)).json.key, 'FORM_ERROR');
  }
  for (const body of [
    { type: 'DEPARTMENT', newDepartmentId: unknownId },
    { type: 'USER', newUserId: secondAgent.agentId },
  ]) {
    assert.equal((await put(sandbox, 'transfer', body)).json.key, 'ENTITY_NOT_FOUND');
  }
  assert.equal((await read(sandbox)).departmentId, departmentId, 'what is refused changes nothing');
});

test('every change may stop the running bot', async (t) => {
  const sandbox = await started(t);
  const { sessionId, botId, userId } = sandbox.sample;
  const options = { stopBotInExecution: true };
  /** @type {[string, object][]} */
  const changes = [
    ['status', { newStatus: 'PENDING' }],
    ['assignee', { userId }],
    ['transfer', { type: 'USER', newUserId: userId }],
    ['partial', { fields: ['Number'], number: '7' }],
  ];
  for (const [action, body] of changes) {
    sandbox.state.session(sessionId).botId = botId;
    assert.equal((await put(sandbox, action, body)).json.botId, botId, action);
    assert.equal((await put(sandbox, action, { ...body, options })).json.botId, null, action);
  }
  sandbox.state.session(sessionId).botId = botId;
  await put(sandbox, 'assignee', { userId: unknownId, options });
  assert.equal((await read(sandbox)).botId, botId, 'what is refused changes nothing');
});

test('an update writes what fields names, and nothing else', async (t) => {
  const sandbox = await started(t);
  const { departmentId, userId, supportDepartmentId } = sandbox.sample;
  const values = {
    number: 'A-1',
    departmentId: supportDepartmentId,
    userId: null,
    metadata: { pedido: '1', canal: 'loja' },
    classification: { category: 'WON', description: 'Fechou', amount: 12.5 },
  };
  await put(sandbox, 'partial', { ...values, fields: ['Number', 'Metadata', 'Classification'] });
  const first = await read(sandbox);
  assert.deepEqual([first.number, first.departmentId, first.userId], ['A-1', departmentId, userId]);
  assert.deepEqual(first.metadata, { pedido: '1', canal: 'loja' });
  const { category, categoryDescription, amount } = first.classification;
  assert.deepEqual([category, categoryDescription, amount], ['WON', 'Fechou', 12.5]);

  await put(sandbox, 'partial', { ...values, fields: ['DepartmentId', 'UserId'] });
  const second = await read(sandbox);
  assert.deepEqual([second.departmentId, second.userId], [supportDepartmentId, null]);

  await put(sandbox, 'partial', { metadata: { pedido: null, passo: '2' }, fields: ['Metadata', 'Autocomplete'] });
  assert.deepEqual((await read(sandbox)).metadata, { canal: 'loja', passo: '2' });
  const cleared = { number: null, departmentId: null, metadata: null, fields: ['Number', 'DepartmentId', 'Metadata'] };
  await put(sandbox, 'partial', cleared);
  const third = await read(sandbox);
  assert.deepEqual([third.number, third.departmentId, third.metadata], [null, null, {}]);
  assert.equal(third.classification.category, 'WON');

  for (const fields of [undefined, null, []]) {
    const { json } = await put(sandbox, 'partial', { number: 'B', ...(fields !== undefined && { fields }) });
    assert.equal(json.number, null);
  }
});

test('an update completes, at a time of its own if it names one', async (t) => {
  const sandbox = await started(t);
  const endAt = '2024-03-01T12:00:00.000Z';
  const { json: done } = await put(sandbox, 'partial', { status: 'COMPLETED', endAt, fields: ['Status', 'EndAt'] });
  assert.deepEqual([done.status, done.endAt], ['COMPLETED', endAt]);
  for (const body of [{ fields: ['Status'] }, { status: 'UNDEFINED', fields: ['Status'] }]) {
    assert.equal((await put(sandbox, 'partial', body)).json.key, 'FORM_ERROR');
  }
  const agent = { userId: sandbox.sample.agentId, number: 'C', fields: ['Number', 'UserId'] };
  assert.equal((await put(sandbox, 'partial', agent)).json.key, 'ENTITY_NOT_FOUND');
  assert.equal((await read(sandbox)).number, '1007', 'what is refused changes nothing');
});

test('notes are made, read, listed and deleted, with their files', async (t) => {
  const sandbox = await started(t);
  const { sessionId, sessionNoteId } = sandbox.sample;
  const { json: seeded } = await call(sandbox, `GET /chat/v1/session/note/${sessionNoteId}`);
  assert.deepEqual([seeded.type, seeded.sessionId, seeded.status], ['NOTE', sessionId, 'SAVED']);

  const route = `/chat/v1/session/${sessionId}/note`;
  const { id: fileId } = await upload(sandbox);
  const body = { text: 'Ligar amanhã', filesIds: [fileId], filesUrls: ['https://example.com/a.png'] };
  const { json: note } = await call(sandbox, `POST ${route}`, { body });
  assert.deepEqual([note.text, note.filesIds, note.details.files.length], ['Ligar amanhã', [fileId], 2]);
  assert.deepEqual((await call(sandbox, `GET /chat/v1/session/note/${note.id}`)).json, note);
  const { json: list } = await call(sandbox, `GET ${route}`);
  assert.deepEqual(
    list.items.map(({ id }) => id),
    [note.id, sessionNoteId],
  );
  const { json: messages } = await call(sandbox, `GET /chat/v1/session/${sessionId}/message`);
  assert.equal(messages.totalItems, 1, 'a note is no message');

  const { json: deleted } = await call(sandbox, `DELETE /chat/v1/session/note/${note.id}`);
  assert.deepEqual([deleted.id, deleted.status], [note.id, 'DELETED']);
  for (const method of ['GET', 'DELETE']) {
    assert.equal((await call(sandbox, `${method} /chat/v1/session/note/${note.id}`)).json.key, 'ENTITY_NOT_FOUND');
  }
  for (const wrong of [{}, { text: ' ' }, { filesUrls: ['nonsense'] }]) {
    assert.equal((await call(sandbox, `POST ${route}`, { body: wrong })).json.key, 'FORM_ERROR');
  }
  for (const method of ['GET', 'POST']) {
    const lost = await call(sandbox, `${method} /chat/v1/session/${unknownId}/note`, {
      ...(method === 'POST' && { body: { text: 'a' } }),
    });
    assert.equal(lost.json.text, 'Atendimento não encontrado');
  }
});

test('sessions tell webhooks that they begin, change and end, with all details', async (t) => {
  const sandbox = await started(t);
  const { from, unreachable, sessionId, botKey } = sandbox.sample;
  await subscribe(sandbox, 'https://example.com/hook', ['SESSION_NEW', 'SESSION_UPDATE', 'SESSION_COMPLETE']);
  const told = () => sandbox.deliveries.splice(0).map(({ body }) => [body.eventType, body.content.status]);
  const message = { from, to: unreachable, body: { text: 'Oi' }, botKey, options: { hiddenSession: true } };
  await call(sandbox, 'POST /chat/v1/message/send', { body: message });
  assert.deepEqual(told(), [['SESSION_NEW', 'HIDDEN']]);
  const inbound = { body: { from: unreachable, to: from, text: 'Oi' }, token: null };
  await call(sandbox, 'POST /_sandbox/inbound', inbound);
  assert.deepEqual(told(), [['SESSION_UPDATE', 'PENDING']]);
  await call(sandbox, 'POST /_sandbox/inbound', inbound);
  assert.deepEqual(told(), [], 'nothing of the session itself changed');

  await put(sandbox, 'complete', {});
  const { id, contactDetails } = sandbox.deliveries[0]?.body.content ?? {};
  assert.deepEqual(told(), [['SESSION_COMPLETE', 'COMPLETED']]);
  const { phonenumber, tagsName } = Object(contactDetails);
  assert.deepEqual([id, phonenumber, tagsName], [sessionId, '+55|11999999999', ['VIP']]);
  await call(sandbox, `POST /chat/v1/session/${sessionId}/message`, { body: { text: 'Oi' } });
  assert.deepEqual(told(), [['SESSION_UPDATE', 'IN_PROGRESS']]);
  await call(sandbox, 'POST /chat/v1/chatbot/send', {
    body: { botKey, sessionId, options: { forceStartSession: true } },
  });
  assert.deepEqual(
    told().map(([type]) => type),
    ['SESSION_COMPLETE', 'SESSION_NEW', 'SESSION_UPDATE'],
  );
  await put(sandbox, 'partial', { fields: ['Status', 'Number'], status: 'PENDING', number: '1' });
  assert.deepEqual(told(), [['SESSION_UPDATE', 'PENDING']]);
});
