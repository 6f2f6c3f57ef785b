// Lists: entry by entry, while the pages after the one that is read are on their way.

import type { Pages } from '../wasm/wts_chat.js';

interface Way {
  pages: Pages;
  signal: AbortSignal | undefined;
  ask(page: string, signal: AbortSignal): Promise<unknown>;
}

export class List<T> {
  readonly #begin: () => Way;
  readonly #asError: (error: unknown) => Error;

  constructor(begin: () => Way, asError: (error: unknown) => Error) {
    this.#begin = begin;
    this.#asError = asError;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    const open: Promise<unknown>[] = [];
    const ending = new AbortController();
    let way: Way | undefined;
    const end = () => ending.abort(way?.signal?.reason);
    try {
      way = this.#begin();
      const { pages, signal, ask } = way;
      // What is no signal is told by the call that it is given to.
      const isSignal = typeof signal?.addEventListener === 'function';
      if (isSignal) signal.addEventListener('abort', end);
      if (isSignal && signal.aborted) end();
      for (;;) {
        for (let page = pages.next(); page !== undefined; page = pages.next()) {
          const answer = ask(page, signal && !isSignal ? signal : ending.signal);
          // A failure is told when its turn comes, after the entries before it.
          answer.catch(() => {});
          open.push(answer);
        }
        const answer = open.shift();
        if (!answer) return;
        yield* pages.take(await answer);
      }
    } catch (error) {
      throw this.#asError(error);
    } finally {
      way?.signal?.removeEventListener?.('abort', end);
      if (open.length) ending.abort('The list is not read any further.');
      way?.pages.free();
    }
  }

  async toArray(): Promise<T[]> {
    const all: T[] = [];
    for await (const entry of this) all.push(entry);
    return all;
  }
}
