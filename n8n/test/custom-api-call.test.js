// "Custom API Call": any route, with the credential and the care of the known ones.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { workflow } from './helpers.js';
import { each, failureOf, items, jsonOf, started } from './support.js';

const { sandbox, suite, run } = await started();
const { contactId, sessionId } = sandbox.sample;
const call = { resource: 'customApiCall', operation: 'request' };

suite('a custom API call', () => {
  test('reads with a query', async () => {
    const query = JSON.stringify({ PageSize: 2, IncludeDetails: ['Tags', 'CustomFields'] });
    const [json] = jsonOf(await run({ ...call, path: '/core/v1/contact', query }));
    assert.equal(json.items.length, 2);
    const [{ query: sent }] = sandbox.requests;
    assert.deepEqual(sent, { PageSize: '2', IncludeDetails: ['Tags', 'CustomFields'] });
  });

  test('writes with a body, by an object or a text', async () => {
    const body = { text: 'Nota', type: 'TEXT' };
    for (const given of [body, JSON.stringify(body)]) {
      sandbox.fault({ method: 'POST', status: 200, body: { id: '1' } });
      const output = await run({ ...call, method: 'POST', path: `/chat/v1/session/${sessionId}/note`, body: given });
      assert.deepEqual(output, [{ json: { id: '1' }, pairedItem: { item: 0 } }]);
      assert.deepEqual(sandbox.requests.at(-1)?.body, body);
    }
  });

  test('gives an item for each entry of a list', async () => {
    const output = await run({ ...call, path: '/core/v1/tag' }, { items: items(2) });
    const { length } = output;
    assert.ok(length > 4);
    assert.deepEqual(output[0]?.pairedItem, { item: 0 });
    assert.deepEqual(output[length - 1]?.pairedItem, { item: 1 });
  });

  test('that answers nothing says that it was made', async () => {
    sandbox.fault({ status: 200 });
    assert.deepEqual(jsonOf(await run({ ...call, method: 'DELETE', path: '/core/v1/tag/1' })), [{ success: true }]);
  });

  test('has a path for each item', async () => {
    const path = each([`/core/v1/contact/${contactId}`, `/core/v1/contact/${sandbox.sample.unreachableContactId}`]);
    const output = jsonOf(await run({ ...call, path }, { items: items(2) }));
    assert.deepEqual(
      output.map(({ id }) => id),
      [contactId, sandbox.sample.unreachableContactId],
    );
  });

  test('sends no body with a read, and none that is empty', async () => {
    sandbox.fault({ status: 200, times: 2 });
    await run({ ...call, path: '/core/v1/tag', body: '{"a":1}' });
    await run({ ...call, method: 'DELETE', path: '/core/v1/tag/1', body: ' ' });
    assert.deepEqual(
      sandbox.requests.map(({ bytes }) => bytes),
      [0, 0],
    );
  });

  test('with broken JSON is told, by the name of the field', async () => {
    for (const name of ['query', 'body']) {
      const error = await failureOf(run({ ...call, method: 'POST', path: '/core/v1/tag', [name]: '{"a":' }));
      assert.ok(error instanceof workflow.NodeOperationError);
      assert.match(error.message, new RegExp(name));
    }
    assert.equal(sandbox.requests.length, 0);
  });

  test('without a path, or with an address, is told before anything is sent', async () => {
    for (const path of ['', 'https://example.com/steal', '//example.com/steal']) {
      const error = await failureOf(run({ ...call, path }, { items: items(2) }));
      assert.ok(error instanceof workflow.NodeOperationError, `${path}: ${error.message}`);
    }
    assert.equal(sandbox.requests.length, 0);
  });

  test('of an unknown route is an error', async () => {
    const error = await failureOf(run({ ...call, path: '/core/v1/nowhere' }));
    assert.ok(error instanceof workflow.NodeApiError);
    assert.equal(error.httpCode, '404');
    assert.equal(sandbox.requests.length, 1);
  });

  test('that reads is repeated after a failure, one that writes by POST is not', async () => {
    sandbox.fault({ times: 1, status: 503 });
    await run({ ...call, path: '/core/v1/tag' });
    assert.equal(sandbox.requests.length, 2);
    sandbox.fault({ times: 1, status: 503 });
    const path = '/chat/v1/message/send';
    const error = await failureOf(run({ ...call, method: 'POST', path, body: '{"a":1}' }));
    assert.equal(error.httpCode, '503');
    assert.equal(sandbox.requests.length, 3);
  });
});
