// Panels and their cards: what is listed and read.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wholeCard } from './actions-support.js';
import { idsOf, received, refused, rejects, rows, started, unknownId } from './support.js';

/** @import { PanelListCardsParams } from 'wts-chat' */

const { sandbox, suite, wts } = await started();
const { sample } = sandbox;
const { panelId, stepIds, panelTagIds, cardId, contactId, userId } = sample;
const [hot = '', big = ''] = panelTagIds;

suite('panel.listCards', () => {
  /** @type {[string, Omit<PanelListCardsParams, 'panelId'>, string[]][]} what, params, the keys of the cards, in order */
  const cases = [
    ['all but the archived ones, newest first', {}, ['VEN-6', 'VEN-5', 'VEN-4', 'VEN-3', 'VEN-2', 'VEN-1']],
    ['a step', { stepId: stepIds.second }, ['VEN-6', 'VEN-4', 'VEN-3']],
    ['a contact', { contactId: sample.instagram.contactId }, ['VEN-5', 'VEN-3']],
    ['a user', { responsibleUserId: userId, stepId: stepIds.first }, ['VEN-2', 'VEN-1']],
    ['a text', { textFilter: 'vestido' }, ['VEN-5', 'VEN-1']],
    ['one status', { statuses: ['ARCHIVED'] }, ['VEN-7']],
    ['several statuses', { statuses: ['LOST', 'WON'] }, ['VEN-6', 'VEN-5']],
    ['all statuses', { statuses: ['OPEN', 'WON', 'LOST', 'ARCHIVED'], pageSize: 1 }, ['VEN-7']],
    ['a page', { pageSize: 4, pageNumber: 2 }, ['VEN-2', 'VEN-1']],
    ['an order', { orderBy: 'monetaryAmount', orderDirection: 'DESCENDING', pageSize: 1 }, ['VEN-2']],
    ['nothing chosen', { stepId: 'NOT_SEND', responsibleUserId: ' ', pageSize: 1 }, ['VEN-6']],
    ['dates', { createdAtAfter: new Date() }, []],
  ];
  for (const [what, params, keys] of cases) {
    test(what, async () => {
      const page = await wts.panel.listCards({ panelId, ...params });
      assert.deepEqual(
        rows(page).map(({ key }) => key),
        keys,
      );
    });
  }

  test('answers details when asked to', async () => {
    const [plain] = rows(await wts.panel.listCards({ panelId, contactId }));
    assert.deepEqual([plain?.stepTitle, plain?.contacts, plain?.customFields], [null, null, null]);
    const [full] = rows(
      await wts.panel.listCards({
        panelId,
        contactId,
        includeDetails: ['PanelTitle', 'StepTitle', 'StepPhase', 'ResponsibleUser', 'Contacts', 'CustomFields'],
      }),
    );
    assert.deepEqual([full?.panelTitle, full?.stepTitle, full?.stepPhase], ['Funil de vendas', 'Novo', 'INITIAL']);
    assert.deepEqual([full?.responsibleUser?.name, full?.contacts?.[0]?.name], ['Diego Ramos', 'Ana Souza']);
    assert.deepEqual(full?.customFields, { origem: ['Instagram'] });
  });

  test('a panel is wanted', async () => {
    for (const nothing of ['', 'NOT_SEND']) {
      assert.deepEqual(await refused(sandbox, () => wts.panel.listCards({ panelId: nothing })), ['panelId required']);
    }
    assert.equal((await rejects(wts.panel.listCards({ panelId: unknownId }))).code, 'not_found');
  });
});

suite('panel.getCard', () => {
  test('answers the card, with details only when asked to', async () => {
    const plain = await wts.panel.getCard({ cardId });
    assert.deepEqual(
      [plain.title, plain.stepId, plain.monetaryAmount, plain.tagIds, plain.metadata],
      ['Vestido de festa', stepIds.first, 890.5, [hot], { utm_source: 'instagram' }],
    );
    assert.deepEqual([plain.customFields, plain.contacts, plain.panelTitle], [null, null, null]);
    const full = await wts.panel.getCard({ cardId, includeDetails: ['Contacts', 'PanelTitle', 'CustomFields'] });
    assert.deepEqual(
      [full.contacts, full.panelTitle, full.customFields],
      [[{ id: contactId, name: 'Ana Souza' }], 'Funil de vendas', { origem: ['Instagram'] }],
    );
  });

  test('a card is wanted, and may be none that there is', async () => {
    assert.deepEqual(await refused(sandbox, () => wts.panel.getCard({ cardId: 'UNDEFINED' })), ['cardId required']);
    assert.equal((await rejects(wts.panel.getCard({ cardId: unknownId }))).code, 'not_found');
  });
});

