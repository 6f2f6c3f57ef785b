// n8n's "Retry On Fail" executes a node again, with all of its items: what was sent is not sent again.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { each, executed, failureOf, filledIn, items, jsonOf, started } from './support.js';

const { sandbox, suite, contextOf } = await started();
const { from } = sandbox.sample;

const numbers = ['5511988880000', '5511988880001', '5511988880002', '5511988880003'];
const retries = { retryOnFail: true };

/** @param {any} [more] */
const texts = (more) => ({
  ...{ resource: 'message', operation: 'sendText', from, to: each(numbers), text: 'Oi' },
  options: { concurrency: 1, maxRetries: 0 },
  ...more,
});

/**
 * Tries of one node in one execution, as n8n makes them: each with a context of its own, in which the node's lasting data are the same.
 * @param {any} [given]
 */
function execution(given = {}) {
  const lasting = {};
  return (/** @type {any} */ more = {}) => {
    const { overrides, ...all } = { parameters: texts(), items: items(3), node: retries, ...given, ...more };
    return executed(Object.assign(contextOf(all), { getContext: () => lasting, ...overrides }));
  };
}

/** To whom messages were sent, and who got them. */
const asked = () => sandbox.requests.map(({ body }) => body.to);
const sent = () => [...sandbox.state.messages.values()].filter(({ direction }) => direction === 'TO_HUB').length;

const refusal = { operation: 'message.send', status: 400, body: { key: 'FORM_ERROR', text: 'Nope.' } };
const second = (/** @type {any} */ effect) => {
  sandbox.fault({ operation: 'message.send', delay: 1 });
  sandbox.fault({ operation: 'message.send', ...effect });
};

