// Messages: what a send must hold, what becomes of it, and what a contact writes.

import { randomUUID } from 'node:crypto';
import { formError } from '../errors.js';
import { messageEvent } from '../views-chat.js';
import { findOrCreateContact } from './contacts.js';
import { emit } from './events.js';
import { findFile } from './files.js';
import { fileTypeOf, messageTypeOf, unknownMimeType } from './mime.js';
import { findChannel, latestSession, reopenSession, startSession, touchSession } from './sessions.js';
import { fillTemplate, findTemplate } from './templates.js';
import { now, windowStatus } from './time.js';
import { callBack, step } from './tracking.js';

/** @import { Store } from '../store.js' */
/** @import { Message, MessageStatus, Session } from '../types-chat.js' */

/**
 * @typedef {object} SendBody
 * @property {string | null | undefined} [text]
 * @property {string | null | undefined} [templateId]
 * @property {Record<string, string | null> | null | undefined} [parameters]
 * @property {string | null | undefined} [fileUrl]
 * @property {string | null | undefined} [fileId]
 * @property {string | null | undefined} [refId]
 *
 * @typedef {Pick<Message, 'type' | 'text' | 'templateId' | 'parameters' | 'file' | 'refId'>} Content
 *
 * @typedef {object} How
 * @property {boolean} [sync] the channel has answered already
 * @property {unknown} request
 * @property {string | null | undefined} [senderId]
 * @property {string | null | undefined} [callbackUrl]
 */

/**
 * Looks up all that a send names before anything is created for it.
 * @param {Store} state
 * @param {SendBody} body
 * @param {{ storageUrl: string, channelId: string }} where
 * @param {Message['file']} [file] that was found before
 * @returns {Content}
 */
export function readContent(state, body, { storageUrl, channelId }, file = findFile(state, body, storageUrl)) {
  const text = body.text?.trim() ? body.text : null;
  const templateId = body.templateId?.trim() || null;
  if (!text && !templateId && !file) throw formError('Informe o texto, o template ou o arquivo da mensagem');
  const refId = body.refId ? state.message(body.refId).id : null;
  const parameters = body.parameters ?? null;
  const content = { type: file ? messageTypeOf(file.type) : /** @type {const} */ ('TEXT'), parameters, file, refId };

  const template = templateId && findTemplate(state, templateId, channelId);
  if (!template) return { ...content, text, templateId };
  if (template.fileType && !file) throw formError('O template exige um arquivo');
  return { ...content, text: fillTemplate(template, parameters ?? {}), templateId: template.id };
}

/**
 * Adds our message to a session. A completed session is opened again by it.
 * @param {Store} state
 * @param {Session} session
 * @param {Content} content
 * @param {How} how
 */
export function postMessage(state, session, content, { sync = false, request, senderId, callbackUrl }) {
  const failure = failureReason(state, session, content);
  if (session.status === 'COMPLETED') reopenSession(state, session);
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
    sentAt: status === 'DELIVERED' ? now() : null,
    failedReason: failure,
    senderId: senderId ?? null,
    callbackUrl: callbackUrl ?? null,
  });
  session.lastMessageOut = message.createdAt;
  emit(state, 'MESSAGE_SENT', messageEvent(state, message));
  callBack(state, message, 'MESSAGE_UPDATED', () => messageEvent(state, advance(state, message)));
  return message;
}

/**
 * One read of a message.
 * @param {Store} state
 * @param {Message} message
 */
export function advance(state, message) {
  if (!step(message)) return message;
  if (message.status === 'READ') message.readContactAt = message.updatedAt;
  emit(state, 'MESSAGE_UPDATED', messageEvent(state, message));
  return message;
}

/**
 * It stays where it was, deleted: its contact may have read it.
 * @param {Store} state
 * @param {Message} message
 */
export function deleteMessage(state, message) {
  if (message.status === 'DELETED') return message;
  Object.assign(message, { status: 'DELETED', nextStatuses: [], updatedAt: now() });
  emit(state, 'MESSAGE_UPDATED', messageEvent(state, message));
  return message;
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
  if (session?.status === 'COMPLETED' && session.reactivateOnNewMessage) reopenSession(state, session);
  if (!session || session.status === 'COMPLETED') {
    session = startSession(state, contact, channel, { status: 'PENDING', origin: 'CONTACT' });
  }
  const waiting = session.botKey ? state.bot(session.botKey).id : session.botId;
  if (session.status === 'HIDDEN' || session.botId !== waiting) {
    if (session.status === 'HIDDEN') session.status = 'PENDING';
    session.botId = waiting;
    touchSession(state, session);
  }
  const content = /** @type {const} */ ({
    type: 'TEXT',
    text,
    templateId: null,
    parameters: null,
    file: null,
    refId: null,
  });
  const message = addMessage(state, session, content, {
    direction: 'FROM_HUB',
    origin: 'DEFAULT',
    status: 'DELIVERED',
  });
  session.lastMessageIn = message.createdAt;
  session.unreadCount += 1;
  emit(state, 'MESSAGE_RECEIVED', messageEvent(state, message));
  return message;
}

/**
 * @param {Store} state
 * @param {Session} session
 * @param {Content} content
 * @param {Pick<Message, 'direction' | 'origin' | 'status'> & Partial<Message>} rest
 */
function addMessage(state, session, content, rest) {
  const at = now();
  /** @type {Message} */
  const message = {
    id: randomUUID(),
    createdAt: at,
    updatedAt: at,
    sessionId: session.id,
    nextStatuses: [],
    sentAt: null,
    readContactAt: null,
    failedReason: null,
    senderId: null,
    callbackUrl: null,
    request: null,
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
 * @param {Store} state
 * @param {Session} session
 * @param {Content} content
 */
function failureReason(state, session, { type, templateId, file }) {
  const contact = state.contact(session.contactId);
  const { id, platform } = state.channel(session.channelId);
  const address = { WhatsApp: contact.phoneNumber, Instagram: contact.instagram, Messenger: contact.messengerId };
  if (address[platform] === null) return `O contato não tem ${platform}`;
  if (platform === 'WhatsApp' && !templateId && windowStatus(contact, id) !== 'ACTIVE') {
    return 'A janela de 24 horas não está ativa: inicie a conversa com um template';
  }
  const template = state.templates.get(templateId ?? '');
  if (template && template.status !== 'Approved') return 'O template não está aprovado';
  // A document may be any file, and so may what an unknown extension stands for.
  const isOther = file && messageTypeOf(fileTypeOf(file.mimeType)) !== type && file.mimeType !== unknownMimeType;
  return isOther && type !== 'DOCUMENT' ? `O arquivo não serve para ${type}: ${file.mimeType}` : null;
}
