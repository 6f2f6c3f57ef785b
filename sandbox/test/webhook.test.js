// Subscriptions to webhooks, and what is delivered to them.

import assert from 'node:assert/strict';
import test from 'node:test';
import { startSandbox } from '../src/index.js';
import { call, started, subscribe, subscriber, unknownId } from './support.js';

/** @import { Sandbox } from '../src/index.js' */

const subscriptions = '/core/v1/webhook/subscription';

/** @param {Sandbox} sandbox @param {object} [body] */
const createContact = (sandbox, body = { name: 'Eva Dias' }) => call(sandbox, 'POST /core/v1/contact', { body });

test('the 16 documented events are listed', async (t) => {
  const sandbox = await started(t);
  const { rows } = await call(sandbox, 'GET /core/v1/webhook/event');
  assert.equal(rows.length, 16);
  assert.ok(rows.every(({ event, description }) => /^[A-Z_]+$/.test(event) && description));
});

test('a subscription is made, changed and deleted', async (t) => {
  const sandbox = await started(t);
  const body = { name: 'CRM', url: 'https://example.com/hook', events: ['CONTACT_NEW', 'CONTACT_NEW'] };
  const { json: made } = await call(sandbox, `POST ${subscriptions}`, { body });
  assert.deepEqual([made.enabled, made.events.map(({ event }) => event)], [true, ['CONTACT_NEW']]);
  const path = `${subscriptions}/${made.id}`;
  assert.deepEqual((await call(sandbox, `GET ${path}`)).json, made);
  assert.deepEqual((await call(sandbox, `GET ${subscriptions}`)).rows, [made]);

  const changes = { fields: ['Enabled', 'Events'], enabled: false, events: ['SESSION_NEW'], name: 'X' };
  const { json: changed } = await call(sandbox, `PUT ${path}`, { body: changes });
  assert.deepEqual((await call(sandbox, `GET ${path}`)).json, changed);
  assert.deepEqual(
    [changed.name, changed.url, changed.enabled, changed.events.map(({ event }) => event)],
    ['CRM', body.url, false, ['SESSION_NEW']],
  );
  for (const wrong of [
    { fields: ['Url'], url: 'hook' },
    { fields: ['Url'], url: 'ftp://example.com' },
    { fields: ['Name'], name: null },
    { fields: ['Events'], events: null },
  ]) {
    const { status, json } = await call(sandbox, `PUT ${path}`, { body: wrong });
    assert.deepEqual([status, json.key], [400, 'FORM_ERROR'], JSON.stringify(wrong));
  }
  assert.equal((await call(sandbox, `DELETE ${path}`)).text, '');
  assert.deepEqual((await call(sandbox, `GET ${subscriptions}`)).rows, []);
  for (const method of ['GET', 'DELETE']) {
    assert.equal((await call(sandbox, `${method} ${subscriptions}/${unknownId}`)).json.key, 'ENTITY_NOT_FOUND');
  }
});

test('an event is POSTed to who asked for it, with the names that webhooks use', async (t) => {
  const sandbox = await started(t);
  const hook = await subscriber(t);
  await subscribe(sandbox, `${hook.url}/all?secret=1`, ['CONTACT_NEW', 'CONTACT_UPDATE', 'CONTACT_TAG_UPDATE']);
  await subscribe(sandbox, `${hook.url}/other`, ['SESSION_NEW']);
  const off = await subscribe(sandbox, `${hook.url}/off`, ['CONTACT_NEW']);
  const disable = { fields: ['Enabled'], enabled: false };
  await call(sandbox, `PUT ${subscriptions}/${off}`, { body: disable });

  const { tagId } = sandbox.sample;
  const contact = {
    name: 'Eva Dias',
    phoneNumber: '5511977776666',
    tagIds: [tagId],
    customFields: { cidade: 'Natal' },
  };
  const { json: made } = await createContact(sandbox, contact);
  await sandbox.delivered();
  assert.equal(hook.received.length, 1);
  const { path, body } = hook.received[0] ?? {};
  assert.equal(path, '/all?secret=1');
  assert.deepEqual(Object.keys(body ?? {}), ['eventType', 'date', 'content', 'changeMetadata']);
  assert.deepEqual([body?.eventType, body?.changeMetadata], ['CONTACT_NEW', null]);
  assert.deepEqual(body?.content, {
    id: made.id,
    createdAt: made.createdAt,
    updatedAt: made.updatedAt,
    companyId: sandbox.sample.companyId,
    name: 'Eva Dias',
    phonenumber: '+55|11977776666',
    phonenumberFormatted: '(11) 97777-6666',
    email: null,
    instagram: null,
    annotation: null,
    tagsId: [tagId],
    tags: ['VIP'],
    status: 'ACTIVE',
    origin: 'CREATED_BY_USER',
    utm: null,
    customFieldValues: { cidade: ['Natal'] },
    metadata: {},
  });
  const [delivery] = sandbox.deliveries;
  assert.deepEqual(delivery, {
    eventType: 'CONTACT_NEW',
    url: `${hook.url}/all?secret=1`,
    body,
    status: 200,
    error: null,
  });

  const update = { fields: ['Name', 'Tags'], name: 'Eva', tagNames: ['Novo'] };
  await call(sandbox, `PUT /core/v2/contact/${made.id}`, { body: update });
  await call(sandbox, `PUT /core/v2/contact/${made.id}`, { body: { fields: ['Name'], name: 'Eva D.' } });
  await sandbox.delivered();
  assert.deepEqual(
    sandbox.deliveries.map(({ eventType, body: { content } }) => [eventType, content.name, content.tags]),
    [
      ['CONTACT_NEW', 'Eva Dias', ['VIP']],
      ['CONTACT_TAG_UPDATE', 'Eva', ['VIP', 'Novo']],
      ['CONTACT_UPDATE', 'Eva', ['VIP', 'Novo']],
      ['CONTACT_UPDATE', 'Eva D.', ['VIP', 'Novo']],
    ],
  );
  assert.equal(hook.received.length, 4);
  const { rows } = await call(sandbox, 'GET /_sandbox/deliveries', { token: null });
  assert.equal(rows.length, 4);
});

