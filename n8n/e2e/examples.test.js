// The workflows in n8n/examples: imported as they are, then run with what somebody would fill in.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { beforeEach, it } from 'node:test';
import { NODE, PACKAGE, started, TRIGGER, using } from './chat.js';

/** @import { Workflow } from './workflows.js' */

const { sandbox, rest, credential } = await started();
const { sample, state } = sandbox;

const folder = new URL('../examples/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.json'));

beforeEach(() => sandbox.reset());

/** @param {string} file @returns {Workflow} */
const read = (file) => JSON.parse(readFileSync(new URL(file, folder), 'utf8'));

/**
 * The example with the credential chosen, and with parameters filled in.
 * @param {string} file @param {Record<string, Record<string, unknown>>} [chosen] by node
 */
const filledIn = (file, chosen = {}) => {
  const workflow = read(file);
  for (const name of Object.keys(chosen))
    assert.ok(
      workflow.nodes.some((node) => node.name === name),
      name,
    );
  const nodes = workflow.nodes.map((node) =>
    node.type.startsWith(PACKAGE)
      ? { ...node, credentials: using(credential), parameters: { ...node.parameters, ...chosen[node.name] } }
      : node,
  );
  return { ...workflow, nodes };
};

/** @param {string} file @param {Record<string, Record<string, unknown>>} [chosen] */
const run = async (file, chosen) => {
  const stored = filledIn(file, chosen);
  const trigger = stored.nodes.find(({ type }) => /Trigger$/.test(type))?.name ?? '';
  const execution = await rest.run(stored, { trigger });
  assert.equal(execution.status, 'success', `${execution}`);
  return execution;
};

const sent = () => [...state.messages.values()].filter(({ direction }) => direction === 'TO_HUB');

it('are all tested here', () => {
  assert.deepEqual(files, [
    'answer-incoming-messages.json',
    'close-idle-sessions.json',
    'export-contacts.json',
    'send-a-text.json',
    'welcome-new-contacts-by-template.json',
  ]);
});

