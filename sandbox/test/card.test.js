// Cards: making, changing and copying them, and their notes.

import assert from 'node:assert/strict';
import test from 'node:test';
import { call, started, subscribe, unknownId } from './support.js';

/** @import { Sandbox } from '../src/index.js' */

/** @param {Sandbox} sandbox @param {object} body */
const create = (sandbox, body) => call(sandbox, 'POST /crm/v2/panel/card', { body });

/** @param {Sandbox} sandbox @param {object} body @param {string} [id] */
const update = (sandbox, body, id = sandbox.sample.cardId) => call(sandbox, `PUT /crm/v3/panel/card/${id}`, { body });

/** @param {Sandbox} sandbox @param {string} [id] */
async function read(sandbox, id = sandbox.sample.cardId) {
  const query = 'IncludeDetails=CustomFields&IncludeDetails=LostReason';
  return (await call(sandbox, `GET /crm/v2/panel/card/${id}?${query}`)).json;
}

test('a card is made with all that it may hold', async (t) => {
  const sandbox = await started(t);
  const { stepIds, panelId, panelTagIds, userId, contactId, sessionId, panelCustomFieldKey } = sandbox.sample;
  const { json: bare } = await create(sandbox, { stepId: stepIds.first, title: 'Só o título' });
  assert.deepEqual([bare.panelId, bare.status, bare.tagIds, bare.contactIds], [panelId, 'OPEN', [], []]);
  assert.deepEqual([bare.key, bare.position], ['VEN-8', 8]);
  const values = {
    title: 'Completo',
    description: 'Tudo',
    position: 2.5,
    dueDate: '2999-01-01T00:00:00Z',
    responsibleUserId: userId,
    tagIds: [panelTagIds[1]],
    contactIds: [contactId],
    sessionId,
    monetaryAmount: 10.5,
    metadata: { origem: 'site' },
  };
  const customFields = { [panelCustomFieldKey]: 'Site', previsao: '2030-05-01', parcelas: 'três', nonsense: 1 };
  const { json } = await create(sandbox, { ...values, customFields, stepId: stepIds.second });
  const card = await read(sandbox, json.id);
  assert.deepEqual(card, json);
  assert.deepEqual(Object.fromEntries(Object.keys(values).map((name) => [name, Reflect.get(card, name)])), values);
  assert.deepEqual(card.customFields, { [panelCustomFieldKey]: ['Site'], previsao: ['2030/05/01'] });
  const { json: named } = await create(sandbox, {
    stepId: stepIds.first,
    title: 'A',
    tagNames: ['quente', 'Conta grande'],
  });
  assert.deepEqual(named.tagIds, panelTagIds);
});

test('a card names what there is, users by their own id', async (t) => {
  const sandbox = await started(t);
  const { stepIds, agentId } = sandbox.sample;
  const before = sandbox.state.cards.size;
  for (const wrong of [
    { stepId: unknownId },
    { responsibleUserId: agentId },
    { tagIds: [sandbox.sample.tagId] },
    { tagNames: ['Frio'] },
    { contactIds: ['5511999999999'] },
    { sessionId: unknownId },
  ]) {
    const { status, json } = await create(sandbox, { stepId: stepIds.first, title: 'A', ...wrong });
    assert.deepEqual([status, json.key], [500, 'ENTITY_NOT_FOUND'], JSON.stringify(wrong));
  }
  assert.equal((await create(sandbox, { stepId: stepIds.first, title: ' ' })).json.key, 'FORM_ERROR');
  assert.equal(sandbox.state.cards.size, before);
});

test('an update writes what fields names, and a named null clears', async (t) => {
  const sandbox = await started(t);
  const before = await read(sandbox);
  const body = { title: 'Outro', description: null, dueDate: null, monetaryAmount: 1, contactIds: [] };
  await update(sandbox, { ...body, fields: ['Title', 'DueDate'] });
  const first = await read(sandbox);
  assert.deepEqual([first.title, first.dueDate], ['Outro', null]);
  assert.deepEqual([first.description, first.monetaryAmount], [before.description, before.monetaryAmount]);
  await update(sandbox, { fields: ['Description', 'ContactIds', 'ResponsibleUserId', 'SessionId', 'MonetaryAmount'] });
  const second = await read(sandbox);
  assert.deepEqual([second.description, second.contactIds, second.responsibleUserId], [null, [], null]);
  assert.deepEqual([second.sessionId, second.monetaryAmount], [null, null]);
  for (const fields of [undefined, null, [], ['Archived']]) {
    assert.equal((await update(sandbox, { title: 'X', ...(fields !== undefined && { fields }) })).json.title, 'Outro');
  }
  const refused = { title: 'Y', responsibleUserId: sandbox.sample.agentId, fields: ['Title', 'ResponsibleUserId'] };
  assert.equal((await update(sandbox, refused)).json.key, 'ENTITY_NOT_FOUND');
  assert.equal((await update(sandbox, { title: ' ', fields: ['Title'] })).json.key, 'FORM_ERROR');
  assert.equal((await read(sandbox)).title, 'Outro', 'what is refused changes nothing');
  for (const id of [unknownId, 'VEN-1']) assert.equal((await update(sandbox, {}, id)).json.text, 'Card não encontrado');
});

