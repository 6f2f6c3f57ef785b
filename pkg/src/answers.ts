// What came back, read to its end within bounds.

import type { Reply } from './errands.js';
import { breather, cancel, goOn, isBytes, piecesOf } from './streams.js';

/** The longest answer that is read, in bytes, and how much of one that is no result is kept, in characters. */
const LONGEST_ANSWER = 32 * 1024 * 1024;
const KEPT_TEXT = 256 * 1024;

/** How many headers of such an answer are looked at, and how much of them is kept, in characters. */
const MOST_HEADERS = 1000;
const KEPT_HEADERS = 32 * 1024;

/** What came is no answer that can be used. */
export class UnusableError extends Error {}

/** Results stay here; only what may be an error goes to the wasm side, as text. */
export async function read(response: Response, signal: AbortSignal): Promise<Reply> {
  if (typeof response?.status !== 'number') throw new UnusableError('fetch did not answer a Response');
  if (typeof response.text !== 'function') throw new UnusableError('its body has no text()');
  const text = await textOf(response, signal);
  if (typeof text !== 'string') throw new UnusableError('its text() is no text');
  const isSuccess = response.status >= 200 && response.status <= 299;
  const json = isSuccess ? parseJson(text) : undefined;
  const isResult = json !== undefined && json !== null && (json as { error?: unknown }).error !== true;
  const { status } = response;
  if (isResult) return { status, json };
  // As good as an empty answer.
  return { status, text: json === null ? '' : text.slice(0, KEPT_TEXT), headers: headersOf(response) };
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
  const breathe = breather();
  for await (const piece of piecesOf(body, signal)) {
    if (!isBytes(piece)) throw new UnusableError('its body holds something else than bytes');
    bytes += piece.byteLength;
    if (bytes > LONGEST_ANSWER) throw tooLong();
    text += decoder.decode(piece, { stream: true });
    await breathe();
    goOn(signal);
  }
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
