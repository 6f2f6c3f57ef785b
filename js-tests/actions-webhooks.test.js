// Webhooks: subscriptions as they are read back, and what is delivered to them.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { idsOf, inbound, received, refused, rejects, started, untyped } from './support.js';

const { sandbox, suite, wts } = await started();
const { sample } = sandbox;
const { from, to, contactId, sessionId } = sample;

suite('webhook', () => {
  // Nobody has to answer: what was delivered is recorded.
  const hook = () => `${sandbox.url}/hook?key=segredo`;

  test('a subscription is created, listed, read, and delivered to', async () => {
    const { id } = await wts.webhook.createSubscription({
      name: 'CRM',
      url: hook(),
      events: ['CONTACT_UPDATE', 'CONTACT_TAG_UPDATE'],
    });
    const found = await wts.webhook.getSubscription({ subscriptionId: id });
    assert.deepEqual([found.name, found.url, found.enabled], ['CRM', hook(), true]);
    assert.deepEqual(
      found.events?.map(({ event }) => event),
      ['CONTACT_UPDATE', 'CONTACT_TAG_UPDATE'],
    );
    assert.deepEqual(idsOf(await wts.webhook.listSubscriptions()), [id]);

    await wts.contact.update({ contactId, name: 'Ana Maria' });
    await wts.session.updateStatus({ sessionId, newStatus: 'PENDING' });
    await sandbox.delivered();
    const [delivery, ...others] = sandbox.deliveries;
    assert.deepEqual(others, []);
    assert.deepEqual([delivery?.url, delivery?.eventType], [hook(), 'CONTACT_UPDATE']);
    assert.equal(Object(delivery?.body.content).name, 'Ana Maria');
  });

  test('a message of a contact is told', async () => {
    await wts.webhook.createSubscription({ name: 'IA', url: hook(), events: ['MESSAGE_RECEIVED'] });
    await inbound(sandbox, { from: to, to: from, text: 'Qual o preço?' });
    await sandbox.delivered();
    const content = Object(sandbox.deliveries[0]?.body.content);
    assert.deepEqual([content.text, content.direction, content.sessionId], ['Qual o preço?', 'FROM_HUB', sessionId]);
  });

  test('updateSubscription writes what is given, and the rest stays', async () => {
    const created = await wts.webhook.createSubscription({ name: 'CRM', url: hook(), events: ['CONTACT_NEW'] });
    const subscriptionId = created.id;
    await wts.webhook.updateSubscription({ subscriptionId, enabled: false, events: ['CONTACT_UPDATE'] });
    assert.deepEqual(Object(received(sandbox).body).fields.toSorted(), ['Enabled', 'Events']);
    const found = await wts.webhook.getSubscription({ subscriptionId });
    assert.deepEqual(
      [found.name, found.url, found.enabled, found.events?.map(({ event }) => event)],
      ['CRM', hook(), false, ['CONTACT_UPDATE']],
    );
    await wts.contact.update({ contactId, name: 'Ana Maria' });
    assert.deepEqual(sandbox.deliveries, []);
    assert.deepEqual(await refused(sandbox, () => wts.webhook.updateSubscription({ subscriptionId })), [
      'fields required',
    ]);
  });

  test('a deleted subscription is gone', async () => {
    const { id } = await wts.webhook.createSubscription({ name: 'CRM', url: hook(), events: ['CONTACT_NEW'] });
    assert.equal(await wts.webhook.deleteSubscription({ subscriptionId: id }), null);
    assert.deepEqual(await wts.webhook.listSubscriptions(), []);
    assert.equal((await rejects(wts.webhook.getSubscription({ subscriptionId: id }))).code, 'not_found');
    await wts.contact.create({ name: 'Nova' });
    assert.deepEqual(sandbox.deliveries, []);
  });

  test('listEvents answers the events that subscriptions take', async () => {
    const events = await wts.webhook.listEvents();
    assert.equal(events.length, 16);
    const all = events.map(({ event }) => event);
    const { id } = await wts.webhook.createSubscription({
      name: 'Tudo',
      url: hook(),
      events: /** @type {never} */ (all),
    });
    const found = await wts.webhook.getSubscription({ subscriptionId: id });
    assert.deepEqual(found.events, events);
  });

  test('name, address and events are wanted', async () => {
    const issues = await refused(sandbox, () =>
      untyped(wts, 'webhook', 'createSubscription', {
        name: ' ',
        url: 'example.com',
        events: ['CONTACT', 'CONTACT_NEW'],
      }),
    );
    assert.deepEqual(issues.sort(), ['events[0] enum', 'name required', 'url format']);
  });
});
