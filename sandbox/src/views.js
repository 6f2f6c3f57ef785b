// What the API shows of the store's entities: one function per documented shape. Properties that may be null are null
// when there is nothing; objects that may not be null are left out then. Those of /chat and /crm are in views-chat.js.

import { formatNumber } from './domain/address.js';
import { eventDescriptions } from './domain/events.js';
import { extensionOf } from './domain/mime.js';
import { portfoliosOf } from './domain/portfolios.js';
import { companyId } from './seed/index.js';

/** @import { Store } from './store.js' */
/** @import { Agent, Contact, CustomField, Department, Portfolio, PortfolioContact, StoredFile, Subscription } from './types.js' */

/**
 * @param {Store} state
 * @param {Contact} contact
 * @param {readonly string[]} [details] of `IncludeDetails`; who writes a contact is shown all
 */
export function contactView(state, contact, details = ['Tags', 'CustomFields', 'Portfolios']) {
  const { id, createdAt, updatedAt, name, phoneNumber, email, instagram, messengerId, annotation, status } = contact;
  const { origin, utm, customFields, metadata } = contact;
  const tagIds = details.includes('Tags') ? contact.tagIds : null;
  const portfolios = details.includes('Portfolios') ? portfoliosOf(state, id) : null;
  return {
    id,
    createdAt,
    updatedAt,
    companyId,
    name,
    nameWhatsapp: null,
    nameInstagram: null,
    nameMessenger: null,
    phoneNumber,
    phoneNumberFormatted: formatNumber(phoneNumber),
    email,
    instagram,
    messengerId,
    annotation,
    tagIds,
    tagNames: tagIds && tagNames(state, tagIds),
    status,
    origin,
    importedAt: null,
    ...(utm && { utm }),
    customFields: details.includes('CustomFields') ? customFields : null,
    portfolioIds: portfolios?.map((portfolio) => portfolio.id) ?? null,
    portfolioNames: portfolios?.map((portfolio) => portfolio.name) ?? null,
    metadata,
  };
}

/**
 * A contact as webhooks tell of it: by other names than the routes.
 * @param {Store} state
 * @param {Contact} contact
 */
export function contactEvent(state, contact) {
  const { id, createdAt, updatedAt, name, phoneNumber, email, instagram, annotation, tagIds, status } = contact;
  return {
    id,
    createdAt,
    updatedAt,
    companyId,
    name,
    phonenumber: phoneNumber,
    phonenumberFormatted: formatNumber(phoneNumber),
    email,
    instagram,
    annotation,
    tagsId: tagIds,
    tags: tagNames(state, tagIds),
    status,
    origin: contact.origin,
    utm: contact.utm,
    customFieldValues: contact.customFields,
    metadata: contact.metadata,
  };
}

/** @param {Store} state @param {string[]} tagIds */
const tagNames = (state, tagIds) => tagIds.map((id) => state.tag(id).name);

/**
 * @param {Iterable<CustomField>} fields
 * @param {boolean} nested groups hold their fields, instead of standing beside them
 */
export function customFieldViews(fields, nested) {
  const rows = [...fields].map((field) => ({
    ...field,
    companyId,
    required: false,
    visible: true,
    isValueRange: false,
    children: /** @type {unknown[] | null} */ (null),
  }));
  if (!nested) return rows;
  for (const row of rows) if (row.type === 'GROUP') row.children = rows.filter(({ parentId }) => parentId === row.id);
  return rows.filter(({ parentId }) => parentId === null);
}

/**
 * @param {Portfolio} portfolio
 * @param {{ contactsCount?: number, showDepartments?: boolean }} details
 */
export function portfolioView({ departments, ...portfolio }, { contactsCount, showDepartments }) {
  return {
    ...portfolio,
    companyId,
    ...(contactsCount !== undefined && { contactsCount }),
    departments: showDepartments ? departments : null,
  };
}

/**
 * @param {Store} state
 * @param {PortfolioContact} membership
 */
export function portfolioContactView(state, membership) {
  const { id, name, phoneNumber, instagram, email, annotation } = state.contact(membership.contactId);
  return {
    ...membership,
    active: true,
    companyId,
    contactDetails: {
      id,
      name,
      phonenumber: phoneNumber,
      phonenumberFormatted: formatNumber(phoneNumber),
      instagram,
      nameMessenger: null,
      email,
      annotation,
    },
  };
}

/**
 * @param {Store} state
 * @param {Department} department
 * @param {'All' | 'Agents' | 'Channels'} [details]
 */
export function departmentView(state, department, details) {
  const { id, createdAt, updatedAt, name, isDefault, distributionIsEnabled, restrictionType } = department;
  return {
    id,
    companyId,
    createdAt,
    updatedAt,
    directLinks: null,
    name,
    isDefault,
    // The API's own spelling.
    distribuitionEnabled: distributionIsEnabled,
    restrictionType,
    distributionConfig: department.distributionConfig,
    agents: details === 'All' || details === 'Agents' ? departmentAgents(state, id) : null,
    channels: details === 'All' || details === 'Channels' ? departmentChannels(state, department) : null,
  };
}

/** @param {Store} state @param {string} departmentId */
function departmentAgents(state, departmentId) {
  return [...state.agents.values()].flatMap(({ userId, departments }) =>
    departments
      .filter((membership) => membership.departmentId === departmentId)
      .map((membership) => ({ userId, ...membership })),
  );
}

/** @param {Store} state @param {Department} department */
function departmentChannels(state, { channels: { scope, channelIds } }) {
  return [...state.channels.values()]
    .filter(({ id }) => scope === 'ALL' || (scope === 'SELECTED' && channelIds.includes(id)))
    .map(({ id, number, displayName, type }) => ({ id, number, name: displayName, type }));
}

/** @param {Agent} agent */
export function agentView({ status: _, departments, ...agent }) {
  const { id: agentId, userId, phoneNumber } = agent;
  return {
    ...agent,
    companyId,
    phoneNumberFormatted: formatNumber(phoneNumber),
    departments: departments.map((membership) => ({ agentId, userId, ...membership })),
  };
}

/** @param {Subscription} subscription */
export function subscriptionView({ events, ...subscription }) {
  return { ...subscription, companyId, events: events.map(eventView) };
}

/** @param {string} event */
export function eventView(event) {
  return { event, description: Object.entries(eventDescriptions).find(([name]) => name === event)?.[1] ?? null };
}

/** @param {StoredFile} file */
export function fileView({ id, tempFileId, name, mimeType, type, size }) {
  const key = `${companyId}/${tempFileId}`;
  return { id, companyId, userId: null, name, extension: extensionOf(name), mimeType, type, key, size };
}
