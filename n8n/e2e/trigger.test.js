// The trigger, from activation over events to deactivation.

import assert from 'node:assert/strict';
import { beforeEach, it } from 'node:test';
import { started, TRIGGER, using } from './chat.js';
import { sleep } from './processes.js';
import { end, node, workflow } from './workflows.js';

/** @import { Execution } from './execution.js' */
/** @import { StoredWorkflow } from './rest.js' */

/**
 * @typedef {object} Event what the trigger puts out
 * @property {string} eventType
 * @property {{ id: string, text: string, sessionId: string }} content
 * @property {{ contactDetails: { name: string } }} [session]
 * @property {{ id: string }} [contact]
 * @property {unknown} [enrichmentError]
 */

const { sandbox, n8n, rest, credential } = await started();
const { sample, state } = sandbox;

beforeEach(() => sandbox.reset());

/** @param {Record<string, unknown>} parameters @param {string} [webhookId] */
const listening = (parameters, webhookId = crypto.randomUUID()) => {
  const more = { credentials: using(credential), webhookId };
  return rest.createWorkflow(workflow([node('Event', TRIGGER, parameters, more), end('Next')], { name: 'Ouve' }));
};

/** Ana Souza writes to a channel. @param {string} text */
const write = async (text, { from = sample.to, to = sample.from } = {}) => {
  const body = JSON.stringify({ from, to, text });
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${sandbox.url}/_sandbox/inbound`, { method: 'POST', headers, body });
  assert.equal(answer.status, 200, await answer.text());
  await sandbox.delivered();
};

/** @param {Record<string, unknown>} event as anybody could send it @param {string} url */
const post = (event, url) =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(event) });

/** The only event of an execution. @param {Execution | undefined} execution */
function eventOf(execution) {
  assert.equal(execution?.status, 'success', `${execution}`);
  const [event, ...others] = /** @type {Event[]} */ (/** @type {unknown} */ (execution.json('Next')));
  assert.ok(event);
  assert.deepEqual(others, []);
  return event;
}

const subscriptions = () => [...state.subscriptions.values()];
const statuses = () => sandbox.deliveries.map(({ status }) => status);

/** @param {StoredWorkflow} stored @param {() => Promise<void>} work */
async function whileActive(stored, work) {
  await rest.activate(stored);
  try {
    await work();
  } finally {
    await rest.deactivate(stored);
  }
}

it('subscribes, starts the workflow with each event, and unsubscribes', async () => {
  const before = subscriptions().length;
  const stored = await listening({ events: ['MESSAGE_RECEIVED', 'SESSION_COMPLETE'] });
  await whileActive(stored, async () => {
    const [subscription, ...others] = subscriptions().slice(before);
    assert.deepEqual(others, []);
    assert.ok(subscription?.url?.startsWith(`${n8n.url}/webhook/`), subscription?.url);
    assert.match(`${subscription?.name}`, /^n8n: Ouve/);
    assert.equal(subscription?.enabled, true);

    await write('Oi!');
    const [execution] = await rest.executed(stored);
    const event = eventOf(execution);
    assert.equal(event.eventType, 'MESSAGE_RECEIVED');
    assert.equal(event.content.text, 'Oi!');
    assert.equal(event.content.sessionId, sample.sessionId);
    assert.deepEqual(statuses(), [200]);
    // Without options nothing more is asked of the API.
    assert.deepEqual(
      sandbox.requests.filter(({ method }) => method === 'GET').map(({ path }) => path),
      ['/core/v1/webhook/subscription'],
    );
  });
  assert.equal(subscriptions().length, before);
  await write('Ainda aí?');
  assert.equal((await rest.executionsOf(stored)).length, 1);
});

it('brings session and contact along', async () => {
  const stored = await listening({
    events: ['MESSAGE_RECEIVED'],
    options: { includeSession: true, includeContact: true },
  });
  await whileActive(stored, async () => {
    await write('Oi!');
    const [execution] = await rest.executed(stored);
    const event = eventOf(execution);
    assert.equal(event.session?.contactDetails.name, 'Ana Souza', JSON.stringify(event));
    assert.equal(event.contact?.id, sample.contactId);
    assert.equal(event.enrichmentError, undefined);
  });
});

it('starts nothing for repeats, for other channels and for own messages', async () => {
  const filters = { channelIds: [sample.channelId], ignoreOwnMessages: true };
  const stored = await listening({ events: ['MESSAGE_RECEIVED', 'MESSAGE_SENT'], filters });
  await whileActive(stored, async () => {
    state.webhookRepeats = 2;
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${sandbox.tokens.full}` };
    const body = JSON.stringify({ text: 'Daqui' });
    await fetch(`${sandbox.url}/chat/v1/session/${sample.sessionId}/message`, { method: 'POST', headers, body });
    const from = `${state.contacts.get(sample.contactId)?.messengerId}`;
    await write('Do Messenger', { from, to: sample.messenger.channelId });
    await write('Do WhatsApp');
    assert.equal(sandbox.deliveries.length, 9);
    assert.deepEqual([...new Set(statuses())], [200]);
    const executions = await rest.executed(stored);
    const texts = executions.map((one) => eventOf(one).content.text);
    assert.deepEqual(texts, ['Do WhatsApp']);
  });
});

