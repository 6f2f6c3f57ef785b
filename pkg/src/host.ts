// The platform as the wasm client's host: fetch, timers, clocks, and uploads whose length and progress are known.

import type { ClientOptions } from '../dist/index.js';

type Init = RequestInit & { signal: AbortSignal; duplex?: 'half' };
/** An answer that is to be read, and what ends the reading. */
type Answer = { response: Response; signal: AbortSignal };
type Fetch = (url: string, init: Init) => Promise<Answer>;
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
    const { signal } = init;
    // Not every fetch heeds its signal.
    goOn(signal);
    const wasOffline = isOffline(url);
    try {
      const response = await (given ? given(url, init) : globalThis.fetch(url, init));
      if (signal.aborted) cancel(response.body);
      return { response, signal };
    } catch (error) {
      throw wasOffline && isOffline(url) ? new OfflineError('the browser is offline', { cause: error }) : error;
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

/** How many headers of such an answer are looked at, and how much of them is kept, in characters. */
const MOST_HEADERS = 1000;
const KEPT_HEADERS = 32 * 1024;

/** How much of what a thrown value says is kept, in characters: with what is said of it, it fits into an error. */
const KEPT_REASON = 4 * 1024;

/** Results stay here; only what may be an error goes to the wasm side, as text. */
async function read({ response, signal }: Answer) {
  if (typeof response?.status !== 'number') throw new UnusableError('fetch did not answer a Response');
  if (typeof response.text !== 'function') throw new UnusableError('its body has no text()');
  const text = await textOf(response, signal);
  if (typeof text !== 'string') throw new UnusableError('its text() is no text');
  const isSuccess = response.status >= 200 && response.status <= 299;
  const json = isSuccess ? parseJson(text) : undefined;
  const isResult = json !== undefined && json !== null && (json as { error?: unknown }).error !== true;
  if (isResult) return [response.status, json];
  // As good as an empty answer.
  const told = json === null ? '' : text.slice(0, KEPT_TEXT);
  return [response.status, undefined, told, headersOf(response)];
}

/**
 * The text of an answer, read piece by piece where that can be done: what its headers say of its length may be wrong, and
 * compressed answers are longer than they say.
 */
async function textOf(response: Response, signal: AbortSignal): Promise<string> {
  const { body } = response;
  const tooLong = () => new UnusableError(`it has more than ${LONGEST_ANSWER} bytes`);
  if (lengthOf(response) > LONGEST_ANSWER) {
    cancel(body);
    throw tooLong();
  }
  if (typeof body?.getReader !== 'function') {
    const text = await response.text();
    if (text?.length > LONGEST_ANSWER) throw tooLong();
    return text;
  }
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  await eachPiece(body, signal, (piece) => {
    bytes += piece.byteLength;
    if (bytes > LONGEST_ANSWER) throw tooLong();
    text += decoder.decode(piece, { stream: true });
  });
  return text + decoder.decode();
}

/** How long an answer says it is. */
function lengthOf({ headers }: Response): number {
  try {
    return Number(headers.get('content-length'));
  } catch {
    return 0;
  }
}

/** Reads a stream to its end. Whatever else ends the reading, ends the stream too. */
async function eachPiece(stream: ReadableStream<Uint8Array>, signal: AbortSignal, take: (piece: Uint8Array) => void) {
  const reader = stream.getReader();
  const end = () => cancel(reader);
  signal.addEventListener('abort', end);
  try {
    const breathe = breather();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      if (!isBytes(value)) throw new UnusableError('its body holds something else than bytes');
      take(value);
      await breathe();
      goOn(signal);
    }
  } catch (error) {
    end();
    throw error;
  } finally {
    signal.removeEventListener('abort', end);
  }
}

/** Of any realm: a test runner's may not be the platform's. */
const isBytes = (value: unknown) => Object.prototype.toString.call(value) === '[object Uint8Array]';

/** What cannot be ended is not our failure. */
async function cancel(source: { cancel?(): Promise<void> } | null | undefined) {
  try {
    await source?.cancel?.();
  } catch {}
}

/** Ends what is of no use any more; polyfills of signals have no `throwIfAborted`. */
function goOn(signal: AbortSignal): void {
  if (signal.aborted) throw signal.reason;
}

/** Streams that always have something ready would keep timers, and so time-outs, from their turn. */
function breather() {
  let steps = 0;
  return () => {
    steps += 1;
    return steps % 1000 === 0 ? new Promise<void>((resolve) => setTimeout(resolve)) : undefined;
  };
}

/** What is no JSON is nothing: an exception would have to be caught in wasm. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * From a Headers object, any iterable of pairs, or a plain object: their names and values in turn, those that are texts.
 * What would be too much is left out as a whole: of a secret, not even a part may be left.
 */
