// Lists: entry by entry, while the pages after the one that is read are on their way.

import type { Pages } from '../wasm/wts_chat.js';

export class List<T> {
  readonly #begin: () => Pages;
  readonly #ask: (page: string, signal: AbortSignal) => Promise<unknown>;
  readonly #take: (pages: Pages, answer: unknown) => T[];
  readonly #signal: AbortSignal | undefined;

  constructor(
    begin: () => Pages,
    ask: (page: string, signal: AbortSignal) => Promise<unknown>,
    take: (pages: Pages, answer: unknown) => T[],
    signal: AbortSignal | undefined,
  ) {
    this.#begin = begin;
    this.#ask = ask;
    this.#take = take;
    this.#signal = signal;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    const pages = this.#begin();
    const signal = this.#signal;
    const ending = new AbortController();
    const end = () => ending.abort(signal?.reason);
    // What is no signal is told by the call that it is given to.
    const own = !signal || typeof signal.addEventListener === 'function' ? ending.signal : signal;
    const open: Promise<unknown>[] = [];
    try {
      if (own !== signal) signal?.addEventListener('abort', end);
      if (signal?.aborted) end();
      for (;;) {
        for (let page = pages.next(); page !== undefined; page = pages.next()) {
          const answer = this.#ask(page, own);
          // A failure is told when its turn comes, after the entries before it.
          answer.catch(() => {});
          open.push(answer);
        }
        const answer = open.shift();
        if (!answer) return;
        yield* this.#take(pages, await answer);
      }
    } finally {
      if (own !== signal) signal?.removeEventListener('abort', end);
      if (open.length) ending.abort('The list is not read any further.');
      pages.free();
    }
  }

  async toArray(): Promise<T[]> {
    const all: T[] = [];
    for await (const entry of this) all.push(entry);
    return all;
  }
}
