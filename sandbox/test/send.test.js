// The newer routes of sending: messages, bots and one-time passwords, and the status of each.

import assert from 'node:assert/strict';
import test from 'node:test';
import { call, sentCount, started, subscriber, unknownId, upload } from './support.js';

/** @import { Sandbox } from '../src/index.js' */

/** @param {Sandbox} sandbox @param {string} route @param {Record<string, unknown>} body */
const post = (sandbox, route, body) => call(sandbox, `POST /chat/v1/send/${route}`, { body });

/** @param {Sandbox} sandbox @param {string} route */
const status = (sandbox, route) => call(sandbox, `GET /chat/v1/send/${route}`);

/** @param {Sandbox} sandbox */
const address = ({ sample: { from, to } }) => ({ from, to });

test('a text is sent to an address, and followed by the id of the send', async (t) => {
  const sandbox = await started(t);
  const body = { ...address(sandbox), text: 'Olá!', senderId: 'pedido-42', refId: sandbox.sample.messageId };
  const { json } = await post(sandbox, 'text', body);
  const { sessionId, senderId, statusUrl, sentAt } = json;
  assert.deepEqual(
    [json.status, sessionId, senderId, sentAt],
    ['PROCESSING', sandbox.sample.sessionId, 'pedido-42', null],
  );
  assert.equal(statusUrl, `${sandbox.url}/chat/v1/send/message/${json.id}`);
  const { json: next } = await status(sandbox, `message/${json.id.toUpperCase()}`);
  assert.deepEqual([next.status, next.senderId], ['SENT', 'pedido-42']);
  assert.ok(next.sentAt);
  const { json: message } = await call(sandbox, `GET /chat/v1/message/${json.id}`);
  assert.deepEqual([message.text, message.senderId, message.refId], ['Olá!', 'pedido-42', sandbox.sample.messageId]);
  for (const id of [unknownId, 'pedido-42']) {
    const lost = await status(sandbox, `message/${id}`);
    assert.deepEqual([lost.status, lost.json.key], [500, 'ENTITY_NOT_FOUND']);
  }
});

test('a session stands for the address, options are for a new one', async (t) => {
  const sandbox = await started(t);
  const { sessionId, from, unreachable, departmentId, userId } = sandbox.sample;
  assert.equal((await post(sandbox, 'text', { sessionId, text: 'Oi' })).json.sessionId, sessionId);
  const options = { hiddenSession: true, enableBot: true, department: { name: 'Vendas' }, user: { id: userId } };
  const { json } = await post(sandbox, 'text', { from, to: unreachable, text: 'Oi', options });
  const session = sandbox.state.session(json.sessionId);
  assert.deepEqual(
    [session.status, session.enableBot, session.departmentId, session.userId],
    ['HIDDEN', true, departmentId, userId],
  );
  assert.equal((await status(sandbox, `message/${json.id}`)).json.status, 'FAILED');
  for (const wrong of [{}, { from }, { sessionId, delayTyping: 26 }, { sessionId, delayTyping: -1 }]) {
    const refused = await post(sandbox, 'text', { text: 'Oi', ...wrong });
    assert.deepEqual([refused.status, refused.json.key], [400, 'FORM_ERROR']);
  }
  assert.equal(
    (await post(sandbox, 'text', { sessionId: unknownId, text: 'Oi' })).json.text,
    'Atendimento não encontrado',
  );
});

test('files are sent by URL or by id, each by the route of its kind', async (t) => {
  const sandbox = await started(t);
  const { sessionId } = sandbox.sample;
  const pdf = await upload(sandbox);
  const message = async (/** @type {string} */ kind, /** @type {string} */ fileIdOrUrl, text = {}) => {
    const { json } = await post(sandbox, kind, { sessionId, fileIdOrUrl, ...text });
    await status(sandbox, `message/${json.id}`);
    return sandbox.state.message(json.id);
  };
  const image = await message('image', 'https://example.com/a.png', { text: 'Legenda' });
  assert.deepEqual([image.type, image.text, image.status], ['IMAGE', 'Legenda', 'SENT']);
  assert.equal((await message('audio', 'https://example.com/a.mp3')).type, 'AUDIO');
  const video = await message('video', 'https://example.com/watch');
  assert.deepEqual([video.type, video.status], ['VIDEO', 'SENT'], 'a URL that tells nothing is believed');
  const document = await message('document', pdf.id, { text: 'Conta' });
  assert.deepEqual([document.type, document.file?.id, document.status], ['DOCUMENT', pdf.id, 'SENT']);
  assert.equal((await message('document', 'https://example.com/a.png')).status, 'SENT');

  const wrong = await message('image', pdf.id);
  assert.deepEqual([wrong.status, wrong.failedReason], ['FAILED', 'O arquivo não serve para IMAGE: application/pdf']);
  assert.equal(
    (await post(sandbox, 'image', { sessionId, fileIdOrUrl: unknownId })).json.text,
    'Arquivo não encontrado',
  );
  assert.equal(
    (await post(sandbox, 'image', { sessionId, fileIdOrUrl: 'ftp://example.com/a' })).json.key,
    'FORM_ERROR',
  );
});

