// Lists: all entries of every list, page by page, no more requests than needed, in an order that keeps still.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { catalog } from 'wts-chat';
import { ids, idsOf, madeUpList } from './made-up-list.js';
import { rejects, started, unknownId } from './support.js';

/** @import { List, ListOptions } from 'wts-chat' */

const { sandbox, suite, wts } = await started();

const lists = catalog().resources.flatMap(({ name, operations }) =>
  operations.filter(({ list }) => list).map((row) => ({ resource: name, row })),
);

/** @param {(typeof lists)[number]['row']} row */
const paramsOf = ({ fields }) =>
  Object.fromEntries(fields.filter(({ required }) => required).map(({ name }) => [name, unknownId]));

/** @param {(typeof lists)[number]['row']} row */
const isPaged = ({ fields }) => fields.some(({ name }) => name === 'pageNumber' || name === 'page');

/** Contacts of a sandbox, as many as asked for, older ones first. @param {number} count */
function fill(count) {
  const [one] = sandbox.state.contacts.values();
  assert.ok(one);
  sandbox.state.contacts.clear();
  for (let at = 1; at <= count; at += 1) {
    const id = `00000000-0000-4000-9000-${String(at).padStart(12, '0')}`;
    const createdAt = new Date(Date.UTC(2026, 0, 1) + at * 1000).toISOString();
    sandbox.state.contacts.set(id, { ...one, id, createdAt, name: `Contato ${at}`, tagIds: [] });
  }
  return [...sandbox.state.contacts.keys()];
}

describe('every list of the catalog', () => {
  test('is paged or comes at once', () => {
    const names = lists.map(({ resource, row }) => `${resource}.${row.name}`);
    assert.equal(names.length, 27);
    const plain = lists.filter(({ row }) => !isPaged(row)).map(({ resource, row }) => `${resource}.${row.name}`);
    assert.deepEqual(plain, [
      'agent.list',
      'channel.list',
      'contact.listCustomFields',
      'customField.list',
      'department.list',
      'panel.listCustomFields',
      'tag.list',
      'tag.listColors',
      'webhook.listEvents',
      'webhook.listSubscriptions',
    ]);
  });

  for (const { resource, row } of lists) {
    test(`${resource}.${row.name}All reads all of it`, async () => {
      const params = {
        ...paramsOf(row),
        ...(row.name === 'list' && resource === 'customField' && { entityType: 'CONTACT' }),
      };
      const { wts, asked, numbers } = madeUpList({ total: 250 });
      const method =
        /** @type {Record<string, Record<string, (params: object, options?: ListOptions) => List<unknown>>>} */ (
          /** @type {unknown} */ (wts)
        )[resource]?.[`${row.name}All`];
      assert.ok(method);
      assert.deepEqual(idsOf(await method(params).toArray()), ids(1, 250));
      assert.deepEqual(numbers(), isPaged(row) ? [1, 2, 3] : [Number.NaN]);
      for (const { size } of asked) assert.equal(size, isPaged(row) ? 100 : Number.NaN);
      const by = [];
      for await (const entry of wts.paginate(resource, row.name, params, { limit: 120 })) by.push(entry);
      assert.deepEqual(idsOf(by), ids(1, 120));
      assert.equal(asked.length, isPaged(row) ? 5 : 2);
      assert.equal('getAll' in wts.session, false, 'only lists have such a method');
    });

    if (!isPaged(row)) continue;
    test(`${resource}.${row.name}All asks for the oldest first`, async () => {
      const { wts, asked } = madeUpList({ total: 1 });
      await wts.paginate(resource, row.name, paramsOf(row)).toArray();
      const { query, body } = asked[0] ?? assert.fail();
      assert.equal(query.get('OrderBy') ?? body.orderBy, 'createdAt');
      if (row.fields.some(({ name }) => name === 'orderDirection')) {
        assert.equal(query.get('OrderDirection') ?? body.orderDirection, 'ASCENDING');
      }
    });
  }
});

