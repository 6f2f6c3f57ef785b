// Lists: all entries of a long one, and the choices that the editor shows.

import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { asked, byId, NODE, origins, pairs, started, TRIGGER } from './chat.js';
import { manual, workflow } from './workflows.js';

const { sandbox, rest, credential, wts } = await started();
const { sample, state } = sandbox;

beforeEach(() => sandbox.reset());

/** @param {number} count */
function addContacts(count) {
  const like = state.contacts.get(sample.unreachableContactId);
  assert.ok(like);
  for (let at = 0; at < count; at++) {
    const id = `a3c8e2d4-51b7-4d6e-b0a9-84c1d7e6${String(at).padStart(4, '0')}`;
    const phoneNumber = `+55|1197${String(at).padStart(7, '0')}`;
    state.contacts.set(id, { ...like, id, name: `Contato ${at}`, phoneNumber, messengerId: null });
  }
}

describe('a long list', () => {
  it('gives an item for each entry of all pages', async () => {
    addContacts(257);
    const run = await rest.run(workflow([manual(), wts('contact.list', { returnAll: true, simplify: true })]));
    assert.equal(run.status, 'success', `${run}`);
    const ids = run.json('WTS').map(({ id }) => id);
    assert.equal(ids.length, 260);
    assert.deepEqual(new Set(ids), new Set(state.contacts.keys()));
    assert.deepEqual(new Set(origins(run)), new Set([0]));
    assert.equal(asked(sandbox).length, 3);
  });

  it('gives no more than the limit', async () => {
    addContacts(257);
    const run = await rest.run(workflow([manual(), wts('contact.list', { returnAll: false, limit: 130 })]));
    assert.equal(run.json('WTS').length, 130, `${run}`);
    assert.equal(asked(sandbox).length, 2);
  });

  it('gives the pages themselves, where that is wanted', async () => {
    addContacts(57);
    const pages = { values: { pageNumber: 1, pageSize: 20, maxPages: 2 } };
    const run = await rest.run(workflow([manual(), wts('contact.list', { options: { pages } })]));
    const counts = run.json('WTS').map(({ items }) => /** @type {unknown[]} */ (items).length);
    assert.deepEqual(counts, [20, 20], `${run}`);
  });
});

/** @param {string} method @param {string} action @param {Record<string, unknown>} [parameters] */
async function choices(method, action, parameters) {
  const [resource, operation] = action.split('.');
  const given = { resource, operation, ...parameters };
  const options = await rest.loadOptions({ type: NODE, method, parameters: given, credential });
  return options.map(({ name, value }) => [name, value]);
}

/** @param {Awaited<ReturnType<typeof choices>>} found */
const names = (found) => found.map(([name]) => name);

const { departmentId, supportDepartmentId, stepIds, panelId, from } = sample;

