// What the trigger's form asks for.

import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

/** The documented events. The platform knows more, and sends what it likes: none is kept back for its name. */
const events: INodePropertyOptions[] = [
  { name: 'Card Created', value: 'PANEL_CARD_NEW' },
  { name: 'Card Moved', value: 'PANEL_CARD_STEP_CHANGE', description: 'To another step; Card Updated comes too' },
  { name: 'Card Note Created', value: 'PANEL_CARD_NOTE_NEW' },
  { name: 'Card Note Updated', value: 'PANEL_CARD_NOTE_UPDATE' },
  { name: 'Card Updated', value: 'PANEL_CARD_UPDATE' },
  { name: 'Contact Created', value: 'CONTACT_NEW' },
  { name: 'Contact Tags Changed', value: 'CONTACT_TAG_UPDATE' },
  { name: 'Contact Updated', value: 'CONTACT_UPDATE' },
  { name: 'Message Received', value: 'MESSAGE_RECEIVED' },
  { name: 'Message Sent', value: 'MESSAGE_SENT', description: 'By a person, a bot, a campaign or the API' },
  { name: 'Message Updated', value: 'MESSAGE_UPDATED', description: 'Its status, most often' },
  { name: 'Payment Created', value: 'PAYMENT_NEW' },
  { name: 'Payment Updated', value: 'PAYMENT_UPDATE' },
  { name: 'Session Completed', value: 'SESSION_COMPLETE' },
  { name: 'Session Created', value: 'SESSION_NEW' },
  { name: 'Session Updated', value: 'SESSION_UPDATE' },
];

const filters: INodeProperties[] = [
  {
    displayName: 'Channel Names or IDs',
    name: 'channelIds',
    type: 'multiOptions',
    typeOptions: { loadOptionsMethod: 'getChannels' },
    default: [],
    description:
      'Only messages and sessions of these channels; events of no channel, as those of contacts, start the workflow all the same. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
  },
  {
    displayName: 'Ignore Own Messages',
    name: 'ignoreOwnMessages',
    type: 'boolean',
    default: true,
    description:
      'Whether messages that your side sent start nothing: a workflow that answers would start itself again and again',
  },
];

const options: INodeProperties[] = [
  {
    displayName: 'Download Files',
    name: 'downloadFiles',
    type: 'boolean',
    default: true,
    description: 'Whether to put out the file of a message as binary data',
  },
  {
    displayName: 'Drop Repeats',
    name: 'dropRepeats',
    type: 'boolean',
    default: true,
    description:
      'Whether an event that the platform delivers again starts nothing. The last 1,000 events of an hour are remembered.',
  },
  {
    displayName: 'Include Contact',
    name: 'includeContact',
    type: 'boolean',
    default: true,
    description: 'Whether to read the contact of the event, with tags, custom fields and portfolios',
  },
  {
    displayName: 'Include Session',
    name: 'includeSession',
    type: 'boolean',
    default: true,
    description: 'Whether to read the session of the event, with its contact, channel, department and agent',
  },
  {
    displayName: 'Put Output File in Field',
    name: 'binaryPropertyName',
    type: 'string',
    default: 'data',
    hint: 'The name of the output binary field to put the file in',
    description: 'Where Download Files puts the file',
  },
];

export const properties: INodeProperties[] = [
  {
    displayName: 'Events',
    name: 'events',
    type: 'multiOptions',
    required: true,
    default: ['MESSAGE_RECEIVED'],
    description: 'What starts the workflow',
    options: events,
  },
  {
    displayName: 'Filters',
    name: 'filters',
    type: 'collection',
    placeholder: 'Add Filter',
    default: {},
    options: filters,
  },
  {
    displayName: 'Options',
    name: 'options',
    type: 'collection',
    placeholder: 'Add Option',
    default: {},
    options,
  },
];
