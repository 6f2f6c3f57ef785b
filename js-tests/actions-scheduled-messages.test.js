// Scheduled messages: what is planned, changed and canceled, as it is read back.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { filled, later, parameters } from './actions-support.js';
import { idsOf, received, refused, rejects, rows, started } from './support.js';

/** @import { ScheduledMessageListParams } from 'wts-chat' */

const { sandbox, suite, wts } = await started();
const { sample } = sandbox;
const { from, to, contactId, botKey, botId, userId, departmentId, supportDepartmentId, unreachable } = sample;
const { unreachableContactId, templateId, scheduledMessageId } = sample;

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
