// Sessions: how a send finds or starts one, and what moves it. Every change is told to webhooks.

import { randomUUID } from 'node:crypto';
import { formError, notFound } from '../errors.js';
import { required } from '../store.js';
import { sessionEvent } from '../views-chat.js';
import { isHandle, sameAddress } from './address.js';
import { findOrCreateContact } from './contacts.js';
import { emit } from './events.js';
import { now } from './time.js';

/** @import { Contact } from '../types.js' */
/** @import { Channel, Session, SessionStatus } from '../types-chat.js' */
/** @import { Store } from '../store.js' */

/**
 * The recipient of a send, and the session that it asks for.
 * @typedef {object} Address
 * @property {string | null | undefined} [from]
 * @property {string} to
 * @property {string | null | undefined} [botKey] of the bot that starts once the contact replies
 * @property {{ id?: string | null, name?: string | null } | undefined} [department]
 * @property {{ id?: string | null, phoneNumber?: string | null, email?: string | null } | undefined} [user]
 * @property {{ enableBot?: boolean | null, hiddenSession?: boolean | null, forceStartSession?: boolean | null } | undefined} [options]
 */

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
 * Looks up all that an address names; `session` then finds the open session of the contact, or starts one. An unknown
 * contact is created by it.
 * @param {Store} state
 * @param {Address} address
 * @returns {{ channelId: string, session: () => Session }}
 */
export function findAddress(state, { from, to, botKey, department, user, options }) {
  const channel = findChannel(state, from, to);
  const departmentId = findDepartment(state, department);
  const userId = findUser(state, user);
  const waiting = botKey ? { botKey: state.bot(botKey).key } : {};

  const session = () => {
    const contact = findOrCreateContact(state, to);
    const open = openSession(state, contact, channel);
    if (open && !options?.forceStartSession) return Object.assign(open, waiting);
    if (open) completeSession(state, open);
    return startSession(state, contact, channel, {
      status: options?.hiddenSession ? 'HIDDEN' : userId ? 'IN_PROGRESS' : 'PENDING',
      origin: 'API',
      departmentId,
      userId,
      enableBot: options?.enableBot ?? false,
      ...waiting,
    });
  };
  return { channelId: channel.id, session };
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
    classification: null,
    metadata: {},
    unreadCount: 0,
    lastMessageText: null,
    lastMessageIn: null,
    lastMessageOut: null,
    ...options,
  };
  state.sessions.set(session.id, session);
  emit(state, 'SESSION_NEW', sessionEvent(state, session));
  return session;
}

/**
 * What a change ends with.
 * @param {Store} state
 * @param {Session} session
 */
export function touchSession(state, session) {
  session.updatedAt = now();
  emit(state, 'SESSION_UPDATE', sessionEvent(state, session));
}

/**
 * @param {Store} state
 * @param {Session} session
 * @param {string} [endAt] now by default
 */
export function completeSession(state, session, endAt) {
  session.updatedAt = now();
  if (session.status !== 'COMPLETED' || endAt) session.endAt = endAt ?? session.updatedAt;
  session.status = 'COMPLETED';
  emit(state, 'SESSION_COMPLETE', sessionEvent(state, session));
}

/** @param {string | null | undefined} status @returns {SessionStatus} */
export function readStatus(status) {
  if (!status || status === 'UNDEFINED') throw formError('Informe o status do atendimento');
  return /** @type {SessionStatus} */ (status);
}

/**
 * Completing and opening again also move the end.
 * @param {Store} state
 * @param {Session} session
 * @param {SessionStatus} status
 */
export function changeStatus(state, session, status) {
  if (status === 'COMPLETED') return completeSession(state, session);
  if (session.status === 'COMPLETED') session.endAt = null;
  session.status = status;
  touchSession(state, session);
}

/** @param {Store} state @param {Session} session */
export const reopenSession = (state, session) => changeStatus(state, session, 'IN_PROGRESS');

/**
 * To a user: someone attends to it now.
 * @param {Store} state
 * @param {Session} session
 * @param {string | null | undefined} userId of the user, never the agent's
 * @param {string | null} [departmentId]
 */
export function assignUser(state, session, userId, departmentId = session.departmentId) {
  if (!userId) throw formError('Informe o usuário');
  Object.assign(session, { userId: findUser(state, { id: userId }), departmentId });
  if (session.status === 'PENDING' || session.status === 'STARTED') session.status = 'IN_PROGRESS';
  touchSession(state, session);
}

/**
 * To a department: it waits there for someone.
 * @param {Store} state
 * @param {Session} session
 * @param {string | null} departmentId
 */
export function assignDepartment(state, session, departmentId) {
  if (!departmentId) throw formError('Informe o departamento');
  Object.assign(session, { userId: null, departmentId });
  if (session.status === 'IN_PROGRESS') session.status = 'PENDING';
  touchSession(state, session);
}

/**
 * @param {Store} state
 * @param {{ id?: string | null, name?: string | null } | null | undefined} given
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
 * @param {{ id?: string | null, phoneNumber?: string | null, email?: string | null } | null | undefined} given
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
