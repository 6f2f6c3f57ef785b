// The operations of the other resources: what they change, as it is read back.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  fresh,
  idsOf,
  inbound,
  received,
  refused,
  rejects,
  rows,
  started,
  storedFile,
  unknownId,
  untyped,
} from './support.js';

/** @import { ScheduledMessageListParams } from 'wts-chat' */

const { sandbox, suite, wts } = await started();
const { sample } = sandbox;
const { from, to, contactId, sessionId, closedSessionId, messageId, botKey, botId } = sample;
const { agentId, userId, secondAgent, departmentId, supportDepartmentId, tagIds, portfolioId } = sample;
const { unreachable, unreachableContactId, templateId, templateIds, scheduledMessageId, panelId } = sample;
const carlaId = sample.instagram.contactId;
const url = 'https://example.com/docs/boleto.pdf';
const parameters = { nome: 'Bruno', 'próximo horário': 'segunda, às 10h' };
const filled = 'Olá, Bruno! Seu próximo horário é segunda, às 10h.';

/** @param {number} hours from now */
const later = (hours) => new Date(Date.now() + hours * 3_600_000);

suite('agent', () => {
  test('create stores what is given, and list has the new agent', async () => {
    const { id } = await wts.agent.create({
      name: 'Gabriela Luz',
      email: 'gabi@example.com',
      phoneNumber: '+55 (31) 97777-6666',
      profile: 'Agent',
      availability: 'UNAVAILABLE',
    });
    const agent = await wts.agent.get({ agentId: id });
    assert.deepEqual(
      [agent.name, agent.shortName, agent.email, agent.phoneNumber, agent.profile, agent.availability],
      ['Gabriela Luz', 'Gabriela', 'gabi@example.com', '+55|31977776666', 'Agent', 'UNAVAILABLE'],
    );
    assert.deepEqual((await wts.agent.list()).map(({ name }) => name).sort(), [
      'Diego Ramos',
      'Elisa Prado',
      'Fábio Nunes',
      'Gabriela Luz',
    ]);
  });

  test('create wants a name and a profile', async () => {
    const issues = await refused(sandbox, () => untyped(wts, 'agent', 'create', { name: ' ', profile: 'NOT_SEND' }));
    assert.deepEqual(issues.sort(), ['name required', 'profile required']);
  });

  test('update writes what is given, null clears, and the rest stays', async () => {
    const { updatedAt: _, ...before } = await wts.agent.get({ agentId });
    await wts.agent.update({ agentId, shortName: 'Di', email: null, availability: 'UNAVAILABLE' });
    assert.deepEqual(Object(received(sandbox).body).fields.toSorted(), ['Availability', 'Email', 'ShortName']);
    const { updatedAt: __, ...after } = await wts.agent.get({ agentId });
    assert.deepEqual(after, { ...before, shortName: 'Di', email: null, availability: 'UNAVAILABLE' });
    assert.deepEqual(await refused(sandbox, () => wts.agent.update({ agentId })), ['fields required']);
  });

  test('updateDepartments adds, removes and replaces', async () => {
    const departments = async () => {
      const agent = await wts.agent.get({ agentId });
      return agent.departments?.map(({ departmentId, isAgent, isSupervisor }) => [departmentId, isAgent, isSupervisor]);
    };
    const support = { departmentId: supportDepartmentId, isAgent: true, isSupervisor: false };
    await wts.agent.updateDepartments({ agentId, action: 'Upsert', items: [support] });
    assert.deepEqual(await departments(), [
      [departmentId, true, true],
      [supportDepartmentId, true, false],
    ]);
    await wts.agent.updateDepartments({ agentId, action: 'Remove', items: [{ departmentId }] });
    assert.deepEqual(await departments(), [[supportDepartmentId, true, false]]);
    const sales = { departmentId, isAgent: false, isSupervisor: true };
    await wts.agent.updateDepartments({ agentId, action: 'ReplaceAll', items: [sales] });
    assert.deepEqual(await departments(), [[departmentId, false, true]]);
    const { agents } = await wts.department.get({ departmentId: supportDepartmentId, includeDetails: 'Agents' });
    assert.ok(!agents?.some((member) => member.userId === userId));
  });

  test('updateStatus blocks an agent, and logout makes one unavailable', async () => {
    await wts.agent.updateStatus({ agentId: secondAgent.agentId, status: 'Blocked' });
    assert.equal((await wts.agent.get({ agentId: secondAgent.agentId })).availability, 'UNAVAILABLE');
    assert.equal(await wts.agent.logout({ agentId }), null);
    assert.equal((await wts.agent.get({ agentId })).availability, 'UNAVAILABLE');
  });

  for (const [resolution, transferUserId, expected] of /** @type {const} */ ([
    ['TRANSFER', secondAgent.userId, ['IN_PROGRESS', secondAgent.userId]],
    ['RETURN_TO_PENDING', undefined, ['PENDING', null]],
    ['COMPLETE', undefined, ['COMPLETED', userId]],
  ])) {
    test(`delete, the sessions ${resolution}`, async () => {
      await wts.agent.delete({ agentId, sessionResolution: resolution, transferUserId });
      const session = await wts.session.get({ sessionId });
      assert.deepEqual([session.status, session.userId], expected);
      assert.equal((await rejects(wts.agent.get({ agentId }))).code, 'not_found');
    });
  }

  test('a transfer on deleting names the user', async () => {
    const params = { agentId, sessionResolution: 'TRANSFER', transferUserId: 'NOT_SEND' };
    assert.deepEqual(await refused(sandbox, () => untyped(wts, 'agent', 'delete', params)), [
      'transferUserId required',
    ]);
    assert.equal((await wts.agent.get({ agentId })).id, agentId);
  });

  test("a user's id is no agent's", async () => {
    assert.equal((await rejects(wts.agent.get({ agentId: userId }))).code, 'not_found');
  });
});

