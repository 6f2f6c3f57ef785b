// Messages as they are listed, read and deleted.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { idsOf, refused, rejects, rows, started, unknownId } from './support.js';

const { sandbox, suite, wts } = await started();
const { sample } = sandbox;
const { from, to, sessionId, messageId } = sample;

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

suite('message.delete', () => {
  test('delete leaves the message deleted', async () => {
    const { id } = await wts.message.sendText({ from, to, text: 'Engano' });
    assert.equal((await wts.message.delete({ messageId: id }))?.status, 'DELETED');
    assert.equal((await wts.message.get({ messageId: id })).status, 'DELETED');
  });
});
