// Scheduled messages: what they must hold, what may still be changed, and what becomes of them.

import assert from 'node:assert/strict';
import test from 'node:test';
import { call, started, unknownId, upload } from './support.js';

/** @import { Sandbox } from '../src/index.js' */

const route = '/chat/v1/scheduled-message';
const scheduling = '2999-01-01T12:00:00.000Z';
const parameters = { nome: 'Ana', 'próximo horário': '9h' };

/** @param {Sandbox} sandbox */
function template({ sample: { from, to, templateId } }) {
  return { from, to, type: 'TEMPLATE', templateId, scheduling, templateParams: { parameters } };
}

/** @param {Sandbox} sandbox @param {object} body */
const create = (sandbox, body) => call(sandbox, `POST ${route}`, { body });

/** @param {Sandbox} sandbox @param {string} id @param {object} body */
const update = (sandbox, id, body) => call(sandbox, `PUT ${route}/${id}`, { body });

const details = ['Contact', 'Channel', 'User', 'Department', 'Template', 'Chatbot'];

/** @param {Sandbox} sandbox @param {string} id */
async function read(sandbox, id) {
  const query = details.map((name) => `includeDetails=${name}`).join('&');
  return (await call(sandbox, `GET ${route}/${id}?${query}`)).json;
}

test('a template is scheduled, with its file', async (t) => {
  const sandbox = await started(t);
  const { contactId, channelId, templateIds, supportDepartmentId, from, to } = sandbox.sample;
  const { id: fileId } = await upload(sandbox);
  const templateParams = { parameters: { '[valor]': '5' }, fileId };
  const body = { from, to, type: 'TEMPLATE', templateId: templateIds.withFile, scheduling, templateParams };
  const { json } = await create(sandbox, { ...body, department: { name: 'Suporte' }, hiddenSession: true });
  assert.deepEqual([json.status, json.contactId, json.channelId], ['SCHEDULED', contactId, channelId]);
  assert.deepEqual([json.scheduling, json.hiddenSession], [scheduling, true]);
  const full = await read(sandbox, json.id);
  assert.deepEqual([full.contact.name, full.channel.id], ['Ana Souza', channelId]);
  assert.deepEqual([full.department.id, full.template.name], [supportDepartmentId, 'boleto_mensal']);
  assert.deepEqual(full.template.templateParams.parameters, { '[valor]': '5' });
  assert.equal(full.template.templateParams.file.id, fileId);
  assert.ok(!('contact' in (await call(sandbox, `GET ${route}/${json.id}`)).json));
});

test('a bot is scheduled by its key', async (t) => {
  const sandbox = await started(t);
  const { botKey, botId, to } = sandbox.sample;
  const { json } = await create(sandbox, { to, type: 'CHATBOT', botKey, scheduling });
  assert.deepEqual([json.type, json.botId, json.templateId], ['CHATBOT', botKey, null]);
  const { chatbot } = await read(sandbox, json.id);
  assert.deepEqual([chatbot.id, chatbot.botId], [botKey, botId]);
});

test('what lacks something is refused', async (t) => {
  const sandbox = await started(t);
  const good = template(sandbox);
  const before = sandbox.state.scheduledMessages.size;
  for (const wrong of [
    { scheduling: undefined },
    { scheduling: '2020-01-01T00:00:00Z' },
    { type: undefined },
    { templateId: null },
    { templateParams: {} },
    { type: 'CHATBOT' },
    { to: 'nobody' },
  ]) {
    const { status, json } = await create(sandbox, { ...good, ...wrong });
    assert.deepEqual([status, json.key], [400, 'FORM_ERROR'], JSON.stringify(wrong));
  }
  for (const wrong of [{ from: '5511900000002' }, { templateId: 'x' }, { department: { id: unknownId } }]) {
    assert.equal((await create(sandbox, { ...good, ...wrong })).json.key, 'ENTITY_NOT_FOUND', JSON.stringify(wrong));
  }
  assert.equal(sandbox.state.scheduledMessages.size, before);
});

test('they are listed with their filters', async (t) => {
  const sandbox = await started(t);
  const { scheduledMessageId, channelId, contactId, userId, departmentId } = sandbox.sample;
  const count = async (/** @type {string} */ query) => (await call(sandbox, `GET ${route}?${query}`)).json.totalItems;
  assert.equal(await count(''), 2);
  assert.equal(await count('Status=CANCELED'), 1);
  assert.equal(await count('Type=CHATBOT'), 0);
  assert.equal(await count(`From=${channelId}`), 2);
  assert.equal(await count('From=5511900000001'), 2);
  assert.equal(await count('To=5521988887777'), 1);
  assert.equal(await count(`To=${contactId}`), 1);
  assert.equal(await count(`User=${userId}`), 2);
  assert.equal(await count('User=diego%20ramos'), 2);
  assert.equal(await count('User=Elisa%20Prado'), 0);
  assert.equal(await count(`Department=${departmentId}`), 2);
  assert.equal(await count('Department=Vendas'), 2);
  assert.equal(await count(`ScheduledAt.After=${new Date().toISOString()}`), 1);
  const { json } = await call(sandbox, `GET ${route}?Status=SCHEDULED&IncludeDetails=User&IncludeDetails=Contact`);
  const [first] = json.items;
  assert.deepEqual(
    [first?.id, first?.user.name, first?.contact.name],
    [scheduledMessageId, 'Diego Ramos', 'Bruno Lima'],
  );
});

