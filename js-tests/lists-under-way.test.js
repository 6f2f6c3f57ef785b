// Lists while they are read: several pages at a time, rows that move, servers that tell little.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { ids, idsOf, madeUpList, readToTheFailure, row } from './made-up-list.js';
import { rejects, started } from './support.js';

/** @import { List } from 'wts-chat' */
/** @import { Page } from './made-up-list.js' */

const { sandbox, suite, wts } = await started();

describe('the pages after the first', () => {
  for (const concurrency of [1, 2, 4, 16]) {
    test(`are fetched ${concurrency} at a time, and delivered in order when the later ones are faster`, async () => {
      const { wts, asked, numbers } = madeUpList({ total: 1990, wait: (page) => (page === 1 ? 1 : 40 - page) });
      const read = await wts.contact.listAll({}, { concurrency }).toArray();
      assert.deepEqual(idsOf(read), ids(1, 1990));
      assert.deepEqual(
        numbers(),
        Array.from({ length: 20 }, (_, at) => at + 1),
      );
      assert.equal(asked[1]?.beside, 0, 'the first page is alone');
      assert.equal(Math.max(...asked.map(({ beside }) => beside)), concurrency - 1);
    });
  }

  test('are four at a time by default, and no page is asked for long before it is read', async () => {
    const { wts, asked, numbers } = madeUpList({ total: 2000 });
    const list = wts.contact.listAll()[Symbol.asyncIterator]();
    for (let count = 0; count < 100; count += 1) await list.next();
    await sleep(20);
    assert.deepEqual(numbers(), [1]);
    await list.next();
    await sleep(20);
    assert.deepEqual(numbers(), [1, 2, 3, 4, 5]);
    await list.return?.();
    assert.equal(asked.length, 5);
  });

  test('are repeated like every other read', async () => {
    let failures = 0;
    const answer = (/** @type {number} */ page) =>
      page === 2 && failures++ < 2 ? new Response(null, { status: 503, headers: { 'retry-after': '0' } }) : undefined;
    const { wts, numbers } = madeUpList({ total: 300, answer });
    assert.deepEqual(idsOf(await wts.contact.listAll().toArray()), ids(1, 300));
    assert.deepEqual(numbers().sort(), [1, 2, 2, 2, 3]);
    const none = madeUpList({ total: 300, answer: () => new Response(null, { status: 503 }) });
    assert.equal((await rejects(none.wts.contact.listAll({}, { maxRetries: 0 }).toArray())).attempts, 1);
  });
});

describe('rows that move from page to page', () => {
  /** Before each page a row comes in at the front. @param {Page} page */
  const pushed = (page) => ({
    ...page,
    items: page.items.map(({ id }) => row(Number(id.slice(4)) - page.pageNumber + 1)),
  });

  for (const concurrency of [1, 4]) {
    test(`are delivered once, ${concurrency} pages at a time`, async () => {
      const { wts } = madeUpList({ total: 1000, change: pushed });
      const read = idsOf(await wts.contact.listAll({ orderBy: 'name' }, { concurrency }).toArray());
      assert.equal(new Set(read).size, read.length);
      assert.deepEqual(read, ids(1, 991));
    });
  }

  test('are not missed within the last pages: each of them is remembered for the concurrency and one more', async () => {
    /** Every page but the first five begins with the last row of the page five before it. @param {Page} page */
    const change = (page) => {
      const { pageNumber, pageSize, items } = page;
      return pageNumber < 6 ? page : { ...page, items: [row((pageNumber - 5) * pageSize), ...items.slice(1)] };
    };
    const { wts } = madeUpList({ total: 100, change });
    const read = idsOf(await wts.contact.listAll({ pageSize: 10 }, { concurrency: 4 }).toArray());
    assert.equal(new Set(read).size, read.length);
    assert.equal(read.length, 95);
  });

  test('within a page are delivered once too', async () => {
    const change = (/** @type {Page} */ page) => ({ ...page, items: [...page.items, ...page.items] });
    const { wts } = madeUpList({ total: 30, change });
    assert.deepEqual(idsOf(await wts.contact.listAll().toArray()), ids(1, 30));
  });

  test('do not count twice towards a limit', async () => {
    const { wts } = madeUpList({ total: 1000, change: pushed });
    assert.deepEqual(idsOf(await wts.contact.listAll({}, { limit: 250 }).toArray()), ids(1, 250));
  });

  test('onto a last page of their own do not make a failure of the whole', async () => {
    const change = (/** @type {Page} */ page) => (page.pageNumber === 3 ? { ...page, items: [row(200)] } : page);
    const { wts } = madeUpList({ total: 201, change });
    assert.deepEqual(idsOf(await wts.contact.listAll().toArray()), ids(1, 200));
  });
});

