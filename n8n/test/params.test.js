// What the node's parameters become: of what is empty, of other types than are meant, of expressions, and of JSON.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { workflow } from './helpers.js';
import { each, failureOf, filledIn, items, jsonOf, started } from './support.js';

const { sandbox, suite, run } = await started();
const { from, to, contactId, sessionId, cardId, panelId, stepIds, tagIds, departmentId } = sandbox.sample;

/** The bodies of requests for changes. @param {any} parameters @param {any} [more] */
async function bodies(parameters, more) {
  sandbox.requests.length = 0;
  await run(parameters, more);
  return sandbox.requests.filter(({ method }) => method !== 'GET').map(({ body }) => body);
}

/** @param {any} parameters @param {any} [more] */
async function body(parameters, more) {
  const [first, ...rest] = await bodies(parameters, more);
  assert.equal(rest.length, 0);
  return first;
}

const id = (/** @type {string} */ value) => ({ __rl: true, mode: 'id', value });
const create = { resource: 'contact', operation: 'create', name: 'Zé' };
const update = { resource: 'contact', operation: 'update', contactId: id(contactId) };
const createCard = { resource: 'panel', operation: 'createCard', panelId, stepId: stepIds.first, title: 'Venda' };
const updateCard = { resource: 'panel', operation: 'updateCard', cardId: id(cardId) };
const text = { resource: 'message', operation: 'sendText', from, to, text: 'Oi' };

suite('what is empty', () => {
  test('is not given', async () => {
    const sent = await body({
      ...{ ...create, phoneNumber: '5511988887777', email: '', instagram: '' },
      additionalFields: { annotation: '', tagNames: '', tagIds: [], metadata: { entries: [] }, customFields: {} },
    });
    assert.deepEqual(sent, { name: 'Zé', phoneNumber: '5511988887777' });
  });

  test('clears in an update', async () => {
    const sent = await body({ ...update, updateFields: { email: '', tagIds: [], name: 'Ana' } });
    assert.equal(sent.email, null);
    assert.deepEqual(sent.tagIds, []);
    assert.equal(sent.name, 'Ana');
    assert.deepEqual([...sent.fields].sort(), ['Email', 'Name', 'Tags']);
    assert.equal(sandbox.state.contacts.get(contactId)?.email, null);
  });

  test('removes a key of the metadata in an update', async () => {
    const entries = (/** @type {object} */ pairs) => ({
      metadata: { entries: Object.entries(pairs).map(([key, value]) => ({ key, value })) },
    });
    await run({ ...update, updateFields: entries({ a: '1', b: '2' }) });
    await run({ ...update, updateFields: entries({ a: '', c: '3' }) });
    assert.deepEqual(sandbox.state.contacts.get(contactId)?.metadata, { b: '2', c: '3' });
  });

  test('and cannot be cleared is not given in an update either', async () => {
    const sent = await body({ ...update, updateFields: { name: 'Ana', tagsOperation: '', utm: {} } });
    assert.deepEqual(sent, { name: 'Ana', fields: ['Name'] });
  });
});

suite('zero', () => {
  test('is a position, and an amount', async () => {
    const created = await body({ ...createCard, additionalFields: { position: 0, monetaryAmount: 0 } });
    assert.deepEqual([created.position, created.monetaryAmount], [0, 0]);
    const updated = await body({ ...updateCard, updateFields: { position: 0, monetaryAmount: 0 } });
    assert.deepEqual([updated.position, updated.monetaryAmount], [0, 0]);
    assert.deepEqual([...updated.fields].sort(), ['MonetaryAmount', 'Position']);
  });
});

