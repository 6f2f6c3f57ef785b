// Sessions: reading them, sending into them, completing them.

import { postMessage, readContent } from '../domain/messages.js';
import { completeSession, lastInteraction } from '../domain/sessions.js';
import { inDates, inRange, page } from '../paging.js';
import { messageView, quickMessageView, sessionView, sessionViewV2 } from '../views.js';
import { listMessages } from './message.js';

/** @import { Context, Session } from '../types.js' */
/** @import { Store } from '../store.js' */
/** @import { SendBody } from '../domain/messages.js' */

/**
 * @typedef {object} SessionFilter
 * @property {string[]} [Status]
 * @property {string} [DepartmentId]
 * @property {string} [UserId]
 * @property {string[]} [TagsId]
 * @property {string[]} [TagsName]
 * @property {string[]} [ChannelsId]
 * @property {string} [ContactId]
 * @property {string[]} [IncludeDetails]
 * @property {Record<string, string | null>} [Metadata]
 * @property {'INDIVIDUAL' | 'GROUP'} [Type]
 */

/** @type {Record<string, import('../types.js').Handler>} */
export const sessionHandlers = {
  'session.get': ({ state, params, query }) => {
    const { includeDetails } = /** @type {{ includeDetails?: string[] }} */ (query);
    return sessionViewV2(state, state.session(params.id), includeDetails);
  },

  'session.list': ({ state, query }) => {
    const { IncludeDetails } = /** @type {SessionFilter} */ (query);
    const found = [...state.sessions.values()].filter((session) => matches(state, session, query));
    return page(
      found.map((session) => sessionViewV2(state, session, IncludeDetails)),
      query,
    );
  },

  'session.listMessages': (context) => listMessages(context, context.params.id),
  'session.sendMessage': (context) => quickMessageView(send(context, { sync: false }), context.url),
  'session.sendMessageSync': (context) => messageView(send(context, { sync: true })),

  'session.complete': ({ state, params, body }) => {
    const options = /** @type {{ reactivateOnNewMessage: boolean, stopBotInExecution: boolean }} */ (body);
    const session = state.session(params.id);
    completeSession(session);
    session.reactivateOnNewMessage = options.reactivateOnNewMessage;
    if (options.stopBotInExecution) session.botId = null;
    return sessionView(state, session);
  },
};

/**
 * @param {Context} context
 * @param {{ sync: boolean }} how
 */
function send({ state, params, body, request, storageUrl }, { sync }) {
  const session = state.session(params.id);
  const content = readContent(state, /** @type {SendBody} */ (body), storageUrl);
  return postMessage(state, session, content, { sync, request });
}

/**
 * @param {Store} state
 * @param {Session} session
 * @param {Record<string, unknown>} query
 */
function matches(state, session, query) {
  const filter = /** @type {SessionFilter} */ (query);
  const { tagIds } = state.contact(session.contactId);
  const tagNames = tagIds.map((tagId) => state.tags.get(tagId)?.name ?? '');
  return (
    has(filter.Status, session.status) &&
    is(filter.DepartmentId, session.departmentId) &&
    is(filter.UserId, session.userId) &&
    is(filter.ContactId, session.contactId) &&
    has(filter.ChannelsId, session.channelId) &&
    (!filter.TagsId || tagIds.some((tagId) => has(filter.TagsId, tagId))) &&
    (!filter.TagsName || tagNames.some((name) => has(filter.TagsName, name))) &&
    Object.entries(filter.Metadata ?? {}).every(([key, value]) => String(session.metadata[key]) === value) &&
    filter.Type !== 'GROUP' &&
    inDates(session, query) &&
    inRange(session.endAt, query, 'EndAt') &&
    inRange(lastInteraction(session), query, 'LastInteractionAt') &&
    wasActive(session, query)
  );
}

/**
 * A session is active from its start to its end.
 * @param {Session} session
 * @param {Record<string, unknown>} query
 */
function wasActive({ startAt, endAt }, query) {
  return (
    inRange(startAt, { 'ActiveAt.Before': query['ActiveAt.Before'] }, 'ActiveAt') &&
    (endAt === null || inRange(endAt, { 'ActiveAt.After': query['ActiveAt.After'] }, 'ActiveAt'))
  );
}

/** @param {string | undefined} wanted @param {string | null} actual */
function is(wanted, actual) {
  return wanted === undefined || wanted.toLowerCase() === actual?.toLowerCase();
}

/** @param {string[] | undefined} wanted @param {string} actual */
function has(wanted, actual) {
  return wanted === undefined || wanted.some((one) => is(one, actual));
}
