// Params as JSON text. What JSON cannot say is marked, so that it becomes an issue and not a silent `null`;
// the bytes of a file stay here and are only described.

import type { CallOptions } from '../dist/index.js';

const MARK = '\u0000';
const LONGEST_TEXT = 16 * 1024 * 1024;

/** A value that stands for something without a JSON form. */
class Mark {
  readonly fields: object;
  constructor(what: string, details?: object) {
    this.fields = { [MARK]: what, ...details };
  }
}

/** The JSON text of params or options; never throws. */
export function encode(value: unknown): string {
  try {
    const text = plainly(value) ?? JSON.stringify(value, replacer) ?? 'null';
    return text.length > LONGEST_TEXT ? unreadable('more than 16 MiB of text') : text;
  } catch (error) {
    return unreadable(error);
  }
}

/** The JSON text of params without the bytes of their file, and those bytes. */
export function encodeWithFile(params: unknown): { text: string; data?: unknown } {
  try {
    const given = (params as { file?: unknown } | null | undefined)?.file;
    if (given === null || typeof given !== 'object') return { text: encode(params) };
    const file: { data?: unknown } = describe(given) ? { data: given } : given;
    const described = describe(file.data);
    if (!described) return { text: encode(params) };
    const { data, ...details } = described;
    return { text: encode({ ...(params as object), file: { ...file, data: new Mark('bytes', details) } }), data };
  } catch (error) {
    return { text: unreadable(error) };
  }
}

/** The JSON text of a call's options, and those of them that have no JSON form. */
export function encodeOptions(options: CallOptions | null | undefined) {
  try {
    const { signal, onProgress } = options ?? {};
    return { text: encode(options), signal, onProgress };
  } catch (error) {
    return { text: unreadable(error) };
  }
}

/** What JSON writes otherwise than it is; letters beyond 16 bits are among it, because of those that are halved. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const SPECIAL = /["\\\u0000-\u001f\ud800-\udfff]/;

/** The same text for the plain objects that most params are, several times faster: `JSON.stringify` is slow with a replacer. */
function plainly(value: unknown): string | undefined {
  if (value === undefined || value === null) return 'null';
  if (typeof value !== 'object') return undefined;
  const params = value as Record<string, unknown>;
  if (params.toJSON !== undefined || Object.getPrototypeOf(value) !== Object.prototype) return undefined;
  const keys = Object.keys(params);
  // Before any value is read, which may throw.
  for (const key of keys) if (SPECIAL.test(key)) return undefined;
  let text = '';
  for (const key of keys) {
    const entry = params[key];
    if (entry === undefined) continue;
    const plain = plainText(entry);
    const written = plain === undefined ? JSON.stringify({ [key]: entry }, replacer).slice(1, -1) : `"${key}":${plain}`;
    if (written !== '') text += text === '' ? written : `,${written}`;
  }
  return `{${text}}`;
}

/** Of what needs no look at what is in it. */
function plainText(value: unknown): string | undefined {
  switch (typeof value) {
    case 'string':
      return SPECIAL.test(value) ? undefined : `"${value}"`;
    case 'boolean':
      return String(value);
    default:
      return value === null || Number.isFinite(value) ? String(value) : undefined;
  }
}

function unreadable(why: unknown): string {
  return JSON.stringify({ [MARK]: `something unreadable (${reasonOf(why).replace(/\s+/g, ' ')})` });
}

/** What callers throw may be anything, and throw again when it is looked at. */
function reasonOf(why: unknown): string {
  try {
    const reason = why instanceof Error ? why.message : why;
    if (typeof reason === 'string') return reason.slice(0, 1000).replace(/\p{Surrogate}/gu, '\ufffd');
  } catch {}
  return 'something in it throws';
}

function replacer(this: Record<string, unknown>, key: string, value: unknown): unknown {
  switch (typeof value) {
    case 'number':
      return Number.isFinite(value) ? value : new Mark(String(value)).fields;
    case 'string':
      return /\p{Surrogate}/u.test(value) ? new Mark('a text with half a character').fields : value;
    case 'undefined':
      return Array.isArray(this) ? new Mark('undefined').fields : undefined;
    case 'object':
      return plain(value, this[key]);
    default:
      return typeof value === 'boolean' ? value : new Mark(`a ${typeof value}`).fields;
  }
}

function plain(value: object | null, beforeToJson: unknown): unknown {
  if (value === null) return beforeToJson === null ? null : new Mark('an invalid date').fields;
  if (value instanceof Mark) return value.fields;
  if (value instanceof Map || value instanceof Set) return new Mark(`a ${value.constructor.name}`).fields;
  if (ArrayBuffer.isView(beforeToJson)) return new Mark('binary data').fields;
  return Object.hasOwn(value, MARK) ? new Mark('an object with an unreadable key').fields : value;
}

/** What a file's data says of itself: its size where it is known, whether it can be read `once` only, why it is no data. */
type Described = { data: unknown; size?: number; name?: string; mimeType?: string; once?: true; problem?: string };

function describe(data: unknown): Described | undefined {
  if (typeof data === 'string') return decode(data);
  if (data === null || typeof data !== 'object') return undefined;
  if (ArrayBuffer.isView(data)) return ofBytes(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  switch (Object.prototype.toString.call(data)) {
    case '[object ArrayBuffer]':
    case '[object SharedArrayBuffer]':
      return ofBytes(new Uint8Array(data as ArrayBuffer));
    case '[object Blob]':
    case '[object File]': {
      const { size, type, name } = data as File;
      return { data, size, ...(type && { mimeType: type }), ...(name && { name }) };
    }
    default:
      return 'getReader' in data || Symbol.asyncIterator in data ? { data, once: true } : undefined;
  }
}

const ofBytes = (data: Uint8Array): Described => ({ data, size: data.byteLength });

/** Base64 text or a data: URL. */
function decode(text: string): Described {
  const url = /^data:([^,;]*)((?:;[^,;]*)*),/i.exec(text);
  const content = url ? text.slice(url[0].length) : text;
  try {
    const isBase64 = !url || /;base64$/i.test(url[2] ?? '');
    const bytes = isBase64 ? fromBase64(content) : new TextEncoder().encode(decodeURIComponent(content));
    return { ...ofBytes(bytes), ...(url?.[1] && { mimeType: url[1] }) };
  } catch {
    return { data: undefined, problem: 'is not readable base64' };
  }
}

export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < bytes.length; at++) bytes[at] = binary.charCodeAt(at);
  return bytes;
}