suite('company.getOfficeHours', () => {
  test('answers the hours of every day, and the time zone', async () => {
    const { days, timezoneDiff, limitHours } = await wts.company.getOfficeHours();
    assert.deepEqual([days?.length, timezoneDiff, limitHours], [7, -3, true]);
    const saturday = days?.find(({ dayWeek }) => dayWeek === 'SATURDAY');
    assert.deepEqual(saturday?.periods, [{ startTime: '08:00', endTime: '12:00' }]);
  });
});

suite('customField.list', () => {
  test('lists the fields of contacts or of panels, flat or nested', async () => {
    /** @param {import('wts-chat').CustomFieldListParams} [params] */
    const keys = async (params) => (await wts.customField.list(params)).map(({ key }) => key);
    assert.deepEqual(await keys(), ['cadastro', 'cidade', 'nascimento', 'plano']);
    assert.deepEqual(await keys({ entityType: 'CONTACT', nestedList: true }), ['cadastro', 'plano']);
    assert.deepEqual(await keys({ entityType: 'PANEL', nestedList: true }), ['negocio', 'parcelas', 'origem']);
    const panelFields = await wts.customField.list({ entityType: 'PANEL' });
    assert.equal(panelFields.filter(({ scopeId }) => scopeId === panelId).length, 4);
  });
});