it('refuses what does not know the secret, and what is no event', async () => {
  const stored = await listening({ events: ['CONTACT_NEW'] });
  await whileActive(stored, async () => {
    const url = `${subscriptions().at(-1)?.url}`;
    const event = { eventType: 'CONTACT_NEW', date: new Date().toISOString(), content: { id: sample.contactId } };
    assert.equal((await post(event, `${url.split('?')[0]}`)).status, 403);
    assert.equal((await post(event, `${url}x`)).status, 403);
    assert.equal((await post({ some: 'thing' }, url)).status, 400);
    assert.equal((await post(event, url)).status, 200);
    const executions = await rest.executed(stored);
    assert.equal(executions.length, 1);
  });
});

it('keeps its subscription over a restart of n8n', async () => {
  const stored = await listening({ events: ['MESSAGE_RECEIVED'] });
  await rest.activate(stored);
  const before = subscriptions().map(({ id, url }) => [id, url]);
  await n8n.stop();
  await n8n.start();
  assert.deepEqual(
    subscriptions().map(({ id, url }) => [id, url]),
    before,
  );
  await write('Depois');
  const [execution] = await rest.executed(stored);
  assert.equal(eventOf(execution).content.text, 'Depois');
  await rest.deactivate(stored);
  assert.ok(subscriptions().every(({ url }) => !url.startsWith(n8n.url)));
});

it('listens for one event when it is tested in the editor', async () => {
  const before = subscriptions().length;
  const stored = await listening({ events: ['MESSAGE_RECEIVED'] });
  const answer = await rest.call('POST', `/rest/workflows/${stored.id}/run`, { triggerToStartFrom: { name: 'Event' } });
  assert.deepEqual(answer, { waitingForWebhook: true });
  assert.match(`${subscriptions().at(-1)?.url}`, /\/webhook-test\//);
  await write('Teste');
  const [execution] = await rest.executed(stored);
  assert.equal(execution?.mode, 'manual');
  assert.equal(eventOf(execution).content.text, 'Teste');
  for (let waits = 0; subscriptions().length > before && waits < 100; waits++) await sleep(50);
  assert.equal(subscriptions().length, before);
});

it('does not activate with a token that is refused', async () => {
  const dead = await rest.createCredential(credential.type, { apiKey: 'pn_dead', baseUrl: sandbox.url });
  const more = { credentials: using(dead), webhookId: crypto.randomUUID() };
  const stored = await rest.createWorkflow(
    workflow([node('Event', TRIGGER, { events: ['CONTACT_NEW'] }, more), end('Next')]),
  );
  await assert.rejects(rest.activate(stored), /token/i);
});
