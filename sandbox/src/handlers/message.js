// Messages by address: sends to a number or a handle, and reads.

import { advance, postMessage, readContent } from '../domain/messages.js';
import {
  completeSession,
  findChannel,
  findDepartment,
  findOrCreateContact,
  findUser,
  openSession,
  startSession,
} from '../domain/sessions.js';
import { inDates, page } from '../paging.js';
import { messageStatusView, messageView, quickMessageView } from '../views.js';

/** @import { Context, Session } from '../types.js' */
/** @import { SendBody } from '../domain/messages.js' */

/**
 * @typedef {object} SendRequest
 * @property {string | null} [from]
 * @property {string} to
 * @property {string | null} [botKey]
 * @property {SendBody} body
 * @property {{ id?: string | null, name?: string | null }} [department]
 * @property {{ id?: string | null, phoneNumber?: string | null, email?: string | null }} [user]
 * @property {{ enableBot?: boolean | null, hiddenSession?: boolean | null, forceStartSession?: boolean | null }} [options]
 */

/** @type {Record<string, import('../types.js').Handler>} */
export const messageHandlers = {
  'message.send': (context) => quickMessageView(send(context, { sync: false }), context.url),
  'message.sendSync': (context) => messageView(send(context, { sync: true })),

  'message.get': ({ state, params }) => {
    const message = state.message(params.id);
    advance(message);
    return messageView(message);
  },

  'message.getStatus': ({ state, params }) => {
    const message = state.message(params.id);
    advance(message);
    return messageStatusView(message);
  },

  'message.list': (context) => listMessages(context, String(context.query.SessionId)),
};

/**
 * @param {Context} context
 * @param {string | undefined} sessionId
 */
export function listMessages({ state, query }, sessionId) {
  const { id } = state.session(sessionId);
  const rows = [...state.messages.values()].filter((message) => message.sessionId === id).map(messageView);
  return page(
    rows.filter((row) => inDates(row, query)),
    query,
  );
}

/**
 * @param {Context} context
 * @param {{ sync: boolean }} how
 */
function send(context, { sync }) {
  const { state, request } = context;
  const { from, to, botKey, body, department, user, options } = /** @type {SendRequest} */ (context.body);
  const content = readContent(state, body, context.storageUrl);
  const channel = findChannel(state, from, to);
  const departmentId = findDepartment(state, department);
  const userId = findUser(state, user);
  const replyBot = botKey ? state.bot(botKey).key : null;
  const contact = findOrCreateContact(state, to);

  let session = openSession(state, contact, channel);
  if (session && options?.forceStartSession) {
    completeSession(session);
    session = undefined;
  }
  session ??= startSession(state, contact, channel, {
    status: newStatus(options?.hiddenSession ?? false, userId),
    origin: 'API',
    departmentId,
    userId,
    enableBot: options?.enableBot ?? false,
  });
  if (replyBot) session.botKey = replyBot;
  return postMessage(state, session, content, { sync, request });
}

/**
 * @param {boolean} hidden
 * @param {string | null} userId
 * @returns {Session['status']}
 */
function newStatus(hidden, userId) {
  if (hidden) return 'HIDDEN';
  return userId ? 'IN_PROGRESS' : 'PENDING';
}
