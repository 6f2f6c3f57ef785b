// Messages with files, templates or any content: read back through the message and its session.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { filled, newestSession, parameters } from './actions-support.js';
import { inbound, received, refused, rejects, rows, started, storedFile, untyped } from './support.js';

const { sandbox, suite, wts } = await started();
const { sample } = sandbox;
const { from, to, sessionId, messageId, botKey, botId, departmentId, userId, unreachable } = sample;
const { unreachableContactId, templateId, templateIds } = sample;
const url = 'https://example.com/docs/boleto.pdf';

/** The newest session of Bruno Lima, who never wrote. */
const newest = () => newestSession(wts, unreachableContactId);

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
    await inbound(sandbox, { from: unreachable, to: from, text: 'Oi' });
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

suite('message.send and message.sendSync', () => {
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
