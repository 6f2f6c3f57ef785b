// Lists and look-ups: channels, chatbots, tags, sessions, and how lists are paged.

import assert from 'node:assert/strict';
import test from 'node:test';
import { call, started, unknownId } from './support.js';

test('channels are listed by type', async (t) => {
  const sandbox = await started(t);
  const { rows: all } = await call(sandbox, 'GET /chat/v1/channel');
  assert.deepEqual(
    all.map(({ type, number }) => [type, number]),
    [
      ['CloudAPI_WhatsApp', '+55|11900000001'],
      ['Instagram', '@loja'],
      ['Messenger', null],
    ],
  );
  const { rows: whatsapp } = await call(sandbox, 'GET /chat/v1/channel?ChannelType=Whatsapp');
  assert.deepEqual(
    whatsapp.map(({ id }) => id),
    [sandbox.sample.channelId],
  );
});

test('chatbots are listed with their filters', async (t) => {
  const sandbox = await started(t);
  const names = async (/** @type {string} */ query) => {
    const { json } = await call(sandbox, `GET /chat/v1/chatbot?${query}`);
    return json.items.map(({ name }) => name).toSorted();
  };
  assert.equal((await names('')).length, 4);
  assert.deepEqual(await names('Types=Reactive'), ['Recepção']);
  assert.deepEqual(await names('AutomationUsages=Api&PublishStatuses=Ready'), ['Pesquisa de satisfação']);
  assert.deepEqual(await names('PublishStatuses=Not_Published'), ['Cobrança (rascunho)']);
  assert.deepEqual(await names('Name=boas'), ['Boas-vindas']);
  const { channelId, departmentId, messenger } = sandbox.sample;
  assert.equal((await names(`ChannelIds=${messenger.channelId}&ChannelIds=${channelId}`)).length, 4);
  assert.deepEqual(await names(`ChannelIds=${messenger.channelId}`), []);
  assert.equal((await names(`DefaultDepartmentIds=${departmentId}&UpdatedAt.After=2020-01-01T00:00:00Z`)).length, 4);
});

test('tags come as a bare array', async (t) => {
  const sandbox = await started(t);
  const { rows } = await call(sandbox, 'GET /core/v1/tag');
  assert.deepEqual(
    rows.map(({ name }) => name),
    ['VIP', 'Inadimplente', 'Newsletter', 'Novo'],
  );
});

test('a session shows the details that are asked for', async (t) => {
  const sandbox = await started(t);
  const { sessionId, contactId, userId, departmentId } = sandbox.sample;
  const path = `GET /chat/v2/session/${sessionId}`;
  const { json: plain } = await call(sandbox, path);
  assert.deepEqual([plain.contactId, plain.status, plain.windowStatus], [contactId, 'IN_PROGRESS', 'ACTIVE']);
  assert.ok(!('contactDetails' in plain));
  const details = ['ContactDetails', 'AgentDetails', 'DepartmentsDetails', 'ChannelDetails', 'ChannelTypeDetails'];
  const { json } = await call(sandbox, `${path}?${details.map((name) => `includeDetails=${name}`).join('&')}`);
  assert.deepEqual(json.contactDetails.tagsName, ['VIP']);
  assert.equal(json.contactDetails.phonenumber, '+55|11999999999');
  assert.equal(json.agentDetails.userId, userId);
  assert.notEqual(json.agentDetails.id, userId);
  assert.equal(json.departmentDetails.id, departmentId);
  assert.equal(json.channelDetails.platform, 'WhatsApp');
  assert.equal(json.channelType, 'CLOUDAPI_WHATSAPP');
});