test('an update writes what fields names while it is scheduled', async (t) => {
  const sandbox = await started(t);
  const { scheduledMessageId: id, contactId, to, botKey } = sandbox.sample;
  const body = { to, scheduling, hiddenSession: true, templateParams: { parameters } };
  await update(sandbox, id, { ...body, fields: ['Scheduling', 'HiddenSession'] });
  const first = await read(sandbox, id);
  assert.deepEqual([first.scheduling, first.hiddenSession, first.contact.name], [scheduling, true, 'Bruno Lima']);
  const { json: second } = await update(sandbox, id, { ...body, fields: ['To', 'TemplateParams'] });
  assert.equal(second.contactId, contactId);
  assert.deepEqual((await read(sandbox, id)).template.templateParams.parameters, parameters);
  const { json: third } = await update(sandbox, id, { department: { id: null }, fields: ['Department'] });
  assert.equal(third.departmentId, null);
  const { json: bot } = await update(sandbox, id, { type: 'CHATBOT', botKey, fields: ['Type', 'BotId'] });
  assert.deepEqual([bot.type, bot.botId, bot.templateId], ['CHATBOT', botKey, null]);
  assert.equal((await update(sandbox, id, { fields: ['Scheduling'] })).json.key, 'FORM_ERROR');
  assert.equal((await update(sandbox, unknownId, { fields: [] })).json.key, 'ENTITY_NOT_FOUND');
});

test('it is cancelled once', async (t) => {
  const sandbox = await started(t);
  const { scheduledMessageId: id } = sandbox.sample;
  const cancel = () => call(sandbox, `POST ${route}/${id}/cancel`);
  const { status, text } = await cancel();
  assert.deepEqual([status, text], [200, '']);
  assert.equal((await read(sandbox, id)).status, 'CANCELED');
  assert.equal((await cancel()).json.key, 'ENTITY_ERROR_SAVE');
  assert.equal(
    (await update(sandbox, id, { hiddenSession: true, fields: ['HiddenSession'] })).json.key,
    'ENTITY_ERROR_SAVE',
  );
  assert.equal((await call(sandbox, `POST ${route}/${unknownId}/cancel`)).json.key, 'ENTITY_NOT_FOUND');
});

test('many are cancelled at once, all of them or none', async (t) => {
  const sandbox = await started(t);
  const { scheduledMessageId } = sandbox.sample;
  const { json: other } = await create(sandbox, template(sandbox));
  const cancel = (/** @type {string[]} */ body) => call(sandbox, `POST ${route}/batch-cancel`, { body });
  assert.equal((await cancel([scheduledMessageId, unknownId])).json.key, 'ENTITY_NOT_FOUND');
  assert.equal((await read(sandbox, scheduledMessageId)).status, 'SCHEDULED');
  const { rows } = await cancel([scheduledMessageId, other.id]);
  assert.deepEqual(
    rows.map(({ id, status }) => [id, status]),
    [
      [scheduledMessageId, 'CANCELED'],
      [other.id, 'CANCELED'],
    ],
  );
  assert.equal((await cancel([other.id])).json.key, 'ENTITY_ERROR_SAVE');
});

test('what is due is found sent', async (t) => {
  const sandbox = await started(t);
  const { sessionId, botKey, to, unreachable } = sandbox.sample;
  const due = async (/** @type {object} */ body) => {
    const { json } = await create(sandbox, body);
    sandbox.state.scheduledMessage(json.id).scheduling = new Date().toISOString();
    return read(sandbox, json.id);
  };
  const sent = await due(template(sandbox));
  assert.deepEqual([sent.status, sent.sessionId], ['SENT', sessionId]);
  const { json: list } = await call(sandbox, `GET /chat/v1/session/${sessionId}/message`);
  assert.equal(list.items[0]?.text, 'Olá, Ana! Seu próximo horário é 9h.');
  const bot = await due({ to, type: 'CHATBOT', botKey, scheduling });
  assert.deepEqual([bot.status, sandbox.state.session(sessionId).botKey], ['PROCESSED', botKey]);
  const hidden = await due({ ...template(sandbox), to: unreachable, hiddenSession: true });
  assert.equal(sandbox.state.session(hidden.sessionId).status, 'HIDDEN');
  assert.equal((await call(sandbox, `POST ${route}/${sent.id}/cancel`)).json.key, 'ENTITY_ERROR_SAVE');
});
