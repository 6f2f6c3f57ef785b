// Contacts.

import { CONTACT, details, field, of, pairs, same, update } from './rows.js';

const action = of('contact');

export const contact = [
  action('createContact', 'Create Contact', 'create', {
    needs: [['name', 'phoneNumber', 'email', 'instagram']],
    fields: [
      field('name', 'name', 'text'),
      field('phonenumber', 'phoneNumber', 'text'),
      field('email', 'email', 'text'),
      field('instagram', 'instagram', 'text'),
      ...same('text', 'additionalFields', 'annotation'),
      ...same('flag', 'additionalFields', 'upsert', 'getIfExists'),
      ...same('list', 'additionalFields', 'tagIds'),
      pairs('customFields', 'additionalFields.customFields', 'customFields'),
      pairs('metadata', 'additionalFields.metadata', 'metadata'),
    ],
  }),
  action('listContacts', 'Get All Contacts', 'list', {
    list: 'pages',
    fields: [details('filters', 'includeDetailsContacts'), field('statusContact', 'filters.status', 'id')],
  }),
  action('getContactById', 'Get By ID', 'get', {
    needs: [['contactId']],
    fields: [CONTACT, details('additionalFields', 'includeDetailsContacts')],
  }),
  action('getContactByPhone', 'Get By Phone', 'getByPhone', {
    needs: [['phone']],
    fields: [field('phonenumber', 'phone', 'text'), details('additionalFields', 'includeDetailsContacts')],
  }),
  action('updateContact', 'Update Contact', 'update', {
    needs: [['contactId']],
    mask: 'fieldsUpdateContact',
    fields: [
      CONTACT,
      update('Name', 'nameUpdateContact', 'name', 'text'),
      update('PhoneNumber', 'phonenumberUpdateContact', 'phoneNumber', 'text'),
      update('Email', 'emailUpdateContact', 'email', 'text'),
      update('Instagram', 'instagramUpdateContact', 'instagram', 'text'),
      update('Annotation', 'annotationUpdateContact', 'annotation', 'text'),
      update('Tags', 'tagsUpdateContact', 'tagIds', 'list', { note: 'tags_operation' }),
      update('Portfolio', 'portfoliosUpdateContact', 'portfolioIds', 'list'),
      update('SequenceIds', 'sequencesUpdateContact', 'sequenceIds', 'list'),
      update('Status', 'statusUpdateContact', 'status', 'status'),
      update('PictureUrl', 'pictureUrlUpdateContact', 'pictureUrl', 'text'),
      update('CustomFields', 'customFieldsUpdateContact', 'customFields', 'pairs', {
        inner: 'customFields',
        key: 'key',
      }),
      update('Metadata', 'metadataUpdateContact', 'metadata', 'pairs', {
        inner: 'metadata',
        key: 'key',
        note: 'metadata_written',
      }),
      ...['source', 'medium', 'campaign', 'content', 'headline', 'term', 'referralUrl'].map((name) =>
        update('Utm', `${name}UtmUpdateContact`, `utm.values.${name}`, 'part'),
      ),
    ],
  }),
];
