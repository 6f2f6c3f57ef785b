// What may be chosen for a param: read from the account, sorted as people sort, searched as people search.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rejects, started, unknownId } from './support.js';

/** @import { Choice, ChoiceOptions } from 'wts-chat' */

const { sandbox, suite, wts } = await started();
const { sample } = sandbox;
const { from, channelId, sessionId, panelId, stepIds, cardId, lostReasonId, departmentId, supportDepartmentId } =
  sample;

/** Choices of `<resource>.<operation>`. @param {string} name @param {string} field @param {unknown} [params] @param {ChoiceOptions} [options] */
function choices(name, field, params, options) {
  const [resource = '', operation = ''] = name.split('.');
  return wts.choices(resource, operation, field, params, options);
}

/** @param {Choice[]} list */
const pairs = (list) => list.map(({ name, value }) => [name, value]);
/** @param {Choice[]} list */
const names = (list) => list.map(({ name }) => name);
/** @param {Choice[]} list */
const values = (list) => list.map(({ value }) => value);

suite('what the account has', () => {
  const { instagram, messenger, botKey, botKeys, tagIds, userId, secondAgent, portfolioId, sequenceId } = sample;
  const users = [
    ['Diego Ramos', userId],
    ['Elisa Prado', secondAgent.userId],
    ['Fábio Nunes', 'f1a3c5e7-9b2d-4c6e-8f0a-5b7d9e1c3706'],
  ];
  const templates = ['boleto_mensal', 'codigo_acesso', 'lembrete_consulta', 'pesquisa_nps'];
  const parameters = [
    ['nome', 'nome'],
    ['próximo horário', 'próximo horário'],
  ];
  const steps = [
    ['Em negociação', stepIds.second],
    ['Fechado', stepIds.done],
    ['Novo', stepIds.first],
  ];
  const cardTags = [
    ['Conta grande', sample.panelTagIds[1]],
    ['Quente', sample.panelTagIds[0]],
  ];
  const cardFields = [
    ['Origem', 'origem'],
    ['Parcelas', 'parcelas'],
    ['Previsão de fechamento', 'previsao'],
  ];
  const lostReasons = [
    ['Preço', lostReasonId],
    ['Sem resposta', '830a1b2c-d7e8-4f90-b1a2-c3d4e5f60702'],
  ];
  const tags = [
    ['Inadimplente', 'e8f0a2c4-6b5d-4a7f-9e1c-2d3b4a5c6602'],
    ['Newsletter', 'e8f0a2c4-6b5d-4a7f-9e1c-2d3b4a5c6603'],
    ['Novo', tagIds.novo],
    ['VIP', tagIds.vip],
  ];
  const bots = [
    ['Boas-vindas', botKeys.manual],
    ['Cobrança (rascunho)', botKeys.unpublished],
    ['Pesquisa de satisfação', botKey],
  ];
  const portfolios = [
    ['Clientes VIP', portfolioId],
    ['Novos contatos', '2c4e6a81-3b5d-4f70-9c1e-0d2f4b6c8902'],
  ];
  /** @type {[string, string, object | undefined, unknown[][]][]} operation, field, params, names and values */
  const cases = [
    [
      'message.sendText',
      'from',
      undefined,
      [
        ['Loja', channelId],
        ['Loja no Instagram', instagram.channelId],
        ['Loja no Messenger', messenger.channelId],
      ],
    ],
    ['chatbot.send', 'botKey', undefined, bots],
    ['send.chatbot', 'botKey', {}, bots],
    ['message.sendText', 'botKey', {}, [...bots, ['Recepção', botKeys.reactive]]],
    [
      'session.transfer',
      'newDepartmentId',
      {},
      [
        ['Suporte', supportDepartmentId],
        ['Vendas', departmentId],
      ],
    ],
    ['session.assignUser', 'userId', {}, users],
    ['message.sendText', 'userId', { departmentId: supportDepartmentId }, users.slice(1)],
    ['session.transfer', 'newUserId', { newDepartmentId: departmentId }, [users[0] ?? [], users[2] ?? []]],
    ['session.transfer', 'newUserId', {}, users],
    ['contact.update', 'tagIds', {}, tags],
    ['contact.create', 'tagNames', {}, tags.map(([name]) => [name, name])],
    ['contact.saveMany', 'items[0].tagIds', {}, tags],
    ['contact.create', 'portfolioIds', {}, portfolios],
    ['portfolio.listContacts', 'portfolioId', {}, portfolios],
    [
      'sequence.addContact',
      'sequenceId',
      {},
      [
        ['Boas-vindas', sequenceId],
        ['Reativação de clientes', '9b1d3f52-6a8c-4e07-b4d9-2f5a6c8e0b02'],
      ],
    ],
    ['message.sendTemplate', 'parameters', { from, templateId: sample.templateId }, parameters],
    ['send.templateBatch', 'messages[1].parameters', { from, templateId: sample.templateId }, parameters],
    ['session.sendTemplate', 'parameters', { sessionId, templateId: sample.templateId }, parameters],
    ['scheduledMessage.create', 'templateParams.parameters', { from, templateId: sample.templateId }, parameters],
    ['message.sendTemplate', 'parameters', { from, templateId: sample.templateIds.withFile }, [['[valor]', '[valor]']]],
    [
      'panel.listCards',
      'panelId',
      {},
      [
        ['Funil de vendas', panelId],
        ['Pós-venda', '50718293-a4b5-4c6d-8e7f-90a1b2c3d402'],
      ],
    ],
    ['panel.listCards', 'stepId', { panelId }, steps],
    ['panel.createCard', 'stepId', { panelId }, steps],
    ['panel.updateCard', 'stepId', { cardId }, steps],
    ['panel.duplicateCard', 'copyToStepId', { cardId }, steps],
    ['panel.createCard', 'tagIds', { panelId }, cardTags],
    ['panel.updateCard', 'tagIds', { cardId }, cardTags],
    ['panel.updateCard', 'tagNames', { cardId }, cardTags.map(([name]) => [name, name])],
    ['panel.updateCard', 'customFields', { cardId }, cardFields],
    ['panel.createCard', 'customFields', { panelId }, cardFields],
    ['panel.updateCard', 'lostReasonId', { cardId }, lostReasons],
    [
      'contact.update',
      'customFields',
      {},
      [
        ['Cidade', 'cidade'],
        ['Data de nascimento', 'nascimento'],
        ['Plano', 'plano'],
      ],
    ],
  ];
  for (const [operation, field, params, expected] of cases) {
    test(`${operation} ${field} of ${JSON.stringify(params)}`, async () => {
      assert.deepEqual(pairs(await choices(operation, field, params)), expected);
    });
  }

  for (const [what, params] of /** @type {[string, object][]} */ ([
    ['a number', { from }],
    ['a number as it is written', { from: '+55 (11) 90000-0001' }],
    ['a number as it is stored', { from: '+55|11900000001' }],
    ['a channel’s id', { from: channelId }],
    ['a session', { sessionId }],
  ])) {
    test(`templates are those of the channel of ${what}, archived ones left out`, async () => {
      const operation = 'sessionId' in params ? 'session.sendTemplate' : 'message.sendTemplate';
      const found = await choices(operation, 'templateId', params);
      assert.deepEqual(names(found), templates);
      assert.ok(values(found).includes(sample.templateId));
    });
  }

  test('templates of an Instagram channel are others', async () => {
    const found = await choices('message.sendTemplate', 'templateId', { from: '@loja' });
    assert.deepEqual(names(found), ['horario_funcionamento']);
  });

  test('webhook events are named as people read them, and sent as they are called', async () => {
    const events = await choices('webhook.createSubscription', 'events');
    assert.equal(events.length, 16);
    const one = events.find(({ value }) => value === 'MESSAGE_RECEIVED');
    assert.deepEqual(one, { name: 'Mensagem recebida', value: 'MESSAGE_RECEIVED', description: 'Mensagem recebida' });
  });

  test('colors of tags', async () => {
    const colors = await choices('tag.create', 'color');
    assert.equal(colors.length, 54);
    assert.deepEqual(colors[0], { name: 'Blue 100', value: 'BLUE_100', description: '#D9E1EE' });
  });

  test('descriptions tell choices of one name apart', async () => {
    const [whatsapp] = await choices('message.sendText', 'from');
    assert.deepEqual(whatsapp, { name: 'Loja', value: channelId, description: '+55|11900000001' });
    const [diego] = await choices('session.assignUser', 'userId');
    assert.equal(diego?.description, 'diego@example.com');
  });
});

