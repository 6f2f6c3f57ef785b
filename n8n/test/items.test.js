// Items of the input and what becomes of each: one result or several, with what it came from.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failureOf, filledIn, items, started } from './support.js';

const { sandbox, suite, run, wts } = await started();
const { from, to, sessionId, contactId } = sandbox.sample;

/** @param {any} to @param {any} [more] */
const text = (to, more) => ({ resource: 'message', operation: 'sendText', from, to, text: 'Oi', ...more });

/** @param {string} operation */
const received = (operation) => sandbox.requests.filter((request) => request.operation === operation);

/** @param {any[]} output */
const pairs = (output) => output.map(({ pairedItem }) => pairedItem.item);

/** How many were under way at the same time, at most, where each took so many ms. @param {any[]} requests @param {number} took */
const overlap = (requests, took) =>
  Math.max(...requests.map(({ at }) => requests.filter((other) => other.at <= at && other.at > at - took).length));

suite('each item of the input', () => {
  test('is a call of its own, with parameters of its own, and is named by what comes of it', async () => {
    const output = await run(text(to, { text: (/** @type {number} */ at) => `Oi ${at}` }), { items: items(3) });
    assert.deepEqual(pairs(output), [0, 1, 2]);
    assert.deepEqual(
      output.map(({ json }) => sandbox.state.messages.get(String(json.id))?.text),
      ['Oi 0', 'Oi 1', 'Oi 2'],
    );
    assert.deepEqual(
      received('message.send').map(({ body }) => body.body.text),
      ['Oi 0', 'Oi 1', 'Oi 2'],
    );
  });

  test('gives nothing where there is none', async () => {
    assert.deepEqual(await run(text(to), { items: [] }), []);
    assert.equal(sandbox.requests.length, 0);
  });

  test('keeps its place in the output, whoever is done first', async () => {
    sandbox.fault({ operation: 'contact.get', delay: 300 });
    const ids = [contactId, sandbox.sample.unreachableContactId];
    const contact = { resource: 'contact', operation: 'get', contactId: (/** @type {number} */ at) => ids[at] };
    const output = await run(contact, { items: items(2) });
    assert.deepEqual(
      output.map(({ json, pairedItem }) => [json.id, pairedItem]),
      ids.map((id, item) => [id, { item }]),
    );
  });

  test('has options of the run from the first one', async () => {
    sandbox.fault({ operation: 'tag.list', times: 9, delay: 100 });
    const list = { resource: 'tag', operation: 'list', options: { concurrency: 3 } };
    await run(list, { items: items(9) });
    assert.equal(overlap(received('tag.list'), 95), 3);
  });
});

suite('the order of items', () => {
  test('is kept for one recipient, while others go side by side', async () => {
    sandbox.fault({ operation: 'message.send', times: 6, delay: 150 });
    const recipients = [to, '5511988880001', to, '5511988880001', to, '5511988880002'];
    const parameters = text((/** @type {number} */ at) => recipients[at], {
      text: (/** @type {number} */ at) => `${at}`,
    });
    await run(parameters, { items: items(6) });
    const requests = received('message.send');
    const of = (/** @type {string} */ number) => requests.filter(({ body }) => body.to.endsWith(number.slice(-8)));
    for (const [number, texts] of Object.entries({ [to]: ['0', '2', '4'], 5511988880001: ['1', '3'] })) {
      assert.deepEqual(
        of(number).map(({ body }) => body.body.text),
        texts,
      );
      assert.equal(overlap(of(number), 145), 1);
    }
    assert.equal(overlap(requests, 145), 3);
  });

  test('is kept for one recipient in whatever notation', async () => {
    sandbox.fault({ operation: 'message.send', times: 3, delay: 100 });
    const notations = ['+55 (11) 99999-9999', '5511999999999', '+55|11999999999'];
    await run(
      text((/** @type {number} */ at) => notations[at]),
      { items: items(3) },
    );
    assert.equal(overlap(received('message.send'), 95), 1);
  });

  test('is kept within a session', async () => {
    sandbox.fault({ operation: 'session.sendMessage', times: 4, delay: 100 });
    const parameters = {
      resource: 'session',
      operation: 'sendText',
      sessionId,
      text: (/** @type {number} */ at) => `${at}`,
    };
    await run(parameters, { items: items(4) });
    const requests = sandbox.requests.filter(({ method }) => method === 'POST');
    assert.deepEqual(
      requests.map(({ body }) => body.text),
      ['0', '1', '2', '3'],
    );
    assert.equal(overlap(requests, 95), 1);
  });

  test('is that of the input with a concurrency of 1', async () => {
    sandbox.fault({ operation: 'message.send', times: 4, delay: 60 });
    const parameters = text((/** @type {number} */ at) => `551198888000${at}`, { options: { concurrency: 1 } });
    await run(parameters, { items: items(4) });
    assert.deepEqual(
      received('message.send').map(({ body }) => body.to.slice(-1)),
      ['0', '1', '2', '3'],
    );
    assert.equal(overlap(received('message.send'), 55), 1);
  });
});

