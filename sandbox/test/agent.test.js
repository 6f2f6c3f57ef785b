// Agents, and what becomes of their sessions.

import assert from 'node:assert/strict';
import test from 'node:test';
import { call, started, unknownId } from './support.js';

/** @import { Sandbox } from '../src/index.js' */

/** @param {Sandbox} sandbox @param {string} id */
const get = async (sandbox, id) => (await call(sandbox, `GET /core/v1/agent/${id}`)).json;

test('agents are listed, and named by their own id, not by the user’s', async (t) => {
  const sandbox = await started(t);
  const { agentId, userId, secondAgent, supportDepartmentId } = sandbox.sample;
  const { rows } = await call(sandbox, 'GET /core/v1/agent');
  assert.deepEqual(
    rows.map(({ name, availability }) => [name, availability]),
    [
      ['Diego Ramos', 'AVAILABLE'],
      ['Elisa Prado', 'AVAILABLE'],
      ['Fábio Nunes', 'UNAVAILABLE'],
    ],
  );
  assert.deepEqual(await get(sandbox, agentId), rows[0]);
  assert.equal(rows[0]?.userId, userId);
  assert.equal(rows[0]?.phoneNumberFormatted, '(11) 95555-0000');
  const { departments } = await get(sandbox, secondAgent.agentId.toUpperCase());
  assert.deepEqual(departments, [
    { ...secondAgent, departmentId: supportDepartmentId, isAgent: true, isSupervisor: false },
  ]);
  assert.equal((await get(sandbox, userId)).text, 'Agente não encontrado');
});

test('an agent is made and changed, field by field', async (t) => {
  const sandbox = await started(t);
  const body = { name: 'Gil Alves', email: 'gil@example.com', phoneNumber: '5511944443333', profile: 'Agent' };
  const { json: made } = await call(sandbox, 'POST /core/v1/agent', { body });
  assert.deepEqual(
    [made.name, made.shortName, made.phoneNumber, made.availability, made.departments],
    ['Gil Alves', 'Gil', '+55|11944443333', 'AVAILABLE', []],
  );
  assert.notEqual(made.userId, made.id);
  const changes = {
    fields: ['Name', 'Email', 'Profile', 'Availability', 'ShortName'],
    name: 'Gil A.',
    shortName: 'Gi',
    phoneNumber: null,
    profile: 'Admin',
    availability: 'UNAVAILABLE',
  };
  await call(sandbox, `PUT /core/v1/agent/${made.id}`, { body: changes });
  const changed = await get(sandbox, made.id);
  assert.deepEqual(
    [changed.name, changed.shortName, changed.email, changed.profile, changed.availability, changed.phoneNumber],
    ['Gil A.', 'Gi', null, 'Admin', 'UNAVAILABLE', '+55|11944443333'],
  );
  await call(sandbox, `PUT /core/v1/agent/${made.id}`, { body: { fields: ['PhoneNumber', 'Undefined'] } });
  assert.equal((await get(sandbox, made.id)).phoneNumber, null);

  const nameless = { fields: ['Name'], name: ' ' };
  assert.equal((await call(sandbox, `PUT /core/v1/agent/${made.id}`, { body: nameless })).json.key, 'FORM_ERROR');
  const taken = { name: 'Outro', profile: 'Agent', email: 'DIEGO@example.com' };
  assert.equal((await call(sandbox, 'POST /core/v1/agent', { body: taken })).json.key, 'FORM_ERROR');
});

test('an agent is blocked, and logged out', async (t) => {
  const sandbox = await started(t);
  const { agentId, secondAgent, userId } = sandbox.sample;
  const blocked = await call(sandbox, `POST /core/v1/agent/${agentId}/status`, { body: { status: 'Blocked' } });
  assert.equal(blocked.json.availability, 'UNAVAILABLE');
  assert.equal(sandbox.state.user(userId).status, 'Blocked');
  await call(sandbox, `POST /core/v1/agent/${agentId}/status`, { body: { status: 'Active' } });
  assert.equal(sandbox.state.user(userId).status, 'Active');
  const undecided = await call(sandbox, `POST /core/v1/agent/${agentId}/status`, { body: { status: 'Undefined' } });
  assert.equal(undecided.json.key, 'FORM_ERROR');

  const out = await call(sandbox, `POST /core/v1/agent/${secondAgent.agentId}/logout`);
  assert.deepEqual([out.status, out.text], [200, '']);
  assert.equal((await get(sandbox, secondAgent.agentId)).availability, 'UNAVAILABLE');
  assert.equal((await call(sandbox, `POST /core/v1/agent/${unknownId}/logout`)).json.key, 'ENTITY_NOT_FOUND');
});

test('an agent’s departments are added, removed and replaced', async (t) => {
  const sandbox = await started(t);
  const { agentId, departmentId, supportDepartmentId } = sandbox.sample;
  const write = (/** @type {string} */ action, /** @type {object[]} */ items) =>
    call(sandbox, `POST /core/v1/agent/${agentId}/departments`, { body: { action, items } });
  const ids = async () => (await get(sandbox, agentId)).departments?.map((department) => department.departmentId);
  assert.equal((await write('Upsert', [{ departmentId: supportDepartmentId, isAgent: true }])).text, '');
  assert.deepEqual(await ids(), [departmentId, supportDepartmentId]);
  const { json: support } = await call(sandbox, `GET /core/v1/department/${supportDepartmentId}?includeDetails=Agents`);
  assert.ok(support.agents?.some(({ userId }) => userId === sandbox.sample.userId));
  await write('Remove', [{ departmentId }]);
  assert.deepEqual(await ids(), [supportDepartmentId]);
  await write('ReplaceAll', [{ departmentId, isSupervisor: true }]);
  const { departments } = await get(sandbox, agentId);
  assert.deepEqual(
    departments?.map(({ isAgent, isSupervisor }) => [isAgent, isSupervisor]),
    [[false, true]],
  );
  const lost = await write('ReplaceAll', [{ departmentId: unknownId }]);
  assert.equal(lost.json.key, 'ENTITY_NOT_FOUND');
  assert.deepEqual(await ids(), [departmentId], 'nothing was written');
});

test('a deleted agent’s sessions are completed, handed on, or wait for another', async (t) => {
  const sandbox = await started(t);
  const { agentId, userId, secondAgent, sessionId } = sandbox.sample;
  const remove = (/** @type {object} */ body) => call(sandbox, `DELETE /core/v1/agent/${agentId}`, { body });
  const session = async () => (await call(sandbox, `GET /chat/v2/session/${sessionId}`)).json;
  assert.equal((await remove({ sessionResolution: 'TRANSFER' })).json.key, 'FORM_ERROR');
  assert.equal((await remove({ sessionResolution: 'TRANSFER', transferUserId: userId })).json.key, 'FORM_ERROR');
  assert.equal((await get(sandbox, agentId)).userId, userId, 'still there');

  const gone = await remove({ sessionResolution: 'TRANSFER', transferUserId: secondAgent.userId });
  assert.deepEqual([gone.status, gone.text], [200, '']);
  assert.deepEqual([(await session()).userId, (await session()).status], [secondAgent.userId, 'IN_PROGRESS']);
  assert.equal((await get(sandbox, agentId)).key, 'ENTITY_NOT_FOUND');

  await sandbox.reset();
  await remove({ sessionResolution: 'COMPLETE' });
  assert.equal((await session()).status, 'COMPLETED');
  await sandbox.reset();
  await remove({ sessionResolution: 'RETURN_TO_PENDING' });
  assert.deepEqual([(await session()).userId, (await session()).status], [null, 'PENDING']);
});
