// What is sent is followed by reading it: each read moves it one step. Only a callback comes by itself.

import { eventBody } from './events.js';
import { now } from './time.js';

/** @import { Store } from '../store.js' */
/** @import { Tracked } from '../types-chat.js' */
/** @import { EventType } from './events.js' */

/** @param {Tracked} tracked @returns {boolean} whether anything changed */
export function step(tracked) {
  const next = tracked.nextStatuses.shift();
  if (next === undefined) return false;
  tracked.status = next;
  tracked.updatedAt = now();
  if (next === 'SENT') tracked.sentAt = tracked.updatedAt;
  return true;
}

/**
 * Tells the outcome to the send's own `callbackUrl`, right after the answer.
 * @param {Store} state
 * @param {{ callbackUrl: string | null }} tracked
 * @param {EventType} eventType
 * @param {() => unknown} outcome makes the first step, and answers the content
 */
export function callBack(state, { callbackUrl }, eventType, outcome) {
  if (callbackUrl) queueMicrotask(() => state.outbox.send(callbackUrl, eventBody(eventType, outcome())));
}
