// The platform as the wasm client's host: fetch, timers, clocks, and uploads whose length and progress are known.

import type { ClientOptions } from '../dist/index.js';

type Fetch = (url: string, init: RequestInit & { duplex?: 'half' }) => Promise<Response>;
type Bytes = Blob | Uint8Array | ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>;

/** Codes of failures before anything was sent; only Node.js and Bun tell. */
const NOT_SENT =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|UND_ERR_CONNECT_TIMEOUT|ConnectionRefused|ERR_TLS_CERT_ALTNAME_INVALID|CERT_\w+|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+)$/;

/** How much of a file is handed on at once. */
const CHUNK = 256 * 1024;

/** The caller's data is not what it was said to be. */
class DataError extends Error {}

/** What came is no answer that can be used. */
class UnusableError extends Error {}

/** It was known before that nothing could be sent. */
class OfflineError extends Error {}

export function platformHost({ fetch: given, onEvent, timeZone }: ClientOptions) {
  const fetch: Fetch = async (url, init) => {
    const isOffline = globalThis.navigator?.onLine === false;
    try {
      return await (given ? given(url, init) : globalThis.fetch(url, init));
    } catch (error) {
      throw isOffline ? new OfflineError('the browser is offline', { cause: error }) : error;
    }
  };
  const host = {
    /** Requests to the API that have begun. */
    begun: 0,
    fetch(url: string, method: string, headers: string, body: string | undefined, signal: AbortSignal) {
      host.begun += 1;
      const init = { method, headers: inPairs(headers.split('\n')), redirect: 'manual', signal } as const;
      return fetch(url, body === undefined ? init : { ...init, body });
    },
    upload: upload.bind(undefined, fetch),
    read,
    told,
    cause: (name: string, message: string, code: string | undefined) =>
      Object.assign(new Error(message), { name }, code !== undefined && { code }),
    sleep,
    now: () => performance.now(),
    date: () => Date.now(),
    random: () => Math.random(),
    offset: zoneOffset(timeZone),
    isolated: isWorkerd(),
    onEvent: harmless(onEvent),
  };
  return host;
}

function inPairs(lines: string[]): Record<string, string> {
  const pairs: Record<string, string> = {};
  for (let at = 0; at < lines.length; at += 2) pairs[lines[at] ?? ''] = lines[at + 1] ?? '';
  return pairs;
}

/** The longest answer that is read, in bytes, and how much of one that is no result is kept, in characters. */
const LONGEST_ANSWER = 32 * 1024 * 1024;
const KEPT_TEXT = 256 * 1024;

/** Results stay here; only what may be an error goes to the wasm side, as text. */
async function read(response: Response) {
  if (typeof response?.status !== 'number') throw new UnusableError('fetch did not answer a Response');
  if (typeof response.text !== 'function') throw new UnusableError('its body has no text()');
  const text = await textOf(response);
  if (typeof text !== 'string') throw new UnusableError('its text() is no text');
  const isSuccess = response.status >= 200 && response.status <= 299;
  const json = isSuccess ? parseJson(text) : undefined;
  if (json !== undefined && (json as { error?: unknown } | null)?.error !== true) return [response.status, json];
  return [response.status, undefined, text.slice(0, KEPT_TEXT), headersOf(response)];
}

/** The text of an answer, read piece by piece where its length is not known before. */
async function textOf(response: Response): Promise<string> {
  const { body, headers } = response;
  const header = (name: string) => (typeof headers?.get === 'function' ? headers.get(name) : null);
  const length = Number(header('content-length') ?? Number.NaN);
  const tooLong = () => new UnusableError(`it has more than ${LONGEST_ANSWER} bytes`);
  if (length > LONGEST_ANSWER) {
    cancel(body);
    throw tooLong();
  }
  // Compressed answers are longer than they say.
  if (typeof body?.getReader !== 'function' || (length >= 0 && !header('content-encoding'))) {
    const text = await response.text();
    if (text?.length > LONGEST_ANSWER) throw tooLong();
    return text;
  }
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (let bytes = 0; ; ) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.byteLength;
    if (bytes > LONGEST_ANSWER) {
      cancel(reader);
      throw tooLong();
    }
    text += decoder.decode(value, { stream: true });
  }
}

/** What cannot be ended is not our failure. */
const cancel = (source: { cancel?(): Promise<void> } | null | undefined) => {
  source?.cancel?.().catch(() => {});
};

/** What is no JSON is nothing: an exception would have to be caught in wasm. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** From a Headers object, any iterable of pairs, or a plain object: their names and values in turn, those that are texts. */
function headersOf(response: { headers?: unknown }): string[] {
  try {
    const headers = Object(response.headers) as object;
    const pairs = Symbol.iterator in headers ? Array.from(headers as Iterable<unknown>) : Object.entries(headers);
    return pairs.flatMap((pair) => {
      const [name, value] = Array.from(Object(pair) as ArrayLike<unknown>);
      return typeof name === 'string' && typeof value === 'string' ? [name.toLowerCase(), value] : [];
    });
  } catch {
    return [];
  }
}