suite('the whole of a list', () => {
  test('of a real server, by page after page and all at once', async () => {
    const all = fill(250);
    const read = [];
    for await (const contact of wts.contact.listAll()) read.push(contact.id);
    assert.deepEqual(read, all, 'in the order of creation');
    assert.deepEqual(
      sandbox.requests.map(({ operation, query }) => [operation, query.PageNumber, query.PageSize, query.OrderBy]),
      ['1', '2', '3'].map((number) => ['contact.list', number, '100', 'createdAt']),
    );
    assert.deepEqual(idsOf(await wts.contact.listAll({ status: 'ACTIVE' }).toArray()), all);
  });

  test('of contact.filter, whose pages are asked for in the body', async () => {
    const all = fill(250);
    assert.deepEqual(idsOf(await wts.contact.filterAll({ name: 'contato' }).toArray()), all);
    assert.deepEqual(
      sandbox.requests.map(({ body }) => body),
      [1, 2, 3].map((pageNumber) => ({
        name: 'contato',
        pageNumber,
        pageSize: 100,
        orderBy: 'createdAt',
        orderDirection: 'ASCENDING',
      })),
    );
  });

  test('of portfolio.listContacts, whose pages are called page', async () => {
    const { portfolioId } = sandbox.sample;
    const [one] = sandbox.state.portfolioContacts.values();
    assert.ok(one);
    for (const contactId of fill(230)) {
      sandbox.state.portfolioContacts.set(contactId, { ...one, id: contactId, portfolioId, contactId });
    }
    sandbox.state.portfolioContacts.delete(one.id);
    const members = await wts.portfolio.listContactsAll({ portfolioId }).toArray();
    assert.equal(new Set(members.map(({ contactId }) => contactId)).size, 230);
    const pages = sandbox.requests.map(({ query }) => [query.Page, query.PageNumber, query.PageSize]);
    assert.deepEqual(pages, [
      ['1', undefined, '100'],
      ['2', undefined, '100'],
      ['3', undefined, '100'],
    ]);
  });

  test('of a bare array is one page, with nothing about pages in the request', async () => {
    const tags = await wts.tag.listAll({}, { pageSize: 2 }).toArray();
    assert.deepEqual(tags, [...sandbox.state.tags.values()]);
    assert.equal(sandbox.requests.length, 1);
    assert.deepEqual(sandbox.requests[0]?.query, {});
    assert.deepEqual(await wts.tag.listAll({}, { limit: 3 }).toArray(), tags.slice(0, 3));
  });

  test('is read anew by everyone who asks', async () => {
    fill(3);
    const list = wts.contact.listAll();
    assert.equal(sandbox.requests.length, 0, 'nothing is sent before the first entry is asked for');
    assert.equal((await list.toArray()).length, 3);
    assert.equal((await list.toArray()).length, 3);
    assert.equal(sandbox.requests.length, 2);
  });

  test('that is empty', async () => {
    fill(0);
    assert.deepEqual(await wts.contact.listAll().toArray(), []);
    assert.equal(sandbox.requests.length, 1);
  });
});

describe('the order of a list', () => {
  /** @type {[string, object, ListOptions, string | null, string | null][]} what, params, options, order, direction */
  const cases = [
    ['is that of creation', {}, {}, 'createdAt', 'ASCENDING'],
    [
      'is that of creation where other params are given',
      { status: 'BLOCKED' },
      { pageSize: 7 },
      'createdAt',
      'ASCENDING',
    ],
    ['is the server’s own with a limit', {}, { limit: 5 }, null, null],
    ['is the one that is asked for', { orderBy: 'name' }, {}, 'name', null],
    ['is the one that is asked for, with a limit', { orderBy: 'name' }, { limit: 5 }, 'name', null],
    [
      'has the direction that is asked for',
      { orderBy: 'name', orderDirection: 'DESCENDING' },
      {},
      'name',
      'DESCENDING',
    ],
    ['may be turned round', { orderDirection: 'DESCENDING' }, {}, 'createdAt', 'DESCENDING'],
  ];
  for (const [what, params, options, order, direction] of cases) {
    test(`${what}: ${JSON.stringify(params)} ${JSON.stringify(options)}`, async () => {
      const { wts, asked } = madeUpList({ total: 1 });
      await wts.contact.listAll(params, options).toArray();
      assert.deepEqual([asked[0]?.query.get('OrderBy'), asked[0]?.query.get('OrderDirection')], [order, direction]);
    });
  }
});

describe('the size of a list', () => {
  /** @type {[object, ListOptions, number, number[], number][]} params, options, entries, pages, size of each */
  const cases = [
    [{}, { limit: 0 }, 0, [], 0],
    [{}, { limit: 1 }, 1, [1], 1],
    [{}, { limit: 40 }, 40, [1], 40],
    [{}, { limit: 100 }, 100, [1], 100],
    [{}, { limit: 101 }, 101, [1, 2], 100],
    [{}, { limit: 450 }, 450, [1, 2, 3, 4, 5], 100],
    [{}, { limit: 5000 }, 1000, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 100],
    [{}, { limit: 7, pageSize: 2 }, 7, [1, 2, 3, 4], 2],
    [{}, { limit: 7, pageSize: 50 }, 7, [1], 7],
    [{ pageSize: 30 }, { limit: 70 }, 70, [1, 2, 3], 30],
    [{ pageSize: 30 }, { limit: 70, pageSize: 40 }, 70, [1, 2, 3], 30],
    [{ pageNumber: 4 }, { limit: 120 }, 120, [4, 5], 100],
    [{ pageNumber: 9 }, {}, 200, [9, 10], 100],
    [{ pageNumber: 12 }, {}, 0, [12], 100],
  ];
  for (const [params, options, count, pages, size] of cases) {
    test(`${JSON.stringify(params)} ${JSON.stringify(options)}`, async () => {
      for (const concurrency of [1, 4, 16]) {
        const { wts, asked, numbers } = madeUpList({ total: 1000 });
        const read = idsOf(await wts.contact.listAll(params, { concurrency, ...options }).toArray());
        const first = ((pages[0] ?? 1) - 1) * size + 1;
        assert.deepEqual(read, ids(first, first + count - 1));
        assert.deepEqual(numbers(), pages, `${concurrency} at a time`);
        for (const one of asked) assert.equal(one.size, size);
      }
    });
  }
});

