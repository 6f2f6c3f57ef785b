// Portfolios and the contacts in them.

import { contactByPhone, namedContact, namedContacts } from '../domain/contacts.js';
import { addToPortfolio, removeFromPortfolio } from '../domain/portfolios.js';
import { BareError, formError } from '../errors.js';
import { inDates, page } from '../paging.js';
import { portfolioContactView, portfolioView } from '../views.js';

/** @import { PortfolioContact } from '../types.js' */
/** @import { Store } from '../store.js' */

/**
 * The paging that only `portfolio.listContacts` has.
 * @typedef {object} ContactsQuery
 * @property {string[]} [ContactIds]
 * @property {number} [Page] from 1
 * @property {number} [PageSize]
 * @property {string} [OrderBy] ascending
 * @property {string} [OrderByDesc]
 * @property {string} [TimestampField] `createdAt` by default
 * @property {string} [TimestampFilter] only what is later
 * @property {string} [NextPageToken]
 * @property {boolean} [SkipCount] the totals are 0 then
 */

/** @type {Record<string, import('../types.js').Handler>} */
export const portfolioHandlers = {
  'portfolio.list': ({ state, query }) => {
    const { IncludeDetails = [] } = /** @type {{ IncludeDetails?: string[] }} */ (query);
    const found = [...state.portfolios.values()].filter((portfolio) => inDates(portfolio, query));
    const rows = found.map((portfolio) =>
      portfolioView(portfolio, {
        showDepartments: IncludeDetails.includes('Departments'),
        ...(IncludeDetails.includes('ContactCount') && { contactsCount: membersOf(state, portfolio.id).length }),
      }),
    );
    return page(rows, query);
  },

  'portfolio.listContacts': ({ state, params, query }) => {
    const asked = /** @type {ContactsQuery} */ (query);
    if ((asked.PageSize ?? 0) > 100) throw new BareError(500);
    const rows = membersOf(state, state.portfolio(params.id).id)
      .filter((membership) => inDates(membership, query) && isAsked(membership, asked))
      .map((membership) => portfolioContactView(state, membership));
    const { OrderBy, OrderByDesc, PageSize } = asked;
    const found = page(rows, {
      PageNumber: pageNumber(asked),
      ...(PageSize && { PageSize }),
      ...(OrderBy ? { OrderBy } : OrderByDesc && { OrderBy: OrderByDesc, OrderDirection: 'DESCENDING' }),
    });
    return asked.SkipCount ? { ...found, totalItems: 0, totalPages: 0 } : found;
  },

  'portfolio.addContact': ({ state, params, body }) => {
    const portfolio = state.portfolio(params.id);
    return portfolioContactView(state, addToPortfolio(state, portfolio, namedContact(state, body, contactByPhone)));
  },

  'portfolio.addContacts': ({ state, params, body }) => {
    const portfolio = state.portfolio(params.id);
    const added = namedContacts(state, body, contactByPhone).map((contact) =>
      addToPortfolio(state, portfolio, contact),
    );
    return page(
      added.map((membership) => portfolioContactView(state, membership)),
      { PageSize: 100 },
    );
  },

  'portfolio.removeContact': ({ state, params, body }) => {
    removeFromPortfolio(state, state.portfolio(params.id), namedContact(state, body, contactByPhone));
  },

  'portfolio.removeContacts': ({ state, params, body }) => {
    const portfolio = state.portfolio(params.id);
    for (const contact of namedContacts(state, body, contactByPhone)) removeFromPortfolio(state, portfolio, contact);
  },
};

/** @param {Store} state @param {string} id */
function membersOf(state, id) {
  return [...state.portfolioContacts.values()].filter(({ portfolioId }) => portfolioId === id);
}

/** @param {PortfolioContact} membership @param {ContactsQuery} query */
function isAsked(membership, { ContactIds, TimestampField, TimestampFilter }) {
  const name = TimestampField?.toLowerCase() === 'updatedat' ? 'updatedAt' : 'createdAt';
  return (
    (!ContactIds || ContactIds.some((id) => id.toLowerCase() === membership.contactId)) &&
    (!TimestampFilter || Date.parse(membership[name]) > Date.parse(TimestampFilter))
  );
}

/** No answer holds a token; one is taken for the number of the page. @param {ContactsQuery} query */
function pageNumber({ Page, NextPageToken }) {
  if (NextPageToken === undefined) return Page ?? 1;
  if (!/^[1-9]\d{0,8}$/.test(NextPageToken)) throw formError('Token de página inválido');
  return Number(NextPageToken);
}
