// The seeded data of /core: contacts, tags, custom fields, portfolios, departments, agents, office hours.

import { blankContact } from '../domain/contacts.js';
import {
  anaId,
  brunoId,
  carlaId,
  companyId,
  diego,
  elisa,
  fabio,
  hoursBefore,
  instagramId,
  messengerId,
  novoId,
  salesId,
  supportId,
  vipId,
  whatsappId,
} from './ids.js';

/** @import { Agent, Contact, CustomField, Department, OfficeHours, Portfolio, PortfolioContact, Subscription, Tag } from '../types.js' */

const vipPortfolioId = '2c4e6a81-3b5d-4f70-9c1e-0d2f4b6c8901';
const newPortfolioId = '2c4e6a81-3b5d-4f70-9c1e-0d2f4b6c8902';

export const coreSample = {
  companyId,
  to: '5511999999999',
  contactId: anaId,
  departmentId: salesId,
  supportDepartmentId: supportId,
  /** The agent: sessions and assignees want `userId`, never `agentId`. */
  agentId: diego.agentId,
  userId: diego.userId,
  /** Elisa Prado, of Suporte. */
  secondAgent: Object.freeze({ ...elisa }),
  tagId: vipId,
  tagIds: Object.freeze({ vip: vipId, novo: novoId }),
  /** Ana Souza is in it. */
  portfolioId: vipPortfolioId,
  /** A custom field of contacts that takes a text. */
  contactCustomFieldKey: 'cidade',
  /** Bruno Lima never wrote: on WhatsApp only a template reaches him. */
  unreachable: '5521988887777',
  unreachableContactId: brunoId,
};

