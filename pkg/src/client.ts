// The client as programs see it: `wts.<resource>.<operation>(params, options)` over the wasm client.

import type {
  BuildOptions,
  BuiltRequest,
  CallOptions,
  Catalog,
  Choice,
  ChoiceOptions,
  ClientOptions,
  Issue,
  ListOptions,
  WaitOptions,
  WtsErrorCode,
} from '../dist/index.js';
import * as core from '../wasm/wts_chat.js';
import { arranged, MOST, type Reader, read, readable, wayOf } from './choices.js';
import { asWtsError, type Origin, WtsError } from './error.js';
import { harmless, platformHost, sameOrigin, zoneOffset } from './host.js';
import { List } from './lists.js';
import { encode, encodeOptions, encodeWithFile } from './params.js';

export class WtsClient {
  readonly #core: core.Client;
  /** What names were last looked up among. */
  readonly #known = new Map<string, { choices: Choice[]; until: number }>();

  constructor(options: ClientOptions) {
    this.#core = orThrow(() => new core.Client(platformHost(options ?? {}), encode(options), sameOrigin()));
  }

  execute(resource: string, operation: string, params?: unknown, options?: CallOptions): Promise<unknown> {
    return this.#call(core.Task.Execute, [resource, operation], params, options, callSite(this.execute));
  }

  request(method: string, path: string, content?: unknown, options?: CallOptions): Promise<unknown> {
    return this.#call(core.Task.Request, [method, path], content, options, callSite(this.request));
  }

  async choices(resource: string, operation: string, field: string, params?: unknown, options?: ChoiceOptions) {
    const origin = callSite(this.choices);
    const { search, limit, ...call } = options ?? {};
    const names = [name(resource), name(operation), name(field)] as const;
    const { values, listing, missing } = orThrow(() => core.choices(...names), origin);
    const own = values?.map((value: string) => ({ name: readable(value), value }));
    const given = Object(params);
    if (missing && !wayOf(listing, given)) {
      const { message } = missing;
      throw new WtsError(
        { code: 'validation', message, operation: `${resource}.${operation}`, issues: [missing] },
        origin,
      );
    }
    return arranged(own ?? (await read(listing, given, this.#reader(call, origin))), search, limit);
  }

  async idOf(what: string, named: string, options?: CallOptions): Promise<string> {
    const origin = callSite(this.idOf);
    const fail = (code: WtsErrorCode, message: string) => new WtsError({ code, message, operation: 'idOf' }, origin);
    const listing = core.listingOf(`${what}s`);
    if (!listing) throw fail('validation', `There are no ids of ${what}. Known: tag, department, user, channel.`);
    const plain = (text: unknown) => String(text).trim().toLowerCase();
    const find = (choices: Choice[]) => {
      const exact = choices.filter((choice) => choice.name === named || choice.value === named);
      return exact.length ? exact : choices.filter((choice) => plain(choice.name) === plain(named));
    };
    const known = this.#known.get(what);
    let found = known && known.until > Date.now() ? find(known.choices) : [];
    if (found.length !== 1) {
      const choices = await read(listing, {}, this.#reader(options ?? {}, origin));
      this.#known.set(what, { choices, until: Date.now() + 60_000 });
      found = find(choices);
    }
    const [choice, another] = found;
    if (another) throw fail('conflict', `Several are called ${named} among ${what}s: use the id.`);
    if (!choice) throw fail('not_found', `There is no ${what} called ${named}.`);
    return choice.value;
  }

  paginate(resource: string, operation: string, params?: unknown, options?: ListOptions): List<unknown> {
    const { limit, pageSize, concurrency, signal, ...call } = options ?? {};
    const names = [name(resource), name(operation)] as const;
    const origin = callSite(this.paginate);
    return new List(
      () => orThrow(() => new core.Pages(...names, encode(params), encode({ limit, pageSize, concurrency })), origin),
      (page, ending) =>
        this.#call(core.Task.Execute, [...names], JSON.parse(page), { ...call, signal: ending }, origin),
      (page, answer) => orThrow(() => page.take(answer), origin),
      signal,
    );
  }

  #reader(options: CallOptions, origin: Origin): Reader {
    return {
      one: (resource, operation, params) =>
        this.#call(core.Task.Execute, [resource, operation], params, options, origin),
      all: (resource, operation, params) =>
        this.paginate(resource, operation, params, { ...options, limit: MOST }).toArray(),
    };
  }

  async #call(
    task: core.Task,
    names: [unknown, unknown],
    params: unknown,
    options: CallOptions | undefined,
    origin: Origin,
  ) {
    try {
      const { text, data } = encodeWithFile(params);
      const { text: plain, signal, onProgress } = encodeOptions(options);
      const [first, second] = names;
      return await this.#core.call(task, name(first), name(second), text, data, plain, signal, harmless(onProgress));
    } catch (error) {
      throw asWtsError(error, origin);
    }
  }
}

/** Gives every client its resources, as soon as the wasm module can name them; each is made at its first use. */
export function defineResources(): void {
  for (const [resource, operations] of Object.entries<Record<string, boolean>>(core.operations())) {
    Object.defineProperty(WtsClient.prototype, resource, {
      configurable: true,
      get(this: WtsClient) {
        const value: Record<string, unknown> = {};
        for (const [known, isList] of Object.entries(operations)) {
          value[known] = (params?: unknown, options?: CallOptions) => this.execute(resource, known, params, options);
          if (!isList) continue;
          value[`${known}All`] = (params?: unknown, options?: ListOptions) =>
            this.paginate(resource, known, params, options);
        }
        if ('waitUntilFinal' in value) {
          value.waitUntilFinal = (messageId: string, { timeout, ...options }: WaitOptions = {}) =>
            this.execute(resource, 'waitUntilFinal', { messageId, timeout }, options);
        }
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
  options?: BuildOptions,
): BuiltRequest {
  const { text } = encodeWithFile(params);
  const names = [name(resource), name(operation)] as const;
  return orThrow(() => core.buildRequest(...names, text, encode(options), sameOrigin(), zoneOffset(options?.timeZone)));
}

export const catalog = (): Catalog => core.catalog();

export function parseWebhook(body: unknown): unknown {
  const text = ArrayBuffer.isView(body) ? new TextDecoder().decode(body) : body;
  return orThrow(() => core.parseWebhook(typeof text === 'string' ? text : encode(text)));
}

export const isFromContact = (event: unknown): boolean => core.isFromContact(encode(event));

export const webhookKey = (event: unknown): string => core.webhookKey(encode(event));

/** Callers without types may give anything as a name. */
const name = (given: unknown) => (typeof given === 'string' ? given : typeof given);

function orThrow<T>(work: () => T, origin?: Origin): T {
  try {
    return work();
  } catch (error) {
    throw asWtsError(error, origin ?? callSite(orThrow));
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
