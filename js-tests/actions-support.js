// What several suites of actions share: records as they are read back, and a template's text.

import assert from 'node:assert/strict';
import { rows } from './support.js';

/** @import { WtsClient } from 'wts-chat' */

/** For the template of the sample. */
export const parameters = { nome: 'Bruno', 'próximo horário': 'segunda, às 10h' };

/** The text of that template with them. */
export const filled = 'Olá, Bruno! Seu próximo horário é segunda, às 10h.';

/** The portfolio `Novos contatos`. */
export const newPortfolioId = '2c4e6a81-3b5d-4f70-9c1e-0d2f4b6c8902';

/** @param {number} hours from now */
export const later = (hours) => new Date(Date.now() + hours * 3_600_000);

/**
 * A contact with everything that can be seen of it, but the time of the last change.
 * @param {WtsClient} wts
 * @param {string} contactId
 */
export async function wholeContact(wts, contactId) {
  const { updatedAt: _, ...contact } = await wts.contact.get({
    contactId,
    includeDetails: ['Tags', 'CustomFields', 'Portfolios'],
  });
  return contact;
}

/**
 * A session with its classification, but the time of the last change.
 * @param {WtsClient} wts
 * @param {string} sessionId
 */
export async function wholeSession(wts, sessionId) {
  const { updatedAt: _, ...session } = await wts.session.get({ sessionId, includeDetails: ['ClassificationDetails'] });
  return session;
}

/**
 * A card with all its details, but the time of the last change.
 * @param {WtsClient} wts
 * @param {string} cardId
 */
export async function wholeCard(wts, cardId) {
  const { updatedAt: _, ...card } = await wts.panel.getCard({ cardId, includeDetails: ['CustomFields', 'LostReason'] });
  return card;
}

/** @param {WtsClient} wts @param {string} cardId */
export const notesOf = async (wts, cardId) => rows(await wts.panel.listCardNotes({ cardId }));

/** The ids of the contacts in a sequence. @param {WtsClient} wts @param {string} sequenceId */
export const contactsIn = async (wts, sequenceId) =>
  rows(await wts.sequence.listContacts({ sequenceId })).map(({ contactId }) => contactId);

/** The bot that runs in a session. @param {WtsClient} wts @param {string} sessionId */
export const botIn = async (wts, sessionId) => (await wts.session.get({ sessionId })).botId;

/** The session of a contact that started last. @param {WtsClient} wts @param {string} contactId */
export async function newestSession(wts, contactId) {
  const [session] = rows(await wts.session.list({ contactId, pageSize: 1 }));
  return session ?? assert.fail('no session');
}