describe('the choices of the editor', () => {
  it('are channels, which messages can be sent from', async () => {
    const found = await choices('from', 'message.sendText');
    assert.deepEqual(names(found), ['Loja', 'Loja no Instagram', 'Loja no Messenger']);
    const [[, chosen] = []] = found;
    const run = await rest.run(
      workflow([manual(), wts('message.sendText', { from: chosen, to: sample.to, text: 'Olá' })]),
    );
    assert.equal(run.status, 'success', `${run}`);
    assert.deepEqual(asked(sandbox).at(-1)?.[1], { from: chosen, to: sample.to, body: { text: 'Olá' } });
  });

  it('are departments, and the people of the chosen one', async () => {
    const departments = await choices('departmentId', 'message.sendText');
    assert.deepEqual(new Set(departments.map(([, value]) => value)), new Set([departmentId, supportDepartmentId]));
    const people = async (/** @type {object} */ additionalFields) =>
      names(await choices('userId', 'message.sendText', { additionalFields })).sort();
    assert.deepEqual(await people({ departmentId: supportDepartmentId }), ['Elisa Prado', 'Fábio Nunes']);
    assert.deepEqual(await people({ departmentId }), ['Diego Ramos', 'Fábio Nunes']);
    assert.deepEqual(await people({}), ['Diego Ramos', 'Elisa Prado', 'Fábio Nunes']);
    const other = await choices('newUserId', 'session.transfer', { newDepartmentId: supportDepartmentId });
    assert.deepEqual(names(other).sort(), ['Elisa Prado', 'Fábio Nunes']);
  });

  it('are panels, and the steps of the chosen one', async () => {
    assert.deepEqual(names(await choices('panelId', 'panel.createCard')), ['Funil de vendas', 'Pós-venda']);
    const steps = new Map((await choices('stepId', 'panel.createCard', { panelId })).map(([name, id]) => [name, id]));
    const { first, second, done } = stepIds;
    assert.deepEqual(Object.fromEntries(steps), { Novo: first, 'Em negociação': second, Fechado: done });
    const other = [...state.panels.keys()].find((id) => id !== panelId);
    assert.deepEqual(names(await choices('stepId', 'panel.createCard', { panelId: other })), ['Aberto', 'Resolvido']);
  });

  it('are templates of the chosen channel, and the parameters of the chosen one', async () => {
    for (const channel of [from, sample.channelId]) {
      const templates = await choices('templateId', 'message.sendTemplate', { from: channel });
      assert.ok(
        templates.some(([, value]) => value === sample.templateId),
        JSON.stringify(templates),
      );
      assert.ok(!names(templates).some((name) => /horario_funcionamento/.test(`${name}`)), 'of another channel');
    }
    const chosen = { from, templateId: sample.templateId, parameters: pairs({ nome: '' }) };
    const parameters = await choices('parameters', 'message.sendTemplate', chosen);
    assert.deepEqual(names(parameters), [...sample.templateParams]);
  });

  it('are chatbots, sequences, tags, portfolios, custom fields', async () => {
    assert.ok((await choices('botKey', 'chatbot.send')).some(([, value]) => value === sample.botKey));
    const [sequence] = await choices('sequenceId', 'sequence.addContact');
    assert.deepEqual(sequence, ['Boas-vindas', sample.sequenceId]);
    assert.ok((await choices('tagIds', 'contact.create')).some(([, value]) => value === sample.tagId));
    assert.ok((await choices('portfolioIds', 'contact.create')).some(([, value]) => value === sample.portfolioId));
    const fields = await choices('customFields', 'contact.create');
    assert.ok(
      fields.some(([, value]) => value === sample.contactCustomFieldKey),
      JSON.stringify(fields),
    );
    const ofPanel = await choices('customFields', 'panel.createCard', { panelId });
    assert.ok(
      ofPanel.some(([, value]) => value === sample.panelCustomFieldKey),
      JSON.stringify(ofPanel),
    );
  });

  it('are channels for the trigger, too', async () => {
    const found = await rest.loadOptions({ type: TRIGGER, method: 'getChannels', credential });
    assert.equal(found.length, 3);
  });

  it('say what is wrong', async () => {
    const dead = await rest.createCredential(credential.type, { apiKey: 'pn_dead', baseUrl: sandbox.url });
    const parameters = { resource: 'message', operation: 'sendText' };
    await assert.rejects(rest.loadOptions({ type: NODE, method: 'from', parameters, credential: dead }), /token/i);
  });
});

/** @param {string} method @param {string} action @param {{ filter?: string, paginationToken?: string }} [page] @param {object} [more] */
async function search(method, action, page, more) {
  const [resource, operation] = action.split('.');
  const parameters = { resource, operation, ...more };
  return rest.listSearch({ type: NODE, method, path: `parameters.${method}`, parameters, credential }, page);
}

describe('the searches of the editor', () => {
  it('find contacts, page by page', async () => {
    addContacts(60);
    const first = await search('contactId', 'contact.get');
    assert.equal(first.results.length, 50);
    const { paginationToken = '' } = first;
    const next = await search('contactId', 'contact.get', { paginationToken });
    assert.equal(next.results.length, 13);
    assert.equal(next.paginationToken, undefined);
    const { results } = await search('contactId', 'contact.get', { filter: 'Ana' });
    assert.deepEqual(
      results.map(({ value }) => value),
      [sample.contactId],
    );
    assert.match(`${results[0]?.name}`, /^Ana Souza · .*99999-?9999/);
  });

  it('find sessions, by their contacts', async () => {
    const all = await search('sessionId', 'session.get');
    assert.equal(all.results.length, state.sessions.size);
    assert.match(`${all.results[0]?.name}`, /^Ana Souza · 1007 · IN_PROGRESS/);
    const { results } = await search('sessionId', 'session.get', { filter: 'Carla' });
    assert.deepEqual(
      results.map(({ name }) => /^Carla Mendes/.test(name)),
      [true, true],
    );
  });

  it('find cards, of the chosen panel or of one after the other', async () => {
    const { results } = await search('cardId', 'panel.getCard', { filter: 'festa' });
    assert.deepEqual(
      results.map(({ value }) => value),
      [sample.cardId],
    );
    const [, other] = [...state.panels.keys()];
    const titles = [];
    for (let page = {}; page; ) {
      const { results, paginationToken } = await search('cardId', 'panel.getCard', page);
      titles.push(...results.map(({ name }) => name));
      if (!paginationToken) break;
      page = { paginationToken };
    }
    assert.ok(
      titles.some((title) => title.startsWith('Troca de tamanho')),
      `${titles}, ${other}`,
    );
    assert.ok(
      titles.some((title) => title.startsWith('Vestido de festa')),
      `${titles}`,
    );
  });

  it('lead to the entry that is chosen', async () => {
    const { results } = await search('contactId', 'contact.get', { filter: 'Bruno' });
    const run = await rest.run(
      workflow([manual(), wts('contact.get', { contactId: { ...byId(`${results[0]?.value}`), mode: 'list' } })]),
    );
    assert.equal(run.json('WTS')[0]?.name, 'Bruno Lima', `${run}`);
  });
});
