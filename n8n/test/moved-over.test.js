// Nodes that were rewritten from the older one: what they hold besides the node's own values.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { migrate } from 'wts-chat-migrate';
import { started } from './support.js';

const { sandbox, suite, run } = await started();
const { from, to, botId, botKey, cardId, sessionId, panelCustomFieldKey } = sandbox.sample;

/** The parameters of an old node as ours. @param {Record<string, unknown>} parameters */
function rewritten(parameters) {
  const old = { id: 'a', name: 'WTS', type: 'n8n-nodes-wts.wtsChat', typeVersion: 1, position: [0, 0], parameters };
  const { workflow } = migrate({ nodes: [old], connections: {} });
  return /** @type {any} */ (workflow).nodes[0].parameters;
}

const bodies = () => sandbox.requests.filter(({ method }) => method !== 'GET').map(({ body }) => body);
const paths = () => sandbox.requests.map(({ method, path }) => `${method} ${path}`);

suite('a rewritten node', () => {
  test('looks up a chatbot by its id, once for all items', async () => {
    const parameters = rewritten({
      ...{ resource: 'message', operation: 'sendText', channelId: from, numberToSend: to },
      ...{ textMessage: 'Olá!', botId },
    });
    await run(parameters, { items: [{ json: {} }, { json: {} }] });
    assert.deepEqual(
      bodies().map((body) => body.botKey),
      [botKey, botKey],
    );
    assert.equal(paths().filter((path) => path === 'GET /chat/v1/chatbot').length, 1);
  });

  test('keeps a chatbot that is given by its key', async () => {
    const parameters = rewritten({
      ...{ resource: 'message', operation: 'sendText', channelId: from, numberToSend: to },
      ...{ textMessage: 'Olá!', botId: botKey },
    });
    await run(parameters);
    assert.equal(bodies()[0].botKey, botKey);
  });

  test('looks up custom fields of a card by their names', async () => {
    const fields = {
      customFields: [
        { key: 'Origem', value: 'Site' },
        { key: 'desconhecido', value: 'x' },
      ],
    };
    const parameters = rewritten({
      ...{ resource: 'panel', operation: 'updateCard', cardIdUpdateCard: cardId },
      ...{ fieldsUpdateCard: ['CustomFields'], customFieldsCardUpdateCard: fields },
    });
    await run(parameters);
    assert.equal(panelCustomFieldKey, 'origem');
    assert.deepEqual(bodies()[0], { fields: ['CustomFields'], customFields: { origem: 'Site', desconhecido: 'x' } });
  });

  test('clears what an expression gives as NOT_SEND in an update', async () => {
    const parameters = rewritten({
      ...{ resource: 'session', operation: 'updateSession', sessionId, fieldsUpdate: ['UserId'] },
      usersUpdateSession: '={{ $json.user }}',
    });
    assert.equal(parameters.updateFields.userId, '={{ $json.user }}');
    parameters.updateFields.userId = 'NOT_SEND';
    await run(parameters);
    assert.deepEqual(bodies()[0], { fields: ['UserId'], userId: null });
  });

  test('gives the pages that it gave, numbers as texts included', async () => {
    const parameters = rewritten({ pageSize: 2, pageNumber: 2 });
    const { values } = parameters.options.pages;
    assert.deepEqual(values, { maxPages: 1, pageNumber: 2, pageSize: 2 });
    const asTexts = {
      ...parameters,
      options: { pages: { values: { maxPages: '1', pageNumber: '2', pageSize: '2' } } },
    };
    for (const given of [parameters, asTexts]) {
      const [page, ...others] = await run(given);
      assert.equal(others.length, 0);
      assert.deepEqual([page?.json.pageNumber, page?.json.pageSize], [2, 2]);
    }
  });

  test('takes dates that an expression gives without a zone as UTC', async () => {
    const parameters = rewritten({ createdAtAfter: '={{ $json.since }}' });
    assert.equal(parameters.options.timeZone, 'UTC');
    parameters.filters.createdAtAfter = '2026-03-01T12:00:00';
    await run(parameters, { timezone: 'America/Sao_Paulo' });
    assert.equal(sandbox.requests[0]?.query['CreatedAt.After'], '2026-03-01T12:00:00.000Z');
  });
});
