// Panels and their cards.

import { createCard, duplicateCard, updateCard } from '../domain/cards.js';
import { formError } from '../errors.js';
import { hasAny, includesText, is } from '../filters.js';
import { inDates, page } from '../paging.js';
import { customFieldViews } from '../views.js';
import { cardsOf, cardView, lostReasonView, panelFields, panelView } from '../views-panel.js';
import { cardNoteHandlers } from './cardNote.js';

/** @import { Card } from '../types-chat.js' */
/** @import { CardBody } from '../domain/cards.js' */
/** @import { Store } from '../store.js' */

/**
 * @typedef {object} CardFilter
 * @property {string} PanelId
 * @property {string} [StepId]
 * @property {string} [ContactId]
 * @property {string} [ResponsibleUserId]
 * @property {string} [TextFilter]
 * @property {string[]} [IncludeDetails]
 * @property {string[]} [Statuses] all but ARCHIVED by default
 */

/** @type {Record<string, import('../types.js').Handler>} */
export const panelHandlers = {
  'panel.list': ({ state, query }) => {
    const { Title, Type, IncludeDetails } =
      /** @type {{ Title?: string, Type?: string, IncludeDetails?: string[] }} */ (query);
    const found = [...state.panels.values()].filter(
      (panel) => includesText(Title, [panel.title]) && is(Type, panel.type) && inDates(panel, query),
    );
    return page(
      found.map((panel) => panelView(state, panel, IncludeDetails)),
      query,
    );
  },

  'panel.get': ({ state, params, query }) => {
    const { IncludeDetails } = /** @type {{ IncludeDetails?: string[] }} */ (query);
    return panelView(state, state.panel(params.id), IncludeDetails);
  },

  'panel.listCustomFields': ({ state, params, query }) =>
    customFieldViews(panelFields(state, state.panel(params.id).id), query.NestedList === true),

  'panel.listLostReasons': ({ state, params, query }) => {
    const { id, type, lostReasons } = state.panel(params.id);
    if (type !== 'SALES') throw formError('O painel não é de vendas');
    const found = lostReasons.filter((reason) => inDates(reason, query));
    return page(
      found.map((reason) => lostReasonView(reason, id)),
      query,
    );
  },

  'panel.listCards': ({ state, query }) => {
    const filter = /** @type {CardFilter & Record<string, unknown>} */ (query);
    const cards = cardsOf(state, state.panel(filter.PanelId)).filter((card) => matches(state, card, filter));
    return page(
      cards.map((card) => cardView(state, card, filter.IncludeDetails ?? [])),
      query,
    );
  },

  'panel.getCard': ({ state, params, query }) => {
    const { IncludeDetails = [] } = /** @type {{ IncludeDetails?: string[] }} */ (query);
    return cardView(state, state.card(params.id), IncludeDetails);
  },

  'panel.createCard': ({ state, body }) => cardView(state, createCard(state, /** @type {CardBody} */ (body))),

  'panel.updateCard': ({ state, params, body }) =>
    cardView(state, updateCard(state, state.card(params.id), /** @type {CardBody} */ (body))),

  'panel.duplicateCard': ({ state, params, body }) =>
    cardView(state, duplicateCard(state, state.card(params.id), /** @type {object} */ (body))),

  ...cardNoteHandlers,
};

/**
 * @param {Store} state
 * @param {Card} card
 * @param {CardFilter & Record<string, unknown>} filter
 */
function matches(state, card, filter) {
  const { key } = cardView(state, card);
  const contactNames = card.contactIds.map((id) => state.contacts.get(id)?.name ?? null);
  return (
    is(filter.StepId, card.stepId) &&
    is(filter.ResponsibleUserId, card.responsibleUserId) &&
    hasAny(filter.ContactId ? [filter.ContactId] : undefined, card.contactIds) &&
    hasAny(filter.Statuses ?? ['OPEN', 'WON', 'LOST'], [card.status]) &&
    includesText(filter.TextFilter, [card.title, card.description, key, ...contactNames]) &&
    inDates(card, filter)
  );
}
