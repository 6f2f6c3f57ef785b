// Panels, their cards and notes: what is created and changed, as it is read back.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { idsOf, received, refused, rejects, rows, started, unknownId, untyped } from './support.js';

/** @import { PanelListCardsParams, PanelUpdateCardParams } from 'wts-chat' */

const { sandbox, suite, wts } = await started();
const { sample } = sandbox;
const { panelId, stepIds, panelTagIds, lostReasonId, cardId, noteId, contactId, sessionId, userId } = sample;
const { secondAgent, unreachableContactId, closedSessionId } = sample;
const [hot = '', big = ''] = panelTagIds;
const supportPanelId = '50718293-a4b5-4c6d-8e7f-90a1b2c3d402';
const supportStepId = '6182930a-b5c6-4d7e-9f80-a1b2c3d4e504';
const dueDate = '2026-03-01T15:30:00.000Z';
const urls = ['a.pdf', 'b.png', 'c.txt', 'd.pdf'].map((name) => `https://example.com/files/${name}`);

/** A card with all its details, but the time of the last change. */
async function whole(id = cardId) {
  const { updatedAt: _, ...card } = await wts.panel.getCard({
    cardId: id,
    includeDetails: ['CustomFields', 'LostReason'],
  });
  return card;
}

const notes = async (id = cardId) => rows(await wts.panel.listCardNotes({ cardId: id }));

suite('panel.createCard', () => {
  test('stores everything that is given', async () => {
    const { id } = await wts.panel.createCard({
      stepId: stepIds.second,
      title: 'Vestido de noiva',
      description: 'Prova às 15h.\nCor: marfim',
      position: 1.5,
      dueDate: new Date(dueDate),
      responsibleUserId: secondAgent.userId,
      tagIds: [hot],
      contactIds: [contactId, unreachableContactId],
      sessionId,
      monetaryAmount: 12_500.75,
      customFields: { origem: 'Indicação', parcelas: 3, previsao: '2026-04-01', desconhecido: 'x' },
      metadata: { pedido: 7, urgente: false, 'campanha nº': 'A' },
    });
    const card = await whole(id);
    assert.deepEqual(
      [card.panelId, card.stepId, card.title, card.description, card.position, card.status],
      [panelId, stepIds.second, 'Vestido de noiva', 'Prova às 15h.\nCor: marfim', 1.5, 'OPEN'],
    );
    assert.deepEqual(
      [card.dueDate, card.responsibleUserId, card.sessionId, card.monetaryAmount],
      [dueDate, secondAgent.userId, sessionId, 12_500.75],
    );
    assert.deepEqual([card.tagIds, card.contactIds], [[hot], [contactId, unreachableContactId]]);
    assert.deepEqual(card.customFields, { origem: ['Indicação'], parcelas: [3], previsao: ['2026/04/01'] });
    assert.deepEqual(card.metadata, { pedido: '7', urgente: 'false', 'campanha nº': 'A' });
  });

  test('a position and an amount of 0 are stored', async () => {
    const { id } = await wts.panel.createCard({ stepId: stepIds.first, title: 'A', position: 0, monetaryAmount: 0 });
    const card = await whole(id);
    assert.deepEqual([card.position, card.monetaryAmount], [0, 0]);
  });

  test('tags may be named, and are ignored beside ids', async () => {
    const params = { stepId: stepIds.first, title: 'A', tagNames: ['Conta grande'] };
    assert.deepEqual((await whole((await wts.panel.createCard(params)).id)).tagIds, [big]);
    const both = await wts.panel.createCard({ ...params, tagIds: [hot] });
    assert.deepEqual((await whole(both.id)).tagIds, [hot]);
  });

  test('a card with no more than step and title is last in its step', async () => {
    const { id, key } = await wts.panel.createCard({ stepId: stepIds.first, title: 'Só título' });
    assert.deepEqual(received(sandbox).body, { stepId: stepIds.first, title: 'Só título' });
    const inStep = rows(await wts.panel.listCards({ panelId, stepId: stepIds.first, orderBy: 'position' }));
    assert.deepEqual([inStep.at(-1)?.id, inStep.at(-1)?.key], [id, key]);
  });

  test('step and title are wanted', async () => {
    for (const nothing of ['', ' ']) {
      const issues = await refused(sandbox, () => wts.panel.createCard({ stepId: nothing, title: nothing }));
      assert.deepEqual(issues.sort(), ['stepId required', 'title required']);
    }
    const nothing = { stepId: 'NOT_SEND', title: 'A', responsibleUserId: 'NOT_SEND' };
    assert.deepEqual(await refused(sandbox, () => wts.panel.createCard(nothing)), ['stepId required']);
  });

  test('wrong values are refused by their names', async () => {
    const issues = await refused(sandbox, () =>
      untyped(wts, 'panel', 'createCard', {
        stepId: stepIds.first,
        title: 'A'.repeat(501),
        position: -1,
        dueDate: 'amanhã',
        monetaryAmount: '10',
        metadata: { a: { b: 1 } },
        contactIds: ['ana'],
      }),
    );
    assert.deepEqual(issues.sort(), [
      'contactIds[0] format',
      'dueDate format',
      'metadata.a type',
      'monetaryAmount type',
      'position range',
      'title length',
    ]);
  });
});

