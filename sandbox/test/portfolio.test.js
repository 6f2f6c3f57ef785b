// Portfolios and their members.

import assert from 'node:assert/strict';
import test from 'node:test';
import { call, started, unknownId } from './support.js';

/** @import { Sandbox } from '../src/index.js' */

/** @param {Sandbox} sandbox @param {string} [query] */
const contacts = async (sandbox, query = '') =>
  (await call(sandbox, `GET /core/v1/portfolio/${sandbox.sample.portfolioId}/contact?${query}`)).json;

/** @param {Sandbox} sandbox @param {string} [query] */
const ids = async (sandbox, query) => (await contacts(sandbox, query)).items.map(({ contactId }) => contactId);

/** @param {Sandbox} sandbox @param {string} method @param {object} body @param {string} [batch] */
const write = (sandbox, method, body, batch = '') =>
  call(sandbox, `${method} /core/v1/portfolio/${sandbox.sample.portfolioId}/contact${batch}`, { body });

test('portfolios are listed with what is asked for', async (t) => {
  const sandbox = await started(t);
  const { json: plain } = await call(sandbox, 'GET /core/v1/portfolio?OrderBy=name');
  assert.deepEqual(
    plain.items.map(({ name, departments }) => [name, departments]),
    [
      ['Clientes VIP', null],
      ['Novos contatos', null],
    ],
  );
  assert.ok(!('contactsCount' in (plain.items[0] ?? {})));
  const details = 'IncludeDetails=ContactCount&IncludeDetails=Departments&OrderBy=name';
  const { json } = await call(sandbox, `GET /core/v1/portfolio?${details}`);
  assert.deepEqual(
    json.items.map(({ contactsCount }) => contactsCount),
    [1, 2],
  );
  assert.deepEqual(json.items[0]?.departments?.[0]?.userIds, [sandbox.sample.userId]);
});

test('a contact is added by id or number, once, and removed', async (t) => {
  const sandbox = await started(t);
  const { unreachable, unreachableContactId, contactId } = sandbox.sample;
  const added = await write(sandbox, 'POST', { phoneNumber: `+${unreachable}` });
  assert.deepEqual([added.status, added.json.contactId], [200, unreachableContactId]);
  assert.equal(added.json.contactDetails.phonenumber, '+55|21988887777');
  const again = await write(sandbox, 'POST', { contactId: unreachableContactId });
  assert.equal(again.json.id, added.json.id);
  assert.deepEqual(await ids(sandbox), [unreachableContactId, contactId]);
  const { json: contact } = await call(
    sandbox,
    `GET /core/v1/contact/${unreachableContactId}?IncludeDetails=Portfolios`,
  );
  assert.deepEqual(contact.portfolioNames, ['Novos contatos', 'Clientes VIP']);

  const removed = await write(sandbox, 'DELETE', { contactId: unreachableContactId });
  assert.deepEqual([removed.status, removed.text], [200, '']);
  assert.deepEqual(await ids(sandbox), [contactId]);
  assert.equal((await write(sandbox, 'POST', {})).json.key, 'FORM_ERROR');
  assert.equal((await write(sandbox, 'POST', { contactId: unknownId })).json.text, 'Contato não encontrado');
});

test('several contacts are added and removed at once, or none', async (t) => {
  const sandbox = await started(t);
  const { to, unreachable, instagram, contactId, unreachableContactId } = sandbox.sample;
  const added = await write(
    sandbox,
    'POST',
    { phoneNumbers: [to, unreachable], contactIds: [instagram.contactId] },
    '/batch',
  );
  assert.deepEqual([added.json.totalItems, added.json.items.length], [3, 3]);
  const lost = await write(sandbox, 'DELETE', { contactIds: [contactId, unknownId] }, '/batch');
  assert.equal(lost.json.key, 'ENTITY_NOT_FOUND');
  assert.equal((await ids(sandbox)).length, 3);
  await write(sandbox, 'DELETE', { contactIds: [contactId], phoneNumbers: [unreachable] }, '/batch');
  assert.deepEqual(await ids(sandbox), [instagram.contactId]);
  assert.equal((await ids(sandbox)).includes(unreachableContactId), false);
  assert.equal((await write(sandbox, 'POST', { contactIds: [] }, '/batch')).json.key, 'FORM_ERROR');
});

test('its contacts are paged by their own names', async (t) => {
  const sandbox = await started(t);
  const { contactId, unreachableContactId, instagram, unreachable } = sandbox.sample;
  const before = new Date(Date.now() - 1000).toISOString();
  await write(sandbox, 'POST', { phoneNumber: unreachable });
  await write(sandbox, 'POST', { contactId: instagram.contactId });
  const first = await contacts(sandbox, 'PageSize=2&OrderBy=createdAt');
  assert.deepEqual([first.totalItems, first.totalPages, first.hasMorePages], [3, 2, true]);
  assert.equal(first.items[0]?.contactId, contactId);
  const second = await contacts(sandbox, 'Page=2&PageSize=2&OrderBy=createdAt&SkipCount=true');
  assert.deepEqual([second.totalItems, second.hasMorePages, second.items.length], [0, false, 1]);
  assert.deepEqual(await ids(sandbox, 'PageSize=2&OrderBy=createdAt&NextPageToken=2&Type=Token'), [
    instagram.contactId,
  ]);
  assert.equal((await contacts(sandbox, 'NextPageToken=abc')).key, 'FORM_ERROR');
  assert.equal((await ids(sandbox, 'OrderByDesc=createdAt')).at(-1), contactId);
  assert.deepEqual(await ids(sandbox, `ContactIds=${unreachableContactId.toUpperCase()}`), [unreachableContactId]);
  assert.equal((await ids(sandbox, `TimestampField=createdAt&TimestampFilter=${before}`)).length, 2);
  assert.deepEqual(await ids(sandbox, `CreatedAt.Before=${before}`), [contactId]);
  const path = `GET /core/v1/portfolio/${sandbox.sample.portfolioId}/contact`;
  assert.deepEqual((await call(sandbox, `${path}?PageSize=101`)).status, 500);
  assert.equal((await call(sandbox, path.replace(/[^/]+\/contact$/, `${unknownId}/contact`))).status, 500);
});
