// Webhooks: what the platform delivers becomes events, and what comes twice can be told.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { describe, test } from 'node:test';
import { isFromContact, parseWebhook, webhookKey } from 'wts-chat';
import { started, throws } from './support.js';

/** @import { TestContext } from 'node:test' */

/** @typedef {{ eventType: string, date: string | null, content: Record<string, unknown>, changeMetadata?: unknown }} Event */

const { sandbox, suite, wts } = await started();
const { from, to, sessionId, cardId, stepIds, departmentId } = sandbox.sample;

/** Events that the sandbox has an occasion for. */
const known = /** @type {const} */ ([
  'SESSION_NEW',
  'SESSION_UPDATE',
  'SESSION_COMPLETE',
  'MESSAGE_RECEIVED',
  'MESSAGE_UPDATED',
  'MESSAGE_SENT',
  'CONTACT_NEW',
  'CONTACT_UPDATE',
  'CONTACT_TAG_UPDATE',
  'PANEL_CARD_NEW',
  'PANEL_CARD_UPDATE',
  'PANEL_CARD_STEP_CHANGE',
  'PANEL_CARD_NOTE_NEW',
]);

/** @param {unknown} body */
const parsed = (body) => /** @type {Event} */ (parseWebhook(body));

/** A subscriber to all of them, and the bodies that it was called with. @param {TestContext} t */
async function subscriber(t) {
  /** @type {Buffer[]} */
  const bodies = [];
  const server = createServer(async (request, response) => {
    bodies.push(Buffer.concat(await request.toArray()));
    response.end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : assert.fail('not listening');
  await wts.webhook.createSubscription({ name: 'test', url: `http://127.0.0.1:${port}/hook`, events: [...known] });
  return bodies;
}

/** @param {string} text */
async function contactWrites(text) {
  const response = await fetch(`${sandbox.url}/_sandbox/inbound`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ from: to, to: from, text }),
  });
  assert.ok(response.ok, await response.text());
}

/** Something of everything. */
async function happenings() {
  await contactWrites('Olá! Está aberto?');
  const { id } = await wts.message.sendText({ from, to, text: 'Sim 😀' });
  await wts.message.getStatus({ messageId: id });
  await wts.message.getStatus({ messageId: id });
  await wts.session.transfer({ sessionId, type: 'DEPARTMENT', newDepartmentId: departmentId });
  const contact = await wts.contact.create({ name: 'Zé', phoneNumber: '+55 (11) 98888-0000' });
  await wts.contact.update({ contactId: contact.id, fields: ['Name'], name: 'José' });
  await wts.contact.updateTags({ contactId: contact.id, tagIds: [sandbox.sample.tagId] });
  const card = await wts.panel.createCard({ stepId: stepIds.first, title: 'Novo pedido' });
  await wts.panel.updateCard({ cardId: card.id, fields: ['StepId'], stepId: stepIds.second });
  await wts.panel.createCardNote({ cardId, text: 'Ligar amanhã' });
  await wts.session.complete({ sessionId });
  await wts.message.sendText({ from, to: '5511977776666', text: 'Oi' });
  await sandbox.delivered();
}

suite('what the platform delivers', () => {
  test('is parsed, whether as bytes, text or object', async (t) => {
    const bodies = await subscriber(t);
    await happenings();
    const events = bodies.map((body) => parsed(body));
    assert.deepEqual([...new Set(events.map(({ eventType }) => eventType))].sort(), [...known].sort());
    assert.equal(events.length, sandbox.deliveries.length);
    for (const [at, body] of bodies.entries()) {
      const told = JSON.parse(body.toString());
      assert.deepEqual(events[at], told);
      for (const form of [body.toString(), told, new Uint8Array(body), new DataView(Uint8Array.from(body).buffer)]) {
        assert.deepEqual(parsed(form), told);
      }
    }
    const received = events.find(({ eventType }) => eventType === 'MESSAGE_RECEIVED');
    assert.deepEqual([received?.content.sessionId, received?.content.text], [sessionId, 'Olá! Está aberto?']);
    const made = events.find(({ eventType }) => eventType === 'CONTACT_NEW');
    assert.equal(made?.content.phonenumber, '+55|11988880000');
  });

  test('tells what the contact wrote from what we wrote', async (t) => {
    const bodies = await subscriber(t);
    await happenings();
    const events = bodies.map((body) => parsed(body));
    const ofContact = events.filter(isFromContact).map(({ eventType }) => eventType);
    assert.deepEqual(ofContact, ['MESSAGE_RECEIVED']);
    assert.ok(events.some(({ eventType, content }) => eventType === 'MESSAGE_SENT' && content.direction === 'TO_HUB'));
  });

  test('has a key that repeats share and others do not', async (t) => {
    const bodies = await subscriber(t);
    sandbox.state.webhookRepeats = 2;
    t.after(() => {
      sandbox.state.webhookRepeats = 0;
    });
    await happenings();
    /** @type {Map<string, Set<string>>} bodies of each key */
    const keys = new Map();
    for (const body of bodies) {
      const key = webhookKey(parsed(body));
      assert.match(key, /^[A-Z_]+\|/);
      keys.set(key, (keys.get(key) ?? new Set()).add(body.toString()));
      assert.equal(webhookKey(JSON.parse(body.toString())), key);
    }
    assert.equal(bodies.length, keys.size * 3);
    for (const [key, same] of keys) assert.equal(same.size, 1, `${key} is shared by ${[...same].join('\n')}`);
  });

  test('has the same key when it is delivered again later, with another date', () => {
    const content = { id: '1', updatedAt: '2026-03-01T12:00:00Z' };
    const [first, again] = ['2026-03-01T12:00:01Z', '2026-03-01T12:04:00Z'].map((date) =>
      webhookKey({ eventType: 'PANEL_CARD_UPDATE', date, content }),
    );
    assert.equal(first, again);
    assert.notEqual(first, webhookKey({ eventType: 'PANEL_CARD_STEP_CHANGE', date: '2026-03-01T12:00:01Z', content }));
  });
});