/** @param {number} now in ms */
export function seedCore(now) {
  const ago = hoursBefore(now);
  const longAgo = { createdAt: ago(2400), updatedAt: ago(240) };

  /** @param {Pick<Contact, 'id'> & Partial<Contact>} own @returns {Contact} */
  const contact = (own) => ({ ...blankContact(), ...longAgo, ...own });
  const contacts = [
    contact({
      id: anaId,
      name: 'Ana Souza',
      phoneNumber: '+55|11999999999',
      messengerId: '24680135791',
      email: 'ana@example.com',
      tagIds: [vipId],
      customFields: { cidade: ['São Paulo'], nascimento: ['1990/05/17'] },
      origin: 'CREATED_FROM_HUB',
      lastInboundAt: { [whatsappId]: ago(1) },
    }),
    contact({ id: brunoId, name: 'Bruno Lima', phoneNumber: '+55|21988887777', messengerId: '24680135792' }),
    contact({
      id: carlaId,
      name: 'Carla Mendes',
      instagram: '@carla.m',
      messengerId: '24680135793',
      origin: 'CREATED_FROM_HUB',
      lastInboundAt: { [instagramId]: ago(2), [messengerId]: ago(5) },
    }),
  ];

  const plain = {
    description: null,
    distributionIsEnabled: false,
    distributionConfig: { expirationIsEnabled: false, maximumDurationInMinutes: 0, inactivityTimeInMinutes: 0 },
    restrictionType: /** @type {const} */ ('NONE'),
    ...longAgo,
  };
  /** @type {Department[]} */
  const departments = [
    { id: salesId, name: 'Vendas', isDefault: true, channels: { scope: 'ALL', channelIds: [] }, ...plain },
    {
      id: supportId,
      name: 'Suporte',
      isDefault: false,
      channels: { scope: 'SELECTED', channelIds: [whatsappId] },
      ...plain,
    },
  ];

  const member = { isAgent: true, isSupervisor: false };
  /** @param {typeof diego} ids @param {Pick<Agent, 'name' | 'profile' | 'departments'> & Partial<Agent>} own @returns {Agent} */
  const agent = ({ agentId, userId }, own) => ({
    id: agentId,
    userId,
    shortName: own.name.split(' ')[0] ?? '',
    email: null,
    phoneNumber: null,
    isOwner: false,
    availability: 'AVAILABLE',
    status: 'Active',
    ...longAgo,
    ...own,
  });
  const agents = [
    agent(diego, {
      name: 'Diego Ramos',
      email: 'diego@example.com',
      phoneNumber: '+55|11955550000',
      profile: 'Admin',
      isOwner: true,
      departments: [{ departmentId: salesId, isAgent: true, isSupervisor: true }],
    }),
    agent(elisa, {
      name: 'Elisa Prado',
      email: 'elisa@example.com',
      profile: 'Agent',
      departments: [{ departmentId: supportId, ...member }],
    }),
    agent(fabio, {
      name: 'Fábio Nunes',
      email: 'fabio@example.com',
      profile: 'RestrictedAgent',
      availability: 'UNAVAILABLE',
      departments: [
        { departmentId: salesId, ...member },
        { departmentId: supportId, ...member },
      ],
    }),
  ];

  /** @type {Tag[]} */
  const tags = [
    { id: vipId, name: 'VIP', color: 'GREEN_500', ...longAgo },
    { id: 'e8f0a2c4-6b5d-4a7f-9e1c-2d3b4a5c6602', name: 'Inadimplente', color: 'RED_400', ...longAgo },
    { id: 'e8f0a2c4-6b5d-4a7f-9e1c-2d3b4a5c6603', name: 'Newsletter', color: 'SKY_300', ...longAgo },
    { id: novoId, name: 'Novo', color: 'YELLOW_200', ...longAgo },
  ];

  const portfolio = { active: true, automaticAttribution: false, expirationDurationInMonths: 0, ...longAgo };
  /** @type {Portfolio[]} */
  const portfolios = [
    {
      id: vipPortfolioId,
      name: 'Clientes VIP',
      type: 'SINGLE',
      departments: [{ departmentId: salesId, userIds: [diego.userId] }],
      ...portfolio,
    },
    {
      id: newPortfolioId,
      name: 'Novos contatos',
      type: 'MULTIPLE',
      departments: [{ departmentId: supportId, userIds: [] }],
      ...portfolio,
    },
  ];
  /** @type {PortfolioContact[]} */
  const portfolioContacts = [
    { id: '4e6c8ab3-5d7f-4192-8e30-1f4b6d8e0a01', portfolioId: vipPortfolioId, contactId: anaId, ...longAgo },
    { id: '4e6c8ab3-5d7f-4192-8e30-1f4b6d8e0a02', portfolioId: newPortfolioId, contactId: brunoId, ...longAgo },
    { id: '4e6c8ab3-5d7f-4192-8e30-1f4b6d8e0a03', portfolioId: newPortfolioId, contactId: carlaId, ...longAgo },
  ];

  const field = { entityType: /** @type {const} */ ('CONTACT'), scopeId: null, options: null, ...longAgo };
  const groupId = '6a8ecad5-7f91-43b4-a052-3b6d8f0a2c01';
  /** @type {CustomField[]} */
  const contactCustomFields = [
    { id: groupId, parentId: null, type: 'GROUP', name: 'Cadastro', key: 'cadastro', position: 1, ...field },
    {
      id: '6a8ecad5-7f91-43b4-a052-3b6d8f0a2c02',
      parentId: groupId,
      type: 'STRING',
      name: 'Cidade',
      key: 'cidade',
      position: 1,
      ...field,
    },
    {
      id: '6a8ecad5-7f91-43b4-a052-3b6d8f0a2c03',
      parentId: groupId,
      type: 'DATE',
      name: 'Data de nascimento',
      key: 'nascimento',
      position: 2,
      ...field,
    },
    {
      id: '6a8ecad5-7f91-43b4-a052-3b6d8f0a2c04',
      parentId: null,
      type: 'SINGLESELECT',
      name: 'Plano',
      key: 'plano',
      position: 2,
      ...field,
      options: [
        { id: '6a8ecad5-7f91-43b4-a052-3b6d8f0a2c11', name: 'Básico' },
        { id: '6a8ecad5-7f91-43b4-a052-3b6d8f0a2c12', name: 'Completo' },
      ],
    },
  ];

  return {
    contacts,
    departments,
    agents,
    tags,
    portfolios,
    portfolioContacts,
    contactCustomFields,
    subscriptions: /** @type {Subscription[]} */ ([]),
  };
}

/** Monday to Friday from 8 to 12 and from 13 to 18, Saturday until noon. @returns {OfficeHours} */
export function seedOfficeHours() {
  const morning = { startTime: '08:00', endTime: '12:00' };
  const afternoon = { startTime: '13:00', endTime: '18:00' };
  const names = ['SUNDAY', 'MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY'];
  const days = names.map((dayWeek, index) => ({
    id: `8cb0ecf7-91b3-45d6-8274-5d8fa1c2e10${index}`,
    dayWeek,
    active: dayWeek !== 'SUNDAY',
    periods: { SUNDAY: [], SATURDAY: [morning] }[dayWeek] ?? [morning, afternoon],
  }));
  return { limitHours: true, offlineResponse: 'Atendemos de segunda a sábado.', timezoneDiff: -3, days };
}