test('an id that nothing has is answered 500 with the envelope', async (t) => {
  const sandbox = await started(t);
  const paths = [
    ['GET', `/chat/v2/session/${unknownId}`, 'Atendimento não encontrado'],
    ['GET', `/chat/v1/session/${unknownId}/message`, 'Atendimento não encontrado'],
    ['GET', `/chat/v1/message?SessionId=${unknownId}`, 'Atendimento não encontrado'],
    ['GET', `/chat/v1/message/${unknownId}`, 'Mensagem não encontrada'],
    ['GET', `/chat/v1/message/${unknownId}/status`, 'Mensagem não encontrada'],
  ];
  for (const [method, path, text] of paths) {
    const { status, json } = await call(sandbox, `${method} ${path}`);
    assert.deepEqual([status, json.key, json.text], [500, 'ENTITY_NOT_FOUND', text]);
  }
});

test('lists are paged, newest first unless asked otherwise', async (t) => {
  const sandbox = await started(t);
  const { sessionId } = sandbox.sample;
  for (let number = 1; number <= 16; number += 1) {
    await call(sandbox, `POST /chat/v1/session/${sessionId}/message`, { body: { text: `Mensagem ${number}` } });
  }
  const list = `GET /chat/v1/session/${sessionId}/message`;
  const { json: first } = await call(sandbox, list);
  assert.equal(first.items.length, 15);
  assert.equal(first.items[0]?.text, 'Mensagem 16');
  const { pageNumber, pageSize, totalItems, totalPages, hasMorePages } = first;
  assert.deepEqual([pageNumber, pageSize, totalItems, totalPages, hasMorePages], [1, 15, 17, 2, true]);

  const { json: second } = await call(sandbox, `${list}?PageNumber=2`);
  assert.deepEqual([second.items.length, second.hasMorePages], [2, false]);
  const { json: oldest } = await call(sandbox, `${list}?OrderBy=createdAt&OrderDirection=ASCENDING&PageSize=2`);
  assert.deepEqual(
    oldest.items.map(({ text }) => text),
    ['Oi, tudo bem?', 'Mensagem 1'],
  );
  const { json: same } = await call(sandbox, `GET /chat/v1/message?SessionId=${sessionId}`);
  assert.deepEqual(same, first);
  assert.equal((await call(sandbox, `${list}?OrderBy=nonsense`)).json.key, 'FORM_ERROR');
  const { json: beyond } = await call(sandbox, `${list}?PageNumber=9`);
  assert.deepEqual([beyond.items, beyond.hasMorePages], [[], false]);
});

test('sessions are filtered', async (t) => {
  const sandbox = await started(t);
  const { sample } = sandbox;
  const body = { from: sample.instagram.from, to: sample.instagram.to, body: { text: 'Oi' } };
  await call(sandbox, 'POST /chat/v1/message/send', { body });
  const count = async (/** @type {string} */ query) =>
    (await call(sandbox, `GET /chat/v2/session?${query}`)).json.totalItems;
  assert.equal(await count(''), 8);
  assert.equal(await count('Status=IN_PROGRESS'), 1);
  assert.equal(await count('Status=IN_PROGRESS&Status=PENDING'), 3);
  assert.equal(await count(`ContactId=${sample.contactId.toUpperCase()}`), 3);
  assert.equal(await count(`ChannelsId=${sample.instagram.channelId}`), 2);
  assert.equal(await count(`UserId=${sample.userId}`), 2);
  assert.equal(await count(`DepartmentId=${sample.supportDepartmentId}`), 2);
  assert.equal(await count('TagsName=VIP'), 3);
  assert.equal(await count(`TagsId=${unknownId}`), 0);
  assert.equal(await count('Type=GROUP'), 0);
  assert.equal(await count('Metadata[pedido]=1042'), 1);
  assert.equal(await count('Metadata[pedido]=1'), 0);
  assert.equal(await count('EndAt.After=2020-01-01T00:00:00Z'), 3);
  const lately = new Date(Date.now() - 60_000).toISOString();
  assert.equal(await count(`CreatedAt.After=${lately}`), 1);
  assert.equal(await count(`ActiveAt.Before=${lately}`), 7);
  assert.equal(await count(`ActiveAt.After=${lately}`), 5);
  assert.equal(await count(`LastInteractionAt.Before=${lately}`), 3);
});
