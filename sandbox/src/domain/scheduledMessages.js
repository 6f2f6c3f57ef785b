// Scheduled messages: what they must hold, and how the ones that are due are sent.

import { randomUUID } from 'node:crypto';
import { ApiError, formError } from '../errors.js';
import { systemUserId } from '../seed/ids.js';
import { findOrCreateContact } from './contacts.js';
import { findFile } from './files.js';
import { postMessage, readContent } from './messages.js';
import { findChannel, findDepartment, openSession, startSession } from './sessions.js';
import { now } from './time.js';

/** @import { ScheduledMessage } from '../types-chat.js' */
/** @import { Store } from '../store.js' */
/** @import { SendBody } from './messages.js' */

/**
 * @typedef {object} ScheduledBody
 * @property {string | null} [from]
 * @property {string | null} [to]
 * @property {{ id?: string | null, name?: string | null } | null} [department]
 * @property {'TEMPLATE' | 'CHATBOT' | null} [type]
 * @property {string | null} [templateId]
 * @property {string | null} [botKey]
 * @property {string | null} [scheduling]
 * @property {boolean | null} [hiddenSession]
 * @property {Pick<SendBody, 'parameters' | 'fileUrl' | 'fileId'> | null} [templateParams]
 */

/** The names that `fields` takes, with the property that each stands for. @type {Record<string, keyof ScheduledBody>} */
const properties = {
  To: 'to',
  From: 'from',
  Department: 'department',
  Type: 'type',
  TemplateId: 'templateId',
  BotId: 'botKey',
  Scheduling: 'scheduling',
  HiddenSession: 'hiddenSession',
  TemplateParams: 'templateParams',
};

/**
 * @param {Store} state
 * @param {ScheduledBody} body
 * @param {string} storageUrl
 */
export function schedule(state, body, storageUrl) {
  const at = now();
  /** @type {ScheduledMessage} */
  const scheduled = {
    id: randomUUID(),
    createdAt: at,
    updatedAt: at,
    sessionId: null,
    userId: systemUserId,
    status: 'SCHEDULED',
    failureReason: null,
    ...read(state, body, storageUrl),
  };
  state.scheduledMessages.set(scheduled.id, scheduled);
  return scheduled;
}

/**
 * Only what `fields` names is written, and a named null clears; the whole must make sense afterwards.
 * @param {Store} state
 * @param {ScheduledMessage} scheduled
 * @param {ScheduledBody & { fields: string[] }} given
 * @param {string} storageUrl
 */
export function reschedule(state, scheduled, { fields, ...given }, storageUrl) {
  refuseUnlessScheduled(scheduled);
  const { contactId, channelId, departmentId, parameters, file } = scheduled;
  const contact = state.contact(contactId);
  /** @type {ScheduledBody} */
  const body = {
    ...scheduled,
    to: contact.phoneNumber ?? contact.instagram,
    from: channelId,
    department: { id: departmentId },
    templateParams: { parameters },
  };
  const names = fields.flatMap((field) => properties[field] ?? []);
  for (const name of names) Object.assign(body, { [name]: given[name] ?? null });
  const values = read(state, body, storageUrl, names.includes('templateParams') ? null : file);
  return Object.assign(scheduled, values, { updatedAt: now() });
}

/**
 * @param {Store} state
 * @param {readonly string[]} ids all of them, or none
 */
export function cancel(state, ids) {
  const found = ids.map((id) => state.scheduledMessage(id));
  for (const scheduled of found) refuseUnlessScheduled(scheduled);
  for (const scheduled of found) Object.assign(scheduled, { status: 'CANCELED', updatedAt: now() });
  return found;
}

/**
 * Sends what is due. No clock runs for it: whoever looks finds it sent.
 * @param {Store} state
 */
export function sendDue(state) {
  for (const scheduled of state.scheduledMessages.values()) {
    if (scheduled.status !== 'SCHEDULED' || Date.parse(scheduled.scheduling) > Date.now()) continue;
    try {
      send(state, scheduled);
    } catch (error) {
      // What it names may be gone by now.
      if (!(error instanceof ApiError)) throw error;
      Object.assign(scheduled, { status: 'FAILED', failureReason: error.message });
    }
    scheduled.updatedAt = now();
  }
}

/**
 * @param {Store} state
 * @param {ScheduledMessage} scheduled
 */
function send(state, scheduled) {
  const { contactId, channelId, departmentId, hiddenSession, botKey, templateId, parameters, file } = scheduled;
  const [contact, channel] = [state.contact(contactId), state.channel(channelId)];
  const status = hiddenSession ? 'HIDDEN' : 'PENDING';
  const session =
    openSession(state, contact, channel) ??
    startSession(state, contact, channel, { status, origin: 'API', departmentId });
  scheduled.sessionId = session.id;
  if (scheduled.type === 'CHATBOT') {
    session.botKey = botKey;
    scheduled.status = 'PROCESSED';
    return;
  }
  const content = readContent(state, { templateId, parameters }, { storageUrl: '', channelId }, file);
  const message = postMessage(state, session, content, { sync: true, request: null });
  scheduled.status = message.status === 'FAILED' ? 'FAILED' : 'SENT';
  scheduled.failureReason = message.failedReason;
}

/**
 * @param {Store} state
 * @param {ScheduledBody} body
 * @param {string} storageUrl
 * @param {ScheduledMessage['file']} [known] the file that stays
 */
function read(state, body, storageUrl, known = null) {
  const { to, scheduling, type, templateParams, hiddenSession } = body;
  if (!to?.trim()) throw formError('Informe o destino (to)');
  if (!scheduling || Date.parse(scheduling) <= Date.now()) throw formError('Informe um agendamento no futuro');
  if (!type) throw formError('Informe o tipo (type)');
  const channel = findChannel(state, body.from, to);
  const departmentId = findDepartment(state, body.department);
  const file = findFile(state, templateParams ?? {}, storageUrl) ?? known;
  const what = type === 'TEMPLATE' ? readTemplate(state, body, channel.id, file) : readBot(state, body);
  return {
    contactId: findOrCreateContact(state, to).id,
    channelId: channel.id,
    departmentId,
    type,
    scheduling: new Date(scheduling).toISOString(),
    hiddenSession: hiddenSession ?? false,
    ...what,
  };
}

/**
 * @param {Store} state
 * @param {ScheduledBody} body
 * @param {string} channelId
 * @param {ScheduledMessage['file']} file
 */
function readTemplate(state, { templateId, templateParams }, channelId, file) {
  if (!templateId?.trim()) throw formError('Informe o template (templateId)');
  const body = { templateId, parameters: templateParams?.parameters };
  const content = readContent(state, body, { storageUrl: '', channelId }, file);
  return { templateId: content.templateId, parameters: content.parameters, file, botKey: null };
}

/**
 * @param {Store} state
 * @param {ScheduledBody} body
 */
function readBot(state, { botKey }) {
  if (!botKey) throw formError('Informe o chatbot (botKey)');
  return { templateId: null, parameters: null, file: null, botKey: state.bot(botKey).key };
}

/** @param {ScheduledMessage} scheduled */
function refuseUnlessScheduled({ status }) {
  if (status !== 'SCHEDULED') throw new ApiError(500, 'ENTITY_ERROR_SAVE', 'A mensagem não está mais agendada');
}
