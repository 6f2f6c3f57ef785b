// Everything that both origins received, in order. Tokens are replaced by their names.

/** @import { Request } from './http/origin.js' */

/**
 * @typedef {{ full: string, limited: string }} Tokens
 *
 * @typedef {object} JournalEntry
 * @property {number} at when its head arrived, ms since the epoch
 * @property {'api' | 'storage'} origin
 * @property {string | null} operation the documented operation that method and path mean
 * @property {string} method
 * @property {string} path without the query, still percent-encoded
 * @property {Record<string, string | string[]>} query as spelt by the client; an array when repeated
 * @property {Record<string, string | string[]>} headers
 * @property {unknown} body the parsed JSON, or null
 * @property {number} bytes of the body
 * @property {number | null} status null while unanswered, and for ever when dropped
 */

export class Journal {
  /** @type {JournalEntry[]} */
  entries = [];

  /** @param {Tokens} tokens */
  constructor(tokens) {
    this.tokens = tokens;
  }

  /**
   * @param {'api' | 'storage'} origin
   * @param {string | null} operation
   * @param {Request} request
   */
  open(origin, operation, { method, path, entries, headers }) {
    /** @type {Record<string, string | string[]>} */
    const shown = {};
    for (const [name, value] of Object.entries(headers)) {
      if (value !== undefined) shown[name] = name === 'authorization' ? this.#nameOf(String(value)) : value;
    }
    /** @type {JournalEntry} */
    const entry = {
      at: Date.now(),
      origin,
      operation,
      method,
      path,
      query: group(entries),
      headers: shown,
      body: null,
      bytes: 0,
      status: null,
    };
    this.entries.push(entry);
    return entry;
  }

  /** @param {string} authorization */
  #nameOf(authorization) {
    return `Bearer ${tokenName(authorization, this.tokens)}`;
  }
}

/**
 * @param {string | undefined} authorization
 * @param {Tokens} tokens
 * @returns {'full' | 'limited' | 'unknown'}
 */
export function tokenName(authorization, tokens) {
  const token = /^bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
  if (token === tokens.full) return 'full';
  return token === tokens.limited ? 'limited' : 'unknown';
}

/** @param {[string, string][]} entries */
function group(entries) {
  /** @type {Record<string, string | string[]>} */
  const grouped = {};
  for (const [name, value] of entries) {
    const before = grouped[name];
    grouped[name] = before === undefined ? value : [before, value].flat();
  }
  return grouped;
}
