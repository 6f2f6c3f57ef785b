// What the API shows of panels, their cards and notes; see views.js.

import { page } from './paging.js';
import { companyId } from './seed/ids.js';
import { messageFileView } from './views-chat.js';

/** @import { Store } from './store.js' */
/** @import { Card, CardNote, LostReason, Panel, PanelStep } from './types-chat.js' */

/**
 * @param {Store} state
 * @param {Panel} panel
 * @param {readonly string[]} [details] of `IncludeDetails`
 */
export function panelView(state, panel, details = []) {
  const { id, createdAt, updatedAt, title, description, key, type, tags } = panel;
  // Cards are shown within their steps.
  const showsSteps = details.includes('Steps') || details.includes('Cards');
  const open = cardsOf(state, panel).filter(({ status }) => status !== 'ARCHIVED');
  return {
    id,
    createdAt,
    updatedAt,
    companyId,
    archived: false,
    scope: 'COMPANY',
    departmentIds: null,
    userId: null,
    title,
    description,
    thumbnailId: null,
    key,
    overdueCardCount: details.includes('PanelCardOverdueCount') ? open.filter(isOverdue).length : null,
    stepTitles: panel.steps.map((step) => step.title),
    tags: details.includes('Tags')
      ? tags.map((tag) => ({ ...tag, companyId, panelId: id, nameColor: '#FFFFFF' }))
      : null,
    steps: showsSteps ? panel.steps.map((step) => stepView(state, panel, step, details)) : null,
    type,
    autoLossDays: null,
  };
}

/**
 * @param {Store} state
 * @param {Panel} panel
 * @param {PanelStep} step
 * @param {readonly string[]} details
 */
function stepView(state, panel, step, details) {
  const cards = cardsOf(state, panel).filter(({ stepId, status }) => stepId === step.id && status !== 'ARCHIVED');
  const counts = details.includes('StepsCardCount');
  return {
    ...step,
    companyId,
    panelId: panel.id,
    archived: false,
    cardCount: counts ? cards.length : null,
    overdueCardCount: counts ? cards.filter(isOverdue).length : null,
    monetaryAmount: counts ? cards.reduce((sum, card) => sum + (card.monetaryAmount ?? 0), 0) : null,
    fields: details.includes('StepsFields') ? stepFields(state, panel) : null,
    ...(details.includes('Cards') && {
      cards: page(
        cards.map((card) => oldCardView(state, card)),
        { OrderBy: 'position' },
      ),
    }),
  };
}

/** @param {Store} state @param {Panel} panel */
function stepFields(state, panel) {
  const own = ['TITLE', 'DESCRIPTION', 'DUE_DATE', 'RESPONSIBLE_USER', 'MONETARY_AMOUNT'];
  const custom = panelFields(state, panel.id).filter(({ type }) => type !== 'GROUP');
  return [
    ...own.map((key) => ({ key, type: 'DEFAULT_FIELD' })),
    ...custom.map(({ key }) => ({ key, type: 'CUSTOM_FIELD' })),
  ].map((field, index) => ({ ...field, position: index + 1, visible: true }));
}

/** @param {Store} state @param {string} panelId */
export function panelFields(state, panelId) {
  return [...state.panelCustomFields.values()].filter(({ scopeId }) => scopeId === panelId);
}

/** @param {Store} state @param {Panel} panel */
export function cardsOf(state, panel) {
  return [...state.cards.values()].filter(({ panelId }) => panelId === panel.id);
}

/** @param {Card} card */
const isOverdue = ({ dueDate, status }) => status === 'OPEN' && dueDate !== null && Date.parse(dueDate) < Date.now();

/**
 * @param {Store} state
 * @param {Card} card
 * @param {readonly string[]} [details] of `IncludeDetails`; who writes a card is shown its custom fields
 */
export function cardView(state, card, details = ['CustomFields']) {
  const { number, lostReasonId, ...shown } = card;
  const panel = state.panel(card.panelId);
  const step = panel.steps.find(({ id }) => id === card.stepId);
  const shows = (/** @type {string} */ name) => details.includes(name);
  const lostReason = panel.lostReasons.find(({ id }) => id === lostReasonId);
  const contacts = card.contactIds.flatMap((id) => state.contacts.get(id) ?? []);
  const user = state.agents.get(card.responsibleUserId ?? '');
  return {
    ...shown,
    companyId,
    panelTitle: shows('PanelTitle') ? panel.title : null,
    stepTitle: shows('StepTitle') ? (step?.title ?? null) : null,
    stepPhase: shows('StepPhase') ? phaseOf(step) : null,
    key: `${panel.key}-${number}`,
    number,
    isOverdue: isOverdue(card),
    ...(shows('ResponsibleUser') && user && { responsibleUser: { id: user.userId, name: user.name } }),
    contacts: shows('Contacts') ? contacts.map(({ id, name }) => ({ id, name })) : null,
    customFields: shows('CustomFields') ? card.customFields : null,
    ...(shows('LostReason') && lostReason && { lostReason: { id: lostReason.id, name: lostReason.description } }),
  };
}

/** @param {PanelStep | undefined} step */
function phaseOf(step) {
  if (step?.isInitial) return 'INITIAL';
  return step?.isFinal ? 'FINAL' : 'NONE';
}

/**
 * As panels show their cards.
 * @param {Store} state
 * @param {Card} card
 */
function oldCardView(state, card) {
  const { status, ...shown } = cardView(state, card, []);
  return { ...shown, archived: status === 'ARCHIVED' };
}

const allDetails = [
  'PanelTitle',
  'StepTitle',
  'StepPhase',
  'ResponsibleUser',
  'Contacts',
  'CustomFields',
  'LostReason',
];

/**
 * A card as webhooks tell of it: with all its details.
 * @param {Store} state
 * @param {Card} card
 */
export const cardEvent = (state, card) => cardView(state, card, allDetails);

/**
 * @param {Store} state
 * @param {CardNote} note
 */
export function cardNoteView(state, note) {
  const { panelId } = state.card(note.cardId);
  return { ...note, companyId, panelId, files: note.files.map(messageFileView) };
}

/**
 * @param {LostReason} reason
 * @param {string} panelId
 */
export const lostReasonView = (reason, panelId) => ({ ...reason, companyId, panelId });
