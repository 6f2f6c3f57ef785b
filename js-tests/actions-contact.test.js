// Contacts: what is created and changed, as it is read back.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { idsOf, received, refused, rejects, rows, started, unknownId, untyped } from './support.js';

/** @import { ContactUpdateParams } from 'wts-chat' */

const { sandbox, suite, wts } = await started();
const { sample } = sandbox;
const { to, contactId, unreachable, unreachableContactId, tagIds, portfolioId, sequenceId } = sample;
const carlaId = sample.instagram.contactId;
const newPortfolioId = '2c4e6a81-3b5d-4f70-9c1e-0d2f4b6c8902';

/** A contact with everything that can be seen of it, but the time of the last change. */
async function whole(id = contactId) {
  const { updatedAt: _, ...contact } = await wts.contact.get({
    contactId: id,
    includeDetails: ['Tags', 'CustomFields', 'Portfolios'],
  });
  return contact;
}

/** The contacts of the sequence. */
const inSequence = async () => rows(await wts.sequence.listContacts({ sequenceId })).map(({ contactId }) => contactId);

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
    assert.ok((await inSequence()).includes(id));
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

suite('contact.update', () => {
  /** @type {[Omit<ContactUpdateParams, 'contactId'>, string[], object][]} params, fields, what is read back */
  const cases = [
    [{ name: 'Ana Maria' }, ['Name'], { name: 'Ana Maria' }],
    [
      { phoneNumber: '+55 31 97777-6666' },
      ['PhoneNumber'],
      { phoneNumber: '+55|31977776666', phoneNumberFormatted: '(31) 97777-6666' },
    ],
    [{ email: 'nova@example.com' }, ['Email'], { email: 'nova@example.com' }],
    [{ instagram: 'ana.s' }, ['Instagram'], { instagram: '@ana.s' }],
    [{ annotation: 'Anotação' }, ['Annotation'], { annotation: 'Anotação' }],
    [{ status: 'ARCHIVED' }, ['Status'], { status: 'ARCHIVED' }],
    [{ tagIds: [tagIds.novo] }, ['Tags'], { tagIds: [tagIds.vip, tagIds.novo], tagNames: ['VIP', 'Novo'] }],
    [{ tagNames: ['Novo'] }, ['Tags'], { tagIds: [tagIds.vip, tagIds.novo], tagNames: ['VIP', 'Novo'] }],
    [
      { portfolioIds: [newPortfolioId] },
      ['Portfolio'],
      { portfolioIds: [newPortfolioId], portfolioNames: ['Novos contatos'] },
    ],
    [
      { portfolioNames: ['Novos contatos'] },
      ['Portfolio'],
      { portfolioIds: [newPortfolioId], portfolioNames: ['Novos contatos'] },
    ],
    [
      { customFields: { plano: 'Básico' } },
      ['CustomFields'],
      { customFields: { cidade: ['São Paulo'], nascimento: ['1990/05/17'], plano: ['Básico'] } },
    ],
    [{ metadata: { score: 7.5 } }, ['Metadata'], { metadata: { score: '7.5' } }],
    [
      { utm: { source: 'google', campaign: 'natal', referralUrl: 'https://example.com' } },
      ['Utm'],
      { utm: { source: 'google', campaign: 'natal', referralUrl: 'https://example.com' } },
    ],
    [
      { name: 'Ana Maria', email: null, annotation: 'Mudou', metadata: { a: 'b' } },
      ['Name', 'Email', 'Annotation', 'Metadata'],
      { name: 'Ana Maria', email: null, annotation: 'Mudou', metadata: { a: 'b' } },
    ],
  ];
  for (const [params, fields, expected] of cases) {
    test(`${Object.keys(params).join(', ')}: written, and the rest left alone`, async () => {
      const before = await whole();
      await wts.contact.update({ contactId, ...params });
      const { route, body } = received(sandbox);
      assert.equal(route, `PUT /core/v2/contact/${contactId}`);
      assert.deepEqual(Object(body).fields.toSorted(), fields.toSorted());
      assert.deepEqual(await whole(), { ...before, ...expected });
    });
  }

  test('sequenceIds puts the contact into sequences', async () => {
    assert.ok(!(await inSequence()).includes(unreachableContactId));
    await wts.contact.update({ contactId: unreachableContactId, sequenceIds: [sequenceId] });
    assert.ok((await inSequence()).includes(unreachableContactId));
  });

  test('pictureUrl is seen in the session', async () => {
    await wts.contact.update({ contactId, pictureUrl: 'https://example.com/ana.png' });
    const session = await wts.session.get({ sessionId: sample.sessionId, includeDetails: ['ContactDetails'] });
    assert.equal(session.contactDetails?.pictureUrl, 'https://example.com/ana.png');
  });

  for (const [property, field] of /** @type {const} */ ([
    ['name', 'Name'],
    ['phoneNumber', 'PhoneNumber'],
    ['email', 'Email'],
    ['instagram', 'Instagram'],
    ['annotation', 'Annotation'],
  ])) {
    test(`null clears ${property}`, async () => {
      await wts.contact.update({ contactId, instagram: 'ana.s', annotation: 'a' });
      const before = await whole();
      await wts.contact.update({ contactId, [property]: null });
      assert.deepEqual(received(sandbox).body, { [property]: null, fields: [field] });
      const cleared = property === 'phoneNumber' ? { phoneNumber: null, phoneNumberFormatted: null } : {};
      assert.deepEqual(await whole(), { ...before, [property]: null, ...cleared });
    });
  }

  test('null clears portfolios', async () => {
    await wts.contact.update({ contactId, portfolioIds: null });
    assert.deepEqual((await whole()).portfolioIds, []);
  });

  test('null clears tags', async () => {
    await wts.contact.update({ contactId, tagIds: null });
    assert.deepEqual((await whole()).tagIds, []);
  });

  test('null clears custom fields', async () => {
    await wts.contact.update({ contactId, customFields: null });
    assert.deepEqual((await whole()).customFields, {});
  });

  test('null clears metadata', async () => {
    await wts.contact.update({ contactId, metadata: { a: 1 } });
    await wts.contact.update({ contactId, metadata: null });
    assert.deepEqual((await whole()).metadata, {});
  });

  test('null clears one custom field', async () => {
    await wts.contact.update({ contactId, customFields: { cidade: null } });
    assert.deepEqual((await whole()).customFields, { nascimento: ['1990/05/17'] });
  });

  test('metadata is changed key by key, and null removes one', async () => {
    await wts.contact.update({ contactId, metadata: { a: 1, b: 'b', c: true } });
    await wts.contact.update({ contactId, metadata: { a: null, b: 'B', d: false } });
    assert.deepEqual((await whole()).metadata, { b: 'B', c: 'true', d: 'false' });
  });

  test('metadata that is no plain value is refused by its key', async () => {
    const issues = await refused(sandbox, () =>
      untyped(wts, 'contact', 'update', { contactId, metadata: { a: null, b: {}, c: [1], d: 1 } }),
    );
    assert.deepEqual(issues.sort(), ['metadata.b type', 'metadata.c type']);
  });

  for (const [operation, before, tags] of /** @type {const} */ ([
    ['InsertIfNotExists', ['VIP'], ['VIP', 'Novo', 'Newsletter']],
    ['ReplaceAll', ['VIP'], ['Novo', 'Newsletter']],
    ['DeleteIfExists', ['VIP', 'Novo'], ['VIP']],
  ])) {
    test(`tagsOperation ${operation}`, async () => {
      await wts.contact.update({ contactId, tagNames: [...before] });
      await wts.contact.update({ contactId, tagNames: ['Novo', 'Newsletter'], tagsOperation: operation });
      assert.deepEqual((await whole()).tagNames, tags);
    });
  }

  test("the caller's own fields are sent, and nothing else is written", async () => {
    const before = await whole();
    await wts.contact.update({ contactId, name: 'Ana Maria', annotation: 'a', email: null, fields: ['Annotation'] });
    assert.deepEqual(Object(received(sandbox).body).fields, ['Annotation']);
    assert.deepEqual(await whole(), { ...before, annotation: 'a' });
  });

  test('undefined, blank and nothing chosen are left alone', async () => {
    const before = await whole();
    await untyped(wts, 'contact', 'update', {
      contactId,
      name: 'Ana Maria',
      email: undefined,
      annotation: '  ',
      status: 'NOT_SEND',
    });
    assert.deepEqual(received(sandbox).body, { name: 'Ana Maria', fields: ['Name'] });
    assert.deepEqual(await whole(), { ...before, name: 'Ana Maria' });
  });

  test('nothing to change is refused', async () => {
    for (const params of [
      {},
      { name: ' ' },
      { status: 'NOT_SEND' },
      { tagsOperation: 'ReplaceAll' },
      { email: undefined },
    ]) {
      const issues = await refused(sandbox, () => untyped(wts, 'contact', 'update', { contactId, ...params }));
      assert.deepEqual(issues, ['fields required']);
    }
  });

  test("another contact's number is not taken over", async () => {
    const error = await rejects(wts.contact.update({ contactId, phoneNumber: unreachable, name: 'Bruno' }));
    assert.equal(error.code, 'bad_request');
    assert.deepEqual([(await whole()).name, (await whole()).phoneNumber], ['Ana Souza', '+55|11999999999']);
  });
});

