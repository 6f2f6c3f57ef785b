// What the package exports at run time.

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
  /** Milliseconds until there is room again: what the server asked for, or else what the rate limits say. */
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
  options?: BuildOptions,
): BuiltRequest;

/**
 * A webhook's body, as text, bytes or an object, as an event.
 * @throws {WtsError} `validation` for what is none.
 */
export function parseWebhook(body: unknown): WebhookEvent;

/** Whether the contact wrote the message of an event. */
export function isFromContact(event: AnyWebhookEvent): boolean;

/**
 * The same text for an event that is delivered again, which happens, minutes later too; another one for any other event.
 * (The platform gives events no id.)
 */
export function webhookKey(event: AnyWebhookEvent): string;

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

  /**
   * Makes many calls of one operation. The results are in the order of the params, each a value or its WtsError (`isWtsError`). Calls
   * for one recipient, session, contact or card stay in their order, others run side by side. Rejects as a whole only for an unknown
   * operation and for wrong options.
   */
  batch<R extends string, O extends string>(
    resource: R,
    operation: O,
    listOfParams: readonly Parameters<OperationOf<R, O>>[0][],
    options?: BatchOptions,
  ): Promise<(Awaited<ReturnType<OperationOf<R, O>>> | WtsError)[]>;

  /** All entries of a list, by its names: the same as `wts.<resource>.<operation>All(params, options)`. */
  paginate<R extends string, O extends string>(
    resource: R,
    operation: O,
    ...call: ListOf<R, O>['call']
  ): List<ListOf<R, O>['entry']>;

  /**
   * What may be chosen for a param, sorted by name: the values of an enum, or what the account has (channels, tags, steps, …).
   * `params` holds the others so far; where choices belong to something (a panel, a channel, a session), it must be among them.
   */
  choices(
    resource: string,
    operation: string,
    field: string,
    params?: unknown,
    options?: ChoiceOptions,
  ): Promise<Choice[]>;

  /** The id of what has a name. Looked up at most once a minute. `not_found` or `conflict` when it is not exactly one. */
  idOf(what: 'tag' | 'department' | 'user' | 'channel', name: string, options?: CallOptions): Promise<string>;

  /** A request to a route that the catalog lacks. GET, PUT and DELETE are repeated where a failure allows it, POST is not. */
  request(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    path: string,
    content?: RequestContent,
    options?: CallOptions,
  ): Promise<unknown>;
}

export interface WtsClient extends Resources {}
