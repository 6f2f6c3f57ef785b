// Cases of the resource contact.

import { A, B, C, entries, FIRST, ORDERED, of, PAGING, PHONE, THIRD } from './support.js';

const action = of('contact');
const CONTACT_PUT = { method: 'PUT', path: `/core/v2/contact/${A}` };

/** @type {import('./support.js').Case[]} */
export const contact = [
  action('createContact', { name: 'Ana' }, { method: 'POST', path: '/core/v1/contact', body: { name: 'Ana' } }),
  action(
    'createContact',
    {
      name: 'Ana',
      phonenumber: PHONE,
      email: 'ana@example.com',
      instagram: 'ana',
      annotation: 'Quente',
      upsert: true,
      getIfExists: true,
      tagIds: [A, B],
      customFields: entries('customFields', { size: 'M' }),
      metadata: entries('metadata', { source: 'n8n' }),
    },
    {
      method: 'POST',
      path: '/core/v1/contact',
      body: {
        name: 'Ana',
        phoneNumber: PHONE,
        email: 'ana@example.com',
        instagram: 'ana',
        annotation: 'Quente',
        tagIds: [A, B],
        customFields: { size: 'M' },
        metadata: { source: 'n8n' },
        options: { upsert: true, getIfExists: true },
      },
    },
  ),
  action('listContacts', {}, { method: 'GET', path: '/core/v1/contact', pages: FIRST }),
  action(
    'listContacts',
    { ...PAGING, includeDetailsContacts: ['Tags', 'CustomFields'], statusContact: 'BLOCKED' },
    {
      method: 'GET',
      path: '/core/v1/contact',
      query: { ...ORDERED, IncludeDetails: ['Tags', 'CustomFields'], Status: ['BLOCKED'] },
      pages: THIRD,
    },
  ),
  action(
    'getContactById',
    { contactId: A, includeDetailsContacts: ['Tags'] },
    { method: 'GET', path: `/core/v1/contact/${A}`, query: { IncludeDetails: ['Tags'] } },
  ),
  action(
    'getContactByPhone',
    { phonenumber: PHONE, includeDetailsContacts: ['Tags'] },
    { method: 'GET', path: `/core/v1/contact/phonenumber/${PHONE}`, query: { IncludeDetails: ['Tags'] } },
  ),
  action(
    'updateContact',
    {
      contactId: A,
      fieldsUpdateContact: [
        ...['Name', 'PhoneNumber', 'Email', 'Instagram', 'Annotation', 'Tags', 'Portfolio', 'SequenceIds', 'Status'],
        ...['PictureUrl', 'CustomFields', 'Metadata', 'Utm'],
      ],
      nameUpdateContact: 'Ana',
      phonenumberUpdateContact: PHONE,
      emailUpdateContact: 'ana@example.com',
      instagramUpdateContact: 'ana',
      annotationUpdateContact: 'Quente',
      tagsUpdateContact: [A],
      portfoliosUpdateContact: [B],
      sequencesUpdateContact: [C],
      statusUpdateContact: 'ARCHIVED',
      pictureUrlUpdateContact: 'https://example.com/ana.png',
      customFieldsUpdateContact: entries('customFields', { size: 'M' }),
      metadataUpdateContact: entries('metadata', { source: 'n8n' }),
      sourceUtmUpdateContact: 'google',
      mediumUtmUpdateContact: 'cpc',
      campaignUtmUpdateContact: 'may',
      contentUtmUpdateContact: 'a',
      headlineUtmUpdateContact: 'b',
      termUtmUpdateContact: 'c',
      referralUrlUtmUpdateContact: 'https://example.com/',
    },
    {
      ...CONTACT_PUT,
      body: {
        name: 'Ana',
        phoneNumber: PHONE,
        email: 'ana@example.com',
        instagram: 'ana',
        annotation: 'Quente',
        tagIds: [A],
        portfolioIds: [B],
        sequenceIds: [C],
        status: 'ARCHIVED',
        pictureUrl: 'https://example.com/ana.png',
        customFields: { size: 'M' },
        metadata: { source: 'n8n' },
        utm: {
          source: 'google',
          medium: 'cpc',
          campaign: 'may',
          content: 'a',
          headline: 'b',
          term: 'c',
          referralUrl: 'https://example.com/',
        },
        fields: [
          ...['Name', 'PhoneNumber', 'Email', 'Instagram', 'Annotation', 'Tags', 'Portfolio', 'SequenceIds'],
          ...['CustomFields', 'Metadata', 'Status', 'PictureUrl', 'Utm'],
        ],
      },
    },
  ),
  action(
    'updateContact',
    { contactId: A, fieldsUpdateContact: ['Name', 'Tags', 'PictureUrl'], emailUpdateContact: 'not@named.com' },
    { ...CONTACT_PUT, body: { name: null, tagIds: [], pictureUrl: null, fields: ['Name', 'Tags', 'PictureUrl'] } },
  ),
  action(
    'updateContact',
    { contactId: A, fieldsUpdateContact: ['Utm', 'Name'], nameUpdateContact: 'Ana' },
    { ...CONTACT_PUT, body: { name: 'Ana', fields: ['Utm', 'Name'] } },
  ),
];