suite('panel.updateCard', () => {
  /** @type {[Omit<PanelUpdateCardParams, 'cardId' | 'lostReasonId'>, string[], object][]} params, fields, what is read back */
  const cases = [
    [{ title: 'Vestido longo' }, ['Title'], { title: 'Vestido longo' }],
    [{ description: 'Nova' }, ['Description'], { description: 'Nova' }],
    [{ stepId: stepIds.second, position: 2.5 }, ['StepId', 'Position'], { stepId: stepIds.second, position: 2.5 }],
    [{ position: 0 }, ['Position'], { position: 0 }],
    [{ monetaryAmount: 0 }, ['MonetaryAmount'], { monetaryAmount: 0 }],
    [{ monetaryAmount: 0.01 }, ['MonetaryAmount'], { monetaryAmount: 0.01 }],
    [{ dueDate: '2026-03-01T12:30:00-03:00' }, ['DueDate'], { dueDate, isOverdue: true }],
    [{ responsibleUserId: secondAgent.userId }, ['ResponsibleUserId'], { responsibleUserId: secondAgent.userId }],
    [{ contactIds: [unreachableContactId] }, ['ContactIds'], { contactIds: [unreachableContactId] }],
    [{ sessionId: closedSessionId }, ['SessionId'], { sessionId: closedSessionId }],
    [{ status: 'WON' }, ['Status'], { status: 'WON' }],
    [{ status: 'ARCHIVED' }, ['Status'], { status: 'ARCHIVED' }],
    [{ tagIds: [big], upsertTagOperation: 'ReplaceAll' }, ['TagIds'], { tagIds: [big] }],
    [{ tagNames: ['conta grande'], upsertTagOperation: 'ReplaceAll' }, ['TagIds'], { tagIds: [big] }],
    [{ tagIds: [big], upsertTagOperation: 'InsertIfNotExists' }, ['TagIds'], { tagIds: [hot, big] }],
    [{ tagIds: [hot, big], upsertTagOperation: 'DeleteIfExists' }, ['TagIds'], { tagIds: [] }],
    [{ customFields: { parcelas: 0 } }, ['CustomFields'], { customFields: { origem: ['Instagram'], parcelas: [0] } }],
    [
      { metadata: { etapa: 2, ok: true } },
      ['Metadata'],
      { metadata: { utm_source: 'instagram', etapa: '2', ok: 'true' } },
    ],
    [{ description: null }, ['Description'], { description: null }],
    [{ dueDate: null }, ['DueDate'], { dueDate: null }],
    [{ responsibleUserId: null }, ['ResponsibleUserId'], { responsibleUserId: null }],
    [{ tagIds: null }, ['TagIds'], { tagIds: [] }],
    [{ contactIds: null }, ['ContactIds'], { contactIds: [] }],
    [{ sessionId: null }, ['SessionId'], { sessionId: null }],
    [{ monetaryAmount: null }, ['MonetaryAmount'], { monetaryAmount: null }],
    [{ customFields: null }, ['CustomFields'], { customFields: {} }],
    [{ metadata: null }, ['Metadata'], { metadata: {} }],
    [
      { title: 'Outro', description: null, position: 0, monetaryAmount: 0, sessionId: null, metadata: { a: 'b' } },
      ['Title', 'Description', 'Position', 'MonetaryAmount', 'SessionId', 'Metadata'],
      {
        title: 'Outro',
        description: null,
        position: 0,
        monetaryAmount: 0,
        sessionId: null,
        metadata: { utm_source: 'instagram', a: 'b' },
      },
    ],
  ];
  for (const [params, fields, expected] of cases) {
    test(`${JSON.stringify(params)}: written, and the rest left alone`, async () => {
      const before = await whole();
      await untyped(wts, 'panel', 'updateCard', { cardId, ...params });
      const { route, body } = received(sandbox);
      assert.equal(route, `PUT /crm/v3/panel/card/${cardId}`);
      assert.deepEqual(Object(body).fields.toSorted(), fields.toSorted());
      assert.deepEqual(await whole(), { ...before, ...expected });
    });
  }

  test('a card is lost for a reason, and open again without one', async () => {
    const before = await whole();
    await wts.panel.updateCard({ cardId, status: 'LOST', lostReasonId });
    assert.deepEqual(Object(received(sandbox).body).fields, ['Status']);
    assert.deepEqual(await whole(), { ...before, status: 'LOST', lostReason: { id: lostReasonId, name: 'Preço' } });
    await wts.panel.updateCard({ cardId, status: 'OPEN' });
    assert.deepEqual(await whole(), before);
    const issues = await refused(sandbox, () =>
      untyped(wts, 'panel', 'updateCard', { cardId, title: 'A', lostReasonId }),
    );
    assert.deepEqual(issues, ['status required']);
  });

  test('a card that moves without a position is last in its new step', async () => {
    await wts.panel.updateCard({ cardId, stepId: stepIds.done });
    assert.deepEqual(received(sandbox).body, { stepId: stepIds.done, fields: ['StepId'] });
    const inStep = rows(await wts.panel.listCards({ panelId, stepId: stepIds.done, orderBy: 'position' }));
    assert.deepEqual([inStep.length, inStep.at(-1)?.id], [2, cardId]);
  });

  test('metadata is changed key by key, and null removes one', async () => {
    await wts.panel.updateCard({ cardId, metadata: { a: 1, b: 'b' } });
    await wts.panel.updateCard({ cardId, metadata: { utm_source: null, b: 'B', c: false } });
    assert.deepEqual((await whole()).metadata, { a: '1', b: 'B', c: 'false' });
    const issues = await refused(sandbox, () =>
      untyped(wts, 'panel', 'updateCard', { cardId, metadata: { a: [], b: 1 } }),
    );
    assert.deepEqual(issues, ['metadata.a type']);
  });

  test("the caller's own fields are sent, and nothing else is written", async () => {
    const before = await whole();
    await wts.panel.updateCard({ cardId, title: 'A', description: null, fields: ['Description', 'DueDate'] });
    assert.deepEqual(Object(received(sandbox).body).fields, ['Description', 'DueDate']);
    assert.deepEqual(await whole(), { ...before, description: null, dueDate: null });
  });

  test('undefined, blank and nothing chosen are left alone', async () => {
    const before = await whole();
    await untyped(wts, 'panel', 'updateCard', {
      cardId,
      title: 'Novo',
      description: ' ',
      dueDate: '',
      stepId: 'NOT_SEND',
      responsibleUserId: 'NOT_SEND',
      sessionId: 'UNDEFINED',
      status: 'UNDEFINED',
      monetaryAmount: undefined,
    });
    assert.deepEqual(received(sandbox).body, { title: 'Novo', fields: ['Title'] });
    assert.deepEqual(await whole(), { ...before, title: 'Novo' });
  });

  test('nothing to change is refused', async () => {
    for (const params of [
      {},
      { title: ' ' },
      { responsibleUserId: 'NOT_SEND' },
      { upsertTagOperation: 'ReplaceAll' },
    ]) {
      const issues = await refused(sandbox, () => untyped(wts, 'panel', 'updateCard', { cardId, ...params }));
      assert.deepEqual(issues, ['fields required']);
    }
    assert.deepEqual(await refused(sandbox, () => wts.panel.updateCard({ cardId: ' ', title: 'A' })), [
      'cardId required',
    ]);
  });

  test("an agent's id is no user's, and another panel's step is no step", async () => {
    const before = await whole();
    for (const params of [{ responsibleUserId: secondAgent.agentId }, { stepId: supportStepId }]) {
      assert.equal((await rejects(wts.panel.updateCard({ cardId, ...params }))).code, 'not_found');
    }
    assert.deepEqual(await whole(), before);
  });
});

