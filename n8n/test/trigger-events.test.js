// What the platform delivers, over HTTP: what starts the workflow, what is refused, what is filtered.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { last } from '../../js-tests/support.js';
import { freshNodeType } from './helpers.js';
import {
  active,
  address,
  asked,
  contactWrites,
  deliver,
  event,
  itemsOf,
  jsonOf,
  messages,
  sandbox,
  suite,
  wts,
} from './trigger-support.js';

const { from, to, sessionId, channelId, cardId, stepIds, instagram } = sandbox.sample;

suite('an event', () => {
  test('comes out as one item, as the platform sent it', async (t) => {
    const n8n = await active(t);
    await contactWrites('Está aberto?');
    const [item, ...others] = await itemsOf(n8n);
    assert.deepEqual(others, []);
    assert.deepEqual(item, { json: last(sandbox.deliveries).body });
    assert.equal(item?.json.eventType, 'MESSAGE_RECEIVED');
    assert.deepEqual(n8n.answers, [200]);
  });

  test('starts an execution of its own, each', async (t) => {
    const n8n = await active(t, { events: ['CONTACT_NEW', 'PANEL_CARD_STEP_CHANGE', 'SESSION_COMPLETE'] });
    await wts.contact.create({ name: 'Zé', phoneNumber: '+55 (11) 98888-0000' });
    await wts.panel.updateCard({ cardId, stepId: stepIds.second });
    await wts.session.complete({ sessionId });
    const names = (await jsonOf(n8n)).map(({ eventType }) => eventType);
    assert.deepEqual(names.sort(), ['CONTACT_NEW', 'PANEL_CARD_STEP_CHANGE', 'SESSION_COMPLETE']);
    assert.equal(n8n.executions.length, 3);
  });

  test('of a name that nobody documented is passed on', async (t) => {
    const n8n = await active(t);
    const told = { eventType: 'TEMPLATE_UPDATE', date: null, content: { id: '1', odd: [1] }, changeMetadata: { x: 1 } };
    assert.equal(await deliver(told), 200);
    assert.deepEqual(await jsonOf(n8n), [told]);
  });

  test('is read whatever its content type', async (t) => {
    const n8n = await active(t);
    const told = ['text/plain', 'application/octet-stream', 'application/x-www-form-urlencoded'].map((contentType) => ({
      contentType,
      body: event(),
    }));
    for (const { contentType, body } of told) assert.equal(await deliver(body, { contentType }), 200);
    assert.deepEqual(
      await jsonOf(n8n),
      told.map(({ body }) => body),
    );
  });

  test('reaches a test that listens, and the active workflow too', async (t) => {
    const n8n = await active(t);
    await n8n.listen();
    await contactWrites();
    assert.equal((await itemsOf(n8n)).length, 2);
  });

  test('reaches the workflow after n8n has started again', async (t) => {
    const n8n = await active(t);
    n8n.setup.type = freshNodeType('WtsChatTrigger');
    await n8n.activate();
    await contactWrites();
    assert.equal((await itemsOf(n8n)).length, 1);
  });
});

