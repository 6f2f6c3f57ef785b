// Scheduled messages.

import { sameAddress } from '../domain/address.js';
import { cancel, reschedule, schedule, sendDue } from '../domain/scheduledMessages.js';
import { is } from '../filters.js';
import { inDates, inRange, page } from '../paging.js';
import { scheduledMessageView } from '../views-sending.js';

/** @import { ScheduledMessage } from '../types-chat.js' */
/** @import { Store } from '../store.js' */
/** @import { Handler } from '../types.js' */
/** @import { ScheduledBody } from '../domain/scheduledMessages.js' */

/**
 * @typedef {object} ScheduledFilter
 * @property {string} [Status]
 * @property {string} [Type]
 * @property {string} [From] the channel's id or number
 * @property {string} [To] the contact's id or number
 * @property {string} [User] id or name
 * @property {string} [Department] id or name
 */

/** @type {Record<string, Handler>} */
const handlers = {
  'scheduledMessage.create': ({ state, body, storageUrl }) =>
    writtenView(state, schedule(state, /** @type {ScheduledBody} */ (body), storageUrl)),

  'scheduledMessage.update': ({ state, params, body, storageUrl }) => {
    const given = /** @type {ScheduledBody & { fields: string[] }} */ (body);
    return writtenView(state, reschedule(state, state.scheduledMessage(params.id), given, storageUrl));
  },

  'scheduledMessage.get': ({ state, params, query }) => {
    const { includeDetails } = /** @type {{ includeDetails?: string[] }} */ (query);
    return scheduledMessageView(state, state.scheduledMessage(params.id), includeDetails);
  },

  'scheduledMessage.list': ({ state, query }) => {
    const { IncludeDetails } = /** @type {{ IncludeDetails?: string[] }} */ (query);
    const found = [...state.scheduledMessages.values()].filter((scheduled) => matches(state, scheduled, query));
    return page(
      found.map((scheduled) => scheduledMessageView(state, scheduled, IncludeDetails)),
      query,
    );
  },

  'scheduledMessage.cancel': ({ state, params }) => {
    cancel(state, [String(params.id)]);
  },

  'scheduledMessage.cancelMany': ({ state, body }) =>
    cancel(state, /** @type {string[]} */ (body)).map((scheduled) => scheduledMessageView(state, scheduled)),
};

/** All of them look at what has become due first. @type {Record<string, Handler>} */
export const scheduledMessageHandlers = Object.fromEntries(
  Object.entries(handlers).map(([id, handler]) => [
    id,
    (context) => {
      sendDue(context.state);
      return handler(context);
    },
  ]),
);

/**
 * Who writes one is not shown its session.
 * @param {Store} state
 * @param {ScheduledMessage} scheduled
 */
function writtenView(state, scheduled) {
  const { sessionId: _, ...shown } = scheduledMessageView(state, scheduled);
  return shown;
}

/**
 * @param {Store} state
 * @param {ScheduledMessage} scheduled
 * @param {Record<string, unknown>} query
 */
function matches(state, scheduled, query) {
  const { Status, Type, From, To, User, Department } = /** @type {ScheduledFilter} */ (query);
  const channel = state.channel(scheduled.channelId);
  const contact = state.contact(scheduled.contactId);
  const department = state.departments.get(scheduled.departmentId ?? '');
  return (
    is(Status, scheduled.status) &&
    is(Type, scheduled.type) &&
    (is(From, channel.id) || sameAddress(channel.number, From ?? '')) &&
    (is(To, contact.id) ||
      [contact.phoneNumber, contact.instagram].some((address) => sameAddress(address, To ?? ''))) &&
    (is(User, scheduled.userId) || is(User, state.agents.get(scheduled.userId)?.name ?? null)) &&
    (is(Department, scheduled.departmentId) || is(Department, department?.name ?? null)) &&
    inRange(scheduled.scheduling, query, 'ScheduledAt') &&
    inDates(scheduled, query)
  );
}
