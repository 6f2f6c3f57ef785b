// Every operation of the catalog: what reaches the API, and what comes back.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { last, received, started, storedFile } from './support.js';

const { sandbox, suite, wts } = await started();
const { sample } = sandbox;
const { from, to, sessionId, messageId, botKey } = sample;
const url = 'https://example.com/boleto.pdf';

suite('message.sendText', () => {
  test('sends only what is given', async () => {
    const sent = await wts.message.sendText({ from, to, text: 'Olá!' });
    assert.deepEqual(received(sandbox), {
      route: 'POST /chat/v1/message/send',
      query: {},
      body: { from, to, body: { text: 'Olá!' } },
    });
    assert.equal(sandbox.requests.length, 1);
    assert.equal(sent.status, 'PROCESSING');
    assert.equal(sandbox.state.message(sent.id).text, 'Olá!');
  });

  test('puts every option where the contract has it', async () => {
    const { departmentId, userId } = sample;
    await wts.message.sendText({
      from,
      to,
      text: 'Olá!',
      refId: messageId,
      botKey,
      departmentId,
      userId,
      enableBot: true,
      hiddenSession: false,
      forceStartSession: true,
      synchronous: false,
    });
    assert.deepEqual(received(sandbox).body, {
      from,
      to,
      botKey,
      body: { text: 'Olá!', refId: messageId },
      department: { id: departmentId },
      user: { id: userId },
      options: { enableBot: true, hiddenSession: false, forceStartSession: true },
    });
    const session = last([...sandbox.state.sessions.values()]);
    assert.notEqual(session.id, sessionId, 'forceStartSession starts a new one');
    assert.deepEqual([session.departmentId, session.userId, session.enableBot], [departmentId, userId, true]);
  });

  test('leaves undefined out and sends null', async () => {
    await wts.message.sendText({ from, to, text: 'Olá!', refId: undefined, botKey: null, enableBot: undefined });
    assert.deepEqual(received(sandbox).body, { from, to, botKey: null, body: { text: 'Olá!' } });
  });

  test('keeps a text as it is written', async () => {
    const text = '  Olá,\n\t"Ana" 👋🏽 \\ \u2028 <b>…</b>\u0000  ';
    const { id } = await wts.message.sendText({ from, to, text });
    assert.equal(sandbox.state.message(id).text, text);
  });

  test('with synchronous takes the other route and answers the whole message', async () => {
    const message = await wts.message.sendText({ from, to, text: 'Olá!', synchronous: true });
    assert.deepEqual(received(sandbox), {
      route: 'POST /chat/v1/message/send-sync',
      query: {},
      body: { from, to, body: { text: 'Olá!' } },
    });
    assert.deepEqual([message.status, message.direction, message.text], ['DELIVERED', 'TO_HUB', 'Olá!']);
    assert.ok('details' in message);
  });

  for (const [written, sent] of [
    ['+55 (11) 99999-9999', '5511999999999'],
    ['5511999999999', '5511999999999'],
    ['+55|11999999999', '5511999999999'],
    [' +5511999999999 ', '5511999999999'],
    ['55.11.99999-9999', '5511999999999'],
  ]) {
    test(`sends the number ${written} as its digits`, async () => {
      await wts.message.sendText({ from: '+55 (11) 90000-0001', to: `${written}`, text: 'Olá!' });
      assert.deepEqual(received(sandbox).body, { from: '5511900000001', to: sent, body: { text: 'Olá!' } });
    });
  }

  test('never adds a country code', async () => {
    await wts.message.sendText({ from, to: '(11) 99999-9999', text: 'Olá!' });
    assert.deepEqual(received(sandbox).body, { from, to: '11999999999', body: { text: 'Olá!' } });
  });

  test('sends users and channel ids as they are', async () => {
    const { instagram, channelId } = sample;
    await wts.message.sendText({ from: instagram.from, to: instagram.to, text: 'Oi' });
    assert.deepEqual(received(sandbox).body, { from: '@loja', to: '@carla.m', body: { text: 'Oi' } });
    await wts.message.sendText({ from: channelId, to, text: 'Oi' });
    assert.deepEqual(received(sandbox).body, { from: channelId, to, body: { text: 'Oi' } });
  });
});

