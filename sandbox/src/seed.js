// The data that every sandbox starts with. The ids are fixed, so that programs and saved workflows can name them; the
// times are relative to the start. `sample` names what is worth naming.

/** @import { Agent, Bot, Channel, Contact, Department, Message, Session, Tag } from './types.js' */

export const companyId = '0c6e5b1a-6f0e-4c39-9d52-6a1f6f3c8a01';

const whatsappId = '7d1f3b52-9a0c-4f57-8a54-2f9b0f6f1e01';
const instagramId = '7d1f3b52-9a0c-4f57-8a54-2f9b0f6f1e02';
const messengerId = '7d1f3b52-9a0c-4f57-8a54-2f9b0f6f1e03';
const anaId = 'a3c8e2d4-51b7-4d6e-b0a9-84c1d7e5f201';
const brunoId = 'a3c8e2d4-51b7-4d6e-b0a9-84c1d7e5f202';
const carlaId = 'a3c8e2d4-51b7-4d6e-b0a9-84c1d7e5f203';
const sessionId = 'b9d0f6a1-2c4e-4b83-a7d5-1e6f8c9b0301';
const messageId = 'c5e7a9b2-8d13-4f60-9c2b-3a4d5e6f7401';
const salesId = 'd2b4c6e8-0f1a-4e3d-8c5b-7a9e1f2d3501';
const supportId = 'd2b4c6e8-0f1a-4e3d-8c5b-7a9e1f2d3502';
const vipId = 'e8f0a2c4-6b5d-4a7f-9e1c-2d3b4a5c6601';

const agent = {
  id: 'f1a3c5e7-9b2d-4c6e-8f0a-5b7d9e1c3701',
  userId: 'f1a3c5e7-9b2d-4c6e-8f0a-5b7d9e1c3702',
  name: 'Diego Ramos',
  email: 'diego@example.com',
  phoneNumber: '+55|11955550000',
};

const bots = {
  api: { id: '1b3d5f70-2a4c-4e6f-8b0d-9c1e3a5b7801', key: '1b3d5f70-2a4c-4e6f-8b0d-9c1e3a5b7811' },
  manual: { id: '1b3d5f70-2a4c-4e6f-8b0d-9c1e3a5b7802', key: '1b3d5f70-2a4c-4e6f-8b0d-9c1e3a5b7812' },
  reactive: { id: '1b3d5f70-2a4c-4e6f-8b0d-9c1e3a5b7803', key: '1b3d5f70-2a4c-4e6f-8b0d-9c1e3a5b7813' },
  unpublished: { id: '1b3d5f70-2a4c-4e6f-8b0d-9c1e3a5b7804', key: '1b3d5f70-2a4c-4e6f-8b0d-9c1e3a5b7814' },
};

export const sample = Object.freeze({
  companyId,
  /** The WhatsApp channel, and Ana Souza: she wrote an hour ago and has an open session. */
  from: '5511900000001',
  channelId: whatsappId,
  to: '5511999999999',
  contactId: anaId,
  sessionId,
  messageId,
  /** A bot that may be sent; the other three may not. */
  botKey: bots.api.key,
  botId: bots.api.id,
  botKeys: Object.freeze({
    manual: bots.manual.key,
    reactive: bots.reactive.key,
    unpublished: bots.unpublished.key,
  }),
  departmentId: salesId,
  /** The agent: sessions and assignees want `userId`, never `agentId`. */
  agentId: agent.id,
  userId: agent.userId,
  tagId: vipId,
  /** Bruno Lima never wrote: on WhatsApp only a template reaches him. */
  unreachable: '5521988887777',
  unreachableContactId: brunoId,
  instagram: Object.freeze({ channelId: instagramId, from: '@loja', to: '@carla.m', contactId: carlaId }),
  messenger: Object.freeze({ channelId: messengerId }),
});

