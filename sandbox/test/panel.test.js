// Panels: what they are made of, and the lists of their cards.

import assert from 'node:assert/strict';
import test from 'node:test';
import { call, started, unknownId } from './support.js';

test('panels are listed with their filters and details', async (t) => {
  const sandbox = await started(t);
  const { panelId } = sandbox.sample;
  const list = async (/** @type {string} */ query) => (await call(sandbox, `GET /crm/v2/panel?${query}`)).json.items;
  assert.deepEqual(
    (await list('')).map(({ title, type }) => [title, type]),
    [
      ['Pós-venda', 'MANAGEMENT'],
      ['Funil de vendas', 'SALES'],
    ],
  );
  const [plain] = await list('Title=FUNIL');
  assert.deepEqual([plain?.id, plain?.steps, plain?.tags, plain?.overdueCardCount], [panelId, null, null, null]);
  assert.deepEqual(plain?.stepTitles, ['Novo', 'Em negociação', 'Fechado']);
  const [full] = await list('Type=SALES&IncludeDetails=Steps&IncludeDetails=Tags&IncludeDetails=PanelCardOverdueCount');
  assert.deepEqual(
    full?.tags?.map(({ name }) => name),
    ['Quente', 'Conta grande'],
  );
  assert.deepEqual([full?.steps?.length, full?.overdueCardCount], [3, 1]);
});

test('a panel has no steps unless they, or its cards, are asked for', async (t) => {
  const sandbox = await started(t);
  const { panelId, stepIds, cardId } = sandbox.sample;
  const get = async (/** @type {string[]} */ ...details) => {
    const query = details.map((name) => `IncludeDetails=${name}`).join('&');
    return (await call(sandbox, `GET /crm/v1/panel/${panelId}?${query}`)).json;
  };
  for (const details of [[], ['StepsCardCount', 'StepsFields'], ['Tags']])
    assert.equal((await get(...details)).steps, null);
  const { steps } = await get('Steps');
  assert.deepEqual(
    steps?.map(({ id }) => id),
    Object.values(stepIds),
  );
  assert.deepEqual([steps?.[0]?.cardCount, steps?.[0]?.fields, steps?.[0]?.cards], [null, null, undefined]);
  const [first] = (await get('Steps', 'StepsCardCount', 'StepsFields')).steps ?? [];
  assert.deepEqual([first?.cardCount, first?.monetaryAmount, first?.overdueCardCount], [2, 5090.5, 0]);
  assert.ok(
    first?.fields?.some(({ key, type }) => key === sandbox.sample.panelCustomFieldKey && type === 'CUSTOM_FIELD'),
  );
  const [withCards] = (await get('Cards')).steps ?? [];
  assert.equal(withCards?.cards.items[0]?.id, cardId);
  assert.equal(withCards?.cards.items[0]?.archived, false);
  assert.equal((await call(sandbox, `GET /crm/v1/panel/${unknownId}`)).json.text, 'Painel não encontrado');
});

test('custom fields are those of the panel, beside or within their groups', async (t) => {
  const sandbox = await started(t);
  const path = `GET /crm/v1/panel/${sandbox.sample.panelId}/custom-fields`;
  const { rows: flat } = await call(sandbox, path);
  assert.deepEqual(
    flat.map(({ key }) => key),
    ['negocio', 'origem', 'previsao', 'parcelas'],
  );
  const { rows: nested } = await call(sandbox, `${path}?NestedList=true`);
  assert.deepEqual(
    nested.map(({ key, children }) => [key, children?.length]),
    [
      ['negocio', 2],
      ['parcelas', undefined],
    ],
  );
});

test('only a panel of sales has reasons for a loss', async (t) => {
  const sandbox = await started(t);
  const { panelId, lostReasonId } = sandbox.sample;
  const { json } = await call(sandbox, `GET /crm/v1/panel/${panelId}/lost-reason?OrderBy=description`);
  assert.deepEqual(
    json.items.map(({ description }) => description),
    ['Preço', 'Sem resposta'],
  );
  assert.equal(json.items[0]?.id, lostReasonId);
  const other = [...sandbox.state.panels.keys()].find((id) => id !== panelId);
  const refused = await call(sandbox, `GET /crm/v1/panel/${other}/lost-reason`);
  assert.deepEqual([refused.status, refused.json.key], [400, 'FORM_ERROR']);
});

