// The running instance of the wasm module. One that lets an exception out is dead: nobody knows in what state its memory is.
// Its open calls fail then, whatever still comes to it finds nothing, and the next call gets a fresh one.

import type { BuiltRequest } from '../dist/index.js';
import { type Core, type Guard, instantiate } from '../wasm/wts_chat.js';
import { Exchange } from './errands.js';
import type { PlatformHost } from './host.js';
import { Wait } from './platform.js';
import { requestOf } from './requests.js';
import type { Bytes } from './uploads.js';

type Entry = (...args: unknown[]) => unknown;

/** Entries that hosts come by, not our own JavaScript: nobody is there to catch what they throw. */
const OF_HOSTS =
  /^(run|answered|progressed|replied|repliedText|failed|timeIsUp)$|^wasm_bindgen__convert__closures_|^__wbindgen_destroy_closure$|^__wbg_\w+_free$/;

/** What such an entry of a dead instance answers: as pointers and flags, nothing. */
const NOTHING: readonly number[] = [];

export class Instance implements Guard {
  readonly core: Core;
  /** Calls that have not ended, by their numbers. */
  readonly #open = new Map<number, { resolve(value: unknown): void; reject(reason: unknown): void }>();
  #latest = 0;
  #raw: WebAssembly.Exports = {};
  readonly #guarded: Record<string, unknown> = {};
  #death: { reason: unknown } | undefined;
  #isBuried = false;

  constructor(module: WebAssembly.Module) {
    this.core = instantiate(module, this);
  }

  get isDead(): boolean {
    return this.#death !== undefined;
  }

  /** What the call that `begin` begins ends with, or the reason of the instance's death. */
  open(begin: (number: number) => void): Promise<unknown> {
    this.#latest = (this.#latest + 1) >>> 0;
    const number = this.#latest;
    return new Promise((resolve, reject) => {
      begin(number);
      this.check();
      this.#open.set(number, { resolve, reject });
      // Not on the caller's stack, of which little may be left, and no event comes before the call returns.
      Promise.resolve().then(this.core.run);
    });
  }

  end(number: number, isKept: boolean, value: unknown): void {
    const call = this.#open.get(number);
    this.#open.delete(number);
    if (isKept) call?.resolve(value);
    else call?.reject(value);
  }

  fetch(host: PlatformHost, request: string, place: number, turn: number): Exchange {
    const exchange = new Exchange(this.core, place, turn);
    void exchange.settle(host.fetch(request, exchange));
    return exchange;
  }

  upload(
    host: PlatformHost,
    url: string,
    data: Bytes,
    size: number,
    mimeType: string,
    place: number,
    turn: number,
  ): Exchange {
    const exchange = new Exchange(this.core, place, turn);
    void exchange.settle(host.upload(url, data, size, mimeType, exchange));
    return exchange;
  }

  sleep(milliseconds: number, place: number, turn: number): Wait {
    return new Wait(milliseconds, () => this.core.timeIsUp(place, turn));
  }

  parse(request: string): BuiltRequest {
    return requestOf(request);
  }

  over(exports: WebAssembly.Exports): object {
    this.#raw = exports;
    for (const [name, value] of Object.entries(exports)) {
      this.#guarded[name] = typeof value === 'function' ? this.#entry(value as Entry, OF_HOSTS.test(name)) : value;
    }
    return this.#guarded;
  }

  check(): void {
    if (this.#death) throw this.#death.reason;
  }

  #entry(raw: Entry, isOfHost: boolean): Entry {
    const many: Entry = (...args) => {
      if (!this.#death) {
        try {
          return raw(...args);
        } catch (reason) {
          // First of all and without a call: the stack may be used up.
          this.#death ??= { reason };
        }
      }
      return this.#afterDeath(isOfHost);
    };
    // The same without an array of arguments, for those that each text and each value crosses by.
    const few: Entry = (a, b, c, d) => {
      if (!this.#death) {
        try {
          return raw(a, b, c, d);
        } catch (reason) {
          this.#death ??= { reason };
        }
      }
      return this.#afterDeath(isOfHost);
    };
    return raw.length > 4 ? many : few;
  }

  #afterDeath(isOfHost: boolean): unknown {
    this.bury();
    if (isOfHost) return NOTHING;
    throw this.#death?.reason;
  }

  /** Ends what a dead instance has under way. May fail where the stack is used up: whoever comes next does it again. */
  bury(): void {
    if (this.#isBuried) return;
    const reason = this.#death?.reason;
    const exports = Object.entries(this.#raw);
    const values = exports.flatMap(([, value]) => valuesIn(value));
    // Later, because code of others runs there.
    Promise.resolve()
      .then(() => letGo(values, reason))
      .catch(() => {});
    for (const { reject } of this.#open.values()) reject(reason);
    // Who keeps the glue, as a caller's signal may, is not to keep the instance. After `grow`, its views of the memory are empty.
    for (const [name, value] of exports) {
      const isOfHost = OF_HOSTS.test(name);
      this.#guarded[name] = typeof value === 'function' ? () => this.#afterDeath(isOfHost) : undefined;
      if (value instanceof WebAssembly.Memory) value.grow(0);
    }
    this.#open.clear();
    this.#raw = {};
    this.#isBuried = true;
  }
}

/** An instance keeps JavaScript's values in a table. */
function valuesIn(table: WebAssembly.ExportValue): unknown[] {
  if (!(table instanceof WebAssembly.Table)) return [];
  return Array.from({ length: table.length }, (_, at) => table.get(at));
}

/** How often it is tried at most to take a listener from a signal: what is left there does nothing. */
const MOST_TRIES = 100_000;

/** Ends fetches and timers, which would keep the process from ending, and listens to the signals of callers no longer. */
function letGo(values: unknown[], reason: unknown): void {
  for (const value of values) if (value instanceof Exchange || value instanceof Wait) value.end();
  const listeners = values.filter((value) => typeof value === 'function') as EventListener[];
  const signals = new Set(values.filter((value) => value instanceof AbortSignal));
  // Which listener is on which signal, only the instance knew.
  for (const signal of [...signals].slice(0, MOST_TRIES / listeners.length)) {
    for (const listener of listeners) signal.removeEventListener('abort', listener);
  }
  // Until it is read, an error keeps the frames of its stack, and they the instance.
  void (reason as Partial<Error> | null | undefined)?.stack;
}

let module: WebAssembly.Module | undefined;
let current: Instance | undefined;

/** Takes the wasm module, of which every instance is made. */
export function start(given: WebAssembly.Module): void {
  current = new Instance(given);
  module = given;
}

export const isStarted = (): boolean => module !== undefined;

/** One that is alive. */
export function instance(): Instance {
  if (current && !current.isDead) return current;
  if (!module) {
    const message =
      'wts-chat/slim has no wasm module yet: call init(…) first, and await it when it is given an address.';
    throw { code: 'configuration', message, issues: [] };
  }
  current?.bury();
  current = new Instance(module);
  return current;
}

export const core = (): Core => instance().core;
