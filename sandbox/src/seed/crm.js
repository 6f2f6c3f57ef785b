// The seeded data of /crm: panels, their custom fields, cards and notes.

import { anaId, brunoId, carlaId, diego, elisa, hoursBefore, sessionId, systemUserId } from './ids.js';

/** @import { CustomField } from '../types.js' */
/** @import { Card, CardNote, Panel } from '../types-chat.js' */

const salesPanelId = '50718293-a4b5-4c6d-8e7f-90a1b2c3d401';
const supportPanelId = '50718293-a4b5-4c6d-8e7f-90a1b2c3d402';
const steps = {
  first: '6182930a-b5c6-4d7e-9f80-a1b2c3d4e501',
  second: '6182930a-b5c6-4d7e-9f80-a1b2c3d4e502',
  done: '6182930a-b5c6-4d7e-9f80-a1b2c3d4e503',
  open: '6182930a-b5c6-4d7e-9f80-a1b2c3d4e504',
  solved: '6182930a-b5c6-4d7e-9f80-a1b2c3d4e505',
};
const tags = { hot: '72930a1b-c6d7-4e8f-a091-b2c3d4e5f601', big: '72930a1b-c6d7-4e8f-a091-b2c3d4e5f602' };
const lostReasonId = '830a1b2c-d7e8-4f90-b1a2-c3d4e5f60701';
const cardId = '940b2c3d-e8f9-4a01-82b3-d4e5f6071801';
const noteId = 'a51c3d4e-f90a-4b12-93c4-e5f607182901';

export const crmSample = {
  /** A panel of sales. */
  panelId: salesPanelId,
  stepIds: Object.freeze({ first: steps.first, second: steps.second, done: steps.done }),
  panelTagIds: Object.freeze([tags.hot, tags.big]),
  /** A custom field of the panel that takes a text. */
  panelCustomFieldKey: 'origem',
  lostReasonId,
  /** An open card in the first step, of Ana Souza, with one note. */
  cardId,
  noteId,
};

