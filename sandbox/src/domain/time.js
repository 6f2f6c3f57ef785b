// What follows from when something happened.

/** @import { Contact } from '../types.js' */
/** @import { Session } from '../types-chat.js' */

const windowLength = 24 * 3_600_000;

export const now = () => new Date().toISOString();

/** @param {Pick<Session, 'lastMessageIn' | 'lastMessageOut'>} session @returns {string | null} */
export function lastInteraction({ lastMessageIn, lastMessageOut }) {
  if (lastMessageIn === null) return lastMessageOut;
  return lastMessageOut !== null && lastMessageOut > lastMessageIn ? lastMessageOut : lastMessageIn;
}

/**
 * Whether the contact wrote on the channel within the last 24 hours.
 * @param {Contact} contact
 * @param {string} channelId
 * @returns {'ACTIVE' | 'EXPIRED' | 'NOT_STARTED'}
 */
export function windowStatus(contact, channelId) {
  const last = contact.lastInboundAt[channelId];
  if (last === undefined) return 'NOT_STARTED';
  return Date.now() - Date.parse(last) < windowLength ? 'ACTIVE' : 'EXPIRED';
}
