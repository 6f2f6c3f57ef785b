// Tags of contacts, and the palette that they are painted with.

import { randomUUID } from 'node:crypto';
import { emit } from '../domain/events.js';
import { now } from '../domain/time.js';
import { formError } from '../errors.js';
import { contactEvent } from '../views.js';

/** @import { Tag } from '../types.js' */
/** @import { Store } from '../store.js' */

/** The darkest shade of each family; the five before it are mixed with white. */
const families = {
  BROWN: '#6D4C41',
  PURPLE: '#6A1B9A',
  PINK: '#AD1457',
  RED: '#B71C1C',
  YELLOW: '#B7791F',
  GREEN: '#1B5E20',
  BLUE: '#1A4B9B',
  SKY: '#0277BD',
  GRAY: '#37474F',
};

/** @type {Record<string, import('../types.js').Handler>} */
export const tagHandlers = {
  'tag.list': ({ state }) => [...state.tags.values()],
  'tag.listColors': () => palette(),

  'tag.create': ({ state, body }) => {
    const { name, color } = /** @type {{ name: string, color?: string | null }} */ (body);
    refuseTaken(state, name);
    const at = now();
    const tag = { id: randomUUID(), createdAt: at, updatedAt: at, name, color: color ?? 'GRAY_600' };
    state.tags.set(tag.id, tag);
    return tag;
  },

  'tag.update': ({ state, params, body }) => {
    const { name, color } = /** @type {{ name: string, color?: string | null }} */ (body);
    const tag = state.tag(params.id);
    refuseTaken(state, name, tag);
    return Object.assign(tag, { name, color: color ?? tag.color, updatedAt: now() });
  },

  'tag.delete': ({ state, params, body }) => {
    const { removeFromContacts } = /** @type {{ removeFromContacts?: boolean | null }} */ (body);
    const tag = state.tag(params.id);
    const carriers = [...state.contacts.values()].filter(({ tagIds }) => tagIds.includes(tag.id));
    if (carriers.length > 0 && !removeFromContacts) throw formError('A etiqueta está em uso por contatos');
    state.tags.delete(tag.id);
    for (const contact of carriers) {
      contact.tagIds = contact.tagIds.filter((id) => id !== tag.id);
      contact.updatedAt = now();
      emit(state, 'CONTACT_TAG_UPDATE', contactEvent(state, contact));
    }
  },
};

/** @param {Store} state @param {string} name @param {Tag} [self] */
function refuseTaken(state, name, self) {
  const same = (/** @type {Tag} */ tag) => tag !== self && tag.name.toLowerCase() === name.toLowerCase();
  if ([...state.tags.values()].some(same)) throw formError('Já existe uma etiqueta com este nome');
}

function palette() {
  return Object.entries(families).flatMap(([family, darkest]) =>
    [100, 200, 300, 400, 500, 600].map((shade) => ({
      color: `${family}_${shade}`,
      bgColor: lighten(darkest, (600 - shade) / 600),
      textColor: shade > 300 ? '#FFFFFF' : darkest,
    })),
  );
}

/** @param {string} color @param {number} share of white, from 0 to 1 */
function lighten(color, share) {
  const parts = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
  const mixed = parts.map((part) => Math.round(part + (255 - part) * share));
  return `#${mixed.map((part) => part.toString(16).padStart(2, '0')).join('')}`.toUpperCase();
}
