// The trigger's subscription, from activation to deactivation, on the real sandbox.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { deadUrl, last, started } from '../../js-tests/support.js';
import { hookContext, n8nInstance, nodeType, workflow } from './helpers.js';

/** @import { TestContext } from 'node:test' */

const { sandbox, suite } = await started();
const type = nodeType('WtsChatTrigger');

const subscriptions = () => [...sandbox.state.subscriptions.values()];

const writes = () => sandbox.requests.filter(({ method }) => method !== 'GET').map(({ operation }) => operation);

/** @param {TestContext} t @param {object} [setup] */
async function instanceOf(t, setup = {}) {
  const credential = { apiKey: sandbox.tokens.full, baseUrl: sandbox.url };
  const parameters = { events: ['MESSAGE_RECEIVED', 'CONTACT_NEW'] };
  const workflow = { id: randomUUID(), name: 'Atendimento', active: true };
  return await n8nInstance(t, { type, credential, parameters, workflow, ...setup });
}

/** @param {{ url: string }} subscription */
const secretOf = ({ url }) => new URL(url).searchParams.get('key') ?? '';

suite('activation', () => {
  test('subscribes to the chosen events, with a secret in the address', async (t) => {
    const n8n = await instanceOf(t);
    assert.equal(await n8n.activate(), true);
    const [subscription, ...others] = subscriptions();
    assert.ok(subscription);
    assert.deepEqual(others, []);
    const { name, url, events, enabled } = subscription;
    assert.deepEqual([name, events, enabled], ['n8n: Atendimento', ['MESSAGE_RECEIVED', 'CONTACT_NEW'], true]);
    assert.equal(url, `${n8n.webhookUrl()}?key=${secretOf({ url })}`);
    assert.ok(secretOf({ url }).length >= 32);
  });

  test('finds its subscription at the next start and changes nothing', async (t) => {
    const n8n = await instanceOf(t);
    await n8n.activate();
    const [before] = structuredClone(subscriptions());
    const had = writes().length;
    assert.equal(await n8n.activate(), false);
    assert.deepEqual(subscriptions(), [before]);
    assert.equal(writes().length, had);
  });

  test('takes events in any order and case for the same', async (t) => {
    const n8n = await instanceOf(t);
    await n8n.activate();
    const turned = (/** @type {unknown} */ body) =>
      /** @type {any[]} */ (body).map((entry) => {
        const names = entry.events.map((/** @type {any} */ { event }) => ({ event: event.toLowerCase() }));
        return { ...entry, events: names.reverse() };
      });
    sandbox.fault({ operation: 'webhook.listSubscriptions', alter: turned });
    const had = writes().length;
    assert.equal(await n8n.activate(), false);
    assert.equal(writes().length, had);
  });

  test('brings it up to date where the events differ', async (t) => {
    const n8n = await instanceOf(t);
    await n8n.activate();
    const [{ id, url }] = structuredClone(/** @type {[any]} */ (subscriptions()));
    n8n.setup.parameters = { events: ['SESSION_NEW'] };
    assert.equal(await n8n.activate(), false);
    assert.deepEqual(
      subscriptions().map((entry) => [entry.id, entry.url, entry.events]),
      [[id, url, ['SESSION_NEW']]],
    );
  });

  test('enables it where somebody disabled it', async (t) => {
    const n8n = await instanceOf(t);
    await n8n.activate();
    Object.assign(last(subscriptions()), { enabled: false });
    assert.equal(await n8n.activate(), false);
    assert.deepEqual(
      subscriptions().map(({ enabled }) => enabled),
      [true],
    );
  });

  test('makes it anew where somebody deleted it, with the secret that it had', async (t) => {
    const n8n = await instanceOf(t);
    await n8n.activate();
    const secret = secretOf(last(subscriptions()));
    sandbox.state.subscriptions.clear();
    assert.equal(await n8n.activate(), true);
    assert.deepEqual(subscriptions().map(secretOf), [secret]);
  });

  test('finds it by its address where n8n has forgotten it, and gives it another secret', async (t) => {
    const n8n = await instanceOf(t);
    await n8n.activate();
    const { id, url } = structuredClone(last(subscriptions()));
    n8n.staticData = {};
    assert.equal(await n8n.activate(), false);
    assert.deepEqual(
      subscriptions().map((entry) => entry.id),
      [id],
    );
    assert.notEqual(secretOf(last(subscriptions())), secretOf({ url }));
  });

  test('follows n8n to another address', async (t) => {
    const n8n = await instanceOf(t);
    await n8n.activate();
    const { id, url } = structuredClone(last(subscriptions()));
    n8n.url = 'http://127.0.0.1:9';
    assert.equal(await n8n.activate(), false);
    assert.deepEqual(
      subscriptions().map((entry) => [entry.id, entry.url]),
      [[id, `${n8n.webhookUrl()}?key=${secretOf({ url })}`]],
    );
  });

  test('deletes what an answer that was lost left behind', async (t) => {
    const n8n = await instanceOf(t);
    await n8n.activate();
    const first = last(subscriptions());
    const second = { ...first, id: randomUUID() };
    sandbox.state.subscriptions.set(second.id, second);
    assert.equal(await n8n.activate(), false);
    assert.deepEqual(
      subscriptions().map(({ id }) => id),
      [first.id],
    );
  });

  test('leaves subscriptions of others alone', async (t) => {
    const [one, other] = [await instanceOf(t), await instanceOf(t)];
    await one.activate();
    await other.activate();
    assert.equal(subscriptions().length, 2);
    assert.equal(new Set(subscriptions().map(secretOf)).size, 2);
    await other.deactivate();
    assert.deepEqual(
      subscriptions().map(({ url }) => url.split('?')[0]),
      [one.webhookUrl()],
    );
  });

  for (const [what, change] of /** @type {const} */ ([
    ['on another n8n', { instanceId: 'instance-2' }],
    ['in another workflow', { workflow: { id: 'another', name: 'Copy', active: true } }],
  ])) {
    test(`a copy ${what} has a subscription and a secret of its own`, async (t) => {
      const original = await instanceOf(t);
      await original.activate();
      const copy = await instanceOf(t, { staticData: structuredClone(original.staticData), ...change });
      assert.equal(await copy.activate(), true);
      assert.equal(new Set(subscriptions().map(secretOf)).size, 2);
      await copy.deactivate();
      assert.deepEqual(
        subscriptions().map(({ url }) => url.split('?')[0]),
        [original.webhookUrl()],
      );
    });
  }

  test('fails with what the API said, and subscribes to nothing', async (t) => {
    const n8n = await instanceOf(t, { credential: { apiKey: sandbox.tokens.limited, baseUrl: sandbox.url } });
    const error = await n8n.activate().then(
      () => assert.fail('activated'),
      (reason) => reason,
    );
    assert.ok(error instanceof workflow.NodeApiError);
    assert.equal(error.httpCode, '403');
    assert.deepEqual(subscriptions(), []);
  });

  test('fails where n8n does not know its own address', async () => {
    const credential = { apiKey: sandbox.tokens.full, baseUrl: sandbox.url };
    const context = hookContext({ type, credential, parameters: { events: ['CONTACT_NEW'] } });
    await assert.rejects(
      async () => type.webhookMethods?.default?.checkExists.call(context),
      (error) => error instanceof workflow.NodeOperationError && /address/.test(error.message),
    );
  });

  test('refuses to subscribe to nothing', async (t) => {
    const n8n = await instanceOf(t, { parameters: { events: [] } });
    await assert.rejects(n8n.activate(), workflow.NodeOperationError);
    assert.deepEqual(writes(), []);
  });

  test('a long name of a workflow is cut', async (t) => {
    const n8n = await instanceOf(t, { workflow: { id: 'long', name: '😀'.repeat(200), active: true } });
    await n8n.activate();
    assert.match(last(subscriptions()).name, /^n8n: (😀)+$/u);
  });
});