describe('servers that tell little', () => {
  /** @type {[string, (page: Page) => unknown, number, number][]} what, answer, rows, requests */
  const cases = [
    ['nothing but hasMorePages', ({ items, hasMorePages }) => ({ items, hasMorePages }), 250, 3],
    ['nothing but hasMorePages, with full pages', ({ items, hasMorePages }) => ({ items, hasMorePages }), 300, 3],
    ['nothing but totalPages', ({ items, totalPages }) => ({ items, totalPages }), 250, 3],
    ['nothing but countPages', ({ items, totalPages }) => ({ items, countPages: totalPages }), 250, 3],
    ['nothing but items', ({ items }) => ({ items }), 250, 3],
    ['nothing but items, with full pages', ({ items }) => ({ items }), 200, 3],
    ['bare pages', ({ items }) => items, 250, 3],
    ['nulls', ({ items }) => ({ items, hasMorePages: null, totalPages: null }), 250, 3],
    ['no items at the end', (page) => ({ ...page, items: page.items.length ? page.items : null }), 0, 1],
    ['that more follows, with no more items', (page) => ({ ...page, hasMorePages: true, totalPages: 99 }), 200, 6],
  ];
  for (const [what, change, total, requests] of cases) {
    test(`${what}: all ${total} rows`, async () => {
      const { wts, asked } = madeUpList({ total, change });
      assert.deepEqual(idsOf(await wts.contact.listAll().toArray()), ids(1, total));
      assert.ok(asked.length <= requests, `${asked.length} requests`);
    });
  }

  test('the same page for ever is an error after its rows, not a loop', async () => {
    const change = (/** @type {Page} */ page) => ({
      ...page,
      items: ids(1, 100).map((id) => ({ id })),
      hasMorePages: true,
    });
    for (const concurrency of [1, 4]) {
      const { wts, asked } = madeUpList({ total: 1e6, change });
      const { read, error } = await readToTheFailure(wts.contact.listAll({}, { concurrency }));
      assert.deepEqual(read, ids(1, 100));
      assert.deepEqual([error.code, error.operation], ['invalid_response', 'contact.list']);
      assert.ok(asked.length <= 1 + concurrency, `${asked.length} requests`);
    }
  });
});

suite('oddities of the field', () => {
  /** @param {number} count */
  const fill = (count) => {
    const [one] = sandbox.state.contacts.values();
    assert.ok(one);
    sandbox.state.contacts.clear();
    const all = Array.from({ length: count }, () => randomUUID());
    for (const id of all) sandbox.state.contacts.set(id, { ...one, id });
    return all;
  };
  for (const oddity of /** @type {const} */ (['no-has-more-pages', 'count-pages', 'enum-case'])) {
    test(`${oddity} changes nothing`, async () => {
      for (const count of [250, 200]) {
        const all = fill(count);
        sandbox.requests.length = 0;
        sandbox.fault({ oddity, times: Number.POSITIVE_INFINITY });
        assert.deepEqual(idsOf(await wts.contact.listAll().toArray()), all);
        assert.equal(sandbox.requests.length, Math.ceil(count / 100));
      }
    });
  }

  for (const [what, list] of /** @type {[string, () => List<{ id: string }>][]} */ ([
    ['contact.list', () => wts.contact.listAll()],
    ['contact.filter', () => wts.contact.filterAll({ name: 'Ana' })],
    ['portfolio.listContacts', () => wts.portfolio.listContactsAll({ portfolioId: sandbox.sample.portfolioId })],
  ])) {
    test(`page-one-for-ever in ${what} is an error`, async () => {
      if (what !== 'portfolio.listContacts') fill(250);
      const first = what === 'portfolio.listContacts' ? 1 : 100;
      sandbox.fault({ oddity: 'page-one-for-ever', times: Number.POSITIVE_INFINITY });
      const { read, error } = await readToTheFailure(list());
      assert.equal(read.length, first);
      assert.deepEqual([error.code, error.operation], ['invalid_response', what]);
      assert.match(error.message, /Page 2/);
    });
  }
});
