// Messages: who gets them, through which session, and what becomes of them.

import assert from 'node:assert/strict';
import test from 'node:test';
import { call, started, unknownId, upload } from './support.js';

/** @import { Sandbox } from '../src/index.js' */

/** @param {Sandbox} sandbox @param {Record<string, unknown>} [body] @param {string} [route] */
async function send(sandbox, body, route = 'message/send') {
  const { from, to } = sandbox.sample;
  return call(sandbox, `POST /chat/v1/${route}`, { body: { from, to, body: { text: 'Olá!' }, ...body } });
}

test('an asynchronous send is processing, and its status moves one step per read', async (t) => {
  const sandbox = await started(t);
  const { status, json } = await send(sandbox);
  assert.equal(status, 200);
  assert.deepEqual([json.status, json.sessionId], ['PROCESSING', sandbox.sample.sessionId]);
  assert.equal(json.statusUrl, `${sandbox.url}/chat/v1/message/${json.id}/status`);
  const seen = [];
  for (const path of ['', '/status', '/status', '/status']) {
    seen.push((await call(sandbox, `GET /chat/v1/message/${json.id}${path}`)).json.status);
  }
  assert.deepEqual(seen, ['SENT', 'DELIVERED', 'READ', 'READ']);
  const { json: read } = await call(sandbox, `GET /chat/v1/message/${json.id}`);
  assert.deepEqual([read.text, read.direction, read.origin], ['Olá!', 'TO_HUB', 'API']);
  assert.ok(read.readContactAt);
});

test('a synchronous send answers the delivered message', async (t) => {
  const sandbox = await started(t);
  const { json } = await send(sandbox, {}, 'message/send-sync');
  assert.deepEqual([json.status, json.type, json.text], ['DELIVERED', 'TEXT', 'Olá!']);
  assert.equal(sandbox.state.messages.get(json.id)?.text, 'Olá!');
});

test('addresses match whatever their punctuation, channels also by id', async (t) => {
  const sandbox = await started(t);
  const { channelId, contactId, instagram } = sandbox.sample;
  const pairs = [
    { from: '+55 (11) 90000-0001', to: '+55 11 99999-9999' },
    { from: '+55|11900000001', to: '+55|11999999999' },
    { from: channelId.toUpperCase(), to: '5511999999999' },
    { from: null, to: '5511999999999' },
    { from: undefined, to: '5511999999999' },
  ];
  for (const pair of pairs) {
    const { json } = await send(sandbox, pair);
    assert.equal(sandbox.state.session(json.sessionId).contactId, contactId);
  }
  const { json } = await send(sandbox, { from: null, to: instagram.to.toUpperCase() });
  assert.equal(sandbox.state.session(json.sessionId).contactId, instagram.contactId);
  assert.equal(sandbox.state.contacts.size, 3);

  const unknown = await send(sandbox, { from: '5511900000002' });
  assert.deepEqual([unknown.status, unknown.json.text], [500, 'Canal não encontrado']);
});

test('an unknown contact is created, with a session', async (t) => {
  const sandbox = await started(t);
  const { departmentId, userId, botKey } = sandbox.sample;
  const extras = {
    botKey,
    department: { name: 'Vendas' },
    user: { email: 'diego@example.com' },
    options: { enableBot: true },
  };
  const { json } = await send(sandbox, { to: '5531977776666', ...extras });
  const session = sandbox.state.session(json.sessionId);
  assert.equal(sandbox.state.contact(session.contactId).phoneNumber, '+55|31977776666');
  assert.deepEqual(
    [session.departmentId, session.userId, session.botKey, session.enableBot, session.status],
    [departmentId, userId, botKey, true, 'IN_PROGRESS'],
  );
  const message = sandbox.state.message(json.id);
  assert.deepEqual(message.request, sandbox.requests.at(-1)?.body);
  assert.equal((await send(sandbox, { to: 'nobody' })).json.key, 'FORM_ERROR');
  for (const wrong of [
    { department: { id: unknownId } },
    { user: { id: sandbox.sample.agentId } },
    { botKey: unknownId },
  ]) {
    assert.equal((await send(sandbox, wrong)).json.key, 'ENTITY_NOT_FOUND');
  }
});

test('options hide a new session or force one', async (t) => {
  const sandbox = await started(t);
  const { sessionId, unreachable } = sandbox.sample;
  const hidden = await send(sandbox, { to: unreachable, options: { hiddenSession: true } });
  assert.equal(sandbox.state.session(hidden.json.sessionId).status, 'HIDDEN');
  const forced = await send(sandbox, { options: { forceStartSession: true } });
  assert.notEqual(forced.json.sessionId, sessionId);
  assert.equal(sandbox.state.session(sessionId).status, 'COMPLETED');
  assert.equal(sandbox.state.session(forced.json.sessionId).status, 'PENDING');
});

