// Which agents are in which departments: one relation, written from both sides.

/** @import { Agent, Membership } from '../types.js' */

/** @typedef {'ReplaceAll' | 'Upsert' | 'Remove'} MembershipAction */
/** @typedef {{ isAgent?: boolean, isSupervisor?: boolean }} Roles */

/**
 * @param {Agent} agent
 * @param {string} departmentId
 * @param {Roles} roles
 */
export function join(agent, departmentId, { isAgent = false, isSupervisor = false }) {
  /** @type {Membership} */
  const membership = { departmentId, isAgent, isSupervisor };
  leave(agent, departmentId);
  agent.departments.push(membership);
}

/**
 * @param {Agent} agent
 * @param {string} departmentId
 */
export function leave(agent, departmentId) {
  agent.departments = agent.departments.filter((membership) => membership.departmentId !== departmentId);
}
