// The client as programs see it: `wts.<resource>.<operation>(params, options)` over the wasm client.

import type {
  BatchOptions,
  BuildOptions,
  BuiltRequest,
  CallOptions,
  Catalog,
  ChoiceOptions,
  ClientOptions,
  Issue,
  ListOptions,
  WaitOptions,
} from '../dist/index.js';
import type { Client, Core } from '../wasm/wts_chat.js';
import { parseJson } from './answers.js';
import { Batch, type Part } from './batch.js';
import { arranged, choiceOf, MOST, type Reader, read } from './choices.js';
import { asWtsError, type Origin, WtsError } from './error.js';
import { harmless, inPage, platformHost, zoneOffset } from './host.js';
import { core, type Instance, instance } from './instance.js';
import { List } from './lists.js';
import { Names } from './names.js';
import { encode, encodeOptions, encodeWithFile } from './params.js';
import { isOnce } from './safety.js';

type OnProgress = NonNullable<CallOptions['onProgress']>;

const KEY_IN_PAGE =
  'The apiKey is in a page: whoever opens it can read the key, and with it the whole account. Keep it on a server of yours that adds ' +
  "it, and give its address instead: new WtsClient({ baseUrl: '/api' }).";

export class WtsClient {
  readonly #host: ReturnType<typeof platformHost>;
  /** As JSON text; the token is in it. */
  readonly #options: string;
  #core: { of: Instance; client: Client } | undefined;
  readonly #names = new Names();

  constructor(options: ClientOptions) {
    this.#host = orThrow(() => readable(() => platformHost(options ?? {})));
    this.#options = encode(options);
    orThrow(() => this.#live());
    if (inPage() && typeof JSON.parse(this.#options).apiKey === 'string') void this.#warn(KEY_IN_PAGE);
  }

  execute(resource: string, operation: string, params?: unknown, options?: CallOptions): Promise<unknown> {
    return this.#call('Execute', [resource, operation], encodeWithFile(params), options, callSite(this.execute));
  }

  request(method: string, path: string, content?: unknown, options?: CallOptions): Promise<unknown> {
    return this.#call('Request', [method, path], encodeWithFile(content), options, callSite(this.request));
  }

  async batch(resource: string, operation: string, listOfParams: readonly unknown[], options?: BatchOptions) {
    const origin = callSite(this.batch);
    const names: [string, string] = [name(resource), name(operation)];
    try {
      const plain = encode(options);
      const { client } = this.#live();
      // First of all and even without calls: it tells what is wrong with the names and the options.
      client.part(inLines(`${plain}\nnull`, ...names));
      const { concurrency = 4, fold = true, stopOnError = false, onItem, ...call } = options ?? {};
      const list = listOf(listOfParams, names.join('.'));
      const parts = list.map((params): Part => client.part(inLines(`null\n${encodeWithFile(params).text}`, ...names)));
      const batch = new Batch(fold ? parts : parts.map((part) => ({ ...part, ofMany: null })), {
        concurrency,
        stopOnError,
        one: (at) => this.#call('Execute', names, encodeWithFile(list[at]), call, origin),
        many: (params) => this.#call('Many', names, { text: encode(params) }, call, origin),
        lost: (message) => {
          const facts = { operation: names.join('.'), attempts: 1, maybeSent: true };
          return new WtsError({ code: 'invalid_response', message, ...facts }, origin);
        },
        stopped: () => {
          const message = 'This call was not made, because another one of its batch had failed.';
          return new WtsError({ code: 'aborted', message, operation: names.join('.') }, origin);
        },
        onItem: (result, at) => harmless((item: [unknown, number]) => onItem?.(...item))([result, at]),
      });
      return await batch.run();
    } catch (error) {
      throw asWtsError(error, origin, () => ({ operation: names.join('.') }));
    }
  }

  async choices(resource: string, operation: string, field: string, params?: unknown, options?: ChoiceOptions) {
    const origin = callSite(this.choices);
    try {
      const lines = inLines(`${encode(options)}\n${encode(params)}`, resource, operation, field);
      const { values, listing, given } = core().choices(lines);
      const { search, limit, ...call } = options ?? {};
      if (values) return arranged(values.map(choiceOf), search, limit);
      return arranged(await read(listing, given, this.#reader(call, origin, MOST)), search, limit);
    } catch (error) {
      throw asWtsError(error, origin);
    }
  }

  idOf(what: string, named: string, options?: CallOptions): Promise<string> {
    const origin = callSite(this.idOf);
    const listing = () => orThrow(() => core().listingOf(`${what}s`), origin);
    const all = () => read(listing(), {}, this.#reader(options ?? {}, origin));
    return this.#names.idOf(what, named, origin, all);
  }

  paginate(resource: string, operation: string, params?: unknown, options?: ListOptions): List<unknown> {
    return this.#list([resource, operation], params, options, callSite(this.paginate));
  }

  #list([resource, operation]: [string, string], params: unknown, options: ListOptions | undefined, origin: Origin) {
    const names = [name(resource), name(operation)] as const;
    const begin = () => {
      // First of all: it tells what options cannot be read.
      const pages = new (core().Pages)(inLines(`${encode(options)}\n${encode(params)}`, ...names));
      const { limit: _, pageSize: __, concurrency: ___, signal, ...call } = options ?? {};
      return {
        pages,
        signal,
        ask: (page: string, ending: AbortSignal) =>
          this.#call('Execute', [...names], { text: page }, { ...call, signal: ending }, origin),
      };
    };
    return new List<unknown>(begin, (error) => asWtsError(error, origin, () => ({ operation: names.join('.') })));
  }

  async #warn(message: string) {
    // Later, when the caller has the client that it is about.
    await undefined;
    const ofNoCall = { operation: '', step: '', method: '', path: '', attempt: 0 } as const;
    await this.#host.onEvent({ type: 'warning', ...ofNoCall, at: Date.now(), message });
  }

  #reader(options: CallOptions, origin: Origin, limit?: number): Reader {
    return {
      one: (resource, operation, params) =>
        this.#call('Execute', [resource, operation], { text: encode(params) }, options, origin),
      all: (resource, operation, params) =>
        this.#list([resource, operation], params, { ...options, limit }, origin).toArray(),
    };
  }

  /** The client in an instance that is alive. */
  #live() {
    const of = instance();
    if (this.#core?.of !== of) {
      this.#core = { of, client: new of.core.Client(this.#host, this.#options, inPage()) };
    }
    return this.#core;
  }

  async #call(
    task: keyof Core['Task'],
    names: [unknown, unknown],
    { text, data }: { text: string; data?: unknown },
    options: CallOptions | undefined,
    origin: Origin,
  ) {
    const { begun } = this.#host;
    try {
      const { text: plain, signal, onProgress } = encodeOptions(options);
      const { of, client } = this.#live();
      const lines = inLines(`${plain}\n${text}`, ...names);
      const progress = onProgress && harmless(news(onProgress));
      return await of.open((number) => client.call(number, of.core.Task[task], lines, data, signal, progress));
    } catch (error) {
      const [first, second] = [name(names[0]), name(names[1])];
      // Whose request it was that has begun, nobody can say any more.
      throw asWtsError(error, origin, () => ({
        operation: `${first}${task === 'Request' ? ' ' : '.'}${second}`,
        maybeSent: this.#host.begun > begun && isOnce(task, first, second),
      }));
    }
  }
}

/** Gives every client its resources, as soon as the wasm module can name them; each is made at its first use. */
export function defineResources(): void {
  for (const [resource, operations] of Object.entries<Record<string, boolean>>(core().operations())) {
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
          value.waitUntilFinal = async (messageId: string, options?: WaitOptions) => {
            const { timeout, ...call } = options ?? {};
            return this.execute(resource, 'waitUntilFinal', { messageId, timeout }, call);
          };
        }
        Object.defineProperty(this, resource, { value, enumerable: true });
        return value;
      },
    });
  }
}

