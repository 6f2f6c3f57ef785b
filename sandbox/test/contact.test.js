// Contacts: finding, making and changing them.

import assert from 'node:assert/strict';
import test from 'node:test';
import { call, started, unknownId } from './support.js';

/** @import { Sandbox } from '../src/index.js' */

const details = 'IncludeDetails=Tags&IncludeDetails=CustomFields&IncludeDetails=Portfolios';

/** @param {Sandbox} sandbox @param {string} id */
const get = async (sandbox, id) => (await call(sandbox, `GET /core/v1/contact/${id}?${details}`)).json;

/** @param {Sandbox} sandbox @param {object} body */
const create = (sandbox, body) => call(sandbox, 'POST /core/v1/contact', { body });

/** @param {Sandbox} sandbox @param {object} body @param {string} [id] */
const update = (sandbox, body, id = sandbox.sample.contactId) => call(sandbox, `PUT /core/v2/contact/${id}`, { body });

/** @param {Sandbox} sandbox @param {object} body */
const filter = async (sandbox, body) =>
  (await call(sandbox, 'POST /core/v1/contact/filter', { body })).json.items.map(({ name }) => name).toSorted();

test('a contact shows the details that are asked for', async (t) => {
  const sandbox = await started(t);
  const { contactId, tagId, portfolioId } = sandbox.sample;
  const { json: plain } = await call(sandbox, `GET /core/v1/contact/${contactId}`);
  assert.deepEqual([plain.name, plain.phoneNumber, plain.tagIds], ['Ana Souza', '+55|11999999999', null]);
  assert.deepEqual([plain.customFields, plain.portfolioIds], [null, null]);
  const { json } = await call(sandbox, `GET /core/v1/contact/${contactId}?${details}`);
  assert.deepEqual([json.tagIds, json.tagNames], [[tagId], ['VIP']]);
  assert.deepEqual(json.customFields, { cidade: ['São Paulo'], nascimento: ['1990/05/17'] });
  assert.deepEqual([json.portfolioIds, json.portfolioNames], [[portfolioId], ['Clientes VIP']]);
  assert.equal((await call(sandbox, `GET /core/v1/contact/${unknownId}`)).json.text, 'Contato não encontrado');
});

test('a contact is found by its number in any notation', async (t) => {
  const sandbox = await started(t);
  for (const phone of ['+55|11999999999', '5511999999999', '+5511999999999', '+55 (11) 99999-9999', '11999999999']) {
    const { json } = await call(sandbox, `GET /core/v1/contact/phonenumber/${encodeURIComponent(phone)}`);
    assert.equal(json.id, sandbox.sample.contactId, phone);
  }
  for (const phone of ['5511911111111', 'abc', '@carla.m']) {
    const { status, json } = await call(sandbox, `GET /core/v1/contact/phonenumber/${encodeURIComponent(phone)}`);
    assert.deepEqual([status, json.key], [500, 'ENTITY_NOT_FOUND'], phone);
  }
});

test('a contact is created with all that it may have', async (t) => {
  const sandbox = await started(t);
  const { tagIds, portfolioId, contactCustomFieldKey } = sandbox.sample;
  const body = {
    name: 'Davi Reis',
    phoneNumber: '+55 (11) 93333-2222',
    email: 'davi@example.com',
    instagram: 'davi.reis',
    annotation: 'Prefere e-mail',
    tagNames: ['vip', 'Novo'],
    portfolioIds: [portfolioId],
    customFields: { [contactCustomFieldKey]: 'Recife', nascimento: '2006-03-01', plano: 'Completo' },
    metadata: { origem: 'site' },
  };
  const { status, json } = await create(sandbox, body);
  assert.equal(status, 200);
  assert.deepEqual(await get(sandbox, json.id), json);
  assert.deepEqual(
    [json.phoneNumber, json.phoneNumberFormatted, json.instagram, json.tagIds],
    ['+55|11933332222', '(11) 93333-2222', '@davi.reis', [tagIds.vip, tagIds.novo]],
  );
  assert.deepEqual(json.customFields, { cidade: ['Recife'], nascimento: ['2006/03/01'], plano: ['Completo'] });
  assert.deepEqual([json.metadata, json.portfolioIds, json.status], [{ origem: 'site' }, [portfolioId], 'ACTIVE']);
});

