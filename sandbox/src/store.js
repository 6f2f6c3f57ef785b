// Everything that the sandbox remembers: plain maps by id, and the look-ups that fail the way the API does.

import { notFound } from './errors.js';
import { seed } from './seed.js';

/** @import { Agent, Bot, BotSend, Channel, Contact, Department, Message, Session, StoredFile, Tag, Upload } from './types.js' */

const defaultUploadTtl = 15 * 60_000;

export class Store {
  /** @type {Map<string, Channel>} */ channels = new Map();
  /** @type {Map<string, Contact>} */ contacts = new Map();
  /** @type {Map<string, Session>} */ sessions = new Map();
  /** @type {Map<string, Message>} in the order of their arrival */ messages = new Map();
  /** @type {Map<string, Upload>} by tempFileId */ uploads = new Map();
  /** @type {Map<string, StoredFile>} */ files = new Map();
  /** @type {Map<string, Bot>} by key */ bots = new Map();
  /** @type {Map<string, Department>} */ departments = new Map();
  /** @type {Map<string, Agent>} by userId */ agents = new Map();
  /** @type {Map<string, Tag>} */ tags = new Map();
  /** @type {BotSend[]} */ botSends = [];
  /** How long a fresh upload URL lives, in ms; 0 makes the next ones expired. */ uploadTtl = defaultUploadTtl;

  constructor() {
    this.reset();
  }

  /** Back to the seeded data. */
  reset() {
    const data = seed(Date.now());
    this.channels = byKey(data.channels, ({ id }) => id);
    this.contacts = byKey(data.contacts, ({ id }) => id);
    this.sessions = byKey(data.sessions, ({ id }) => id);
    this.messages = byKey(data.messages, ({ id }) => id);
    this.uploads = new Map();
    this.files = new Map();
    this.bots = byKey(data.bots, ({ key }) => key);
    this.departments = byKey(data.departments, ({ id }) => id);
    this.agents = byKey(data.agents, ({ userId }) => userId);
    this.tags = byKey(data.tags, ({ id }) => id);
    this.botSends = [];
    this.uploadTtl = defaultUploadTtl;
  }

  /** @param {string} id */
  channel(id) {
    return required(this.channels.get(id), 'Canal não encontrado');
  }

  /** @param {string} id */
  contact(id) {
    return required(this.contacts.get(id), 'Contato não encontrado');
  }

  /** @param {string | undefined} id as the client spelt it: ids are compared without regard to case */
  session(id) {
    return required(this.sessions.get(String(id).toLowerCase()), 'Atendimento não encontrado');
  }

  /** @param {string | undefined} id */
  message(id) {
    return required(this.messages.get(String(id).toLowerCase()), 'Mensagem não encontrada');
  }

  /** @param {string} id */
  file(id) {
    return required(this.files.get(id.toLowerCase()), 'Arquivo não encontrado');
  }

  /** @param {string} key */
  bot(key) {
    return required(this.bots.get(key.toLowerCase()), 'Chatbot não encontrado');
  }
}

/** @template T @param {T | undefined} found @param {string} text @returns {T} */
export function required(found, text) {
  if (found === undefined) throw notFound(text);
  return found;
}

/** @template T @param {T[]} items @param {(item: T) => string} key */
function byKey(items, key) {
  return new Map(items.map((item) => [key(item), item]));
}