suite('values of other types', () => {
  test('are texts where those are meant', async () => {
    assert.equal((await body({ ...text, to: 5511999999999, text: 123 })).body.text, '123');
    assert.equal(sandbox.requests[0]?.body.to, '5511999999999');
    const sent = await body({ ...create, phoneNumber: 5511988887777 });
    assert.equal(sent.phoneNumber, '5511988887777');
  });

  test('are numbers where those are meant', async () => {
    const sent = await body({ ...createCard, additionalFields: { position: '2', monetaryAmount: '10.5' } });
    assert.deepEqual([sent.position, sent.monetaryAmount], [2, 10.5]);
  });

  test('are flags where those are meant', async () => {
    const sent = await body({ ...text, additionalFields: { enableBot: 'true', hiddenSession: 'false' } });
    assert.deepEqual([sent.options.enableBot, sent.options.hiddenSession], [true, false]);
  });

  test('that are nonsense are told, by the name of the field', async () => {
    const wrong = {
      monetaryAmount: { ...createCard, additionalFields: { monetaryAmount: 'much' } },
      enableBot: { ...text, additionalFields: { enableBot: 'perhaps' } },
      text: { ...text, text: { a: 1 } },
    };
    for (const [field, parameters] of Object.entries(wrong)) {
      const error = await failureOf(run(parameters));
      assert.ok(error instanceof workflow.NodeOperationError, field);
      assert.match(error.message, new RegExp(field));
    }
    assert.equal(sandbox.requests.length, 0);
  });
});

suite('lists', () => {
  const { vip, novo } = tagIds;
  const given = {
    'from the field': [vip, novo],
    'with commas': `${vip}, ${novo},`,
    'as JSON': JSON.stringify([vip, novo]),
    'within a list': [[vip, novo]],
    'with empty entries': [vip, '', novo],
  };
  for (const [how, value] of Object.entries(given)) {
    test(`${how} are the same`, async () => {
      const sent = await body({ ...update, updateFields: { tagIds: value } });
      assert.deepEqual(sent.tagIds, [vip, novo]);
    });
  }

  test('of one entry are lists', async () => {
    assert.deepEqual((await body({ ...update, updateFields: { tagIds: vip } })).tagIds, [vip]);
    const tags = {
      resource: 'contact',
      operation: 'updateTags',
      contactId: id(contactId),
      tagIds: [],
      tagNames: 'VIP',
    };
    const sent = await body(tags);
    assert.deepEqual(sent.tagNames, ['VIP']);
    assert.equal('tagIds' in sent, false);
  });

  test('of numbers are lists of texts where those are meant', async () => {
    const many = { resource: 'portfolio', operation: 'addContacts', portfolioId: sandbox.sample.portfolioId };
    const sent = await body({ ...many, contactIds: '', phoneNumbers: [5511999999999] });
    assert.deepEqual([sent.phones ?? sent.phoneNumbers].flat(), ['5511999999999']);
  });

  test('of items by an expression are items', async () => {
    const contacts = [{ name: 'Zé', phoneNumber: '5511988887777' }];
    const save = { resource: 'contact', operation: 'saveMany' };
    const whole = await body({ ...save, items: contacts });
    assert.deepEqual(await body({ ...save, items: JSON.stringify(contacts) }), whole);
    assert.ok(JSON.stringify(whole).includes('5511988887777'));
  });
});

suite('resource locators', () => {
  test('are what they lead to, or plain values by an expression', async () => {
    for (const value of [id(contactId), { __rl: true, mode: 'list', value: contactId }, contactId]) {
      const [json] = jsonOf(await run({ resource: 'contact', operation: 'get', contactId: value }));
      assert.equal(json.id, contactId);
    }
  });

  test('that are empty are told', async () => {
    const error = await failureOf(run({ resource: 'contact', operation: 'get', contactId: id('') }));
    assert.match(error.message, /contact ?id/i);
    assert.equal(sandbox.requests.length, 0);
  });
});