test('a template is sent with its file and the session’s metadata', async (t) => {
  const sandbox = await started(t);
  const { templateIds, unreachable, from } = sandbox.sample;
  const body = {
    from,
    to: unreachable,
    templateId: templateIds.withFile,
    parameters: { '[valor]': 'R$ 5' },
    fileIdOrUrl: 'https://example.com/boleto.pdf',
    sessionMetadata: { boleto: '9' },
  };
  const { json } = await post(sandbox, 'template', body);
  const message = sandbox.state.message(json.id);
  assert.deepEqual([message.text, message.type], ['Segue o boleto no valor de R$ 5.', 'DOCUMENT']);
  assert.deepEqual(sandbox.state.session(json.sessionId).metadata, { boleto: '9' });
  assert.equal((await status(sandbox, `message/${json.id}`)).json.status, 'SENT');
  assert.equal((await post(sandbox, 'template', { ...body, templateId: 'x' })).json.text, 'Template não encontrado');
});

test('a batch of templates sends each message by itself', async (t) => {
  const sandbox = await started(t);
  const { from, to, unreachable, templateId } = sandbox.sample;
  const parameters = { nome: 'Ana', 'próximo horário': '9h' };
  const messages = [
    { to, parameters, senderId: 'a' },
    { to: unreachable, parameters: {}, senderId: 'b' },
    { to: 'nobody', parameters },
    { to: unreachable, parameters },
  ];
  const { json } = await post(sandbox, 'template/batch', { from, templateId, messages });
  assert.deepEqual(
    json.results.map(({ status, senderId }) => [status, senderId]),
    [
      ['PROCESSING', 'a'],
      ['FAILED', 'b'],
      ['FAILED', null],
      ['PROCESSING', null],
    ],
  );
  assert.equal(sentCount(sandbox), 2);
  const { json: failed } = await status(sandbox, `message/${json.results[1]?.id}`);
  assert.deepEqual([failed.status, failed.sessionId, failed.senderId], ['FAILED', null, 'b']);
  assert.match(failed.failedReason, /nome, próximo horário/);

  for (const length of [0, 101]) {
    const many = Array.from({ length }, () => ({ to, parameters }));
    assert.equal((await post(sandbox, 'template/batch', { from, templateId, messages: many })).json.key, 'FORM_ERROR');
  }
  const most = Array.from({ length: 100 }, () => ({ to, parameters }));
  assert.equal((await post(sandbox, 'template/batch', { from, templateId, messages: most })).json.results.length, 100);
  const lost = await post(sandbox, 'template/batch', { from, templateId: 'x', messages });
  assert.deepEqual([lost.status, lost.json.text], [500, 'Template não encontrado']);
});

test('a bot is started, and followed by the id of the send', async (t) => {
  const sandbox = await started(t);
  const { botKey, botId, botKeys, sessionId } = sandbox.sample;
  const { json } = await post(sandbox, 'chatbot', { botKey, sessionId, senderId: 'x', sessionMetadata: { a: '1' } });
  assert.deepEqual([json.status, json.sessionId, json.senderId], ['PROCESSING', sessionId, 'x']);
  assert.equal(json.statusUrl, `${sandbox.url}/chat/v1/send/chatbot/${json.id}`);
  const session = sandbox.state.session(sessionId);
  assert.deepEqual([session.botId, session.metadata], [botId, { a: '1' }]);
  assert.equal((await status(sandbox, `chatbot/${json.id}`)).json.status, 'SENT');
  assert.equal((await status(sandbox, `message/${json.id}`)).json.key, 'ENTITY_NOT_FOUND');

  const skipped = await post(sandbox, 'chatbot', { botKey, sessionId, options: { skipIfBotInExecution: true } });
  const { json: after } = await status(sandbox, `chatbot/${skipped.json.id}`);
  assert.deepEqual([after.status, after.failedReason], ['FAILED', 'Já existe um chatbot em execução']);
  assert.equal((await post(sandbox, 'chatbot', { botKey: botKeys.manual, sessionId })).json.key, 'ENTITY_NOT_FOUND');
  assert.equal((await post(sandbox, 'chatbot', { botKey })).json.key, 'FORM_ERROR');
});