suite('lists', () => {
  const list = { resource: 'contact', operation: 'list' };

  /** @param {number} count */
  const withContacts = async (count) => {
    /** @type {any} */
    const [template] = sandbox.state.contacts.values();
    for (let at = sandbox.state.contacts.size; at < count; at++) {
      const id = `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`;
      sandbox.state.contacts.set(id, {
        ...template,
        id,
        name: `Contact ${at}`,
        phoneNumber: `+55|119${10000000 + at}`,
      });
    }
  };

  test('give an item for each entry', async () => {
    const output = await run(list, { items: items(2) });
    assert.deepEqual(pairs(output), [0, 0, 0, 1, 1, 1]);
    assert.ok(output.every(({ json, binary }) => typeof json.id === 'string' && binary === undefined));
  });

  test('end at 50, at the limit, or nowhere', async () => {
    await withContacts(257);
    const count = async (/** @type {any} */ more) => (await run({ ...list, ...more })).length;
    assert.equal(await count({}), 50);
    assert.equal(await count({ limit: 3 }), 3);
    assert.equal(await count({ limit: 120 }), 120);
    sandbox.requests.length = 0;
    const output = await run({ ...list, returnAll: true });
    assert.equal(new Set(output.map(({ json }) => json.id)).size, 257);
    assert.deepEqual(
      received('contact.list').map(({ query }) => query.PageNumber),
      ['1', '2', '3'],
    );
  });

  test('have limits of their own', async () => {
    const output = await run({ ...list, limit: (/** @type {number} */ at) => at + 1 }, { items: items(3) });
    assert.deepEqual(pairs(output), [0, 1, 1, 2, 2, 2]);
  });

  test('have limits that are texts, by an expression', async () => {
    assert.equal(
      (await run({ ...list, limit: '2', options: { concurrency: '2', timeout: '9000', maxRetries: '1' } })).length,
      2,
    );
    const error = await failureOf(run({ ...list, limit: 'few' }));
    assert.match(error.message, /limit/);
  });

  test('that are empty give nothing', async () => {
    const none = { resource: 'contact', operation: 'filter', filters: { textFilter: 'nobody has this name' } };
    assert.deepEqual(await run(none), []);
  });

  test('give pages as they are where those are asked for', async () => {
    await withContacts(25);
    const paged = (/** @type {any} */ values) => run({ ...list, returnAll: true, options: { pages: { values } } });
    const [page, ...none] = await paged({ pageNumber: 2, pageSize: 4, maxPages: 1 });
    assert.deepEqual(none, []);
    assert.deepEqual([page?.json.pageNumber, page?.json.pageSize, page?.json.hasMorePages], [2, 4, true]);
    assert.equal([page?.json.items].flat().length, 4);
    assert.deepEqual(page?.pairedItem, { item: 0 });
    const rest = await paged({ pageNumber: 2, pageSize: 10, maxPages: 5 });
    assert.deepEqual(
      rest.map(({ json }) => [json.pageNumber, /** @type {any} */ (json.items).length]),
      [
        [2, 10],
        [3, 5],
      ],
    );
    const [first] = await paged({});
    assert.equal([first?.json.items].flat().length, 15);
  });
});

