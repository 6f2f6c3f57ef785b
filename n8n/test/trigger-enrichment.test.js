// What the trigger adds to an event: its session, its contact, its file.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { last, serving, unknownId } from '../../js-tests/support.js';
import { contentOf } from './helpers.js';
import {
  active,
  asked,
  contactWrites,
  deliver,
  event,
  itemsOf,
  jsonOf,
  sandbox,
  suite,
  wts,
} from './trigger-support.js';

/** @import { TestContext } from 'node:test' */
const { from, to, sessionId, contactId, channelId, cardId } = sandbox.sample;

suite('more than the event', () => {
  test('session and contact are read, the session once', async (t) => {
    const options = { includeSession: true, includeContact: true };
    const n8n = await active(t, { options, filters: { channelIds: [channelId] } });
    await contactWrites();
    const [json] = await jsonOf(n8n);
    assert.deepEqual([json?.session.id, json?.session.channelId], [sessionId, channelId]);
    assert.equal(json?.session.contactDetails.id, contactId);
    assert.ok(json?.session.channelDetails);
    assert.deepEqual([json?.contact.id, json?.contact.name], [contactId, 'Ana Souza']);
    assert.deepEqual([asked('session.get').length, asked('contact.get').length], [1, 1]);
    assert.equal(json?.enrichmentError, undefined);
  });

  test('one without the other', async (t) => {
    const n8n = await active(t, { options: { includeContact: true } });
    await contactWrites();
    const [json] = await jsonOf(n8n);
    assert.deepEqual([json?.contact.id, json?.session], [contactId, undefined]);
  });

  test('events of contacts and cards name the contact themselves', async (t) => {
    const events = ['CONTACT_UPDATE', 'PANEL_CARD_UPDATE'];
    const n8n = await active(t, { events, options: { includeContact: true, includeSession: true } });
    await wts.contact.update({ contactId, name: 'Ana' });
    await wts.panel.updateCard({ cardId, title: 'Pedido' });
    assert.deepEqual(
      (await jsonOf(n8n)).map((json) => [json.contact?.id, json.enrichmentError]),
      [
        [contactId, undefined],
        [contactId, undefined],
      ],
    );
  });

  test('an event that names neither comes as it is', async (t) => {
    const n8n = await active(t, { options: { includeContact: true, includeSession: true, downloadFiles: true } });
    const told = { eventType: 'TEMPLATE_NEW', date: null, content: { id: '1' } };
    await deliver(told);
    assert.deepEqual(await jsonOf(n8n), [told]);
  });

  test('what fails is told in the item and logged, and the event is not lost', async (t) => {
    const n8n = await active(t, { options: { includeSession: true, includeContact: true } });
    sandbox.fault({ operation: 'contact.get', oddity: 'permission-403' });
    await contactWrites();
    const [json] = await jsonOf(n8n);
    assert.equal(json?.content.text, 'Olá!');
    assert.equal(json?.session.id, sessionId);
    assert.deepEqual([json?.contact, json?.enrichmentError.contact.status], [undefined, 403]);
    assert.deepEqual(Object.keys(json?.enrichmentError), ['contact']);
    assert.match(last(n8n.log).message, /goes on without its contact/);
    assert.doesNotMatch(JSON.stringify([json, n8n.log]), new RegExp(sandbox.tokens.full));
  });

  test('a credential that is gone does not lose the event', async (t) => {
    const n8n = await active(t, { options: { includeSession: true } });
    n8n.setup.credential = null;
    await contactWrites();
    const [json] = await jsonOf(n8n);
    assert.match(json?.enrichmentError.session.message, /credentials/);
  });

  test('a session that is unknown is told', async (t) => {
    const n8n = await active(t, { options: { includeSession: true } });
    await deliver(event({ sessionId: unknownId }));
    const [json] = await jsonOf(n8n);
    assert.equal(json?.enrichmentError.session.code, 'not_found');
  });

  test('the platform has its answer before any of it', async (t) => {
    const n8n = await active(t, { options: { includeSession: true } });
    sandbox.fault({ operation: 'session.get', delay: 1500 });
    const start = performance.now();
    assert.equal(await deliver(event()), 200);
    assert.ok(performance.now() - start < 1000, 'the answer waited');
    assert.deepEqual(n8n.executions, []);
    const [json] = await jsonOf(n8n);
    assert.ok(performance.now() - start >= 1500);
    assert.equal(json?.session.id, sessionId);
  });
});

suite('files', () => {
  const picture = Buffer.from('89504e470d0a1a0a', 'hex');

  /** @param {TestContext} t */
  async function pictureSent(t, status = 200) {
    const { url } = await serving(t, (_, response) => {
      response.writeHead(status, { 'content-type': 'image/png' }).end(picture);
    });
    await wts.message.sendFile({ from, to, url: `${url}/foto.png`, text: 'Veja' });
  }

  for (const stored of [false, true]) {
    test(`are binary data, ${stored ? 'outside of the item' : 'in the item'}`, async (t) => {
      const n8n = await active(t, { options: { downloadFiles: true } }, { stored });
      await pictureSent(t);
      const [item] = await itemsOf(n8n);
      const { data } = item?.binary ?? {};
      assert.deepEqual([data?.fileName, data?.mimeType, !!data?.id], ['foto.png', 'image/png', stored]);
      assert.deepEqual(contentOf(data), picture);
      assert.equal(item?.json.enrichmentError, undefined);
    });
  }

  test('go where they are wanted', async (t) => {
    const n8n = await active(t, { options: { downloadFiles: true, binaryPropertyName: 'photo' } });
    await pictureSent(t);
    const [item] = await itemsOf(n8n);
    assert.deepEqual(Object.keys(item?.binary ?? {}), ['photo']);
  });

  test('stay where they are unless they are wanted', async (t) => {
    const n8n = await active(t);
    await pictureSent(t);
    const [item] = await itemsOf(n8n);
    assert.equal(item?.binary, undefined);
  });

  test('that are gone are told', async (t) => {
    const n8n = await active(t, { options: { downloadFiles: true } });
    await pictureSent(t, 404);
    const [item] = await itemsOf(n8n);
    assert.equal(item?.binary, undefined);
    assert.match(JSON.stringify(item?.json.enrichmentError), /^\{"file":\{"message":".*404/);
  });
});
