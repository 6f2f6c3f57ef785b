// What programs write by hand again and again: get or create a contact, wait for a message, know an id by a name.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { rejects, soon, started, untyped } from './support.js';

const { sandbox, suite, connect, wts } = await started();
const { from, to, unreachable, contactId, tagIds, messageId } = sandbox.sample;

suite('contact.getOrCreate', () => {
  const ana = { phoneNumber: '+55 (11) 99999-9999', name: 'Outra', email: 'outra@example.com', tagIds: [tagIds.novo] };

  test('answers a contact that exists, and changes nothing of it', async () => {
    const before = structuredClone(sandbox.state.contact(contactId));
    const contact = await wts.contact.getOrCreate(ana);
    assert.deepEqual([contact.id, contact.name], [contactId, 'Ana Souza']);
    assert.deepEqual(sandbox.state.contact(contactId), before);
    assert.equal(sandbox.state.contacts.size, 3);
  });

  for (const [what, params] of /** @type {[string, import('wts-chat').ContactGetOrCreateParams][]} */ ([
    ['its number without punctuation', { phoneNumber: to }],
    ['its e-mail address', { email: 'ana@example.com' }],
  ])) {
    test(`finds by ${what}`, async () => {
      assert.equal((await wts.contact.getOrCreate(params)).id, contactId);
    });
  }

  test('creates a new one with all that is given, and finds it the next time', async () => {
    const params = {
      phoneNumber: '+55 (11) 98888-0000',
      name: 'Zé',
      tagIds: [tagIds.vip],
      customFields: { cidade: 'Recife' },
    };
    const contact = await wts.contact.getOrCreate(params);
    const stored = sandbox.state.contact(contact.id);
    assert.deepEqual([stored.name, stored.phoneNumber, stored.tagIds], ['Zé', '+55|11988880000', [tagIds.vip]]);
    assert.equal((await wts.contact.getOrCreate({ phoneNumber: '5511988880000' })).id, contact.id);
    assert.equal(sandbox.state.contacts.size, 4);
    assert.deepEqual(sandbox.requests[0]?.body, {
      ...params,
      phoneNumber: '5511988880000',
      options: { getIfExists: true },
    });
  });

  for (const [what, fault] of /** @type {const} */ ([
    ['the answer is lost', { drop: 'after' }],
    ['the request is lost', { drop: 'before' }],
    ['the server is away', { status: 503, ...soon }],
    ['the answer cannot be read', { truncate: 20 }],
  ])) {
    test(`is safe to repeat when ${what}`, async () => {
      sandbox.fault({ operation: 'contact.create', ...fault });
      const { id } = await wts.contact.getOrCreate({ phoneNumber: '5511988880000' });
      assert.equal(sandbox.requests.length, 2);
      assert.equal(sandbox.state.contacts.size, 4);
      assert.equal(sandbox.state.contact(id).phoneNumber, '+55|11988880000');
    });
  }

  test('wants something that tells contacts apart, and no other way to write', async () => {
    for (const params of [{}, { name: 'Zé' }, { phoneNumber: null }]) {
      const error = await rejects(untyped(wts, 'contact', 'getOrCreate', params));
      assert.equal(error.code, 'validation');
      assert.match(error.message, /phoneNumber/);
    }
    for (const option of ['upsert', 'getIfExists', 'upsertFields']) {
      const error = await rejects(untyped(wts, 'contact', 'getOrCreate', { phoneNumber: to, [option]: true }));
      assert.deepEqual(
        error.issues.map(({ field, code }) => [field, code]),
        [[option, 'unknown']],
      );
    }
    assert.deepEqual(sandbox.requests, []);
  });
});

