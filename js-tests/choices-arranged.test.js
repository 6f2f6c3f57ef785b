// Choices as people see them: readable names, sorted and searched without regard to accents, so many and no more.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { catalog } from 'wts-chat';
import { rejects, started } from './support.js';

/** @import { Choice, ChoiceOptions } from 'wts-chat' */

const { sandbox, suite, wts } = await started();

/** @param {Choice[]} list */
const names = (list) => list.map(({ name }) => name);

/** @param {Map<string, { id: string, name: string }>} map @param {string[]} wanted */
function replace(map, wanted) {
  const [one] = map.values();
  assert.ok(one);
  map.clear();
  for (const name of wanted) {
    const id = randomUUID();
    map.set(id, { ...one, id, name });
  }
}

/** @param {ChoiceOptions} [options] */
const tags = (options) => wts.choices('contact', 'update', 'tagIds', {}, options);
/** @param {ChoiceOptions} [options] */
const sequences = (options) => wts.choices('sequence', 'addContact', 'sequenceId', {}, options);

suite('enums', () => {
  test('of every operation have choices with readable names', async () => {
    let count = 0;
    for (const { name: resource, operations } of catalog().resources) {
      for (const { name: operation, fields } of operations) {
        for (const field of fields) {
          const { name, values, items } = field;
          const known = values ?? items?.values;
          // Of some the account says more than their values.
          if (!known || 'choices' in field) continue;
          count += 1;
          const found = await wts.choices(resource, operation, name);
          assert.deepEqual(
            found.map(({ value }) => value).sort(),
            [...known].sort(),
            `${resource}.${operation} ${name}`,
          );
          for (const choice of found) {
            assert.match(choice.name, /^[A-Z0-9][A-Za-z0-9 ]*$/, `${choice.value} is called ${choice.name}`);
          }
          const sorted = names(found).sort(new Intl.Collator(undefined, { numeric: true }).compare);
          assert.deepEqual(names(found), sorted);
        }
      }
    }
    assert.ok(count > 60, `${count} enums`);
    assert.deepEqual(sandbox.requests, [], 'nothing is asked for');
  });

  test('are named by their words', async () => {
    /** @type {[string, string, string, string, string][]} */
    const cases = [
      ['session', 'list', 'status', 'IN_PROGRESS', 'In Progress'],
      ['session', 'get', 'includeDetails', 'DepartmentsDetails', 'Departments Details'],
      ['contact', 'list', 'status', 'ACTIVE', 'Active'],
      ['message', 'sendFile', 'file.type', 'DOCUMENT', 'Document'],
    ];
    for (const [resource, operation, field, value, name] of cases) {
      const found = await wts.choices(resource, operation, field);
      assert.deepEqual(
        found.find((choice) => choice.value === value),
        { name, value },
      );
    }
  });

  test('are searched and limited like all others', async () => {
    const found = await wts.choices('session', 'list', 'status', {}, { search: 'progr' });
    assert.deepEqual(found, [{ name: 'In Progress', value: 'IN_PROGRESS' }]);
    assert.equal((await wts.choices('session', 'list', 'status', {}, { limit: 2 })).length, 2);
  });
});

suite('the order', () => {
  test('is that of people: accents, letters’ case and numbers', async () => {
    replace(sandbox.state.tags, [
      'Zebra',
      'ábaco',
      'Item 10',
      'árvore',
      'Avó',
      'item 9',
      'ébano',
      'Eco',
      'Çedilha',
      'dado',
    ]);
    assert.deepEqual(names(await tags()), [
      'ábaco',
      'árvore',
      'Avó',
      'Çedilha',
      'dado',
      'ébano',
      'Eco',
      'item 9',
      'Item 10',
      'Zebra',
    ]);
  });

  test('is not that of the pages', async () => {
    const wanted = Array.from({ length: 230 }, (_, at) => `Fluxo ${(at * 97) % 230}`);
    replace(sandbox.state.sequences, wanted);
    assert.deepEqual(
      names(await sequences()),
      Array.from({ length: 230 }, (_, at) => `Fluxo ${at}`),
    );
    assert.equal(sandbox.requests.length, 3);
  });
});