suite('what choices belong to', () => {
  /** @type {[string, string, object, string][]} operation, field, params, what is missing */
  const cases = [
    ['panel.listCards', 'stepId', {}, 'panelId'],
    ['panel.listCards', 'stepId', { panelId: '' }, 'panelId'],
    ['panel.listCards', 'stepId', { panelId: null }, 'panelId'],
    ['panel.createCard', 'stepId', { cardID: cardId }, 'panelId'],
    ['panel.createCard', 'tagIds', {}, 'panelId'],
    ['panel.updateCard', 'stepId', {}, 'cardId'],
    ['panel.updateCard', 'customFields', {}, 'cardId'],
    ['panel.updateCard', 'lostReasonId', {}, 'cardId'],
    ['message.sendTemplate', 'templateId', {}, 'from'],
    ['message.sendTemplate', 'parameters', { templateId: sample.templateId }, 'from'],
    ['session.sendTemplate', 'templateId', { from: undefined }, 'sessionId'],
  ];
  for (const [operation, field, params, missing] of cases) {
    test(`${operation} ${field} of ${JSON.stringify(params)} lacks ${missing}`, async () => {
      const error = await rejects(choices(operation, field, params));
      assert.deepEqual([error.code, error.operation], ['validation', operation]);
      assert.deepEqual(
        error.issues.map((issue) => [issue.field, issue.code]),
        [[missing, 'required']],
      );
      assert.deepEqual(sandbox.requests, []);
    });
  }

  test('a template’s parameters lack the template', async () => {
    const error = await rejects(choices('message.sendTemplate', 'parameters', { from }));
    assert.deepEqual(
      [error.code, error.issues.map((issue) => [issue.field, issue.code])],
      ['validation', [['templateId', 'required']]],
    );
  });

  test('a template inside a body', async () => {
    const params = { from, body: { templateId: sample.templateId } };
    assert.deepEqual(names(await choices('message.send', 'body.parameters', params)), sample.templateParams);
  });

  test('a channel that nobody has is told, and has not the templates of all', async () => {
    const answer = await choices('message.sendTemplate', 'templateId', { from: '5599999999999' }).catch(
      (/** @type {unknown} */ error) => error,
    );
    assert.ok(answer instanceof Error || (Array.isArray(answer) && answer.length === 0), JSON.stringify(answer));
  });

  test('a department that is to get agents does not narrow them to those that it has', async () => {
    const params = { departmentId: supportDepartmentId };
    assert.equal((await choices('department.updateAgents', 'items[].userId', params)).length, 3);
  });

  test('what does not exist is not found', async () => {
    const error = await rejects(choices('panel.updateCard', 'stepId', { cardId: unknownId }));
    assert.deepEqual([error.code, error.operation], ['not_found', 'panel.getCard']);
  });
});