test('what cannot be a contact is refused, and nothing is kept of it', async (t) => {
  const sandbox = await started(t);
  const { to } = sandbox.sample;
  for (const body of [
    {},
    { annotation: 'x' },
    { phoneNumber: 'abc' },
    { phoneNumber: `+${to}` },
    { email: 'ANA@example.com' },
    { instagram: 'Carla.M' },
  ]) {
    const { status, json } = await create(sandbox, body);
    assert.deepEqual([status, json.key], [400, 'FORM_ERROR'], JSON.stringify(body));
  }
  for (const body of [{ tagIds: [unknownId] }, { tagNames: ['Nenhuma'] }, { portfolioNames: ['Nenhuma'] }]) {
    const { json } = await create(sandbox, { name: 'X', ...body });
    assert.equal(json.key, 'ENTITY_NOT_FOUND', JSON.stringify(body));
  }
  assert.equal(sandbox.state.contacts.size, 3);
});

test('an existing contact is answered as it is, or changed', async (t) => {
  const sandbox = await started(t);
  const { contactId, to, tagIds } = sandbox.sample;
  const known = { phoneNumber: to, name: 'Ana Maria', annotation: 'Nova', tagIds: [tagIds.novo] };
  const same = await create(sandbox, { ...known, options: { getIfExists: true, upsert: true } });
  assert.deepEqual([same.json.id, same.json.name], [contactId, 'Ana Souza']);

  const some = { upsert: true, upsertFields: ['Name', 'Email'] };
  await create(sandbox, { ...known, options: some });
  const renamed = await get(sandbox, contactId);
  assert.deepEqual([renamed.name, renamed.annotation, renamed.tagIds], ['Ana Maria', null, [tagIds.vip]]);
  assert.equal(renamed.email, 'ana@example.com', 'what the body does not hold stays');

  const merged = { upsert: true, upsertTagOperation: 'INSERTIFNOTEXISTS' };
  await create(sandbox, { ...known, options: merged });
  assert.deepEqual((await get(sandbox, contactId)).tagIds, [tagIds.vip, tagIds.novo]);
  await create(sandbox, { ...known, options: { upsert: true, upsertTagOperation: 'DELETEIFEXISTS' } });
  assert.deepEqual((await get(sandbox, contactId)).tagIds, [tagIds.vip]);
  await create(sandbox, { ...known, options: { upsert: true } });
  assert.deepEqual((await get(sandbox, contactId)).tagIds, [tagIds.novo], 'replaced unless told otherwise');
  assert.equal(sandbox.state.contacts.size, 3);

  const fresh = await create(sandbox, { phoneNumber: '5511922221111', options: { upsert: true } });
  assert.equal(fresh.json.phoneNumber, '+55|11922221111');
  const clash = { phoneNumber: '5511922221111', email: 'ana@example.com', options: { upsert: true } };
  assert.equal((await create(sandbox, clash)).json.key, 'FORM_ERROR');
});

test('many contacts are saved at once, in their order', async (t) => {
  const sandbox = await started(t);
  const { to, contactId } = sandbox.sample;
  const save = (/** @type {object[]} */ items, options = {}) =>
    call(sandbox, 'POST /core/v2/contact/batch', { body: { items, options } });
  const items = [{ name: 'Um', phoneNumber: '5511911110001' }, { name: 'Ana S.', phoneNumber: to }, { name: 'Três' }];
  assert.equal((await save([...items, { annotation: 'ninguém' }])).json.key, 'FORM_ERROR');
  assert.equal(sandbox.state.contacts.size, 3, 'all or none');
  const { rows } = await save(items);
  assert.deepEqual(
    rows.map(({ name }) => name),
    ['Um', 'Ana S.', 'Três'],
  );
  assert.equal(rows[1]?.id, contactId);
  assert.equal((await get(sandbox, rows[2]?.id ?? '')).name, 'Três');
});

test('an update writes what fields names: null clears, the rest is left alone', async (t) => {
  const sandbox = await started(t);
  const { contactId, portfolioId } = sandbox.sample;
  await update(sandbox, { fields: ['Annotation'], annotation: 'Ligar', name: 'Outra', email: null });
  const noted = await get(sandbox, contactId);
  assert.deepEqual([noted.annotation, noted.name, noted.email], ['Ligar', 'Ana Souza', 'ana@example.com']);
  await update(sandbox, { fields: ['Email', 'Annotation'], email: null });
  const cleared = await get(sandbox, contactId);
  assert.deepEqual([cleared.email, cleared.annotation], [null, null]);
  assert.ok(cleared.updatedAt > noted.createdAt);
  await update(sandbox, { name: 'Ninguém' });
  assert.equal((await get(sandbox, contactId)).name, 'Ana Souza');

  const most = {
    fields: ['Name', 'PhoneNumber', 'Instagram', 'Status', 'PictureUrl', 'Portfolio', 'Utm'],
    name: 'Ana S.',
    phoneNumber: '5511955554444',
    instagram: '@ana',
    status: 'BLOCKED',
    pictureUrl: 'https://example.com/ana.png',
    portfolioNames: ['Novos contatos'],
    utm: { source: 'site', campaign: 'maio' },
  };
  const { json } = await update(sandbox, most);
  assert.deepEqual(await get(sandbox, contactId), json);
  assert.deepEqual(
    [json.name, json.phoneNumber, json.instagram, json.status, json.portfolioNames, json.utm],
    ['Ana S.', '+55|11955554444', '@ana', 'BLOCKED', ['Novos contatos'], { source: 'site', campaign: 'maio' }],
  );
  assert.ok(![...sandbox.state.portfolioContacts.values()].some((member) => member.portfolioId === portfolioId));
  const taken = await update(sandbox, { fields: ['PhoneNumber'], phoneNumber: sandbox.sample.unreachable });
  assert.equal(taken.json.key, 'FORM_ERROR');
});

