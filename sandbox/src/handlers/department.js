// Departments.

import { randomUUID } from 'node:crypto';
import { sameAddress } from '../domain/address.js';
import { join, leave } from '../domain/membership.js';
import { now } from '../domain/time.js';
import { formError } from '../errors.js';
import { required } from '../store.js';
import { departmentView } from '../views.js';

/** @import { Department } from '../types.js' */
/** @import { MembershipAction, Roles } from '../domain/membership.js' */
/** @import { Store } from '../store.js' */

/**
 * @typedef {object} DepartmentBody
 * @property {string | null} [name]
 * @property {boolean} [isDefault]
 * @property {boolean} [distributionIsEnabled]
 * @property {Partial<Department['distributionConfig']>} [distributionConfig]
 * @property {Department['restrictionType'] | null} [restrictionType]
 * @property {{ scope?: Department['channels']['scope'] | null, channels?: string[] | null }} [channelsConfig]
 *
 * @typedef {Roles & { userId?: string }} DepartmentAgent
 * @typedef {'Name' | 'Description' | 'IsDefault' | 'DistributionIsEnabled' | 'DistributionConfig' | 'RestrictionType' | 'ChannelsConfig'} DepartmentField
 */

/** @type {Record<string, import('../types.js').Handler>} */
export const departmentHandlers = {
  // There is nothing to ask for details with, so all are shown.
  'department.list': ({ state }) =>
    [...state.departments.values()].map((department) => departmentView(state, department, 'All')),

  'department.get': ({ state, params, query }) => {
    const { includeDetails } = /** @type {{ includeDetails?: 'All' | 'Agents' | 'Channels' }} */ (query);
    return detailedView(state, state.department(params.id), includeDetails);
  },

  'department.listChannels': ({ state, params }) => {
    const { scope, channelIds } = state.department(params.id).channels;
    return { scope, channels: scope === 'SELECTED' ? channelIds : null };
  },

  'department.create': ({ state, body }) => {
    const { agents, ...given } = /** @type {DepartmentBody & { agents?: DepartmentAgent[] | null }} */ (body);
    const values = Object.assign({}, ...Object.values(readers).map((read) => read(state, given)));
    const members = (agents ?? []).map((roles) => ({ agent: state.user(roles.userId), roles }));
    const at = now();
    /** @type {Department} */
    const department = { id: randomUUID(), createdAt: at, updatedAt: at, description: null, ...values };
    state.departments.set(department.id, department);
    keepOneDefault(state, department);
    for (const { agent, roles } of members) join(agent, department.id, roles);
    return detailedView(state, department, 'All');
  },

  'department.update': ({ state, params, body }) => {
    const { fields, ...given } = /** @type {DepartmentBody & { fields: DepartmentField[] }} */ (body);
    const department = state.department(params.id);
    const values = fields.map((field) => readers[field](state, given, department));
    Object.assign(department, ...values, { updatedAt: now() });
    keepOneDefault(state, department);
    return detailedView(state, department, 'All');
  },

  'department.updateAgents': ({ state, params, body }) => {
    const { action, items } = /** @type {{ action: MembershipAction, items: DepartmentAgent[] }} */ (body);
    const { id } = state.department(params.id);
    const members = items.map((roles) => ({ agent: state.user(roles.userId), roles }));
    if (action === 'ReplaceAll') for (const agent of state.agents.values()) leave(agent, id);
    for (const { agent, roles } of members) {
      if (action === 'Remove') leave(agent, id);
      else join(agent, id, roles);
    }
    return body;
  },

  'department.delete': ({ state, params }) => {
    const { id, isDefault } = state.department(params.id);
    if (isDefault) throw formError('O departamento padrão não pode ser excluído');
    state.departments.delete(id);
    for (const agent of state.agents.values()) leave(agent, id);
    for (const session of state.sessions.values()) if (session.departmentId === id) session.departmentId = null;
    for (const bot of state.bots.values()) if (bot.defaultDepartmentId === id) bot.defaultDepartmentId = null;
    for (const portfolio of state.portfolios.values()) {
      portfolio.departments = portfolio.departments.filter(({ departmentId }) => departmentId !== id);
    }
  },
};

/**
 * What each of `fields` writes; a new department is read by all of them.
 * @type {Record<DepartmentField, (state: Store, given: DepartmentBody, department?: Department) => Partial<Department>>}
 */
const readers = {
  Name: (_, { name }) => {
    if (!name?.trim()) throw formError('Informe o nome do departamento');
    return { name };
  },
  // It is named in `fields`, but the body has no such property.
  Description: () => ({}),
  IsDefault: (_, { isDefault = false }, department) => {
    if (department?.isDefault && !isDefault) throw formError('Um departamento deve ser o padrão');
    return { isDefault };
  },
  DistributionIsEnabled: (_, { distributionIsEnabled = false }) => ({ distributionIsEnabled }),
  DistributionConfig: (_, { distributionConfig }) => ({
    distributionConfig: {
      expirationIsEnabled: false,
      maximumDurationInMinutes: 0,
      inactivityTimeInMinutes: 0,
      ...distributionConfig,
    },
  }),
  RestrictionType: (_, { restrictionType }) => ({ restrictionType: restrictionType ?? 'NONE' }),
  ChannelsConfig: (state, { channelsConfig }) => {
    const { scope, channels } = channelsConfig ?? {};
    const channelIds = scope === 'SELECTED' ? (channels ?? []).map((given) => findChannel(state, given)) : [];
    return { channels: { scope: scope ?? 'ALL', channelIds } };
  },
};

/** @param {Store} state @param {string} given a channel's id, name or number */
function findChannel(state, given) {
  const wanted = given.trim().toLowerCase();
  const found = [...state.channels.values()].find(
    ({ id, displayName, number }) =>
      id === wanted || displayName.toLowerCase() === wanted || sameAddress(number, given),
  );
  return required(found, 'Canal não encontrado').id;
}

/** @param {Store} state @param {Department} changed */
function keepOneDefault(state, changed) {
  if (!changed.isDefault) return;
  for (const department of state.departments.values()) department.isDefault = department === changed;
}

/**
 * These routes show two properties more than the list.
 * @param {Store} state
 * @param {Department} department
 * @param {'All' | 'Agents' | 'Channels'} [details]
 */
function detailedView(state, department, details) {
  const { description, restrictionType } = department;
  return { ...departmentView(state, department, details), description, isPrivate: restrictionType !== 'NONE' };
}
