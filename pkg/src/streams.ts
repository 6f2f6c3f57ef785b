// Streams of bytes, which may stall, never end, or hold something else.

import { sleep } from './platform.js';

/**
 * The pieces of a stream. Whatever else ends the reading ends the stream too, even one that is waited for.
 */
export async function* piecesOf(stream: ReadableStream<Uint8Array>, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  const end = () => cancel(reader);
  signal.addEventListener('abort', end);
  try {
    for (let coming = reader.read(); ; ) {
      const { done, value } = await coming;
      if (done) return;
      // One piece ahead: where it comes from goes on while it is used.
      coming = reader.read();
      coming.catch(() => {});
      yield value;
    }
  } finally {
    signal.removeEventListener('abort', end);
    end();
  }
}

/** Of any realm: a test runner's may not be the platform's. */
export const isBytes = (value: unknown): value is Uint8Array =>
  Object.prototype.toString.call(value) === '[object Uint8Array]';

/** What cannot be ended is not our failure. */
export async function cancel(source: { cancel?(): Promise<void> } | null | undefined) {
  try {
    await source?.cancel?.();
  } catch {}
}

/** Ends what is of no use any more; polyfills of signals have no `throwIfAborted`. */
export function goOn(signal: AbortSignal): void {
  if (signal.aborted) throw signal.reason;
}

/** Streams that always have something ready would keep timers, and so time-outs, from their turn. */
export function breather() {
  let steps = 0;
  return () => {
    steps += 1;
    return steps % 1000 === 0 ? sleep(0) : undefined;
  };
}
