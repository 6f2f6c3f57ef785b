// Messages to an address: what is sent, read back through the message and its session.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
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

const { sandbox, suite, wts } = await started();
const { sample } = sandbox;
const { from, to, contactId, sessionId, messageId, botKey, botId, departmentId, userId, secondAgent } = sample;
const { unreachable, unreachableContactId, templateId, templateIds } = sample;
const url = 'https://example.com/docs/boleto.pdf';
const parameters = { nome: 'Bruno', 'próximo horário': 'segunda, às 10h' };
const filled = 'Olá, Bruno! Seu próximo horário é segunda, às 10h.';

/** The newest session of Bruno Lima, who never wrote. */
async function newest() {
  const [session] = rows(await wts.session.list({ contactId: unreachableContactId, pageSize: 1 }));
  return session ?? assert.fail('no session');
}

/** @param {string} [text] */
const brunoWrites = (text = 'Oi') => inbound(sandbox, { from: unreachable, to: from, text });

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

suite('message.sendFile', () => {
  test('bytes arrive, and the message carries the file with its caption', async () => {
    const data = new TextEncoder().encode('nome;valor\nAção;1\n');
    const file = { data, name: 'relatório.csv', mimeType: 'text/csv' };
    const { id } = await wts.message.sendFile({ from, to, file, text: 'Segue o relatório', refId: messageId });
    const message = await wts.message.get({ messageId: id });
    const stored = message.details?.file;
    assert.deepEqual([message.text, message.refId], ['Segue o relatório', messageId]);
    assert.deepEqual([stored?.name, stored?.mimeType, stored?.size], ['relatório.csv', 'text/csv', data.length]);
    const [kept] = sandbox.files;
    assert.deepEqual([kept?.id, kept?.sha256], [message.fileId, createHash('sha256').update(data).digest('hex')]);
  });

  test('an address is sent as it is', async () => {
    const { id } = await wts.message.sendFile({ from, to, url });
    const message = await wts.message.get({ messageId: id });
    assert.deepEqual([message.details?.file?.publicUrl, message.fileId], [url, null]);
    assert.deepEqual([message.details?.file?.name, message.text], ['boleto.pdf', null]);
    assert.deepEqual(sandbox.files, []);
  });

  test('a stored file is sent again and again', async () => {
    const { id: fileId } = await storedFile(wts, 'contrato.pdf');
    for (const recipient of [to, sample.instagram.to]) {
      const { id } = await wts.message.sendFile({ from: recipient === to ? from : '@loja', to: recipient, fileId });
      const message = await wts.message.get({ messageId: id });
      assert.deepEqual([message.fileId, message.details?.file?.name], [fileId, 'contrato.pdf']);
    }
    assert.equal(sandbox.files.length, 1);
  });

  for (const [name, mimeType, type] of [
    ['foto.png', 'image/png', 'IMAGE'],
    ['voz.mp3', 'audio/mpeg', 'AUDIO'],
    ['filme.mp4', 'video/mp4', 'VIDEO'],
    ['contrato.pdf', 'application/pdf', 'DOCUMENT'],
  ]) {
    test(`${mimeType} is a message of the type ${type}`, async () => {
      const file = { data: new Uint8Array([1, 2, 3]), name: `${name}`, mimeType };
      const message = await wts.message.sendFile({ from, to, file, synchronous: true });
      assert.deepEqual([message.type, message.status], [type, 'DELIVERED']);
      assert.equal(received(sandbox).route, 'POST /chat/v1/message/send-sync');
    });
  }

  test('options make the session', async () => {
    await wts.message.sendFile({ from, to: unreachable, url, departmentId, hiddenSession: true });
    const session = await newest();
    assert.deepEqual([session.departmentId, session.status], [departmentId, 'HIDDEN']);
  });

  test('a file comes from one place', async () => {
    const file = { data: 'aGVsbG8=', name: 'a.pdf' };
    const none = await refused(sandbox, () =>
      untyped(wts, 'message', 'sendFile', { from, to, fileId: 'NOT_SEND', url: ' ' }),
    );
    assert.deepEqual(none, ['url required']);
    const two = await refused(sandbox, () => untyped(wts, 'message', 'sendFile', { from, to, url, file }));
    assert.deepEqual(two, ['file conflict']);
    assert.deepEqual(sandbox.files, []);
  });
});