suite('department', () => {
  test('create stores what is given, channels by number or name, agents by user', async () => {
    const { id } = await wts.department.create({
      name: 'Pós-venda',
      distributionIsEnabled: true,
      distributionConfig: { expirationIsEnabled: true, maximumDurationInMinutes: 30, inactivityTimeInMinutes: 0 },
      restrictionType: 'USER_RESTRICTION',
      channelsConfig: { scope: 'SELECTED', channels: [from, 'Loja no Instagram'] },
      agents: [{ userId, isAgent: true, isSupervisor: false }],
    });
    const department = await wts.department.get({ departmentId: id, includeDetails: 'All' });
    assert.deepEqual(
      [department.name, department.distribuitionEnabled, department.restrictionType, department.isDefault],
      ['Pós-venda', true, 'USER_RESTRICTION', false],
    );
    assert.deepEqual(department.distributionConfig, {
      expirationIsEnabled: true,
      maximumDurationInMinutes: 30,
      inactivityTimeInMinutes: 0,
    });
    assert.deepEqual(idsOf(department.channels ?? []), [sample.channelId, sample.instagram.channelId]);
    assert.deepEqual(
      department.agents?.map((member) => member.userId),
      [userId],
    );
    assert.deepEqual(await wts.department.listChannels({ departmentId: id }), {
      scope: 'SELECTED',
      channels: [sample.channelId, sample.instagram.channelId],
    });
    assert.deepEqual((await wts.department.list()).map(({ name }) => name).sort(), ['Pós-venda', 'Suporte', 'Vendas']);
  });

  test('get answers details only when asked to', async () => {
    const plain = await wts.department.get({ departmentId });
    assert.deepEqual([plain.name, plain.agents, plain.channels], ['Vendas', null, null]);
    const { agents, channels } = await wts.department.get({ departmentId, includeDetails: 'Channels' });
    assert.deepEqual([agents, channels?.length], [null, 3]);
  });

  test('update writes what is given, and the rest stays', async () => {
    /** @param {string} id */
    const whole = async (id) => {
      const { updatedAt: _, ...rest } = await wts.department.get({ departmentId: id, includeDetails: 'All' });
      return rest;
    };
    const before = await whole(supportDepartmentId);
    await wts.department.update({ departmentId: supportDepartmentId, name: 'Ajuda', distributionIsEnabled: true });
    assert.deepEqual(Object(received(sandbox).body).fields.toSorted(), ['DistributionIsEnabled', 'Name']);
    assert.deepEqual(await whole(supportDepartmentId), { ...before, name: 'Ajuda', distribuitionEnabled: true });

    await wts.department.update({ departmentId: supportDepartmentId, isDefault: true });
    assert.deepEqual(
      [(await whole(supportDepartmentId)).isDefault, (await whole(departmentId)).isDefault],
      [true, false],
    );
    await wts.department.update({ departmentId: supportDepartmentId, distributionIsEnabled: false });
    assert.equal((await whole(supportDepartmentId)).distribuitionEnabled, false);
    assert.deepEqual(await refused(sandbox, () => wts.department.update({ departmentId })), ['fields required']);
  });

  test('updateAgents adds, removes and replaces', async () => {
    const members = async () => {
      const { agents } = await wts.department.get({ departmentId: supportDepartmentId, includeDetails: 'Agents' });
      return agents?.map((member) => [member.userId, member.isSupervisor]);
    };
    const [elisa, fabio] = (await members()) ?? [];
    const departmentId = supportDepartmentId;
    const items = [{ userId, isAgent: true, isSupervisor: true }];
    await wts.department.updateAgents({ departmentId, action: 'Upsert', items });
    assert.deepEqual(await members(), [[userId, true], elisa, fabio]);
    await wts.department.updateAgents({ departmentId, action: 'Remove', items: [{ userId: secondAgent.userId }] });
    assert.deepEqual(await members(), [[userId, true], fabio]);
    await wts.department.updateAgents({ departmentId, action: 'ReplaceAll', items: [{ userId, isAgent: true }] });
    assert.deepEqual(await members(), [[userId, false]]);
  });

  test('delete takes the department away from its sessions', async () => {
    await wts.session.transfer({ sessionId, newDepartmentId: supportDepartmentId });
    assert.equal(await wts.department.delete({ departmentId: supportDepartmentId }), null);
    assert.equal((await rejects(wts.department.get({ departmentId: supportDepartmentId }))).code, 'not_found');
    assert.equal((await wts.session.get({ sessionId })).departmentId, null);
    assert.equal((await rejects(wts.department.delete({ departmentId }))).code, 'bad_request', 'the default one stays');
  });
});