test('tags are replaced, added or taken off', async (t) => {
  const sandbox = await started(t);
  const [hot, big] = sandbox.sample.panelTagIds;
  const tags = async (/** @type {object} */ body) =>
    (await update(sandbox, { ...body, fields: ['TagIds'] })).json.tagIds;
  assert.deepEqual(await tags({ tagIds: [big] }), [big]);
  assert.deepEqual(await tags({ tagNames: ['Quente'], options: { upsertTagOperation: 'InsertIfNotExists' } }), [
    big,
    hot,
  ]);
  assert.deepEqual(await tags({ tagIds: [big], options: { upsertTagOperation: 'DeleteIfExists' } }), [hot]);
  assert.deepEqual(await tags({ tagIds: [big], tagNames: ['Quente'] }), [big]);
  assert.deepEqual(await tags({ tagIds: null }), []);
});

test('metadata and custom fields work key by key', async (t) => {
  const sandbox = await started(t);
  const { panelCustomFieldKey: key } = sandbox.sample;
  const fields = ['Metadata', 'CustomFields'];
  await update(sandbox, { fields, metadata: { a: '1', b: '2' }, customFields: { parcelas: 3, [key]: 7, other: 'x' } });
  const first = await read(sandbox);
  assert.deepEqual(first.metadata, { utm_source: 'instagram', a: '1', b: '2' });
  assert.deepEqual(first.customFields, { [key]: ['Instagram'], parcelas: [3] });
  await update(sandbox, { fields, metadata: { a: null, b: '3' }, customFields: { [key]: null } });
  const second = await read(sandbox);
  assert.deepEqual(second.metadata, { utm_source: 'instagram', b: '3' });
  assert.deepEqual(second.customFields, { parcelas: [3] });
});

test('a card is won, lost for a reason, archived and opened again', async (t) => {
  const sandbox = await started(t);
  const { lostReasonId } = sandbox.sample;
  const set = (/** @type {object} */ body) => update(sandbox, { ...body, fields: ['Status'] });
  await set({ status: 'LOST', lostReasonId });
  const lost = await read(sandbox);
  assert.deepEqual([lost.status, lost.lostReason.id, lost.lostReason.name], ['LOST', lostReasonId, 'Preço']);
  for (const status of ['WON', 'ARCHIVED', 'OPEN']) {
    await set({ status });
    const card = await read(sandbox);
    assert.deepEqual([card.status, 'lostReason' in card], [status, false]);
  }
  assert.equal((await set({ status: 'LOST', lostReasonId: unknownId })).json.key, 'ENTITY_NOT_FOUND');
  assert.equal((await set({ status: null })).json.key, 'FORM_ERROR');
});

test('a card moves within its panel', async (t) => {
  const sandbox = await started(t);
  const { stepIds, panelId } = sandbox.sample;
  const { json } = await update(sandbox, { stepId: stepIds.second, fields: ['StepId'] });
  assert.deepEqual([json.stepId, json.position], [stepIds.second, 7], 'after all others there');
  const placed = { stepId: stepIds.done, position: 1, fields: ['StepId', 'Position'] };
  assert.deepEqual((await update(sandbox, placed)).json.position, 1);
  const elsewhere = [...sandbox.state.panels.values()].find(({ id }) => id !== panelId)?.steps[0]?.id;
  for (const stepId of [elsewhere, unknownId, null]) {
    assert.equal((await update(sandbox, { stepId, fields: ['StepId'] })).json.text, 'Etapa não encontrada');
  }
});

test('a copy takes over what is named, or everything', async (t) => {
  const sandbox = await started(t);
  const { cardId, stepIds, panelId, panelTagIds, contactId } = sandbox.sample;
  const route = `/crm/v2/panel/card/${cardId}/duplicate`;
  const duplicate = async (/** @type {object} */ body) => (await call(sandbox, `POST ${route}`, { body })).json;
  const notes = async (/** @type {string} */ id) =>
    (await call(sandbox, `GET /crm/v1/panel/card/${id}/note`)).json.items.map(({ text }) => text);

  const original = await read(sandbox);
  const whole = await duplicate({});
  const { id, key, number, position, createdAt, updatedAt, ...rest } = original;
  for (const [name, value] of Object.entries(rest)) assert.deepEqual(Reflect.get(whole, name), value, name);
  assert.notEqual(whole.id, id);
  assert.deepEqual(await notes(whole.id), ['Prefere a cor vinho.']);
  assert.equal((await read(sandbox)).status, 'OPEN');

  const some = await duplicate({
    copyToStepId: stepIds.second,
    options: { archiveOriginalCard: true, fields: ['Contacts', 'MonetaryAmount'] },
  });
  assert.deepEqual([some.stepId, some.title], [stepIds.second, original.title]);
  assert.deepEqual([some.contactIds, some.monetaryAmount], [[contactId], 890.5]);
  assert.deepEqual([some.tagIds, some.dueDate, some.responsibleUserId], [[], null, null]);
  assert.deepEqual([some.customFields, await notes(some.id)], [{}, []]);
  assert.equal((await read(sandbox)).status, 'ARCHIVED');

  const other = [...sandbox.state.panels.values()].find((panel) => panel.id !== panelId);
  const moved = await duplicate({ copyToStepId: other?.steps[0]?.id });
  assert.deepEqual([moved.panelId, moved.status, moved.key], [other?.id, 'OPEN', 'POS-3']);
  assert.deepEqual(moved.tagIds, [other?.tags[0]?.id], 'the tag of the same name');
  assert.notEqual(moved.tagIds?.[0], panelTagIds[0]);
  assert.deepEqual(moved.customFields, { origem: ['Instagram'] });
  assert.equal((await duplicate({ copyToStepId: unknownId })).key, 'ENTITY_NOT_FOUND');
});