suite('message.waitUntilFinal', () => {
  /** @param {string} [number] */
  const send = async (number = to) => (await wts.message.sendText({ from, to: number, text: 'Oi' })).id;

  test('ends when the message has arrived', async () => {
    const id = await send();
    const { status } = await wts.message.waitUntilFinal(id);
    assert.equal(status, 'DELIVERED');
    const operations = sandbox.requests.slice(1).map(({ operation }) => operation);
    assert.deepEqual(operations, ['message.getStatus', 'message.getStatus'], 'SENT, then DELIVERED');
  });

  test('ends when it has failed, and says why', async () => {
    const message = await wts.message.waitUntilFinal(await send(unreachable));
    assert.equal(message.status, 'FAILED');
    assert.match(`${message.failureReason}`, /janela de 24 horas/);
  });

  test('ends at once where nothing is to be waited for', async () => {
    assert.equal((await wts.message.waitUntilFinal(messageId)).status, 'DELIVERED');
    assert.equal(sandbox.requests.length, 1);
    const id = await send();
    for (const status of /** @type {const} */ (['READ', 'FAILED', 'DELETED'])) {
      sandbox.state.message(id).status = status;
      sandbox.state.message(id).nextStatuses = [];
      assert.equal((await wts.message.waitUntilFinal(id)).status, status);
    }
    assert.equal(sandbox.requests.length, 5);
  });

  test('knows a status in another case', async () => {
    sandbox.fault({ operation: 'message.getStatus', oddity: 'enum-case' });
    assert.equal((await wts.message.waitUntilFinal(messageId)).status, 'Delivered');
  });

  test('does the same by its names', async () => {
    const answer = await untyped(wts, 'message', 'waitUntilFinal', { messageId, timeout: 100 });
    assert.equal(/** @type {{ status: string }} */ (answer).status, 'DELIVERED');
  });

  test('gives up after its time, and says what the status was', async () => {
    const id = await send();
    sandbox.state.message(id).nextStatuses = ['SENT', 'SENT', 'SENT', 'SENT', 'SENT'];
    const start = Date.now();
    const error = await rejects(wts.message.waitUntilFinal(id, { timeout: 1500 }));
    assert.deepEqual([error.code, error.operation, error.maybeSent], ['timeout', 'message.waitUntilFinal', false]);
    assert.match(error.message, /still SENT/);
    assert.ok(Date.now() - start < 1800, `${Date.now() - start} ms`);
    assert.equal(sandbox.requests.length, 3);
  });

  test('gives up after its time when an answer does not come', async () => {
    sandbox.fault({ operation: 'message.getStatus', stall: true, times: Number.POSITIVE_INFINITY });
    const start = Date.now();
    const own = connect({ timeout: 400 });
    assert.equal((await rejects(own.message.waitUntilFinal(messageId, { timeout: 200 }))).code, 'timeout');
    assert.ok(Date.now() - start < 390, `${Date.now() - start} ms`);
  });

  test('ends with its signal, between questions and within one', async () => {
    const reason = new Error('enough');
    for (const stall of [false, true]) {
      const id = await send();
      if (stall) sandbox.fault({ operation: 'message.getStatus', stall: true });
      const controller = new AbortController();
      setTimeout(() => controller.abort(reason), 100);
      const start = Date.now();
      const error = await rejects(wts.message.waitUntilFinal(id, { signal: controller.signal }));
      assert.deepEqual([error.code, error.cause, error.maybeSent], ['aborted', reason, false]);
      assert.ok(Date.now() - start < 600, `${Date.now() - start} ms`);
    }
    const aborted = await rejects(wts.message.waitUntilFinal(messageId, { signal: AbortSignal.abort() }));
    assert.deepEqual([aborted.code, aborted.attempts], ['aborted', 0]);
  });

  test('fails as the question does', async () => {
    sandbox.fault({ operation: 'message.getStatus', oddity: 'permission-403' });
    assert.equal((await rejects(wts.message.waitUntilFinal(messageId))).code, 'permission');
    sandbox.fault({ operation: 'message.getStatus', status: 503, ...soon });
    assert.equal((await wts.message.waitUntilFinal(messageId)).status, 'DELIVERED', 'a question is repeated');
  });

  test('refuses wrong ids and options', async () => {
    /** @type {[unknown, unknown, string][]} */
    const cases = [
      ['', {}, 'messageId'],
      [undefined, {}, 'messageId'],
      [messageId, { timeout: -1 }, 'timeout'],
      [messageId, { timeout: 'soon' }, 'timeout'],
      [messageId, { maxRetries: -1 }, 'maxRetries'],
      [messageId, { tiemout: 5 }, 'tiemout'],
    ];
    for (const [id, options, field] of cases) {
      const wait = /** @type {(id: unknown, options: unknown) => Promise<unknown>} */ (wts.message.waitUntilFinal);
      const error = await rejects(wait(id, options));
      assert.deepEqual([error.code, error.issues[0]?.field], ['validation', field]);
    }
    assert.deepEqual(sandbox.requests, []);
  });

  test('takes null for options', async () => {
    const wait = /** @type {(id: unknown, options: unknown) => Promise<{ status: string }>} */ (
      wts.message.waitUntilFinal
    );
    assert.equal((await wait(messageId, null)).status, 'DELIVERED');
  });
});

