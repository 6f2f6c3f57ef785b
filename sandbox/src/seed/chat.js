// The seeded data of /chat that is about conversations: channels, sessions, messages, notes, bots.

import {
  anaId,
  brunoId,
  carlaId,
  diego,
  elisa,
  hoursBefore,
  instagramId,
  messengerId,
  salesId,
  sessionId,
  supportId,
  whatsappId,
} from './ids.js';

/** @import { Bot, Channel, Message, Session, SessionNote } from '../types-chat.js' */

const messageId = 'c5e7a9b2-8d13-4f60-9c2b-3a4d5e6f7401';
const closedSessionId = 'b9d0f6a1-2c4e-4b83-a7d5-1e6f8c9b0302';
const waitingSessionId = 'b9d0f6a1-2c4e-4b83-a7d5-1e6f8c9b0305';
const sessionNoteId = 'c5e7a9b2-8d13-4f60-9c2b-3a4d5e6f7501';

const bots = {
  api: { id: '1b3d5f70-2a4c-4e6f-8b0d-9c1e3a5b7801', key: '1b3d5f70-2a4c-4e6f-8b0d-9c1e3a5b7811' },
  manual: { id: '1b3d5f70-2a4c-4e6f-8b0d-9c1e3a5b7802', key: '1b3d5f70-2a4c-4e6f-8b0d-9c1e3a5b7812' },
  reactive: { id: '1b3d5f70-2a4c-4e6f-8b0d-9c1e3a5b7803', key: '1b3d5f70-2a4c-4e6f-8b0d-9c1e3a5b7813' },
  unpublished: { id: '1b3d5f70-2a4c-4e6f-8b0d-9c1e3a5b7804', key: '1b3d5f70-2a4c-4e6f-8b0d-9c1e3a5b7814' },
};

export const chatSample = {
  /** The WhatsApp channel, and Ana Souza: she wrote an hour ago and has an open session. */
  from: '5511900000001',
  channelId: whatsappId,
  sessionId,
  messageId,
  /** An agent's note in it. */
  sessionNoteId,
  /** Carla Mendes's, completed. */
  closedSessionId,
  /** A bot that may be sent; the other three may not. */
  botKey: bots.api.key,
  botId: bots.api.id,
  botKeys: Object.freeze({
    manual: bots.manual.key,
    reactive: bots.reactive.key,
    unpublished: bots.unpublished.key,
  }),
  instagram: Object.freeze({ channelId: instagramId, from: '@loja', to: '@carla.m', contactId: carlaId }),
  messenger: Object.freeze({ channelId: messengerId }),
};

