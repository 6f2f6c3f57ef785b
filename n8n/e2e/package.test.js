// The package as n8n has it: node types, icons, the credential and its test, the node as a tool.

import assert from 'node:assert/strict';
import { it } from 'node:test';
import { asked, byId, CREDENTIAL, chat, NODE, PACKAGE, started, TRIGGER, using } from './chat.js';
import { manual, node, workflow } from './workflows.js';

const { sandbox, n8n, rest, credential, wts } = await started();
const { sample } = sandbox;

it('brings two nodes and a tool', async () => {
  const own = (await rest.nodeTypes()).filter(({ name }) => name.startsWith(`${PACKAGE}.`));
  assert.deepEqual(own.map(({ name }) => name).sort(), [NODE, `${NODE}Tool`, TRIGGER]);
  const { displayName, usableAsTool, credentials, codex } = await rest.nodeType(NODE);
  assert.equal(displayName, 'WTS Chat');
  assert.equal(usableAsTool, true);
  assert.deepEqual(
    credentials?.map(({ name, required }) => [name, required]),
    [[CREDENTIAL, true]],
  );
  assert.ok(codex, 'n8n has read WtsChat.node.json');
  assert.equal((await rest.nodeType(TRIGGER)).displayName, 'WTS Chat Trigger');
});

it('has icons for light and dark', async () => {
  const types = [await rest.nodeType(NODE), await rest.nodeType(TRIGGER), ...(await ownCredentialTypes())];
  for (const { name, iconUrl } of types) {
    assert.ok(typeof iconUrl === 'object', `${name}: ${JSON.stringify(iconUrl)}`);
    for (const path of [iconUrl.light, iconUrl.dark]) {
      const answer = await fetch(`${n8n.url}/${path}`);
      assert.equal(answer.status, 200, path);
      assert.match(answer.headers.get('content-type') ?? '', /svg/);
      assert.match(await answer.text(), /^<svg[^>]*>.*<\/svg>\s*$/s);
    }
  }
});

const ownCredentialTypes = async () => (await rest.credentialTypes()).filter(({ name }) => name === CREDENTIAL);

it('has a credential of a token, an address and a share', async () => {
  const [type] = await ownCredentialTypes();
  // n8n adds some of its own.
  assert.deepEqual(
    type?.properties.slice(0, 3).map(({ name }) => name),
    ['apiKey', 'baseUrl', 'rateLimitShare'],
  );
  const { apiKey } = await rest.credentialData(credential);
  assert.ok(apiKey && apiKey !== sandbox.tokens.full, 'n8n keeps the token to itself');
});

it('tests the credential', async () => {
  const test = async (/** @type {Record<string, unknown>} */ data) =>
    rest.testCredential(await rest.createCredential(CREDENTIAL, data));
  const baseUrl = sandbox.url;
  const good = await test({ apiKey: sandbox.tokens.full, baseUrl });
  assert.deepEqual(good, { status: 'OK', message: 'Connection successful' });
  assert.equal((await test({ apiKey: sandbox.tokens.limited, baseUrl })).status, 'OK');
  const dead = await test({ apiKey: 'pn_dead', baseUrl });
  assert.equal(dead.status, 'Error');
  assert.match(dead.message, /token/i);
  const empty = await test({ apiKey: '', baseUrl });
  assert.equal(empty.status, 'Error');
  assert.match(empty.message, /token|key/i);
  const nowhere = await test({ apiKey: sandbox.tokens.full, baseUrl: 'http://127.0.0.1:1' });
  assert.equal(nowhere.status, 'Error');
  for (const { message } of [dead, nowhere]) assert.doesNotMatch(message, /pn_/);
});

it('makes any other request with the same credential', async () => {
  await sandbox.reset();
  const parameters = { method: 'POST', path: '/core/v1/tag', body: '{"name":"Atacado","color":"RED_400"}' };
  const run = await rest.run(
    workflow([manual(), wts('customApiCall.request', { method: 'GET', path: '/core/v1/tag' })]),
  );
  assert.equal(run.status, 'success', `${run}`);
  assert.equal(run.json('WTS').length, 4);
  assert.deepEqual(asked(sandbox), [['GET /core/v1/tag']]);
  const dead = await rest.createCredential(CREDENTIAL, { apiKey: 'pn_dead', baseUrl: sandbox.url });
  const failed = await rest.run(workflow([manual(), chat(dead, 'customApiCall.request', parameters)]));
  assert.equal(failed.errorOf('WTS')?.httpCode, '401', `${failed}`);
});

it('is a tool of an agent', async () => {
  await sandbox.reset();
  const agent = node(
    'Agent',
    '@n8n/n8n-nodes-langchain.agent',
    { promptType: 'define', text: 'x' },
    { typeVersion: 2 },
  );
  const said = (/** @type {string} */ name, /** @type {string} */ what) =>
    `={{ $fromAI('${name}', '${what}', 'string') }}`;
  const tools = [
    tool('Send a text', 'message.sendText', {
      ...{ from: sample.from, to: said('to', 'The phone number'), text: said('text', 'What to say') },
    }),
    tool('Look up', 'contact.get', { contactId: byId(said('contact', 'The id of the contact')) }),
  ];
  const links = tools.map(
    ({ name }) => /** @type {[string, string, number, string]} */ ([name, 'Agent', 0, 'ai_tool']),
  );
  const ask = (/** @type {string} */ upTo, /** @type {Record<string, unknown>} */ asked) =>
    rest.run(workflow([manual(), agent, ...tools], { links: [['Start', 'Agent'], ...links] }), { upTo, asked });

  const sent = await ask('Send a text', { to: sample.to, text: 'Olá do agente' });
  assert.equal(sent.status, 'success', `${sent}`);
  assert.deepEqual(asked(sandbox), [
    ['POST /chat/v1/message/send', { from: sample.from, to: sample.to, body: { text: 'Olá do agente' } }],
  ]);
  const [[answer]] = /** @type {[[{ json: { response: { id: string, status: string }[] } }]]} */ (
    /** @type {unknown} */ (sent.branches('Send a text', 'ai_tool'))
  );
  assert.equal(answer.json.response[0]?.status, 'PROCESSING', JSON.stringify(answer));

  const found = await ask('Look up', { contact: sample.contactId });
  assert.match(JSON.stringify(found.branches('Look up', 'ai_tool')), /Ana Souza/, `${found}`);
});

/** @param {string} name @param {string} action @param {Record<string, unknown>} parameters */
function tool(name, action, parameters) {
  const [resource, operation] = action.split('.');
  const described = { toolDescription: name, resource, operation, ...parameters };
  return node(name, `${NODE}Tool`, described, { credentials: using(credential) });
}

it('says nothing bad in the log of n8n', () => {
  const bad = n8n
    .log()
    .split('\n')
    .filter((line) => /error|warn|wts/i.test(line) && !/^(Starting|Finished) migration /.test(line));
  assert.deepEqual(bad, []);
});