suite('portfolio', () => {
  const members = async (params = {}) =>
    rows(await wts.portfolio.listContacts({ portfolioId, ...params })).map((member) => member.contactId);

  test('list answers departments and counts when asked to', async () => {
    const [plain] = rows(await wts.portfolio.list({ orderBy: 'name' }));
    assert.deepEqual([plain?.name, plain?.departments], ['Clientes VIP', null]);
    const page = await wts.portfolio.list({ orderBy: 'name', includeDetails: ['Departments', 'ContactCount'] });
    assert.deepEqual(
      rows(page).map(({ name, contactsCount, departments }) => [name, contactsCount, departments?.[0]?.departmentId]),
      [
        ['Clientes VIP', 1, departmentId],
        ['Novos contatos', 2, supportDepartmentId],
      ],
    );
  });

  test('addContact and removeContact take an id or a number', async () => {
    await wts.portfolio.addContact({ portfolioId, contactId: carlaId });
    await wts.portfolio.addContact({ portfolioId, phoneNumber: '+55 (21) 98888-7777' });
    assert.deepEqual((await members()).sort(), [contactId, unreachableContactId, carlaId].sort());
    await wts.portfolio.removeContact({ portfolioId, phoneNumber: to });
    await wts.portfolio.removeContact({ portfolioId, contactId: carlaId });
    assert.deepEqual(await members(), [unreachableContactId]);
    const { portfolioNames } = await wts.contact.get({ contactId, includeDetails: ['Portfolios'] });
    assert.deepEqual(portfolioNames, []);
  });

  test('addContacts and removeContacts take ids and numbers together', async () => {
    await wts.portfolio.addContacts({ portfolioId, contactIds: [carlaId], phoneNumbers: [unreachable] });
    assert.equal((await members()).length, 3);
    await wts.portfolio.removeContacts({ portfolioId, contactIds: [contactId, carlaId], phoneNumbers: [unreachable] });
    assert.deepEqual(await members(), []);
  });

  test('one contact, or some, are wanted', async () => {
    for (const operation of ['addContact', 'removeContact']) {
      const both = { portfolioId, contactId, phoneNumber: to };
      const call = (/** @type {object} */ params) =>
        refused(sandbox, () => untyped(wts, 'portfolio', operation, params));
      assert.deepEqual(await call({ portfolioId, contactId: 'NOT_SEND' }), ['contactId required']);
      assert.deepEqual(await call(both), ['phoneNumber conflict']);
    }
    for (const operation of ['addContacts', 'removeContacts']) {
      const call = () => untyped(wts, 'portfolio', operation, { portfolioId });
      assert.deepEqual(await refused(sandbox, call), ['contactIds required']);
    }
    assert.deepEqual(await members(), [contactId]);
  });

  test('listContacts pages in its own way', async () => {
    await wts.portfolio.addContacts({ portfolioId, contactIds: [unreachableContactId, carlaId] });
    const order = { orderBy: 'createdAt', pageSize: 1 };
    assert.deepEqual(await members({ ...order, page: 1 }), [contactId]);
    assert.deepEqual(await members({ pageSize: 2, page: 2, orderByDesc: 'createdAt' }), [contactId]);
    assert.deepEqual(await members({ contactIds: [carlaId, unknownId] }), [carlaId]);
    assert.deepEqual(await members({ createdAtBefore: later(-1) }), [contactId]);
    const counted = await wts.portfolio.listContacts({ portfolioId, ...order });
    assert.deepEqual([counted.totalItems, counted.totalPages, counted.hasMorePages], [3, 3, true]);
    assert.equal((await wts.portfolio.listContacts({ portfolioId, skipCount: true })).totalItems, 0);
    assert.equal(rows(counted)[0]?.contactDetails?.email, 'ana@example.com');
  });
});