test('a batch starts one bot for many', async (t) => {
  const sandbox = await started(t);
  const { botKey, botId, botKeys, from, to, sessionId, unreachable } = sandbox.sample;
  const options = { hiddenSession: true };
  const messages = [{ to: unreachable, contactMetadata: { a: '1' } }, { sessionId }, {}, { sessionId: unknownId }];
  const { json } = await post(sandbox, 'chatbot/batch', { botKey, from, options, messages });
  assert.deepEqual(
    json.results.map(({ status }) => status),
    ['PROCESSING', 'PROCESSING', 'FAILED', 'FAILED'],
  );
  const fresh = sandbox.state.session(json.results[0]?.sessionId);
  assert.deepEqual([fresh.status, fresh.botId], ['HIDDEN', botId]);
  assert.equal(
    (await status(sandbox, `chatbot/${json.results[3]?.id}`)).json.failedReason,
    'Atendimento não encontrado',
  );
  const many = Array.from({ length: 101 }, () => ({ to }));
  assert.equal((await post(sandbox, 'chatbot/batch', { botKey, from, messages: many })).json.key, 'FORM_ERROR');
  const lost = await post(sandbox, 'chatbot/batch', { botKey: botKeys.unpublished, from, messages });
  assert.equal(lost.json.key, 'ENTITY_NOT_FOUND');
});

test('a one-time password is made up unless given, and found by either id', async (t) => {
  const sandbox = await started(t);
  const { from, to, templateId, instagram, channelId } = sandbox.sample;
  const { json } = await post(sandbox, 'otp', { from, to, senderId: 'login-1' });
  assert.match(json.code, /^\d{5}$/);
  assert.deepEqual([json.status, json.channelId, json.sentAt], ['PENDING', channelId, null]);
  const seen = [];
  for (const id of [json.id, 'login-1', json.id]) seen.push((await status(sandbox, `otp/${id}`)).json.status);
  assert.deepEqual(seen, ['SENT', 'RECEIVED', 'RECEIVED']);
  const { json: last } = await status(sandbox, `otp/${json.id}`);
  assert.ok(last.sentAt && last.receivedAt);

  const { json: own } = await post(sandbox, 'otp', { from, to, code: '007', templateId: 'a1b2c_codigo' });
  assert.deepEqual([own.code, own.templateId], ['007', 'a1b2c_codigo']);
  assert.equal((await status(sandbox, `otp/${own.id}`)).status, 200);
  assert.equal((await post(sandbox, 'otp', { from, to, templateId })).json.key, 'ENTITY_NOT_FOUND');
  assert.equal((await post(sandbox, 'otp', { from, to: 'x' })).json.key, 'FORM_ERROR');
  assert.equal((await post(sandbox, 'otp', { from: instagram.from, to })).json.key, 'FORM_ERROR');
  assert.equal((await status(sandbox, 'otp/login-2')).json.key, 'ENTITY_NOT_FOUND');
});

test('typing is shown in an active session only', async (t) => {
  const sandbox = await started(t);
  const { sessionId, closedSessionId } = sandbox.sample;
  const shown = await post(sandbox, 'typing', { sessionId });
  assert.deepEqual([shown.status, shown.text], [200, '']);
  assert.equal((await post(sandbox, 'typing', { sessionId: closedSessionId })).json.key, 'FORM_ERROR');
  assert.equal((await post(sandbox, 'typing', { sessionId: unknownId })).json.key, 'ENTITY_NOT_FOUND');
});

test('a callback is told the outcome without being asked', async (t) => {
  const sandbox = await started(t);
  const { from, to, unreachable, botKey, sessionId, templateId } = sandbox.sample;
  const hook = await subscriber(t);
  const callbackUrl = `${hook.url}/done`;
  const { json: sent } = await post(sandbox, 'text', { sessionId, text: 'Oi', senderId: 'a', callbackUrl });
  assert.deepEqual([sent.status, sent.callbackUrl], ['PROCESSING', callbackUrl]);
  await post(sandbox, 'text', { from, to: unreachable, text: 'Oi', senderId: 'b', callbackUrl });
  await post(sandbox, 'chatbot', { sessionId, botKey, senderId: 'c', callbackUrl });
  await post(sandbox, 'template/batch', { from, templateId, messages: [{ to, senderId: 'd', callbackUrl }] });
  await post(sandbox, 'otp', { from, to, senderId: 'e', callbackUrl });
  await sandbox.delivered();
  const told = hook.received.map(({ body }) => /** @type {Record<string, unknown>} */ (body.content));
  assert.deepEqual(told.map(({ senderId, status }) => `${senderId} ${status}`).toSorted(), [
    'a SENT',
    'b FAILED',
    'c SENT',
    'd FAILED',
    'e SENT',
  ]);
  assert.equal(sandbox.state.message(sent.id).status, 'SENT');
});
