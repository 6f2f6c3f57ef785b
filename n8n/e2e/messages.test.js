// Messages, chatbots and sessions: every action with two items.

import assert from 'node:assert/strict';
import { it } from 'node:test';
import { byId, pairs, performer, started } from './chat.js';

const both = await started();
const { sandbox } = both;
const { sample } = sandbox;
const perform = performer(both);

const from = sample.from;
const ana = { to: sample.to, name: 'Ana', sessionId: sample.sessionId };
const bruno = { to: sample.unreachable, name: 'Bruno' };
const people = [ana, bruno];

/** Of Carla Mendes, on another channel. */
const { id: waiting = '' } = [...sandbox.state.sessions.values()].find(({ number }) => number === '1004') ?? {};
const sessions = [
  { sessionId: sample.sessionId, note: 'um' },
  { sessionId: waiting, note: 'dois' },
];
const inSession = byId('={{ $json.sessionId }}');

/** Texts of the messages that were sent to contacts. */
const sent = () =>
  [...sandbox.state.messages.values()].filter(({ direction }) => direction === 'TO_HUB').map(({ text }) => text);

it('chatbot.send', async () => {
  const parameters = {
    botKey: sample.botKey,
    from,
    to: '={{ $json.to }}',
    additionalFields: { skipIfBotInExecution: true, sessionMetadata: pairs({ nome: '={{ $json.name }}' }) },
  };
  await perform(
    'chatbot.send',
    parameters,
    people,
    people.map(({ to, name }) => [
      'POST /chat/v1/chatbot/send',
      { botKey: sample.botKey, from, to, options: { skipIfBotInExecution: true }, sessionMetadata: { nome: name } },
    ]),
  );
});

it('message.sendText', async () => {
  const text = 'Olá, {{ $json.name }}!';
  const parameters = { from, to: '={{ $json.to }}', text: `=${text}` };
  const run = await perform(
    'message.sendText',
    { ...parameters, additionalFields: { departmentId: sample.departmentId, enableBot: true } },
    people,
    people.map(({ to, name }) => [
      'POST /chat/v1/message/send',
      {
        ...{ from, to, body: { text: `Olá, ${name}!` }, department: { id: sample.departmentId } },
        options: { enableBot: true },
      },
    ]),
  );
  assert.deepEqual(sent().sort(), ['Olá, Ana!', 'Olá, Bruno!']);
  assert.deepEqual(
    run.json('WTS').map(({ status }) => status),
    ['PROCESSING', 'PROCESSING'],
  );
});

it('message.sendTemplate', async () => {
  const parameters = {
    ...{ from, to: '={{ $json.to }}', templateId: sample.templateId },
    parameters: pairs({ nome: '={{ $json.name }}', 'próximo horário': 'às 14h' }),
    additionalFields: { synchronous: true },
  };
  await perform(
    'message.sendTemplate',
    parameters,
    people,
    people.map(({ to, name }) => [
      'POST /chat/v1/message/send-sync',
      { from, to, body: { templateId: sample.templateId, parameters: { nome: name, 'próximo horário': 'às 14h' } } },
    ]),
  );
  assert.deepEqual(sent().sort(), people.map(({ name }) => `Olá, ${name}! Seu próximo horário é às 14h.`).sort());
});

it('message.sendFile', async () => {
  const parameters = {
    from,
    to: '={{ $json.to }}',
    fileSource: 'url',
    url: '=https://example.com/{{ $json.name }}.pdf',
  };
  await perform(
    'message.sendFile',
    { ...parameters, additionalFields: { text: 'Segue.' } },
    people,
    people.map(({ to, name }) => [
      'POST /chat/v1/message/send',
      { from, to, body: { text: 'Segue.', fileUrl: `https://example.com/${name}.pdf` } },
    ]),
  );
});

const messages = [...sandbox.state.messages.keys()].slice(-2).map((messageId) => ({ messageId }));

it('message.get', async () => {
  const run = await perform(
    'message.get',
    { messageId: '={{ $json.messageId }}', simplify: true },
    messages,
    messages.map(({ messageId }) => [`GET /chat/v1/message/${messageId}`]),
  );
  assert.deepEqual(
    run.json('WTS').map(({ id, text }) => [id, text]),
    [
      [messages[0]?.messageId, 'Vocês abrem no sábado?'],
      [sample.messageId, 'Oi, tudo bem?'],
    ],
  );
});

it('message.getStatus', async () => {
  const run = await perform(
    'message.getStatus',
    { messageId: '={{ $json.messageId }}' },
    messages,
    messages.map(({ messageId }) => [`GET /chat/v1/message/${messageId}/status`]),
  );
  assert.deepEqual(
    run.json('WTS').map(({ status }) => status),
    ['DELIVERED', 'DELIVERED'],
  );
});

it('message.list', async () => {
  const run = await perform(
    'message.list',
    { sessionId: inSession, returnAll: true, filters: { orderBy: 'createdAt', orderDirection: 'ASCENDING' } },
    [{ sessionId: sample.closedSessionId }, { sessionId: sample.sessionId }],
    [sample.closedSessionId, sample.sessionId].map((id) => [
      `GET /chat/v1/message?OrderBy=createdAt&OrderDirection=ASCENDING&PageNumber=1&PageSize=100&SessionId=${id}`,
    ]),
    [2, 1],
  );
  assert.deepEqual(
    run.json('WTS').map(({ text }) => text),
    ['Oi! Ainda tem o vestido azul?', 'Perfeito, obrigada!', 'Oi, tudo bem?'],
  );
});

