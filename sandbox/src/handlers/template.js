// Templates.

import { hasAny, includesText, is } from '../filters.js';
import { inDates, page } from '../paging.js';
import { templateView } from '../views-sending.js';

/** @import { Template, TemplateType } from '../types-chat.js' */

/**
 * @typedef {object} TemplateFilter
 * @property {boolean} [Archived] false by default
 * @property {string} [Name]
 * @property {string} [SearchableText]
 * @property {string} [ChannelId]
 * @property {boolean} [ApprovedOnly]
 * @property {string} [Type]
 * @property {string[]} [IncludeDetails]
 */

/** The filter's names for what the answers call otherwise. @type {Record<string, TemplateType>} */
const types = {
  QUICKREPLY: 'QUICKREPLY',
  ATTENDANCE: 'TEMPLATE',
  CAMPAIGN: 'TEMPLATE_CAMPAIGN',
  SEQUENCE: 'TEMPLATE_SEQUENCE',
  SCHEDULEDMESSAGE: 'TEMPLATE_SCHEDULED_MESSAGE',
  AUTHENTICATION: 'AUTHENTICATION',
};

/** @type {Record<string, import('../types.js').Handler>} */
export const templateHandlers = {
  'template.list': ({ state, query }) => {
    const { IncludeDetails = [] } = /** @type {TemplateFilter} */ (query);
    const showParams = IncludeDetails.includes('Params') || IncludeDetails.includes('All');
    const found = [...state.templates.values()].filter((template) => matches(template, query));
    return page(
      found.map((template) => templateView(state, template, showParams)),
      query,
    );
  },
};

/**
 * @param {Template} template
 * @param {Record<string, unknown>} query
 */
function matches(template, query) {
  const filter = /** @type {TemplateFilter} */ (query);
  return (
    template.archived === (filter.Archived ?? false) &&
    includesText(filter.Name, [template.name]) &&
    includesText(filter.SearchableText, [template.name, template.text]) &&
    is(filter.ChannelId, template.channelId) &&
    (!filter.ApprovedOnly || template.status === 'Approved') &&
    hasAny(filter.Type ? [types[filter.Type] ?? ''] : undefined, template.type) &&
    inDates(template, query)
  );
}
