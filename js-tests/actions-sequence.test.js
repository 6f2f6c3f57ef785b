// Sequences: who is in them after each change.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { idsOf, received, refused, rejects, rows, started, unknownId, untyped } from './support.js';

const { sandbox, suite, wts } = await started();
const { sequenceId, contactId, to, unreachable, unreachableContactId, instagram } = sandbox.sample;
const carlaId = instagram.contactId;

/** The names of the contacts in the sequence, sorted. */
async function members() {
  const page = await wts.sequence.listContacts({ sequenceId });
  return rows(page)
    .map(({ contactName }) => contactName)
    .sort();
}

suite('sequence.addContact', () => {
  for (const [by, contact] of Object.entries({
    'its id': { contactId: unreachableContactId },
    'its number': { phoneNumber: '+55 (21) 98888-7777' },
    'its number, nothing chosen as id': { contactId: 'NOT_SEND', phoneNumber: unreachable },
    'its id, a blank number': { contactId: unreachableContactId, phoneNumber: ' ' },
  })) {
    test(`adds a contact by ${by}`, async () => {
      await untyped(wts, 'sequence', 'addContact', { sequenceId, ...contact });
      assert.deepEqual(await members(), ['Ana Souza', 'Bruno Lima', 'Carla Mendes']);
    });
  }

  test('a contact who is in it already begins anew', async () => {
    const moment = new Date().toISOString();
    const { lastAddedAt } = await wts.sequence.addContact({ sequenceId, contactId });
    assert.ok(`${lastAddedAt}` >= moment);
    assert.deepEqual(await members(), ['Ana Souza', 'Carla Mendes']);
  });

  test('one contact is wanted, by one name', async () => {
    const none = await refused(sandbox, () => untyped(wts, 'sequence', 'addContact', { sequenceId, contactId: ' ' }));
    assert.deepEqual(none, ['contactId required']);
    const both = { sequenceId, contactId, phoneNumber: unreachable };
    assert.deepEqual(await refused(sandbox, () => untyped(wts, 'sequence', 'addContact', both)), [
      'phoneNumber conflict',
    ]);
    const nowhere = { sequenceId: 'UNDEFINED', contactId };
    assert.deepEqual(await refused(sandbox, () => wts.sequence.addContact(nowhere)), ['sequenceId required']);
    assert.deepEqual(await members(), ['Ana Souza', 'Carla Mendes']);
  });

  test('a contact that there is not is not found', async () => {
    assert.equal((await rejects(wts.sequence.addContact({ sequenceId, contactId: unknownId }))).code, 'not_found');
  });
});

suite('sequence.addContacts', () => {
  test('adds contacts by ids and by numbers together', async () => {
    const { id } = await wts.contact.create({ name: 'Zélia', email: 'zelia@example.com' });
    const added = await wts.sequence.addContacts({ sequenceId, contactIds: [id], phoneNumbers: ['+55 21 98888-7777'] });
    assert.deepEqual(received(sandbox).body, { contactIds: [id], phoneNumbers: [unreachable] });
    assert.equal(rows(added).length, 2);
    assert.deepEqual(await members(), ['Ana Souza', 'Bruno Lima', 'Carla Mendes', 'Zélia']);
  });

  test('an empty list, or one with a hole, is refused', async () => {
    /** @param {object} params */
    const issues = (params) =>
      refused(sandbox, () => untyped(wts, 'sequence', 'addContacts', { sequenceId, ...params }));
    assert.deepEqual(await issues({}), ['contactIds required']);
    assert.deepEqual(await issues({ contactIds: [] }), ['contactIds length']);
    assert.deepEqual(await issues({ contactIds: [contactId, 'NOT_SEND'] }), ['contactIds[1] required']);
    assert.deepEqual(await issues({ phoneNumbers: [' '] }), ['phoneNumbers[0] required']);
  });
});

suite('sequence.removeContact', () => {
  for (const [by, contact] of Object.entries({
    'its id': { contactId },
    'its number': { phoneNumber: '+55|11999999999' },
  })) {
    test(`removes a contact by ${by}, and no other`, async () => {
      const answer = await untyped(wts, 'sequence', 'removeContact', { sequenceId, ...contact });
      assert.equal(answer, null);
      assert.deepEqual(await members(), ['Carla Mendes']);
    });
  }

  test('one contact is wanted', async () => {
    assert.deepEqual(await refused(sandbox, () => untyped(wts, 'sequence', 'removeContact', { sequenceId })), [
      'contactId required',
    ]);
    assert.deepEqual(await members(), ['Ana Souza', 'Carla Mendes']);
  });
});

