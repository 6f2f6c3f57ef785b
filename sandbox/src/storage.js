// The storage origin: pre-signed PUTs as object storage takes them. Bytes are counted and hashed, never kept.

import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { empty, storageError } from './http/answer.js';

/** @import { IncomingMessage } from 'node:http' */
/** @import { Origin, Request } from './http/origin.js' */
/** @import { Store } from './store.js' */
/** @import { Upload } from './types.js' */

/** @typedef {{ size: number, sha256: string }} Content */

/** Signs upload URLs, and tells whether a URL is one of them. */
export class Signer {
  #secret = randomBytes(32);
  #urls;

  /** @param {{ storage: string }} urls */
  constructor(urls) {
    this.#urls = urls;
  }

  /**
   * @param {Upload} upload
   * @param {number} ttl in ms
   */
  sign({ path, mimeType }, ttl) {
    const expires = String(Date.now() + ttl);
    const query = new URLSearchParams({
      'X-Sandbox-Algorithm': 'HMAC-SHA256',
      'X-Sandbox-Expires': expires,
      'X-Sandbox-SignedHeaders': mimeType === null ? 'host' : 'content-type;host',
      'X-Sandbox-Signature': this.#signature(path, expires),
    });
    return `${this.#urls.storage}${path}?${query}`;
  }

  /** @param {Request} request @returns {'valid' | 'expired' | 'wrong'} */
  verify({ path, entries }) {
    const query = new Map(entries);
    const expires = query.get('X-Sandbox-Expires') ?? '';
    const given = Buffer.from(query.get('X-Sandbox-Signature') ?? '');
    const right = Buffer.from(this.#signature(path, expires));
    if (given.length !== right.length || !timingSafeEqual(given, right)) return 'wrong';
    return Number(expires) > Date.now() ? 'valid' : 'expired';
  }

  /** @param {string} path @param {string} expires */
  #signature(path, expires) {
    return createHmac('sha256', this.#secret).update(`PUT\n${path}\n${expires}`).digest('hex');
  }
}

/**
 * @param {Store} state
 * @param {Signer} signer
 * @returns {Origin<Content>}
 */
export function storageOrigin(state, signer) {
  return {
    name: 'storage',
    operationOf: () => null,
    read: async (req) => {
      const content = await digest(req);
      return { bytes: content.size, body: null, received: content };
    },
    process: (request, content) => put(state, signer, request, content),
  };
}

/**
 * @param {Store} state
 * @param {Signer} signer
 * @param {Request} request
 * @param {Content} content
 */
function put(state, signer, request, content) {
  const { method, path, headers } = request;
  if (method !== 'PUT') return storageError(404, 'NoSuchKey', 'The sandbox keeps no bytes: there is nothing to read.');
  if (headers.authorization !== undefined) {
    return storageError(
      403,
      'AccessDenied',
      'Only one auth mechanism allowed: a signed URL takes no Authorization header.',
    );
  }
  const verdict = signer.verify(request);
  if (verdict === 'wrong')
    return storageError(403, 'SignatureDoesNotMatch', 'The signature does not match the request.');
  if (verdict === 'expired') return storageError(403, 'AccessDenied', 'Request has expired');
  const upload = [...state.uploads.values()].find((candidate) => candidate.path === path);
  if (!upload) return storageError(404, 'NoSuchUpload', 'The specified upload does not exist.');
  if (upload.mimeType !== null && headers['content-type'] !== upload.mimeType) {
    return storageError(403, 'SignatureDoesNotMatch', `The signed Content-Type is ${escapeXml(upload.mimeType)}.`);
  }
  if (headers['content-length'] === undefined) {
    return storageError(411, 'MissingContentLength', 'You must provide the Content-Length HTTP header.');
  }
  upload.content = content;
  return empty(200, { etag: `"${content.sha256.slice(0, 32)}"` });
}

/** @param {IncomingMessage} req @returns {Promise<Content>} */
async function digest(req) {
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of req) {
    size += chunk.length;
    hash.update(chunk);
  }
  return { size, sha256: hash.digest('hex') };
}

/** @param {string} text */
const escapeXml = (text) => text.replace(/[<>&]/g, (sign) => `&#${sign.charCodeAt(0)};`);
