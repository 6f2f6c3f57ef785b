// Contacts as they are listed, found and read.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newPortfolioId } from './actions-support.js';
import { idsOf, received, refused, rejects, rows, started, unknownId, untyped } from './support.js';

const { sandbox, suite, wts } = await started();
const { sample } = sandbox;
const { to, contactId, unreachableContactId } = sample;
const carlaId = sample.instagram.contactId;

suite('contact.list', () => {
  test('lists the active contacts, newest first, with details when asked to', async () => {
    const { id } = await wts.contact.create({ name: 'Nova' });
    const all = rows(await wts.contact.list({ includeDetails: ['Tags'] }));
    assert.equal(all.length, 4);
    assert.equal(all[0]?.id, id);
    assert.deepEqual(all.find((contact) => contact.id === contactId)?.tagNames, ['VIP']);
    assert.equal(rows(await wts.contact.list())[0]?.tagNames, null);
  });

  test('lists the contacts of one status', async () => {
    await wts.contact.update({ contactId, status: 'BLOCKED' });
    assert.deepEqual(idsOf(rows(await wts.contact.list({ status: 'BLOCKED' }))), [contactId]);
    assert.ok(!idsOf(rows(await wts.contact.list())).includes(contactId));
    assert.ok(!idsOf(rows(await wts.contact.list({ status: 'ACTIVE' }))).includes(contactId));
  });

  test('pages and sorts', async () => {
    const order = { orderBy: 'name', pageSize: 2 };
    const first = await wts.contact.list(order);
    assert.deepEqual(
      rows(first).map(({ name }) => name),
      ['Ana Souza', 'Bruno Lima'],
    );
    assert.deepEqual([first.totalItems, first.totalPages, first.hasMorePages], [3, 2, true]);
    const second = await wts.contact.list({ ...order, pageNumber: 2 });
    assert.deepEqual([idsOf(rows(second)), second.hasMorePages], [[carlaId], false]);
    const [last] = rows(await wts.contact.list({ ...order, orderDirection: 'DESCENDING' }));
    assert.equal(last?.id, carlaId);
  });

  test('narrows the list by dates, given as Date or text', async () => {
    const moment = new Date();
    const { id } = await wts.contact.create({ name: 'Nova' });
    assert.deepEqual(idsOf(rows(await wts.contact.list({ createdAtAfter: moment }))), [id]);
    assert.deepEqual(idsOf(rows(await wts.contact.list({ updatedAtAfter: moment.toISOString() }))), [id]);
    const before = new Date(moment.getTime() - 1);
    assert.equal((await wts.contact.list({ createdAtBefore: before })).totalItems, 3);
    assert.equal((await wts.contact.list({ updatedAtBefore: before, createdAtAfter: moment })).totalItems, 0);
  });

  for (const nothing of /** @type {const} */ (['UNDEFINED', 'NOT_SEND', ' '])) {
    test(`${JSON.stringify(nothing)} for the status is none`, async () => {
      await untyped(wts, 'contact', 'list', { status: nothing });
      assert.deepEqual(received(sandbox).query, {});
    });
  }
});

suite('contact.get', () => {
  test('answers details only when asked to', async () => {
    const plain = await wts.contact.get({ contactId });
    assert.deepEqual([plain.name, plain.email], ['Ana Souza', 'ana@example.com']);
    assert.deepEqual([plain.tagNames, plain.customFields, plain.portfolioNames], [null, null, null]);
    const full = await wts.contact.get({ contactId, includeDetails: ['Tags', 'CustomFields', 'Portfolios'] });
    assert.deepEqual([full.tagNames, full.portfolioNames], [['VIP'], ['Clientes VIP']]);
    assert.deepEqual(full.customFields, { cidade: ['São Paulo'], nascimento: ['1990/05/17'] });
  });

  test('a contact that there is not is not found', async () => {
    assert.equal((await rejects(wts.contact.get({ contactId: unknownId }))).code, 'not_found');
    for (const id of ['', ' ', 'NOT_SEND', 'UNDEFINED']) {
      assert.deepEqual(await refused(sandbox, () => wts.contact.get({ contactId: id })), ['contactId required']);
    }
  });
});

suite('contact.getByPhone', () => {
  for (const phone of [
    '5511999999999',
    '+55 (11) 99999-9999',
    '+55|11999999999',
    '11999999999',
    ' 55.11.99999.9999 ',
  ]) {
    test(`finds ${JSON.stringify(phone)}`, async () => {
      const contact = await wts.contact.getByPhone({ phone, includeDetails: ['Tags'] });
      assert.deepEqual([contact.id, contact.tagNames, contact.customFields], [contactId, ['VIP'], null]);
    });
  }

  test('a number of nobody is not found, and a blank one is refused', async () => {
    assert.equal((await rejects(wts.contact.getByPhone({ phone: '5500000000000' }))).code, 'not_found');
    assert.deepEqual(await refused(sandbox, () => wts.contact.getByPhone({ phone: ' ' })), ['phone required']);
  });
});

suite('the other operations that read contacts', () => {
  test('filter finds contacts by what they are', async () => {
    await wts.contact.update({ contactId: carlaId, metadata: { nivel: 3 }, customFields: { cidade: 'Recife' } });
    /** @param {import('wts-chat').ContactFilterParams} params */
    const found = async (params) => idsOf(rows(await wts.contact.filter(params)));
    assert.deepEqual(await found({ name: 'bruno' }), [unreachableContactId]);
    assert.deepEqual(await found({ email: 'ana@example.com' }), [contactId]);
    assert.deepEqual(await found({ phoneNumber: to }), [contactId]);
    assert.deepEqual(await found({ instagram: 'carla.m' }), [carlaId]);
    assert.deepEqual(await found({ tagNames: ['VIP'] }), [contactId]);
    assert.deepEqual(await found({ portfolioIds: [newPortfolioId], orderBy: 'name' }), [unreachableContactId, carlaId]);
    assert.deepEqual(await found({ origin: 'CREATED_BY_USER' }), [unreachableContactId]);
    assert.deepEqual(await found({ metadata: { nivel: 3 } }), [carlaId]);
    assert.deepEqual(await found({ customFields: { cidade: 'Recife' } }), [carlaId]);
    assert.deepEqual(await found({ textFilter: 'souza' }), [contactId]);
    assert.deepEqual(await found({ createdAt: { after: new Date() } }), []);
    assert.deepEqual(await found({ status: 'BLOCKED' }), []);
    const page = await wts.contact.filter({ pageSize: 2, pageNumber: 2, orderBy: 'name', includeDetails: ['Tags'] });
    assert.deepEqual([idsOf(rows(page)), page.totalPages], [[carlaId], 2]);
    assert.deepEqual(rows(page)[0]?.tagNames, []);
  });

  test('listCustomFields answers the keys that customFields takes, flat or nested', async () => {
    const flat = await wts.contact.listCustomFields();
    assert.deepEqual(
      flat.map(({ key }) => key),
      ['cadastro', 'cidade', 'nascimento', 'plano'],
    );
    const nested = await wts.contact.listCustomFields({ nestedList: true });
    assert.deepEqual(
      nested.map(({ key, children }) => [key, children?.map((child) => child.key) ?? null]),
      [
        ['cadastro', ['cidade', 'nascimento']],
        ['plano', null],
      ],
    );
  });
});
