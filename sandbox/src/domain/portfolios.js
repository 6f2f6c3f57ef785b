// Portfolios and who is in them.

import { randomUUID } from 'node:crypto';
import { now } from './time.js';

/** @import { Contact, Portfolio, PortfolioContact } from '../types.js' */
/** @import { Store } from '../store.js' */

/**
 * @param {Store} state
 * @param {string} contactId
 */
export function portfoliosOf(state, contactId) {
  return [...state.portfolioContacts.values()]
    .filter((membership) => membership.contactId === contactId)
    .map(({ portfolioId }) => state.portfolio(portfolioId));
}

/**
 * Adding again answers the same membership.
 * @param {Store} state
 * @param {Portfolio} portfolio
 * @param {Contact} contact
 */
export function addToPortfolio(state, portfolio, contact) {
  const known = membershipOf(state, portfolio, contact);
  if (known) return known;
  const at = now();
  /** @type {PortfolioContact} */
  const membership = {
    id: randomUUID(),
    createdAt: at,
    updatedAt: at,
    portfolioId: portfolio.id,
    contactId: contact.id,
  };
  state.portfolioContacts.set(membership.id, membership);
  return membership;
}

/**
 * @param {Store} state
 * @param {Portfolio} portfolio
 * @param {Contact} contact
 */
export function removeFromPortfolio(state, portfolio, contact) {
  const known = membershipOf(state, portfolio, contact);
  if (known) state.portfolioContacts.delete(known.id);
}

/**
 * @param {Store} state
 * @param {Portfolio} portfolio
 * @param {Contact} contact
 */
function membershipOf(state, portfolio, contact) {
  return [...state.portfolioContacts.values()].find(
    ({ portfolioId, contactId }) => portfolioId === portfolio.id && contactId === contact.id,
  );
}
