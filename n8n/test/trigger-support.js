// What the trigger's suites share: a sandbox, an n8n whose workflow is active on it, and deliveries.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { inbound, last, started } from '../../js-tests/support.js';
import { n8nInstance, nodeType } from './helpers.js';

/** @import { TestContext } from 'node:test' */

export const { sandbox, suite, wts } = await started();
const { from, to, sessionId } = sandbox.sample;
export const type = nodeType('WtsChatTrigger');

export const messages = ['MESSAGE_RECEIVED', 'MESSAGE_SENT'];
export const contactWrites = (text = 'Olá!') => inbound(sandbox, { from: to, to: from, text });

/**
 * An n8n whose workflow is active.
 * @param {TestContext} t
 * @param {Record<string, unknown>} [parameters]
 * @param {object} [setup]
 */
export async function active(t, parameters = {}, setup = {}) {
  const n8n = await n8nInstance(t, {
    type,
    credential: { apiKey: sandbox.tokens.full, baseUrl: sandbox.url },
    parameters: { events: messages, ...parameters },
    workflow: { id: randomUUID(), name: 'Atendimento', active: true },
    ...setup,
  });
  await n8n.activate();
  return n8n;
}

/** @typedef {Awaited<ReturnType<typeof active>>} N8n */

/** Once all is delivered and done: the items that executions began with. @param {N8n} n8n */
export async function itemsOf(n8n) {
  await sandbox.delivered();
  await n8n.settled();
  assert.deepEqual(n8n.failures, []);
  return n8n.executions.flat();
}

/** @param {N8n} n8n @returns {Promise<Record<string, any>[]>} */
export const jsonOf = async (n8n) => (await itemsOf(n8n)).map(({ json }) => json);

export const address = () => last([...sandbox.state.subscriptions.values()]).url;

/**
 * A delivery by hand.
 * @param {unknown} body text is sent as it is
 * @param {{ url?: string, contentType?: string }} [how]
 */
export async function deliver(body, { url = address(), contentType = 'application/json' } = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const answer = await fetch(url, { method: 'POST', headers: { 'content-type': contentType }, body: text });
  await answer.arrayBuffer();
  return answer.status;
}

/** @param {string} operation */
export const asked = (operation) => sandbox.requests.filter((request) => request.operation === operation);

/** @param {object} [content] */
export const event = (content, eventType = 'MESSAGE_RECEIVED') => ({
  eventType,
  date: '2026-03-01T12:00:00Z',
  content: { id: randomUUID(), sessionId, direction: 'FROM_HUB', text: 'Olá!', ...content },
});