function headersOf(response: { headers?: unknown }): string[] {
  const lines: string[] = [];
  let room = KEPT_HEADERS;
  try {
    const headers = Object(response.headers) as object;
    const pairs = Symbol.iterator in headers ? (headers as Iterable<unknown>) : Object.entries(headers);
    let left = MOST_HEADERS;
    for (const pair of pairs) {
      const [name, value] = [Object(pair)[0], Object(pair)[1]] as unknown[];
      if (typeof name === 'string' && typeof value === 'string' && name.length + value.length <= room) {
        room -= name.length + value.length;
        lines.push(name.toLowerCase(), value);
      }
      left -= 1;
      if (left === 0) break;
    }
  } catch {}
  return lines;
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
  const cause = property(error, 'cause');
  const code = property(error, 'code', isText) ?? property(cause, 'code', isText);
  const said = isText(error) ? error : (property(error, 'message', isText) ?? 'no reason was given');
  // Node.js says `fetch failed`, and why only in the cause.
  const why = property(cause, 'message', isText) ?? property(cause, 'code', isText);
  const name = property(error, 'name', isText) ?? 'Error';
  return [kindOf(error, code), whole(name), whole(why ? `${said} (${why})` : said), code && whole(code)];
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** What a value of others has by a name, if it can be asked and is what is wanted. */
function property<T>(value: unknown, name: string, isWanted: (found: unknown) => found is T): T | undefined;
function property(value: unknown, name: string): unknown;
function property(value: unknown, name: string, isWanted?: (found: unknown) => boolean) {
  try {
    const found = (Object(value) as Record<string, unknown>)[name];
    return !isWanted || isWanted(found) ? found : undefined;
  } catch {
    return undefined;
  }
}

/** Whole words of a text that is too long: half a secret would not be recognised. */
const whole = (text: string) =>
  text.length > KEPT_REASON ? `${text.slice(0, text.lastIndexOf(' ', KEPT_REASON) + 1)}…` : text;

function kindOf(error: unknown, code: string | undefined): 'not_sent' | 'bad_data' | 'unusable' | 'unknown' {
  if (isOf(DataError, error)) return 'bad_data';
  if (isOf(UnusableError, error)) return 'unusable';
  if (isOf(OfflineError, error)) return 'not_sent';
  return tellsCodes() && code !== undefined && NOT_SENT.test(code) ? 'not_sent' : 'unknown';
}

/** `instanceof` that no proxy can make throw. */
function isOf(type: new () => Error, error: unknown): boolean {
  try {
    return error instanceof type;
  } catch {
    return false;
  }
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
): Promise<Answer> {
  let problem: unknown;
  let isOver = false;
  // Whoever reads the file may go on when nobody listens any more.
  const tell = (sent: number) => {
    if (!isOver && !signal.aborted) onProgress(sent);
  };
  const body = stream(counted(data, size, signal, tell), (error) => {
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
  } finally {
    isOver = true;
  }
}

/** The bytes of a file in pieces, told and counted. */
async function* counted(data: Bytes, size: number, signal: AbortSignal, onProgress: (sent: number) => void) {
  const breathe = breather();
  let sent = 0;
  for await (const piece of pieces(data, signal)) {
    if (!isBytes(piece)) throw new DataError('file.data is a stream of something else than bytes');
    sent += piece.byteLength;
    if (sent > size) throw new DataError(`file.data has more bytes than its size of ${size}`);
    await breathe();
    goOn(signal);
    // Nothing is no progress.
    if (piece.byteLength === 0) continue;
    yield piece;
    onProgress(sent);
  }
  if (sent < size) throw new DataError(`file.data has only ${sent} bytes of its size of ${size}`);
}

async function* pieces(data: Bytes, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  if (data instanceof Uint8Array) {
    for (let at = 0; at < data.byteLength; at += CHUNK) yield data.subarray(at, at + CHUNK);
  } else if (Symbol.asyncIterator in data && !('getReader' in data)) {
    yield* data;
  } else {
    const reader = ('stream' in data ? data.stream() : data).getReader();
    // An upload that ends early ends its source, even one that is waited for.
    const end = () => cancel(reader);
    signal.addEventListener('abort', end);
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return;
        yield value;
      }
    } finally {
      signal.removeEventListener('abort', end);
      end();
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

/** Whether a browser is offline; what is on its own machine, it reaches all the same. */
function isOffline(url: string): boolean {
  if (globalThis.navigator?.onLine !== false) return false;
  const { hostname } = new URL(url, globalThis.location?.href);
  return !/^(localhost|127\.[\d.]+|\[::1\])$/.test(hostname);
}

/** Beside them, workerd may have a `process`; its codes are not those of its fetch. */
const tellsCodes = () => isNode() && !isWorkerd();

/** Hosts whose fetch sends a stream with the Content-Length that it is given. */
const takesStreams = () => isNode() || isWorkerd();

/** Each request there is a world of its own: what one of them waits for, another must not end. */
const isWorkerd = () => globalThis.navigator?.userAgent === 'Cloudflare-Workers';