suite('a second try', () => {
  test('does not send again what was sent, and gives its output', async () => {
    const attempt = execution();
    second(refusal);
    const error = await failureOf(attempt());
    assert.equal(error.context.itemIndex, 1);
    const output = await attempt();
    assert.deepEqual(asked(), [numbers[0], numbers[1], numbers[1], numbers[2]]);
    assert.equal(sent(), 3);
    assert.deepEqual(
      output.map(({ json, pairedItem }) => [Boolean(sandbox.state.messages.get(String(json.id))), pairedItem]),
      [0, 1, 2].map((item) => [true, { item }]),
    );
    assert.equal(new Set(jsonOf(output).map(({ id }) => id)).size, 3);
  });

  test('tries an item again whose connection was refused', async () => {
    const attempt = execution({ credential: undefined });
    const dead = { baseUrl: 'http://127.0.0.1:9', apiKey: 'pn_sandbox' };
    await failureOf(attempt({ credential: dead }));
    const output = await attempt({ credential: { baseUrl: sandbox.url, apiKey: sandbox.tokens.full } });
    assert.equal(output.length, 3);
    assert.equal(sent(), 3);
  });

  test('never sends again what may have been sent, and fails with it', async () => {
    const attempt = execution();
    second({ drop: 'after' });
    const first = await failureOf(attempt());
    for (let tries = 0; tries < 3; tries++) {
      const error = await failureOf(attempt());
      assert.equal(error.message, first.message);
      assert.equal(error.context.itemIndex, 1);
      assert.match(error.description, /may have been carried out/);
    }
    assert.deepEqual(asked(), numbers.slice(0, 2), 'nothing is begun that cannot succeed');
  });

  test('with "Continue On Fail" repeats only what failed for sure', async () => {
    const attempt = execution({ node: { ...retries, onError: 'continueRegularOutput' } });
    sandbox.fault(refusal);
    sandbox.fault({ operation: 'message.send', drop: 'after' });
    const codes = (/** @type {any[]} */ output) => jsonOf(output).map(({ error }) => error?.code ?? 'sent');
    assert.deepEqual(codes(await attempt()), ['bad_request', 'network', 'sent']);
    assert.deepEqual(codes(await attempt()), ['sent', 'network', 'sent']);
    assert.deepEqual(asked(), [numbers[0], numbers[1], numbers[2], numbers[0]]);
  });

  test('reads a list again that failed, and not the other', async () => {
    const parameters = { resource: 'tag', operation: 'list', options: { concurrency: 1, maxRetries: 0 } };
    const attempt = execution({ parameters, items: items(2) });
    sandbox.fault({ operation: 'tag.list', delay: 1 });
    sandbox.fault({ operation: 'tag.list', status: 400, body: { key: 'FORM_ERROR', text: 'Nope.' } });
    await failureOf(attempt());
    const output = await attempt();
    assert.equal(sandbox.requests.length, 3);
    assert.deepEqual([...new Set(output.map(({ pairedItem }) => /** @type {any} */ (pairedItem).item))], [0, 1]);
  });

  test('of a custom call does not repeat those that were made', async () => {
    const name = each(['{"name":"One"}', '{"name":"VIP"}']);
    const parameters = {
      resource: 'customApiCall',
      operation: 'request',
      method: 'POST',
      path: '/core/v2/tag',
      body: name,
    };
    const attempt = execution({ parameters: { ...parameters, options: { concurrency: 1 } }, items: items(2) });
    sandbox.fault({ path: '/core/v2/tag', status: 200, body: { id: 'one' } });
    sandbox.fault({ path: '/core/v2/tag', times: 2, status: 400, body: { key: 'FORM_ERROR', text: 'Nope.' } });
    await failureOf(attempt());
    await failureOf(attempt());
    assert.deepEqual(
      sandbox.requests.map(({ body }) => body.name),
      ['One', 'VIP', 'VIP'],
    );
  });

  test('of templates that go together leaves out those that were sent', async () => {
    const { templateId, templateParams, departmentId, supportDepartmentId } = sandbox.sample;
    const parameters = Object.fromEntries(templateParams.map((/** @type {string} */ name) => [name, 'x']));
    const departments = each([departmentId, departmentId, supportDepartmentId, supportDepartmentId]);
    const given = { from, templateId, to: each(numbers), parameters, departmentId: departments };
    const template = filledIn('send', 'template', given);
    const attempt = execution({ parameters: { ...template, options: { concurrency: 1 } }, items: items(4) });
    sandbox.fault({ operation: 'send.templateBatch', delay: 1 });
    sandbox.fault({ operation: 'send.templateBatch', oddity: 'permission-403' });
    const error = await failureOf(attempt());
    assert.equal(error.context.itemIndex, 2);
    assert.equal((await attempt()).length, 4);
    assert.deepEqual(
      sandbox.requests.map(({ body }) => body.messages.map((/** @type {any} */ message) => message.to)),
      [numbers.slice(0, 2), numbers.slice(2), numbers.slice(2)],
    );
  });
});

suite('what was sent is forgotten', () => {
  /** @param {(attempt: ReturnType<typeof execution>) => Promise<unknown>} again @param {any} [given] */
  const startsAfresh = async (again, given) => {
    const attempt = execution(given);
    assert.equal((await attempt()).length, 3);
    sandbox.requests.length = 0;
    await again(attempt);
    assert.deepEqual(asked(), numbers.slice(0, 3));
  };

  test('in the next run of the node, as in a loop', async () => {
    await startsAfresh((attempt) => attempt({ runIndex: 1 }));
  });

  test('in another execution', async () => {
    await startsAfresh(() => execution()());
  });

  test('where a tool is called', async () => {
    const overrides = { isToolExecution: () => true };
    await startsAfresh((attempt) => attempt(), { overrides });
  });

  test('in a node that is not retried', async () => {
    await startsAfresh((attempt) => attempt(), { node: {} });
  });
});

suite('what was sent is known', () => {
  test('in each run of a loop apart', async () => {
    const attempt = execution();
    for (const runIndex of [0, 1, 2]) {
      second(refusal);
      await failureOf(attempt({ runIndex }));
      await attempt({ runIndex });
    }
    assert.equal(sent(), 9);
    assert.equal(sandbox.requests.length, 12);
  });

  test('however many tries there are', async () => {
    const attempt = execution();
    second({ ...refusal, times: 3 });
    for (let tries = 0; tries < 3; tries++) await failureOf(attempt());
    await attempt();
    assert.deepEqual(asked(), [numbers[0], numbers[1], numbers[1], numbers[1], numbers[1], numbers[2]]);
  });
});