suite('message.sendFile', () => {
  test('by address', async () => {
    const sent = await wts.message.sendFile({ from, to, url, text: 'Segue o boleto' });
    assert.deepEqual(received(sandbox), {
      route: 'POST /chat/v1/message/send',
      query: {},
      body: { from, to, body: { fileUrl: url, text: 'Segue o boleto' } },
    });
    assert.equal(sandbox.state.message(sent.id).file?.publicUrl, url);
  });

  test('by id, any number of times', async () => {
    const { id: fileId } = await storedFile(wts);
    for (const text of ['um', null]) {
      const sent = await wts.message.sendFile({ from, to, fileId, text });
      assert.deepEqual(received(sandbox).body, { from, to, body: { fileId, text } });
      assert.equal(sandbox.state.message(sent.id).file?.id, fileId);
    }
  });

  test('with synchronous and options', async () => {
    const { departmentId } = sample;
    const message = await wts.message.sendFile({ from, to, url, departmentId, hiddenSession: true, synchronous: true });
    assert.deepEqual(received(sandbox), {
      route: 'POST /chat/v1/message/send-sync',
      query: {},
      body: { from, to, body: { fileUrl: url }, department: { id: departmentId }, options: { hiddenSession: true } },
    });
    assert.equal(message.details?.file?.publicUrl, url);
  });
});

suite('sends in a session', () => {
  test('a text, and the message that it replies to', async () => {
    const sent = await wts.session.sendText({ sessionId, text: 'Olá!', refId: messageId });
    assert.deepEqual(received(sandbox), {
      route: `POST /chat/v1/session/${sessionId}/message`,
      query: {},
      body: { text: 'Olá!', refId: messageId },
    });
    assert.equal(sandbox.state.message(sent.id).sessionId, sessionId);
  });

  test('a text, waiting for the channel', async () => {
    const message = await wts.session.sendText({ sessionId, text: 'Olá!', synchronous: true });
    assert.equal(received(sandbox).route, `POST /chat/v1/session/${sessionId}/message/sync`);
    assert.deepEqual([message.status, message.sessionId, message.text], ['DELIVERED', sessionId, 'Olá!']);
  });

  test('a file by address and by id', async () => {
    await wts.session.sendFile({ sessionId, url, text: 'Segue' });
    assert.deepEqual(received(sandbox), {
      route: `POST /chat/v1/session/${sessionId}/message`,
      query: {},
      body: { fileUrl: url, text: 'Segue' },
    });
    const { id: fileId } = await storedFile(wts);
    const message = await wts.session.sendFile({ sessionId, fileId, refId: messageId, synchronous: true });
    assert.deepEqual(received(sandbox), {
      route: `POST /chat/v1/session/${sessionId}/message/sync`,
      query: {},
      body: { fileId, refId: messageId },
    });
    assert.equal(message.details?.file?.id, fileId);
  });
});

suite('session', () => {
  test('complete sends its two defaults', async () => {
    const session = await wts.session.complete({ sessionId });
    assert.deepEqual(received(sandbox), {
      route: `PUT /chat/v1/session/${sessionId}/complete`,
      query: {},
      body: { reactivateOnNewMessage: false, stopBotInExecution: false },
    });
    assert.equal(session.status, 'COMPLETED');
    assert.equal(sandbox.state.session(sessionId).reactivateOnNewMessage, false);
  });

  test('complete sends what is chosen', async () => {
    await wts.session.complete({ sessionId, reactivateOnNewMessage: true });
    assert.deepEqual(received(sandbox).body, { reactivateOnNewMessage: true, stopBotInExecution: false });
    assert.equal(sandbox.state.session(sessionId).reactivateOnNewMessage, true);

    sandbox.state.session(sessionId).botId = sample.botId;
    const session = await wts.session.complete({ sessionId, stopBotInExecution: true });
    assert.deepEqual(received(sandbox).body, { reactivateOnNewMessage: false, stopBotInExecution: true });
    assert.equal(session.botId, null);
  });

  test('get answers details when asked to', async () => {
    const plain = await wts.session.get({ sessionId });
    assert.deepEqual(received(sandbox), { route: `GET /chat/v2/session/${sessionId}`, query: {}, body: null });
    assert.deepEqual([plain.id, plain.contactDetails ?? null], [sessionId, null]);

    const full = await wts.session.get({ sessionId, includeDetails: ['AgentDetails', 'ContactDetails'] });
    assert.deepEqual(received(sandbox).query, { includeDetails: ['AgentDetails', 'ContactDetails'] });
    assert.deepEqual([full.agentDetails?.userId, full.contactDetails?.name], [sample.userId, 'Ana Souza']);
  });
});

