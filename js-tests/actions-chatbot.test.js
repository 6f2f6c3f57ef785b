// What becomes of chatbots that are started, as other operations show it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { idsOf, inbound, received, refused, rejects, rows, started, untyped } from './support.js';

const { sandbox, suite, wts } = await started();
const { sample } = sandbox;
const { from, to, sessionId, contactId, closedSessionId, unreachable, unreachableContactId, botKey, botId } = sample;

suite('chatbot.send', () => {
  test('the session that is named runs the bot, with the data that came along', async () => {
    await wts.chatbot.send({
      botKey,
      sessionId,
      sessionMetadata: { pedido: 1042, urgente: true, origem: 'site' },
      contactMetadata: { 'última compra': 99.9, vip: false },
    });
    const session = await wts.session.get({ sessionId });
    assert.deepEqual(session.metadata, { pedido: '1042', urgente: 'true', origem: 'site' });
    assert.deepEqual([session.botId, session.status], [botId, 'IN_PROGRESS']);
    const contact = await wts.contact.get({ contactId });
    assert.deepEqual(contact.metadata, { 'última compra': '99.9', vip: 'false' });
  });

  test('a number that nobody knows becomes a contact with a session', async () => {
    const session = await wts.chatbot.send({ botKey, from, to: '+55 (31) 97777-6666' });
    const contact = await wts.contact.getByPhone({ phone: '5531977776666' });
    assert.equal(contact.phoneNumber, '+55|31977776666');
    const [found, ...others] = rows(await wts.session.list({ contactId: contact.id }));
    assert.deepEqual(others, []);
    assert.deepEqual([found?.id, found?.botId, found?.status], [session?.id, botId, 'STARTED']);
  });

  test('forceStartSession completes the session in progress and starts another', async () => {
    const session = await wts.chatbot.send({ botKey, from, to, forceStartSession: true });
    assert.equal((await wts.session.get({ sessionId })).status, 'COMPLETED');
    const found = await wts.session.get({ sessionId: session?.id ?? '' });
    assert.notEqual(found.id, sessionId);
    assert.deepEqual([found.contactId, found.botId, found.status], [contactId, botId, 'STARTED']);
  });

  test('hiddenSession hides the new session until the contact writes', async () => {
    const session = await wts.chatbot.send({ botKey, from, to: unreachable, hiddenSession: true });
    const status = async () => (await wts.session.get({ sessionId: session?.id ?? '' })).status;
    assert.equal(await status(), 'HIDDEN');
    await inbound(sandbox, { from: unreachable, to: from, text: 'Oi' });
    assert.equal(await status(), 'PENDING');
  });

  test('a completed session runs the bot and stays completed', async () => {
    await wts.chatbot.send({ botKey, sessionId: closedSessionId });
    const { status, botId: running } = await wts.session.get({ sessionId: closedSessionId });
    assert.deepEqual([status, running], ['COMPLETED', botId]);
  });

  test('skipIfInProgress leaves a session in progress alone, and no other', async () => {
    await wts.chatbot.send({ botKey, sessionId, skipIfInProgress: true, sessionMetadata: { a: 1 } });
    const session = await wts.session.get({ sessionId });
    assert.deepEqual([session.botId, session.metadata], [null, {}]);

    await wts.session.updateStatus({ sessionId, newStatus: 'PENDING' });
    await wts.chatbot.send({ botKey, sessionId, skipIfInProgress: true });
    assert.equal((await wts.session.get({ sessionId })).botId, botId);
  });

  test('skipIfBotInExecution starts nothing while a bot is running', async () => {
    await wts.chatbot.send({ botKey, sessionId, skipIfBotInExecution: true, sessionMetadata: { run: 1 } });
    await wts.chatbot.send({ botKey, sessionId, skipIfBotInExecution: true, sessionMetadata: { run: 2 } });
    assert.deepEqual((await wts.session.get({ sessionId })).metadata, { run: '1' });
    await wts.chatbot.send({ botKey, sessionId, skipIfBotInExecution: false, sessionMetadata: { run: 3 } });
    assert.deepEqual((await wts.session.get({ sessionId })).metadata, { run: '3' });
  });

  for (const nothing of ['NOT_SEND', 'UNDEFINED', ' \t', '']) {
    test(`${JSON.stringify(nothing)} for a session is no session`, async () => {
      await wts.chatbot.send({ botKey, from, to: unreachable, sessionId: nothing });
      assert.deepEqual(received(sandbox).body, { botKey, from, to: unreachable });
      const [newest] = rows(await wts.session.list({ contactId: unreachableContactId, pageSize: 1 }));
      assert.equal(newest?.botId, botId);
      const issues = await refused(sandbox, () =>
        untyped(wts, 'chatbot', 'send', { botKey: nothing, sessionId: nothing, from: nothing, to: ' ' }),
      );
      assert.deepEqual(issues, ['botKey required', 'from required', 'to required']);
    });
  }

  test('metadata that is no plain value is refused by its key', async () => {
    const issues = await refused(sandbox, () =>
      untyped(wts, 'chatbot', 'send', {
        botKey,
        sessionId,
        sessionMetadata: { pedido: { id: 1 }, itens: ['a'], certo: 'b' },
        contactMetadata: { 'última compra': null },
      }),
    );
    assert.deepEqual(issues.sort(), [
      'contactMetadata.última compra type',
      'sessionMetadata.itens type',
      'sessionMetadata.pedido type',
    ]);
    assert.deepEqual((await wts.session.get({ sessionId })).metadata, {});
  });

  test("a bot's id is not its key", async () => {
    const error = await rejects(wts.chatbot.send({ botKey: botId, sessionId }));
    assert.equal(error.code, 'not_found');
  });
});

