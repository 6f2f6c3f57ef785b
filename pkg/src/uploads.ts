// Uploads, whose length and progress are known.

import type { Answer } from './answers.js';
import { takesStreams } from './platform.js';
import { breather, goOn, isBytes, piecesOf } from './streams.js';

export type Init = RequestInit & { signal: AbortSignal; duplex?: 'half' };
export type Fetch = (url: string, init: Init) => Promise<Answer>;
type Bytes = Blob | Uint8Array | ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>;

/** How much of a file is handed on at once. */
const CHUNK = 256 * 1024;

/** The caller's data is not what it was said to be. */
export class DataError extends Error {}

/** PUTs a file; rejects when its data has more or fewer bytes than it should. */
export async function upload(
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
    yield* piecesOf('stream' in data ? data.stream() : data, signal);
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
