// What a thrown value says of itself, whatever it is.

import { UnusableError } from './answers.js';
import { tellsCodes } from './platform.js';
import { DataError } from './uploads.js';

/** Codes of failures before anything was sent; only Node.js and Bun tell. */
const NOT_SENT =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|UND_ERR_CONNECT_TIMEOUT|ConnectionRefused|ERR_TLS_CERT_ALTNAME_INVALID|CERT_\w+|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+)$/;

/** How much of what a thrown value says is kept, in characters: with what is said of it, it fits into an error. */
const KEPT_REASON = 4 * 1024;

/** It was known before that nothing could be sent. */
export class OfflineError extends Error {}

/** What a thrown value says of itself: the kind of failure, its name, message and code. */
export function told(error: unknown): (string | undefined)[] {
  const cause = property(error, 'cause');
  const code = property(error, 'code', isText) ?? property(cause, 'code', isText);
  const said = isText(error) ? error : (property(error, 'message', isText) ?? 'no reason was given');
  // Node.js says `fetch failed`, and why only in the cause.
  const why = property(cause, 'message', isText) ?? property(cause, 'code', isText);
  const tellsMore = why && !said.includes(why);
  const name = property(error, 'name', isText) ?? 'Error';
  return [kindOf(error, code), whole(name), whole(tellsMore ? `${said} (${why})` : said), code && whole(code)];
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
