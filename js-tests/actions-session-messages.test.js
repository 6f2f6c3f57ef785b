// Messages and notes in a session: what is sent and written, as it is read back.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { idsOf, received, refused, rejects, rows, started, storedFile, untyped } from './support.js';

const { sandbox, suite, wts } = await started();
const { sample } = sandbox;
const { sessionId, messageId, sessionNoteId, templateId, templateIds } = sample;
const url = 'https://example.com/docs/boleto.pdf';
const parameters = { nome: 'Ana', 'próximo horário': 'segunda, às 10h' };
const filled = 'Olá, Ana! Seu próximo horário é segunda, às 10h.';

suite('session.sendText', () => {
  test('the message is in the session, as it was written', async () => {
    const text = ' Olá, Ana!\n👋🏽 ';
    const { id } = await wts.session.sendText({ sessionId, text, refId: messageId });
    const [newest] = rows(await wts.session.listMessages({ sessionId }));
    assert.deepEqual([newest?.id, newest?.text, newest?.refId, newest?.direction], [id, text, messageId, 'TO_HUB']);
    assert.equal((await wts.session.get({ sessionId })).lastMessageText, text);
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
    assert.equal((await wts.session.get({ sessionId })).status, 'IN_PROGRESS');
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
