// Sends of the newer routes: to an address or into a session, one by one or in batches, followed by their own id.

import { randomUUID } from 'node:crypto';
import { ApiError, formError } from '../errors.js';
import { dispatchEvent } from '../views-sending.js';
import { startBot } from './bots.js';
import { idOrUrl } from './files.js';
import { postMessage, readContent } from './messages.js';
import { mergeMetadata } from './metadata.js';
import { findAddress } from './sessions.js';
import { now } from './time.js';
import { callBack, step } from './tracking.js';

/** @import { Store } from '../store.js' */
/** @import { Dispatch, Message, MessageType } from '../types-chat.js' */
/** @import { Address } from './sessions.js' */
/** @import { BotRequest } from './bots.js' */
/** @import { SendBody } from './messages.js' */

/**
 * @typedef {NonNullable<Address['options']> & Pick<Address, 'user' | 'department'>} SendOptions
 *
 * @typedef {object} SendRequest
 * @property {string | null} [to]
 * @property {string | null} [from]
 * @property {string | null} [sessionId] instead of the two
 * @property {SendOptions} [options] for a new session
 * @property {string | null} [text]
 * @property {string | null} [templateId]
 * @property {Record<string, string | null> | null} [parameters]
 * @property {string | null} [fileIdOrUrl]
 * @property {string | null} [refId]
 * @property {number | null} [delayTyping] in seconds
 * @property {Record<string, unknown> | null} [sessionMetadata]
 * @property {string | null} [senderId]
 * @property {string | null} [callbackUrl]
 *
 * @typedef {{ storageUrl: string, request: unknown }} Surroundings
 */

/**
 * @param {Store} state
 * @param {SendRequest} given
 * @param {MessageType | null} type null leaves it to the file
 * @param {Surroundings} surroundings
 */
export function sendMessage(state, given, type, { storageUrl, request }) {
  const { delayTyping, senderId, callbackUrl } = given;
  if (delayTyping && (delayTyping < 0 || delayTyping > 25)) throw formError('delayTyping vai de 0 a 25 segundos');
  const { channelId, session: open } = findTarget(state, given);
  const { text, templateId, parameters, refId } = given;
  /** @type {SendBody} */
  const body = { text, templateId, parameters, refId, ...idOrUrl(given.fileIdOrUrl) };
  const content = readContent(state, body, { storageUrl, channelId });
  if (type) content.type = type;
  const session = open();
  mergeMetadata(session.metadata, given.sessionMetadata);
  return postMessage(state, session, content, { request, senderId, callbackUrl });
}

/**
 * @param {Store} state
 * @param {SendRequest} given
 * @returns {ReturnType<typeof findAddress>}
 */
function findTarget(state, { sessionId, to, from, options }) {
  if (sessionId) {
    const session = state.session(sessionId);
    return { channelId: session.channelId, session: () => session };
  }
  if (!to?.trim()) throw formError('Informe o destino (to) ou o atendimento (sessionId)');
  return findAddress(state, { from, to, options, user: options?.user, department: options?.department });
}

/**
 * Starting a bot is followed like a message.
 * @param {Store} state
 * @param {BotRequest} given
 * @param {unknown} request
 */
export function sendBot(state, given, request) {
  const { session, skipped } = startBot(state, given, request);
  return addDispatch(state, 'chatbot', given, {
    sessionId: session.id,
    status: 'PROCESSING',
    nextStatuses: [skipped ? 'FAILED' : 'SENT'],
    failedReason: skipped,
  });
}

/**
 * Each item by itself: what one of them lacks fails that one only, as if it had been queued.
 * @template {{ senderId?: string | null | undefined, callbackUrl?: string | null | undefined }} Item
 * @param {Store} state
 * @param {'message' | 'chatbot'} kind
 * @param {Item[]} items
 * @param {(item: Item) => Message | Dispatch} send
 */
export function sendBatch(state, kind, items, send) {
  if (items.length === 0 || items.length > 100) throw formError('Envie de 1 a 100 mensagens');
  return items.map((item) => {
    try {
      return send(item);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const failed = { sessionId: null, status: /** @type {const} */ ('FAILED'), failedReason: error.message };
      return addDispatch(state, kind, item, { ...failed, nextStatuses: [] });
    }
  });
}

/**
 * @param {Store} state
 * @param {Dispatch['kind']} kind
 * @param {{ senderId?: string | null | undefined, callbackUrl?: string | null | undefined }} given
 * @param {Pick<Dispatch, 'sessionId' | 'status' | 'nextStatuses' | 'failedReason'>} rest
 */
function addDispatch(state, kind, { senderId, callbackUrl }, rest) {
  const at = now();
  /** @type {Dispatch} */
  const dispatch = {
    id: randomUUID(),
    kind,
    createdAt: at,
    updatedAt: at,
    sentAt: null,
    senderId: senderId ?? null,
    callbackUrl: callbackUrl ?? null,
    ...rest,
  };
  state.dispatches.set(dispatch.id, dispatch);
  callBack(state, dispatch, 'MESSAGE_UPDATED', () => {
    step(dispatch);
    return dispatchEvent(dispatch);
  });
  return dispatch;
}