suite('idOf', () => {
  /** @param {string[]} names */
  const tagsCalled = (names) => {
    const [one] = sandbox.state.tags.values();
    assert.ok(one);
    sandbox.state.tags.clear();
    return names.map((name) => {
      const id = randomUUID();
      sandbox.state.tags.set(id, { ...one, id, name });
      return id;
    });
  };

  /** @type {['tag' | 'department' | 'user' | 'channel', string, string, string][]} what, name, id, operation */
  const cases = [
    ['tag', 'VIP', tagIds.vip, 'tag.list'],
    ['tag', ' novo ', tagIds.novo, 'tag.list'],
    ['department', 'vendas', sandbox.sample.departmentId, 'department.list'],
    ['user', 'Diego Ramos', sandbox.sample.userId, 'agent.list'],
    ['user', 'FÁBIO NUNES', 'f1a3c5e7-9b2d-4c6e-8f0a-5b7d9e1c3706', 'agent.list'],
    ['channel', 'Loja', sandbox.sample.channelId, 'channel.list'],
  ];
  for (const [what, name, id, operation] of cases) {
    test(`of the ${what} ${JSON.stringify(name)}`, async () => {
      assert.equal(await connect().idOf(what, name), id);
      assert.deepEqual(
        sandbox.requests.map((request) => request.operation),
        [operation],
      );
    });
  }

  test('prefers the name as it is written', async () => {
    const [, exact] = tagsCalled(['novo', 'Novo', 'NOVO']);
    assert.equal(await connect().idOf('tag', 'Novo'), exact);
    const error = await rejects(connect().idOf('tag', 'nOVO'));
    assert.deepEqual([error.code, error.operation], ['conflict', 'idOf']);
    assert.match(error.message, /nOVO/);
  });

  test('is a conflict where two have the same name', async () => {
    tagsCalled(['Novo', 'Novo', 'Outra']);
    assert.equal((await rejects(connect().idOf('tag', 'Novo'))).code, 'conflict');
  });

  test('is not found where nobody has the name', async () => {
    const error = await rejects(connect().idOf('tag', 'Nov'));
    assert.deepEqual([error.code, error.operation], ['not_found', 'idOf']);
    assert.match(error.message, /tag called Nov/);
  });

  test('is looked up once a minute, whatever is asked for', async (t) => {
    const own = connect();
    assert.equal(await own.idOf('tag', 'VIP'), tagIds.vip);
    assert.equal(await own.idOf('tag', 'novo'), tagIds.novo);
    assert.equal(await own.idOf('tag', 'VIP'), tagIds.vip);
    assert.equal(sandbox.requests.length, 1);
    await own.idOf('department', 'Vendas');
    assert.equal(sandbox.requests.length, 2, 'for each kind');
    const now = Date.now();
    t.mock.method(Date, 'now', () => now + 59_000);
    await own.idOf('tag', 'VIP');
    assert.equal(sandbox.requests.length, 2);
    t.mock.method(Date, 'now', () => now + 61_000);
    await own.idOf('tag', 'VIP');
    assert.equal(sandbox.requests.length, 3);
    await connect().idOf('tag', 'VIP');
    assert.equal(sandbox.requests.length, 4, 'for each client');
  });

  test('is looked up once by calls at the same time', async () => {
    const own = connect();
    await Promise.all(['VIP', 'Novo', 'vip'].map((name) => own.idOf('tag', name)));
    assert.equal(sandbox.requests.length, 1);
  });

  test('is found for the others when the call that looks it up is ended', async () => {
    const own = connect();
    const ending = new AbortController();
    sandbox.fault({ operation: 'tag.list', delay: 200 });
    const ended = rejects(own.idOf('tag', 'VIP', { signal: ending.signal }));
    const other = own.idOf('tag', 'VIP');
    ending.abort();
    assert.equal((await ended).code, 'aborted');
    assert.equal(await other, tagIds.vip);
  });

  test('finds what is new although others are known', async () => {
    const own = connect();
    await own.idOf('tag', 'VIP');
    await rejects(own.idOf('tag', 'Nova'));
    const { id } = await own.tag.create({ name: 'Nova' });
    assert.equal(await own.idOf('tag', 'Nova'), id);
    assert.equal(sandbox.requests.filter(({ operation }) => operation === 'tag.list').length, 3);
  });

  test('of a tag beyond the thousandth', async () => {
    const all = tagsCalled(Array.from({ length: 1100 }, (_, at) => `Etiqueta ${at}`));
    assert.equal(await connect().idOf('tag', 'Etiqueta 1050'), all[1050]);
  });

  test('refuses what has no ids, fails as its list does, and ends with its signal', async () => {
    for (const what of ['tags', 'message', '', 'contact']) {
      const error = await rejects(wts.idOf(/** @type {'tag'} */ (what), 'x'));
      assert.deepEqual([error.code, error.attempts], ['validation', 0]);
    }
    assert.deepEqual(sandbox.requests, []);
    const own = connect();
    sandbox.fault({ operation: 'tag.list', oddity: 'permission-403' });
    assert.equal((await rejects(own.idOf('tag', 'VIP'))).code, 'permission');
    assert.equal((await rejects(own.idOf('tag', 'VIP', { signal: AbortSignal.abort() }))).code, 'aborted');
    assert.equal(await own.idOf('tag', 'VIP'), tagIds.vip, 'a failure is not kept');
  });

  test('refuses a name that is none', async () => {
    const idOf = /** @type {(what: unknown, name: unknown) => Promise<string>} */ (wts.idOf.bind(wts));
    assert.equal((await rejects(idOf(Symbol('tag'), 'VIP'))).code, 'validation');
    for (const name of [undefined, null, 5, {}, ''])
      assert.equal((await rejects(idOf('tag', name))).code, 'validation');
  });
});
