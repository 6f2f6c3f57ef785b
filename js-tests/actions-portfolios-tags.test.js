// Portfolios, tags and custom fields: what is created and changed, as it is read back.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { later } from './actions-support.js';
import { refused, rejects, rows, started, unknownId, untyped } from './support.js';

const { sandbox, suite, wts } = await started();
const { sample } = sandbox;
const { to, contactId, departmentId, supportDepartmentId, tagIds, portfolioId, unreachable } = sample;
const { unreachableContactId, panelId } = sample;
const carlaId = sample.instagram.contactId;

suite('portfolio', () => {
  const members = async (params = {}) =>
    rows(await wts.portfolio.listContacts({ portfolioId, ...params })).map((member) => member.contactId);

  test('list answers departments and counts when asked to', async () => {
    const [plain] = rows(await wts.portfolio.list({ orderBy: 'name' }));
    assert.deepEqual([plain?.name, plain?.departments], ['Clientes VIP', null]);
    const page = await wts.portfolio.list({ orderBy: 'name', includeDetails: ['Departments', 'ContactCount'] });
    assert.deepEqual(
      rows(page).map(({ name, contactsCount, departments }) => [name, contactsCount, departments?.[0]?.departmentId]),
      [
        ['Clientes VIP', 1, departmentId],
        ['Novos contatos', 2, supportDepartmentId],
      ],
    );
  });

  test('addContact and removeContact take an id or a number', async () => {
    await wts.portfolio.addContact({ portfolioId, contactId: carlaId });
    await wts.portfolio.addContact({ portfolioId, phoneNumber: '+55 (21) 98888-7777' });
    assert.deepEqual((await members()).sort(), [contactId, unreachableContactId, carlaId].sort());
    await wts.portfolio.removeContact({ portfolioId, phoneNumber: to });
    await wts.portfolio.removeContact({ portfolioId, contactId: carlaId });
    assert.deepEqual(await members(), [unreachableContactId]);
    const { portfolioNames } = await wts.contact.get({ contactId, includeDetails: ['Portfolios'] });
    assert.deepEqual(portfolioNames, []);
  });

  test('addContacts and removeContacts take ids and numbers together', async () => {
    await wts.portfolio.addContacts({ portfolioId, contactIds: [carlaId], phoneNumbers: [unreachable] });
    assert.equal((await members()).length, 3);
    await wts.portfolio.removeContacts({ portfolioId, contactIds: [contactId, carlaId], phoneNumbers: [unreachable] });
    assert.deepEqual(await members(), []);
  });

  test('one contact, or some, are wanted', async () => {
    for (const operation of ['addContact', 'removeContact']) {
      const both = { portfolioId, contactId, phoneNumber: to };
      const call = (/** @type {object} */ params) =>
        refused(sandbox, () => untyped(wts, 'portfolio', operation, params));
      assert.deepEqual(await call({ portfolioId, contactId: 'NOT_SEND' }), ['contactId required']);
      assert.deepEqual(await call(both), ['phoneNumber conflict']);
    }
    for (const operation of ['addContacts', 'removeContacts']) {
      const call = () => untyped(wts, 'portfolio', operation, { portfolioId });
      assert.deepEqual(await refused(sandbox, call), ['contactIds required']);
    }
    assert.deepEqual(await members(), [contactId]);
  });

  test('listContacts pages in its own way', async () => {
    await wts.portfolio.addContacts({ portfolioId, contactIds: [unreachableContactId, carlaId] });
    const order = { orderBy: 'createdAt', pageSize: 1 };
    assert.deepEqual(await members({ ...order, page: 1 }), [contactId]);
    assert.deepEqual(await members({ pageSize: 2, page: 2, orderByDesc: 'createdAt' }), [contactId]);
    assert.deepEqual(await members({ contactIds: [carlaId, unknownId] }), [carlaId]);
    assert.deepEqual(await members({ createdAtBefore: later(-1) }), [contactId]);
    const counted = await wts.portfolio.listContacts({ portfolioId, ...order });
    assert.deepEqual([counted.totalItems, counted.totalPages, counted.hasMorePages], [3, 3, true]);
    assert.equal((await wts.portfolio.listContacts({ portfolioId, skipCount: true })).totalItems, 0);
    assert.equal(rows(counted)[0]?.contactDetails?.email, 'ana@example.com');
  });
});

