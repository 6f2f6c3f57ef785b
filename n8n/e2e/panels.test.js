// Panels, their cards and notes: every action with two items.

import assert from 'node:assert/strict';
import { it } from 'node:test';
import { byId, pairs, performer, started } from './chat.js';

const both = await started();
const { sandbox } = both;
const { sample, state } = sandbox;
const perform = performer(both);

const { contactId: anaId } = sample;
const cards = [...state.cards.keys()].slice(0, 2).map((cardId) => ({ cardId }));
const onCard = byId('={{ $json.cardId }}');
const panels = [...state.panels.keys()].map((panelId) => ({ panelId }));

/** How all entries are asked for, so that none is missed while others are made. */
const ALL = 'OrderBy=createdAt&OrderDirection=ASCENDING&PageNumber=1&PageSize=100';

it('panel.list', async () => {
  const given = [{ type: 'SALES' }, { type: 'MANAGEMENT' }];
  const run = await perform(
    'panel.list',
    { returnAll: true, filters: { type: '={{ $json.type }}', includeDetails: ['Steps'] } },
    given,
    given.map(({ type }) => [`GET /crm/v2/panel?IncludeDetails=Steps&${ALL}&Type=${type}`]),
  );
  assert.deepEqual(
    run.json('WTS').map(({ title }) => title),
    ['Funil de vendas', 'Pós-venda'],
  );
});

it('panel.get', async () => {
  const run = await perform(
    'panel.get',
    { panelId: '={{ $json.panelId }}', additionalFields: { includeDetails: ['Steps', 'Tags'] } },
    panels,
    panels.map(({ panelId }) => [`GET /crm/v1/panel/${panelId}?IncludeDetails=Steps&IncludeDetails=Tags`]),
  );
  assert.deepEqual(
    run.json('WTS').map(({ title }) => title),
    ['Funil de vendas', 'Pós-venda'],
  );
});

it('panel.listCards', async () => {
  await perform(
    'panel.listCards',
    { panelId: '={{ $json.panelId }}', returnAll: false, limit: 2, simplify: true },
    panels,
    panels.map(({ panelId }) => [`GET /crm/v2/panel/card?PageNumber=1&PageSize=2&PanelId=${panelId}`]),
    [2, 2],
  );
});

it('panel.getCard', async () => {
  const run = await perform(
    'panel.getCard',
    { cardId: onCard, additionalFields: { includeDetails: ['StepTitle'] } },
    cards,
    cards.map(({ cardId }) => [`GET /crm/v2/panel/card/${cardId}?IncludeDetails=StepTitle`]),
  );
  assert.deepEqual(
    run.json('WTS').map(({ title }) => title),
    ['Vestido de festa', 'Uniformes da escola'],
  );
});

it('panel.createCard', async () => {
  const given = [
    { title: 'Buffet', amount: 1400.5, stepId: sample.stepIds.first },
    { title: 'Bolo', amount: 300, stepId: sample.stepIds.second },
  ];
  const run = await perform(
    'panel.createCard',
    {
      ...{ panelId: sample.panelId, stepId: '={{ $json.stepId }}', title: '={{ $json.title }}' },
      additionalFields: {
        ...{ monetaryAmount: '={{ $json.amount }}', dueDate: '2027-03-20T18:00:00', contactIds: [anaId] },
        customFields: pairs({ origem: 'Indicação' }),
      },
    },
    given,
    given.map(({ title, amount, stepId }) => [
      'POST /crm/v2/panel/card',
      {
        ...{ stepId, title, monetaryAmount: amount, contactIds: [anaId], customFields: { origem: 'Indicação' } },
        // 18:00 in the time zone of the workflow.
        dueDate: '2027-03-20T21:00:00.000Z',
      },
    ]),
  );
  assert.deepEqual(
    run.json('WTS').map(({ id }) => state.cards.get(`${id}`)?.title),
    ['Buffet', 'Bolo'],
  );
});

it('panel.updateCard', async () => {
  const given = cards.map(({ cardId }, at) => ({ cardId, amount: 100 * (at + 1) }));
  await perform(
    'panel.updateCard',
    { cardId: onCard, updateFields: { monetaryAmount: '={{ $json.amount }}', tagNames: ['Quente'], dueDate: '' } },
    given,
    given.map(({ cardId, amount }) => [
      `PUT /crm/v3/panel/card/${cardId}`,
      { fields: ['DueDate', 'TagIds', 'MonetaryAmount'], dueDate: null, tagNames: ['Quente'], monetaryAmount: amount },
    ]),
  );
  assert.deepEqual(
    cards.map(({ cardId }) => state.cards.get(cardId)?.monetaryAmount),
    [100, 200],
  );
});

it('panel.duplicateCard', async () => {
  const more = { copyToStepId: sample.stepIds.second, archiveOriginalCard: true, fields: ['Contacts', 'Tags'] };
  await perform(
    'panel.duplicateCard',
    { cardId: onCard, additionalFields: more },
    cards,
    cards.map(({ cardId }) => [
      `POST /crm/v2/panel/card/${cardId}/duplicate`,
      {
        ...{ copyToStepId: sample.stepIds.second },
        options: { archiveOriginalCard: true, fields: ['Contacts', 'Tags'] },
      },
    ]),
  );
  assert.deepEqual(
    cards.map(({ cardId }) => state.cards.get(cardId)?.status),
    ['ARCHIVED', 'ARCHIVED'],
  );
});

it('panel.createCardNote', async () => {
  await perform(
    'panel.createCardNote',
    { cardId: onCard, text: '=Nota {{ $itemIndex }}' },
    cards,
    cards.map(({ cardId }, at) => [`POST /crm/v1/panel/card/${cardId}/note`, { text: `Nota ${at}` }]),
  );
});

it('panel.createCardFileNote', async () => {
  const fileUrls = ['=https://example.com/{{ $itemIndex }}.pdf', 'https://example.com/b.png'];
  await perform(
    'panel.createCardFileNote',
    { cardId: onCard, text: 'Anexos', fileUrls },
    cards,
    cards.map(({ cardId }, at) => [
      `POST /crm/v1/panel/card/${cardId}/note`,
      { text: 'Anexos', fileUrls: [`https://example.com/${at}.pdf`, 'https://example.com/b.png'] },
    ]),
  );
});

it('panel.listCardNotes', async () => {
  const given = [{ cardId: sample.cardId }, { cardId: sample.cardId }];
  const run = await perform(
    'panel.listCardNotes',
    { cardId: onCard, returnAll: true },
    given,
    given.map(({ cardId }) => [`GET /crm/v1/panel/card/${cardId}/note?${ALL}`]),
  );
  assert.deepEqual(
    run.json('WTS').map(({ id }) => id),
    [sample.noteId, sample.noteId],
  );
});

it('panel.deleteCardNote', async () => {
  const second = 'a51c3d4e-f90a-4b12-93c4-e5f607182902';
  const given = [sample.noteId, second].map((noteId) => ({ cardId: sample.cardId, noteId }));
  const run = await perform(
    'panel.deleteCardNote',
    { cardId: onCard, noteId: '={{ $json.noteId }}' },
    given,
    given.map(({ cardId, noteId }) => [`DELETE /crm/v1/panel/card/${cardId}/note/${noteId}`]),
    undefined,
    () => {
      const note = state.cardNotes.get(sample.noteId);
      assert.ok(note);
      state.cardNotes.set(second, { ...note, id: second });
    },
  );
  assert.deepEqual(
    run.json('WTS'),
    given.map((one) => ({ success: true, ...one })),
  );
  assert.equal(state.cardNotes.size, 0);
});
