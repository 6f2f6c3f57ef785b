// Notes of cards: what is written and deleted, as it is read back.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { notesOf } from './actions-support.js';
import { idsOf, received, refused, rejects, rows, started, unknownId, untyped } from './support.js';

const { sandbox, suite, wts } = await started();
const { sample } = sandbox;
const { panelId, stepIds, cardId, noteId } = sample;
const urls = ['a.pdf', 'b.png', 'c.txt', 'd.pdf'].map((name) => `https://example.com/files/${name}`);

const notes = () => notesOf(wts, cardId);

suite('panel.createCardNote', () => {
  test('a text', async () => {
    const { id } = await wts.panel.createCardNote({ cardId, text: ' Ligar às 15h.\nAção: orçar ' });
    const [newest, older] = await notes();
    assert.deepEqual([newest?.id, newest?.text, newest?.files], [id, ' Ligar às 15h.\nAção: orçar ', []]);
    assert.deepEqual([newest?.cardId, newest?.panelId, newest?.isFromPublicApi], [cardId, panelId, true]);
    assert.equal(older?.id, noteId);
  });

  for (const count of [1, 2, 3]) {
    test(`files: ${count}`, async () => {
      const fileUrls = urls.slice(0, count);
      await wts.panel.createCardNote({ cardId, fileUrls });
      assert.deepEqual(received(sandbox).body, { fileUrls });
      const [newest] = await notes();
      assert.deepEqual(
        newest?.files?.map(({ publicUrl }) => publicUrl),
        fileUrls,
      );
      assert.equal(newest?.text, null);
    });
  }

  test('a text with files', async () => {
    await wts.panel.createCardNote({ cardId, text: 'Segue', fileUrls: urls.slice(0, 1) });
    const [newest] = await notes();
    assert.deepEqual([newest?.text, newest?.files?.[0]?.name], ['Segue', 'a.pdf']);
  });

  test('neither text nor files, or too many of them, are refused', async () => {
    /** @param {object} params */
    const issues = (params) => refused(sandbox, () => untyped(wts, 'panel', 'createCardNote', { cardId, ...params }));
    assert.deepEqual(await issues({}), ['text required']);
    assert.deepEqual(await issues({ text: ' \n', fileUrls: null }), ['text required']);
    assert.deepEqual(await issues({ fileUrls: [] }), ['fileUrls length']);
    assert.deepEqual(await issues({ fileUrls: urls }), ['fileUrls length']);
    assert.deepEqual(await issues({ fileUrls: [urls[0], '', 'ftp://example.com/a'] }), [
      'fileUrls[1] required',
      'fileUrls[2] format',
    ]);
    assert.deepEqual(await issues({ cardId: 'NOT_SEND', text: 'A' }), ['cardId required']);
    assert.deepEqual(idsOf(await notes()), [noteId]);
  });
});

suite('panel.deleteCardNote', () => {
  test('the note is gone, and the others stay', async () => {
    const { id } = await wts.panel.createCardNote({ cardId, text: 'A' });
    assert.equal(await wts.panel.deleteCardNote({ cardId, noteId }), null);
    assert.deepEqual(idsOf(await notes()), [id]);
  });

  test("another card's note is not found, and both ids are wanted", async () => {
    const [other] = rows(await wts.panel.listCards({ panelId, stepId: stepIds.second }));
    assert.equal((await rejects(wts.panel.deleteCardNote({ cardId: other?.id ?? '', noteId }))).code, 'not_found');
    const issues = await refused(sandbox, () => wts.panel.deleteCardNote({ cardId: ' ', noteId: 'NOT_SEND' }));
    assert.deepEqual(issues.sort(), ['cardId required', 'noteId required']);
    assert.deepEqual(idsOf(await notes()), [noteId]);
  });
});

suite('panel.listCardNotes', () => {
  test('lists the notes of one card, newest first, and pages', async () => {
    const moment = new Date();
    for (const text of ['um', 'dois']) await wts.panel.createCardNote({ cardId, text });
    const texts = async (params = {}) =>
      rows(await wts.panel.listCardNotes({ cardId, ...params })).map(({ text }) => text);
    assert.deepEqual(await texts(), ['dois', 'um', 'Prefere a cor vinho.']);
    assert.deepEqual(await texts({ pageSize: 2, pageNumber: 2 }), ['Prefere a cor vinho.']);
    assert.deepEqual(await texts({ orderBy: 'text', orderDirection: 'DESCENDING', pageSize: 1 }), ['um']);
    assert.deepEqual(await texts({ createdAtAfter: moment }), ['dois', 'um']);
    assert.deepEqual(await texts({ updatedAtBefore: new Date(moment.getTime() - 1) }), ['Prefere a cor vinho.']);
  });

  test('a card is wanted', async () => {
    assert.deepEqual(await refused(sandbox, () => wts.panel.listCardNotes({ cardId: '' })), ['cardId required']);
    assert.equal((await rejects(wts.panel.listCardNotes({ cardId: unknownId }))).code, 'not_found');
  });
});
