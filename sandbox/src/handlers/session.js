// Sessions: reading them, sending into them, and moving them on.

import { postMessage, readContent } from '../domain/messages.js';
import { updateSession } from '../domain/sessionFields.js';
import {
  assignDepartment,
  assignUser,
  changeStatus,
  completeSession,
  findDepartment,
  readStatus,
} from '../domain/sessions.js';
import { lastInteraction } from '../domain/time.js';
import { hasAny, is } from '../filters.js';
import { inDates, inRange, page } from '../paging.js';
import { messageView, quickMessageView, sessionView, sessionViewV2 } from '../views-chat.js';
import { listMessages } from './message.js';
import { sessionNoteHandlers } from './sessionNote.js';

/** @import { Context } from '../types.js' */
/** @import { Session } from '../types-chat.js' */
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
 *
 * @typedef {object} TransferBody
 * @property {'DEPARTMENT' | 'USER'} type
 * @property {string | null} [newDepartmentId]
 * @property {string | null} [newUserId] without a meaning in a transfer to a department
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

  'session.complete': (context) => {
    const options = /** @type {{ reactivateOnNewMessage: boolean, stopBotInExecution: boolean }} */ (context.body);
    return changed(context, options, (state, session) => {
      session.reactivateOnNewMessage = options.reactivateOnNewMessage;
      completeSession(state, session);
    });
  },

  'session.updateStatus': (context) => {
    const { newStatus, options } = /** @type {{ newStatus: string, options?: BotOption }} */ (context.body);
    return changed(context, options, (state, session) => changeStatus(state, session, readStatus(newStatus)));
  },

  'session.assignUser': (context) => {
    const { userId, options } = /** @type {{ userId: string, options?: BotOption }} */ (context.body);
    return changed(context, options, (state, session) => assignUser(state, session, userId));
  },

  'session.transfer': (context) => {
    const body = /** @type {TransferBody & { options?: BotOption }} */ (context.body);
    const departmentId = findDepartment(context.state, { id: body.newDepartmentId ?? null });
    return changed(context, body.options, (state, session) => {
      if (body.type === 'DEPARTMENT') assignDepartment(state, session, departmentId);
      else assignUser(state, session, body.newUserId, departmentId ?? session.departmentId);
    });
  },

  'session.update': (context) => {
    const body = /** @type {import('../domain/sessionFields.js').SessionBody & { options?: BotOption }} */ (
      context.body
    );
    return changed(context, body.options, (state, session) => updateSession(state, session, body));
  },

  ...sessionNoteHandlers,
};

/** @typedef {{ stopBotInExecution?: boolean }} BotOption */

/**
 * @param {Context} context
 * @param {BotOption | undefined} options
 * @param {(state: Store, session: Session) => void} change
 */
function changed({ state, params }, options, change) {
  const session = state.session(params.id);
  // On a copy: what is refused half way changes nothing.
  const draft = { ...session, ...(options?.stopBotInExecution && { botId: null }) };
  change(state, draft);
  return sessionView(state, Object.assign(session, draft));
}

/**
 * @param {Context} context
 * @param {{ sync: boolean }} how
 */
function send({ state, params, body, request, storageUrl }, { sync }) {
  const session = state.session(params.id);
  const where = { storageUrl, channelId: session.channelId };
  const content = readContent(state, /** @type {SendBody} */ (body), where);
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
    hasAny(filter.Status, [session.status]) &&
    is(filter.DepartmentId, session.departmentId) &&
    is(filter.UserId, session.userId) &&
    is(filter.ContactId, session.contactId) &&
    hasAny(filter.ChannelsId, [session.channelId]) &&
    hasAny(filter.TagsId, tagIds) &&
    hasAny(filter.TagsName, tagNames) &&
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
