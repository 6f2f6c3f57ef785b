// Cards of panels: what is created, changed and copied, as it is read back.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { notesOf, wholeCard } from './actions-support.js';
import { idsOf, received, refused, rejects, rows, started, untyped } from './support.js';

/** @import { PanelUpdateCardParams } from 'wts-chat' */

const { sandbox, suite, wts } = await started();
const { sample } = sandbox;
const { panelId, stepIds, panelTagIds, lostReasonId, cardId, noteId, contactId, sessionId, secondAgent } = sample;
const { unreachableContactId, closedSessionId } = sample;
const [hot = '', big = ''] = panelTagIds;
const supportPanelId = '50718293-a4b5-4c6d-8e7f-90a1b2c3d402';
const supportStepId = '6182930a-b5c6-4d7e-9f80-a1b2c3d4e504';
const dueDate = '2026-03-01T15:30:00.000Z';

const whole = (id = cardId) => wholeCard(wts, id);
const notes = (id = cardId) => notesOf(wts, id);

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