suite('message.sendTemplate', () => {
  for (const [form, id] of Object.entries({ UUID: templateId, 'short id': templateIds.shortId })) {
    test(`opens a conversation, its text filled in: ${form}`, async () => {
      const sent = await wts.message.sendTemplate({ from, to: unreachable, templateId: id, parameters });
      const message = await wts.message.get({ messageId: sent.id });
      assert.deepEqual([message.text, message.templateId, message.status], [filled, templateId, 'SENT']);
      assert.equal((await newest()).id, sent.sessionId);
    });
  }

  test('numbers and booleans fill in as their text', async () => {
    const message = await wts.message.sendTemplate({
      from,
      to,
      templateId,
      parameters: { nome: true, 'próximo horário': 10.5 },
      synchronous: true,
    });
    assert.equal(received(sandbox).route, 'POST /chat/v1/message/send-sync');
    assert.deepEqual([message.text, message.status], ['Olá, true! Seu próximo horário é 10.5.', 'DELIVERED']);
  });

  test('a parameter whose name differs by an accent is missing', async () => {
    const error = await rejects(
      wts.message.sendTemplate({ from, to, templateId, parameters: { nome: 'Ana', 'proximo horario': '10h' } }),
    );
    assert.equal(error.code, 'bad_request');
    assert.match(error.message, /próximo horário/);
    assert.equal((await wts.message.list({ sessionId })).totalItems, 1);
  });

  test('a parameter that is no plain value is refused by its name', async () => {
    const issues = await refused(sandbox, () =>
      untyped(wts, 'message', 'sendTemplate', { from, to, templateId, parameters: { nome: { a: 1 }, b: ['c'] } }),
    );
    assert.deepEqual(issues.sort(), ['parameters.b type', 'parameters.nome type']);
  });

  test('a template with a file takes it from an address, an id or bytes', async () => {
    const { id: fileId } = await storedFile(wts, 'boleto.pdf');
    const file = { data: new Uint8Array([1, 2, 3]), name: 'boleto.pdf', mimeType: 'application/pdf' };
    const params = { from, to: unreachable, templateId: templateIds.withFile, parameters: { '[valor]': 'R$ 10,00' } };
    for (const source of [{ url }, { fileId }, { file }]) {
      const { id } = await wts.message.sendTemplate({ ...params, ...source });
      const message = await wts.message.get({ messageId: id });
      assert.equal(message.text, 'Segue o boleto no valor de R$ 10,00.');
      assert.equal(message.details?.file?.name, 'boleto.pdf');
    }
    assert.equal(sandbox.files.length, 2);
    assert.equal((await rejects(wts.message.sendTemplate(params))).code, 'bad_request');
    const issues = await refused(sandbox, () =>
      untyped(wts, 'message', 'sendTemplate', { ...params, url, fileId, file }),
    );
    assert.deepEqual(issues.sort(), ['file conflict', 'fileId conflict']);
  });

  test('options make the session', async () => {
    await wts.message.sendTemplate({
      from,
      to: unreachable,
      templateId,
      parameters,
      departmentId,
      userId,
      botKey,
      refId: messageId,
    });
    const session = await newest();
    assert.deepEqual([session.departmentId, session.userId], [departmentId, userId]);
    const [message] = rows(await wts.message.list({ sessionId: session.id }));
    assert.equal(message?.refId, messageId);
    await brunoWrites();
    assert.equal((await newest()).botId, botId);
  });

  test('a blank template is missing', async () => {
    for (const id of ['', ' \n']) {
      const issues = await refused(sandbox, () => wts.message.sendTemplate({ from, to, templateId: id }));
      assert.deepEqual(issues, ['templateId required']);
    }
  });

  for (const id of ['NOT_SEND', 'UNDEFINED']) {
    test(`${id} for a template is missing`, async () => {
      const issues = await refused(sandbox, () => wts.message.sendTemplate({ from, to, templateId: id }));
      assert.deepEqual(issues, ['templateId required']);
    });
  }
});

