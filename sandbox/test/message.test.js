// Messages by id, and templates: what they are filled with, and what is refused.

import assert from 'node:assert/strict';
import test from 'node:test';
import { call, started, subscribe, unknownId } from './support.js';

/** @import { Sandbox } from '../src/index.js' */

/** @param {Sandbox} sandbox @param {Record<string, unknown>} body @param {Record<string, unknown>} [address] */
function send(sandbox, body, address) {
  const { from, to } = sandbox.sample;
  return call(sandbox, 'POST /chat/v1/message/send-sync', { body: { from, to, ...address, body } });
}

const parameters = { nome: 'Ana', 'próximo horário': 'terça, 9h' };

test('a deleted message stays in its session, deleted', async (t) => {
  const sandbox = await started(t);
  const { sessionId } = sandbox.sample;
  const { json: sent } = await call(sandbox, `POST /chat/v1/session/${sessionId}/message`, { body: { text: 'Ops' } });
  const { json: deleted } = await call(sandbox, `DELETE /chat/v1/message/${sent.id}`);
  assert.deepEqual([deleted.id, deleted.status], [sent.id, 'DELETED']);
  assert.equal((await call(sandbox, `GET /chat/v1/message/${sent.id}/status`)).json.status, 'DELETED');
  const { json: list } = await call(sandbox, `GET /chat/v1/message?SessionId=${sessionId}`);
  assert.deepEqual(
    list.items.map(({ id, status }) => [id, status]),
    [
      [sent.id, 'DELETED'],
      [sandbox.sample.messageId, 'DELIVERED'],
    ],
  );
  assert.equal((await call(sandbox, `DELETE /chat/v1/message/${sent.id}`)).json.updatedAt, deleted.updatedAt);
  assert.equal((await call(sandbox, `DELETE /chat/v1/message/${unknownId}`)).json.text, 'Mensagem não encontrada');
});

test('templates are listed with their filters, and their parameters when asked for', async (t) => {
  const sandbox = await started(t);
  const { templateId, templateParams, channelId, instagram } = sandbox.sample;
  const names = async (/** @type {string} */ query) =>
    (await call(sandbox, `GET /chat/v1/template?${query}`)).json.items.map(({ name }) => name).toSorted();
  assert.equal((await names('')).length, 5);
  assert.deepEqual(await names('Archived=true'), ['promocao_natal']);
  assert.deepEqual(await names('Name=BOLETO'), ['boleto_mensal']);
  assert.deepEqual(await names('SearchableText=quanto%20você'), ['pesquisa_nps']);
  assert.deepEqual(await names(`ChannelId=${instagram.channelId}`), ['horario_funcionamento']);
  assert.ok(!(await names(`ChannelId=${channelId}&ApprovedOnly=true`)).includes('pesquisa_nps'));
  assert.deepEqual(await names('Type=AUTHENTICATION'), ['codigo_acesso']);
  assert.deepEqual(await names('Type=QUICKREPLY'), ['horario_funcionamento']);
  assert.deepEqual(await names('Type=ATTENDANCE&ApprovedOnly=true'), ['boleto_mensal', 'lembrete_consulta']);

  const { json: plain } = await call(sandbox, 'GET /chat/v1/template?Name=lembrete');
  assert.deepEqual([plain.items[0]?.id, plain.items[0]?.params], [templateId, null]);
  for (const details of ['Params', 'All']) {
    const { json } = await call(sandbox, `GET /chat/v1/template?Name=lembrete&IncludeDetails=${details}`);
    assert.deepEqual(
      json.items[0]?.params?.map(({ name }) => name),
      templateParams,
    );
  }
});

test('a seeded template is filled, whichever form of its id is given', async (t) => {
  const sandbox = await started(t);
  const { templateId, templateIds } = sandbox.sample;
  for (const id of [templateIds.text.toUpperCase(), templateIds.shortId]) {
    const { json } = await send(sandbox, { templateId: id, parameters });
    assert.equal(json.text, 'Olá, Ana! Seu próximo horário é terça, 9h.');
    assert.deepEqual([json.templateId, json.status], [templateId, 'DELIVERED']);
  }
  const withFile = { templateId: templateIds.withFile, parameters: { '[valor]': 'R$ 10,00' } };
  const { json } = await send(sandbox, { ...withFile, fileUrl: 'https://example.com/boleto.pdf' });
  assert.deepEqual([json.text, json.type], ['Segue o boleto no valor de R$ 10,00.', 'DOCUMENT']);
});

