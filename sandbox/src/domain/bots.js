// Chatbots: which may be started by the API, where, and what a start changes.

import { formError, notFound } from '../errors.js';
import { findOrCreateContact } from './contacts.js';
import { mergeMetadata } from './metadata.js';
import { completeSession, findChannel, latestSession, startSession, touchSession } from './sessions.js';

/** @import { Store } from '../store.js' */
/** @import { Session } from '../types-chat.js' */

/**
 * @typedef {object} BotRequest
 * @property {string | null | undefined} [botKey]
 * @property {string | null | undefined} [from]
 * @property {string | null | undefined} [to]
 * @property {string | null | undefined} [sessionId]
 * @property {BotOptions | undefined} [options]
 * @property {Record<string, unknown> | null | undefined} [sessionMetadata]
 * @property {Record<string, unknown> | null | undefined} [contactMetadata]
 * @property {string | null | undefined} [senderId]
 * @property {string | null | undefined} [callbackUrl]
 *
 * @typedef {object} BotOptions
 * @property {boolean | null} [skipIfBotInExecution]
 * @property {boolean | null} [skipIfInProgress]
 * @property {boolean | null} [forceStartSession]
 * @property {boolean | null} [hiddenSession]
 */

/**
 * @param {Store} state
 * @param {string | null | undefined} botKey
 */
export function sendableBot(state, botKey) {
  if (!botKey) throw formError('Informe o chatbot (botKey)');
  const bot = state.bot(botKey);
  if (!bot.automationUsage.includes('Api')) throw notFound('Chatbot não permite envio pela API');
  if (bot.publishStatus !== 'READY') throw notFound('Chatbot não publicado');
  return bot;
}

/**
 * @param {Store} state
 * @param {BotRequest} given
 * @param {unknown} request the body as it arrived
 * @returns {{ session: Session, skipped: string | null }} why it was not started
 */
export function startBot(state, { botKey, options = {}, sessionMetadata, contactMetadata, ...target }, request) {
  const bot = sendableBot(state, botKey);
  const { contact, channel, session: known } = findTarget(state, target);
  const open = known && known.status !== 'COMPLETED' ? known : undefined;

  const skipped = open ? reasonToSkip(open, options) : null;
  if (open && skipped) {
    state.botSends.push({ sessionId: open.id, botKey: bot.key, started: false, request });
    return { session: open, skipped };
  }
  if (open && options.forceStartSession) completeSession(state, open);
  // A completed session takes a bot without being restarted, but only when it is named by its id.
  const reused = options.forceStartSession ? undefined : target.sessionId ? known : open;
  const status = options.hiddenSession ? 'HIDDEN' : 'STARTED';
  mergeMetadata(contact.metadata, contactMetadata);
  const session = reused ?? startSession(state, contact, channel, { status, origin: 'API' });
  session.botId = bot.id;
  mergeMetadata(session.metadata, sessionMetadata);
  touchSession(state, session);
  state.botSends.push({ sessionId: session.id, botKey: bot.key, started: true, request });
  return { session, skipped: null };
}

/**
 * @param {Session} session
 * @param {BotOptions} options
 */
function reasonToSkip({ botId, status }, { skipIfBotInExecution, skipIfInProgress }) {
  if (skipIfBotInExecution && botId !== null) return 'Já existe um chatbot em execução';
  return skipIfInProgress && status === 'IN_PROGRESS' ? 'O atendimento está em andamento' : null;
}

/**
 * @param {Store} state
 * @param {Pick<BotRequest, 'from' | 'to' | 'sessionId'>} target
 */
function findTarget(state, { from, to, sessionId }) {
  if (sessionId) {
    const session = state.session(sessionId);
    return { session, contact: state.contact(session.contactId), channel: state.channel(session.channelId) };
  }
  if (!from?.trim() || !to?.trim())
    throw formError('Informe o atendimento (sessionId) ou a origem e o destino (from e to)');
  const channel = findChannel(state, from, to);
  const contact = findOrCreateContact(state, to);
  return { session: latestSession(state, contact, channel), contact, channel };
}
