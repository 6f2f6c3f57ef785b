// The harness itself, with nodes that n8n brings along: what the tests of the community node take for granted.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, it } from 'node:test';
import { startSandbox } from 'wts-chat-sandbox';
import { openEditor } from './editor.js';
import { unflattened } from './execution.js';
import { packedFixture } from './fixture.js';
import { startN8n } from './n8n.js';
import { RestError } from './rest.js';
import { code, end, items, manual, node, webhook, workflow } from './workflows.js';

/** @import { Credential } from './rest.js' */
/** @import { Sandbox } from 'wts-chat-sandbox' */

/** Asks the sandbox for the contact of each item. @param {Sandbox} sandbox @param {Credential} credential */
const request = (sandbox, credential, more = {}) =>
  node(
    'Ask',
    'n8n-nodes-base.httpRequest',
    {
      url: `=${sandbox.url}/core/v1/contact/{{ $json.id }}`,
      authentication: 'genericCredentialType',
      genericAuthType: 'httpHeaderAuth',
      options: {},
    },
    { typeVersion: 4.2, credentials: { httpHeaderAuth: { id: credential.id, name: credential.name } }, ...more },
  );

/** @param {string} token */
const bearer = (token) => ({ name: 'Authorization', value: `Bearer ${token}` });

const sandbox = await startSandbox();
const fixture = '@some-scope/n8n-nodes-harness';
const n8n = await startN8n({ packages: [packedFixture(fixture)] });
const { rest } = n8n;
after(() => Promise.all([n8n.close(), sandbox.close()]));
const credential = await rest.createCredential('httpHeaderAuth', bearer(sandbox.tokens.full));
const { contactId, unreachableContactId } = sandbox.sample;

it('reaches nothing but this machine', { skip: !process.env.WTS_CHAT_N8N_ISOLATED }, async () => {
  assert.deepEqual(Object.keys(networkInterfaces()), ['lo']);
  const ask = node(
    'Out',
    'n8n-nodes-base.httpRequest',
    { url: 'http://192.0.2.1/', options: {} },
    { typeVersion: 4.2 },
  );
  const execution = await rest.run(workflow([manual(), ask]));
  assert.equal(execution.status, 'error');
  assert.match(`${JSON.stringify(execution.errorOf('Out'))}`, /ENETUNREACH/);
});

it('runs a workflow by hand', async () => {
  const contacts = items([{ id: contactId }, { id: unreachableContactId }]);
  const execution = await rest.run(workflow([manual(), contacts, request(sandbox, credential)]));
  assert.equal(execution.status, 'success', `${execution}`);
  assert.equal(execution.mode, 'manual');
  assert.deepEqual(execution.json('Items'), [{ id: contactId }, { id: unreachableContactId }]);
  assert.deepEqual(
    execution.json('Ask').map(({ id }) => id),
    [contactId, unreachableContactId],
  );
  assert.deepEqual(
    execution.items('Ask').map(({ pairedItem }) => pairedItem),
    [{ item: 0 }, { item: 1 }],
  );
});

it('stops at a node, and starts with pinned data', async () => {
  const pinData = { Start: [{ json: { id: contactId } }] };
  const nodes = [manual(), request(sandbox, credential), end('End')];
  const execution = await rest.run(workflow(nodes, { pinData }), { upTo: 'Ask' });
  assert.equal(execution.json('Ask')[0]?.id, contactId);
  assert.deepEqual(execution.runs('End'), []);
  assert.throws(() => execution.items('End'), /End has not run/);
});

it('has the errors of nodes, and both branches of one that continues', async () => {
  const contacts = items([{ id: contactId }, { id: 'nobody' }]);
  const failed = await rest.run(workflow([manual(), contacts, request(sandbox, credential)]));
  assert.equal(failed.status, 'error');
  assert.equal(failed.lastNode, 'Ask');
  assert.equal(failed.errorOf('Ask')?.httpCode, '400', JSON.stringify(failed.error));
  const nodes = [
    manual(),
    contacts,
    request(sandbox, credential, { onError: 'continueErrorOutput' }),
    end('Good'),
    end('Bad'),
  ];
  const links = /** @type {import('./workflows.js').Link[]} */ ([
    ['Start', 'Items'],
    ['Items', 'Ask'],
    ['Ask', 'Good'],
    ['Ask', 'Bad', 1],
  ]);
  const went = await rest.run(workflow(nodes, { links }));
  assert.equal(went.status, 'success', `${went}`);
  assert.deepEqual(
    went.branches('Ask').map((branch) => branch.length),
    [1, 1],
  );
  assert.equal(went.json('Good')[0]?.id, contactId);
  assert.equal(went.json('Bad').length, 1);
});

it('listens to webhooks while a workflow is active', async () => {
  const stored = await rest.createWorkflow(workflow([webhook('hear'), code('return [{ json: $json.body }]')]));
  await rest.activate(stored);
  const answer = await rest.webhook('hear', { said: 'olá' });
  assert.deepEqual(await answer.json(), [{ said: 'olá' }]);
  const [execution] = await rest.executed(stored);
  assert.equal(execution?.mode, 'webhook');
  assert.deepEqual(execution?.json('Code'), [{ said: 'olá' }]);
  await rest.deactivate(stored);
  assert.equal((await rest.webhook('hear')).status, 404);
  await rest.deleteWorkflow(stored);
  assert.deepEqual(await rest.executionsOf(stored), []);
});

it('brings the bytes of a binary', async () => {
  const url = {
    url: `${n8n.url}/healthz`,
    options: { response: { response: { responseFormat: 'file', neverError: true } } },
  };
  const get = node('Get', 'n8n-nodes-base.httpRequest', url, { typeVersion: 4.2 });
  const execution = await rest.run(workflow([manual(), get]));
  const binary = execution.items('Get')[0]?.binary?.data;
  assert.ok(binary, `${execution}`);
  const bytes = await rest.bytes(binary);
  assert.equal(bytes.toString(), '{"status":"ok"}');
});