/** @param {number} now in ms */
export function seedChat(now) {
  const ago = hoursBefore(now);
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

  /** @param {Pick<Session, 'id' | 'createdAt' | 'number' | 'status' | 'contactId' | 'channelId'> & Partial<Session>} own @returns {Session} */
  const session = (own) => ({
    updatedAt: own.lastMessageIn ?? own.createdAt,
    startAt: own.createdAt,
    endAt: null,
    departmentId: null,
    userId: null,
    botId: null,
    botKey: null,
    enableBot: false,
    reactivateOnNewMessage: false,
    classification: null,
    metadata: {},
    origin: 'CONTACT',
    unreadCount: 0,
    lastMessageText: null,
    lastMessageIn: null,
    lastMessageOut: null,
    ...own,
  });
  // In the order of their creation: the last one of a contact on a channel is the one that counts.
  const sessions = [
    session({
      id: 'b9d0f6a1-2c4e-4b83-a7d5-1e6f8c9b0303',
      number: '1001',
      createdAt: ago(480),
      endAt: ago(470),
      status: 'COMPLETED',
      contactId: anaId,
      channelId: whatsappId,
      departmentId: supportId,
      userId: elisa.userId,
      classification: {
        id: 'b9d0f6a1-2c4e-4b83-a7d5-1e6f8c9b0391',
        category: 'INFO',
        description: 'Dúvida sobre entrega',
        amount: 0,
      },
    }),
    session({
      id: closedSessionId,
      number: '1002',
      createdAt: ago(240),
      endAt: ago(230),
      status: 'COMPLETED',
      contactId: carlaId,
      channelId: instagramId,
      departmentId: salesId,
      userId: diego.userId,
      classification: {
        id: 'b9d0f6a1-2c4e-4b83-a7d5-1e6f8c9b0392',
        category: 'WON',
        description: 'Venda concluída',
        amount: 350,
      },
      metadata: { pedido: '1042' },
      lastMessageText: 'Perfeito, obrigada!',
      lastMessageIn: ago(231),
    }),
    session({
      id: 'b9d0f6a1-2c4e-4b83-a7d5-1e6f8c9b0304',
      number: '1003',
      createdAt: ago(120),
      endAt: ago(96),
      status: 'COMPLETED',
      contactId: brunoId,
      channelId: whatsappId,
      origin: 'API',
    }),
    session({
      id: waitingSessionId,
      number: '1004',
      createdAt: ago(5),
      status: 'PENDING',
      contactId: carlaId,
      channelId: messengerId,
      departmentId: supportId,
      unreadCount: 1,
      lastMessageText: 'Vocês abrem no sábado?',
      lastMessageIn: ago(5),
    }),
    session({
      id: 'b9d0f6a1-2c4e-4b83-a7d5-1e6f8c9b0306',
      number: '1005',
      createdAt: ago(4),
      status: 'STARTED',
      contactId: anaId,
      channelId: messengerId,
      botId: bots.reactive.id,
    }),
    session({
      id: 'b9d0f6a1-2c4e-4b83-a7d5-1e6f8c9b0307',
      number: '1006',
      createdAt: ago(3.5),
      status: 'HIDDEN',
      contactId: brunoId,
      channelId: messengerId,
      origin: 'API',
    }),
    session({
      id: sessionId,
      number: '1007',
      createdAt: ago(3),
      status: 'IN_PROGRESS',
      contactId: anaId,
      channelId: whatsappId,
      departmentId: salesId,
      userId: diego.userId,
      unreadCount: 1,
      lastMessageText: 'Oi, tudo bem?',
      lastMessageIn: hourAgo,
    }),
  ];

  /** @param {Pick<Message, 'id' | 'createdAt' | 'sessionId' | 'text'>} own @returns {Message} */
  const fromContact = (own) => ({
    updatedAt: own.createdAt,
    type: 'TEXT',
    direction: 'FROM_HUB',
    status: 'DELIVERED',
    nextStatuses: [],
    origin: 'DEFAULT',
    templateId: null,
    parameters: null,
    file: null,
    refId: null,
    readContactAt: null,
    sentAt: null,
    failedReason: null,
    senderId: null,
    callbackUrl: null,
    request: null,
    ...own,
  });
  const messages = [
    fromContact({
      id: 'c5e7a9b2-8d13-4f60-9c2b-3a4d5e6f7402',
      createdAt: ago(240),
      sessionId: closedSessionId,
      text: 'Oi! Ainda tem o vestido azul?',
    }),
    fromContact({
      id: 'c5e7a9b2-8d13-4f60-9c2b-3a4d5e6f7403',
      createdAt: ago(231),
      sessionId: closedSessionId,
      text: 'Perfeito, obrigada!',
    }),
    fromContact({
      id: 'c5e7a9b2-8d13-4f60-9c2b-3a4d5e6f7404',
      createdAt: ago(5),
      sessionId: waitingSessionId,
      text: 'Vocês abrem no sábado?',
    }),
    fromContact({ id: messageId, createdAt: hourAgo, sessionId, text: 'Oi, tudo bem?' }),
  ];

  /** @type {SessionNote[]} */
  const sessionNotes = [
    {
      id: sessionNoteId,
      createdAt: ago(2),
      updatedAt: ago(2),
      sessionId,
      text: 'Cliente prefere contato pela manhã.',
      files: [],
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

  return { channels, sessions, messages, sessionNotes, bots: seededBots };
}
