// Agents, departments and office hours: what is created and changed, as it is read back.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { idsOf, received, refused, rejects, started, untyped } from './support.js';

const { sandbox, suite, wts } = await started();
const { sample } = sandbox;
const { from, sessionId, agentId, userId, secondAgent, departmentId, supportDepartmentId } = sample;

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

suite('company.getOfficeHours', () => {
  test('answers the hours of every day, and the time zone', async () => {
    const { days, timezoneDiff, limitHours } = await wts.company.getOfficeHours();
    assert.deepEqual([days?.length, timezoneDiff, limitHours], [7, -3, true]);
    const saturday = days?.find(({ dayWeek }) => dayWeek === 'SATURDAY');
    assert.deepEqual(saturday?.periods, [{ startTime: '08:00', endTime: '12:00' }]);
  });
});