export function validate(resource: string, operation: string, params?: unknown): Issue[] {
  const { text } = encodeWithFile(params);
  return orThrow(() => {
    const issues = core().validate(inLines(text, resource, operation)) ?? [];
    if (Array.isArray(issues)) return issues;
    throw issues;
  });
}

export function buildRequest(
  resource: string,
  operation: string,
  params?: unknown,
  options?: BuildOptions,
): BuiltRequest {
  const lines = inLines(`${encode(options)}\n${encodeWithFile(params).text}`, resource, operation);
  return orThrow(() => {
    const built = core().buildRequest(lines, inPage(), zoneOffset(readable(() => options?.timeZone)));
    if ('method' in built) return built;
    throw built;
  });
}

export const catalog = (): Catalog => orThrow(() => core().catalog());

export function parseWebhook(body: unknown): unknown {
  const event = eventOf(body);
  const isEvent = orThrow(() => core().isEvent(outline(event)));
  return isEvent ? event : { eventType: 'CHATBOT', date: null, content: event };
}

/** What cannot be looked at is no event. */
function eventOf(body: unknown): unknown {
  try {
    const bytes = body instanceof ArrayBuffer || ArrayBuffer.isView(body);
    const text = bytes ? new TextDecoder().decode(body) : body;
    return typeof text === 'string' ? parseJson(text.replace(/^\uFEFF/, '')) : text;
  } catch {
    return undefined;
  }
}

/** What lies at the top of an object, as JSON text. */
function outline(whole: unknown): string {
  const short = (value: unknown) => (Array.isArray(value) ? [] : typeof value === 'object' && value ? {} : value);
  try {
    return encode(Object.fromEntries(Object.entries(Object(whole)).map(([name, value]) => [name, short(value)])));
  } catch {
    return 'null';
  }
}

export const isFromContact = (event: unknown): boolean => orThrow(() => core().isFromContact(encode(event)));

export const webhookKey = (event: unknown): string => orThrow(() => core().webhookKey(encode(event)));

/** An upload whose progress cannot be told says the same number again. */
function news(onProgress: OnProgress): OnProgress {
  let last: number | undefined;
  return (progress) => {
    if (progress.sent === last) return;
    last = progress.sent;
    return onProgress(progress);
  };
}

/** Callers without types may give anything as a name. */
const name = (given: unknown) => (typeof given === 'string' ? given : typeof given);

/** What crosses in one text: JSON, which has no line breaks, and names, none of which has one. */
function inLines(json: string, ...names: unknown[]): string {
  let lines = json;
  for (const given of names) {
    const line = name(given);
    lines += `\n${line.includes('\n') ? line.replaceAll('\n', ' ') : line}`;
  }
  return lines;
}

/** A copy of what callers without types may give as a list. */
function listOf(given: unknown, operation: string): unknown[] {
  try {
    if (Array.isArray(given)) return Array.from(given);
  } catch {}
  const message = 'A batch takes a list of params: give an array.';
  throw { code: 'validation', operation, message, issues: [{ field: '', code: 'type', message }] };
}

/** What is read of options, which may throw. */
function readable<T>(read: () => T): T {
  try {
    return read();
  } catch {
    throw { code: 'configuration', message: 'The options cannot be read: something in them throws.', issues: [] };
  }
}

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