suite('scheduledMessage', () => {
  const details = /** @type {const} */ (['Contact', 'Channel', 'User', 'Department', 'Template', 'Chatbot']);
  const template = { from, to: unreachable, type: /** @type {const} */ ('TEMPLATE'), templateId };

  test('create schedules a template, filled in', async () => {
    const scheduling = later(24);
    const { id } = await wts.scheduledMessage.create({
      ...template,
      templateParams: { parameters },
      scheduling,
      departmentId,
      hiddenSession: true,
    });
    const found = await wts.scheduledMessage.get({ scheduledMessageId: id, includeDetails: [...details] });
    assert.deepEqual(
      [found.status, found.type, found.scheduling, found.hiddenSession],
      ['SCHEDULED', 'TEMPLATE', scheduling.toISOString(), true],
    );
    assert.deepEqual(
      [found.contact?.id, found.channel?.id, found.department?.name, found.template?.name],
      [unreachableContactId, sample.channelId, 'Vendas', 'lembrete_consulta'],
    );
    assert.deepEqual(found.template?.templateParams?.parameters, parameters);
  });

  test('create schedules a bot', async () => {
    const { id } = await wts.scheduledMessage.create({
      to: unreachable,
      from,
      type: 'CHATBOT',
      botKey,
      scheduling: later(1).toISOString(),
    });
    const found = await wts.scheduledMessage.get({ scheduledMessageId: id, includeDetails: ['Chatbot'] });
    assert.deepEqual([found.type, found.chatbot?.botId], ['CHATBOT', botId]);
  });

  test('what is due is sent', async () => {
    const created = await wts.scheduledMessage.create({
      ...template,
      templateParams: { parameters },
      scheduling: later(1),
    });
    sandbox.state.scheduledMessage(created.id).scheduling = later(-1).toISOString();
    const found = await wts.scheduledMessage.get({ scheduledMessageId: created.id });
    assert.equal(found.status, 'SENT');
    const [message] = rows(await wts.session.listMessages({ sessionId: found.sessionId ?? '' }));
    assert.equal(message?.text, filled);
  });

  test('update writes what is given, and the rest stays', async () => {
    const whole = async () => {
      const { updatedAt: _, ...found } = await wts.scheduledMessage.get({
        scheduledMessageId,
        includeDetails: [...details],
      });
      return found;
    };
    const before = await whole();
    const scheduling = later(5).toISOString();
    await wts.scheduledMessage.update({ scheduledMessageId, scheduling, departmentId: supportDepartmentId });
    assert.deepEqual(Object(received(sandbox).body).fields.toSorted(), ['Department', 'Scheduling']);
    const department = { id: supportDepartmentId, name: 'Suporte' };
    assert.deepEqual(await whole(), { ...before, scheduling, departmentId: supportDepartmentId, department });

    const given = { nome: 'Bruno Lima', 'próximo horário': 11 };
    await wts.scheduledMessage.update({ scheduledMessageId, to, templateParams: { parameters: given } });
    const after = await whole();
    assert.equal(after.contactId, contactId);
    assert.deepEqual(after.template?.templateParams?.parameters, { nome: 'Bruno Lima', 'próximo horário': '11' });
    assert.deepEqual(await refused(sandbox, () => wts.scheduledMessage.update({ scheduledMessageId })), [
      'fields required',
    ]);
  });

  test('cancel cancels once, and cancelMany all of them or none', async () => {
    const create = () =>
      wts.scheduledMessage.create({ ...template, templateParams: { parameters }, scheduling: later(1) });
    const status = async (/** @type {string} */ id) =>
      (await wts.scheduledMessage.get({ scheduledMessageId: id })).status;
    const [one, two] = [await create(), await create()];
    assert.equal(await wts.scheduledMessage.cancel({ scheduledMessageId }), null);
    assert.equal(await status(scheduledMessageId), 'CANCELED');
    assert.equal((await rejects(wts.scheduledMessage.cancel({ scheduledMessageId }))).code, 'conflict');
    assert.equal(
      (await rejects(wts.scheduledMessage.cancelMany({ ids: [one.id, scheduledMessageId] }))).code,
      'conflict',
    );
    assert.equal(await status(one.id), 'SCHEDULED');
    const canceled = await wts.scheduledMessage.cancelMany({ ids: [one.id, two.id] });
    assert.deepEqual(received(sandbox).body, [one.id, two.id]);
    assert.deepEqual(idsOf(canceled), [one.id, two.id]);
    assert.deepEqual([await status(one.id), await status(two.id)], ['CANCELED', 'CANCELED']);
  });

  test('list narrows by state, parties and times', async () => {
    /** @param {ScheduledMessageListParams} params */
    const found = async (params) => idsOf(rows(await wts.scheduledMessage.list(params)));
    const canceledId = 'ad2e4063-7b9d-4f18-85ca-3061d7f9b202';
    assert.deepEqual((await found({})).sort(), [scheduledMessageId, canceledId].sort());
    assert.deepEqual(await found({ status: 'SCHEDULED', type: 'TEMPLATE' }), [scheduledMessageId]);
    assert.deepEqual(await found({ to, from }), [canceledId]);
    assert.deepEqual(await found({ type: 'CHATBOT' }), []);
    assert.deepEqual(await found({ scheduledAtAfter: new Date() }), [scheduledMessageId]);
    assert.deepEqual(await found({ scheduledAtBefore: new Date(), user: userId, department: departmentId }), [
      canceledId,
    ]);
    const [full] = rows(await wts.scheduledMessage.list({ status: 'SCHEDULED', includeDetails: ['Contact'] }));
    assert.equal(full?.contact?.name, 'Bruno Lima');
  });
});

