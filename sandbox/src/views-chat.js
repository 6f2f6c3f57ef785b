// What the API shows of channels, bots, messages and sessions; see views.js.

import { formatNumber } from './domain/address.js';
import { extensionOf } from './domain/mime.js';
import { lastInteraction, windowStatus } from './domain/time.js';
import { companyId, systemUserId } from './seed/ids.js';

/** @import { Store } from './store.js' */
/** @import { Agent, Contact, Department } from './types.js' */
/** @import { Bot, Channel, Classification, Message, MessageFile, Session, SessionNote } from './types-chat.js' */

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

/** @param {Message} message */
export function messageView(message) {
  const { id, createdAt, updatedAt, type, senderId, sessionId, direction, status, origin, text, file, refId } = message;
  return {
    id,
    createdAt,
    updatedAt,
    timestamp: createdAt,
    type,
    senderId,
    sessionId,
    templateId: uuidOnly(message.templateId),
    userId: null,
    direction,
    status,
    origin,
    text,
    fileId: file?.stored ? file.id : null,
    refId,
    readContactAt: message.readContactAt,
    details: {
      ...(file && { file: messageFileView(file) }),
      files: file ? [messageFileView(file)] : null,
      errors: messageErrors(message),
    },
    failedReason: shownFailure(message),
    filesIds: file?.stored ? [file.id] : null,
  };
}

/**
 * A message as webhooks tell of it: neither contact nor channel, which only the session knows.
 * @param {Store} state
 * @param {Message} message
 */
export function messageEvent(state, message) {
  const { id, sessionId, type, text, direction, status, origin, templateId, refId, createdAt, file, senderId } =
    message;
  const { contactId, channelId } = state.session(sessionId);
  const { phoneNumber, instagram } = state.contact(contactId);
  const contact = phoneNumber ?? instagram;
  const { number } = state.channel(channelId);
  const isOurs = direction === 'TO_HUB';
  return {
    id,
    sessionId,
    type,
    text,
    direction,
    status,
    origin,
    userId: isOurs ? systemUserId : null,
    templateId,
    refId,
    timestamp: createdAt,
    ...(senderId && { senderId }),
    details: {
      file: file && messageFileView(file),
      location: null,
      contact: null,
      errors: messageErrors(message),
      transcription: null,
      from: isOurs ? number : contact,
      to: isOurs ? contact : number,
    },
  };
}

/** @param {Message} message */
function messageErrors({ status, updatedAt, failedReason }) {
  return status === 'FAILED' ? [{ date: updatedAt, origin: 'CHANNEL', key: 'SEND_FAILED', text: failedReason }] : null;
}

/** @param {Pick<Message, 'status' | 'failedReason'>} message */
const shownFailure = ({ status, failedReason }) => (status === 'FAILED' ? failedReason : null);

/** Template ids may be any text, but answers show them as UUIDs. @param {string | null} id */
export const uuidOnly = (id) => (/^[0-9a-f-]{36}$/i.test(id ?? '') ? id : null);

/** @param {MessageFile} file */
export function messageFileView({ id, name, mimeType, type, publicUrl, size }) {
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

/**
 * A note is shown as a message.
 * @param {SessionNote} note
 * @param {'SAVED' | 'DELETED'} [status]
 */
export function sessionNoteView({ id, createdAt, updatedAt, sessionId, text, files }, status = 'SAVED') {
  const [first] = files;
  return {
    id,
    createdAt,
    updatedAt,
    timestamp: createdAt,
    type: 'NOTE',
    senderId: null,
    sessionId,
    templateId: null,
    userId: null,
    direction: 'TO_HUB',
    status,
    origin: 'API',
    text,
    fileId: first?.stored ? first.id : null,
    refId: null,
    readContactAt: null,
    details: {
      ...(first && { file: messageFileView(first) }),
      files: first ? files.map(messageFileView) : null,
      errors: null,
    },
    failedReason: null,
    filesIds: files.filter(({ stored }) => stored).map((file) => file.id),
  };
}

/** @param {Message} message */
export function messageStatusView(message) {
  const { id, createdAt, updatedAt, sessionId, status } = message;
  return { id, createdAt, updatedAt, sessionId, status, failureReason: shownFailure(message) };
}

/**
 * @param {Message} message
 * @param {string} url the API's origin
 */
export function quickMessageView(message, url) {
  const statusUrl = `${url}/chat/v1/message/${message.id}/status`;
  return { ...messageStatusView(message), senderId: message.senderId, statusUrl };
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
    ...(details.includes('AgentDetails') && agent && { agentDetails: agentDetails(agent) }),
    ...(details.includes('ChannelDetails') && { channelDetails: channelIdentity(channel) }),
    ...(details.includes('DepartmentsDetails') && department && { departmentDetails: departmentDetails(department) }),
    ...(details.includes('ClassificationDetails') &&
      session.classification && { classification: classificationView(session.classification) }),
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

const allDetails = [
  'AgentDetails',
  'ChannelDetails',
  'ChannelTypeDetails',
  'ClassificationDetails',
  'ContactDetails',
  'DepartmentsDetails',
];

/**
 * A session as webhooks tell of it: with all its details.
 * @param {Store} state
 * @param {Session} session
 */
export const sessionEvent = (state, session) => sessionViewV2(state, session, allDetails);

/** @param {Classification} classification */
function classificationView({ id, category, description, amount }) {
  return { id, category, categoryDescription: description, amount, categoryName: null };
}

/**
 * @param {Store} state
 * @param {Contact} contact
 */
function contactDetails(state, { id, name, pictureUrl, phoneNumber, instagram, tagIds, status }) {
  return {
    id,
    name,
    pictureUrl,
    phonenumber: phoneNumber,
    instagram,
    status,
    phonenumberFormatted: formatNumber(phoneNumber),
    tagsId: tagIds,
    tagsName: tagIds.map((tagId) => state.tags.get(tagId)?.name ?? ''),
  };
}

/** @param {Agent} agent */
function agentDetails({ id, userId, name, shortName, email, phoneNumber }) {
  return { id, userId, name, shortName, email, phoneNumber };
}

/** @param {Department} department */
function departmentDetails({ id, name, isDefault, description }) {
  return { id, companyId, name, isDefault, description, isSupervisor: false };
}
