// Sequences and who is in them.

import assert from 'node:assert/strict';
import test from 'node:test';
import { call, started, unknownId } from './support.js';

/** @import { Sandbox } from '../src/index.js' */

/** @param {Sandbox} sandbox @param {string} [query] */
const contacts = ({ sample }, query = '') => `GET /chat/v2/sequence/${sample.sequenceId}/contact?${query}`;

/** @param {Sandbox} sandbox @param {string} [query] */
async function names(sandbox, query) {
  const { json } = await call(sandbox, contacts(sandbox, query));
  return json.items.map(({ contactName }) => contactName).toSorted();
}

/** @param {Sandbox} sandbox @param {string} route @param {object} body */
const write = (sandbox, route, body) => {
  const [method, suffix = ''] = route.split(' ');
  return call(sandbox, `${method} /chat/v1/sequence/${sandbox.sample.sequenceId}/contact${suffix}`, { body });
};

test('sequences are listed by name and by contact, counted when asked', async (t) => {
  const sandbox = await started(t);
  const { sequenceId, contactId, unreachableContactId } = sandbox.sample;
  const list = async (/** @type {string} */ query) =>
    (await call(sandbox, `GET /chat/v1/sequence?${query}`)).json.items;
  assert.equal((await list('')).length, 2);
  assert.deepEqual(
    (await list('Name=boas')).map(({ id, enabled, contactExecutingCount }) => [id, enabled, contactExecutingCount]),
    [[sequenceId, true, 0]],
  );
  assert.deepEqual(
    (await list(`ContactId=${contactId}&IncludeDetails=ContactExecutingCount`)).map((one) => one.contactExecutingCount),
    [2],
  );
  assert.deepEqual(await list(`ContactId=${unreachableContactId}`), []);
});

test('the contacts of a sequence are listed with their filters', async (t) => {
  const sandbox = await started(t);
  const { contactId } = sandbox.sample;
  assert.deepEqual(await names(sandbox), ['Ana Souza', 'Carla Mendes']);
  assert.deepEqual(await names(sandbox, 'Name=carla'), ['Carla Mendes']);
  assert.deepEqual(await names(sandbox, `ContactId=${contactId}`), ['Ana Souza']);
  assert.deepEqual(await names(sandbox, 'PhoneNumber=5511999999999'), ['Ana Souza']);
  assert.deepEqual(await names(sandbox, 'CreatedAt.After=2999-01-01T00:00:00Z'), []);
  const { json } = await call(sandbox, contacts(sandbox, 'Name=ana&IncludeDetails=ContactDetails'));
  assert.equal(json.items[0]?.contactDetails.phonenumber, '+55|11999999999');
  assert.ok(!('contactDetails' in ((await call(sandbox, contacts(sandbox))).json.items[0] ?? {})));
  const lost = await call(sandbox, `GET /chat/v2/sequence/${unknownId}/contact`);
  assert.equal(lost.json.text, 'Sequência não encontrada');
});

test('a contact is added once, by id or by number, and removed', async (t) => {
  const sandbox = await started(t);
  const { unreachableContactId, unreachable } = sandbox.sample;
  const { json: added } = await write(sandbox, 'POST', { contactId: unreachableContactId });
  assert.deepEqual([added.contactName, added.origin, added.contactId], ['Bruno Lima', 'API', unreachableContactId]);
  const { json: again } = await write(sandbox, 'POST', { phoneNumber: unreachable });
  assert.deepEqual([again.id, again.createdAt], [added.id, added.createdAt]);
  assert.equal((await names(sandbox)).length, 3);
  const removed = await write(sandbox, 'DELETE', { phoneNumber: unreachable });
  assert.deepEqual([removed.status, removed.text], [200, '']);
  assert.deepEqual(await names(sandbox), ['Ana Souza', 'Carla Mendes']);

  const { json: fresh } = await write(sandbox, 'POST', { phoneNumber: '5531977776666' });
  assert.equal(sandbox.state.contact(fresh.contactId).phoneNumber, '+55|31977776666');
  for (const method of ['POST', 'DELETE']) {
    assert.equal((await write(sandbox, method, {})).json.key, 'FORM_ERROR');
    assert.equal((await write(sandbox, method, { contactId: unknownId })).json.key, 'ENTITY_NOT_FOUND');
  }
});

test('many are added and removed at once, all of them or none', async (t) => {
  const sandbox = await started(t);
  const { contactId, unreachableContactId, unreachable } = sandbox.sample;
  const lost = await write(sandbox, 'POST /batch', { contactIds: [unreachableContactId, unknownId] });
  assert.equal(lost.json.key, 'ENTITY_NOT_FOUND');
  assert.equal((await names(sandbox)).length, 2);
  const body = { contactIds: [contactId], phoneNumbers: [unreachable, '5531966665555'] };
  const { json: added } = await write(sandbox, 'POST /batch', body);
  assert.equal(added.totalItems, 3);
  assert.equal((await names(sandbox)).length, 4);
  await write(sandbox, 'DELETE /batch', body);
  assert.deepEqual(await names(sandbox), ['Carla Mendes']);
  assert.equal((await write(sandbox, 'DELETE /batch', { contactIds: [] })).json.key, 'FORM_ERROR');
});