test('notes are made with a text or files, listed and deleted', async (t) => {
  const sandbox = await started(t);
  const { cardId, noteId, panelId } = sandbox.sample;
  const route = `/crm/v1/panel/card/${cardId}/note`;
  const { json: text } = await call(sandbox, `POST ${route}`, { body: { text: 'Ligar' } });
  assert.deepEqual([text.text, text.cardId, text.panelId, text.isFromPublicApi], ['Ligar', cardId, panelId, true]);
  const fileUrls = ['https://example.com/a.png', 'https://example.com/b.pdf'];
  const { json: files } = await call(sandbox, `POST ${route}`, { body: { fileUrls } });
  assert.deepEqual(
    files.files.map(({ name, type, publicUrl }) => [name, type, publicUrl]),
    [
      ['a.png', 'IMAGE', fileUrls[0]],
      ['b.pdf', 'PDF', fileUrls[1]],
    ],
  );
  const ids = async () => (await call(sandbox, `GET ${route}`)).json.items.map(({ id }) => id);
  assert.deepEqual(await ids(), [files.id, text.id, noteId]);
  const removed = await call(sandbox, `DELETE ${route}/${noteId}`);
  assert.deepEqual([removed.status, removed.text], [200, '']);
  assert.deepEqual(await ids(), [files.id, text.id]);

  for (const body of [{}, { text: ' ' }, { fileUrls: [] }, { fileUrls: ['nonsense'] }]) {
    assert.equal((await call(sandbox, `POST ${route}`, { body })).json.key, 'FORM_ERROR');
  }
  assert.equal((await call(sandbox, `DELETE ${route}/${noteId}`)).json.text, 'Nota não encontrada');
  const { json: other } = await create(sandbox, { stepId: sandbox.sample.stepIds.first, title: 'A' });
  const elsewhere = await call(sandbox, `DELETE /crm/v1/panel/card/${other.id}/note/${text.id}`);
  assert.equal(elsewhere.json.key, 'ENTITY_NOT_FOUND');
  assert.equal((await call(sandbox, `GET /crm/v1/panel/card/${unknownId}/note`)).json.key, 'ENTITY_NOT_FOUND');
});

test('cards tell webhooks of themselves, twice when they move', async (t) => {
  const sandbox = await started(t);
  const { cardId, stepIds } = sandbox.sample;
  const events = ['NEW', 'UPDATE', 'STEP_CHANGE', 'NOTE_NEW', 'NOTE_UPDATE'].map((name) => `PANEL_CARD_${name}`);
  await subscribe(sandbox, 'https://example.com/hook', events);
  const told = () => sandbox.deliveries.splice(0).map(({ eventType, body }) => [eventType, body.content.id]);
  const { json: made } = await create(sandbox, { stepId: stepIds.first, title: 'A' });
  assert.deepEqual(told(), [['PANEL_CARD_NEW', made.id]]);
  await update(sandbox, { title: 'B', stepId: stepIds.first, fields: ['Title', 'StepId'] });
  assert.deepEqual(told(), [['PANEL_CARD_UPDATE', cardId]]);
  await update(sandbox, { stepId: stepIds.done, fields: ['StepId'] });
  const content = sandbox.deliveries[0]?.body.content;
  assert.deepEqual(
    [content?.stepTitle, content?.stepPhase, content?.panelTitle],
    ['Fechado', 'FINAL', 'Funil de vendas'],
  );
  assert.deepEqual(told(), [
    ['PANEL_CARD_STEP_CHANGE', cardId],
    ['PANEL_CARD_UPDATE', cardId],
  ]);
  await update(sandbox, { title: 'C' });
  assert.deepEqual(told(), []);
  const { json: note } = await call(sandbox, `POST /crm/v1/panel/card/${cardId}/note`, { body: { text: 'Oi' } });
  assert.deepEqual(told(), [['PANEL_CARD_NOTE_NEW', note.id]]);
});