suite('a search', () => {
  test('ignores accents and letters’ case, in what is looked for and in what is found', async () => {
    replace(sandbox.state.tags, ['Promoção', 'PROMOCAO 2', 'Cão', 'São Paulo', 'Outra']);
    for (const search of ['promocao', 'PROMOÇÃO', 'moça']) {
      assert.deepEqual(names(await tags({ search })), ['Promoção', 'PROMOCAO 2'].sort(Intl.Collator().compare), search);
    }
    assert.deepEqual(names(await tags({ search: 'sao p' })), ['São Paulo']);
    assert.deepEqual(
      names(await tags({ search: 'ca\u0303o' })),
      ['Cão', 'PROMOCAO 2', 'Promoção'].sort(Intl.Collator().compare),
    );
    assert.deepEqual(await tags({ search: 'nenhuma' }), []);
    assert.equal((await tags({ search: '' })).length, 5);
  });

  test('finds by value and by description too', async () => {
    const { userId } = sandbox.sample;
    const users = (/** @type {string} */ search) => wts.choices('session', 'assignUser', 'userId', {}, { search });
    assert.deepEqual(names(await users('DIEGO@')), ['Diego Ramos']);
    assert.deepEqual(names(await users(userId)), ['Diego Ramos']);
    assert.deepEqual(names(await users('fabio')), ['Fábio Nunes']);
  });

  test('looks through all pages', async () => {
    replace(sandbox.state.sequences, [...Array.from({ length: 299 }, (_, at) => `Fluxo ${at}`), 'Última']);
    assert.deepEqual(names(await sequences({ search: 'ultima' })), ['Última']);
  });
});

suite('how many', () => {
  test('are 1,000 at most, of however many pages', async () => {
    replace(
      sandbox.state.sequences,
      Array.from({ length: 1050 }, (_, at) => `Fluxo ${at}`),
    );
    const found = await sequences();
    assert.equal(found.length, 1000);
    assert.equal(new Set(found.map(({ value }) => value)).size, 1000);
    assert.equal(sandbox.requests.length, 10);
  });

  test('a limit leaves the first by name', async () => {
    assert.deepEqual(names(await tags({ limit: 2 })), ['Inadimplente', 'Newsletter']);
    assert.deepEqual(names(await tags({ search: 'n', limit: 2 })), ['Inadimplente', 'Newsletter']);
    assert.deepEqual(await tags({ limit: 0 }), []);
  });
});

suite('wrong questions', () => {
  /** @type {[string, string, string, RegExp][]} */
  const cases = [
    ['message', 'sendText', 'text', /text takes any value/],
    ['message', 'sendText', 'fron', /mean "?from"?\?/],
    ['message', 'sendFile', 'file.colour', /file\.colour is not a parameter/],
    ['message', 'sendTxt', 'from', /mean "?sendText"?\?/],
    ['mesage', 'sendText', 'from', /mean "?message"?\?/],
  ];
  for (const [resource, operation, field, message] of cases) {
    test(`${resource}.${operation} ${field}`, async () => {
      const error = await rejects(wts.choices(resource, operation, field));
      assert.equal(error.code, 'validation');
      assert.match(error.message, message);
      assert.equal(error.issues.length, 1);
      assert.deepEqual(sandbox.requests, []);
    });
  }

  /** @type {[string, unknown][]} */
  const options = [
    ['a misspelt option', { serch: 'x' }],
    ['a limit below 0', { limit: -1 }],
    ['half a limit', { limit: 1.5 }],
    ['a limit as a text', { limit: '5' }],
    ['a search that is a number', { search: 5 }],
  ];
  for (const [what, given] of options) {
    for (const [of, field] of /** @type {const} */ ([
      ['an account’s', 'tagIds'],
      ['an enum’s', 'fields'],
    ])) {
      test(`${what}, for ${of} choices`, async () => {
        const asked = wts.choices('contact', 'update', field, {}, /** @type {ChoiceOptions} */ (given));
        assert.equal((await rejects(asked)).code, 'validation');
      });
    }
  }

  test('params that throw', async () => {
    const params = {
      get from() {
        return assert.fail('no entry');
      },
    };
    assert.equal((await rejects(wts.choices('message', 'sendTemplate', 'templateId', params))).code, 'validation');
  });

  test('null and nothing in place of params and options', async () => {
    const none = /** @type {ChoiceOptions} */ (/** @type {unknown} */ (null));
    assert.equal((await wts.choices('contact', 'update', 'tagIds', null, none)).length, 4);
    assert.equal((await rejects(wts.choices('panel', 'listCards', 'stepId', null))).issues[0]?.field, 'panelId');
  });

  test('a signal, a failure and a time-out are those of the call', async () => {
    const aborted = await rejects(tags({ signal: AbortSignal.abort() }));
    assert.equal(aborted.code, 'aborted');
    sandbox.fault({ operation: 'tag.list', oddity: 'permission-403' });
    const refused = await rejects(tags());
    assert.deepEqual([refused.code, refused.operation], ['permission', 'tag.list']);
    sandbox.fault({ operation: 'tag.list', stall: true });
    assert.equal((await rejects(tags({ timeout: 50, maxRetries: 0 }))).code, 'timeout');
  });
});
