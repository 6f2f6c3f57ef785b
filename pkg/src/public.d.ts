// Types of wts-chat.

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
  /** A defect of this package. */
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

/** The one error that the package throws or rejects with. */
export class WtsError extends Error {
  constructor(details: WtsErrorDetails, origin?: { stack?: string });
  readonly name: 'WtsError';
  readonly code: WtsErrorCode;
  /** `<resource>.<operation>` that was called. */
  readonly operation: string | undefined;
  /** HTTP status; the envelope's own where the API sent an error inside a 200. */
  readonly status: number | undefined;
  /** The API's own key, such as `ENTITY_NOT_FOUND`. */
  readonly key: string | undefined;
  /** What the platform's support asks for. */
  readonly requestId: string | undefined;
  /** What is wrong with the params or options; empty for other errors. */
  readonly issues: Issue[];
  /** Milliseconds that the server asked to wait. */
  readonly retryAfter: number | undefined;
  /** Requests made for the step that failed; 0 when nothing was sent. */
  readonly attempts: number;
  /** The request may have been carried out although the call failed: check before you repeat it. */
  readonly maybeSent: boolean;
  /** The raw answer, without secrets. Not enumerable. */
  readonly response: { status: number; headers: Record<string, string>; body: string } | undefined;
}

/** Whether something is a WtsError, of whatever copy of the package or realm. */
export function isWtsError(error: unknown): error is WtsError;

/** What a client did, for logs and figures. Never holds a secret. */
export interface WtsEvent {
  /** `request`: an attempt begins. `response`: it ended. `retry`: another one follows after `wait`. */
  type: 'request' | 'response' | 'retry';
  /** `<resource>.<operation>` that was called. */
  operation: string;
  /** The part of it that this is about: an operation, or `upload` for the bytes of a file. */
  step: string;
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
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
}

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
  /** Of a choice. */
  values?: string[];
  /** Of a list. */
  items?: { kind: string; values?: string[] };
  /** Of a file. */
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

/** Everything that the package can do, as data. */
export function catalog(): Catalog;

/** The issues of an operation's params, none when they are right. Pure, synchronous, never throws. */
export function validate(resource: string, operation: string, params?: unknown): Issue[];

/**
 * The request of an operation, not made. Pure and synchronous.
 * @throws {WtsError} `validation` for wrong params, `configuration` for wrong options.
 */
export function buildRequest(
  resource: string,
  operation: string,
  params?: unknown,
  options?: { apiKey?: string; baseUrl?: string },
): BuiltRequest;

/** A client of one account. */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the properties follow from the catalog
export class WtsClient {
  /** @throws {WtsError} `configuration` for wrong options. */
  constructor(options: ClientOptions);

  /** Runs an operation by its names: the same as `wts.<resource>.<operation>(params, options)`. Only ever rejects. */
  execute<R extends string, O extends string>(
    resource: R,
    operation: O,
    ...call: Parameters<OperationOf<R, O>>
  ): ReturnType<OperationOf<R, O>>;
}

/** The method of an operation whose names are known when compiling; anything goes where they are not. */
export type OperationOf<R extends string, O extends string> = R extends keyof Resources
  ? O extends keyof Resources[R]
    ? Extract<Resources[R][O], (...call: never) => Promise<unknown>>
    : AnyOperation
  : AnyOperation;

export type AnyOperation = (params?: unknown, options?: CallOptions) => Promise<unknown>;

export interface WtsClient extends Resources {}
