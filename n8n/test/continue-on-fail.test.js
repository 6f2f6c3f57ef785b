// "Continue On Fail": the others go on, and a failed item says what failed.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deadUrl, each, filledIn, items, jsonOf, started } from './support.js';

const { sandbox, suite, run, credential } = await started();
const { from, to, contactId, unreachableContactId } = sandbox.sample;
const nobody = '00000000-0000-4000-8000-000000000000';

const goesOn = { onError: 'continueRegularOutput' };

/** @param {any} [more] */
const text = (more) => ({ resource: 'message', operation: 'sendText', from, to, text: 'Oi', ...more });

/** @param {any} contactId @param {any} [more] */
const contact = (contactId, more) => ({ resource: 'contact', operation: 'get', contactId, ...more });

const once = { options: { maxRetries: 0 } };

/** What the only item says of its failure. @param {any} parameters @param {any} [more] */
async function errorOf(parameters, more) {
  const output = await run(parameters, { node: goesOn, ...more });
  assert.equal(output.length, 1);
  const [item] = output;
  assert.deepEqual(Object.keys(item ?? {}).sort(), ['json', 'pairedItem']);
  assert.deepEqual(item?.pairedItem, { item: 0 });
  assert.deepEqual(Object.keys(item?.json ?? {}), ['error']);
  const [{ error }] = jsonOf(output);
  assert.ok(Object.values(error).every((value) => value !== undefined && value !== null));
  return error;
}

suite('a failed item', () => {
  for (const [name, node] of Object.entries({
    'that continues in the regular output': goesOn,
    'that continues in the error output': { onError: 'continueErrorOutput' },
    'with the old setting': { continueOnFail: true },
  })) {
    test(`lets the others go on, in a node ${name}`, async () => {
      const ids = each([contactId, nobody, unreachableContactId]);
      const output = await run(contact(ids), { items: items(3), node });
      assert.deepEqual(
        output.map(({ pairedItem }) => pairedItem),
        [{ item: 0 }, { item: 1 }, { item: 2 }],
      );
      const [first, second, third] = jsonOf(output);
      assert.deepEqual([first.id, third.id], [contactId, unreachableContactId]);
      assert.equal(second.error.code, 'not_found');
      assert.equal(output[1]?.error, undefined);
    });
  }

  test('is one that n8n moves to the error output, and the others are not', async () => {
    const output = await run(contact(each([contactId, nobody, ''])), { items: items(3), node: goesOn });
    // As n8n's workflow-execute.js: an error that is set, or one of three shapes of JSON.
    const isMoved = (/** @type {any} */ { error, json }) => {
      const names = Object.keys(json);
      return Boolean(
        error ||
          (json.error && names.length === 1) ||
          (json.error && json.message && names.length === 2) ||
          (json.error && json.message && json.details && names.length === 3),
      );
    };
    assert.deepEqual(output.map(isMoved), [false, true, true]);
  });

  test('of a list or a custom call lets the others go on too', async () => {
    const path = each(['/core/v1/tag', '/core/v1/nowhere', '/core/v1/tag']);
    const output = await run(
      { resource: 'customApiCall', operation: 'request', path },
      { items: items(3), node: goesOn },
    );
    const failed = output.filter(({ json }) => 'error' in json);
    assert.deepEqual(
      failed.map(({ pairedItem }) => pairedItem),
      [{ item: 1 }],
    );
    const sessions = each([sandbox.sample.sessionId, nobody, sandbox.sample.closedSessionId]);
    const messages = { resource: 'session', operation: 'listMessages', sessionId: sessions };
    const lists = await run(messages, { items: items(3), node: goesOn });
    const of = (/** @type {number} */ at) =>
      lists.filter(({ pairedItem }) => /** @type {any} */ (pairedItem).item === at);
    assert.deepEqual([of(0).length > 0, of(2).length > 0], [true, true]);
    assert.deepEqual(
      jsonOf(of(1)).map(({ error }) => error?.code),
      ['not_found'],
    );
  });

  test('among templates that go together is alone in its failure', async () => {
    const { templateId, templateParams } = sandbox.sample;
    const parameters = Object.fromEntries(templateParams.map((/** @type {string} */ name) => [name, 'x']));
    const to = each(['5511988880010', '', '5511988880012']);
    const template = filledIn('send', 'template', { from, to, templateId, parameters });
    const output = await run(template, { items: items(3), node: goesOn });
    assert.deepEqual(
      jsonOf(output).map(({ id, error }) => error?.code ?? typeof id),
      ['string', 'validation', 'string'],
    );
  });
});

