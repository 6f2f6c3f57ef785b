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

export function platformHost({ fetch: given, onEvent, timeZone }: ClientOptions) {
  const fetch: Fetch = async (url, init) => (given ? given(url, init) : globalThis.fetch(url, init));
  const host = {
    /** Requests to the API that have begun. */
    begun: 0,
    fetch: (...request: Parameters<Fetch>) => {
      host.begun += 1;
      return fetch(...request);
    },
    upload: upload.bind(undefined, fetch),
    sleep,
    now: () => performance.now(),
    date: () => Date.now(),
    random: () => Math.random(),
    offset: zoneOffset(timeZone),
    parse: parseJson,
    headersOf,
    classify,
    onEvent: harmless(onEvent),
  };
  return host;
}

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

function classify(error: unknown): 'not_sent' | 'bad_data' | 'unknown' {
  if (error instanceof DataError) return 'bad_data';
  const { code, cause } = Object(error) as { code?: unknown; cause?: { code?: unknown } };
  return isNode() && NOT_SENT.test(String(code ?? cause?.code)) ? 'not_sent' : 'unknown';
}

type Sending = { size: number; headers: Record<string, string>; signal: AbortSignal; onProgress(sent: number): void };

/** PUTs a file; rejects when its data has more or fewer bytes than it should. */
async function upload(fetch: Fetch, url: string, data: Bytes, { size, headers, signal, onProgress }: Sending) {
  let problem: unknown;
  const body = stream(counted(data, size, onProgress), (error) => {
    problem = error;
  });
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
      // An upload that ends early ends its source; one that cannot be ended is not our failure.
      reader.cancel().catch(() => {});
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
const takesStreams = () => isNode() || globalThis.navigator?.userAgent === 'Cloudflare-Workers';
