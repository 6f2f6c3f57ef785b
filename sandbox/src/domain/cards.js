// Cards: what a request writes into one, and copies of it. Every change is told to webhooks.

import { randomUUID } from 'node:crypto';
import { formError, notFound } from '../errors.js';
import { required } from '../store.js';
import { cardEvent, cardsOf, panelFields } from '../views-panel.js';
import { mergeCustomFields } from './customFields.js';
import { emit } from './events.js';
import { mergeMetadata } from './metadata.js';
import { now } from './time.js';

/** @import { Card, CardStatus, Panel } from '../types-chat.js' */
/** @import { Store } from '../store.js' */

/**
 * @typedef {object} CardBody
 * @property {string | null} [stepId]
 * @property {string | null} [title]
 * @property {string | null} [description]
 * @property {number | null} [position]
 * @property {string | null} [dueDate]
 * @property {string | null} [responsibleUserId]
 * @property {string[] | null} [tagIds]
 * @property {string[] | null} [tagNames] ignored beside `tagIds`
 * @property {string[] | null} [contactIds]
 * @property {string | null} [sessionId]
 * @property {number | null} [monetaryAmount]
 * @property {CardStatus | null} [status]
 * @property {string | null} [lostReasonId] written with the status
 * @property {Record<string, unknown> | null} [customFields]
 * @property {Record<string, unknown> | null} [metadata]
 * @property {{ upsertTagOperation?: string | null }} [options]
 */

/**
 * By the names that `fields` takes; Archived has no property.
 * @type {Record<string, (state: Store, card: Card, body: CardBody) => Partial<Card>>}
 */
const readers = {
  StepId: (state, card, { stepId }) => ({ stepId: findStep(state.panel(card.panelId), stepId) }),
  Title: (_state, _card, { title }) => ({ title: readTitle(title) }),
  Description: (_state, _card, { description }) => ({ description: description ?? null }),
  Position: (state, card, { position }) => ({ position: position ?? lastPosition(state, card) }),
  DueDate: (_state, _card, { dueDate }) => ({ dueDate: dueDate ?? null }),
  ResponsibleUserId: (state, _card, { responsibleUserId }) => ({
    responsibleUserId: responsibleUserId ? state.user(responsibleUserId).userId : null,
  }),
  TagIds: (state, card, body) => ({ tagIds: changedTags(card, findTags(state.panel(card.panelId), body), body) }),
  ContactIds: (state, _card, { contactIds }) => ({
    contactIds: [...new Set((contactIds ?? []).map((id) => state.contact(id).id))],
  }),
  SessionId: (state, _card, { sessionId }) => ({ sessionId: sessionId ? state.session(sessionId).id : null }),
  MonetaryAmount: (_state, _card, { monetaryAmount }) => ({ monetaryAmount: monetaryAmount ?? null }),
  Status: (state, card, body) => readStatus(state.panel(card.panelId), body),
  CustomFields: (state, card, { customFields }) => {
    const values = customFields ? { ...card.customFields } : {};
    mergeCustomFields(values, panelFields(state, card.panelId), customFields);
    return { customFields: values };
  },
  Metadata: (_state, card, { metadata }) => {
    const values = metadata ? { ...card.metadata } : {};
    mergeMetadata(values, metadata);
    return { metadata: values };
  },
};

/** What the body of a new card may give beside its step. */
const fieldsOfNew = Object.keys(readers).filter((field) => field !== 'StepId' && field !== 'Status');

/**
 * @param {Store} state
 * @param {CardBody} body
 */
export function createCard(state, body) {
  const { panel, stepId } = findStepAnywhere(state, body.stepId);
  const card = blankCard(state, panel, stepId);
  for (const field of fieldsOfNew) Object.assign(card, readers[field]?.(state, card, body));
  return addCard(state, card);
}

/**
 * Only what `fields` names is written, and a named null clears.
 * @param {Store} state
 * @param {Card} card
 * @param {CardBody & { fields?: string[] | null }} body
 */
export function updateCard(state, card, body) {
  const fields = body.fields ?? [];
  if (fields.length === 0) return card;
  const before = card.stepId;
  const values = Object.assign({}, ...fields.map((field) => readers[field]?.(state, card, body)));
  Object.assign(card, values, { updatedAt: now() });
  if (card.stepId !== before) {
    if (!fields.includes('Position')) card.position = lastPosition(state, card);
    emit(state, 'PANEL_CARD_STEP_CHANGE', cardEvent(state, card));
  }
  emit(state, 'PANEL_CARD_UPDATE', cardEvent(state, card));
  return card;
}

/**
 * @param {Store} state
 * @param {Card} card
 * @param {{ copyToStepId?: string | null, options?: { archiveOriginalCard?: boolean, fields?: string[] | null } }} body
 */