test('cards are listed with their filters', async (t) => {
  const sandbox = await started(t);
  const { panelId, stepIds, contactId, userId, cardId } = sandbox.sample;
  const titles = async (/** @type {string} */ query) => {
    const { json } = await call(sandbox, `GET /crm/v2/panel/card?PanelId=${panelId}&${query}`);
    return json.items.map(({ title }) => title).toSorted();
  };
  assert.equal((await titles('')).length, 6, 'archived ones are left out');
  assert.deepEqual(await titles('Statuses=ARCHIVED'), ['Orçamento antigo']);
  assert.deepEqual(await titles('Statuses=WON&Statuses=LOST'), ['Fantasias', 'Vestido azul']);
  assert.deepEqual(await titles(`StepId=${stepIds.second}`), ['Enxoval', 'Fantasias', 'Revenda no interior']);
  assert.deepEqual(await titles(`ContactId=${contactId}`), ['Vestido de festa']);
  assert.equal((await titles(`ResponsibleUserId=${userId}`)).length, 5);
  assert.deepEqual(await titles('TextFilter=vestido'), ['Vestido azul', 'Vestido de festa']);
  assert.deepEqual(await titles('TextFilter=experimentar'), ['Vestido de festa']);
  assert.deepEqual(await titles('TextFilter=VEN-3'), ['Enxoval']);
  assert.deepEqual(await titles('TextFilter=bruno'), ['Uniformes da escola']);
  assert.deepEqual(await titles('CreatedAt.After=2999-01-01T00:00:00Z'), []);
  const oldest = await call(sandbox, `GET /crm/v2/panel/card?PanelId=${panelId}&OrderBy=createdAt&PageSize=1`);
  assert.equal(oldest.json.items[0]?.id, cardId);
  assert.equal((await call(sandbox, `GET /crm/v2/panel/card?PanelId=${unknownId}`)).json.key, 'ENTITY_NOT_FOUND');
});

test('a card shows the details that are asked for', async (t) => {
  const sandbox = await started(t);
  const { cardId, panelId, userId, contactId, panelCustomFieldKey } = sandbox.sample;
  const { json: plain } = await call(sandbox, `GET /crm/v2/panel/card/${cardId}`);
  assert.deepEqual([plain.panelTitle, plain.stepTitle, plain.stepPhase], [null, null, null]);
  assert.deepEqual([plain.contacts, plain.customFields, plain.key], [null, null, 'VEN-1']);
  assert.deepEqual([plain.contactIds, plain.isOverdue], [[contactId], false]);
  assert.ok(!('responsibleUser' in plain));
  const names = ['PanelTitle', 'StepTitle', 'StepPhase', 'ResponsibleUser', 'Contacts', 'CustomFields', 'LostReason'];
  const query = names.map((name) => `IncludeDetails=${name}`).join('&');
  const { json } = await call(sandbox, `GET /crm/v2/panel/card/${cardId}?${query}`);
  assert.deepEqual([json.panelTitle, json.stepTitle, json.stepPhase], ['Funil de vendas', 'Novo', 'INITIAL']);
  assert.deepEqual([json.responsibleUser.id, json.contacts?.[0]?.name], [userId, 'Ana Souza']);
  assert.deepEqual(json.customFields, { [panelCustomFieldKey]: ['Instagram'] });
  assert.ok(!('lostReason' in json));
  const { json: lost } = await call(sandbox, `GET /crm/v2/panel/card?PanelId=${panelId}&Statuses=LOST&${query}`);
  assert.equal(lost.items[0]?.lostReason.name, 'Preço');
  const { json: overdue } = await call(sandbox, `GET /crm/v2/panel/card?PanelId=${panelId}&TextFilter=Enxoval`);
  assert.equal(overdue.items[0]?.isOverdue, true);
});