test('a template wants its parameters by their names to the letter, and its file', async (t) => {
  const sandbox = await started(t);
  const { templateId, templateIds } = sandbox.sample;
  for (const wrong of [
    undefined,
    { nome: 'Ana' },
    { nome: 'Ana', 'proximo horario': 'x' },
    { ...parameters, nome: null },
  ]) {
    const { status, json } = await send(sandbox, { templateId, parameters: wrong });
    assert.deepEqual([status, json.key], [400, 'FORM_ERROR']);
  }
  const { json } = await send(sandbox, { templateId: templateIds.withFile, parameters: { '[valor]': '1' } });
  assert.equal(json.text, 'O template exige um arquivo');
});

test('a template that is archived, unknown or of another channel is not found; one in review fails', async (t) => {
  const sandbox = await started(t);
  const { templateId, instagram } = sandbox.sample;
  const byName = (/** @type {string} */ wanted) =>
    [...sandbox.state.templates.values()].find(({ name }) => name === wanted);
  for (const id of ['nonsense', byName('promocao_natal')?.id, byName('horario_funcionamento')?.id]) {
    const { status, json } = await send(sandbox, { templateId: id, parameters });
    assert.deepEqual([status, json.key], [500, 'ENTITY_NOT_FOUND'], id);
  }
  const elsewhere = await send(sandbox, { templateId, parameters }, { from: instagram.from, to: instagram.to });
  assert.equal(elsewhere.json.text, 'Template não encontrado no canal');
  const { json: failed } = await send(sandbox, { templateId: byName('pesquisa_nps')?.id });
  assert.deepEqual([failed.status, failed.failedReason], ['FAILED', 'O template não está aprovado']);
  const { json: theirs } = await send(sandbox, { templateId: unknownId, parameters: { any: 'x' } });
  assert.deepEqual([theirs.status, theirs.templateId, theirs.text], ['DELIVERED', unknownId, null]);
});

test('messages tell webhooks where they are, without contact or channel', async (t) => {
  const sandbox = await started(t);
  const { from, to, sessionId, unreachable } = sandbox.sample;
  await subscribe(sandbox, 'https://example.com/hook', ['MESSAGE_RECEIVED', 'MESSAGE_SENT', 'MESSAGE_UPDATED']);
  const { json: sent } = await call(sandbox, `POST /chat/v1/session/${sessionId}/message`, { body: { text: 'Oi' } });
  await call(sandbox, `GET /chat/v1/message/${sent.id}/status`);
  await call(sandbox, 'POST /_sandbox/inbound', { body: { from: to, to: from, text: 'Olá' }, token: null });
  await send(sandbox, { text: 'Oi' }, { to: unreachable });
  const told = sandbox.deliveries.map(({ body }) => body);
  assert.deepEqual(
    told.map(({ eventType, content }) => [eventType, content.status, content.direction]),
    [
      ['MESSAGE_SENT', 'PROCESSING', 'TO_HUB'],
      ['MESSAGE_UPDATED', 'SENT', 'TO_HUB'],
      ['MESSAGE_RECEIVED', 'DELIVERED', 'FROM_HUB'],
      ['MESSAGE_SENT', 'FAILED', 'TO_HUB'],
    ],
  );
  const [ours, , theirs, failed] = told.map(({ content }) => content);
  const names = 'details direction id origin refId sessionId status templateId text timestamp type userId';
  assert.equal(
    Object.keys(theirs ?? {})
      .toSorted()
      .join(' '),
    names,
  );
  assert.deepEqual([theirs?.sessionId, theirs?.text, theirs?.userId], [sessionId, 'Olá', null]);
  assert.deepEqual([ours?.origin, ours?.userId], ['API', '00000000-0000-0000-0000-000000000000']);
  const { from: writer, to: channel } = Object(theirs?.details);
  assert.deepEqual([writer, channel], ['+55|11999999999', '+55|11900000001']);
  const { errors } = Object(failed?.details);
  assert.match(errors[0].text, /24 horas/);
});
