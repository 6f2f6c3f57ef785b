// How much of the API's limits this page has used, told by the client's events.

import type { WtsEvent } from 'wts-chat';
import { createStore } from './store.js';

/** As the API documents them, for an account. */
export const limits = [
  { name: '5 s', per: 5000, limit: 200 },
  { name: '5 min', per: 300_000, limit: 1000 },
] as const;

export interface Pace {
  /** Requests within each of `limits`. */
  used: readonly number[];
  /** When the longest wait for the limits ends, in ms since 1970; null when nothing waits. */
  waitsUntil: number | null;
}

export const pace = createStore<Pace>({ used: limits.map(() => 0), waitsUntil: null });

/** When requests began, oldest first, for as long as any limit looks back. */
const began: number[] = [];
/** Waits by what waits. */
const waits = new Map<string, number>();

export function note({ type, operation, step, at, wait }: WtsEvent): void {
  // Bytes of files go to the storage, which has limits of its own.
  if (step === 'upload') return;
  if (type === 'wait') waits.set(operation, at + (wait ?? 1000));
  if (type === 'request') {
    began.push(at);
    waits.delete(operation);
  }
  if (type !== 'retry') look();
}

/** Tells the state of now; to be called as time goes by, too. */
export function look(now = Date.now()): void {
  while ((began[0] ?? now) < now - 300_000) began.shift();
  for (const [operation, until] of waits) if (until < now - 1000) waits.delete(operation);
  const used = limits.map(({ per }) => began.filter((at) => at > now - per).length);
  const waitsUntil = waits.size ? Math.max(...waits.values()) : null;
  pace.set((old) => {
    const isSame = old.waitsUntil === waitsUntil && old.used.every((count, index) => count === used[index]);
    return isSame ? old : { used, waitsUntil };
  });
}
