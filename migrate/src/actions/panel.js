// Panels, their cards, and the annotations of these.

import { details, field, of, pairs, same, update } from './rows.js';

const action = of('panel');

const CARD = field('cardId', 'cardId', 'locator');

export const panel = [
  action('createAnnotationFile', 'Create Annotation File', 'createCardFileNote', {
    needs: [['cardId'], ['fileUrls']],
    fields: [CARD, field('fileUrls', 'fileUrls', 'texts')],
  }),
  action('createAnnotationText', 'Create Annotation Text', 'createCardNote', {
    needs: [['cardId'], ['text']],
    fields: [CARD, field('textMessage', 'text', 'text')],
  }),
  action('createCard', 'Create Card', 'createCard', {
    needs: [['stepId'], ['title']],
    fields: [
      field('panels', 'panelId', 'id'),
      field('stepPanels', 'stepId', 'id'),
      field('title', 'title', 'text'),
      field('responsibleId', 'additionalFields.responsibleUserId', 'id'),
      field('contactId', 'additionalFields.contactIds', 'one'),
      field('tagsPanel', 'additionalFields.tagIds', 'list'),
      ...same('text', 'additionalFields', 'description'),
      ...same('number', 'additionalFields', 'monetaryAmount', 'position'),
      pairs('customFieldsPanel', 'additionalFields.customFields', 'customFields'),
      pairs('metadata', 'additionalFields.metadata', 'metadata'),
    ],
  }),
  action('deleteCardAnnotation', 'Delete Annotation Card', 'deleteCardNote', {
    needs: [['cardId'], ['noteId']],
    empty: true,
    fields: [CARD, field('noteId', 'noteId', 'id')],
  }),
  action('duplicateCard', 'Duplicate Card', 'duplicateCard', {
    needs: [['cardId']],
    fields: [
      CARD,
      field('stepId', 'additionalFields.copyToStepId', 'id'),
      ...same('flag', 'additionalFields', 'archiveOriginalCard'),
      field('fieldsCard', 'additionalFields.fields', 'list'),
    ],
  }),
  action('listCardAnnotations', 'Get All Annotation', 'listCardNotes', {
    list: 'pages',
    needs: [['cardId']],
    fields: [CARD],
  }),
  action('listCards', 'Get All Cards', 'listCards', {
    list: 'pages',
    needs: [['panelId']],
    fields: [
      field('panels', 'panelId', 'id'),
      field('stepPanels', 'filters.stepId', 'id'),
      field('responsibleId', 'filters.responsibleUserId', 'id'),
      ...same('id', 'filters', 'contactId'),
      ...same('text', 'filters', 'textFilter'),
      field('includeArchived', 'filters.statuses', 'allStatuses'),
      details('filters', 'includeDetailsGetCards'),
    ],
  }),
  action('getAllPanels', 'Get All Panels', 'list', { list: 'pages', fields: same('text', 'filters', 'title') }),
  action('getCardById', 'Get Card By ID', 'getCard', {
    needs: [['cardId']],
    fields: [CARD, details('additionalFields', 'includeDetailsGetCards')],
  }),
  action('getPanelById', 'Get Panel By ID', 'get', {
    needs: [['panelId']],
    fields: [field('panelId', 'panelId', 'id'), details('additionalFields', 'includeDetailsPanel')],
  }),
  action('updateCard', 'Update Card', 'updateCard', {
    needs: [['cardId']],
    mask: 'fieldsUpdateCard',
    fields: [
      field('cardIdUpdateCard', 'cardId', 'locator'),
      update('Archived', 'includeArchivedUpdateCard', 'status', 'archived'),
      update('ContactIds', 'contactsIdUpdateCard', 'contactIds', 'texts'),
      update('CustomFields', 'customFieldsCardUpdateCard', 'customFields', 'pairs', {
        inner: 'customFields',
        key: 'key',
        note: 'custom_field_names',
        older: true,
      }),
      update('Description', 'descriptionUpdateCard', 'description', 'text'),
      update('DueDate', 'dueDateUpdateCard', 'dueDate', 'date'),
      update('MonetaryAmount', 'monetaryAmountUpdateCard', 'monetaryAmount', 'number'),
      update('Position', 'positionUpdateCard', 'position', 'number'),
      update('ResponsibleUserId', 'userIdUpdateCard', 'responsibleUserId', 'id'),
      update('StepId', 'stepIdUpdateCard', 'stepId', 'id'),
      update('TagIds', 'updateCardTagIdUpdateCard', 'tagIds', 'list'),
      update('Title', 'titleCardUpdateCard', 'title', 'text'),
      update('SessionId', 'sessionIdUpdateCard', 'sessionId', 'id', { note: 'session_id_written' }),
      update('Metadata', 'metadataUpdateCard', 'metadata', 'pairs', {
        inner: 'metadata',
        key: 'key',
        note: 'metadata_written',
      }),
    ],
  }),
];