suite('chatbot.list', () => {
  test('lists the bots with the keys that send takes', async () => {
    const all = rows(await wts.chatbot.list());
    assert.equal(all.length, 4);
    assert.equal(all.find(({ id }) => id === botId)?.key, botKey);
  });

  test('narrows the list by name, type, state, use, channel and department', async () => {
    /** @param {import('wts-chat').ChatbotListParams} params */
    const names = async (params) => rows(await wts.chatbot.list(params)).map(({ name }) => name);
    const order = /** @type {const} */ ({ orderBy: 'name' });
    assert.deepEqual(await names({ name: 'recep' }), ['Recepção']);
    assert.deepEqual(await names({ types: ['Reactive'] }), ['Recepção']);
    assert.deepEqual(await names({ publishStatuses: ['Not_Published', 'Failed'] }), ['Cobrança (rascunho)']);
    assert.deepEqual(await names({ automationUsages: ['Api'], publishStatuses: ['Ready'] }), [
      'Pesquisa de satisfação',
    ]);
    assert.deepEqual(await names({ channelIds: [sample.messenger.channelId] }), []);
    assert.equal((await names({ defaultDepartmentIds: [sample.departmentId] })).length, 4);
    assert.deepEqual(await names({ ...order, pageSize: 2, pageNumber: 2 }), ['Pesquisa de satisfação', 'Recepção']);
    assert.deepEqual(await names({ ...order, pageSize: 1, orderDirection: 'DESCENDING' }), ['Recepção']);
  });
});

suite('channel.list', () => {
  test('answers the ids that sends take', async () => {
    const [whatsapp] = await wts.channel.list({ channelType: 'Whatsapp' });
    const sent = await wts.message.sendText({ from: whatsapp?.id ?? '', to, text: 'Olá!' });
    const { channelId } = await wts.session.get({ sessionId: sent.sessionId ?? '' });
    assert.equal(channelId, whatsapp?.id);
    assert.equal(idsOf(await wts.channel.list()).length, 3);
  });
});
