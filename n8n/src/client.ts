// A client over n8n's own HTTP helpers: the credential adds the authorization, n8n its proxy, TLS and SSRF settings.

import type {
  IExecuteFunctions,
  IHookFunctions,
  IHttpRequestOptions,
  ILoadOptionsFunctions,
  IWebhookFunctions,
} from 'n8n-workflow';
import { type ClientOptions, WtsClient, type WtsEvent } from './wtsChat';

export type Context = IExecuteFunctions | IHookFunctions | ILoadOptionsFunctions | IWebhookFunctions;

export const CREDENTIAL = 'wtsChatApi';

interface Credential {
  apiKey: string;
  baseUrl?: string;
  /** Of the account's rate limits, in percent. */
  rateLimitShare?: number;
}

/** Milliseconds for one attempt, unless the node says otherwise. */
const TIMEOUT = 60_000;

/** How much longer than an attempt n8n's request may take: the client's own end of it says more. */
const GRACE = 5_000;

/** Waits from this long on are logged, in milliseconds; not more often than that either. */
const LONG_WAIT = 10_000;

export async function clientOf(context: Context, options: Partial<ClientOptions> = {}): Promise<WtsClient> {
  const { apiKey, baseUrl, rateLimitShare = 100 } = await context.getCredentials<Credential>(CREDENTIAL);
  const { timeout = TIMEOUT } = options;
  return new WtsClient({
    apiKey,
    baseUrl: baseUrl?.trim() || undefined,
    rateLimit: rateLimitShare === 100 ? undefined : { share: rateLimitShare / 100 },
    timeZone: context.getTimezone(),
    fetch: fetchOf(context, timeout + GRACE),
    onEvent: waitLogger(context),
    ...options,
    timeout,
  });
}

/** What the client asks of a fetch, by n8n's helpers. */
function fetchOf(context: Context, timeout: number): typeof fetch {
  const { helpers } = context;
  return async (input, init = {}) => {
    const { Authorization, ...headers } = init.headers as Record<string, string>;
    const options: IHttpRequestOptions = {
      url: String(input),
      method: init.method as IHttpRequestOptions['method'],
      headers,
      encoding: 'text',
      returnFullResponse: true,
      ignoreHttpStatusErrors: true,
      disableFollowRedirect: true,
    };
    if (typeof init.body === 'string') options.body = init.body;
    try {
      const answer = Authorization
        ? await helpers.httpRequestWithAuthentication.call(context, CREDENTIAL, { ...options, timeout })
        : await helpers.httpRequest({ ...options, ...upload(init, headers) });
      const { statusCode: status, headers: told, body } = answer;
      return { status, headers: told, text: async () => body as string } as unknown as Response;
    } catch (error) {
      throw plain(error);
    }
  };
}

/** A stream as the one kind of body that n8n's helper takes streams in: whatever calls itself a Blob and knows its size. */
function upload({ body, signal }: RequestInit, headers: Record<string, string>): Partial<IHttpRequestOptions> {
  const stream = body as ReadableStream<Uint8Array>;
  const blob = {
    [Symbol.toStringTag]: 'Blob',
    size: Number(headers['Content-Length']),
    type: headers['Content-Type'],
    stream: () => stream,
  };
  return { body: blob as unknown as FormData, abortSignal: signal ?? undefined };
}

/** Only what a failure says: n8n's error holds the whole request, with its headers. */
function plain(error: unknown): Error {
  const { cause } = error as { cause?: unknown };
  const { name, message, code } = (cause instanceof Error ? cause : error) as NodeJS.ErrnoException;
  return Object.assign(new Error(message), { name }, code !== undefined && { code });
}

function waitLogger({ logger }: Context): (event: WtsEvent) => void {
  let last = 0;
  return ({ type, operation, wait = 0, at }) => {
    if (wait < LONG_WAIT || at - last < LONG_WAIT) return;
    last = at;
    const why = type === 'wait' ? 'for room under the rate limits of the account' : 'before the next attempt';
    logger.info(`WTS Chat: ${operation} waits ${Math.round(wait / 1000)} s ${why}`);
  };
}