suite('deactivation', () => {
  test('deletes the subscription, and a second one finds nothing to do', async (t) => {
    const n8n = await instanceOf(t);
    await n8n.activate();
    assert.equal(await n8n.deactivate(), true);
    assert.deepEqual(subscriptions(), []);
    assert.equal(await n8n.deactivate(), true);
  });

  test('is fine with a subscription that vanishes meanwhile', async (t) => {
    const n8n = await instanceOf(t);
    await n8n.activate();
    const kept = structuredClone(subscriptions());
    sandbox.fault({ operation: 'webhook.deleteSubscription', oddity: 'not-found-500' });
    assert.equal(await n8n.deactivate(), true);
    assert.deepEqual(subscriptions(), kept);
    assert.deepEqual(n8n.log, []);
  });

  test('keeps the secret for the next activation', async (t) => {
    const n8n = await instanceOf(t);
    await n8n.activate();
    const secret = secretOf(last(subscriptions()));
    await n8n.deactivate();
    await n8n.activate();
    assert.equal(secretOf(last(subscriptions())), secret);
  });

  test('does not hold n8n up when the API cannot be reached, and says so', async (t) => {
    const n8n = await instanceOf(t);
    await n8n.activate();
    const { credential } = n8n.setup;
    n8n.setup.credential = { ...credential, baseUrl: await deadUrl() };
    assert.equal(await n8n.deactivate(), false);
    assert.deepEqual(
      n8n.log.map(({ level }) => level),
      ['error'],
    );
    assert.match(last(n8n.log).message, /subscription could not be deleted/);
    n8n.setup.credential = credential;
    assert.equal(await n8n.activate(), false);
    assert.equal(subscriptions().length, 1);
  });
});

suite('listening for a test event', () => {
  test('has a subscription of its own beside the active workflow', async (t) => {
    const n8n = await instanceOf(t);
    await n8n.activate();
    await n8n.listen();
    const addresses = () => subscriptions().map(({ url }) => url.split('?')[0]);
    assert.deepEqual(addresses(), [n8n.webhookUrl(), n8n.webhookUrl(true)]);
    assert.equal(new Set(subscriptions().map(secretOf)).size, 2);
    await n8n.stopListening();
    assert.deepEqual(addresses(), [n8n.webhookUrl()]);
  });

  test('finds what an n8n that was stopped in the middle left behind', async (t) => {
    const n8n = await instanceOf(t);
    assert.equal(await n8n.listen(), true);
    assert.equal(await n8n.listen(), false);
    assert.equal(subscriptions().length, 1);
    n8n.testStaticData = undefined;
    await n8n.stopListening();
    assert.deepEqual(subscriptions(), []);
  });
});