suite('send', () => {
  /** @param {{ id: string }} sent */
  const messageOf = ({ id }) => wts.message.get({ messageId: id });

  test('text goes to a number, and its status can be followed', async () => {
    const sent = await wts.send.text({
      from,
      to: '+55 (11) 99999-9999',
      text: 'Olá!',
      refId: messageId,
      delayTyping: 3,
    });
    assert.deepEqual(received(sandbox).body, { from, to, text: 'Olá!', refId: messageId, delayTyping: 3 });
    const seen = [sent.status];
    for (let read = 0; read < 3; read += 1) seen.push((await wts.send.getMessageStatus({ id: sent.id })).status);
    assert.deepEqual(seen, ['PROCESSING', 'SENT', 'DELIVERED', 'READ']);
    const message = await messageOf(sent);
    assert.deepEqual([message.text, message.refId, message.sessionId], ['Olá!', messageId, sessionId]);
  });

  test('text goes into a session, without numbers', async () => {
    const sent = await wts.send.text({ sessionId, text: 'Olá!' });
    assert.deepEqual(received(sandbox).body, { sessionId, text: 'Olá!' });
    assert.equal((await messageOf(sent)).sessionId, sessionId);
  });

  test('options make the session', async () => {
    const who = { department: { name: 'Suporte' }, user: { email: 'elisa@example.com' } };
    const sent = await wts.send.text({ from, to: unreachable, text: 'Olá!', hiddenSession: true, ...who });
    const session = await wts.session.get({ sessionId: sent.sessionId ?? '' });
    assert.deepEqual(
      [session.departmentId, session.userId, session.status],
      [supportDepartmentId, secondAgent.userId, 'HIDDEN'],
    );
    const forced = await wts.send.text({ from, to, text: 'Olá!', departmentId, userId, forceStartSession: true });
    assert.notEqual(forced.sessionId, sessionId);
    assert.equal((await wts.session.get({ sessionId })).status, 'COMPLETED');
    const other = await wts.session.get({ sessionId: forced.sessionId ?? '' });
    assert.deepEqual([other.departmentId, other.userId], [departmentId, userId]);
  });

  for (const [operation, name, type] of /** @type {const} */ ([
    ['image', 'foto.png', 'IMAGE'],
    ['audio', 'voz.mp3', 'AUDIO'],
    ['video', 'filme.mp4', 'VIDEO'],
    ['document', 'contrato.pdf', 'DOCUMENT'],
  ])) {
    test(`${operation} by address`, async () => {
      const fileIdOrUrl = `https://example.com/${name}`;
      const sent = await wts.send[operation]({ from, to, fileIdOrUrl });
      const message = await messageOf(sent);
      assert.deepEqual([message.type, message.details?.file?.publicUrl, message.status], [type, fileIdOrUrl, 'SENT']);
    });
  }

  test('document by id, with a caption', async () => {
    const { id } = await storedFile(wts, 'contrato.pdf');
    const message = await messageOf(await wts.send.document({ sessionId, fileIdOrUrl: id, text: 'Segue' }));
    assert.deepEqual([message.fileId, message.text, message.type], [id, 'Segue', 'DOCUMENT']);
  });

  test('template opens a conversation, with data for its session', async () => {
    const sent = await wts.send.template({
      from,
      to: unreachable,
      templateId: templateIds.withFile,
      parameters: { '[valor]': 'R$ 10,00' },
      fileIdOrUrl: url,
      sessionMetadata: { pedido: 1042 },
    });
    const message = await messageOf(sent);
    assert.deepEqual([message.text, message.details?.file?.publicUrl], ['Segue o boleto no valor de R$ 10,00.', url]);
    const session = await wts.session.get({ sessionId: sent.sessionId ?? '' });
    assert.deepEqual([session.contactId, session.metadata], [unreachableContactId, { pedido: '1042' }]);
  });

  test('templateBatch sends to each, and what one lacks fails that one only', async () => {
    const { results } = await wts.send.templateBatch({
      from,
      templateId: templateIds.shortId,
      messages: [
        { to: unreachable, parameters, senderId: 'a' },
        { to, parameters: { nome: 'Ana' }, senderId: 'b' },
      ],
    });
    assert.deepEqual(
      results?.map(({ status, senderId }) => [status, senderId]),
      [
        ['PROCESSING', 'a'],
        ['FAILED', 'b'],
      ],
    );
    assert.match(results?.[1]?.failedReason ?? '', /próximo horário/);
    assert.equal((await messageOf({ id: results?.[0]?.id ?? '' })).text, filled);
  });

  test('batches take from 1 to 100 messages', async () => {
    const many = Array.from({ length: 101 }, () => ({ to, parameters }));
    const templates = { from, templateId };
    assert.deepEqual(await refused(sandbox, () => wts.send.templateBatch({ ...templates, messages: many })), [
      'messages length',
    ]);
    assert.deepEqual(await refused(sandbox, () => wts.send.chatbotBatch({ botKey, from, messages: [] })), [
      'messages length',
    ]);
    const { results } = await wts.send.templateBatch({ ...templates, messages: many.slice(1) });
    assert.equal(results?.length, 100);
  });

  test('chatbot starts the bot, and its status can be followed', async () => {
    const sent = await wts.send.chatbot({ botKey, sessionId, sessionMetadata: { a: 1 }, contactMetadata: { b: true } });
    assert.equal(sent.status, 'PROCESSING');
    assert.equal((await wts.send.getChatbotStatus({ id: sent.id })).status, 'SENT');
    const session = await wts.session.get({ sessionId });
    assert.deepEqual([session.botId, session.metadata], [botId, { a: '1' }]);
    assert.deepEqual((await wts.contact.get({ contactId })).metadata, { b: 'true' });
    const skipped = await wts.send.chatbot({ botKey, from, to, skipIfInProgress: true });
    const { status, failedReason } = await wts.send.getChatbotStatus({ id: skipped.id });
    assert.deepEqual([status, failedReason], ['FAILED', 'O atendimento está em andamento']);
  });

  test('chatbotBatch starts the bot for each', async () => {
    const { results } = await wts.send.chatbotBatch({
      botKey,
      from,
      hiddenSession: true,
      messages: [{ to: unreachable, sessionMetadata: { lote: 1 } }, { sessionId: closedSessionId }, { to: '123' }],
    });
    assert.deepEqual(
      results?.map(({ status }) => status),
      ['PROCESSING', 'PROCESSING', 'FAILED'],
    );
    const session = await wts.session.get({ sessionId: results?.[0]?.sessionId ?? '' });
    assert.deepEqual([session.botId, session.status, session.metadata], [botId, 'HIDDEN', { lote: '1' }]);
    assert.equal((await wts.session.get({ sessionId: closedSessionId })).botId, botId);
  });

  test('otp sends the code, or one of five digits', async () => {
    const sent = await wts.send.otp({ from, to: unreachable, code: '98765', senderId: 'login-1' });
    assert.equal(sent.status, 'PENDING');
    const seen = [];
    for (let read = 0; read < 2; read += 1) seen.push(await wts.send.getOtpStatus({ id: sent.id }));
    assert.deepEqual(
      seen.map(({ status, code, senderId }) => [status, code, senderId]),
      [
        ['SENT', '98765', 'login-1'],
        ['RECEIVED', '98765', 'login-1'],
      ],
    );
    assert.equal(seen[0]?.contactPhoneNumber, '+55|21988887777');
    assert.match((await wts.send.otp({ from, to })).code ?? '', /^\d{5}$/);
    assert.equal((await rejects(wts.send.otp({ from, to, templateId }))).code, 'not_found', 'no template for codes');
  });

  test('typing wants a session that is open', async () => {
    assert.equal(await wts.send.typing({ sessionId }), null);
    assert.deepEqual(received(sandbox).body, { sessionId });
    assert.equal((await rejects(wts.send.typing({ sessionId: closedSessionId }))).code, 'bad_request');
  });

  test('callbacks tell of the outcome by the id of the sender', async (t) => {
    const { sandbox, wts } = await fresh(t);
    const callbackUrl = `${sandbox.url}/callback`;
    await wts.send.text({ from, to, text: 'Olá!', senderId: 'order-42', callbackUrl });
    await wts.send.chatbot({ botKey, sessionId, senderId: 'bot-42', callbackUrl });
    await wts.chatbot.send({ botKey, sessionId, senderId: 'bot-43', callbackUrl });
    await sandbox.delivered();
    assert.deepEqual(
      sandbox.deliveries.map(({ url, body }) => [url, Object(body.content).senderId]).sort(),
      ['bot-42', 'bot-43', 'order-42'].map((senderId) => [callbackUrl, senderId]),
    );
  });

  test('a target and some content are wanted', async () => {
    /** @param {string} operation @param {object} params */
    const issues = async (operation, params) =>
      (await refused(sandbox, () => untyped(wts, 'send', operation, params))).sort();
    for (const sessionId of [undefined, null, ' ', 'NOT_SEND']) {
      assert.deepEqual(await issues('text', { from, sessionId, text: ' ' }), ['text required', 'to required']);
      assert.deepEqual(await issues('chatbot', { sessionId, botKey: 'NOT_SEND' }), [
        'botKey required',
        'from required',
        'to required',
      ]);
    }
    for (const operation of ['image', 'audio', 'video', 'document']) {
      assert.deepEqual(await issues(operation, { from, to, fileIdOrUrl: ' ' }), ['fileIdOrUrl required']);
      assert.deepEqual(await issues(operation, { from, to, fileIdOrUrl: '/tmp/a.pdf' }), ['fileIdOrUrl format']);
    }
    assert.deepEqual(await issues('template', { from: 'NOT_SEND', to: '', templateId: ' ' }), [
      'from required',
      'templateId required',
      'to required',
    ]);
    assert.deepEqual(await issues('text', { from, to, text: 'a', delayTyping: 26 }), ['delayTyping range']);
  });

  test('NOT_SEND for a template is missing', async () => {
    assert.deepEqual(await refused(sandbox, () => wts.send.template({ from, to, templateId: 'NOT_SEND' })), [
      'templateId required',
    ]);
  });
});

