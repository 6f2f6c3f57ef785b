// The seeded data of /chat that is about sending: templates, sequences, scheduled messages.

import { shortId } from '../domain/templates.js';
import { anaId, brunoId, carlaId, diego, hoursBefore, instagramId, salesId, whatsappId } from './ids.js';

/** @import { ScheduledMessage, Sequence, SequenceContact, Template } from '../types-chat.js' */

const reminder = { id: '3f5a7c91-4e6b-4d82-a0c3-8b1d2e4f6a01', name: 'lembrete_consulta' };
const bill = { id: '7a9c1e30-5f7d-4b84-92e6-0c3f4a6b8d02', name: 'boleto_mensal' };
const sequenceId = '9b1d3f52-6a8c-4e07-b4d9-2f5a6c8e0b01';
const scheduledMessageId = 'ad2e4063-7b9d-4f18-85ca-3061d7f9b201';

export const sendingSample = {
  /** A plain text template of the WhatsApp channel, and the names of its parameters. */
  templateId: reminder.id,
  templateParams: Object.freeze(['nome', 'próximo horário']),
  /** `shortId` is the other form of an id, here of `text`; `withFile` takes a document and the parameter `[valor]`. */
  templateIds: Object.freeze({ text: reminder.id, shortId: shortId(reminder), withFile: bill.id }),
  /** Ana Souza is in it. */
  sequenceId,
  /** A template to Bruno Lima, due in two days. */
  scheduledMessageId,
};

/** @param {number} now in ms */
export function seedSending(now) {
  const ago = hoursBefore(now);
  const longAgo = { createdAt: ago(2400), updatedAt: ago(240) };

  /** @param {Pick<Template, 'id' | 'name' | 'text'> & Partial<Template>} own @returns {Template} */
  const template = (own) => ({
    archived: false,
    channelId: whatsappId,
    status: 'Approved',
    type: ['TEMPLATE', 'TEMPLATE_CAMPAIGN', 'TEMPLATE_SEQUENCE', 'TEMPLATE_SCHEDULED_MESSAGE'],
    params: [],
    fileType: null,
    quickReplyAlias: null,
    ...longAgo,
    ...own,
  });
  const templates = [
    template({
      ...reminder,
      text: 'Olá, {{nome}}! Seu próximo horário é {{próximo horário}}.',
      params: [...sendingSample.templateParams],
    }),
    template({
      ...bill,
      text: 'Segue o boleto no valor de {{[valor]}}.',
      params: ['[valor]'],
      fileType: 'DOCUMENT',
    }),
    template({
      id: 'b0d2f416-7a9c-4e38-81f5-6d7e9a0b2c03',
      name: 'codigo_acesso',
      text: 'Seu código é {{codigo}}.',
      type: ['AUTHENTICATION'],
      params: ['codigo'],
    }),
    template({
      id: 'c1e30527-8bad-4f49-9206-7e8fab1c3d04',
      name: 'promocao_natal',
      text: 'Feliz Natal, {{nome}}!',
      params: ['nome'],
      archived: true,
    }),
    template({
      id: 'd2f41638-9cbe-4050-a317-8f90bc2d4e05',
      name: 'pesquisa_nps',
      text: 'De 0 a 10, quanto você nos recomendaria?',
      status: 'InRevision',
    }),
    template({
      id: 'e3052749-adcf-4161-b428-90a1cd3e5f06',
      name: 'horario_funcionamento',
      text: 'Abrimos de segunda a sexta, das 8h às 18h.',
      channelId: instagramId,
      type: ['QUICKREPLY'],
      quickReplyAlias: 'horario',
    }),
  ];

  /** @type {Sequence[]} */
  const sequences = [
    { id: sequenceId, name: 'Boas-vindas', enabled: true, ...longAgo },
    { id: '9b1d3f52-6a8c-4e07-b4d9-2f5a6c8e0b02', name: 'Reativação de clientes', enabled: false, ...longAgo },
  ];
  /** @type {SequenceContact[]} */
  const sequenceContacts = [
    { id: '9b1d3f52-6a8c-4e07-b4d9-2f5a6c8e0b11', contactId: anaId },
    { id: '9b1d3f52-6a8c-4e07-b4d9-2f5a6c8e0b12', contactId: carlaId },
  ].map((member) => ({
    sequenceId,
    origin: 'USER_SINGLE',
    addedByUserId: diego.userId,
    lastAddedAt: longAgo.createdAt,
    ...longAgo,
    ...member,
  }));

  /** @type {Omit<ScheduledMessage, 'id' | 'contactId' | 'status' | 'scheduling'>} */
  const scheduled = {
    createdAt: ago(48),
    updatedAt: ago(48),
    sessionId: null,
    channelId: whatsappId,
    userId: diego.userId,
    departmentId: salesId,
    type: 'TEMPLATE',
    templateId: reminder.id,
    parameters: { nome: 'Bruno', 'próximo horário': 'segunda, 10h' },
    file: null,
    botKey: null,
    hiddenSession: false,
    failureReason: null,
  };
  /** @type {ScheduledMessage[]} */
  const scheduledMessages = [
    { ...scheduled, id: scheduledMessageId, contactId: brunoId, status: 'SCHEDULED', scheduling: ago(-48) },
    {
      ...scheduled,
      id: 'ad2e4063-7b9d-4f18-85ca-3061d7f9b202',
      contactId: anaId,
      parameters: { nome: 'Ana', 'próximo horário': 'quinta, 14h' },
      status: 'CANCELED',
      scheduling: ago(24),
    },
  ];

  return { templates, sequences, sequenceContacts, scheduledMessages, dispatches: [], otps: [] };
}
