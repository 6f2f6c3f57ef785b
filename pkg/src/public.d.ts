// Types of wts-chat. What there is at run time is declared in values.d.ts.

/** What went wrong, for programs to branch on. */
export type WtsErrorCode =
  /** The params are wrong, `issues` says how. Nothing was sent. */
  | 'validation'
  /** The client's options are wrong. Nothing was sent. */
  | 'configuration'
  /** The token was refused (401). */
  | 'authentication'
  /** The token is good but may not do this (403). */
  | 'permission'
  | 'not_found'
  | 'conflict'
  | 'bad_request'
  /** Too many requests (429). */
  | 'rate_limited'
  /** The server failed (5xx). */
  | 'server'
  /** The connection failed. */
  | 'network'
  /** No complete answer in time. */
  | 'timeout'
  /** The call's signal ended it. */
  | 'aborted'
  /** The server answered something that is not an answer of this API. */
  | 'invalid_response'
  /** A defect of this package. Look at `maybeSent`. Calls after it work. */
  | 'internal';

/** Why a param is wrong. */
export type IssueCode =
  | 'required'
  | 'unknown'
  | 'type'
  | 'format'
  | 'enum'
  | 'range'
  | 'length'
  | 'conflict'
  | 'unsupported';

/** One thing to mend. */
export interface Issue {
  /** Path of the param: `file.data`, `includeDetails[1]`. */
  field: string;
  code: IssueCode;
  /** What is wrong, and what to do. */
  message: string;
}

/** What is known of a failed call. */
export interface WtsErrorDetails {
  code: WtsErrorCode;
  message: string;
  operation?: string | undefined;
  status?: number | undefined;
  key?: string | undefined;
  requestId?: string | undefined;
  issues?: Issue[] | undefined;
  retryAfter?: number | undefined;
  attempts?: number | undefined;
  maybeSent?: boolean | undefined;
  cause?: unknown;
  response?: { status: number; headers: Record<string, string>; body: string } | undefined;
}

/** What a client did, for logs and figures. Never holds a secret. */
export interface WtsEvent {
  /**
   * `request`: an attempt begins. `response`: it ended. `retry`: another one follows after `wait`. `wait`: the rate limit leaves no room
   * now; the attempt begins after `wait`, as far as that is known. `warning`: something is unwise, `message` says what and what to do
   * instead; it is about no call, so the texts are empty and `attempt` is 0.
   */
  type: 'request' | 'response' | 'retry' | 'wait' | 'warning';
  /** `<resource>.<operation>` that was called. */
  operation: string;
  /** The part of it that this is about: an operation, or `upload` for the bytes of a file. */
  step: string;
  method: 'GET' | 'POST' | 'PUT' | 'DELETE' | '';
  /** Path of the API or origin of the storage, without a query. */
  path: string;
  /** From 1. */
  attempt: number;
  /** Milliseconds since 1970. */
  at: number;
  status?: number;
  /** Of a failed attempt. */
  code?: WtsErrorCode;
  requestId?: string;
  /** Milliseconds that the attempt took. */
  duration?: number;
  /** Milliseconds until the next attempt. */
  wait?: number;
  /** Of a warning: a client in a page has the `apiKey`. Told once, soon after the client is made. */
  message?: string;
}

/** At most `limit` requests in `per` milliseconds. */
export interface Limit {
  limit: number;
  per: number;
}

/**
 * The rate limits that calls keep to: `false` for none, a `share` (up to 1) of the documented ones, or others. `send` is for
 * `wts.send` (except for `typing`), `account` for all the rest; what is left out is as documented.
 */
export type RateLimit = false | { share: number } | { account?: Limit[] | undefined; send?: Limit[] | undefined };

export interface ClientOptions {
  /**
   * API token of the account (`pn_…`). Tokens that begin with `staging_` or `test_` choose those hosts and lose the prefix.
   * Leave it out only where `fetch` or the server at `baseUrl` adds the authorization.
   */
  apiKey?: string | undefined;
  /** Default `https://api.wts.chat`. Any https address, http on loopback only, in browsers also a path of the page's origin. */
  baseUrl?: string | undefined;
  /** Default: the platform's. */
  fetch?: typeof globalThis.fetch | undefined;
  /** Milliseconds for one attempt, its body included. Default 60000. */
  timeout?: number | undefined;
  /** Attempts after the first, where repeating is safe. Default 2. */
  maxRetries?: number | undefined;
  /** Milliseconds that a call waits in all for room under the rate limits, a server's 429 included. Default 360000. */
  maxWait?: number | undefined;
  /** Default: what the API documents, 1,000 requests in 5 minutes and 200 in 5 seconds; of sends, 1,000 in 2 minutes. */
  rateLimit?: RateLimit | undefined;
  /**
   * Name of the account whose rate limits all its clients share, in place of the token: for hosts that add the authorization
   * themselves, and for accounts with several tokens.
   */
  account?: string | undefined;
  /**
   * Country of phone numbers that are written without one: its two letters or its calling code (`'BR'`, `'55'`). Whether a number lacks
   * its country follows from its length, never from how it begins; numbers of other countries need their `+`. Default: none, numbers
   * stay as they are.
   */
  defaultCountry?: string | undefined;
  /** Time zone of dates that are written without one, such as `America/Sao_Paulo`. Default: UTC. */
  timeZone?: string | undefined;
  /** Told what the client does. What it throws is ignored. */
  onEvent?: ((event: WtsEvent) => void) | undefined;
}

