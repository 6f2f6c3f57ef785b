// Dates, pages and order, as literals and as expressions.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { effective, get, rewrite } from './effective.js';

const CONTACTS = { resource: 'contact', operation: 'listContacts' };
test('a date without a zone stays UTC, one with a zone stays as it is', () => {
  const written = [
    ['2024-05-01', '2024-05-01T00:00:00Z'],
    ['2024-05-01T10:00', '2024-05-01T10:00Z'],
    ['2024-05-01T10:00:00', '2024-05-01T10:00:00Z'],
    ['2024-05-01 10:00:00.123', '2024-05-01 10:00:00.123Z'],
    ['2024-05-01T10:00:00Z', '2024-05-01T10:00:00Z'],
    ['2024-05-01T10:00:00.000-03:00', '2024-05-01T10:00:00.000-03:00'],
  ];
  for (const [old, ours] of written) {
    const { parameters, codes } = rewrite({ ...CONTACTS, createdAtAfter: old });
    assert.equal(get(parameters, 'filters.createdAtAfter'), ours);
    assert.equal(get(parameters, 'options.timeZone'), undefined);
    assert.ok(!codes.includes('date_format'));
  }
});

test('what is no date is kept and told', () => {
  const { parameters, codes } = rewrite({ ...CONTACTS, createdAtAfter: '01/05/2024' });
  assert.equal(get(parameters, 'filters.createdAtAfter'), '01/05/2024');
  assert.ok(codes.includes('date_format'));
});

test('the expression of a date is untouched; UTC is set for whatever it gives without a zone', async () => {
  const { parameters, codes } = rewrite({ ...CONTACTS, createdAtAfter: '={{ $json.since }}' });
  assert.equal(get(parameters, 'filters.createdAtAfter'), '={{ $json.since }}');
  assert.ok(codes.includes('date_zone'));
  for (const [since, sent] of [
    ['2024-05-01T10:00:00', '2024-05-01T10:00:00.000Z'],
    ['2024-05-01T10:00:00-03:00', '2024-05-01T13:00:00.000Z'],
  ]) {
    const { query } = await effective(parameters, { since });
    assert.deepEqual(query?.['CreatedAt.After'], [sent]);
  }
});

test('pages keep number, size and maximum', () => {
  const written = [
    [{}, { maxPages: 1, pageNumber: 1, pageSize: 15 }],
    [
      { pageNumber: 2, pageSize: 100 },
      { maxPages: 1, pageNumber: 2, pageSize: 100 },
    ],
    [{ pageNumber: '={{ $json.page }}' }, { maxPages: 1, pageNumber: '={{ $json.page }}', pageSize: 15 }],
    [{ autoPagination: true }, { maxPages: 10, pageNumber: 1, pageSize: 15 }],
    [
      { autoPagination: true, maxPage: 3 },
      { maxPages: 3, pageNumber: 1, pageSize: 15 },
    ],
    // Hidden by Auto Pagination, or without it.
    [
      { autoPagination: true, maxPage: 3, pageNumber: 7, pageSize: 50 },
      { maxPages: 3, pageNumber: 1, pageSize: 15 },
    ],
    [
      { maxPage: 3, pageNumber: 7 },
      { maxPages: 1, pageNumber: 7, pageSize: 15 },
    ],
    [
      { autoPagination: true, maxPage: '={{ $json.most }}' },
      { maxPages: '={{ $json.most }}', pageNumber: 1, pageSize: 15 },
    ],
  ];
  for (const [old, ours] of written) {
    assert.deepEqual(get(rewrite({ ...CONTACTS, ...old }).parameters, 'options.pages.values'), ours);
  }
});

test('whether all pages are read may be decided by an expression', async () => {
  const old = {
    ...CONTACTS,
    autoPagination: '={{ $json.all }}',
    maxPage: 3,
    pageNumber: '={{ $json.page }}',
    pageSize: 50,
  };
  const { parameters } = rewrite(old);
  assert.deepEqual((await effective(parameters, { all: true, page: 7 })).pages, {
    maxPages: 3,
    pageNumber: 1,
    pageSize: 15,
  });
  assert.deepEqual((await effective(parameters, { all: false, page: 7 })).pages, {
    maxPages: 1,
    pageNumber: 7,
    pageSize: 50,
  });
  const { codes } = rewrite({ ...old, autoPagination: '=tr{{ $json.ue }}' });
  assert.ok(codes.includes('paging_by_expression'));
});

test('page, order and dates by expression count for each item, which is told', () => {
  for (const name of ['pageNumber', 'orderBy', 'updatedAtBefore']) {
    assert.ok(rewrite({ ...CONTACTS, [name]: '={{ $json.x }}' }).codes.includes('per_item'), name);
  }
  assert.ok(!rewrite({ ...CONTACTS, pageNumber: 2, statusContact: '={{ $json.x }}' }).codes.includes('per_item'));
});

test('ascending order is sent where it means something', () => {
  const written = [
    [{}, undefined],
    [{ orderDirection: 'ASCENDING' }, undefined],
    [{ orderBy: 'name' }, 'ASCENDING'],
    [{ orderBy: '={{ $json.by }}' }, 'ASCENDING'],
    [{ orderDirection: 'DESCENDING' }, 'DESCENDING'],
    [{ orderDirection: '={{ $json.order }}' }, '={{ $json.order }}'],
  ];
  for (const [old, ours] of written) {
    assert.equal(get(rewrite({ ...CONTACTS, ...Object(old) }).parameters, 'filters.orderDirection'), ours);
  }
  assert.ok(rewrite(CONTACTS).codes.includes('order'));
  assert.ok(!rewrite({ ...CONTACTS, orderBy: 'name' }).codes.includes('order'));
});
