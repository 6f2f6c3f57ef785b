// Which platform this is, where that makes a difference.

import type { Platform } from '../dist/slim.js';

let known: Platform = {};

export function setPlatform(platform: Platform): void {
  known = platform;
}

/** Node.js and Bun: the hosts that say why a connection failed. */
export function isNode(): boolean {
  if (known.isNode !== undefined) return known.isNode;
  const { process, Deno } = globalThis as { process?: { versions?: { node?: string } }; Deno?: unknown };
  return Boolean(process?.versions?.node) && !Deno;
}

/** A wait that can be ended before its time. */
export class Wait {
  readonly #ending: AbortController | undefined;
  readonly #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(milliseconds: number, over: () => void) {
    if (known.sleep) {
      this.#ending = new AbortController();
      known.sleep(milliseconds, this.#ending.signal).then(over, over);
    } else this.#timer = setTimeout(over, milliseconds);
  }

  end(): void {
    this.#ending?.abort('ended');
    clearTimeout(this.#timer);
  }
}

export function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      wait.end();
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const wait = new Wait(milliseconds, end);
    signal?.addEventListener('abort', end);
  });
}

/** Whether a browser is offline; what is on its own machine, it reaches all the same. */
export function isOffline(url: string): boolean {
  if (globalThis.navigator?.onLine !== false) return false;
  const { hostname } = new URL(url, globalThis.location?.href);
  return !/^(localhost|127\.[\d.]+|\[::1\])$/.test(hostname);
}

/** Beside them, workerd may have a `process`; its codes are not those of its fetch. */
export const tellsCodes = () => isNode() && !isWorkerd();

/** Hosts whose fetch sends a stream with a Content-Length. */
export const takesStreams = () => isNode() || isWorkerd();

/** Each request there is a world of its own: what one of them waits for, another must not end. */
export const isWorkerd = () => globalThis.navigator?.userAgent === 'Cloudflare-Workers';
