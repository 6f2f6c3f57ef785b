// Contacts that are changed: what is written, and what is left alone, as it is read back.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contactsIn, newPortfolioId, wholeContact } from './actions-support.js';
import { received, refused, rejects, started, untyped } from './support.js';

/** @import { ContactUpdateParams } from 'wts-chat' */

const { sandbox, suite, wts } = await started();
const { sample } = sandbox;
const { to, contactId, unreachable, unreachableContactId, tagIds, sequenceId } = sample;

const whole = () => wholeContact(wts, contactId);
const inSequence = () => contactsIn(wts, sequenceId);

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

suite('the other operations that change contacts', () => {
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
});