describe('wrong options and params', () => {
  /** @type {[object, unknown, string, RegExp][]} params, options, field, message */
  const cases = [
    [{}, { limit: -1 }, 'limit', /whole number from 0/],
    [{}, { limit: 1.5 }, 'limit', /whole number/],
    [{}, { limit: Number.POSITIVE_INFINITY }, 'limit', /whole number/],
    [{}, { limit: '5' }, 'limit', /whole number/],
    [{}, { pageSize: 101 }, 'pageSize', /from 1 to 100/],
    [{}, { pageSize: 0 }, 'pageSize', /from 1 to 100/],
    [{}, { concurrency: 0 }, 'concurrency', /from 1 to 16/],
    [{}, { concurrency: 17 }, 'concurrency', /from 1 to 16/],
    [{}, { timeout: 0 }, 'timeout', /timeout must be/],
    [{}, { maxRetries: -1 }, 'maxRetries', /whole number/],
    [{}, { signal: {} }, 'signal', /AbortSignal/],
    [{}, { limitt: 5 }, 'limitt', /not an option/],
    [{ pageSize: 101 }, {}, 'pageSize', /100/],
    [{ pageNumber: 'two' }, {}, 'pageNumber', /number/],
    [{ statsu: 'ACTIVE' }, {}, 'statsu', /mean status\?/],
    [{ status: 'GONE' }, {}, 'status', /ACTIVE/],
    [{ createdAtAfter: new Date(Number.NaN) }, {}, 'createdAtAfter', /date/],
  ];
  for (const [params, options, field, message] of cases) {
    test(`${JSON.stringify(params)} ${JSON.stringify(options)} are told at the first entry, and nothing is sent`, async () => {
      const { wts, asked } = madeUpList({ total: 5 });
      const list = wts.contact.listAll(params, /** @type {ListOptions} */ (options));
      const error = await rejects(list[Symbol.asyncIterator]().next());
      assert.deepEqual([error.code, error.operation, error.attempts], ['validation', 'contact.list', 0]);
      assert.deepEqual(
        error.issues.map((issue) => issue.field),
        [field],
      );
      assert.match(error.message, message);
      assert.deepEqual(asked, []);
    });
  }

  for (const [misspelt, meant] of [
    ['limitt', 'limit'],
    ['pagesize', 'pageSize'],
    ['concurency', 'concurrency'],
  ]) {
    test(`${misspelt} is told what it should be`, async () => {
      const list = madeUpList({ total: 5 }).wts.contact.listAll({}, { [`${misspelt}`]: 5 });
      assert.match((await rejects(list.toArray())).message, new RegExp(`mean ${meant}\\?`));
    });
  }

  test('a misspelt option is told when nothing is asked for too', async () => {
    const odd = /** @type {ListOptions} */ ({ limit: 0, pagesize: 5 });
    assert.equal((await rejects(madeUpList({ total: 5 }).wts.contact.listAll({}, odd).toArray())).code, 'validation');
  });

  test('options that throw', async () => {
    const odd = {
      get limit() {
        return assert.fail('no entry');
      },
    };
    const error = await rejects(madeUpList({ total: 5 }).wts.contact.listAll({}, odd).toArray());
    assert.deepEqual([error.code, error.attempts], ['validation', 0]);
  });

  test('what is no list, and what is unknown', async () => {
    const { wts, asked } = madeUpList({ total: 5 });
    /** @type {[string, string, RegExp][]} */
    const cases = [
      ['session', 'get', /session\.get is no list/],
      ['contact', 'lst', /mean "?list"?\?/],
      ['contact', 'listAll', /mean "?list"?\?/],
      ['contacts', 'list', /mean "?contact"?\?/],
    ];
    for (const [resource, operation, message] of cases) {
      const list = wts.paginate(resource, operation, { sessionId: unknownId });
      for (const error of [await rejects(list.toArray()), await rejects(list[Symbol.asyncIterator]().next())]) {
        assert.equal(error.code, 'validation');
        assert.match(error.message, message);
      }
    }
    assert.deepEqual(asked, []);
  });
});
