// Contacts that are created, or are there already, as they are read back.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contactsIn, wholeContact } from './actions-support.js';
import { refused, rejects, started, untyped } from './support.js';

const { sandbox, suite, wts } = await started();
const { sample } = sandbox;
const { to, contactId, tagIds, portfolioId, sequenceId } = sample;

const whole = (id = contactId) => wholeContact(wts, id);

suite('contact.create', () => {
  test('stores everything that is given', async () => {
    const { id } = await wts.contact.create({
      name: 'Marília Conceição',
      phoneNumber: '+55 (31) 97777-6666',
      email: 'marilia@example.com',
      instagram: 'marilia.c',
      annotation: 'Prefere manhã.\nNão ligar.',
      tagIds: [tagIds.novo],
      portfolioNames: ['clientes vip'],
      sequenceIds: [sequenceId],
      customFields: { cidade: 'Belo Horizonte', nascimento: '1985-02-03', plano: 'Completo', desconhecido: 1 },
      metadata: { pedido: 42, ativo: true, 'nota fiscal': 'A-1' },
    });
    const contact = await whole(id);
    assert.deepEqual(
      [contact.name, contact.phoneNumber, contact.email, contact.instagram, contact.annotation],
      ['Marília Conceição', '+55|31977776666', 'marilia@example.com', '@marilia.c', 'Prefere manhã.\nNão ligar.'],
    );
    assert.deepEqual([contact.tagNames, contact.portfolioIds], [['Novo'], [portfolioId]]);
    assert.deepEqual(contact.customFields, {
      cidade: ['Belo Horizonte'],
      nascimento: ['1985/02/03'],
      plano: ['Completo'],
    });
    assert.deepEqual(contact.metadata, { pedido: '42', ativo: 'true', 'nota fiscal': 'A-1' });
    assert.ok((await contactsIn(wts, sequenceId)).includes(id));
  });

  for (const [what, params, expected] of /** @type {const} */ ([
    ['name', { name: 'Só Nome' }, 'Só Nome'],
    ['phoneNumber', { phoneNumber: '5531977776666' }, '+55|31977776666'],
    ['email', { email: 'so@example.com' }, 'so@example.com'],
    ['instagram', { instagram: '@so.insta' }, '@so.insta'],
  ])) {
    test(`a contact may have nothing but ${what}`, async () => {
      const { id } = await wts.contact.create(params);
      assert.equal((await whole(id))[what], expected);
    });
  }

  test('a contact without any of the four is refused, blanks counted as nothing', async () => {
    const before = (await wts.contact.list()).totalItems;
    for (const params of [{}, { annotation: 'a' }, { name: ' ', email: '', phoneNumber: '\t', instagram: null }]) {
      assert.deepEqual(await refused(sandbox, () => untyped(wts, 'contact', 'create', params)), ['name required']);
    }
    assert.equal((await wts.contact.list()).totalItems, before);
  });

  test('metadata that is no plain value is refused by its key', async () => {
    const issues = await refused(sandbox, () =>
      untyped(wts, 'contact', 'create', { name: 'A', metadata: { certo: 1, objeto: { a: 1 }, lista: [] } }),
    );
    assert.deepEqual(issues.sort(), ['metadata.lista type', 'metadata.objeto type']);
  });

  test('a known contact is refused unless it is asked for', async () => {
    const error = await rejects(wts.contact.create({ name: 'Outra Ana', phoneNumber: to }));
    assert.equal(error.code, 'bad_request');
    assert.match(error.message, /Já existe um contato/);
    assert.equal((await whole()).name, 'Ana Souza');
  });

  test('getIfExists answers a known contact as it is', async () => {
    const before = await whole();
    const found = await wts.contact.create({ name: 'Outra Ana', phoneNumber: to, getIfExists: true });
    assert.deepEqual([found.id, found.name], [contactId, 'Ana Souza']);
    assert.deepEqual(await whole(), before);
  });

  test('upsert changes a known contact, found by any address', async () => {
    const before = await whole();
    const found = await wts.contact.create({
      email: 'ANA@example.com',
      name: 'Ana S. Lima',
      metadata: { origem: 'loja' },
      upsert: true,
    });
    assert.equal(found.id, contactId);
    assert.deepEqual(await whole(), {
      ...before,
      name: 'Ana S. Lima',
      email: 'ANA@example.com',
      metadata: { origem: 'loja' },
    });
  });

  test('upsertFields limits what an upsert changes', async () => {
    const before = await whole();
    await wts.contact.create({
      phoneNumber: to,
      name: 'Trocado',
      annotation: 'Anotado',
      upsert: true,
      upsertFields: ['Annotation'],
    });
    assert.deepEqual(await whole(), { ...before, annotation: 'Anotado' });
  });

  for (const [operation, tags] of /** @type {const} */ ([
    ['INSERTIFNOTEXISTS', ['VIP', 'Novo']],
    ['DELETEIFEXISTS', []],
    ['REPLACEALL', ['VIP', 'Novo']],
    [undefined, ['VIP', 'Novo']],
  ])) {
    test(`upsertTagOperation ${operation ?? 'by default'}`, async () => {
      await wts.contact.create({
        phoneNumber: to,
        tagNames: ['VIP', 'Novo'],
        upsert: true,
        upsertTagOperation: operation,
      });
      assert.deepEqual((await whole()).tagNames, tags);
    });
  }
});

suite('the other operations that create contacts', () => {
  test('saveMany creates the new ones and updates the known ones', async () => {
    const saved = await wts.contact.saveMany({
      items: [
        { name: 'Nova', phoneNumber: '5531977776666', metadata: { lote: 1 } },
        { name: 'Ana da Silva', phoneNumber: to, annotation: 'não escrita' },
      ],
      upsert: true,
      upsertFields: ['Name'],
    });
    assert.equal(saved[1]?.id, contactId);
    const [created, updated] = [await whole(saved[0]?.id), await whole()];
    assert.deepEqual([created.name, created.phoneNumber, created.metadata], ['Nova', '+55|31977776666', { lote: '1' }]);
    assert.deepEqual([updated.name, updated.annotation], ['Ana da Silva', null]);
  });

  test('saveMany takes from 1 to 100 contacts that can be told apart', async () => {
    const issues = await refused(sandbox, () =>
      untyped(wts, 'contact', 'saveMany', { items: [{ name: 'A' }, { annotation: 'b' }] }),
    );
    assert.deepEqual(issues, ['items[1].name required']);
    const many = Array.from({ length: 101 }, (_, at) => ({ name: `Contato ${at}` }));
    assert.deepEqual(await refused(sandbox, () => wts.contact.saveMany({ items: many })), ['items length']);
    await wts.contact.saveMany({ items: many.slice(1) });
    assert.equal((await wts.contact.list()).totalItems, 103);
  });

  test('getOrCreate finds a known contact unchanged, and creates another', async () => {
    const before = await whole();
    const found = await wts.contact.getOrCreate({ phoneNumber: to, name: 'Trocado' });
    assert.equal(found.id, contactId);
    assert.deepEqual(await whole(), before);
    const created = await wts.contact.getOrCreate({ email: 'nova@example.com', name: 'Nova' });
    assert.deepEqual([(await whole(created.id)).name, (await whole(created.id)).email], ['Nova', 'nova@example.com']);
  });
});