export interface CallOptions {
  /** Ends the call. */
  signal?: AbortSignal | undefined;
  /** Milliseconds for one attempt. Default: the client's. */
  timeout?: number | undefined;
  /** Default: the client's. */
  maxRetries?: number | undefined;
  /** Told the bytes sent so far during an upload. What it throws is ignored. */
  onProgress?: ((progress: { sent: number; total: number }) => void) | undefined;
}

/** The bytes of a file: a Blob or File, an ArrayBuffer, any view or Buffer, base64 text or a data: URL, or a stream with `size`. */
export type FileData =
  | Blob
  | ArrayBuffer
  | ArrayBufferView
  | string
  | ReadableStream<Uint8Array>
  | AsyncIterable<Uint8Array>;

/** How lists are gone through. */
export interface ListOptions extends Omit<CallOptions, 'onProgress'> {
  /** Entries in all. Default: all there are. */
  limit?: number | undefined;
  /** Entries of a page, from 1 to 100. Default 100. */
  pageSize?: number | undefined;
  /** Pages that are asked for at a time, after the first. Default 4. */
  concurrency?: number | undefined;
}

/** How many calls of one operation are made. */
export interface BatchOptions extends Omit<CallOptions, 'onProgress'> {
  /** Requests under way at a time, from 1 to 100. Default 4. */
  concurrency?: number | undefined;
  /** Calls that the API takes together go in one request (`send.template`, `send.chatbot`). Default true. */
  fold?: boolean | undefined;
  /**
   * Makes no further calls once one has failed; those under way go on. The calls that were not made fail with `aborted` and 0
   * attempts. Default false.
   */
  stopOnError?: boolean | undefined;
  /** Told each result as it comes, a value or its WtsError, with the number of its call. What it throws is ignored. */
  onItem?: ((result: unknown, at: number) => void) | undefined;
}

/** The entries of a list: for `for await`, or all at once. Nothing is sent before the first entry is asked for. */
export interface List<T> extends AsyncIterable<T> {
  toArray(): Promise<T[]>;
}

/** One thing to choose: what people read, and what is sent. */
export interface Choice {
  name: string;
  value: string;
  description?: string;
}

export interface ChoiceOptions extends Omit<CallOptions, 'onProgress'> {
  /** Only choices with this text, accents and letters' case aside. */
  search?: string | undefined;
  /** Default: all, of at most 1,000 that are read. */
  limit?: number | undefined;
}

/** What a request to any route holds. */
export interface RequestContent {
  /** Parameters of the query; arrays repeat a parameter. */
  query?: Record<string, unknown> | undefined;
  /** Sent as JSON. */
  body?: unknown;
}

/** How a wait for the end of a send goes on. */
export interface WaitOptions extends Omit<CallOptions, 'timeout' | 'onProgress'> {
  /** Milliseconds to wait in all. Default 60000. */
  timeout?: number | undefined;
}

/** What a request needs that is only built. */
export type BuildOptions = Pick<ClientOptions, 'apiKey' | 'baseUrl' | 'defaultCountry' | 'timeZone'>;

/** A request as it would be made. */
export interface BuiltRequest {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  url: string;
  headers: Record<string, string>;
  body: string | null;
}

/** A param, as the catalog describes it. */
export interface CatalogField {
  name: string;
  kind: string;
  required: boolean;
  /** `null` is allowed, and sent. */
  nullable: boolean;
  /** Sent when nothing is given. */
  default?: boolean;
  /** Where its choices come from, when they are the account's: `wts.choices` reads them. */
  choices?: string;
  /** Of a choice. */
  values?: string[];
  /** Of a text or an address: characters. */
  maxLength?: number;
  /** Of a whole number. */
  minimum?: number;
  maximum?: number;
  /** Of a list. */
  items?: Omit<CatalogField, 'name' | 'required' | 'nullable' | 'default' | 'choices'>;
  minItems?: number;
  /** `null` where any number may be given. */
  maxItems?: number | null;
  /** Of metadata: keys may be null. */
  nulls?: boolean;
  /** Of an object or a file. */
  fields?: CatalogField[];
}

export interface CatalogOperation {
  name: string;
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  /** `read` changes nothing, `idempotent` may be repeated, `once` must not happen twice. */
  safety: 'read' | 'idempotent' | 'once';
  /** Answers a list. */
  list: boolean;
  fields: CatalogField[];
}

