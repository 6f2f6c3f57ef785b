// What the API shows of sends that are followed, templates, sequences and scheduled messages; see views.js.

import { formatNumber } from './domain/address.js';
import { companyId } from './seed/ids.js';
import { messageFileView, uuidOnly } from './views-chat.js';

/** @import { Store } from './store.js' */
/** @import { Contact } from './types.js' */
/** @import { Dispatch, Message, Otp, ScheduledMessage, Sequence, SequenceContact, Template } from './types-chat.js' */

/**
 * @param {Message | Dispatch} sent
 * @param {string} url the API's origin
 * @param {'message' | 'chatbot'} kind
 */
export function sentView(sent, url, kind) {
  const { id, createdAt, updatedAt, sessionId, status, senderId, sentAt, failedReason, callbackUrl } = sent;
  return {
    id,
    createdAt,
    updatedAt,
    companyId,
    sessionId,
    status,
    senderId,
    statusUrl: `${url}/chat/v1/send/${kind}/${id}`,
    sentAt,
    failedReason: status === 'FAILED' ? failedReason : null,
    callbackUrl,
    waitReply: false,
  };
}

/** What a callback is told of a send without a message. @param {Dispatch} dispatch */
export function dispatchEvent({ id, createdAt: timestamp, sessionId, status, senderId, failedReason }) {
  return { id, timestamp, sessionId, status, senderId, failedReason };
}

/**
 * @param {Otp} otp
 * @param {string} url the API's origin
 */
export function otpView(otp, url) {
  return { ...otpStatusView(otp, url), from: otp.from, templateId: otp.templateId, callbackUrl: otp.callbackUrl };
}

/**
 * @param {Otp} otp
 * @param {string} url
 */
export function otpStatusView(otp, url) {
  const { templateId, ...shown } = otpEvent(otp);
  const id = uuidOnly(templateId);
  return { ...shown, ...(id && { templateId: id }), statusUrl: `${url}/chat/v1/send/otp/${otp.id}` };
}

/** @param {Otp} otp */
export const otpEvent = ({ from: _, callbackUrl: __, ...otp }) => ({ ...otp, companyId, failedReason: null });

/**
 * @param {Store} state
 * @param {Template} template
 * @param {boolean} showParams
 */
export function templateView(state, { params, fileType, ...template }, showParams) {
  return {
    ...template,
    active: true,
    footerText: null,
    channelType: state.channel(template.channelId).type.toUpperCase(),
    params: showParams ? params.map((name) => ({ name, templateId: template.id })) : null,
    internalName: null,
    fileType: fileType ?? 'UNDEFINED',
    rejectedDescription: null,
    categoryId: null,
    categoryName: null,
  };
}

/**
 * @param {Sequence} sequence
 * @param {number} contactExecutingCount
 */
export function sequenceView(sequence, contactExecutingCount) {
  return { ...sequence, active: true, companyId, contactExecutingCount };
}

/**
 * @param {Store} state
 * @param {SequenceContact} membership
 * @param {boolean} showContact
 */
export function sequenceContactView(state, membership, showContact) {
  const contact = state.contact(membership.contactId);
  return {
    ...membership,
    active: true,
    companyId,
    contactName: contact.name,
    addedByChatbotId: null,
    ...(showContact && {
      contactDetails: { ...contactSummary(contact), phonenumber: contact.phoneNumber, email: contact.email },
    }),
  };
}

/** @param {Contact} contact */
function contactSummary({ id, name, phoneNumber, instagram, pictureUrl }) {
  return { id, name, phonenumberFormatted: formatNumber(phoneNumber), instagram, pictureUrl };
}

/**
 * @param {Store} state
 * @param {ScheduledMessage} scheduled
 * @param {readonly string[]} [details] of `includeDetails`
 */
export function scheduledMessageView(state, scheduled, details = []) {
  const { parameters: _, file: __, botKey, templateId, ...shown } = scheduled;
  const shows = (/** @type {string} */ name) => details.includes(name);
  const channel = state.channel(scheduled.channelId);
  const department = state.departments.get(scheduled.departmentId ?? '');
  const bot = state.bots.get(botKey ?? '');
  const template = templateDetails(state, scheduled);
  return {
    ...shown,
    active: true,
    companyId,
    templateId: uuidOnly(templateId),
    // The key, despite the name.
    botId: botKey,
    ...(shows('Contact') && { contact: contactSummary(state.contact(scheduled.contactId)) }),
    ...(shows('User') && { user: { id: scheduled.userId, name: state.agents.get(scheduled.userId)?.name ?? null } }),
    ...(shows('Channel') && {
      channel: { id: channel.id, humanId: formatNumber(channel.number), type: channel.type },
    }),
    ...(shows('Department') && department && { department: { id: department.id, name: department.name } }),
    ...(shows('Chatbot') && bot && { chatbot: { id: bot.key, botId: bot.id, name: bot.name } }),
    ...(shows('Template') && template && { template }),
  };
}

/** @param {Store} state @param {ScheduledMessage} scheduled */
function templateDetails(state, { templateId, parameters, file }) {
  const id = uuidOnly(templateId);
  if (!id) return null;
  const templateParams = { parameters, ...(file && { file: messageFileView(file) }) };
  return { id, name: state.templates.get(id)?.name ?? null, templateParams };
}