suite('what a failed item says', () => {
  test('of wrong input', async () => {
    const error = await errorOf(text({ text: '' }));
    assert.equal(error.code, 'validation');
    assert.match(error.message, /text/);
    assert.deepEqual(
      error.issues.map((/** @type {any} */ { field }) => field),
      ['text'],
    );
    assert.equal(error.maybeSent, false);
    assert.deepEqual(Object.keys(error).sort(), ['code', 'issues', 'maybeSent', 'message']);
    assert.equal(sandbox.requests.length, 0);
  });

  test('of a parameter that cannot be read', async () => {
    const fields = { departmentId: sandbox.sample.departmentId, updateFields: { channelsConfig: '{' } };
    const error = await errorOf({ resource: 'department', operation: 'update', ...fields });
    assert.equal(error.code, 'validation');
    assert.match(error.message, /"Channels Config"/);
  });

  test('of what is not there, which comes as HTTP 500', async () => {
    const error = await errorOf(contact(nobody));
    assert.deepEqual([error.code, error.status, error.key], ['not_found', 500, 'ENTITY_NOT_FOUND']);
    assert.match(error.requestId, /\w+/);
    assert.equal(error.maybeSent, false);
  });

  test('of a token that is dead, or may not do it', async () => {
    const dead = await errorOf(text(), { credential: { ...credential, apiKey: 'pn_dead' } });
    assert.deepEqual([dead.code, dead.status, dead.maybeSent], ['authentication', 401, false]);
    const limited = await errorOf(text(), { credential: { ...credential, apiKey: sandbox.tokens.limited } });
    assert.deepEqual([limited.code, limited.status, limited.maybeSent], ['permission', 403, false]);
  });

  test('of a connection that broke, after a send', async () => {
    sandbox.fault({ operation: 'message.send', drop: 'after' });
    const error = await errorOf(text());
    assert.deepEqual([error.code, error.maybeSent, error.status], ['network', true, undefined]);
    assert.equal(sandbox.requests.length, 1);
  });

  test('of a port where nobody listens', async () => {
    const error = await errorOf(text(once), { credential: { ...credential, baseUrl: deadUrl } });
    assert.deepEqual([error.code, error.maybeSent, 'status' in error], ['network', false, false]);
  });

  test('of an answer that cannot be read, after a send', async () => {
    sandbox.fault({ operation: 'message.send', oddity: 'broken-json' });
    const error = await errorOf(text());
    assert.deepEqual([error.code, error.maybeSent], ['invalid_response', true]);
  });

  test('of no answer in time', async () => {
    sandbox.fault({ operation: 'contact.get', delay: 5000 });
    const began = performance.now();
    const error = await errorOf(contact(contactId, { options: { timeout: 100, maxRetries: 0 } }));
    assert.equal(error.code, 'timeout');
    assert.ok(performance.now() - began < 2000);
  });

  test('of a file that is not there', async () => {
    const parameters = {
      ...{ resource: 'message', operation: 'sendFile', from, to },
      ...{ fileSource: 'binary', binaryPropertyName: 'photo' },
    };
    const error = await errorOf(parameters);
    assert.equal(error.code, 'validation');
    assert.match(error.message, /photo/);
  });
});