export interface Catalog {
  resources: { name: string; operations: CatalogOperation[] }[];
}

/** A message, as webhooks tell it. The session says whose it is: `wts.session.get`. */
export interface WebhookMessage {
  id: string;
  sessionId: string;
  type: string;
  text: string | null;
  /** Seen from the platform: `FROM_HUB` is from the contact, `TO_HUB` is ours. */
  direction: 'FROM_HUB' | 'TO_HUB' | (string & {});
  status: string;
  /** Who sent it: `DEFAULT` a person; `BOT`, `API` and `CAMPAIGN` machines. */
  origin: 'DEFAULT' | 'BOT' | 'API' | 'CAMPAIGN' | (string & {});
  /** Zeros are the system. */
  userId: string | null;
  templateId: string | null;
  refId: string | null;
  timestamp: string;
  details: {
    file?: { publicUrl?: string | null; [name: string]: unknown } | null;
    location?: unknown;
    contact?: unknown;
    errors?: unknown;
    transcription?: unknown;
    from?: unknown;
    to?: unknown;
    [name: string]: unknown;
  } | null;
  [name: string]: unknown;
}

/** A contact, as webhooks tell it: some names differ from the API's. */
export interface WebhookContact {
  id: string;
  name?: string | null;
  phonenumber?: string | null;
  tagsId?: string[] | null;
  tags?: string[] | null;
  customFieldValues?: unknown;
  [name: string]: unknown;
}

/** What a chatbot's HTTP block sends, and answers `{ response }` to, one of `responseKeys`. */
export interface ChatbotRequest {
  responseKeys: string[];
  sessionId: string;
  session?: Record<string, unknown> | null;
  channel?: { id: string; key?: string | null; platform?: string | null; displayName?: string | null } | null;
  contact?: WebhookContact | null;
  /** By the keys of the bot's questions. */
  questions?: Record<string, { text: string; answer: string | null }> | null;
  /** By the keys of the bot's menus. */
  menus?: Record<string, { text: string; answer: string | null }> | null;
  lastMessage?: Record<string, unknown> | null;
  [name: string]: unknown;
}

/**
 * The contents of webhook events by their names. The platform adds events without notice; they are passed on as they are.
 * Make one known by declaration merging: `declare module 'wts-chat' { interface WebhookContents { EVENT_NEW: … } }`.
 */
export interface WebhookContents {
  MESSAGE_RECEIVED: WebhookMessage;
  MESSAGE_SENT: WebhookMessage;
  MESSAGE_UPDATED: WebhookMessage;
  CONTACT_NEW: WebhookContact;
  CONTACT_UPDATE: WebhookContact;
  CONTACT_TAG_UPDATE: WebhookContact;
  SESSION_NEW: unknown;
  SESSION_UPDATE: unknown;
  SESSION_COMPLETE: unknown;
  PAYMENT_NEW: unknown;
  PAYMENT_UPDATE: unknown;
  PANEL_CARD_NEW: unknown;
  PANEL_CARD_UPDATE: unknown;
  PANEL_CARD_STEP_CHANGE: unknown;
  PANEL_CARD_NOTE_NEW: unknown;
  PANEL_CARD_NOTE_UPDATE: unknown;
  TEMPLATE_NEW: unknown;
  TEMPLATE_UPDATE: unknown;
  /** Not the platform's name: what a chatbot's HTTP block sends is no event, and has its own shape. */
  CHATBOT: ChatbotRequest;
}

/** One event, told from others by `eventType`. */
export type WebhookEvent = {
  [Name in keyof WebhookContents]: {
    eventType: Name;
    /** When it happened; null for a chatbot's request. */
    date: string | null;
    content: WebhookContents[Name];
    changeMetadata?: unknown;
  };
}[keyof WebhookContents];

/** An event of a name that may not be known. */
export type AnyWebhookEvent = { eventType: string; content: unknown; [name: string]: unknown };

/** The params and the entries of a list whose names are known when compiling. */
export type ListOf<R extends string, O extends string> = R extends keyof Resources
  ? `${O}All` extends keyof Resources[R]
    ? Resources[R][`${O}All`] extends (...call: infer C) => List<infer E>
      ? { call: C; entry: E }
      : AnyList
    : AnyList
  : AnyList;

export type AnyList = { call: [params?: unknown, options?: ListOptions]; entry: unknown };

/** The method of an operation whose names are known when compiling; anything goes where they are not. */
export type OperationOf<R extends string, O extends string> = [R, O] extends ['message', 'waitUntilFinal']
  ? (params: MessageWaitUntilFinalParams, options?: CallOptions) => ReturnType<Resources['message']['waitUntilFinal']>
  : R extends keyof Resources
    ? O extends keyof Resources[R]
      ? Extract<Resources[R][O], (...call: never) => Promise<unknown>>
      : AnyOperation
    : AnyOperation;

export type AnyOperation = (params?: unknown, options?: CallOptions) => Promise<unknown>;