test('metadata and custom fields are written key by key', async (t) => {
  const sandbox = await started(t);
  const { contactId } = sandbox.sample;
  const write = async (/** @type {object} */ metadata, /** @type {object} */ customFields) => {
    await update(sandbox, { fields: ['Metadata', 'CustomFields'], metadata, customFields });
    const { metadata: now, customFields: values } = await get(sandbox, contactId);
    return [now, values];
  };
  assert.deepEqual(await write({ a: 1, b: { c: 2 } }, { cidade: 'Natal', plano: 'Ouro', nada: 1, cadastro: 'x' }), [
    { a: 1, b: { c: 2 } },
    { cidade: ['Natal'], nascimento: ['1990/05/17'] },
  ]);
  assert.deepEqual(await write({ a: null, d: 'x' }, { cidade: 7, nascimento: null, plano: ['Básico'] }), [
    { b: { c: 2 }, d: 'x' },
    { cidade: ['Natal'], plano: ['Básico'] },
  ]);
  assert.deepEqual(await write({}, { nascimento: 'amanhã', plano: ['Básico', 'Completo'] }), [
    { b: { c: 2 }, d: 'x' },
    { cidade: ['Natal'], plano: ['Básico'] },
  ]);
});

test('tags are added, removed or replaced', async (t) => {
  const sandbox = await started(t);
  const { contactId, to, tagIds } = sandbox.sample;
  const { vip, novo } = tagIds;
  const write = async (/** @type {object} */ body, path = `/core/v1/contact/${contactId}/tags`) =>
    (await call(sandbox, `POST ${path}`, { body })).json.tagIds;
  assert.deepEqual(await write({ tagNames: ['Novo', 'VIP'], operation: 'InsertIfNotExists' }), [vip, novo]);
  assert.deepEqual(await write({ tagIds: [vip], operation: 'DeleteIfExists' }), [novo]);
  assert.deepEqual(await write({ tagIds: [vip] }, `/core/v1/contact/phonenumber/${to}/tags`), [novo, vip]);
  assert.deepEqual(await write({ tagIds: [], operation: 'ReplaceAll' }), []);
  assert.deepEqual((await update(sandbox, { fields: ['Tags'], tagIds: [vip] })).json.tagIds, [vip]);
  const options = { tagsOperation: 'ReplaceAll' };
  assert.deepEqual((await update(sandbox, { fields: ['Tags'], tagIds: [novo], options })).json.tagIds, [novo]);
  assert.deepEqual((await get(sandbox, contactId)).tagNames, ['Novo']);
});

test('a contact is changed by its number', async (t) => {
  const sandbox = await started(t);
  const path = `PUT /core/v1/contact/phonenumber/${encodeURIComponent('+55|11999999999')}`;
  await call(sandbox, path, { body: { fields: ['Name'], name: 'Ana P.' } });
  assert.equal((await get(sandbox, sandbox.sample.contactId)).name, 'Ana P.');
});

test('a list holds the active ones unless another status is asked for', async (t) => {
  const sandbox = await started(t);
  const { unreachableContactId } = sandbox.sample;
  await update(sandbox, { fields: ['Status'], status: 'ARCHIVED' }, unreachableContactId);
  const names = async (/** @type {string} */ query) =>
    (await call(sandbox, `GET /core/v1/contact?OrderBy=name&${query}`)).json.items.map(({ name }) => name);
  assert.deepEqual(await names(''), ['Ana Souza', 'Carla Mendes']);
  assert.deepEqual(await names('Status=ARCHIVED'), ['Bruno Lima']);
  assert.deepEqual(await names('PageSize=1&PageNumber=2'), ['Carla Mendes']);
  const recently = new Date(Date.now() - 60_000).toISOString();
  assert.deepEqual(await names(`CreatedAt.After=${recently}`), []);
  assert.deepEqual(await names(`Status=ARCHIVED&UpdatedAt.After=${recently}`), ['Bruno Lima']);
  const { json } = await call(sandbox, 'GET /core/v1/contact?IncludeDetails=Tags&OrderBy=name');
  assert.deepEqual(json.items[0]?.tagNames, ['VIP']);
});

