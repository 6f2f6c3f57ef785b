// Departments.

import assert from 'node:assert/strict';
import test from 'node:test';
import { call, started, unknownId } from './support.js';

/** @import { Sandbox } from '../src/index.js' */

/** @param {Sandbox} sandbox @param {string} id @param {string} [details] */
const get = async (sandbox, id, details) =>
  (await call(sandbox, `GET /core/v1/department/${id}${details ? `?includeDetails=${details}` : ''}`)).json;

test('departments are listed with their agents, and got with what is asked for', async (t) => {
  const sandbox = await started(t);
  const { departmentId, supportDepartmentId, secondAgent, channelId } = sandbox.sample;
  const { rows } = await call(sandbox, 'GET /core/v2/department');
  assert.deepEqual(
    rows.map(({ name, isDefault, agents, channels }) => [name, isDefault, agents?.length, channels?.length]),
    [
      ['Vendas', true, 2, 3],
      ['Suporte', false, 2, 1],
    ],
  );
  const plain = await get(sandbox, departmentId);
  assert.deepEqual([plain.agents, plain.channels, plain.isPrivate], [null, null, false]);
  const withAgents = await get(sandbox, supportDepartmentId, 'Agents');
  assert.equal(withAgents.agents?.[0]?.userId, secondAgent.userId);
  assert.equal(withAgents.channels, null);
  const all = await get(sandbox, supportDepartmentId, 'All');
  assert.deepEqual([all.agents?.length, all.channels?.[0]?.id], [2, channelId]);
  assert.equal((await get(sandbox, unknownId)).text, 'Departamento não encontrado');
});

test('a department is made, with channels by id, name or number', async (t) => {
  const sandbox = await started(t);
  const { userId, channelId, instagram, departmentId } = sandbox.sample;
  const body = {
    name: 'Cobrança',
    isDefault: true,
    distributionIsEnabled: true,
    distributionConfig: { expirationIsEnabled: true },
    restrictionType: 'USER_RESTRICTION',
    channelsConfig: { scope: 'SELECTED', channels: ['5511900000001', 'Loja no Instagram'] },
    agents: [{ userId, isAgent: true }],
  };
  const { status, json } = await call(sandbox, 'POST /core/v1/department', { body });
  assert.equal(status, 200);
  assert.deepEqual(await get(sandbox, json.id, 'All'), json);
  assert.deepEqual([json.distribuitionEnabled, json.isPrivate, json.isDefault], [true, true, true]);
  assert.deepEqual(
    json.agents?.map((agent) => [agent.userId, agent.isAgent, agent.isSupervisor]),
    [[userId, true, false]],
  );
  assert.equal((await get(sandbox, departmentId)).isDefault, false, 'there is one default');
  const { json: channels } = await call(sandbox, `GET /core/v1/department/${json.id}/channel`);
  assert.deepEqual(channels, { scope: 'SELECTED', channels: [channelId, instagram.channelId] });
  const { json: anywhere } = await call(sandbox, `GET /core/v1/department/${departmentId}/channel`);
  assert.deepEqual(anywhere, { scope: 'ALL', channels: null });

  assert.equal((await call(sandbox, 'POST /core/v1/department', { body: {} })).json.key, 'FORM_ERROR');
  const lost = { name: 'X', channelsConfig: { scope: 'SELECTED', channels: ['nenhum'] } };
  assert.equal((await call(sandbox, 'POST /core/v1/department', { body: lost })).json.text, 'Canal não encontrado');
  assert.equal(sandbox.state.departments.size, 3);
});

test('only what fields names is written', async (t) => {
  const sandbox = await started(t);
  const { supportDepartmentId, departmentId } = sandbox.sample;
  const body = { fields: ['RestrictionType', 'ChannelsConfig'], name: 'X', restrictionType: 'DEPARTMENT_RESTRICTION' };
  await call(sandbox, `PUT /core/v1/department/${supportDepartmentId}`, { body });
  const changed = await get(sandbox, supportDepartmentId, 'Channels');
  assert.deepEqual([changed.name, changed.restrictionType], ['Suporte', 'DEPARTMENT_RESTRICTION']);
  assert.equal(changed.channels?.length, 3, 'a named field without a value is cleared');
  const undefault = { fields: ['IsDefault'], isDefault: false };
  const refused = await call(sandbox, `PUT /core/v1/department/${departmentId}`, { body: undefault });
  assert.equal(refused.json.key, 'FORM_ERROR');
});

test('agents are added to a department, removed and replaced', async (t) => {
  const sandbox = await started(t);
  const { supportDepartmentId, userId, secondAgent } = sandbox.sample;
  const write = (/** @type {string} */ action, /** @type {object[]} */ items) =>
    call(sandbox, `PUT /core/v1/department/${supportDepartmentId}/agents`, { body: { action, items } });
  const agents = async () =>
    (await get(sandbox, supportDepartmentId, 'Agents')).agents?.map((agent) => agent.userId) ?? [];
  const { json } = await write('ReplaceAll', [{ userId, isSupervisor: true }]);
  assert.deepEqual(json, { action: 'ReplaceAll', items: [{ userId, isSupervisor: true }] });
  assert.deepEqual(await agents(), [userId]);
  await write('Upsert', [{ userId: secondAgent.userId, isAgent: true }]);
  assert.deepEqual(await agents(), [userId, secondAgent.userId]);
  await write('Remove', [{ userId }]);
  assert.deepEqual(await agents(), [secondAgent.userId]);
  assert.equal((await write('Upsert', [{ userId: unknownId }])).json.text, 'Usuário não encontrado');
});

test('a deleted department leaves no trace, and the default one stays', async (t) => {
  const sandbox = await started(t);
  const { departmentId, supportDepartmentId, sessionId } = sandbox.sample;
  const kept = await call(sandbox, `DELETE /core/v1/department/${departmentId}`);
  assert.equal(kept.json.key, 'FORM_ERROR');
  const body = { fields: ['IsDefault'], isDefault: true };
  await call(sandbox, `PUT /core/v1/department/${supportDepartmentId}`, { body });
  assert.equal((await call(sandbox, `DELETE /core/v1/department/${departmentId}`)).status, 200);
  assert.equal((await get(sandbox, departmentId)).key, 'ENTITY_NOT_FOUND');
  assert.equal((await call(sandbox, `GET /chat/v2/session/${sessionId}`)).json.departmentId, null);
  const { rows } = await call(sandbox, 'GET /core/v1/agent');
  const memberships = rows.flatMap(({ departments }) => departments?.map((each) => each.departmentId));
  assert.ok(!memberships.includes(departmentId));
});
