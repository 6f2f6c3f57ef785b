// Messages: what a send must hold, what becomes of it, and what a contact writes.

import { randomUUID } from 'node:crypto';
import { formError } from '../errors.js';
import { fileTypeOf, messageTypeOf, mimeTypeOf } from './mime.js';
import {
  findChannel,
  findOrCreateContact,
  latestSession,
  now,
  reopenSession,
  startSession,
  windowStatus,
} from './sessions.js';

/** @import { Store } from '../store.js' */
/** @import { Channel, Contact, Message, MessageFile, MessageStatus, Session } from '../types.js' */

/**
 * @typedef {object} SendBody
 * @property {string | null} [text]
 * @property {string | null} [templateId]
 * @property {Record<string, string | null> | null} [parameters]
 * @property {string | null} [fileUrl]
 * @property {string | null} [fileId]
 * @property {string | null} [refId]
 *
 * @typedef {Pick<Message, 'text' | 'templateId' | 'parameters' | 'file' | 'refId'>} Content
 */

/**
 * Looks up all that a send names before anything is created for it.
 * @param {Store} state
 * @param {SendBody} body
 * @param {string} storageUrl
 * @returns {Content}
 */
export function readContent(state, body, storageUrl) {
  const text = body.text?.trim() ? body.text : null;
  const templateId = body.templateId?.trim() || null;
  const fileUrl = body.fileUrl?.trim() || null;
  if (!text && !templateId && !fileUrl && !body.fileId) {
    throw formError('Informe o texto, o template ou o arquivo da mensagem');
  }
  const refId = body.refId ? state.message(body.refId).id : null;
  /** @type {MessageFile | null} */
  let file = null;
  if (body.fileId) {
    const stored = state.file(body.fileId);
    const publicUrl = `${storageUrl}/files/${stored.id}/${encodeURIComponent(stored.name)}`;
    const { id, name, mimeType, type, size } = stored;
    file = { id, stored: true, name, mimeType, type, size, publicUrl };
  } else if (fileUrl) {
    file = linkedFile(fileUrl);
  }
  return { text, templateId, parameters: body.parameters ?? null, file, refId };
}

/**
 * Adds our message to a session. A completed session is opened again by it.
 * @param {Store} state
 * @param {Session} session
 * @param {Content} content
 * @param {{ sync: boolean, request: unknown }} how `sync`: the channel has answered already
 */
export function postMessage(state, session, content, { sync, request }) {
  const channel = state.channel(session.channelId);
  const failure = failureReason(state.contact(session.contactId), channel, content);
  if (session.status === 'COMPLETED') reopenSession(session);
  /** @type {MessageStatus[]} */
  const statuses = failure ? ['PROCESSING', 'FAILED'] : ['PROCESSING', 'SENT', 'DELIVERED', 'READ'];
  if (sync) statuses.splice(0, failure ? 1 : 2);
  const [status = 'FAILED', ...nextStatuses] = statuses;
  const message = addMessage(state, session, content, {
    direction: 'TO_HUB',
    origin: 'API',
    status,
    nextStatuses,
    request,
    failedReason: failure,
  });
  session.lastMessageOut = message.createdAt;
  return message;
}

/**
 * One read of a message: its status moves one step.
 * @param {Message} message
 */
export function advance(message) {
  const next = message.nextStatuses.shift();
  if (next === undefined) return;
  message.status = next;
  message.updatedAt = now();
  if (next === 'READ') message.readContactAt = message.updatedAt;
}

/**
 * A contact writes: it opens the 24 h window, shows a hidden session, starts the bot that waited for the reply, and
 * reopens a completed session if that was asked for.
 * @param {Store} state
 * @param {{ from: string, to: string, text: string }} inbound
 */
export function receiveMessage(state, { from, to, text }) {
  const channel = findChannel(state, to, from);
  const contact = findOrCreateContact(state, from);
  contact.lastInboundAt[channel.id] = now();
  let session = latestSession(state, contact, channel);
  if (session?.status === 'COMPLETED' && session.reactivateOnNewMessage) reopenSession(session);
  if (!session || session.status === 'COMPLETED') {
    session = startSession(state, contact, channel, { status: 'PENDING', origin: 'CONTACT' });
  }
  if (session.status === 'HIDDEN') session.status = 'PENDING';
  if (session.botKey) session.botId = state.bot(session.botKey).id;
  const content = { text, templateId: null, parameters: null, file: null, refId: null };
  const message = addMessage(state, session, content, {
    direction: 'FROM_HUB',
    origin: 'DEFAULT',
    status: 'DELIVERED',
    nextStatuses: [],
    request: null,
    failedReason: null,
  });
  session.lastMessageIn = message.createdAt;
  session.unreadCount += 1;
  return message;
}

/**
 * @param {Store} state
 * @param {Session} session
 * @param {Content} content
 * @param {Pick<Message, 'direction' | 'origin' | 'status' | 'nextStatuses' | 'failedReason' | 'request'>} rest
 */
function addMessage(state, session, content, rest) {
  const at = now();
  /** @type {Message} */
  const message = {
    id: randomUUID(),
    createdAt: at,
    updatedAt: at,
    sessionId: session.id,
    readContactAt: null,
    type: content.file ? messageTypeOf(content.file.type) : 'TEXT',
    ...content,
    ...rest,
  };
  state.messages.set(message.id, message);
  session.lastMessageText = content.text;
  session.updatedAt = at;
  return message;
}

/**
 * Why the channel will not take a message that the API accepts.
 * @param {Contact} contact
 * @param {Channel} channel
 * @param {Content} content
 */
function failureReason(contact, channel, content) {
  const address = {
    WhatsApp: contact.phoneNumber,
    Instagram: contact.instagram,
    Messenger: contact.messengerId,
  }[channel.platform];
  if (address === null) return `O contato não tem ${channel.platform}`;
  if (channel.platform === 'WhatsApp' && !content.templateId && windowStatus(contact, channel.id) !== 'ACTIVE') {
    return 'A janela de 24 horas não está ativa: inicie a conversa com um template';
  }
  return null;
}

/** @param {string} fileUrl @returns {MessageFile} */
function linkedFile(fileUrl) {
  const url = URL.canParse(fileUrl) ? new URL(fileUrl) : null;
  if (!url || !/^https?:$/.test(url.protocol)) throw formError('A URL do arquivo deve ser pública (http ou https)');
  const name = url.pathname.split('/').at(-1) || 'arquivo';
  const mimeType = mimeTypeOf(name);
  return { id: randomUUID(), stored: false, name, mimeType, type: fileTypeOf(mimeType), size: 0, publicUrl: fileUrl };
}
