// What the API shows of the store's entities: one function per documented shape. Properties that may be null are null
// when there is nothing; objects that may not be null are left out then.

import { formatNumber } from './domain/address.js';
import { extensionOf } from './domain/mime.js';
import { lastInteraction, windowStatus } from './domain/sessions.js';
import { companyId } from './seed.js';

/** @import { Store } from './store.js' */
/** @import { Bot, Channel, Contact, Message, MessageFile, Session, StoredFile } from './types.js' */

/** @param {Channel} channel */
export function channelView(channel) {
  const { id, createdAt, updatedAt, active, type, number } = channel;
  const identity = channelIdentity(channel);
  return { id, createdAt, updatedAt, active, type, number, numberFormatted: formatNumber(number), identity };
}

/** @param {Channel} channel */
function channelIdentity({ number, platform, type, displayName }) {
  return {
    humanId: formatNumber(number),
    platform,
    provider: type,
    providerVariable: null,
    pictureUrl: null,
    displayName,
  };
}

/** @param {Bot} bot */
export function botView(bot) {
  return { ...bot, companyId, archived: false };
}

/** @param {StoredFile} file */
export function fileView({ id, tempFileId, name, mimeType, type, size }) {
  const key = `${companyId}/${tempFileId}`;
  return { id, companyId, userId: null, name, extension: extensionOf(name), mimeType, type, key, size };
}

/** @param {Message} message */
export function messageView(message) {
  const { id, createdAt, updatedAt, type, sessionId, direction, status, origin, text, file, refId } = message;
  return {
    id,
    createdAt,
    updatedAt,
    timestamp: createdAt,
    type,
    senderId: null,
    sessionId,
    // Template ids may be any text, but this property is documented as a UUID.
    templateId: /^[0-9a-f-]{36}$/i.test(message.templateId ?? '') ? message.templateId : null,
    userId: null,
    direction,
    status,
    origin,
    text,
    fileId: file?.stored ? file.id : null,
    refId,
    readContactAt: message.readContactAt,
    details: messageDetails(message),
    failedReason: status === 'FAILED' ? message.failedReason : null,
    filesIds: file?.stored ? [file.id] : null,
  };
}

/** @param {Message} message */
function messageDetails({ status, updatedAt, failedReason, file }) {
  const failed = status === 'FAILED';
  const errors = failed ? [{ date: updatedAt, origin: 'CHANNEL', key: 'SEND_FAILED', text: failedReason }] : null;
  return { ...(file && { file: messageFile(file) }), files: file ? [messageFile(file)] : null, errors };
}

/** @param {MessageFile} file */
function messageFile({ id, name, mimeType, type, publicUrl, size }) {
  return {
    id,
    companyId,
    userId: null,
    name,
    extension: extensionOf(name),
    mimeType,
    // A message's file has no type DOCUMENT in the document; that of the message itself says it.
    type: type === 'DOCUMENT' ? 'UNDEFINED' : type,
    publicUrl,
    publicUrlDownload: publicUrl,
    size,
    isThumbnail: false,
  };
}

/** @param {Message} message */
export function messageStatusView({ id, createdAt, updatedAt, sessionId, status, failedReason }) {
  return { id, createdAt, updatedAt, sessionId, status, failureReason: status === 'FAILED' ? failedReason : null };
}

/**
 * @param {Message} message
 * @param {string} url the API's origin
 */
export function quickMessageView(message, url) {
  const statusUrl = `${url}/chat/v1/message/${message.id}/status`;
  return { ...messageStatusView(message), senderId: null, statusUrl };
}

/**
 * @param {Store} state
 * @param {Session} session
 * @param {readonly string[]} [details] of `includeDetails`
 */
export function sessionView(state, session, details = []) {
  const contact = state.contact(session.contactId);
  const channel = state.channel(session.channelId);
  const agent = state.agents.get(session.userId ?? '');
  const department = state.departments.get(session.departmentId ?? '');
  const { id, createdAt, updatedAt, startAt, endAt, status, contactId, channelId, departmentId, userId } = session;
  return {
    id,
    createdAt,
    updatedAt,
    startAt,
    endAt,
    status,
    companyId,
    contactId,
    channelId,
    departmentId,
    userId,
    previewUrl: null,
    title: contact.name,
    number: session.number,
    origin: session.origin,
    ...(details.includes('ContactDetails') && { contactDetails: contactDetails(state, contact) }),
    ...(details.includes('AgentDetails') &&
      agent && { agentDetails: { ...agent, shortName: agent.name.split(' ')[0] } }),
    ...(details.includes('ChannelDetails') && { channelDetails: channelIdentity(channel) }),
    ...(details.includes('DepartmentsDetails') &&
      department && {
        departmentDetails: { ...department, companyId, description: null, isSupervisor: false },
      }),
    statusDescription: null,
    timeService: null,
    timeWait: null,
    firstResponseAt: null,
    botId: session.botId,
    unreadCount: session.unreadCount,
    lastMessageText: session.lastMessageText,
    lastInteractionDate: lastInteraction(session),
    lastMessageOut: session.lastMessageOut,
    lastMessageIn: session.lastMessageIn,
    windowStatus: windowStatus(contact, channelId),
    metadata: session.metadata,
    channelType: details.includes('ChannelTypeDetails') ? channel.type.toUpperCase() : null,
  };
}

/**
 * The newer routes show one property more.
 * @param {Store} state
 * @param {Session} session
 * @param {readonly string[]} [details]
 */
export function sessionViewV2(state, session, details) {
  return { ...sessionView(state, session, details), type: 'INDIVIDUAL' };
}

/**
 * @param {Store} state
 * @param {Contact} contact
 */
function contactDetails(state, { id, name, phoneNumber, instagram, tagIds, status }) {
  return {
    id,
    name,
    pictureUrl: null,
    phonenumber: phoneNumber,
    instagram,
    status,
    phonenumberFormatted: formatNumber(phoneNumber),
    tagsId: tagIds,
    tagsName: tagIds.map((tagId) => state.tags.get(tagId)?.name ?? ''),
  };
}