/** @param {number} now in ms */
export function seed(now) {
  const ago = (/** @type {number} */ hours) => new Date(now - hours * 3_600_000).toISOString();
  const longAgo = { createdAt: ago(2400), updatedAt: ago(240) };
  const hourAgo = ago(1);

  /** @type {Channel[]} */
  const channels = [
    {
      id: whatsappId,
      type: 'CloudAPI_WhatsApp',
      platform: 'WhatsApp',
      number: '+55|11900000001',
      displayName: 'Loja',
      active: true,
      ...longAgo,
    },
    {
      id: instagramId,
      type: 'Instagram',
      platform: 'Instagram',
      number: '@loja',
      displayName: 'Loja no Instagram',
      active: true,
      ...longAgo,
    },
    {
      id: messengerId,
      type: 'Messenger',
      platform: 'Messenger',
      number: null,
      displayName: 'Loja no Messenger',
      active: true,
      ...longAgo,
    },
  ];

  /** @param {Pick<Contact, 'id' | 'name'> & Partial<Contact>} own @returns {Contact} */
  const contact = (own) => ({
    phoneNumber: null,
    instagram: null,
    messengerId: null,
    tagIds: [],
    status: 'ACTIVE',
    metadata: {},
    lastInboundAt: {},
    ...longAgo,
    ...own,
  });
  const contacts = [
    contact({
      id: anaId,
      name: 'Ana Souza',
      phoneNumber: '+55|11999999999',
      tagIds: [vipId],
      lastInboundAt: { [whatsappId]: hourAgo },
    }),
    contact({ id: brunoId, name: 'Bruno Lima', phoneNumber: '+55|21988887777' }),
    contact({
      id: carlaId,
      name: 'Carla Mendes',
      instagram: '@carla.m',
      lastInboundAt: { [instagramId]: ago(2) },
    }),
  ];

  /** @type {Session[]} */
  const sessions = [
    {
      id: sessionId,
      createdAt: ago(3),
      updatedAt: hourAgo,
      startAt: ago(3),
      endAt: null,
      number: '1001',
      status: 'IN_PROGRESS',
      contactId: anaId,
      channelId: whatsappId,
      departmentId: salesId,
      userId: agent.userId,
      botId: null,
      botKey: null,
      enableBot: false,
      reactivateOnNewMessage: false,
      metadata: {},
      origin: 'CONTACT',
      unreadCount: 1,
      lastMessageText: 'Oi, tudo bem?',
      lastMessageIn: hourAgo,
      lastMessageOut: null,
    },
  ];

  /** @type {Message[]} */
  const messages = [
    {
      id: messageId,
      createdAt: hourAgo,
      updatedAt: hourAgo,
      type: 'TEXT',
      sessionId,
      direction: 'FROM_HUB',
      status: 'DELIVERED',
      nextStatuses: [],
      origin: 'DEFAULT',
      text: 'Oi, tudo bem?',
      templateId: null,
      parameters: null,
      file: null,
      refId: null,
      readContactAt: null,
      failedReason: null,
      request: null,
    },
  ];

  const everywhere = { channelIds: [whatsappId, instagramId], defaultDepartmentId: salesId, ...longAgo };
  /** @type {Bot[]} */
  const seededBots = [
    {
      ...bots.api,
      name: 'Pesquisa de satisfação',
      type: 'Automation',
      publishStatus: 'READY',
      automationUsage: ['Api', 'Manual'],
      ...everywhere,
    },
    {
      ...bots.manual,
      name: 'Boas-vindas',
      type: 'Automation',
      publishStatus: 'READY',
      automationUsage: ['Manual'],
      ...everywhere,
    },
    {
      ...bots.reactive,
      name: 'Recepção',
      type: 'Reactive',
      publishStatus: 'READY',
      automationUsage: [],
      ...everywhere,
    },
    {
      ...bots.unpublished,
      name: 'Cobrança (rascunho)',
      type: 'Automation',
      publishStatus: 'NOT_PUBLISHED',
      automationUsage: ['Api'],
      ...everywhere,
    },
  ];

  /** @type {Department[]} */
  const departments = [
    { id: salesId, name: 'Vendas', isDefault: true },
    { id: supportId, name: 'Suporte', isDefault: false },
  ];

  /** @type {Agent[]} */
  const agents = [{ ...agent }];

  /** @type {Tag[]} */
  const tags = [
    { id: vipId, name: 'VIP', color: 'GREEN_500', ...longAgo },
    { id: 'e8f0a2c4-6b5d-4a7f-9e1c-2d3b4a5c6602', name: 'Inadimplente', color: 'RED_400', ...longAgo },
    { id: 'e8f0a2c4-6b5d-4a7f-9e1c-2d3b4a5c6603', name: 'Newsletter', color: 'SKY_300', ...longAgo },
  ];

  return { channels, contacts, sessions, messages, bots: seededBots, departments, agents, tags };
}
