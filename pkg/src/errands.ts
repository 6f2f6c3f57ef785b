// What the wasm side has begun here: it is told how that goes by a place and a turn, until it is over or until it ends it.

import type { Begun, Core } from '../wasm/wts_chat.js';

/** A request that has been answered without a result tells its text and its headers, names and values in turn. */
export type Reply = { status: number; json: unknown } | { status: number; text: string; headers: string[] };

export class Exchange implements Begun {
  readonly #core: Core;
  readonly #place: number;
  readonly #turn: number;
  readonly #ending = new AbortController();

  constructor(core: Core, place: number, turn: number) {
    this.#core = core;
    this.#place = place;
    this.#turn = turn;
  }

  get signal(): AbortSignal {
    return this.#ending.signal;
  }

  answered(): void {
    this.#core.answered(this.#place, this.#turn);
  }

  progressed(sent: number): void {
    this.#core.progressed(this.#place, this.#turn, sent);
  }

  async settle(coming: Promise<Reply>): Promise<void> {
    const [place, turn] = [this.#place, this.#turn];
    let reply: Reply;
    try {
      reply = await coming;
    } catch (error) {
      this.#core.failed(place, turn, error);
      return;
    }
    if ('json' in reply) this.#core.replied(place, turn, reply.status, reply.json);
    else this.#core.repliedText(place, turn, reply.status, reply.text, reply.headers);
  }

  end(): void {
    // With a reason of ours, the host makes no DOMException with a stack, which costs more than all the rest here.
    this.#ending.abort('ended');
  }
}