test('a filter asks for all its conditions', async (t) => {
  const sandbox = await started(t);
  const { contactId, tagIds, portfolioId, unreachableContactId } = sandbox.sample;
  await update(sandbox, { fields: ['Metadata'], metadata: { pedido: '7' } });
  const ana = ['Ana Souza'];
  const everybody = ['Ana Souza', 'Bruno Lima', 'Carla Mendes'];
  assert.deepEqual(await filter(sandbox, {}), everybody);
  assert.deepEqual(await filter(sandbox, { name: null, tagIds: [], textFilter: '' }), everybody);
  assert.deepEqual(await filter(sandbox, { name: 'souza' }), ana);
  assert.deepEqual(await filter(sandbox, { phoneNumber: '+55 11 99999' }), ana);
  assert.deepEqual(await filter(sandbox, { email: 'ANA@' }), ana);
  assert.deepEqual(await filter(sandbox, { instagram: 'carla' }), ['Carla Mendes']);
  assert.deepEqual(await filter(sandbox, { textFilter: '2198888' }), ['Bruno Lima']);
  assert.deepEqual(await filter(sandbox, { textFilter: 'example.com' }), ana);
  assert.deepEqual(await filter(sandbox, { tagIds: [tagIds.novo, tagIds.vip] }), ana);
  assert.deepEqual(await filter(sandbox, { tagNames: ['vip'], name: 'Bruno' }), []);
  assert.deepEqual(await filter(sandbox, { portfolioIds: [portfolioId] }), ana);
  assert.deepEqual(await filter(sandbox, { portfolioNames: ['Novos contatos'] }), ['Bruno Lima', 'Carla Mendes']);
  assert.deepEqual(await filter(sandbox, { origin: 'CREATED_BY_USER' }), ['Bruno Lima']);
  assert.deepEqual(await filter(sandbox, { customFields: { cidade: 'São Paulo' } }), ana);
  assert.deepEqual(await filter(sandbox, { customFields: { cidade: null } }), ['Bruno Lima', 'Carla Mendes']);
  assert.deepEqual(await filter(sandbox, { metadata: { pedido: '7' } }), ana);
  assert.deepEqual(await filter(sandbox, { metadata: { pedido: '8' } }), []);
  assert.deepEqual(await filter(sandbox, { updatedAt: { after: new Date(Date.now() - 60_000).toISOString() } }), ana);
  await update(sandbox, { fields: ['Status'], status: 'BLOCKED' }, unreachableContactId);
  assert.deepEqual(await filter(sandbox, { status: 'BLOCKED' }), ['Bruno Lima']);
  assert.equal((await filter(sandbox, { status: null })).length, 3);

  const body = { pageNumber: 2, pageSize: 1, orderBy: 'name', orderDirection: 'DESCENDING', includeDetails: ['Tags'] };
  const { json } = await call(sandbox, 'POST /core/v1/contact/filter', { body });
  assert.deepEqual([json.items[0]?.id, json.items[0]?.tagNames, json.totalPages], [contactId, ['VIP'], 2]);
});

test('a contact is put into sequences', async (t) => {
  const sandbox = await started(t);
  const { contactId } = sandbox.sample;
  const at = new Date().toISOString();
  const sequence = { id: '5a7c9eb1-3d5f-4719-8b2d-4f6a8c0e2d01', createdAt: at, updatedAt: at };
  sandbox.state.sequences.set(sequence.id, { ...sequence, name: 'Retorno', enabled: true });
  await update(sandbox, { fields: ['SequenceIds'], sequenceIds: [sequence.id] });
  const { json: made } = await create(sandbox, { name: 'Eva Dias', sequenceIds: [sequence.id] });
  const { json } = await call(sandbox, `GET /chat/v2/sequence/${sequence.id}/contact`);
  assert.deepEqual(json.items.map((item) => item.contactId).toSorted(), [contactId, made.id].toSorted());
  const lost = await update(sandbox, { fields: ['SequenceIds'], sequenceIds: [unknownId] });
  assert.equal(lost.json.text, 'Sequência não encontrada');
});

test('a write shows in the sessions too', async (t) => {
  const sandbox = await started(t);
  await update(sandbox, { fields: ['Name', 'Tags'], name: 'Ana P.', tagNames: ['Novo'] });
  const path = `GET /chat/v2/session/${sandbox.sample.sessionId}?includeDetails=ContactDetails`;
  const { json } = await call(sandbox, path);
  assert.deepEqual(json.contactDetails.tagsName, ['VIP', 'Novo']);
});
