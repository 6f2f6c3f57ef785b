// The operations of `send`: what arrives, and what becomes of it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { filled, parameters } from './actions-support.js';
import { fresh, received, refused, rejects, started, storedFile, untyped } from './support.js';

const { sandbox, suite, wts } = await started();
const { sample } = sandbox;
const { from, to, contactId, sessionId, closedSessionId, messageId, botKey, botId, userId, secondAgent } = sample;
const { departmentId, supportDepartmentId, unreachable, unreachableContactId, templateId, templateIds } = sample;
const url = 'https://example.com/docs/boleto.pdf';

suite('send', () => {
  /** @param {{ id: string }} sent */
  const messageOf = ({ id }) => wts.message.get({ messageId: id });

  test('text goes to a number, and its status can be followed', async () => {
    const sent = await wts.send.text({
      from,
      to: '+55 (11) 99999-9999',
      text: 'Olá!',
      refId: messageId,
      delayTyping: 3,
    });
    assert.deepEqual(received(sandbox).body, { from, to, text: 'Olá!', refId: messageId, delayTyping: 3 });
    const seen = [sent.status];
    for (let read = 0; read < 3; read += 1) seen.push((await wts.send.getMessageStatus({ id: sent.id })).status);
    assert.deepEqual(seen, ['PROCESSING', 'SENT', 'DELIVERED', 'READ']);
    const message = await messageOf(sent);
    assert.deepEqual([message.text, message.refId, message.sessionId], ['Olá!', messageId, sessionId]);
  });

  test('text goes into a session, without numbers', async () => {
    const sent = await wts.send.text({ sessionId, text: 'Olá!' });
    assert.deepEqual(received(sandbox).body, { sessionId, text: 'Olá!' });
    assert.equal((await messageOf(sent)).sessionId, sessionId);
  });

  test('options make the session', async () => {
    const who = { department: { name: 'Suporte' }, user: { email: 'elisa@example.com' } };
    const sent = await wts.send.text({ from, to: unreachable, text: 'Olá!', hiddenSession: true, ...who });
    const session = await wts.session.get({ sessionId: sent.sessionId ?? '' });
    assert.deepEqual(
      [session.departmentId, session.userId, session.status],
      [supportDepartmentId, secondAgent.userId, 'HIDDEN'],
    );
    const forced = await wts.send.text({ from, to, text: 'Olá!', departmentId, userId, forceStartSession: true });
    assert.notEqual(forced.sessionId, sessionId);
    assert.equal((await wts.session.get({ sessionId })).status, 'COMPLETED');
    const other = await wts.session.get({ sessionId: forced.sessionId ?? '' });
    assert.deepEqual([other.departmentId, other.userId], [departmentId, userId]);
  });

  for (const [operation, name, type] of /** @type {const} */ ([
    ['image', 'foto.png', 'IMAGE'],
    ['audio', 'voz.mp3', 'AUDIO'],
    ['video', 'filme.mp4', 'VIDEO'],
    ['document', 'contrato.pdf', 'DOCUMENT'],
  ])) {
    test(`${operation} by address`, async () => {
      const fileIdOrUrl = `https://example.com/${name}`;
      const sent = await wts.send[operation]({ from, to, fileIdOrUrl });
      const message = await messageOf(sent);
      assert.deepEqual([message.type, message.details?.file?.publicUrl, message.status], [type, fileIdOrUrl, 'SENT']);
    });
  }

  test('document by id, with a caption', async () => {
    const { id } = await storedFile(wts, 'contrato.pdf');
    const message = await messageOf(await wts.send.document({ sessionId, fileIdOrUrl: id, text: 'Segue' }));
    assert.deepEqual([message.fileId, message.text, message.type], [id, 'Segue', 'DOCUMENT']);
  });

  test('template opens a conversation, with data for its session', async () => {
    const sent = await wts.send.template({
      from,
      to: unreachable,
      templateId: templateIds.withFile,
      parameters: { '[valor]': 'R$ 10,00' },
      fileIdOrUrl: url,
      sessionMetadata: { pedido: 1042 },
    });
    const message = await messageOf(sent);
    assert.deepEqual([message.text, message.details?.file?.publicUrl], ['Segue o boleto no valor de R$ 10,00.', url]);
    const session = await wts.session.get({ sessionId: sent.sessionId ?? '' });
    assert.deepEqual([session.contactId, session.metadata], [unreachableContactId, { pedido: '1042' }]);
  });

  test('templateBatch sends to each, and what one lacks fails that one only', async () => {
    const { results } = await wts.send.templateBatch({
      from,
      templateId: templateIds.shortId,
      messages: [
        { to: unreachable, parameters, senderId: 'a' },
        { to, parameters: { nome: 'Ana' }, senderId: 'b' },
      ],
    });
    assert.deepEqual(
      results?.map(({ status, senderId }) => [status, senderId]),
      [
        ['PROCESSING', 'a'],
        ['FAILED', 'b'],
      ],
    );
    assert.match(results?.[1]?.failedReason ?? '', /próximo horário/);
    assert.equal((await messageOf({ id: results?.[0]?.id ?? '' })).text, filled);
  });

  test('batches take from 1 to 100 messages', async () => {
    const many = Array.from({ length: 101 }, () => ({ to, parameters }));
    const templates = { from, templateId };
    assert.deepEqual(await refused(sandbox, () => wts.send.templateBatch({ ...templates, messages: many })), [
      'messages length',
    ]);
    assert.deepEqual(await refused(sandbox, () => wts.send.chatbotBatch({ botKey, from, messages: [] })), [
      'messages length',
    ]);
    const { results } = await wts.send.templateBatch({ ...templates, messages: many.slice(1) });
    assert.equal(results?.length, 100);
  });

  test('chatbot starts the bot, and its status can be followed', async () => {
    const sent = await wts.send.chatbot({ botKey, sessionId, sessionMetadata: { a: 1 }, contactMetadata: { b: true } });
    assert.equal(sent.status, 'PROCESSING');
    assert.equal((await wts.send.getChatbotStatus({ id: sent.id })).status, 'SENT');
    const session = await wts.session.get({ sessionId });
    assert.deepEqual([session.botId, session.metadata], [botId, { a: '1' }]);
    assert.deepEqual((await wts.contact.get({ contactId })).metadata, { b: 'true' });
    const skipped = await wts.send.chatbot({ botKey, from, to, skipIfInProgress: true });
    const { status, failedReason } = await wts.send.getChatbotStatus({ id: skipped.id });
    assert.deepEqual([status, failedReason], ['FAILED', 'O atendimento está em andamento']);
  });

  test('chatbotBatch starts the bot for each', async () => {
    const { results } = await wts.send.chatbotBatch({
      botKey,
      from,
      hiddenSession: true,
      messages: [{ to: unreachable, sessionMetadata: { lote: 1 } }, { sessionId: closedSessionId }, { to: '123' }],
    });
    assert.deepEqual(
      results?.map(({ status }) => status),
      ['PROCESSING', 'PROCESSING', 'FAILED'],
    );
    const session = await wts.session.get({ sessionId: results?.[0]?.sessionId ?? '' });
    assert.deepEqual([session.botId, session.status, session.metadata], [botId, 'HIDDEN', { lote: '1' }]);
    assert.equal((await wts.session.get({ sessionId: closedSessionId })).botId, botId);
  });

  test('otp sends the code, or one of five digits', async () => {
    const sent = await wts.send.otp({ from, to: unreachable, code: '98765', senderId: 'login-1' });
    assert.equal(sent.status, 'PENDING');
    const seen = [];
    for (let read = 0; read < 2; read += 1) seen.push(await wts.send.getOtpStatus({ id: sent.id }));
    assert.deepEqual(
      seen.map(({ status, code, senderId }) => [status, code, senderId]),
      [
        ['SENT', '98765', 'login-1'],
        ['RECEIVED', '98765', 'login-1'],
      ],
    );
    assert.equal(seen[0]?.contactPhoneNumber, '+55|21988887777');
    assert.match((await wts.send.otp({ from, to })).code ?? '', /^\d{5}$/);
    assert.equal((await rejects(wts.send.otp({ from, to, templateId }))).code, 'not_found', 'no template for codes');
  });

  test('typing wants a session that is open', async () => {
    assert.equal(await wts.send.typing({ sessionId }), null);
    assert.deepEqual(received(sandbox).body, { sessionId });
    assert.equal((await rejects(wts.send.typing({ sessionId: closedSessionId }))).code, 'bad_request');
  });

  test('callbacks tell of the outcome by the id of the sender', async (t) => {
    const { sandbox, wts } = await fresh(t);
    const callbackUrl = `${sandbox.url}/callback`;
    await wts.send.text({ from, to, text: 'Olá!', senderId: 'order-42', callbackUrl });
    await wts.send.chatbot({ botKey, sessionId, senderId: 'bot-42', callbackUrl });
    await wts.chatbot.send({ botKey, sessionId, senderId: 'bot-43', callbackUrl });
    await sandbox.delivered();
    assert.deepEqual(
      sandbox.deliveries.map(({ url, body }) => [url, Object(body.content).senderId]).sort(),
      ['bot-42', 'bot-43', 'order-42'].map((senderId) => [callbackUrl, senderId]),
    );
  });

  test('a target and some content are wanted', async () => {
    /** @param {string} operation @param {object} params */
    const issues = async (operation, params) =>
      (await refused(sandbox, () => untyped(wts, 'send', operation, params))).sort();
    for (const sessionId of [undefined, null, ' ', 'NOT_SEND']) {
      assert.deepEqual(await issues('text', { from, sessionId, text: ' ' }), ['text required', 'to required']);
      assert.deepEqual(await issues('chatbot', { sessionId, botKey: 'NOT_SEND' }), [
        'botKey required',
        'from required',
        'to required',
      ]);
    }
    for (const operation of ['image', 'audio', 'video', 'document']) {
      assert.deepEqual(await issues(operation, { from, to, fileIdOrUrl: ' ' }), ['fileIdOrUrl required']);
      assert.deepEqual(await issues(operation, { from, to, fileIdOrUrl: '/tmp/a.pdf' }), ['fileIdOrUrl format']);
    }
    assert.deepEqual(await issues('template', { from: 'NOT_SEND', to: '', templateId: ' ' }), [
      'from required',
      'templateId required',
      'to required',
    ]);
    assert.deepEqual(await issues('text', { from, to, text: 'a', delayTyping: 26 }), ['delayTyping range']);
  });

  test('NOT_SEND for a template is missing', async () => {
    assert.deepEqual(await refused(sandbox, () => wts.send.template({ from, to, templateId: 'NOT_SEND' })), [
      'templateId required',
    ]);
  });
});
