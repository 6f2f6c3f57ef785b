// Messages by address: sends to a number or a handle, reads, and deletion.

import { advance, deleteMessage, postMessage, readContent } from '../domain/messages.js';
import { findAddress } from '../domain/sessions.js';
import { inDates, page } from '../paging.js';
import { messageStatusView, messageView, quickMessageView } from '../views-chat.js';

/** @import { Context } from '../types.js' */
/** @import { SendBody } from '../domain/messages.js' */
/** @import { Address } from '../domain/sessions.js' */

/** @type {Record<string, import('../types.js').Handler>} */
export const messageHandlers = {
  'message.send': (context) => quickMessageView(send(context, { sync: false }), context.url),
  'message.sendSync': (context) => messageView(send(context, { sync: true })),

  'message.get': ({ state, params }) => messageView(advance(state, state.message(params.id))),
  'message.getStatus': ({ state, params }) => messageStatusView(advance(state, state.message(params.id))),
  'message.delete': ({ state, params }) => messageView(deleteMessage(state, state.message(params.id))),

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
function send({ state, body: given, request, storageUrl }, { sync }) {
  const { body, ...address } = /** @type {Address & { body: SendBody }} */ (given);
  const { channelId, session } = findAddress(state, address);
  const content = readContent(state, body, { storageUrl, channelId });
  return postMessage(state, session(), content, { sync, request });
}
