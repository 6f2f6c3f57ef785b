// Everything that the sandbox remembers: plain maps by id, and the look-ups that fail the way the API does.

import { notFound } from './errors.js';
import { Outbox } from './outbox.js';
import { seed, seedOfficeHours } from './seed/index.js';

/** @import { Agent, Contact, CustomField, Department, Portfolio, PortfolioContact, StoredFile, Subscription, Tag, Upload } from './types.js' */
/** @import { Bot, BotSend, Card, CardNote, Channel, Dispatch, Message, Otp, Panel, ScheduledMessage, Sequence, SequenceContact, Session, SessionNote, Template } from './types-chat.js' */

const defaultUploadTtl = 15 * 60_000;

export class Store {
  /** @type {Map<string, Agent>} by userId */ agents = new Map();
  /** @type {Map<string, Bot>} by key */ bots = new Map();
  /** @type {Map<string, CardNote>} */ cardNotes = new Map();
  /** @type {Map<string, Card>} */ cards = new Map();
  /** @type {Map<string, Channel>} */ channels = new Map();
  /** @type {Map<string, CustomField>} */ contactCustomFields = new Map();
  /** @type {Map<string, Contact>} */ contacts = new Map();
  /** @type {Map<string, Department>} */ departments = new Map();
  /** @type {Map<string, Dispatch>} */ dispatches = new Map();
  /** @type {Map<string, StoredFile>} */ files = new Map();
  /** @type {Map<string, Message>} in the order of their arrival */ messages = new Map();
  /** @type {Map<string, Otp>} */ otps = new Map();
  /** @type {Map<string, CustomField>} */ panelCustomFields = new Map();
  /** @type {Map<string, Panel>} */ panels = new Map();
  /** @type {Map<string, PortfolioContact>} */ portfolioContacts = new Map();
  /** @type {Map<string, Portfolio>} */ portfolios = new Map();
  /** @type {Map<string, ScheduledMessage>} */ scheduledMessages = new Map();
  /** @type {Map<string, SequenceContact>} */ sequenceContacts = new Map();
  /** @type {Map<string, Sequence>} */ sequences = new Map();
  /** @type {Map<string, SessionNote>} */ sessionNotes = new Map();
  /** @type {Map<string, Session>} */ sessions = new Map();
  /** @type {Map<string, Subscription>} to webhooks */ subscriptions = new Map();
  /** @type {Map<string, Tag>} */ tags = new Map();
  /** @type {Map<string, Template>} */ templates = new Map();
  /** @type {Map<string, Upload>} by tempFileId */ uploads = new Map();
  /** @type {BotSend[]} */ botSends = [];
  officeHours = seedOfficeHours();
  /** How long a fresh upload URL lives, in ms; 0 makes the next ones expired. */ uploadTtl = defaultUploadTtl;
  /** How often each webhook is delivered beyond the first time. */ webhookRepeats = 0;
  outbox = new Outbox();

  constructor() {
    this.reset();
  }

  /** Back to the seeded data. */
  reset() {
    this.outbox.clear();
    const { agents, bots, ...rest } = seed(Date.now());
    for (const [kind, things] of Object.entries(rest)) {
      Object.assign(this, { [kind]: new Map(things.map((/** @type {{ id: string }} */ thing) => [thing.id, thing])) });
    }
    this.agents = new Map(agents.map((agent) => [agent.userId, agent]));
    this.bots = new Map(bots.map((bot) => [bot.key, bot]));
    this.files = new Map();
    this.uploads = new Map();
    this.botSends = [];
    this.uploadTtl = defaultUploadTtl;
    this.webhookRepeats = 0;
    this.officeHours = seedOfficeHours();
  }

  /** @param {string | undefined} id of the agent, not of the user */
  agent(id) {
    const found = [...this.agents.values()].find((agent) => agent.id === key(id));
    return required(found, 'Agente não encontrado');
  }

  /** @param {string | undefined} userId the agent behind it */
  user(userId) {
    return look(this.agents, userId, 'Usuário não encontrado');
  }

  /** @param {string | undefined} botKey */
  bot(botKey) {
    return look(this.bots, botKey, 'Chatbot não encontrado');
  }

  /** @param {string | undefined} id */
  card(id) {
    return look(this.cards, id, 'Card não encontrado');
  }

  /** @param {string | undefined} id */
  cardNote(id) {
    return look(this.cardNotes, id, 'Nota não encontrada');
  }

  /** @param {string | undefined} id */
  channel(id) {
    return look(this.channels, id, 'Canal não encontrado');
  }

  /** @param {string | undefined} id */
  contact(id) {
    return look(this.contacts, id, 'Contato não encontrado');
  }

  /** @param {string | undefined} id */
  department(id) {
    return look(this.departments, id, 'Departamento não encontrado');
  }

  /** @param {string | undefined} id */
  file(id) {
    return look(this.files, id, 'Arquivo não encontrado');
  }

  /** @param {string | undefined} id */
  message(id) {
    return look(this.messages, id, 'Mensagem não encontrada');
  }

  /** @param {string | undefined} id */
  panel(id) {
    return look(this.panels, id, 'Painel não encontrado');
  }

  /** @param {string | undefined} id */
  portfolio(id) {
    return look(this.portfolios, id, 'Carteira não encontrada');
  }

  /** @param {string | undefined} id */
  scheduledMessage(id) {
    return look(this.scheduledMessages, id, 'Mensagem agendada não encontrada');
  }

  /** @param {string | undefined} id */
  sequence(id) {
    return look(this.sequences, id, 'Sequência não encontrada');
  }

  /** @param {string | null | undefined} id */
  session(id) {
    return look(this.sessions, id, 'Atendimento não encontrado');
  }

  /** @param {string | undefined} id */
  sessionNote(id) {
    return look(this.sessionNotes, id, 'Nota não encontrada');
  }

  /** @param {string | undefined} id */
  subscription(id) {
    return look(this.subscriptions, id, 'Assinatura de webhook não encontrada');
  }

  /** @param {string | undefined} id */
  tag(id) {
    return look(this.tags, id, 'Etiqueta não encontrada');
  }

  /** @param {string | undefined} id */
  template(id) {
    return look(this.templates, id, 'Template não encontrado');
  }
}

/** @template T @param {T | undefined} found @param {string} text @returns {T} */
export function required(found, text) {
  if (found === undefined) throw notFound(text);
  return found;
}

/**
 * Ids are compared without regard to case.
 * @template T
 * @param {Map<string, T>} things
 * @param {string | null | undefined} id as the client spelt it
 * @param {string} text when there is none
 */
function look(things, id, text) {
  return required(things.get(key(id)), text);
}

/** @param {string | null | undefined} id */
const key = (id) => String(id).toLowerCase();