suite('what comes out', () => {
  test('is the whole answer, or the few properties that most need', async () => {
    const get = { resource: 'contact', operation: 'get', contactId };
    const [whole] = await run(get);
    assert.deepEqual(whole?.json, JSON.parse(JSON.stringify(await wts.contact.get({ contactId }))));
    const [short] = await run({ ...get, simplify: true });
    const names = Object.keys(short?.json ?? {});
    assert.deepEqual(names.slice(0, 4), ['id', 'name', 'phoneNumber', 'email']);
    assert.ok(names.length < Object.keys(whole?.json ?? {}).length);
    for (const name of names) assert.deepEqual(short?.json[name], whole?.json[name]);
  });

  test('of a list is short too, by the item', async () => {
    const simplify = (/** @type {number} */ at) => at === 1;
    const output = await run({ resource: 'session', operation: 'list', limit: 1, simplify }, { items: items(2) });
    const [whole, short] = output.map(({ json }) => Object.keys(json).length);
    assert.ok(Number(short) < Number(whole));
  });

  test('of a deletion says of what', async () => {
    const { tagId, cardId, noteId } = sandbox.sample;
    const additionalFields = { removeFromContacts: true };
    assert.deepEqual(await run({ resource: 'tag', operation: 'delete', tagId, additionalFields }), [
      { json: { success: true, tagId }, pairedItem: { item: 0 } },
    ]);
    const note = {
      resource: 'panel',
      operation: 'deleteCardNote',
      cardId: { __rl: true, mode: 'id', value: cardId },
      noteId,
    };
    const [{ json } = { json: {} }] = await run(note);
    assert.deepEqual(json, { success: true, cardId, noteId });
  });

  test('of a deletion says that also where the API has more to say', async () => {
    const { sessionNoteId: noteId } = sandbox.sample;
    const more = await wts.session.deleteNote({ noteId });
    assert.equal(more?.id, noteId);
    await sandbox.reset();
    const [{ json } = { json: {} }] = await run({ resource: 'session', operation: 'deleteNote', noteId });
    assert.deepEqual(json, { success: true, noteId });
  });

  test('of what answers nothing says the same', async () => {
    sandbox.fault({ operation: 'send.typing', status: 200 });
    const [{ json } = { json: {} }] = await run({ resource: 'send', operation: 'typing', sessionId });
    assert.deepEqual(json, { success: true, sessionId });
  });

  test('of a value that is no object is one', async () => {
    sandbox.fault({ path: '/core/v1/tag', status: 200, body: ['a', 1] });
    const output = await run({ resource: 'customApiCall', operation: 'request', path: '/core/v1/tag' });
    assert.deepEqual(
      output.map(({ json }) => json),
      [{ value: 'a' }, { value: 1 }],
    );
  });
});

suite('templates to many', () => {
  const { templateId, templateParams } = sandbox.sample;
  const parameters = Object.fromEntries(templateParams.map((/** @type {string} */ name) => [name, 'x']));
  const to = (/** @type {number} */ at) => `55119888800${10 + at}`;
  const template = filledIn('send', 'template', { from, to, templateId, parameters });

  test('go together in one request, and each item has its own answer', async () => {
    const output = await run(template, { items: items(5) });
    assert.deepEqual(
      sandbox.requests.map(({ operation }) => operation),
      ['send.templateBatch'],
    );
    assert.deepEqual(pairs(output), [0, 1, 2, 3, 4]);
    assert.equal(new Set(output.map(({ json }) => json.id)).size, 5);
  });

  test('go one by one where that is wanted', async () => {
    const output = await run({ ...template, options: { fold: false } }, { items: items(5) });
    assert.deepEqual(
      sandbox.requests.map(({ operation }) => operation),
      Array(5).fill('send.template'),
    );
    assert.deepEqual(pairs(output), [0, 1, 2, 3, 4]);
  });
});