/** How far a local time is ahead of UTC in a zone, both in ms. An unknown zone throws at the first question. */
export function zoneOffset(timeZone: string | undefined): (local: number) => number {
  let format: Intl.DateTimeFormat;
  const ahead = (utc: number) => {
    format ??= new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
    const [, sign, ...parts] = /GMT(?:([+-])(\d+):(\d+)(?::(\d+))?)?$/.exec(format.format(utc)) ?? [];
    const seconds = parts.reduce((sum, part) => sum * 60 + Number(part ?? 0), 0);
    return (sign === '-' ? -1000 : 1000) * seconds;
  };
  return timeZone === undefined ? () => 0 : (local) => ahead(local - ahead(local));
}

/** A caller's callback whose failures, late ones too, stay its own. */
export function harmless<A>(callback: ((argument: A) => unknown) | undefined) {
  return async (argument: A) => {
    try {
      await callback?.(argument);
    } catch {}
  };
}

/** Whether a base URL may be a path of the page's own origin. */
export const sameOrigin = () => typeof location === 'object' && !isNode();

function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener('abort', end);
  });
}

/** What a thrown value says of itself: the kind of failure, its name, message and code. */
function told(error: unknown): (string | undefined)[] {
  const text = (value: unknown, name: string) => {
    try {
      const found = (Object(value) as Record<string, unknown>)[name];
      return typeof found === 'string' && found !== '' ? found : undefined;
    } catch {
      return undefined;
    }
  };
  const cause = typeof error === 'object' && error !== null && 'cause' in error ? error.cause : undefined;
  const code = text(error, 'code') ?? text(cause, 'code');
  const said = typeof error === 'string' ? error : (text(error, 'message') ?? 'no reason was given');
  // Node.js says `fetch failed`, and why only in the cause.
  const why = text(cause, 'message') ?? text(cause, 'code');
  return [kindOf(error, code), text(error, 'name') ?? 'Error', why ? `${said} (${why})` : said, code];
}

function kindOf(error: unknown, code: string | undefined): 'not_sent' | 'bad_data' | 'unusable' | 'unknown' {
  if (error instanceof DataError) return 'bad_data';
  if (error instanceof UnusableError) return 'unusable';
  if (error instanceof OfflineError) return 'not_sent';
  return isNode() && code !== undefined && NOT_SENT.test(code) ? 'not_sent' : 'unknown';
}

/** PUTs a file; rejects when its data has more or fewer bytes than it should. */
async function upload(
  fetch: Fetch,
  url: string,
  data: Bytes,
  size: number,
  mimeType: string,
  signal: AbortSignal,
  onProgress: (sent: number) => void,
) {
  let problem: unknown;
  const body = stream(counted(data, size, onProgress), (error) => {
    problem = error;
  });
  const headers = { 'Content-Type': mimeType };
  try {
    // Where a stream loses its length or is refused, the whole file goes as a Blob.
    const content = takesStreams()
      ? { headers: { ...headers, 'Content-Length': `${size}` }, body, duplex: 'half' as const }
      : { headers, body: await new Response(body).blob() };
    return await fetch(url, { method: 'PUT', redirect: 'manual', signal, ...content });
  } catch (error) {
    throw problem ?? error;
  }
}

/** The bytes of a file in pieces, told and counted. */
async function* counted(data: Bytes, size: number, onProgress: (sent: number) => void) {
  let sent = 0;
  for await (const piece of pieces(data)) {
    if (!(piece instanceof Uint8Array)) throw new DataError('file.data is a stream of something else than bytes');
    sent += piece.byteLength;
    if (sent > size) throw new DataError(`file.data has more bytes than its size of ${size}`);
    yield piece;
    onProgress(sent);
  }
  if (sent < size) throw new DataError(`file.data has only ${sent} bytes of its size of ${size}`);
}

async function* pieces(data: Bytes): AsyncGenerator<Uint8Array> {
  if (data instanceof Uint8Array) {
    for (let at = 0; at < data.byteLength; at += CHUNK) yield data.subarray(at, at + CHUNK);
  } else if (Symbol.asyncIterator in data) {
    yield* data;
  } else {
    const reader = ('stream' in data ? data.stream() : data).getReader();
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return;
        yield value;
      }
    } finally {
      // An upload that ends early ends its source.
      cancel(reader);
    }
  }
}

function stream(source: AsyncGenerator<Uint8Array>, onFailure: (error: unknown) => void): ReadableStream<Uint8Array> {
  return new ReadableStream(
    {
      async pull(controller) {
        try {
          const { done, value } = await source.next();
          if (done) controller.close();
          else controller.enqueue(value);
        } catch (error) {
          onFailure(error);
          throw error;
        }
      },
      cancel: () => source.return(undefined).then(() => {}),
    },
    { highWaterMark: 0 },
  );
}

/** Node.js and Bun: the hosts that say why a connection failed. */
function isNode(): boolean {
  const { process, Deno } = globalThis as { process?: { versions?: { node?: string } }; Deno?: unknown };
  return Boolean(process?.versions?.node) && !Deno;
}

/** Hosts whose fetch sends a stream with the Content-Length that it is given. */
const takesStreams = () => isNode() || isWorkerd();

/** Each request there is a world of its own: what one of them waits for, another must not end. */
const isWorkerd = () => globalThis.navigator?.userAgent === 'Cloudflare-Workers';
