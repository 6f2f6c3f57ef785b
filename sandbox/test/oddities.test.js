// Oddities that change the handler's own answer.

import assert from 'node:assert/strict';
import test from 'node:test';
import { call, started } from './support.js';

/** @import { Oddity } from '../src/oddities.js' */
/** @import { Sandbox } from '../src/index.js' */

const list = 'GET /core/v1/contact?PageSize=2';

/** @param {Sandbox} sandbox @param {Oddity} oddity @param {string} [operation] */
const always = (sandbox, oddity, operation = 'contact.list') =>
  sandbox.fault({ operation, oddity, times: Number.POSITIVE_INFINITY });

test('a list without hasMorePages', async (t) => {
  const sandbox = await started(t);
  always(sandbox, 'no-has-more-pages');
  const { json } = await call(sandbox, list);
  assert.deepEqual([json.hasMorePages, json.totalPages, json.items.length], [undefined, 2, 2]);
});

test('a list with countPages instead of totalPages', async (t) => {
  const sandbox = await started(t);
  always(sandbox, 'count-pages');
  const { json } = await call(sandbox, list);
  assert.deepEqual(
    [json.countPages, 'totalPages' in json, 'hasMorePages' in json, json.items.length],
    [2, false, false, 2],
  );
});

test('page one for ever, however the page is asked for', async (t) => {
  const sandbox = await started(t);
  for (const operation of ['contact.list', 'contact.filter', 'portfolio.listContacts']) {
    always(sandbox, 'page-one-for-ever', operation);
  }
  const body = { pageNumber: 2, pageSize: 2 };
  const path = `GET /core/v1/portfolio/${sandbox.sample.portfolioId}/contact`;
  const { json: first } = await call(sandbox, list);
  assert.equal(first.items.length, 2);
  const answers = [
    await call(sandbox, `${list}&PageNumber=9`),
    await call(sandbox, 'POST /core/v1/contact/filter', { body }),
    await call(sandbox, `${path}?Page=9`),
    await call(sandbox, `${path}?NextPageToken=9`),
  ];
  for (const { json } of answers) {
    assert.deepEqual([json.pageNumber, json.hasMorePages, json.totalPages], [1, true, 2]);
    assert.ok(json.items.length > 0);
  }
  assert.deepEqual(answers[0]?.json.items, first.items);
  assert.equal(
    sandbox.requests.find(({ query }) => query.PageNumber)?.query.PageNumber,
    '9',
    'the journal says what came',
  );
});

test('enum values in another case', async (t) => {
  const sandbox = await started(t);
  always(sandbox, 'enum-case', 'session.get');
  always(sandbox, 'enum-case');
  const { json: session } = await call(sandbox, `GET /chat/v2/session/${sandbox.sample.sessionId}`);
  assert.equal(session.status, 'In_progress');
  const { json } = await call(sandbox, `${list}&OrderBy=name`);
  assert.deepEqual([json.items[0]?.status, json.items[0]?.name], ['Active', 'Ana Souza']);
});

test('answers that are no pages are left alone', async (t) => {
  const sandbox = await started(t);
  const { json: plain } = await call(sandbox, 'GET /core/v1/tag');
  for (const oddity of /** @type {Oddity[]} */ (['no-has-more-pages', 'count-pages', 'page-one-for-ever'])) {
    sandbox.fault({ oddity });
    assert.deepEqual((await call(sandbox, 'GET /core/v1/tag')).json, plain, oddity);
    sandbox.fault({ oddity });
    assert.equal((await call(sandbox, `${list}&OrderBy=nonsense`)).json.key, 'FORM_ERROR');
  }
});

test('an answer of the caller’s own making', async (t) => {
  const sandbox = await started(t);
  sandbox.fault({ operation: 'tag.list', alter: (tags) => ({ tags }) });
  assert.deepEqual(Object.keys((await call(sandbox, 'GET /core/v1/tag')).json), ['tags']);
});
