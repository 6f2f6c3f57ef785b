// Chatbots: the list, and starting one in a session.

import { sendBot } from '../domain/sends.js';
import { hasAny, includesText } from '../filters.js';
import { inDates, page } from '../paging.js';
import { botView, sessionView } from '../views-chat.js';

/** @import { Bot } from '../types-chat.js' */
/** @import { BotRequest } from '../domain/bots.js' */

/**
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
    const rows = [...state.bots.values()].filter((bot) => matches(bot, query) && inDates(bot, query));
    return page(rows.map(botView), query);
  },

  'chatbot.send': ({ state, body, request }) => {
    const { sessionId } = sendBot(state, /** @type {BotRequest} */ (body), request);
    return sessionView(state, state.session(sessionId));
  },
};

/**
 * @param {Bot} bot
 * @param {BotFilter} filter
 */
function matches(bot, filter) {
  return (
    includesText(filter.Name, [bot.name]) &&
    hasAny(filter.Types, [bot.type]) &&
    hasAny(filter.ChannelIds, bot.channelIds) &&
    hasAny(filter.DefaultDepartmentIds, [bot.defaultDepartmentId]) &&
    hasAny(filter.PublishStatuses, [bot.publishStatus]) &&
    hasAny(filter.AutomationUsages, bot.automationUsage)
  );
}