suite('tag', () => {
  /** Names and colors. */
  const tags = async () => (await wts.tag.list()).map(({ name, color }) => `${name} ${color}`).sort();
  const others = ['Inadimplente RED_400', 'Newsletter SKY_300', 'Novo YELLOW_200'];

  test('create adds a tag, with a color or the default one, that contacts can carry', async () => {
    const { id } = await wts.tag.create({ name: 'Ação', color: 'PURPLE_300' });
    await wts.tag.create({ name: 'Sem cor', color: undefined });
    assert.deepEqual(await tags(), ['Ação PURPLE_300', ...others, 'Sem cor GRAY_600', 'VIP GREEN_500'].sort());
    await wts.contact.updateTags({ contactId, tagIds: [id] });
    const { tagNames } = await wts.contact.get({ contactId, includeDetails: ['Tags'] });
    assert.deepEqual(tagNames, ['VIP', 'Ação']);
    assert.equal((await rejects(wts.tag.create({ name: 'vip' }))).code, 'bad_request');
    assert.deepEqual(await refused(sandbox, () => wts.tag.create({ name: ' ' })), ['name required']);
  });

  test('update changes the name and leaves the color unless it is given', async () => {
    await wts.tag.update({ tagId: tagIds.vip, name: 'Ouro' });
    assert.ok((await tags()).includes('Ouro GREEN_500'));
    await wts.tag.update({ tagId: tagIds.vip, name: 'Ouro', color: 'YELLOW_500' });
    assert.deepEqual(await tags(), [...others, 'Ouro YELLOW_500'].sort());
  });

  test('delete leaves a tag in use, unless it is taken off its contacts', async () => {
    assert.equal(await wts.tag.delete({ tagId: tagIds.novo }), null);
    assert.equal((await rejects(wts.tag.delete({ tagId: tagIds.vip }))).code, 'bad_request');
    assert.deepEqual(await tags(), ['Inadimplente RED_400', 'Newsletter SKY_300', 'VIP GREEN_500']);
    await wts.tag.delete({ tagId: tagIds.vip, removeFromContacts: true });
    assert.deepEqual(await tags(), ['Inadimplente RED_400', 'Newsletter SKY_300']);
    assert.deepEqual((await wts.contact.get({ contactId, includeDetails: ['Tags'] })).tagIds, []);
  });

  test('listColors answers every color that create takes', async () => {
    const colors = await wts.tag.listColors();
    assert.equal(colors.length, 54);
    for (const { color } of [colors[0], colors[53]].flatMap((one) => one ?? [])) {
      const { id } = await wts.tag.create({ name: color, color: /** @type {'RED_100'} */ (color) });
      assert.equal((await wts.tag.list()).find((tag) => tag.id === id)?.color, color);
    }
    assert.match(colors[0]?.bgColor ?? '', /^#[0-9A-F]{6}$/);
  });
});

suite('customField.list', () => {
  test('lists the fields of contacts or of panels, flat or nested', async () => {
    /** @param {import('wts-chat').CustomFieldListParams} [params] */
    const keys = async (params) => (await wts.customField.list(params)).map(({ key }) => key);
    assert.deepEqual(await keys(), ['cadastro', 'cidade', 'nascimento', 'plano']);
    assert.deepEqual(await keys({ entityType: 'CONTACT', nestedList: true }), ['cadastro', 'plano']);
    assert.deepEqual(await keys({ entityType: 'PANEL', nestedList: true }), ['negocio', 'parcelas', 'origem']);
    const panelFields = await wts.customField.list({ entityType: 'PANEL' });
    assert.equal(panelFields.filter(({ scopeId }) => scopeId === panelId).length, 4);
  });
});
