// The API refuses what the document does not allow, and speaks of it as the API does.

import assert from 'node:assert/strict';
import test from 'node:test';
import { operations } from '../src/contract/document.js';
import { handlers } from '../src/handlers/index.js';
import { call, sentCount, started, unknownId } from './support.js';

const send = 'POST /chat/v1/message/send';

test('all 109 documented routes are judged, and played', async (t) => {
  const sandbox = await started(t);
  assert.equal(operations.length, 109);
  assert.deepEqual(Object.keys(handlers).toSorted(), operations.map(({ id }) => id).toSorted());
  for (const operation of operations) {
    const path = `/${operation.segments.map((part) => (part.startsWith('{') ? unknownId : part)).join('/')}`;
    const answer = await call(sandbox, `${operation.method} ${path}?Nonsense=1`);
    assert.equal(answer.status, 400, operation.id);
    assert.ok(answer.json.errors.Nonsense, operation.id);
    assert.equal(sandbox.requests.at(-1)?.operation, operation.id);
  }
});

test('errors carry the envelope of the API', async (t) => {
  const sandbox = await started(t);
  const { status, json, text } = await call(sandbox, 'GET /chat/v1/channel', { token: 'pn_dead' });
  assert.equal(status, 401);
  assert.deepEqual(Object.keys(json), ['id', 'httpStatusCode', 'error', 'date', 'key', 'text', 'isUnsolvableError']);
  assert.equal(json.key, 'ERROR_UNAUTHORIZED');
  assert.equal(json.httpStatusCode, 401);
  const { value, shortValue } = /** @type {{ id: { value: string, shortValue: string } }} */ (JSON.parse(text)).id;
  assert.equal(shortValue, value.slice(0, 8));
});

test('authentication runs before routing', async (t) => {
  const sandbox = await started(t);
  for (const token of [null, 'pn_dead']) {
    assert.equal((await call(sandbox, 'GET /chat/v1/nonsense', { token })).status, 401);
    assert.equal((await call(sandbox, 'GET /nonsense', { token })).status, 401);
  }
  assert.equal((await call(sandbox, 'GET /chat/v1/nonsense')).status, 404);
  assert.equal((await call(sandbox, 'GET /chat/v1/channel/')).status, 404);
  assert.equal((await call(sandbox, 'PATCH /chat/v1/channel')).status, 405);
  const bare = await call(sandbox, 'GET /v1/channel');
  assert.deepEqual([bare.status, bare.json.text], [400, 'badrequest']);
});

test('the limited token may read and nothing else', async (t) => {
  const sandbox = await started(t);
  const token = sandbox.tokens.limited;
  assert.equal((await call(sandbox, 'GET /chat/v1/channel', { token })).status, 200);
  assert.equal((await call(sandbox, 'POST /core/v1/contact/filter', { token, body: {} })).status, 200);
  const refused = await call(sandbox, send, { token, body: {} });
  assert.deepEqual([refused.status, refused.json.key], [403, 'ERROR_FORBIDDEN']);
  assert.equal(sentCount(sandbox), 0);
});

test('query names may be spelt in any case, their values may not', async (t) => {
  const sandbox = await started(t);
  const ok = [
    'pagesize=2&PAGENUMBER=1',
    'Status=COMPLETED&status=PENDING',
    'CreatedAt.After=2024-01-01T00:00:00Z',
    'Metadata[order]=1',
  ];
  for (const query of ok) assert.equal((await call(sandbox, `GET /chat/v2/session?${query}`)).status, 200, query);

  const refused = {
    Nonsense: 'Nonsense=1',
    PageSize: 'PageSize=0',
    PageNumber: 'PageNumber=1e1',
    Metadata: 'Metadata=1',
    'Status.0': 'Status=completed',
    ContactId: 'ContactId=12',
    'CreatedAt.After': 'CreatedAt.After=yesterday',
    OrderDirection: 'OrderDirection=ASC',
    UserId: `UserId=${unknownId}&userId=${unknownId}`,
  };
  for (const [field, query] of Object.entries(refused)) {
    const answer = await call(sandbox, `GET /chat/v2/session?${query}`);
    assert.equal(answer.status, 400, query);
    assert.equal(answer.headers.get('content-type'), 'application/problem+json');
    assert.equal(answer.json.title, 'One or more validation errors occurred.');
    assert.ok(answer.json.errors[field], `${query}: ${answer.text}`);
  }
  const missing = await call(sandbox, 'GET /chat/v1/message');
  assert.deepEqual([missing.status, missing.json.errors.SessionId], [400, ['is required']]);
});