it('keeps the time zone of workflows apart from that of the process', async () => {
  const zones = code('return [{ json: { workflow: $now.zoneName, process: new Date(0).getTimezoneOffset() } }]');
  const execution = await rest.run(workflow([manual(), zones]));
  assert.deepEqual(execution.json('Code'), [{ workflow: 'America/Sao_Paulo', process: 0 }]);
});

it('creates, changes and tests credentials', async () => {
  const made = await rest.createCredential('githubApi', { server: sandbox.url, user: 'a', accessToken: 'b' });
  const failed = await rest.testCredential(made);
  assert.equal(failed.status, 'Error');
  await rest.updateCredential(made, { server: 'http://127.0.0.1:1', user: 'c', accessToken: 'd' });
  assert.equal((await rest.credentialData(made)).user, 'c');
  assert.notEqual((await rest.credentialData(made)).accessToken, 'd');
  await rest.deleteCredential(made);
  await assert.rejects(rest.credentialData(made), (error) => error instanceof RestError && error.status === 404);
});

it('installs packed nodes, and asks them for their choices', async () => {
  const type = `${fixture}.harness`;
  assert.equal((await rest.nodeType(type)).displayName, 'Harness');
  const credential = await rest.createCredential('httpHeaderAuth', bearer('of a credential'));
  const parameters = { word: 'given' };
  const options = await rest.loadOptions({ type, method: 'words', parameters, credential });
  assert.deepEqual(options, [
    { name: 'given', value: 'given' },
    { name: 'Bearer of a credential', value: 'credential' },
  ]);
  const page = await rest.listSearch({ type, method: 'pages', parameters }, { filter: 'a' });
  assert.deepEqual(page, { results: [{ name: 'a after nothing', value: 'a' }], paginationToken: '2' });
  const { paginationToken = '' } = page;
  const next = await rest.listSearch({ type, method: 'pages', parameters }, { filter: 'a', paginationToken });
  assert.deepEqual(next, { results: [{ name: 'a after 2', value: 'a' }] });
  await assert.rejects(rest.loadOptions({ type, method: 'none' }), /has no loadOptions method named/);
  const credentials = { httpHeaderAuth: credential };
  const execution = await rest.run(workflow([manual(), node('Own', type, parameters, { credentials })]));
  assert.deepEqual(execution.json('Own'), [{ word: 'given' }]);
});

it('runs a node as the tool of an agent', async () => {
  const agent = node(
    'Agent',
    '@n8n/n8n-nodes-langchain.agent',
    { promptType: 'define', text: 'x' },
    { typeVersion: 2 },
  );
  const tool = node('The Tool', `${fixture}.harnessTool`, { word: "={{ $fromAI('word', 'Any', 'string') }}" });
  const links = /** @type {import('./workflows.js').Link[]} */ ([
    ['Start', 'Agent'],
    ['The Tool', 'Agent', 0, 'ai_tool'],
  ]);
  const asked = { word: 'asked' };
  const execution = await rest.run(workflow([manual(), agent, tool], { links }), { upTo: 'The Tool', asked });
  assert.equal(execution.status, 'success', `${execution}`);
  const answer = { response: [{ word: 'asked' }] };
  assert.deepEqual(execution.branches('The Tool', 'ai_tool'), [[{ json: answer }]]);
});

it('does not start with a packed node that cannot be loaded', async () => {
  const broken = packedFixture('n8n-nodes-broken', 'throw new Error("broken on purpose");');
  await assert.rejects(startN8n({ packages: [broken] }), /has not loaded n8n-nodes-broken.*broken on purpose/s);
});

it('has a command line', async () => {
  const stored = await rest.createWorkflow(workflow([manual(), items([{ a: 1 }])]));
  const { code, stdout, stderr } = await n8n.cli(['execute', `--id=${stored.id}`, '--rawOutput']);
  assert.equal(code, 0, stderr);
  assert.match(stdout, /"lastNodeExecuted": "Items"/);
});

it('shows the editor', async () => {
  const stored = await rest.createWorkflow(
    workflow([manual(), items([{ id: contactId }]), request(sandbox, credential)]),
  );
  const editor = await openEditor(n8n);
  try {
    await editor.openWorkflow(stored);
    const file = join(process.env.WTS_CHAT_N8N_SHOTS ?? tmpdir(), 'editor.png');
    await editor.screenshot(file.replace('.png', '-canvas.png'));
    await editor.openNode('Ask');
    await editor.executeNode();
    await editor.screenshot(file);
    const png = readFileSync(file);
    assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [1440, 900]);
    assert.deepEqual(editor.faults, []);
  } finally {
    await editor.close();
  }
  const [execution] = await rest.executed(stored);
  assert.equal(execution?.json('Ask')[0]?.id, contactId);
});

it('stops and starts again with what it had', async () => {
  const stored = await rest.createWorkflow(workflow([webhook('again'), items([{ still: 'here' }])]));
  await rest.activate(stored);
  await n8n.stop();
  await assert.rejects(rest.webhook('again'));
  await n8n.start();
  assert.deepEqual(await (await rest.webhook('again')).json(), [{ still: 'here' }]);
});

it('decodes what leads back to itself', () => {
  const value = /** @type {{ a: { b: unknown, c: string, d: (number | null)[] } }} */ (
    unflattened('[{"a":"1"},{"b":"0","c":"2","d":"3"},"0",[1,null]]')
  );
  assert.equal(value.a.b, value);
  assert.equal(value.a.c, '0');
  assert.deepEqual(value.a.d, [1, null]);
});