suite('sequence.removeContacts', () => {
  test('removes contacts by ids and by numbers together', async () => {
    await wts.sequence.addContact({ sequenceId, contactId: unreachableContactId });
    await wts.sequence.removeContacts({ sequenceId, contactIds: [carlaId], phoneNumbers: [to] });
    assert.deepEqual(await members(), ['Bruno Lima']);
  });

  test('some contact is wanted', async () => {
    const none = { sequenceId, contactIds: null, phoneNumbers: undefined };
    assert.deepEqual(await refused(sandbox, () => untyped(wts, 'sequence', 'removeContacts', none)), [
      'contactIds required',
    ]);
    assert.deepEqual(await members(), ['Ana Souza', 'Carla Mendes']);
  });
});

suite('sequence.list', () => {
  test('narrows the list by name and by who is in it', async () => {
    /** @param {import('wts-chat').SequenceListParams} [params] */
    const found = async (params) => rows(await wts.sequence.list(params)).map(({ name }) => name);
    assert.deepEqual(await found({ orderBy: 'name' }), ['Boas-vindas', 'Reativação de clientes']);
    assert.deepEqual(await found({ name: 'reativa' }), ['Reativação de clientes']);
    assert.deepEqual(await found({ contactId: unreachableContactId }), []);
    await wts.sequence.addContact({ sequenceId, contactId: unreachableContactId });
    assert.deepEqual(await found({ contactId: unreachableContactId }), ['Boas-vindas']);
    assert.deepEqual(await found({ createdAtAfter: new Date() }), []);
    assert.deepEqual(await found({ orderBy: 'name', pageSize: 1, pageNumber: 2 }), ['Reativação de clientes']);
  });

  test('counts the contacts when asked to', async () => {
    const counts = async () => {
      const page = await wts.sequence.list({ name: 'Boas', includeDetails: ['ContactExecutingCount'] });
      return rows(page).map(({ contactExecutingCount }) => contactExecutingCount);
    };
    assert.deepEqual(await counts(), [2]);
    await wts.sequence.removeContact({ sequenceId, contactId });
    assert.deepEqual(await counts(), [1]);
  });
});

suite('sequence.listContacts', () => {
  test('narrows the list by name, id and number', async () => {
    /** @param {Omit<import('wts-chat').SequenceListContactsParams, 'sequenceId'>} params */
    const found = async (params) =>
      rows(await wts.sequence.listContacts({ sequenceId, ...params })).map((member) => member.contactId);
    assert.deepEqual(await found({ name: 'ana' }), [contactId]);
    assert.deepEqual(await found({ contactId: carlaId }), [carlaId]);
    assert.deepEqual(await found({ phoneNumber: '+55 (11) 99999-9999' }), [contactId]);
    assert.deepEqual(await found({ contactId: unreachableContactId }), []);
    assert.deepEqual(await found({ orderBy: 'contactName', orderDirection: 'DESCENDING', pageSize: 1 }), [carlaId]);
  });

  test('answers who the contacts are when asked to', async () => {
    const [plain] = rows(await wts.sequence.listContacts({ sequenceId, contactId }));
    assert.deepEqual([plain?.contactName, plain?.contactDetails], ['Ana Souza', undefined]);
    const [full] = rows(await wts.sequence.listContacts({ sequenceId, contactId, includeDetails: ['ContactDetails'] }));
    assert.deepEqual(
      [full?.contactDetails?.phonenumber, full?.contactDetails?.email],
      ['+55|11999999999', 'ana@example.com'],
    );
  });

  test('a sequence is required, and may be none that there is', async () => {
    assert.deepEqual(await refused(sandbox, () => wts.sequence.listContacts({ sequenceId: 'NOT_SEND' })), [
      'sequenceId required',
    ]);
    assert.equal((await rejects(wts.sequence.listContacts({ sequenceId: unknownId }))).code, 'not_found');
    assert.ok(idsOf(rows(await wts.sequence.list())).includes(sequenceId));
  });
});