suite('keys with values', () => {
  const entries = (/** @type {object} */ pairs) => ({
    entries: Object.entries(pairs).map(([key, value]) => ({ key, value })),
  });

  test('are an object', async () => {
    const sent = await body({ ...update, updateFields: { customFields: entries({ cidade: 'Rio' }) } });
    assert.deepEqual(sent.customFields, { cidade: 'Rio' });
  });

  test('have keys and values of each item', async () => {
    const customFields = { entries: [{ key: each(['cidade', 'nascimento']), value: each(['Rio', '1990/05/18']) }] };
    const sent = await bodies({ ...update, updateFields: { customFields } }, { items: items(2) });
    assert.deepEqual(
      sent.map((one) => one.customFields),
      [{ cidade: 'Rio' }, { nascimento: '1990/05/18' }],
    );
  });

  test('may hold the value null by an expression', async () => {
    await run({ ...update, updateFields: { metadata: entries({ a: '1', b: '2' }) } });
    await run({ ...update, updateFields: { metadata: entries({ a: () => null }) } });
    assert.deepEqual(sandbox.state.contacts.get(contactId)?.metadata, { b: '2' });
  });

  test('are the parameters of a template', async () => {
    const { templateId, templateParams } = sandbox.sample;
    const parameters = Object.fromEntries(templateParams.map((/** @type {string} */ name) => [name, 'x']));
    const sent = await body(filledIn('message', 'sendTemplate', { from, to, templateId, parameters }));
    assert.deepEqual(sent.body.parameters, parameters);
  });
});

suite('objects', () => {
  test('hold what is filled in', async () => {
    const send = { resource: 'message', operation: 'send', to, additionalFields: { from } };
    const sent = await body({ ...send, body: { values: { text: 'Oi', fileUrl: '', parameters: {} } } });
    assert.deepEqual(sent.body, { text: 'Oi' });
  });

  test('from JSON fields may be objects by an expression', async () => {
    const channelsConfig = { scope: 'ALL' };
    const change = { resource: 'department', operation: 'update', departmentId };
    const whole = await body({ ...change, updateFields: { channelsConfig: JSON.stringify(channelsConfig) } });
    assert.deepEqual(await body({ ...change, updateFields: { channelsConfig } }), whole);
  });

  test('in broken JSON are told, by the name of the field and the item', async () => {
    const wrong = {
      'Channels Config': {
        ...{ resource: 'department', operation: 'update', departmentId },
        updateFields: { channelsConfig: each(['{}', '{"scope":']) },
      },
      Items: { resource: 'contact', operation: 'saveMany', items: each(['[]', '[{']) },
      Messages: {
        ...{ resource: 'send', operation: 'chatbotBatch', botKey: sandbox.sample.botKey },
        messages: each([`[{"to":"${to}"}]`, '[nonsense']),
      },
    };
    for (const [names, parameters] of Object.entries(wrong)) {
      const goesOn = { onError: 'continueRegularOutput' };
      const error = await failureOf(run({ ...parameters }, { items: items(2) }));
      assert.ok(error instanceof workflow.NodeOperationError, names);
      assert.equal(sandbox.requests.length, 0);
      const [, second] = jsonOf(await run(parameters, { items: items(2), node: goesOn }));
      assert.match(second.error.message, new RegExp(names));
      await sandbox.reset();
    }
  });
});

suite('the fields of an update', () => {
  test('are those that are given, unless they are named', async () => {
    const all = await body({ ...update, updateFields: { name: 'Ana', annotation: 'x' } });
    assert.deepEqual([...all.fields].sort(), ['Annotation', 'Name']);
    const named = await body({ ...update, updateFields: { name: 'Bia', annotation: 'y', fields: ['Name'] } });
    assert.deepEqual(named.fields, ['Name']);
    assert.equal(sandbox.state.contacts.get(contactId)?.annotation, 'x');
  });

  test('that are none are told', async () => {
    const error = await failureOf(run(update));
    assert.ok(error instanceof workflow.NodeOperationError);
    assert.equal(sandbox.requests.length, 0);
  });
});

suite('a session', () => {
  test('may stand in the place of a recipient', async () => {
    const sent = await body({ resource: 'send', operation: 'text', text: 'Oi', sessionId: id(sessionId), to: '' });
    assert.equal(sent.sessionId, sessionId);
    assert.equal('to' in sent, false);
  });
});