suite('panel.duplicateCard', () => {
  test('the copy has all of the card, its notes included', async () => {
    const { id } = await wts.panel.duplicateCard({ cardId });
    assert.deepEqual(received(sandbox), { route: `POST /crm/v2/panel/card/${cardId}/duplicate`, query: {}, body: {} });
    assert.notEqual(id, cardId);
    const [original, copy] = [await whole(), await whole(id)];
    const own = { id, key: copy.key, number: copy.number, createdAt: copy.createdAt, position: copy.position };
    assert.deepEqual(copy, { ...original, ...own });
    assert.deepEqual(
      (await notes(id)).map(({ text }) => text),
      ['Prefere a cor vinho.'],
    );
    assert.deepEqual(idsOf(await notes()), [noteId]);
  });

  test('the copy has only what fields names, and the original is archived', async () => {
    const { id } = await wts.panel.duplicateCard({
      cardId,
      copyToStepId: stepIds.second,
      archiveOriginalCard: true,
      fields: ['Tags', 'MonetaryAmount'],
    });
    const copy = await whole(id);
    assert.deepEqual([copy.stepId, copy.title, copy.status], [stepIds.second, 'Vestido de festa', 'OPEN']);
    assert.deepEqual([copy.tagIds, copy.monetaryAmount], [[hot], 890.5]);
    assert.deepEqual([copy.dueDate, copy.contactIds, copy.responsibleUserId, copy.customFields], [null, [], null, {}]);
    assert.deepEqual(await notes(id), []);
    assert.equal((await whole()).status, 'ARCHIVED');
  });

  test("the copy goes to another panel's step", async () => {
    const { id } = await wts.panel.duplicateCard({ cardId, copyToStepId: supportStepId, archiveOriginalCard: false });
    assert.deepEqual([(await whole(id)).panelId, (await whole()).status], [supportPanelId, 'OPEN']);
  });

  test('no step chosen is the step of the card', async () => {
    const { id } = await wts.panel.duplicateCard({ cardId, copyToStepId: 'NOT_SEND' });
    assert.deepEqual(received(sandbox).body, {});
    assert.equal((await whole(id)).stepId, stepIds.first);
    assert.deepEqual(await refused(sandbox, () => wts.panel.duplicateCard({ cardId: 'NOT_SEND' })), [
      'cardId required',
    ]);
  });
});

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
    assert.equal((await whole()).lostReason?.name, 'Preço');
  });
});
