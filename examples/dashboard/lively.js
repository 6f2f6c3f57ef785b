// Life for the sandbox: a shop with some dozens of contacts, their conversations and cards, and, unless it is quiet, contacts who
// write now and then, answer, and read. The same seed gives the same shop.

import { dialogues, people, replies, titles } from './lively-texts.js';
import { mediaFiles } from './media.js';

/** @import { Sandbox } from 'wts-chat-sandbox' */
/** @typedef {ReturnType<typeof randomOf>} Random */
/** @typedef {Sandbox['state']} State */
/** @template {Map<string, unknown>} M @typedef {M extends Map<string, infer V> ? V : never} Of */
/** @typedef {Of<State['contacts']>} Contact */
/** @typedef {Of<State['sessions']>} Session */
/** @typedef {Of<State['messages']>} Message */
/** @typedef {Of<State['cards']>} Card */

/**
 * @typedef {object} LifeOptions
 * @property {number} [seed] a whole number
 * @property {boolean} [quiet] nobody writes by themselves
 * @property {string} [media] where contacts' files are; without it they send none
 * @property {number} [every] milliseconds between two things that happen, about
 */

const minute = 60_000;

/** In the order in which most of them are seen. @type {Session['status'][]} */
const statuses = ['IN_PROGRESS', 'PENDING', 'IN_PROGRESS', 'COMPLETED', 'PENDING', 'STARTED', 'COMPLETED', 'HIDDEN'];

/** @param {Sandbox} sandbox @param {LifeOptions} [options] */
export function startLife(sandbox, { seed = 1, quiet = false, media = '', every = 7000 } = {}) {
  const random = randomOf(seed);
  const shop = furnish(sandbox.state, random, media);
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  let isOver = false;
  const stop = () => {
    isOver = true;
    clearTimeout(timer);
  };
  const next = () => {
    if (isOver) return;
    timer = setTimeout(
      () => {
        happen(sandbox, random, shop).then(next, next);
      },
      every * (0.5 + random.next()),
    );
    timer.unref();
  };
  if (!quiet) next();
  return { stop };
}

/**
 * Fills the state.
 * @param {State} state @param {Random} random @param {string} media
 */
function furnish(state, random, media) {
  const start = Date.now();
  const contacts = people.map((name, index) => addContact(state, random, name, index, start));
  const channels = [...state.channels.values()];
  contacts.forEach((contact, index) => {
    const usable = channels.filter(({ platform }) => platform !== 'Instagram' || contact.instagram);
    const channel = index % 4 === 3 ? random.pick(usable) : usable[0];
    const status = statuses[index % statuses.length] ?? 'PENDING';
    if (channel) converse(state, random, { contact, channel, status, index, start, media });
  });
  contacts.forEach((contact, index) => {
    if (index % 2 === 0) addCard(state, random, contact, index, start);
  });
  return { contacts };
}

/** @param {State} state @param {Random} random @param {string} name @param {number} index @param {number} start @returns {Contact} */
function addContact(state, random, name, index, start) {
  const createdAt = new Date(start - (index + 3) * 26 * 60 * minute).toISOString();
  const handle = plain(name).replaceAll(' ', '.');
  const tags = [...state.tags.keys()].filter(() => random.next() < 0.25);
  /** @type {Contact} */
  const contact = {
    id: random.uuid(),
    createdAt,
    updatedAt: createdAt,
    name,
    phoneNumber: `+55|${random.pick(['11', '21', '31', '51', '81'])}9${String(81000000 + random.below(18000000))}`,
    email: index % 3 === 0 ? `${handle}@example.com` : null,
    instagram: index % 4 === 3 ? `@${handle}` : null,
    messengerId: index % 4 === 3 ? String(24680200000 + index) : null,
    annotation: null,
    pictureUrl: null,
    tagIds: tags,
    status: 'ACTIVE',
    origin: 'CREATED_FROM_HUB',
    utm: null,
    customFields: {},
    metadata: {},
    lastInboundAt: {},
  };
  state.contacts.set(contact.id, contact);
  return contact;
}

/**
 * A session with a dialogue as far as its status is.
 * @param {State} state @param {Random} random
 * @param {{ contact: Contact, channel: Of<State['channels']>, status: Session['status'], index: number, start: number, media: string }} about
 */
function converse(state, random, { contact, channel, status, index, start, media }) {
  const dialogue = dialogues[index % dialogues.length] ?? [];
  const attended = status === 'IN_PROGRESS' || status === 'COMPLETED';
  // Who waits has only written; who is attended to has been answered.
  const turns = attended ? dialogue : dialogue.filter(({ ours }) => !ours).slice(0, status === 'STARTED' ? 1 : 2);
  const isOld = status === 'COMPLETED' || status === 'HIDDEN';
  const ended = start - (isOld ? (30 + index * 9) * 60 : 3 + index * 11) * minute;
  const began = ended - turns.length * 4 * minute;
  const agents = [...state.agents.values()];
  const departments = [...state.departments.keys()];
  const at = (/** @type {number} */ time) => new Date(time).toISOString();
  /** @type {Session} */
  const session = {
    id: random.uuid(),
    createdAt: at(began),
    updatedAt: at(ended),
    startAt: at(began),
    endAt: status === 'COMPLETED' ? at(ended) : null,
    status,
    number: String(1001 + state.sessions.size),
    contactId: contact.id,
    channelId: channel.id,
    departmentId: status === 'STARTED' ? null : (departments[index % departments.length] ?? null),
    userId: attended ? (agents[index % agents.length]?.userId ?? null) : null,
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
  };
  state.sessions.set(session.id, session);
  turns.forEach(({ ours = false, text, file: name }, turn) => {
    const file = name && media ? fileOf(random, name, media) : null;
    if (!text && !file) return;
    const time = at(began + (turn + 1) * 4 * minute);
    say(state, random, session, { ours, text: text ?? null, file, time });
    if (!ours) contact.lastInboundAt[channel.id] = time;
    session.unreadCount = ours || isOld ? 0 : session.unreadCount + 1;
  });
}

