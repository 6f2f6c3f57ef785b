// Cases of the resource panel.

import { A, B, C, D, E, entries, FIRST, ORDERED, of, PAGING, THIRD, URL } from './support.js';

const action = of('panel');
const CARD_PUT = { method: 'PUT', path: `/crm/v3/panel/card/${A}` };

/** @type {import('./support.js').Case[]} */
export const panel = [
  ...[[URL], [{ fileUrl: URL }], { fileUrl: URL }, { fileUrl: [URL] }, { fileUrls: [{ url: URL }] }].map((fileUrls) =>
    action(
      'createAnnotationFile',
      { cardId: A, fileUrls },
      { method: 'POST', path: `/crm/v1/panel/card/${A}/note`, body: { fileUrls: [URL] } },
    ),
  ),
  action(
    'createAnnotationText',
    { cardId: A, textMessage: 'Ligar' },
    { method: 'POST', path: `/crm/v1/panel/card/${A}/note`, body: { text: 'Ligar' } },
  ),
  action(
    'createCard',
    { stepPanels: A, title: 'Buffet', responsibleId: 'NOT_SEND' },
    { method: 'POST', path: '/crm/v2/panel/card', body: { stepId: A, title: 'Buffet' } },
  ),
  action(
    'createCard',
    {
      panels: B,
      stepPanels: A,
      title: 'Buffet',
      responsibleId: C,
      contactId: D,
      metadata: entries('metadata', { source: 'n8n' }),
      tagsPanel: [E],
      description: '120',
      monetaryAmount: 0,
      position: 0,
      customFieldsPanel: entries('customFields', { origin: 'x' }),
    },
    {
      method: 'POST',
      path: '/crm/v2/panel/card',
      body: {
        stepId: A,
        title: 'Buffet',
        description: '120',
        position: 0,
        responsibleUserId: C,
        tagIds: [E],
        contactIds: [D],
        monetaryAmount: 0,
        customFields: { origin: 'x' },
        metadata: { source: 'n8n' },
      },
    },
  ),
  action(
    'deleteCardAnnotation',
    { cardId: A, noteId: B },
    { method: 'DELETE', path: `/crm/v1/panel/card/${A}/note/${B}` },
  ),
  action('duplicateCard', { cardId: A }, { method: 'POST', path: `/crm/v2/panel/card/${A}/duplicate`, body: {} }),
  action(
    'duplicateCard',
    { cardId: A, stepId: B, archiveOriginalCard: true, fieldsCard: ['Amount', 'Undefined', 'Tags'] },
    {
      method: 'POST',
      path: `/crm/v2/panel/card/${A}/duplicate`,
      body: { copyToStepId: B, options: { archiveOriginalCard: true, fields: ['Amount', 'Tags'] } },
    },
  ),
  action(
    'listCardAnnotations',
    { ...PAGING, cardId: A },
    { method: 'GET', path: `/crm/v1/panel/card/${A}/note`, query: ORDERED, pages: THIRD },
  ),
  action(
    'listCards',
    { panels: A, includeArchived: false },
    { method: 'GET', path: '/crm/v2/panel/card', query: { PanelId: [A] }, pages: FIRST },
  ),
  action(
    'listCards',
    {
      ...PAGING,
      panels: A,
      stepPanels: B,
      responsibleId: C,
      contactId: D,
      textFilter: 'buffet',
      includeArchived: true,
      includeDetailsGetCards: ['Contacts'],
    },
    {
      method: 'GET',
      path: '/crm/v2/panel/card',
      query: {
        ...ORDERED,
        PanelId: [A],
        StepId: [B],
        ResponsibleUserId: [C],
        ContactId: [D],
        TextFilter: ['buffet'],
        Statuses: ['OPEN', 'WON', 'LOST', 'ARCHIVED'],
        IncludeDetails: ['Contacts'],
      },
      pages: THIRD,
    },
  ),
  action(
    'getAllPanels',
    { ...PAGING, title: 'Vendas' },
    { method: 'GET', path: '/crm/v2/panel', query: { ...ORDERED, Title: ['Vendas'] }, pages: THIRD },
  ),
  action(
    'getCardById',
    { cardId: A, includeDetailsGetCards: ['StepTitle'] },
    { method: 'GET', path: `/crm/v2/panel/card/${A}`, query: { IncludeDetails: ['StepTitle'] } },
  ),
  action(
    'getPanelById',
    { panelId: A, includeDetailsPanel: ['Cards'] },
    { method: 'GET', path: `/crm/v1/panel/${A}`, query: { IncludeDetails: ['Cards', 'Steps'] } },
  ),
  action(
    'updateCard',
    {
      cardIdUpdateCard: A,
      fieldsUpdateCard: [
        ...['Archived', 'ContactIds', 'CustomFields', 'Description', 'DueDate', 'MonetaryAmount', 'Position'],
        ...['ResponsibleUserId', 'StepId', 'TagIds', 'Title', 'SessionId', 'Metadata'],
      ],
      includeArchivedUpdateCard: true,
      contactsIdUpdateCard: [{ contactId: B }, { contactId: C }],
      customFieldsCardUpdateCard: entries('customFields', { Origem: 'x' }),
      descriptionUpdateCard: '120',
      dueDateUpdateCard: '2024-05-01T12:00:00',
      monetaryAmountUpdateCard: 0,
      positionUpdateCard: 0,
      userIdUpdateCard: D,
      stepIdUpdateCard: E,
      updateCardTagIdUpdateCard: [A],
      titleCardUpdateCard: 'Buffet',
      sessionIdUpdateCard: B,
      metadataUpdateCard: entries('metadata', { source: 'n8n' }),
    },
    {
      ...CARD_PUT,
      body: {
        stepId: E,
        title: 'Buffet',
        description: '120',
        position: 0,
        dueDate: '2024-05-01T12:00:00.000Z',
        responsibleUserId: D,
        tagIds: [A],
        contactIds: [B, C],
        sessionId: B,
        monetaryAmount: 0,
        customFields: { Origem: 'x' },
        metadata: { source: 'n8n' },
        status: 'ARCHIVED',
        fields: [
          ...['StepId', 'Title', 'Description', 'Position', 'DueDate', 'ResponsibleUserId', 'TagIds', 'ContactIds'],
          ...['SessionId', 'MonetaryAmount', 'CustomFields', 'Metadata', 'Status'],
        ],
      },
    },
  ),
  action(
    'updateCard',
    {
      cardIdUpdateCard: A,
      fieldsUpdateCard: ['Archived', 'ResponsibleUserId', 'DueDate', 'MonetaryAmount', 'ContactIds', 'CustomFields'],
      userIdUpdateCard: 'NOT_SEND',
      titleCardUpdateCard: 'not named',
    },
    {
      ...CARD_PUT,
      body: {
        status: 'OPEN',
        responsibleUserId: null,
        dueDate: null,
        monetaryAmount: null,
        contactIds: [],
        customFields: {},
        fields: ['DueDate', 'ResponsibleUserId', 'ContactIds', 'MonetaryAmount', 'CustomFields', 'Status'],
      },
    },
  ),
];