suite('what is not from the platform', () => {
  for (const [what, change] of /** @type {[string, (url: URL) => void][]} */ ([
    ['no secret', (url) => url.searchParams.delete('key')],
    ['an empty secret', (url) => url.searchParams.set('key', '')],
    ['a wrong secret', (url) => url.searchParams.set('key', 'x'.repeat(32))],
    [
      'the beginning of the secret',
      (url) => url.searchParams.set('key', url.searchParams.get('key')?.slice(0, -1) ?? ''),
    ],
    ['the secret twice', (url) => url.searchParams.append('key', url.searchParams.get('key') ?? '')],
    [
      'a secret of another shape',
      (url) => {
        url.search = '?key[a]=b';
      },
    ],
  ])) {
    test(`${what} is refused`, async (t) => {
      const n8n = await active(t);
      const url = new URL(address());
      change(url);
      const before = structuredClone(n8n.staticData);
      assert.equal(await deliver(event(), { url: url.href }), 403);
      assert.deepEqual(await itemsOf(n8n), []);
      assert.deepEqual(n8n.staticData, before);
    });
  }

  test('the secret of a test does not open the active workflow', async (t) => {
    const n8n = await active(t);
    await n8n.listen();
    const { search } = new URL(address());
    assert.equal(await deliver(event(), { url: n8n.webhookUrl() + search }), 403);
    assert.deepEqual(await itemsOf(n8n), []);
  });

  test('is refused before anything was activated', async (t) => {
    const n8n = await active(t);
    n8n.staticData = {};
    for (const key of ['', 'undefined', 'null']) {
      assert.equal(await deliver(event(), { url: `${n8n.webhookUrl()}?key=${key}` }), 403);
    }
    assert.deepEqual(await itemsOf(n8n), []);
  });

  for (const body of ['', '[]', '"x"', '{}', '{"eventType":""}', '{"eventType":"X","content":null}', '{"a":1}']) {
    test(`${body || 'nothing'} is refused`, async (t) => {
      const n8n = await active(t);
      assert.equal(await deliver(body), 400);
      assert.deepEqual(await itemsOf(n8n), []);
      assert.match(last(n8n.log).message, /no webhook of the platform/);
    });
  }

  test('broken JSON is refused, by n8n or by the trigger', async (t) => {
    const n8n = await active(t);
    assert.equal(await deliver('{"eventType":'), 422);
    assert.equal(await deliver('{"eventType":', { contentType: 'text/plain' }), 400);
    assert.deepEqual(await itemsOf(n8n), []);
  });
});

suite('filters', () => {
  test('own messages are ignored where that is asked for', async (t) => {
    const n8n = await active(t, { filters: { ignoreOwnMessages: true }, events: [...messages, 'CONTACT_NEW'] });
    await wts.message.sendText({ from, to, text: 'De nada' });
    await contactWrites('Obrigada');
    await wts.contact.create({ name: 'Zé', phoneNumber: '+55 (11) 98888-0000' });
    const names = (await jsonOf(n8n)).map(({ eventType }) => eventType);
    assert.deepEqual(names.sort(), ['CONTACT_NEW', 'MESSAGE_RECEIVED']);
    assert.deepEqual(n8n.answers, [200, 200, 200]);
  });

  test('own messages start workflows where nothing is said', async (t) => {
    const n8n = await active(t);
    await wts.message.sendText({ from, to, text: 'De nada' });
    const [json] = await jsonOf(n8n);
    assert.equal(json?.eventType, 'MESSAGE_SENT');
  });

  test('messages of other channels are ignored, which only their sessions tell', async (t) => {
    const here = await active(t, { filters: { channelIds: [channelId] } });
    const there = await active(t, { filters: { channelIds: [instagram.channelId] } });
    await contactWrites();
    assert.equal((await itemsOf(here)).length, 1);
    assert.deepEqual(await itemsOf(there), []);
    assert.deepEqual([...here.answers, ...there.answers], [200, 200]);
    assert.equal(asked('session.get').length, 2);
  });

  test('sessions tell their channel themselves', async (t) => {
    const parameters = (/** @type {string} */ id) => ({ events: ['SESSION_COMPLETE'], filters: { channelIds: id } });
    const here = await active(t, parameters(channelId));
    const there = await active(t, parameters(instagram.channelId));
    await wts.session.complete({ sessionId });
    assert.equal((await itemsOf(here)).length, 1);
    assert.deepEqual(await itemsOf(there), []);
    assert.deepEqual(asked('session.get'), []);
  });

  test('events of no channel come all the same', async (t) => {
    const n8n = await active(t, { events: ['CONTACT_NEW'], filters: { channelIds: [instagram.channelId] } });
    await wts.contact.create({ name: 'Zé', phoneNumber: '+55 (11) 98888-0000' });
    assert.equal((await itemsOf(n8n)).length, 1);
  });

  test('an event whose channel cannot be found out is not lost', async (t) => {
    const n8n = await active(t, { filters: { channelIds: [instagram.channelId] } });
    sandbox.fault({ operation: 'session.get', oddity: 'permission-403' });
    await contactWrites();
    const [json] = await jsonOf(n8n);
    assert.equal(json?.enrichmentError.session.code, 'permission');
  });
});