suite('reading', () => {
  test('message.get and message.getStatus follow a message', async () => {
    const { id } = await wts.message.sendText({ from, to, text: 'Olá!' });
    const status = await wts.message.getStatus({ messageId: id });
    assert.equal(received(sandbox).route, `GET /chat/v1/message/${id}/status`);
    assert.deepEqual([status.id, status.status], [id, 'SENT']);
    const message = await wts.message.get({ messageId: id });
    assert.equal(received(sandbox).route, `GET /chat/v1/message/${id}`);
    assert.deepEqual([message.id, message.text, message.status], [id, 'Olá!', 'DELIVERED']);
  });

  test('channel.list answers the bare array, of all channels or of one type', async () => {
    const all = await wts.channel.list();
    assert.deepEqual(received(sandbox), { route: 'GET /chat/v1/channel', query: {}, body: null });
    assert.deepEqual(
      all.map(({ id }) => id),
      [sample.channelId, sample.instagram.channelId, sample.messenger.channelId],
    );
    const some = await wts.channel.list({ channelType: 'Instagram' });
    assert.deepEqual(received(sandbox).query, { ChannelType: 'Instagram' });
    assert.deepEqual(
      some.map(({ id }) => id),
      [sample.instagram.channelId],
    );
  });

  test('file.getUploadUrl and file.save work by hand', async () => {
    const name = 'relatório & "anexo".csv';
    const slot = await wts.file.getUploadUrl({ type: 'UNDEFINED', name, mimeType: 'text/csv' });
    assert.deepEqual(received(sandbox), {
      route: 'GET /core/v2/file',
      query: { Type: 'UNDEFINED', Name: name, MimeType: 'text/csv' },
      body: null,
    });
    await fetch(slot.urlUpload ?? '', { method: 'PUT', headers: { 'content-type': 'text/csv' }, body: 'a;b' });
    const file = await wts.file.save({ tempFileId: slot.tempFileId });
    assert.deepEqual(received(sandbox), {
      route: 'POST /core/v2/file',
      query: {},
      body: { tempFileId: slot.tempFileId },
    });
    assert.deepEqual([file.name, file.mimeType, file.size], [name, 'text/csv', 3]);
  });
});

suite('every operation', () => {
  test('operations can be taken off their resource', async () => {
    const { sendText } = wts.message;
    const { get } = wts.session;
    const { id } = await sendText({ from, to, text: 'Olá!' });
    assert.equal(sandbox.state.message(id).text, 'Olá!');
    assert.equal((await get({ sessionId })).id, sessionId);
  });

  test('execute does what the operation of that name does', async () => {
    const params = { from, to, text: 'Olá!', enableBot: true, synchronous: true };
    const mine = await wts.message.sendText(params);
    const theirs = await wts.execute('message', 'sendText', params);
    const [first, second] = sandbox.requests;
    assert.deepEqual([second?.path, second?.body], [first?.path, first?.body]);
    assert.deepEqual(Object.keys(Object(theirs)), Object.keys(mine));
    assert.deepEqual(await wts.execute('session', 'get', { sessionId }), await wts.session.get({ sessionId }));
  });

  test('a result is the JSON of the API, keys that nobody documented included', async () => {
    const answer = { id: sessionId, status: 'a new status', extra: 1, nested: [{ odd: null }], big: 1e21 };
    sandbox.fault({ operation: 'session.get', body: answer });
    assert.deepEqual(await wts.session.get({ sessionId }), answer);
  });
});