test('WhatsApp takes only a template before the contact has written', async (t) => {
  const sandbox = await started(t);
  const to = sandbox.sample.unreachable;
  const { json: sent } = await send(sandbox, { to });
  assert.equal(sent.status, 'PROCESSING');
  const { json: after } = await call(sandbox, `GET /chat/v1/message/${sent.id}/status`);
  assert.equal(after.status, 'FAILED');
  assert.match(after.failureReason, /24 horas/);
  const { json: sync } = await send(sandbox, { to }, 'message/send-sync');
  assert.equal(sync.status, 'FAILED');
  assert.match(sync.failedReason, /24 horas/);
  assert.equal(sync.details.errors[0]?.text, sync.failedReason);

  const template = { body: { templateId: 'a1b2c_boas_vindas', parameters: { nome: 'Bruno' } } };
  const { json: opened } = await send(sandbox, { to, ...template }, 'message/send-sync');
  assert.equal(opened.status, 'DELIVERED');
  assert.deepEqual(sandbox.state.message(opened.id).parameters, { nome: 'Bruno' });
});

test('a text by number through another kind of channel fails after being accepted', async (t) => {
  const sandbox = await started(t);
  const { json } = await send(sandbox, { from: sandbox.sample.instagram.channelId }, 'message/send-sync');
  assert.deepEqual([json.status, json.failedReason], ['FAILED', 'O contato não tem Instagram']);
});

test('a send needs something to send, all of it known', async (t) => {
  const sandbox = await started(t);
  for (const body of [{}, { text: ' ' }, { text: null, parameters: {} }, { fileUrl: 'ftp://example.com/a.pdf' }]) {
    const { status, json } = await send(sandbox, { body });
    assert.deepEqual([status, json.key], [400, 'FORM_ERROR']);
  }
  const file = await send(sandbox, { body: { fileId: unknownId } });
  assert.deepEqual([file.status, file.json.text], [500, 'Arquivo não encontrado']);
  const ref = await send(sandbox, { body: { text: 'a', refId: unknownId } });
  assert.deepEqual([ref.status, ref.json.text], [500, 'Mensagem não encontrada']);
  const { messageId } = sandbox.sample;
  const reply = await send(sandbox, { body: { text: 'a', refId: messageId } }, 'message/send-sync');
  assert.equal(reply.json.refId, messageId);
});

test('a file message carries its file', async (t) => {
  const sandbox = await started(t);
  const pdf = await upload(sandbox, { data: 'twelve bytes' });
  const { json } = await send(sandbox, { body: { text: 'Sua conta', fileId: pdf.id } }, 'message/send-sync');
  assert.deepEqual([json.type, json.text, json.fileId], ['DOCUMENT', 'Sua conta', pdf.id]);
  const { name, mimeType, size, publicUrl, type } = json.details.file;
  assert.deepEqual([name, mimeType, size, type], ['conta.pdf', 'application/pdf', 12, 'PDF']);
  assert.ok(publicUrl.startsWith(sandbox.storageUrl));

  const photo = await upload(sandbox, { name: 'a.png', mimeType: 'image/png' });
  assert.equal((await send(sandbox, { body: { fileId: photo.id } }, 'message/send-sync')).json.type, 'IMAGE');
  const kept = await upload(sandbox, { name: 'a.png', mimeType: 'image/png', type: 'DOCUMENT' });
  assert.equal((await send(sandbox, { body: { fileId: kept.id } }, 'message/send-sync')).json.type, 'DOCUMENT');
  const body = { fileUrl: 'https://example.com/files/song.mp3' };
  const linked = (await send(sandbox, { body }, 'message/send-sync')).json;
  assert.deepEqual([linked.type, linked.fileId, linked.details.file.publicUrl], ['AUDIO', null, body.fileUrl]);
});

test('a message goes into a session, and reopens a completed one', async (t) => {
  const sandbox = await started(t);
  const { sessionId } = sandbox.sample;
  const route = `POST /chat/v1/session/${sessionId}/message`;
  const sent = await call(sandbox, route, { body: { text: 'Um' } });
  assert.deepEqual([sent.json.status, sent.json.sessionId], ['PROCESSING', sessionId]);
  await call(sandbox, `PUT /chat/v1/session/${sessionId}/complete`, { body: {} });
  const sync = await call(sandbox, `${route}/sync`, { body: { text: 'Dois' } });
  assert.deepEqual([sync.json.status, sync.json.sessionId], ['DELIVERED', sessionId]);
  const { json: session } = await call(sandbox, `GET /chat/v2/session/${sessionId}`);
  assert.deepEqual([session.status, session.endAt, session.lastMessageText], ['IN_PROGRESS', null, 'Dois']);
  for (const suffix of ['', '/sync']) {
    const lost = await call(sandbox, `POST /chat/v1/session/${unknownId}/message${suffix}`, { body: { text: 'a' } });
    assert.deepEqual([lost.status, lost.json.text], [500, 'Atendimento não encontrado']);
  }
});