test('contacts that a send creates are told of too', async (t) => {
  const sandbox = await started(t);
  await subscribe(sandbox, 'https://example.com/hook', ['CONTACT_NEW']);
  const body = { from: sandbox.sample.from, to: '5511966665555', body: { text: 'Oi' } };
  await call(sandbox, 'POST /chat/v1/message/send', { body });
  assert.deepEqual(
    sandbox.deliveries.map(({ body: { content } }) => [content.phonenumber, content.origin]),
    [['+55|11966665555', 'CREATED_FROM_HUB']],
  );
});

test('an event may come again', async (t) => {
  const sandbox = await started(t);
  const hook = await subscriber(t);
  await subscribe(sandbox, hook.url, ['CONTACT_NEW']);
  sandbox.state.webhookRepeats = 2;
  await createContact(sandbox);
  await sandbox.delivered();
  assert.equal(hook.received.length, 3);
  assert.equal(new Set(hook.received.map(({ body }) => JSON.stringify(body))).size, 1);
  await sandbox.reset();
  assert.equal(sandbox.state.webhookRepeats, 0);
});

test('what a subscriber answers is recorded, and redirects are not followed', async (t) => {
  const sandbox = await started(t);
  const hook = await subscriber(t, (path) => Number(path.slice(1)));
  const dead = await startSandbox();
  await dead.close();
  for (const url of [`${hook.url}/500`, `${hook.url}/302`, dead.url]) await subscribe(sandbox, url, ['CONTACT_NEW']);
  assert.equal((await createContact(sandbox)).status, 200);
  await sandbox.delivered();
  assert.deepEqual(
    sandbox.deliveries.map(({ status }) => status),
    [500, 302, null],
  );
  assert.match(sandbox.deliveries[2]?.error ?? '', /ECONNREFUSED/);
  assert.equal(hook.received.length, 2);
});

test('only this machine is called', async (t) => {
  const sandbox = await started(t);
  const urls = [
    'http://192.0.2.1/hook',
    'https://example.com/hook',
    'http://localhost.example.com/',
    'http://127.0.0.2/',
  ];
  for (const url of urls) await subscribe(sandbox, url, ['CONTACT_NEW']);
  await createContact(sandbox);
  await sandbox.delivered();
  assert.deepEqual(
    sandbox.deliveries.map(({ url, status, error }) => [url, status, /not sent/.test(String(error))]),
    urls.map((url) => [url, null, true]),
  );
});

test('reset and close end what is under way', async (t) => {
  const sandbox = await startSandbox();
  const hook = await subscriber(t, () => 0);
  const { deliveries } = sandbox;
  for (const end of [sandbox.reset, sandbox.close]) {
    await subscribe(sandbox, hook.url, ['CONTACT_NEW']);
    await createContact(sandbox);
    const [delivery] = deliveries;
    while (!hook.received.length) await new Promise((resolve) => setTimeout(resolve, 5));
    hook.received.length = 0;
    await end();
    await sandbox.delivered();
    assert.equal(delivery?.status, null);
    assert.match(delivery?.error ?? '', /abort/);
    assert.equal(deliveries.length, end === sandbox.reset ? 0 : 1);
    assert.equal(sandbox.state.subscriptions.size, end === sandbox.reset ? 0 : 1);
  }
});