/** @param {number} now in ms */
export function seedCrm(now) {
  const ago = hoursBefore(now);
  const longAgo = { createdAt: ago(2400), updatedAt: ago(240) };

  /** @param {string} id @param {string} title @param {number} position @param {{ isInitial?: boolean, isFinal?: boolean }} [phase] */
  const step = (id, title, position, { isInitial = false, isFinal = false } = {}) => ({
    id,
    title,
    position,
    isInitial,
    isFinal,
    ...longAgo,
  });
  /** @type {Panel[]} */
  const panels = [
    {
      id: salesPanelId,
      title: 'Funil de vendas',
      description: 'Oportunidades da equipe de vendas',
      key: 'VEN',
      type: 'SALES',
      steps: [
        step(steps.first, 'Novo', 1, { isInitial: true }),
        step(steps.second, 'Em negociação', 2),
        step(steps.done, 'Fechado', 3, { isFinal: true }),
      ],
      tags: [
        { id: tags.hot, name: 'Quente', bgColor: '#D32F2F', ...longAgo },
        { id: tags.big, name: 'Conta grande', bgColor: '#1976D2', ...longAgo },
      ],
      lostReasons: [
        { id: lostReasonId, description: 'Preço', ...longAgo },
        { id: '830a1b2c-d7e8-4f90-b1a2-c3d4e5f60702', description: 'Sem resposta', ...longAgo },
      ],
      ...longAgo,
    },
    {
      id: supportPanelId,
      title: 'Pós-venda',
      description: null,
      key: 'POS',
      type: 'MANAGEMENT',
      steps: [
        step(steps.open, 'Aberto', 1, { isInitial: true }),
        step(steps.solved, 'Resolvido', 2, { isFinal: true }),
      ],
      tags: [{ id: '72930a1b-c6d7-4e8f-a091-b2c3d4e5f603', name: 'Quente', bgColor: '#D32F2F', ...longAgo }],
      lostReasons: [],
      createdAt: ago(2300),
      updatedAt: ago(230),
    },
  ];

  /** @param {string} id @param {Pick<CustomField, 'name' | 'key' | 'position' | 'type'> & Partial<CustomField>} own @returns {CustomField} */
  const field = (id, own) => ({
    id,
    parentId: null,
    entityType: 'PANEL',
    scopeId: salesPanelId,
    options: null,
    ...longAgo,
    ...own,
  });
  const groupId = 'b62d4e5f-0a1b-4c23-a4d5-f60718293a01';
  const panelCustomFields = [
    field(groupId, { type: 'GROUP', name: 'Negócio', key: 'negocio', position: 1 }),
    field('b62d4e5f-0a1b-4c23-a4d5-f60718293a02', {
      parentId: groupId,
      type: 'STRING',
      name: 'Origem',
      key: 'origem',
      position: 1,
    }),
    field('b62d4e5f-0a1b-4c23-a4d5-f60718293a03', {
      parentId: groupId,
      type: 'DATE',
      name: 'Previsão de fechamento',
      key: 'previsao',
      position: 2,
    }),
    field('b62d4e5f-0a1b-4c23-a4d5-f60718293a04', { type: 'INTEGER', name: 'Parcelas', key: 'parcelas', position: 2 }),
    field('b62d4e5f-0a1b-4c23-a4d5-f60718293a05', {
      type: 'STRING',
      name: 'Origem',
      key: 'origem',
      position: 1,
      scopeId: supportPanelId,
    }),
  ];

  /** @param {number} number @param {Pick<Card, 'title' | 'stepId'> & Partial<Card>} own @returns {Card} */
  const card = (number, own) => ({
    id: `940b2c3d-e8f9-4a01-82b3-d4e5f60718${String(number).padStart(2, '0')}`,
    createdAt: ago(200 - number),
    updatedAt: ago(100 - number),
    panelId: salesPanelId,
    number,
    position: number,
    description: null,
    dueDate: null,
    responsibleUserId: diego.userId,
    tagIds: [],
    contactIds: [],
    sessionId: null,
    monetaryAmount: null,
    customFields: {},
    metadata: {},
    status: 'OPEN',
    lostReasonId: null,
    ...own,
  });
  const inSupport = { panelId: supportPanelId, responsibleUserId: elisa.userId };
  const cards = [
    card(1, {
      id: cardId,
      stepId: steps.first,
      title: 'Vestido de festa',
      description: 'Quer experimentar na loja.',
      dueDate: ago(-72),
      tagIds: [tags.hot],
      contactIds: [anaId],
      sessionId,
      monetaryAmount: 890.5,
      customFields: { origem: ['Instagram'] },
      metadata: { utm_source: 'instagram' },
    }),
    card(2, { stepId: steps.first, title: 'Uniformes da escola', contactIds: [brunoId], monetaryAmount: 4200 }),
    card(3, { stepId: steps.second, title: 'Enxoval', dueDate: ago(24), contactIds: [carlaId], monetaryAmount: 1500 }),
    card(4, { stepId: steps.second, title: 'Revenda no interior', tagIds: [tags.big], responsibleUserId: null }),
    card(5, {
      stepId: steps.done,
      title: 'Vestido azul',
      contactIds: [carlaId],
      monetaryAmount: 350,
      status: 'WON',
    }),
    card(6, { stepId: steps.second, title: 'Fantasias', status: 'LOST', lostReasonId }),
    card(7, { stepId: steps.first, title: 'Orçamento antigo', status: 'ARCHIVED' }),
    card(8, { ...inSupport, number: 1, stepId: steps.open, title: 'Troca de tamanho', contactIds: [carlaId] }),
    card(9, { ...inSupport, number: 2, stepId: steps.solved, title: 'Atraso na entrega', contactIds: [anaId] }),
  ];

  /** @type {CardNote[]} */
  const cardNotes = [
    {
      id: noteId,
      createdAt: ago(90),
      updatedAt: ago(90),
      cardId,
      userId: systemUserId,
      text: 'Prefere a cor vinho.',
      files: [],
      isFromPublicApi: true,
    },
  ];

  return { panels, panelCustomFields, cards, cardNotes };
}