describe('names that nobody documented', () => {
  for (const eventType of ['TEMPLATE_NEW', 'TEMPLATE_UPDATE', 'SOMETHING_ELSE', 'Message_Received']) {
    test(`${eventType} is an event like all others`, () => {
      const event = {
        eventType,
        date: '2026-03-01T12:00:00Z',
        content: { id: '1', odd: { a: [1, null] } },
        changeMetadata: { x: 1 },
      };
      assert.deepEqual(parseWebhook(event), event);
      assert.deepEqual(parseWebhook(JSON.stringify(event)), event);
    });
  }

  test('and directions in other cases', () => {
    const message = (/** @type {unknown} */ direction) => ({ eventType: 'MESSAGE_RECEIVED', content: { direction } });
    assert.equal(isFromContact(message('From_hub')), true);
    for (const other of ['TO_HUB', 'to_hub', '', null, 5, undefined])
      assert.equal(isFromContact(message(other)), false);
  });
});

describe('the HTTP block of a chatbot', () => {
  const block = {
    responseKeys: ['NOME', 'SIM'],
    sessionId: 'b9d0f6a1-2c4e-4b83-a7d5-1e6f8c9b0301',
    session: { id: 'b9d0f6a1-2c4e-4b83-a7d5-1e6f8c9b0301', status: 'STARTED' },
    channel: { id: 'c', type: 'Instagram' },
    contact: { id: 'a', name: 'Ana', phonenumber: '+55|11999999999' },
    questions: { nome: { text: 'Ana' } },
    menus: {},
    lastMessage: { id: 'm1', text: 'Sim' },
  };

  test('is an event of its own, with all of it as content', () => {
    const event = { eventType: 'CHATBOT', date: null, content: block };
    assert.deepEqual(parseWebhook(block), event);
    assert.deepEqual(parseWebhook(JSON.stringify(block)), event);
    assert.deepEqual(parseWebhook(Buffer.from(JSON.stringify(block))), event);
    assert.deepEqual(parseWebhook({ ...block, responseKeys: [] }), {
      ...event,
      content: { ...block, responseKeys: [] },
    });
  });

  test('has a key of its session and its last message', () => {
    const key = webhookKey(parseWebhook(block));
    assert.equal(key, webhookKey(parseWebhook(structuredClone(block))));
    for (const other of [
      { ...block, sessionId: 'another' },
      { ...block, lastMessage: { id: 'm2' } },
    ]) {
      assert.notEqual(key, webhookKey(parseWebhook(other)));
    }
  });

  test('has another key in another block of the same chatbot', () => {
    const other = { ...block, responseKeys: ['PAGO'], menus: { plano: 'Completo' } };
    assert.notEqual(webhookKey(parseWebhook(block)), webhookKey(parseWebhook(other)));
  });
});

describe('anything else', () => {
  const wrong = [
    undefined,
    null,
    '',
    'x',
    '{',
    '[]',
    'null',
    '"x"',
    5,
    true,
    [],
    {},
    { eventType: 'X' },
    { eventType: '', content: {} },
    { eventType: 5, content: {} },
    { eventType: 'X', content: null },
    { eventType: 'X', content: 'x' },
    { eventType: 'X', content: [] },
    { content: { id: '1' } },
    { sessionId: '1' },
    { responseKeys: [] },
    { sessionId: '', responseKeys: [] },
    { sessionId: '1', responseKeys: 'A' },
    Buffer.from('{"eventType":'),
    Buffer.alloc(0),
    new Map([['eventType', 'X']]),
    () => {},
    10n,
    Symbol('x'),
  ];
  for (const body of wrong) {
    test(`${typeof body === 'object' ? JSON.stringify(body) : String(body)} is refused`, () => {
      const error = throws(() => parseWebhook(body));
      assert.deepEqual([error.code, error.operation], ['validation', 'parseWebhook']);
      assert.match(error.message, /no webhook of the platform/);
    });
  }

  test('what throws is refused too', () => {
    const trap = {
      get eventType() {
        return assert.fail('no entry');
      },
    };
    assert.equal(throws(() => parseWebhook(trap)).code, 'validation');
  });

  test('is from nobody and has a key all the same', () => {
    for (const odd of [undefined, null, 'x', 5, [], {}, { content: null }]) {
      const event = /** @type {import('wts-chat').AnyWebhookEvent} */ (/** @type {unknown} */ (odd));
      assert.equal(isFromContact(event), false);
      assert.equal(typeof webhookKey(event), 'string');
    }
  });

  test('half a character does not become something else', () => {
    const event = { eventType: 'MESSAGE_RECEIVED', content: { id: '1', text: 'Oi \ud83d' } };
    const { content } = parsed(event);
    assert.equal(typeof content.text, 'string');
  });

  test('half a character in a text is no reason to lose the event', () => {
    const text = '{"eventType":"MESSAGE_RECEIVED","content":{"id":"1","text":"Oi \\ud83d"}}';
    assert.equal(parsed(text).content.id, '1');
  });

  test('bytes in an ArrayBuffer', () => {
    const event = { eventType: 'X', content: { id: '1' } };
    assert.deepEqual(parseWebhook(new TextEncoder().encode(JSON.stringify(event)).buffer), event);
  });
});