suite('the other operations of contacts', () => {
  test('updateByPhone changes what is given', async () => {
    const before = await whole();
    await wts.contact.updateByPhone({ phone: '+55 (11) 99999-9999', name: 'Ana Maria', email: null });
    assert.deepEqual(Object(received(sandbox).body).fields.toSorted(), ['Email', 'Name']);
    assert.deepEqual(await whole(), { ...before, name: 'Ana Maria', email: null });
  });

  test('updateTags and updateTagsByPhone add, remove and replace', async () => {
    const tags = async () => (await whole()).tagNames;
    await wts.contact.updateTags({ contactId, tagIds: [tagIds.novo] });
    assert.deepEqual(await tags(), ['VIP', 'Novo']);
    await wts.contact.updateTags({ contactId, tagNames: ['VIP'], operation: 'DeleteIfExists' });
    assert.deepEqual(await tags(), ['Novo']);
    await wts.contact.updateTagsByPhone({ phone: to, tagNames: ['Newsletter'], operation: 'InsertIfNotExists' });
    assert.deepEqual(await tags(), ['Novo', 'Newsletter']);
    await wts.contact.updateTagsByPhone({ phone: to, tagIds: [tagIds.vip], operation: 'ReplaceAll' });
    assert.deepEqual(await tags(), ['VIP']);
  });

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

  test('getOrCreate finds a known contact unchanged, and creates another', async () => {
    const before = await whole();
    const found = await wts.contact.getOrCreate({ phoneNumber: to, name: 'Trocado' });
    assert.equal(found.id, contactId);
    assert.deepEqual(await whole(), before);
    const created = await wts.contact.getOrCreate({ email: 'nova@example.com', name: 'Nova' });
    assert.deepEqual([(await whole(created.id)).name, (await whole(created.id)).email], ['Nova', 'nova@example.com']);
  });
});
