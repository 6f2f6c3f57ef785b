// Contacts and sequences: every action with two items.

import assert from 'node:assert/strict';
import { it } from 'node:test';
import { byId, pairs, performer, started } from './chat.js';

const both = await started();
const { sandbox } = both;
const { sample, state } = sandbox;
const perform = performer(both);

const { contactId: anaId, unreachableContactId: brunoId } = sample;
const people = [{ contactId: anaId }, { contactId: brunoId }];
const chosen = byId('={{ $json.contactId }}');

const sequences = [...state.sequences.keys()].map((sequenceId) => ({ sequenceId }));
const { sequenceId } = sample;

/** How all entries are asked for, so that none is missed while others are made. */
const ALL = 'OrderBy=createdAt&OrderDirection=ASCENDING&PageNumber=1&PageSize=100';

/** Who is in the sequence. */
const inSequence = () =>
  [...state.sequenceContacts.values()].filter((one) => one.sequenceId === sequenceId).map((one) => one.contactId);

it('contact.create', async () => {
  const given = [
    { name: 'João Pereira', phone: '+55 (19) 98888-1234', city: 'Campinas' },
    { name: 'Lia Costa', phone: '+55 (19) 98888-5678', city: 'Santos' },
  ];
  const run = await perform(
    'contact.create',
    {
      ...{ name: '={{ $json.name }}', phoneNumber: '={{ $json.phone }}' },
      additionalFields: {
        tagNames: ['Novo', 'VIP'],
        customFields: pairs({ cidade: '={{ $json.city }}' }),
        upsert: true,
      },
    },
    given,
    given.map(({ name, phone, city }) => [
      'POST /core/v1/contact',
      {
        ...{
          name,
          phoneNumber: phone.replaceAll(/\D/g, ''),
          tagNames: ['Novo', 'VIP'],
          customFields: { cidade: city },
        },
        options: { upsert: true },
      },
    ]),
  );
  const made = run.json('WTS').map(({ id }) => state.contacts.get(`${id}`)?.name);
  assert.deepEqual(made, ['João Pereira', 'Lia Costa']);
});

it('contact.get', async () => {
  const run = await perform(
    'contact.get',
    { contactId: chosen, additionalFields: { includeDetails: ['Tags'] } },
    people,
    people.map((one) => [`GET /core/v1/contact/${one.contactId}?IncludeDetails=Tags`]),
  );
  assert.deepEqual(
    run.json('WTS').map(({ name }) => name),
    ['Ana Souza', 'Bruno Lima'],
  );
});

it('contact.getByPhone', async () => {
  const given = [{ phone: sample.to }, { phone: sample.unreachable }];
  const run = await perform(
    'contact.getByPhone',
    { phone: '={{ $json.phone }}', simplify: true },
    given,
    given.map(({ phone }) => [`GET /core/v1/contact/phonenumber/${phone}`]),
  );
  assert.deepEqual(
    run.json('WTS').map(({ id }) => id),
    [anaId, brunoId],
  );
});

it('contact.list', async () => {
  const given = [{ direction: 'ASCENDING' }, { direction: 'DESCENDING' }];
  const run = await perform(
    'contact.list',
    { returnAll: false, limit: 2, filters: { orderBy: 'name', orderDirection: '={{ $json.direction }}' } },
    given,
    given.map(({ direction }) => [
      `GET /core/v1/contact?OrderBy=name&OrderDirection=${direction}&PageNumber=1&PageSize=2`,
    ]),
    [2, 2],
  );
  assert.deepEqual(
    run.json('WTS').map(({ name }) => name),
    ['Ana Souza', 'Bruno Lima', 'Carla Mendes', 'Bruno Lima'],
  );
});

it('contact.update', async () => {
  const given = [
    { contactId: anaId, email: 'ana@example.org' },
    { contactId: brunoId, email: 'bruno@example.org' },
  ];
  await perform(
    'contact.update',
    { contactId: chosen, updateFields: { email: '={{ $json.email }}', annotation: '' } },
    given,
    given.map(({ contactId, email }) => [
      `PUT /core/v2/contact/${contactId}`,
      { fields: ['Email', 'Annotation'], email, annotation: null },
    ]),
  );
  assert.equal(state.contacts.get(brunoId)?.email, 'bruno@example.org');
});

it('sequence.list', async () => {
  const given = [{ name: 'Boas-vindas' }, { name: 'Reativação' }];
  const run = await perform(
    'sequence.list',
    { returnAll: true, filters: { name: '={{ $json.name }}' } },
    given,
    given.map(({ name }) => [`GET /chat/v1/sequence?Name=${name}&${ALL}`]),
  );
  assert.deepEqual(
    run.json('WTS').map(({ name }) => name),
    ['Boas-vindas', 'Reativação de clientes'],
  );
});

it('sequence.listContacts', async () => {
  await perform(
    'sequence.listContacts',
    { sequenceId: '={{ $json.sequenceId }}', returnAll: true },
    sequences,
    sequences.map((one) => [`GET /chat/v2/sequence/${one.sequenceId}/contact?${ALL}`]),
    [2, 0],
  );
});

it('sequence.addContact, by id and by phone number', async () => {
  const given = [
    { contactId: brunoId, phone: '' },
    { contactId: '', phone: '5511977776666' },
  ];
  await perform(
    'sequence.addContact',
    { sequenceId, contactId: chosen, phoneNumber: '={{ $json.phone }}' },
    given,
    [{ contactId: brunoId }, { phoneNumber: '5511977776666' }].map((who) => [
      `POST /chat/v1/sequence/${sequenceId}/contact`,
      who,
    ]),
  );
  assert.equal(inSequence().length, 4);
});

it('sequence.addContacts', async () => {
  const given = [
    { contactIds: [brunoId], phones: '' },
    { contactIds: [], phones: '5511977776666, 5511977775555' },
  ];
  await perform(
    'sequence.addContacts',
    { sequenceId, contactIds: '={{ $json.contactIds }}', phoneNumbers: '={{ $json.phones }}' },
    given,
    [{ contactIds: [brunoId] }, { phoneNumbers: ['5511977776666', '5511977775555'] }].map((who) => [
      `POST /chat/v1/sequence/${sequenceId}/contact/batch`,
      who,
    ]),
  );
  assert.equal(inSequence().length, 5);
});

const members = [...state.sequenceContacts.values()].map(({ contactId }) => ({ contactId }));

it('sequence.removeContact', async () => {
  const run = await perform(
    'sequence.removeContact',
    { sequenceId, contactId: chosen },
    members,
    members.map((who) => [`DELETE /chat/v1/sequence/${sequenceId}/contact`, who]),
  );
  assert.deepEqual(
    run.json('WTS'),
    members.map((who) => ({ success: true, sequenceId, ...who })),
  );
  assert.deepEqual(inSequence(), []);
});

it('sequence.removeContacts', async () => {
  await perform(
    'sequence.removeContacts',
    { sequenceId, contactIds: ['={{ $json.contactId }}'] },
    members,
    members.map(({ contactId }) => [
      `DELETE /chat/v1/sequence/${sequenceId}/contact/batch`,
      { contactIds: [contactId] },
    ]),
  );
  assert.deepEqual(inSequence(), []);
});