for (const file of files) {
  it(`${file} holds nothing of an account or of an n8n, and is imported`, async () => {
    const workflow = read(file);
    assert.deepEqual(Object.keys(workflow), ['name', 'nodes', 'pinData', 'connections', 'active', 'settings']);
    const known = ['parameters', 'id', 'name', 'type', 'typeVersion', 'position', 'onError'];
    for (const node of workflow.nodes) {
      assert.deepEqual(
        Object.keys(node).filter((name) => !known.includes(name)),
        [],
        node.name,
      );
    }
    const text = readFileSync(new URL(file, folder), 'utf8');
    for (const value of JSON.stringify(sample).match(/"[^"]{8,}"/g) ?? [])
      assert.ok(!text.includes(`: ${value}`), value);
    assert.doesNotMatch(text, /instanceId|"credentials"|webhookId|pn_/);

    // As the editor imports it: n8n's command line wants an id.
    const stored = await rest.createWorkflow(workflow);
    assert.equal(stored.nodes.length, workflow.nodes.length);

    const types = new Map((await rest.nodeTypes()).map((type) => [type.name, type]));
    for (const { type, typeVersion, parameters } of workflow.nodes) {
      const versions = [types.get(type)?.version].flat();
      assert.ok(types.has(type), type);
      if (type !== NODE && type !== TRIGGER) continue;
      assert.ok(versions.includes(typeVersion));
      const properties = new Set(types.get(type)?.properties.map(({ name }) => name));
      assert.deepEqual(
        Object.keys(parameters).filter((name) => !properties.has(name)),
        [],
      );
    }
    assert.ok(
      workflow.nodes.some(({ type }) => type === 'n8n-nodes-base.stickyNote'),
      'a note says what to choose',
    );
  });
}

it('send-a-text', async () => {
  await run('send-a-text.json', { 'Send Text': { from: sample.channelId, to: sample.to } });
  assert.deepEqual(
    sent().map(({ text }) => text),
    ['Hello from n8n!'],
  );
});

it('send-a-text, as it is, says what is missing', async () => {
  const trigger = 'When clicking ‘Execute workflow’';
  const execution = await rest.run(filledIn('send-a-text.json'), { trigger });
  assert.equal(execution.status, 'error');
  assert.match(`${execution.error?.message} ${execution.error?.description}`, /\bfrom\b|"From|\bto\b|issues/i);
  assert.deepEqual(sandbox.requests, []);
});

it('welcome-new-contacts-by-template', async () => {
  const now = new Date().toISOString();
  const like = state.contacts.get(sample.unreachableContactId);
  assert.ok(like);
  for (const [at, name] of ['Davi', 'Eva', 'Sem número'].entries()) {
    const id = `a3c8e2d4-51b7-4d6e-b0a9-84c1d7e5f30${at}`;
    const phoneNumber = at < 2 ? `+55|1197777000${at}` : null;
    state.contacts.set(id, { ...like, id, name, phoneNumber, messengerId: null, createdAt: now, updatedAt: now });
  }
  const [nome, time] = sample.templateParams;
  const parameters = {
    entries: [
      { key: nome, value: '={{ $json.name }}' },
      { key: time, value: 'às 9h' },
    ],
  };
  const execution = await run('welcome-new-contacts-by-template.json', {
    'Send Template': { from: sample.channelId, templateId: sample.templateId, parameters },
  });
  assert.deepEqual(execution.json('Send Template', 1), []);
  assert.equal(execution.json('Sent').length, 2, `${execution}`);
  assert.deepEqual(
    sent()
      .map(({ text }) => text)
      .sort(),
    ['Davi', 'Eva'].map((name) => `Olá, ${name}! Seu próximo horário é às 9h.`),
  );
});

it('answer-incoming-messages', async () => {
  const stored = await rest.createWorkflow(filledIn('answer-incoming-messages.json'));
  await rest.activate(stored);
  for (const text of ['Oi!', 'Qual é o HORÁRIO de vocês?']) {
    const body = JSON.stringify({ from: sample.to, to: sample.from, text });
    await fetch(`${sandbox.url}/_sandbox/inbound`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    await sandbox.delivered();
  }
  const executions = await rest.executed(stored, 2);
  assert.deepEqual(executions.filter(({ status }) => status !== 'success').map(String), []);
  await rest.deactivate(stored);
  assert.deepEqual(
    sent().map(({ text, sessionId }) => [text, sessionId]),
    [['We are open from Monday to Friday, 9:00 to 18:00.', sample.sessionId]],
  );
});

it('close-idle-sessions', async () => {
  const idle = [...state.sessions.values()].find(({ number }) => number === '1004');
  assert.ok(idle);
  idle.lastMessageIn = new Date(Date.now() - 72 * 3_600_000).toISOString();
  const execution = await run('close-idle-sessions.json');
  assert.deepEqual(
    execution.json('Get Idle Sessions').map(({ id }) => id),
    [idle.id],
  );
  assert.equal(idle.status, 'COMPLETED');
  assert.equal(idle.reactivateOnNewMessage, true);
  assert.equal(state.sessions.get(sample.sessionId)?.status, 'IN_PROGRESS');
});

it('export-contacts', async () => {
  const execution = await run('export-contacts.json');
  const csv = execution.items('To CSV')[0]?.binary?.data;
  assert.ok(csv, `${execution}`);
  assert.equal(csv.fileName, 'contacts.csv');
  const [head, ...rows] = (await rest.bytes(csv)).toString().replace('\uFEFF', '').trim().split('\n');
  assert.equal(head, 'name,phone,email,tags,since');
  assert.equal(rows.length, 3);
  assert.match(rows.join('\n'), /^Ana Souza,\+55\|11999999999,ana@example\.com,VIP,\d{4}-\d\d-\d\d$/m);
});