it('session.sendText', async () => {
  await perform(
    'session.sendText',
    { sessionId: inSession, text: '=Recado {{ $json.note }}', additionalFields: { synchronous: true } },
    sessions,
    sessions.map(({ sessionId, note }) => [
      `POST /chat/v1/session/${sessionId}/message/sync`,
      { text: `Recado ${note}` },
    ]),
  );
  assert.deepEqual(sent().sort(), ['Recado dois', 'Recado um']);
});

it('session.sendFile', async () => {
  await perform(
    'session.sendFile',
    { sessionId: inSession, fileSource: 'url', url: '=https://example.com/{{ $json.note }}.png' },
    sessions,
    sessions.map(({ sessionId, note }) => [
      `POST /chat/v1/session/${sessionId}/message`,
      { fileUrl: `https://example.com/${note}.png` },
    ]),
  );
});

it('session.sendTemplate, twice in one session and in order', async () => {
  const given = ['segunda', 'terça'].map((day) => ({ sessionId: sample.sessionId, day }));
  const parameters = pairs({ nome: 'Ana', 'próximo horário': '={{ $json.day }}' });
  await perform(
    'session.sendTemplate',
    { sessionId: inSession, templateId: sample.templateId, parameters },
    given,
    given.map(({ sessionId, day }) => [
      `POST /chat/v1/session/${sessionId}/message`,
      { templateId: sample.templateId, parameters: { nome: 'Ana', 'próximo horário': day } },
    ]),
  );
  assert.deepEqual(
    sent(),
    ['segunda', 'terça'].map((day) => `Olá, Ana! Seu próximo horário é ${day}.`),
  );
});

it('session.get', async () => {
  const run = await perform(
    'session.get',
    { sessionId: inSession, additionalFields: { includeDetails: ['ContactDetails'] } },
    sessions,
    sessions.map(({ sessionId }) => [`GET /chat/v2/session/${sessionId}?includeDetails=ContactDetails`]),
  );
  const names = run.json('WTS').map(({ contactDetails }) => /** @type {{ name: string }} */ (contactDetails).name);
  assert.deepEqual(names, ['Ana Souza', 'Carla Mendes']);
});

it('session.list', async () => {
  const given = [{ status: ['PENDING'] }, { status: ['IN_PROGRESS', 'STARTED'] }];
  const run = await perform(
    'session.list',
    { returnAll: false, limit: 10, filters: { status: '={{ $json.status }}' } },
    given,
    given.map(({ status }) => [
      `GET /chat/v2/session?PageNumber=1&PageSize=10&${status.map((one) => `Status=${one}`).join('&')}`,
    ]),
    [1, 2],
  );
  assert.deepEqual(
    run
      .json('WTS')
      .map(({ number }) => number)
      .sort(),
    ['1004', '1005', '1007'],
  );
});

it('session.updateStatus', async () => {
  await perform(
    'session.updateStatus',
    { sessionId: inSession, newStatus: 'PENDING' },
    sessions,
    sessions.map(({ sessionId }) => [`PUT /chat/v1/session/${sessionId}/status`, { newStatus: 'PENDING' }]),
  );
  assert.equal(sandbox.state.sessions.get(sample.sessionId)?.status, 'PENDING');
});

it('session.complete', async () => {
  await perform(
    'session.complete',
    { sessionId: inSession, additionalFields: { reactivateOnNewMessage: true } },
    sessions,
    sessions.map(({ sessionId }) => [
      `PUT /chat/v1/session/${sessionId}/complete`,
      { reactivateOnNewMessage: true, stopBotInExecution: false },
    ]),
  );
  for (const { sessionId } of sessions) assert.equal(sandbox.state.sessions.get(sessionId)?.status, 'COMPLETED');
});

it('session.transfer', async () => {
  const given = [
    { sessionId: sample.sessionId, department: sample.supportDepartmentId, user: '' },
    { sessionId: waiting, department: sample.departmentId, user: sample.userId },
  ];
  await perform(
    'session.transfer',
    { sessionId: inSession, newDepartmentId: '={{ $json.department }}', newUserId: '={{ $json.user }}' },
    given,
    given.map(({ sessionId, department, user }) => [
      `PUT /chat/v1/session/${sessionId}/transfer`,
      user
        ? { type: 'USER', newDepartmentId: department, newUserId: user }
        : { type: 'DEPARTMENT', newDepartmentId: department },
    ]),
  );
  const { departmentId, userId } = sandbox.state.sessions.get(waiting) ?? {};
  assert.deepEqual([departmentId, userId], [sample.departmentId, sample.userId]);
});

it('session.assignUser', async () => {
  await perform(
    'session.assignUser',
    { sessionId: inSession, userId: sample.secondAgent.userId },
    sessions,
    sessions.map(({ sessionId }) => [
      `PUT /chat/v1/session/${sessionId}/assignee`,
      { userId: sample.secondAgent.userId },
    ]),
  );
});

it('session.update', async () => {
  const parameters = { userId: '', number: '={{ $json.note }}', metadata: pairs({ pedido: '1042' }) };
  await perform(
    'session.update',
    { sessionId: inSession, updateFields: parameters },
    sessions,
    sessions.map(({ sessionId, note }) => [
      `PUT /chat/v2/session/${sessionId}/partial`,
      { fields: ['Number', 'UserId', 'Metadata'], userId: null, number: note, metadata: { pedido: '1042' } },
    ]),
  );
  assert.equal(sandbox.state.sessions.get(waiting)?.number, 'dois');
});