suite('message.list', () => {
  test('lists the messages of the session, newest first, and pages', async () => {
    const texts = ['um', 'dois', 'três'];
    for (const text of texts) await wts.message.sendText({ from, to, text });
    const all = rows(await wts.message.list({ sessionId }));
    assert.deepEqual(
      all.map(({ text }) => text),
      ['três', 'dois', 'um', 'Oi, tudo bem?'],
    );
    assert.deepEqual([all[3]?.id, all[3]?.direction], [messageId, 'FROM_HUB']);
    const page = await wts.message.list({
      sessionId,
      pageNumber: 2,
      pageSize: 3,
      orderBy: 'createdAt',
      orderDirection: 'ASCENDING',
    });
    assert.deepEqual(
      [rows(page)[0]?.text, rows(page).length, page.totalItems, page.hasMorePages],
      ['três', 1, 4, false],
    );
  });

  test('narrows the list by dates', async () => {
    const moment = new Date();
    const { id } = await wts.message.sendText({ from, to, text: 'Olá!' });
    assert.deepEqual(idsOf(rows(await wts.message.list({ sessionId, createdAtAfter: moment }))), [id]);
    const before = new Date(moment.getTime() - 1);
    assert.deepEqual(idsOf(rows(await wts.message.list({ sessionId, createdAtBefore: before }))), [messageId]);
  });

  test('a session is required', async () => {
    for (const id of ['', 'NOT_SEND']) {
      assert.deepEqual(await refused(sandbox, () => wts.message.list({ sessionId: id })), ['sessionId required']);
    }
    assert.equal((await rejects(wts.message.list({ sessionId: unknownId }))).code, 'not_found');
  });
});

suite('message.get and message.getStatus', () => {
  test("read a contact's message", async () => {
    const message = await wts.message.get({ messageId });
    assert.deepEqual(
      [message.text, message.direction, message.status, message.sessionId],
      ['Oi, tudo bem?', 'FROM_HUB', 'DELIVERED', sessionId],
    );
    const status = await wts.message.getStatus({ messageId });
    assert.deepEqual([status.id, status.status, status.sessionId], [messageId, 'DELIVERED', sessionId]);
  });

  test('a message that there is not is not found', async () => {
    assert.equal((await rejects(wts.message.get({ messageId: unknownId }))).code, 'not_found');
    assert.equal((await rejects(wts.message.getStatus({ messageId: unknownId }))).code, 'not_found');
    assert.deepEqual(await refused(sandbox, () => wts.message.get({ messageId: 'UNDEFINED' })), ['messageId required']);
    assert.deepEqual(await refused(sandbox, () => wts.message.getStatus({ messageId: ' ' })), ['messageId required']);
  });
});

suite('the other operations of messages', () => {
  test('delete leaves the message deleted', async () => {
    const { id } = await wts.message.sendText({ from, to, text: 'Engano' });
    assert.equal((await wts.message.delete({ messageId: id })).status, 'DELETED');
    assert.equal((await wts.message.get({ messageId: id })).status, 'DELETED');
  });

  test('send takes any content, and picks the channel when there is no from', async () => {
    const sent = await wts.message.send({
      to: unreachable,
      body: { templateId: templateIds.withFile, fileUrl: url, parameters: { '[valor]': 10 }, refId: messageId },
      department: { name: 'Suporte' },
      hiddenSession: true,
    });
    const message = await wts.message.get({ messageId: sent.id });
    assert.deepEqual([message.text, message.refId], ['Segue o boleto no valor de 10.', messageId]);
    assert.equal(message.details?.file?.publicUrl, url);
    const session = await newest();
    assert.deepEqual(
      [session.channelId, session.departmentId, session.status],
      [sample.channelId, sample.supportDepartmentId, 'HIDDEN'],
    );
  });

  test('sendSync answers the outcome', async () => {
    const { id: fileId } = await storedFile(wts);
    const message = await wts.message.sendSync({ from, to, body: { text: 'Segue', fileId } });
    assert.deepEqual([message.status, message.text, message.fileId], ['DELIVERED', 'Segue', fileId]);
    const failed = await wts.message.sendSync({ from, to: unreachable, body: { text: 'Olá!' } });
    assert.equal(failed.status, 'FAILED');
  });

  test('send and sendSync want some content', async () => {
    for (const operation of ['send', 'sendSync']) {
      const params = { from, to, body: { text: ' ', fileUrl: '', refId: messageId } };
      assert.deepEqual(await refused(sandbox, () => untyped(wts, 'message', operation, params)), [
        'body.text required',
      ]);
    }
  });
});

suite('file', () => {
  test('a file that is uploaded in the three steps can be sent', async () => {
    const { id: fileId, name } = await storedFile(wts, 'ação & reação.pdf');
    assert.equal(name, 'ação & reação.pdf');
    const message = await wts.message.sendFile({ from, to, fileId, synchronous: true });
    assert.deepEqual([message.details?.file?.name, message.details?.file?.size], [name, 8]);
  });

  test('nothing is saved before its bytes are there', async () => {
    const slot = await wts.file.getUploadUrl({ type: 'UNDEFINED', name: 'a.pdf' });
    assert.equal((await rejects(wts.file.save({ tempFileId: slot.tempFileId }))).code, 'not_found');
    assert.deepEqual(sandbox.files, []);
  });
});