export function duplicateCard(state, card, { copyToStepId, options = {} }) {
  const { panel, stepId } = findStepAnywhere(state, copyToStepId ?? card.stepId);
  const fields = (options.fields ?? []).filter((field) => field !== 'Undefined');
  const everything = fields.length === 0 || fields.includes('All');
  const takes = (/** @type {string[]} */ ...names) => everything || names.some((name) => fields.includes(name));

  const copy = blankCard(state, panel, stepId);
  Object.assign(copy, { title: card.title, description: card.description });
  if (takes('DueDate')) copy.dueDate = card.dueDate;
  if (takes('Amount', 'MonetaryAmount')) copy.monetaryAmount = card.monetaryAmount;
  if (takes('ResponsibleUser')) copy.responsibleUserId = card.responsibleUserId;
  if (takes('Contacts')) copy.contactIds = [...card.contactIds];
  if (takes('Tags')) copy.tagIds = sameTags(state.panel(card.panelId), panel, card.tagIds);
  if (takes('CustomFields')) mergeCustomFields(copy.customFields, panelFields(state, panel.id), card.customFields);
  if (everything) Object.assign(copy, { sessionId: card.sessionId, metadata: { ...card.metadata } });
  addCard(state, copy);
  if (takes('Notes')) copyNotes(state, card, copy);
  if (options.archiveOriginalCard) updateCard(state, card, { fields: ['Status'], status: 'ARCHIVED' });
  return copy;
}

/**
 * @param {Store} state
 * @param {Card} from
 * @param {Card} to
 */
function copyNotes(state, from, to) {
  for (const note of [...state.cardNotes.values()].filter(({ cardId }) => cardId === from.id)) {
    const copy = { ...note, id: randomUUID(), cardId: to.id };
    state.cardNotes.set(copy.id, copy);
  }
}

/**
 * @param {Store} state
 * @param {Panel} panel
 * @param {string} stepId
 * @returns {Card}
 */
function blankCard(state, panel, stepId) {
  const at = now();
  const numbers = cardsOf(state, panel).map(({ number }) => number);
  const card = {
    id: randomUUID(),
    createdAt: at,
    updatedAt: at,
    panelId: panel.id,
    stepId,
    number: Math.max(0, ...numbers) + 1,
    position: 0,
    title: '',
    description: null,
    dueDate: null,
    responsibleUserId: null,
    tagIds: [],
    contactIds: [],
    sessionId: null,
    monetaryAmount: null,
    customFields: {},
    metadata: {},
    status: /** @type {const} */ ('OPEN'),
    lostReasonId: null,
  };
  return { ...card, position: lastPosition(state, card) };
}

/** @param {Store} state @param {Card} card */
function addCard(state, card) {
  state.cards.set(card.id, card);
  emit(state, 'PANEL_CARD_NEW', cardEvent(state, card));
  return card;
}

/** The one after all others of its step. @param {Store} state @param {Pick<Card, 'id' | 'stepId'>} card */
function lastPosition(state, { id, stepId }) {
  const others = [...state.cards.values()].filter((other) => other.stepId === stepId && other.id !== id);
  return Math.max(0, ...others.map(({ position }) => position)) + 1;
}

/** @param {Store} state @param {string | null | undefined} stepId */
function findStepAnywhere(state, stepId) {
  const wanted = stepId?.toLowerCase();
  const panel = [...state.panels.values()].find(({ steps }) => steps.some(({ id }) => id === wanted));
  return { panel: required(panel, stepNotFound), stepId: String(wanted) };
}

const stepNotFound = 'Etapa não encontrada';

/** @param {Panel} panel @param {string | null | undefined} stepId */
function findStep({ steps }, stepId) {
  return required(
    steps.find(({ id }) => id === stepId?.toLowerCase()),
    stepNotFound,
  ).id;
}

/** @param {string | null | undefined} title */
function readTitle(title) {
  if (!title?.trim()) throw formError('Informe o título do card');
  return title;
}

/** @param {Panel} panel @param {CardBody} body */
function findTags({ tags }, { tagIds, tagNames }) {
  const byId = tagIds?.map((wanted) => tags.find(({ id }) => id === wanted.toLowerCase()));
  const byName = tagNames?.map((wanted) => tags.find(({ name }) => name.toLowerCase() === wanted.trim().toLowerCase()));
  return (byId ?? byName ?? []).map((tag) => required(tag, 'Etiqueta não encontrada').id);
}

/**
 * @param {Card} card
 * @param {string[]} tagIds
 * @param {CardBody} body
 */
function changedTags(card, tagIds, { options }) {
  const operation = options?.upsertTagOperation;
  if (operation === 'DeleteIfExists') return card.tagIds.filter((id) => !tagIds.includes(id));
  return [...new Set(operation === 'InsertIfNotExists' ? [...card.tagIds, ...tagIds] : tagIds)];
}

/**
 * The tags of the same names in another panel.
 * @param {Panel} from
 * @param {Panel} to
 * @param {string[]} tagIds
 */
function sameTags(from, to, tagIds) {
  const names = from.tags.filter(({ id }) => tagIds.includes(id)).map(({ name }) => name);
  return to.tags.filter(({ name }) => names.includes(name)).map(({ id }) => id);
}

/** @param {Panel} panel @param {CardBody} body */
function readStatus({ lostReasons }, { status, lostReasonId }) {
  if (!status) throw formError('Informe o status do card');
  if (!lostReasonId) return { status, lostReasonId: null };
  const reason = lostReasons.find(({ id }) => id === lostReasonId.toLowerCase());
  if (!reason) throw notFound('Motivo de perda não encontrado');
  return { status, lostReasonId: status === 'LOST' ? reason.id : null };
}
