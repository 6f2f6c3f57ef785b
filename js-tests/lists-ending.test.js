// How the reading of a list ends: by a break, an error, a signal, and never by running out of memory.

import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { ids, madeUpList, readToTheFailure, row } from './made-up-list.js';
import { rejects } from './support.js';

/** @import { List, ListOptions } from 'wts-chat' */
/** @import { Page } from './made-up-list.js' */

const longTime = 60_000;

describe('the end of reading', () => {
  /** Page 2 is there, those after it hang. */
  const hanging = () => madeUpList({ total: 1000, wait: (page) => (page > 2 ? longTime : 1) });

  for (const [what, leave] of /** @type {[string, (list: List<unknown>) => Promise<void>][]} */ ([
    [
      'a break',
      async (list) => {
        let count = 0;
        for await (const _ of list) if (++count === 101) break;
      },
    ],
    [
      'an error of the reader',
      async (list) => {
        let count = 0;
        const reading = (async () => {
          for await (const _ of list) if (++count === 101) throw new Error('mine');
        })();
        await assert.rejects(reading, { message: 'mine' });
      },
    ],
  ])) {
    test(`by ${what} aborts what is under way, and asks for nothing more`, async () => {
      const { wts, asked, numbers } = hanging();
      const { signal } = new AbortController();
      await leave(wts.contact.listAll({}, { signal }));
      await sleep(10);
      assert.deepEqual(numbers(), [1, 2, 3, 4, 5]);
      assert.deepEqual(
        asked.map((page) => page.signal?.aborted),
        [false, false, true, true, true],
      );
      assert.equal(getEventListeners(signal, 'abort').length, 0);
    });
  }

  test('by an error comes after the entries before it, and aborts what is under way', async () => {
    const refusal = { error: true, key: 'FORM_ERROR', text: 'Falha', httpStatusCode: 400 };
    const answer = (/** @type {number} */ page) => (page === 3 ? Response.json(refusal, { status: 400 }) : undefined);
    const wait = (/** @type {number} */ page) => ({ 1: 1, 2: 50, 3: 1 })[page] ?? longTime;
    const { wts, asked } = madeUpList({ total: 1000, wait, answer });
    const { signal } = new AbortController();
    const list = wts.contact.listAll({}, { signal });
    const { read, error } = await readToTheFailure(list);
    assert.deepEqual(read, ids(1, 200));
    assert.deepEqual([error.code, error.operation, error.key], ['bad_request', 'contact.list', 'FORM_ERROR']);
    await sleep(10);
    assert.deepEqual(
      asked.map((page) => page.signal?.aborted),
      [false, false, false, true, true, true],
    );
    assert.equal(getEventListeners(signal, 'abort').length, 0);
  });

  test('after an error is the end', async () => {
    const { wts, asked } = madeUpList({ total: 10, answer: () => new Response('{}', { status: 403 }) });
    const list = wts.contact.listAll()[Symbol.asyncIterator]();
    assert.equal((await rejects(list.next())).code, 'permission');
    assert.deepEqual(await list.next(), { done: true, value: undefined });
    assert.equal(asked.length, 1);
  });
});

describe('the signal of a list', () => {
  const reason = new Error('enough');

  test('that is aborted already sends nothing', async () => {
    const { wts, asked } = madeUpList({ total: 1000 });
    const error = await rejects(wts.contact.listAll({}, { signal: AbortSignal.abort(reason) }).toArray());
    assert.deepEqual([error.code, error.cause, error.operation], ['aborted', reason, 'contact.list']);
    assert.deepEqual(asked, []);
  });

  /** @type {[string, number, ListOptions][]} what, entries that are read before, options */
  const moments = [
    ['during the first page', 0, {}],
    ['between pages', 100, {}],
    ['within a page', 130, {}],
    ['between pages that are asked for one by one', 100, { concurrency: 1 }],
  ];
  for (const [what, before, options] of moments) {
    test(`that is aborted ${what} ends the list`, async () => {
      const hangs = before === 0 ? 0 : 2;
      const { wts, asked } = madeUpList({ total: 1000, wait: (page) => (page > hangs ? longTime : 1) });
      const controller = new AbortController();
      const { signal } = controller;
      if (before === 0) setTimeout(() => controller.abort(reason), 20);
      const list = wts.contact.listAll({}, { ...options, signal });
      const { read, error } = await readToTheFailure(list, (count) => {
        assert.equal(getEventListeners(signal, 'abort').length, 1);
        if (count === before) controller.abort(reason);
      });
      assert.deepEqual([error.code, error.cause], ['aborted', reason]);
      assert.ok(read.length >= before && read.length <= 200, `${read.length} entries`);
      assert.deepEqual(read, ids(1, read.length));
      await sleep(10);
      for (const page of asked.filter(({ number }) => number > hangs)) assert.equal(page.signal?.aborted, true);
      assert.equal(getEventListeners(signal, 'abort').length, 0);
    });
  }

  test('that is never aborted keeps no listener, and is not aborted by the list', async () => {
    const { signal } = new AbortController();
    for (let time = 0; time < 20; time += 1) {
      await madeUpList({ total: 300 }).wts.contact.listAll({}, { signal }).toArray();
    }
    assert.equal(getEventListeners(signal, 'abort').length, 0);
    assert.equal(signal.aborted, false);
  });

  test('that is aborted while pages are under way leaves no unhandled rejection', async (t) => {
    /** @type {unknown[]} */
    const unhandled = [];
    const listen = (/** @type {unknown} */ error) => unhandled.push(error);
    process.on('unhandledRejection', listen);
    t.after(() => process.off('unhandledRejection', listen));
    const { wts } = madeUpList({
      total: 1000,
      wait: (page) => (page > 1 ? 5 : 1),
      answer: (page) => (page > 1 ? new Response('x', { status: 400 }) : undefined),
    });
    assert.equal((await rejects(wts.contact.listAll().toArray())).code, 'bad_request');
    await sleep(30);
    assert.deepEqual(unhandled, []);
  });
});

describe('100,000 entries', () => {
  setFlagsFromString('--expose-gc');
  /** @type {() => void} */
  const collect = runInNewContext('gc');
  const used = () => {
    collect();
    return process.memoryUsage().heapUsed / 2 ** 20;
  };

  test('are read in constant memory', async () => {
    const text = 'x'.repeat(500);
    const change = (/** @type {Page} */ page) => ({
      ...page,
      items: page.items.map(({ id }) => ({ id, name: `${id} ${text}` })),
    });
    const { wts, asked } = madeUpList({ total: 100_000, change });
    let count = 0;
    let first = 0;
    let most = 0;
    for await (const { id } of wts.contact.listAll()) {
      count += 1;
      assert.equal(id, row(count).id);
      if (count % 10_000 !== 0) continue;
      asked.length = 0;
      if (first === 0) first = used();
      else most = Math.max(most, used());
    }
    assert.equal(count, 100_000);
    assert.ok(most - first < 8, `${first.toFixed(1)} MiB after 10,000 entries, up to ${most.toFixed(1)} MiB later`);
  });
});