test('a page of more than 100 ends in a 500 without a word', async (t) => {
  const sandbox = await started(t);
  const answers = [
    await call(sandbox, 'GET /chat/v2/session?pagesize=101'),
    await call(sandbox, 'POST /core/v1/contact/filter', { body: { pageSize: 101 } }),
  ];
  for (const { status, text } of answers) assert.deepEqual([status, text], [500, '']);
  assert.equal((await call(sandbox, 'GET /chat/v2/session?PageSize=100')).status, 200);
});

test('path parameters are judged', async (t) => {
  const sandbox = await started(t);
  for (const id of ['12', `urn:uuid:${unknownId}`, '..%2f..']) {
    const answer = await call(sandbox, `GET /chat/v2/session/${id}`);
    assert.deepEqual([answer.status, Object.keys(answer.json.errors)], [400, ['id']], id);
  }
  assert.equal((await call(sandbox, 'GET /chat/v2/session/%ff')).status, 400);
});

test('bodies are judged against the document', async (t) => {
  const sandbox = await started(t);
  const { from, to } = sandbox.sample;
  const body = { text: 'Olá' };
  /** @type {[unknown, string][]} */
  const refused = [
    [{ from, body }, 'to'],
    [{ from, to: '', body }, 'to'],
    [{ from, to, body, extra: 1 }, 'extra'],
    [{ from, to, body: { ...body, fileId: 'x' } }, 'body.fileId'],
    [{ from, to, body: { text: 7 } }, 'body.text'],
    [{ from, to, body, options: null }, 'options'],
    [{ from, to, body, options: { hiddenSession: 'true' } }, 'options.hiddenSession'],
    [[], '$'],
  ];
  for (const [wrong, field] of refused) {
    const answer = await call(sandbox, send, { body: wrong });
    assert.equal(answer.status, 400, field);
    assert.ok(answer.json.errors[field], `${field}: ${answer.text}`);
  }
  assert.equal((await call(sandbox, send, { body: { from: null, to, body: { ...body, refId: null } } })).status, 200);
  assert.equal(sentCount(sandbox), 1, 'only the right one was sent');
});

test('a body must be JSON, announced as JSON, where one is documented and only there', async (t) => {
  const sandbox = await started(t);
  const headers = { 'content-type': 'text/plain' };
  assert.equal((await call(sandbox, send, { raw: '{}', headers })).status, 415);
  assert.equal((await call(sandbox, send, { raw: '{"to":' })).status, 400);
  assert.equal((await call(sandbox, send)).status, 400);
  assert.equal((await call(sandbox, `POST /core/v1/agent/${unknownId}/logout`, { body: {} })).status, 400);
  const utf8 = { 'content-type': 'application/json; charset=utf-8' };
  assert.equal((await call(sandbox, send, { body: {}, headers: utf8 })).json.errors.to?.[0], 'is required');
});

test('a body over 20 MB is refused', async (t) => {
  const sandbox = await started(t);
  const { status } = await call(sandbox, send, { raw: `"${'a'.repeat(20 * 1024 * 1024)}"` });
  assert.equal(status, 413);
});

test('a handler that breaks the document is a bug of the sandbox, and says so', async (t) => {
  const sandbox = await started(t);
  const tag = [...sandbox.state.tags.values()][0];
  if (tag) tag.color = 'PLAID';
  const answer = await call(sandbox, 'GET /core/v1/tag');
  assert.deepEqual([answer.status, answer.json.key], [500, 'SANDBOX_BUG']);
  assert.match(answer.json.text, /tag\.list.*color/);
});