suite('tag', () => {
  /** Names and colors. */
  const tags = async () => (await wts.tag.list()).map(({ name, color }) => `${name} ${color}`).sort();
  const others = ['Inadimplente RED_400', 'Newsletter SKY_300', 'Novo YELLOW_200'];

  test('create adds a tag, with a color or the default one, that contacts can carry', async () => {
    const { id } = await wts.tag.create({ name: 'Ação', color: 'PURPLE_300' });
    await wts.tag.create({ name: 'Sem cor', color: undefined });
    assert.deepEqual(await tags(), ['Ação PURPLE_300', ...others, 'Sem cor GRAY_600', 'VIP GREEN_500'].sort());
    await wts.contact.updateTags({ contactId, tagIds: [id] });
    const { tagNames } = await wts.contact.get({ contactId, includeDetails: ['Tags'] });
    assert.deepEqual(tagNames, ['VIP', 'Ação']);
    assert.equal((await rejects(wts.tag.create({ name: 'vip' }))).code, 'bad_request');
    assert.deepEqual(await refused(sandbox, () => wts.tag.create({ name: ' ' })), ['name required']);
  });

  test('update changes the name and leaves the color unless it is given', async () => {
    await wts.tag.update({ tagId: tagIds.vip, name: 'Ouro' });
    assert.ok((await tags()).includes('Ouro GREEN_500'));
    await wts.tag.update({ tagId: tagIds.vip, name: 'Ouro', color: 'YELLOW_500' });
    assert.deepEqual(await tags(), [...others, 'Ouro YELLOW_500'].sort());
  });

  test('delete leaves a tag in use, unless it is taken off its contacts', async () => {
    assert.equal(await wts.tag.delete({ tagId: tagIds.novo }), null);
    assert.equal((await rejects(wts.tag.delete({ tagId: tagIds.vip }))).code, 'bad_request');
    assert.deepEqual(await tags(), ['Inadimplente RED_400', 'Newsletter SKY_300', 'VIP GREEN_500']);
    await wts.tag.delete({ tagId: tagIds.vip, removeFromContacts: true });
    assert.deepEqual(await tags(), ['Inadimplente RED_400', 'Newsletter SKY_300']);
    assert.deepEqual((await wts.contact.get({ contactId, includeDetails: ['Tags'] })).tagIds, []);
  });

  test('listColors answers every color that create takes', async () => {
    const colors = await wts.tag.listColors();
    assert.equal(colors.length, 54);
    for (const { color } of [colors[0], colors[53]].flatMap((one) => one ?? [])) {
      const { id } = await wts.tag.create({ name: color, color: /** @type {'RED_100'} */ (color) });
      assert.equal((await wts.tag.list()).find((tag) => tag.id === id)?.color, color);
    }
    assert.match(colors[0]?.bgColor ?? '', /^#[0-9A-F]{6}$/);
  });
});

suite('template.list', () => {
  test('answers the ids and parameter names that sends take', async () => {
    const [template] = rows(
      await wts.template.list({ name: 'lembrete', channelId: sample.channelId, includeDetails: ['Params'] }),
    );
    assert.deepEqual(
      template?.params?.map(({ name }) => name),
      ['nome', 'próximo horário'],
    );
    const values = Object.fromEntries((template?.params ?? []).map(({ name }, at) => [name ?? '', at + 1]));
    const message = await wts.message.sendTemplate({
      from,
      to,
      templateId: template?.id ?? '',
      parameters: values,
      synchronous: true,
    });
    assert.equal(message.text, 'Olá, 1! Seu próximo horário é 2.');
  });

  test('narrows the list', async () => {
    /** @param {import('wts-chat').TemplateListParams} params */
    const names = async (params) =>
      rows(await wts.template.list({ orderBy: 'name', ...params })).map(({ name }) => name);
    assert.deepEqual(await names({}), [
      'boleto_mensal',
      'codigo_acesso',
      'horario_funcionamento',
      'lembrete_consulta',
      'pesquisa_nps',
    ]);
    assert.deepEqual(await names({ archived: true }), ['promocao_natal']);
    assert.deepEqual(await names({ searchableText: 'seu código' }), ['codigo_acesso']);
    assert.deepEqual(await names({ channelId: sample.instagram.channelId }), ['horario_funcionamento']);
    assert.deepEqual(await names({ type: 'AUTHENTICATION' }), ['codigo_acesso']);
    assert.deepEqual(await names({ approvedOnly: true, type: 'CAMPAIGN' }), ['boleto_mensal', 'lembrete_consulta']);
    assert.deepEqual(await names({ pageSize: 2, pageNumber: 3 }), ['pesquisa_nps']);
    assert.deepEqual(await names({ createdAtAfter: new Date() }), []);
    assert.equal(rows(await wts.template.list())[0]?.params, null);
  });
});

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
