// The client as programs see it: `wts.<resource>.<operation>(params, options)` over the wasm client.

import type { BuiltRequest, CallOptions, Catalog, ClientOptions, Issue } from '../dist/index.js';
import * as core from '../wasm/wts_chat.js';
import { asWtsError, type Origin } from './error.js';
import { harmless, platformHost, sameOrigin } from './host.js';
import { encode, encodeOptions, encodeWithFile } from './params.js';

type Operation = (params?: unknown, options?: CallOptions) => Promise<unknown>;

export class WtsClient {
  readonly #core: core.Client;

  constructor(options: ClientOptions) {
    const host = platformHost(options?.fetch, options?.onEvent);
    this.#core = orThrow(() => new core.Client(host, encode(options), sameOrigin()));
  }

  async execute(resource: string, operation: string, params?: unknown, options?: CallOptions): Promise<unknown> {
    const origin = callSite(this.execute);
    try {
      const { text, data } = encodeWithFile(params);
      const { text: plain, signal, onProgress } = encodeOptions(options);
      return await this.#core.execute(name(resource), name(operation), text, data, plain, signal, harmless(onProgress));
    } catch (error) {
      throw asWtsError(error, origin);
    }
  }
}

/** Gives every client its resources, as soon as the wasm module can name them; each is made at its first use. */
export function defineResources(): void {
  for (const [resource, names] of Object.entries<string[]>(core.operations())) {
    Object.defineProperty(WtsClient.prototype, resource, {
      configurable: true,
      get(this: WtsClient) {
        const entry = (known: string): [string, Operation] => [
          known,
          (...call) => this.execute(resource, known, ...call),
        ];
        const value = Object.fromEntries(names.map(entry));
        Object.defineProperty(this, resource, { value, enumerable: true });
        return value;
      },
    });
  }
}

export function validate(resource: string, operation: string, params?: unknown): Issue[] {
  return core.validate(name(resource), name(operation), encodeWithFile(params).text);
}

export function buildRequest(
  resource: string,
  operation: string,
  params?: unknown,
  options?: { apiKey?: string; baseUrl?: string },
): BuiltRequest {
  const { text } = encodeWithFile(params);
  return orThrow(() => core.buildRequest(name(resource), name(operation), text, encode(options), sameOrigin()));
}

export const catalog = (): Catalog => core.catalog();

/** Callers without types may give anything as a name. */
const name = (given: unknown) => (typeof given === 'string' ? given : typeof given);

function orThrow<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw asWtsError(error, callSite(orThrow));
  }
}

/** Where `callee` was called: some engines lose it at the first await. */
function callSite(callee: (...args: never[]) => unknown): Origin {
  const holder: Origin = {};
  const { captureStackTrace } = Error as { captureStackTrace?: (holder: Origin, callee: unknown) => void };
  if (!captureStackTrace) return new Error() as Origin;
  captureStackTrace(holder, callee);
  return holder;
}
