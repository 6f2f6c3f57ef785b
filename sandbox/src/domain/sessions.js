// Channels, contacts and sessions as a send finds or creates them.

import { randomUUID } from 'node:crypto';
import { formError, notFound } from '../errors.js';
import { required } from '../store.js';
import { isHandle, sameAddress, toStoredNumber } from './address.js';

/** @import { Channel, Contact, Session, SessionStatus } from '../types.js' */
/** @import { Store } from '../store.js' */

const windowLength = 24 * 3_600_000;

export const now = () => new Date().toISOString();

/**
 * The channel that `from` names by id, number or handle; without it, the first one that suits the recipient.
 * @param {Store} state
 * @param {string | null | undefined} from
 * @param {string} to
 */
export function findChannel(state, from, to) {
  const channels = [...state.channels.values()];
  const platform = isHandle(to) ? 'Instagram' : 'WhatsApp';
  const found = from?.trim()
    ? channels.find((channel) => channel.id === from.toLowerCase() || sameAddress(channel.number, from))
    : channels.find((channel) => channel.platform === platform);
  return required(found, 'Canal não encontrado');
}

/**
 * @param {Store} state
 * @param {string} to
 */
export function findContact(state, to) {
  return [...state.contacts.values()].find(
    (contact) => sameAddress(contact.phoneNumber, to) || sameAddress(contact.instagram, to),
  );
}

/**
 * An unknown contact is created.
 * @param {Store} state
 * @param {string} to
 */
export function findOrCreateContact(state, to) {
  const known = findContact(state, to);
  if (known) return known;
  if (!isHandle(to) && !/^[+\d][\d\s().|-]{7,}$/.test(to.trim())) throw formError('Número de destino inválido');
  const at = now();
  /** @type {Contact} */
  const contact = {
    id: randomUUID(),
    createdAt: at,
    updatedAt: at,
    name: to,
    status: 'ACTIVE',
    messengerId: null,
    tagIds: [],
    phoneNumber: isHandle(to) ? null : toStoredNumber(to),
    instagram: isHandle(to) ? to.trim() : null,
    metadata: {},
    lastInboundAt: {},
  };
  state.contacts.set(contact.id, contact);
  return contact;
}

/**
 * The latest session of a contact on a channel, whatever its status.
 * @param {Store} state
 * @param {Contact} contact
 * @param {Channel} channel
 */
export function latestSession(state, contact, channel) {
  return [...state.sessions.values()].findLast(
    (session) => session.contactId === contact.id && session.channelId === channel.id,
  );
}

/**
 * @param {Store} state
 * @param {Contact} contact
 * @param {Channel} channel
 */
export function openSession(state, contact, channel) {
  const latest = latestSession(state, contact, channel);
  return latest && latest.status !== 'COMPLETED' ? latest : undefined;
}

/**
 * @param {Store} state
 * @param {Contact} contact
 * @param {Channel} channel
 * @param {{ status: SessionStatus, origin: Session['origin'] } & Partial<Session>} options
 */
export function startSession(state, contact, channel, options) {
  const at = now();
  /** @type {Session} */
  const session = {
    id: randomUUID(),
    createdAt: at,
    updatedAt: at,
    startAt: at,
    endAt: null,
    number: String(1001 + state.sessions.size),
    contactId: contact.id,
    channelId: channel.id,
    departmentId: null,
    userId: null,
    botId: null,
    botKey: null,
    enableBot: false,
    reactivateOnNewMessage: false,
    metadata: {},
    unreadCount: 0,
    lastMessageText: null,
    lastMessageIn: null,
    lastMessageOut: null,
    ...options,
  };
  state.sessions.set(session.id, session);
  return session;
}

/** @param {Session} session */
export function completeSession(session) {
  if (session.status !== 'COMPLETED') session.endAt = now();
  session.status = 'COMPLETED';
  session.updatedAt = now();
}

/** @param {Session} session */
export function reopenSession(session) {
  session.status = 'IN_PROGRESS';
  session.endAt = null;
  session.updatedAt = now();
}

/** @param {Session} session @returns {string | null} */
export function lastInteraction({ lastMessageIn, lastMessageOut }) {
  if (lastMessageIn === null) return lastMessageOut;
  return lastMessageOut !== null && lastMessageOut > lastMessageIn ? lastMessageOut : lastMessageIn;
}

/**
 * Whether the contact wrote on the channel within the last 24 hours.
 * @param {Contact} contact
 * @param {string} channelId
 * @returns {'ACTIVE' | 'EXPIRED' | 'NOT_STARTED'}
 */
export function windowStatus(contact, channelId) {
  const last = contact.lastInboundAt[channelId];
  if (last === undefined) return 'NOT_STARTED';
  return Date.now() - Date.parse(last) < windowLength ? 'ACTIVE' : 'EXPIRED';
}

/**
 * @param {Store} state
 * @param {{ id?: string | null, name?: string | null } | undefined} given
 * @returns {string | null}
 */
export function findDepartment(state, given) {
  const { id, name } = given ?? {};
  if (!id && !name) return null;
  const found = [...state.departments.values()].find((department) =>
    id ? department.id === id.toLowerCase() : department.name === name,
  );
  return required(found, 'Departamento não encontrado').id;
}

/**
 * A user is named by the user's id, never by the agent's.
 * @param {Store} state
 * @param {{ id?: string | null, phoneNumber?: string | null, email?: string | null } | undefined} given
 * @returns {string | null}
 */
export function findUser(state, given) {
  const { id, phoneNumber, email } = given ?? {};
  if (!id && !phoneNumber && !email) return null;
  const found = [...state.agents.values()].find((agent) => {
    if (id) return agent.userId === id.toLowerCase();
    return phoneNumber ? sameAddress(agent.phoneNumber, phoneNumber) : agent.email === email;
  });
  if (!found) throw notFound('Usuário não encontrado');
  return found.userId;
}
