// Uploads, whose length and progress are known.

import type { Exchange, Reply } from './errands.js';
import { told } from './failures.js';
import { sleep, takesStreams, tellsCodes } from './platform.js';
import { breather, goOn, isBytes, piecesOf } from './streams.js';
import { type OnProgress, xhr } from './xhr.js';

export type Init = RequestInit & { duplex?: 'half' };
export type Send = (url: string, init: Init & { signal: AbortSignal }) => Promise<Response>;
/** `send` in place of the host's fetch. */
export type Fetch = (exchange: Exchange, url: string, init: Init, send?: Send) => Promise<Reply>;
export type Bytes = Blob | Uint8Array | ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>;

/** How much of a file is handed on at once. */
const CHUNK = 512 * 1024;

/** The slowest upload that is waited for where its progress cannot be heard of, in bytes per second. */
const SLOWEST = 32 * 1024;

/** How often such an upload is said to go on, in milliseconds. */
const BEAT = 20_000;

/** The caller's data is not what it was said to be. */
export class DataError extends Error {}

/** PUTs a file; rejects when its data has more or fewer bytes than it should. */
export async function upload(
  fetch: Fetch,
  isOwnFetch: boolean,
  url: string,
  data: Bytes,
  size: number,
  mimeType: string,
  exchange: Exchange,
): Promise<Reply> {
  const { signal } = exchange;
  let problem: unknown;
  const over = new AbortController();
  // Whoever reads the file may go on when nobody listens any more.
  const tell = (sent: number) => {
    if (!over.signal.aborted && !signal.aborted) exchange.progressed(sent);
  };
  const body = (listener: OnProgress) =>
    stream(counted(data, size, signal, listener), (error) => {
      problem = error;
    });
  const init = { method: 'PUT', redirect: 'manual' } as const;
  const headers = { 'Content-Type': mimeType };
  try {
    if (takesStreams()) {
      const withLength = { ...headers, 'Content-Length': `${size}` };
      const streamed = { ...init, headers: withLength, body: ofLength(body(tell), size), duplex: 'half' } as const;
      return await fetch(exchange, url, streamed, !isOwnFetch && tellsCodes() ? withoutCopy : undefined);
    }
    // Where a stream loses its length or is refused, the whole file goes as a Blob. That it is read is no byte sent.
    const whole = isBlob(data) ? data : await new Response(body(() => tell(0))).blob();
    const request = { ...init, headers, body: whole };
    if (!isOwnFetch && typeof XMLHttpRequest === 'function') return await fetch(exchange, url, request, xhr(tell));
    void beats(size, tell, over.signal);
    const reply = await fetch(exchange, url, request);
    tell(size);
    return reply;
  } catch (error) {
    throw problem ?? error;
  } finally {
    over.abort();
  }
}

/** Node.js keeps a copy of all that it sends, for a redirect to be followed, unless a redirect is an error. */
const withoutCopy: Send = async (url, init) => {
  try {
    return await globalThis.fetch(url, { ...init, redirect: 'error' });
  } catch (error) {
    if (/unexpected ?redirect/i.test(told(error)[2] ?? '')) return new Response(null, { status: 302 });
    throw error;
  }
};

/** workerd takes the length from the stream, not from the headers. */
function ofLength(body: ReadableStream<Uint8Array>, size: number): ReadableStream<Uint8Array> {
  const { FixedLengthStream } = globalThis as { FixedLengthStream?: new (size: number) => Duplex };
  return FixedLengthStream ? body.pipeThrough(new FixedLengthStream(size)) : body;
}

type Duplex = ReadableWritablePair<Uint8Array, Uint8Array>;

const isBlob = (data: Bytes): data is Blob => 'stream' in data;

/** Says that an upload goes on, for as long as one of its size may take. */
async function beats(size: number, tell: OnProgress, over: AbortSignal): Promise<void> {
  for (let left = (size / SLOWEST) * 1000; left > 0 && !over.aborted; left -= BEAT) {
    tell(0);
    await sleep(BEAT, over);
  }
}

/** The bytes of a file in pieces, told and counted. */
async function* counted(data: Bytes, size: number, signal: AbortSignal, onProgress: OnProgress) {
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

function pieces(data: Bytes, signal: AbortSignal): AsyncIterable<Uint8Array> | Iterable<Uint8Array> {
  if (data instanceof Uint8Array) return parts(data);
  if (Symbol.asyncIterator in data && !('getReader' in data)) return data;
  if (!isBlob(data)) return piecesOf(data, signal);
  // What stands for a Blob may have no more than its stream.
  return typeof data.slice === 'function' ? slices(data) : piecesOf(data.stream(), signal);
}

function* parts(data: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < data.byteLength; at += CHUNK) yield data.subarray(at, at + CHUNK);
}

/** Larger than the pieces of its stream, and one ahead: a disk reads while a network sends. */
async function* slices(data: Blob): AsyncGenerator<Uint8Array> {
  const read = (at: number) => data.slice(at, at + CHUNK).arrayBuffer();
  let coming = read(0);
  for (let at = CHUNK; at < data.size + CHUNK; at += CHUNK) {
    const slice = await coming;
    coming = read(at);
    coming.catch(() => {});
    yield new Uint8Array(slice);
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
    // Not to wait for each piece to be asked for.
    { highWaterMark: 2 },
  );
}