suite('panel.list', () => {
  test('narrows the list by title and type, sorts and pages', async () => {
    /** @param {import('wts-chat').PanelListParams} params */
    const titles = async (params) => rows(await wts.panel.list(params)).map(({ title }) => title);
    assert.deepEqual(await titles({}), ['Pós-venda', 'Funil de vendas']);
    assert.deepEqual(await titles({ title: 'funil' }), ['Funil de vendas']);
    assert.deepEqual(await titles({ type: 'MANAGEMENT' }), ['Pós-venda']);
    assert.deepEqual(await titles({ orderBy: 'title', pageSize: 1, pageNumber: 2 }), ['Pós-venda']);
    assert.deepEqual(await titles({ createdAtAfter: new Date() }), []);
  });

  test('answers details when asked to', async () => {
    const [plain] = rows(await wts.panel.list({ type: 'SALES' }));
    assert.deepEqual([plain?.steps, plain?.tags, plain?.overdueCardCount], [null, null, null]);
    const [full] = rows(
      await wts.panel.list({
        type: 'SALES',
        includeDetails: ['Tags', 'Steps', 'StepsCardCount', 'PanelCardOverdueCount'],
      }),
    );
    assert.deepEqual(
      full?.steps?.map(({ title, cardCount }) => [title, cardCount]),
      [
        ['Novo', 2],
        ['Em negociação', 3],
        ['Fechado', 1],
      ],
    );
    assert.deepEqual([full?.tags?.map(({ id }) => id), full?.overdueCardCount], [[hot, big], 1]);
  });
});

suite('panel.get', () => {
  test('answers steps, tags and fields when asked to', async () => {
    const plain = await wts.panel.get({ panelId });
    assert.deepEqual([plain.title, plain.type, plain.steps, plain.tags], ['Funil de vendas', 'SALES', null, null]);
    const full = await wts.panel.get({ panelId, includeDetails: ['Tags', 'Steps', 'StepsFields', 'StepsCardCount'] });
    assert.deepEqual(idsOf(full.steps ?? []), [stepIds.first, stepIds.second, stepIds.done]);
    assert.deepEqual(
      full.tags?.map(({ name }) => name),
      ['Quente', 'Conta grande'],
    );
    assert.deepEqual([full.steps?.[0]?.cardCount, full.steps?.[0]?.monetaryAmount], [2, 5090.5]);
    assert.ok(full.steps?.[0]?.fields?.some(({ key }) => key === 'origem'));
  });

  test('answers the cards within their steps', async () => {
    const { steps } = await wts.panel.get({ panelId, includeDetails: ['Cards'] });
    assert.deepEqual(
      steps?.map(({ title, cards }) => [title, cards?.items?.map(({ key }) => key)]),
      [
        ['Novo', ['VEN-1', 'VEN-2']],
        ['Em negociação', ['VEN-3', 'VEN-4', 'VEN-6']],
        ['Fechado', ['VEN-5']],
      ],
    );
  });

  test('Cards brings Steps along', async () => {
    await wts.panel.get({ panelId, includeDetails: ['Cards'] });
    assert.deepEqual([Object(received(sandbox).query).IncludeDetails].flat().sort(), ['Cards', 'Steps']);
  });

  test('a panel is wanted, and may be none that there is', async () => {
    assert.deepEqual(await refused(sandbox, () => wts.panel.get({ panelId: 'NOT_SEND' })), ['panelId required']);
    assert.equal((await rejects(wts.panel.get({ panelId: unknownId }))).code, 'not_found');
  });
});

suite('the other operations of panels', () => {
  test('listCustomFields answers the keys that customFields takes, flat or nested', async () => {
    const flat = await wts.panel.listCustomFields({ panelId });
    assert.deepEqual(
      flat.map(({ key }) => key),
      ['negocio', 'origem', 'previsao', 'parcelas'],
    );
    const nested = await wts.panel.listCustomFields({ panelId, nestedList: true });
    assert.deepEqual(
      nested.map(({ key, children }) => [key, children?.map((child) => child.key) ?? null]),
      [
        ['negocio', ['origem', 'previsao']],
        ['parcelas', null],
      ],
    );
  });

  test('listLostReasons answers the ids that updateCard takes', async () => {
    const page = await wts.panel.listLostReasons({ panelId, orderBy: 'description', pageSize: 1 });
    const [reason] = rows(page);
    assert.deepEqual([reason?.description, page.totalItems], ['Preço', 2]);
    await wts.panel.updateCard({ cardId, status: 'LOST', lostReasonId: reason?.id ?? '' });
    assert.equal((await wholeCard(wts, cardId)).lostReason?.name, 'Preço');
  });
});
