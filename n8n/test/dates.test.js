// Dates: of what kind they are, and which time zone is meant where they name none.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromTools } from './helpers.js';
import { failureOf, started } from './support.js';

const { sandbox, suite, run } = await started();
const { DateTime } = fromTools('luxon');

const timezone = 'America/Sao_Paulo';
const { panelId, stepIds, cardId } = sandbox.sample;
const list = (/** @type {unknown} */ createdAtAfter) => ({
  ...{ resource: 'contact', operation: 'list' },
  filters: { createdAtAfter },
});
const card = (/** @type {unknown} */ dueDate) => ({
  ...{ resource: 'panel', operation: 'createCard', panelId, stepId: stepIds.first, title: 'Venda' },
  additionalFields: { dueDate },
});

/** The instant that was sent, in ms. @param {any} parameters @param {string} zone */
async function instantOf(parameters, zone) {
  sandbox.requests.length = 0;
  await run(parameters, { timezone: zone });
  const { query, body } = sandbox.requests.at(-1);
  const sent = String(body?.dueDate ?? query['CreatedAt.After']);
  assert.match(sent, /Z$|[+-]\d\d:\d\d$/, sent);
  return new Date(sent).toISOString();
}

const forms = { 'the filter of a list': list, 'the date of a card': card };

for (const [where, parameters] of Object.entries(forms)) {
  suite(where, () => {
    test("without a zone means the workflow's", async () => {
      for (const text of ['2026-03-10T09:30:00', '2026-03-10 09:30:00', '2026-03-10T09:30']) {
        assert.equal(await instantOf(parameters(text), timezone), '2026-03-10T12:30:00.000Z');
        assert.equal(await instantOf(parameters(text), 'Asia/Tokyo'), '2026-03-10T00:30:00.000Z');
      }
    });

    test('minds summer time', async () => {
      const zone = 'America/New_York';
      assert.equal(await instantOf(parameters('2026-07-01T09:00:00'), zone), '2026-07-01T13:00:00.000Z');
      assert.equal(await instantOf(parameters('2026-12-01T09:00:00'), zone), '2026-12-01T14:00:00.000Z');
    });

    test('with a zone means that', async () => {
      assert.equal(await instantOf(parameters('2026-03-10T09:30:00-05:00'), timezone), '2026-03-10T14:30:00.000Z');
      assert.equal(await instantOf(parameters('2026-03-10T09:30:00Z'), timezone), '2026-03-10T09:30:00.000Z');
    });

    test('may be an object of JavaScript, or of luxon as expressions have it', async () => {
      const instant = '2026-03-10T09:30:00.000Z';
      assert.equal(await instantOf(parameters(new Date(instant)), timezone), instant);
      const local = DateTime.fromISO('2026-03-10T09:30:00', { zone: 'Asia/Tokyo' });
      assert.equal(await instantOf(parameters(local), timezone), '2026-03-10T00:30:00.000Z');
    });

    test('that is none is told', async () => {
      const error = await failureOf(run(parameters('next week'), { timezone }));
      assert.match(error.message, /createdAtAfter|dueDate/);
      assert.equal(error.context.itemIndex, 0);
      assert.ok(!sandbox.requests.length);
    });
  });
}

suite('an empty date', () => {
  test('is not given, and clears in an update', async () => {
    await run(card(''));
    assert.equal(Object.keys(sandbox.requests.at(-1)?.body).includes('dueDate'), false);
    await run({ resource: 'panel', operation: 'updateCard', cardId, updateFields: { dueDate: '' } });
    assert.equal(sandbox.requests.at(-1)?.body.dueDate, null);
    assert.deepEqual(sandbox.requests.at(-1)?.body.fields, ['DueDate']);
  });
});
