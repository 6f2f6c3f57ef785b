// Which sessions were read on this page: the API has no route that says so.

import type { PublicSessionDTOV2 } from 'wts-chat';
import { createStore } from '../store.js';

const place = 'wts-chat.seen';

/** When the last message of the contact came, of those that were looked at. */
export const seen = createStore<Readonly<Record<string, string>>>(stored());

function stored(): Record<string, string> {
  try {
    const known: unknown = JSON.parse(window.localStorage.getItem(place) ?? '{}');
    const entries = Object.entries(Object(known)).filter(([, value]) => typeof value === 'string');
    return Object.fromEntries(entries) as Record<string, string>;
  } catch {
    return {};
  }
}

type Seen = Pick<PublicSessionDTOV2, 'id' | 'lastMessageIn' | 'unreadCount'>;

export function markSeen({ id, lastMessageIn }: Seen): void {
  if (!lastMessageIn || seen.get()[id] === lastMessageIn) return;
  // The latest few hundred are enough, and stay small.
  seen.set((old) =>
    Object.fromEntries([
      ...Object.entries(old)
        .filter(([known]) => known !== id)
        .slice(-300),
      [id, lastMessageIn],
    ]),
  );
  try {
    window.localStorage.setItem(place, JSON.stringify(seen.get()));
  } catch {
    // Private windows may have no storage: it lasts as long as the page then.
  }
}

export const isUnread = ({ id, lastMessageIn, unreadCount }: Seen, known: Readonly<Record<string, string>>) =>
  unreadCount > 0 && (known[id] ?? '') < (lastMessageIn ?? '');
