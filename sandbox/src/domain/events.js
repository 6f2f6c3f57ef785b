// Events, and the subscriptions that they go to.

/** @import { Store } from '../store.js' */

/** The documented events, with what they tell. */
export const eventDescriptions = {
  SESSION_NEW: 'Novo atendimento',
  SESSION_UPDATE: 'Atendimento alterado',
  SESSION_COMPLETE: 'Atendimento concluído',
  MESSAGE_RECEIVED: 'Mensagem recebida',
  MESSAGE_UPDATED: 'Mensagem alterada',
  MESSAGE_SENT: 'Mensagem enviada',
  CONTACT_NEW: 'Novo contato',
  CONTACT_UPDATE: 'Contato alterado',
  CONTACT_TAG_UPDATE: 'Etiquetas do contato alteradas',
  PAYMENT_NEW: 'Novo pagamento',
  PAYMENT_UPDATE: 'Pagamento alterado',
  PANEL_CARD_NEW: 'Novo card',
  PANEL_CARD_UPDATE: 'Card alterado',
  PANEL_CARD_STEP_CHANGE: 'Card movido de etapa',
  PANEL_CARD_NOTE_NEW: 'Nova nota no card',
  PANEL_CARD_NOTE_UPDATE: 'Nota do card alterada',
};

/** @typedef {keyof typeof eventDescriptions} EventType */

/**
 * Tells every enabled subscription that lists the event, without waiting for any.
 * @param {Store} state
 * @param {EventType} eventType
 * @param {unknown} content by the names that webhooks use, as it is now
 * @param {unknown} [changeMetadata]
 */
export function emit(state, eventType, content, changeMetadata = null) {
  const body = eventBody(eventType, content, changeMetadata);
  for (const { enabled, events, url } of state.subscriptions.values()) {
    if (!enabled || !events.includes(eventType)) continue;
    for (let sent = 0; sent <= state.webhookRepeats; sent += 1) state.outbox.send(url, body);
  }
}

/**
 * @param {EventType} eventType
 * @param {unknown} content
 * @param {unknown} [changeMetadata]
 */
export function eventBody(eventType, content, changeMetadata = null) {
  return { eventType, date: new Date().toISOString(), content, changeMetadata };
}
