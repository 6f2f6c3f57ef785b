// Chatbots: the list, and starting one in a session.

import {
  completeSession,
  findChannel,
  findOrCreateContact,
  latestSession,
  now,
  startSession,
} from '../domain/sessions.js';
import { formError, notFound } from '../errors.js';
import { inDates, page } from '../paging.js';
import { botView, sessionView } from '../views.js';

/** @import { Bot, Context } from '../types.js' */
/** @import { Store } from '../store.js' */

/**
 * @typedef {object} BotRequest
 * @property {string | null} [botKey]
 * @property {string | null} [from]
 * @property {string | null} [to]
 * @property {string | null} [sessionId]
 * @property {BotOptions} [options]
 * @property {Record<string, unknown> | null} [sessionMetadata]
 * @property {Record<string, unknown> | null} [contactMetadata]
 *
 * @typedef {object} BotOptions
 * @property {boolean | null} [skipIfBotInExecution]
 * @property {boolean | null} [skipIfInProgress]
 * @property {boolean | null} [forceStartSession]
 * @property {boolean | null} [hiddenSession]
 *
 * @typedef {object} BotFilter
 * @property {string} [Name]
 * @property {string[]} [Types]
 * @property {string[]} [ChannelIds]
 * @property {string[]} [DefaultDepartmentIds]
 * @property {string[]} [PublishStatuses] written `Ready` here, `READY` in the answers
 * @property {string[]} [AutomationUsages]
 */

/** @type {Record<string, import('../types.js').Handler>} */
export const chatbotHandlers = {
  'chatbot.list': ({ state, query }) => {
    const filter = /** @type {BotFilter} */ (query);
    const rows = [...state.bots.values()].filter((bot) => matches(bot, filter) && inDates(bot, query)).map(botView);
    return page(rows, query);
  },

  'chatbot.send': (context) => sessionView(context.state, sendBot(context)),
};

/** @param {Context} context */
function sendBot({ state, body, request }) {
  const { botKey, options = {}, sessionMetadata, contactMetadata, ...target } = /** @type {BotRequest} */ (body);
  if (!botKey) throw formError('Informe o chatbot (botKey)');
  const bot = sendableBot(state, botKey);
  const { contact, channel, session: known } = findTarget(state, target);

  const open = known && known.status !== 'COMPLETED' ? known : undefined;
  const skip =
    open &&
    ((options.skipIfBotInExecution && open.botId !== null) ||
      (options.skipIfInProgress && open.status === 'IN_PROGRESS'));
  if (skip) {
    state.botSends.push({ sessionId: open.id, botKey, started: false, request });
    return open;
  }

  if (open && options.forceStartSession) completeSession(open);
  // A completed session takes a bot without being restarted, but only when it is named by its id.
  const reused = options.forceStartSession ? undefined : target.sessionId ? known : open;
  const status = options.hiddenSession ? 'HIDDEN' : 'STARTED';
  const session = reused ?? startSession(state, contact, channel, { status, origin: 'API' });
  session.botId = bot.id;
  session.updatedAt = now();
  merge(session.metadata, sessionMetadata);
  merge(contact.metadata, contactMetadata);
  state.botSends.push({ sessionId: session.id, botKey, started: true, request });
  return session;
}

/**
 * @param {Store} state
 * @param {string} botKey
 */
function sendableBot(state, botKey) {
  const bot = state.bot(botKey);
  if (!bot.automationUsage.includes('Api')) throw notFound('Chatbot não permite envio pela API');
  if (bot.publishStatus !== 'READY') throw notFound('Chatbot não publicado');
  return bot;
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

/**
 * Key by key: a key with null is removed.
 * @param {Record<string, unknown>} metadata
 * @param {Record<string, unknown> | null | undefined} given
 */
function merge(metadata, given) {
  for (const [key, value] of Object.entries(given ?? {})) {
    if (value === null) delete metadata[key];
    else metadata[key] = value;
  }
}

/**
 * @param {Bot} bot
 * @param {BotFilter} filter
 */
function matches(bot, filter) {
  return (
    bot.name.toLowerCase().includes((filter.Name ?? '').toLowerCase()) &&
    overlaps(filter.Types, [bot.type]) &&
    overlaps(filter.ChannelIds, bot.channelIds) &&
    overlaps(filter.DefaultDepartmentIds, [bot.defaultDepartmentId ?? '']) &&
    overlaps(filter.PublishStatuses, [bot.publishStatus]) &&
    overlaps(filter.AutomationUsages, bot.automationUsage)
  );
}

/** @param {string[] | undefined} wanted @param {readonly string[]} actual */
function overlaps(wanted, actual) {
  return !wanted || wanted.some((one) => actual.some((other) => other.toLowerCase() === one.toLowerCase()));
}