/**
 * @param {State} state @param {Random} random @param {Session} session
 * @param {{ ours: boolean, text: string | null, file: Message['file'], time: string }} what
 */
function say(state, random, session, { ours, text, file, time }) {
  /** @type {Message} */
  const message = {
    id: random.uuid(),
    createdAt: time,
    updatedAt: time,
    sessionId: session.id,
    type: file ? (file.type === 'IMAGE' ? 'IMAGE' : 'DOCUMENT') : 'TEXT',
    direction: ours ? 'TO_HUB' : 'FROM_HUB',
    origin: ours ? 'API' : 'DEFAULT',
    status: ours ? 'READ' : 'DELIVERED',
    nextStatuses: [],
    text,
    templateId: null,
    parameters: null,
    file,
    refId: null,
    readContactAt: ours ? time : null,
    sentAt: ours ? time : null,
    failedReason: null,
    senderId: null,
    callbackUrl: null,
    request: null,
  };
  state.messages.set(message.id, message);
  session.lastMessageText = text;
  session[ours ? 'lastMessageOut' : 'lastMessageIn'] = time;
}

/** @param {Random} random @param {string} name @param {string} media @returns {Message['file']} */
function fileOf(random, name, media) {
  const found = mediaFiles.find((file) => file.name === name);
  if (!found) throw new Error(`There is no file ${name}`);
  const { mimeType, size } = found;
  const type = mimeType.startsWith('image/') ? 'IMAGE' : 'PDF';
  return { id: random.uuid(), stored: false, name, mimeType, type, size, publicUrl: `${media}/${name}` };
}

/** @param {State} state @param {Random} random @param {Contact} contact @param {number} index @param {number} start */
function addCard(state, random, contact, index, start) {
  const panels = [...state.panels.values()];
  const panel = panels[index % 6 === 4 ? 1 : 0];
  if (!panel) return;
  const number = [...state.cards.values()].filter(({ panelId }) => panelId === panel.id).length + 1;
  const step = panel.steps[number % panel.steps.length];
  if (!step) return;
  const createdAt = new Date(start - (index + 2) * 5 * 60 * minute).toISOString();
  const due = index % 3 === 0 ? new Date(start + (index - 12) * 24 * 60 * minute).toISOString() : null;
  /** @type {Card} */
  const card = {
    id: random.uuid(),
    createdAt,
    updatedAt: createdAt,
    panelId: panel.id,
    stepId: step.id,
    number,
    position: number,
    title: titles[(index / 2) % titles.length] ?? 'Pedido',
    description: null,
    dueDate: due,
    responsibleUserId: random.pick([...state.agents.keys()]),
    tagIds: panel.tags.filter(() => random.next() < 0.3).map(({ id }) => id),
    contactIds: [contact.id],
    sessionId: [...state.sessions.values()].find(({ contactId }) => contactId === contact.id)?.id ?? null,
    monetaryAmount: panel.type === 'SALES' ? 90 + random.below(120) * 15 : null,
    customFields: {},
    metadata: {},
    status: 'OPEN',
    lostReasonId: null,
  };
  state.cards.set(card.id, card);
}

/**
 * One thing: somebody reads, answers what an agent wrote, or writes of themselves.
 * @param {Sandbox} sandbox @param {Random} random @param {{ contacts: Contact[] }} shop
 */
async function happen(sandbox, random, { contacts }) {
  const { state } = sandbox;
  const waiting = [...state.messages.values()].filter(({ direction, request }) => direction === 'TO_HUB' && request);
  for (const message of waiting) {
    const status = message.nextStatuses.shift();
    if (!status) continue;
    const updatedAt = new Date().toISOString();
    Object.assign(message, { status, updatedAt, ...(status === 'READ' && { readContactAt: updatedAt }) });
  }
  const answered = waiting.findLast(({ status, sessionId }) => status === 'READ' && isLast(state, sessionId));
  const session = answered ? state.session(answered.sessionId) : undefined;
  if (session) session.unreadCount = 0;
  if (!session && random.next() < 0.4) return;
  const contact = session ? state.contact(session.contactId) : random.pick(contacts);
  const channel = session ? state.channel(session.channelId) : [...state.channels.values()][0];
  const from = channel?.platform === 'Instagram' ? contact.instagram : contact.phoneNumber?.replace('|', '');
  // Nobody can write to Messenger through the sandbox.
  if (!channel?.number || !from) return;
  const body = JSON.stringify({ from, to: channel.id, text: random.pick(replies) });
  const headers = { 'content-type': 'application/json' };
  await fetch(`${sandbox.url}/_sandbox/inbound`, { method: 'POST', headers, body });
}

/** Whether the last word in a session is ours. @param {State} state @param {string} sessionId */
const isLast = (state, sessionId) =>
  [...state.messages.values()].findLast((message) => message.sessionId === sessionId)?.direction === 'TO_HUB';

/** @param {string} text */
const plain = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Mulberry32: small, and the same everywhere. @param {number} seed */
function randomOf(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (/** @type {number} */ limit) => Math.floor(next() * limit);
  const hex = (/** @type {number} */ length) => Array.from({ length }, () => below(16).toString(16)).join('');
  return {
    next,
    below,
    /** @template T @param {readonly T[]} list @returns {T} */
    pick: (list) => /** @type {T} */ (list[below(list.length)]),
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`,
  };
}
