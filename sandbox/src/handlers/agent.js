// Agents.

import { randomUUID } from 'node:crypto';
import { readNumber } from '../domain/contactFields.js';
import { join, leave } from '../domain/membership.js';
import { assignUser, changeStatus, completeSession } from '../domain/sessions.js';
import { now } from '../domain/time.js';
import { formError } from '../errors.js';
import { agentView } from '../views.js';

/** @import { Agent } from '../types.js' */
/** @import { Session } from '../types-chat.js' */
/** @import { MembershipAction, Roles } from '../domain/membership.js' */
/** @import { Store } from '../store.js' */

/**
 * @typedef {object} AgentBody
 * @property {string | null} [name]
 * @property {string | null} [shortName]
 * @property {string | null} [email]
 * @property {string | null} [phoneNumber]
 * @property {Agent['profile']} [profile]
 * @property {Agent['availability'] | null} [availability]
 *
 * @typedef {'Undefined' | 'Name' | 'ShortName' | 'PhoneNumber' | 'Email' | 'Profile' | 'Availability'} AgentField
 * @typedef {{ sessionResolution?: 'COMPLETE' | 'TRANSFER' | 'RETURN_TO_PENDING' | null, transferUserId?: string | null }} Resolution
 */

/** @type {Record<string, import('../types.js').Handler>} */
export const agentHandlers = {
  'agent.list': ({ state }) => [...state.agents.values()].map(agentView),
  'agent.get': ({ state, params }) => agentView(state.agent(params.id)),

  'agent.create': ({ state, body }) => {
    const given = /** @type {AgentBody & { name: string, profile: Agent['profile'] }} */ (body);
    const email = given.email?.trim() || null;
    refuseTaken(state, email);
    const at = now();
    /** @type {Agent} */
    const agent = {
      id: randomUUID(),
      createdAt: at,
      updatedAt: at,
      userId: randomUUID(),
      name: given.name,
      shortName: shortNameOf(given.name),
      email,
      phoneNumber: readNumber(given.phoneNumber),
      profile: given.profile,
      isOwner: false,
      availability: given.availability ?? 'AVAILABLE',
      status: 'Active',
      departments: [],
    };
    state.agents.set(agent.userId, agent);
    return agentView(agent);
  },

  'agent.update': ({ state, params, body }) => {
    const { fields, ...given } = /** @type {AgentBody & { fields: AgentField[] }} */ (body);
    const agent = state.agent(params.id);
    const values = fields.map((field) => readers[field](state, given, agent));
    return agentView(Object.assign(agent, ...values, { updatedAt: now() }));
  },

  'agent.updateStatus': ({ state, params, body }) => {
    const { status } = /** @type {{ status: 'Undefined' | Agent['status'] }} */ (body);
    const agent = state.agent(params.id);
    if (status === 'Undefined') throw formError('Informe o status');
    // No answer shows the status itself.
    if (status === 'Blocked') agent.availability = 'UNAVAILABLE';
    return agentView(Object.assign(agent, { status, updatedAt: now() }));
  },

  'agent.logout': ({ state, params }) => {
    Object.assign(state.agent(params.id), { availability: 'UNAVAILABLE', updatedAt: now() });
  },

  'agent.updateDepartments': ({ state, params, body }) => {
    const { action, items } = /** @type {{ action: MembershipAction, items: (Roles & { departmentId: string })[] }} */ (
      body
    );
    const agent = state.agent(params.id);
    const found = items.map((roles) => ({ id: state.department(roles.departmentId).id, roles }));
    if (action === 'ReplaceAll') agent.departments = [];
    for (const { id, roles } of found) {
      if (action === 'Remove') leave(agent, id);
      else join(agent, id, roles);
    }
    agent.updatedAt = now();
  },

  'agent.delete': ({ state, params, body }) => {
    const agent = state.agent(params.id);
    resolveSessions(state, agent, /** @type {Resolution} */ (body));
    state.agents.delete(agent.userId);
    for (const { departments } of state.portfolios.values()) {
      for (const department of departments) {
        department.userIds = department.userIds.filter((userId) => userId !== agent.userId);
      }
    }
  },
};

/** @type {Record<AgentField, (state: Store, given: AgentBody, agent: Agent) => Partial<Agent>>} */
const readers = {
  Undefined: () => ({}),
  Name: (_, { name }) => {
    if (!name?.trim()) throw formError('Informe o nome do agente');
    return { name };
  },
  ShortName: (_, { shortName }, { name }) => ({ shortName: shortName?.trim() || shortNameOf(name) }),
  Email: (state, given, agent) => {
    const email = given.email?.trim() || null;
    refuseTaken(state, email, agent);
    return { email };
  },
  PhoneNumber: (_, { phoneNumber }) => ({ phoneNumber: readNumber(phoneNumber) }),
  Profile: (_, { profile }) => (profile ? { profile } : {}),
  Availability: (_, { availability }) => (availability ? { availability } : {}),
};

/** @param {Store} state @param {string | null} email @param {Agent} [self] */
function refuseTaken(state, email, self) {
  const same = (/** @type {Agent} */ agent) => agent !== self && agent.email?.toLowerCase() === email?.toLowerCase();
  if (email && [...state.agents.values()].some(same)) throw formError('Já existe um agente com este e-mail');
}

/**
 * What becomes of the open sessions of an agent who goes: they wait for another unless told otherwise.
 * @param {Store} state
 * @param {Agent} agent
 * @param {Resolution} how
 */
function resolveSessions(state, agent, { sessionResolution, transferUserId }) {
  if (sessionResolution === 'TRANSFER' && !transferUserId) throw formError('Informe o usuário (transferUserId)');
  const heir = sessionResolution === 'TRANSFER' ? state.user(transferUserId ?? '').userId : null;
  if (heir === agent.userId) throw formError('Informe outro usuário (transferUserId)');
  for (const session of openSessions(state, agent)) {
    if (sessionResolution === 'COMPLETE') completeSession(state, session);
    else if (heir) assignUser(state, session, heir);
    else changeStatus(state, Object.assign(session, { userId: null }), 'PENDING');
  }
}

/** @param {Store} state @param {Agent} agent @returns {Session[]} */
function openSessions(state, { userId }) {
  return [...state.sessions.values()].filter((session) => session.userId === userId && session.status !== 'COMPLETED');
}

/** @param {string} name */
const shortNameOf = (name) => name.split(' ')[0] ?? name;
