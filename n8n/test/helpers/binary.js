// Binary data, after n8n-core (binary-helper-functions.js, binary-data.service.js): in the item as base64 (n8n's mode `default`),
// or in a store, with an id in the item (`filesystem-v2` and its like).

import { randomUUID } from 'node:crypto';
import { createReadStream, readFileSync, statSync } from 'node:fs';
import { IncomingMessage } from 'node:http';
import path from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { fromTools, workflow } from './package.js';

/** @import { IBinaryData, INode, INodeExecutionData } from 'n8n-workflow' */

/** @typedef {{ fileName?: string, mimeType?: string, fileExtension?: string }} Facts */
/** @typedef {{ content: Buffer | string, facts: Facts }} Stored a path instead of bytes is a file on the disk */

const lodashGet = fromTools('lodash/get');
const mimeTypes = fromTools('mime-types');

const mode = 'filesystem-v2';
const chunkSize = 64 * 1024;

/** @type {Map<string, Stored>} */
const store = new Map();

export const storedCount = () => store.size;
export const clearStore = () => store.clear();

/** A file in the item itself. @param {Buffer | string} content text or bytes @param {Facts} [facts] @returns {IBinaryData} */
export function binaryOf(content, facts = {}) {
  const bytes = Buffer.from(content);
  const mimeType = facts.mimeType ?? 'application/octet-stream';
  return { ...facts, mimeType, data: bytes.toString('base64'), bytes: bytes.length, fileSize: sizeText(bytes.length) };
}

/**
 * A file that n8n keeps outside of the item.
 * @param {Buffer | string} content bytes, or the path of a file
 * @param {Facts} [facts]
 * @returns {IBinaryData}
 */
export function storedBinary(content, facts = {}) {
  const id = `${mode}:${randomUUID()}`;
  store.set(id, { content, facts });
  const bytes = sizeOf(id);
  return {
    ...facts,
    mimeType: facts.mimeType ?? 'application/octet-stream',
    id,
    data: mode,
    bytes,
    fileSize: sizeText(bytes),
  };
}

/** The bytes of a file of an item, wherever they are. @param {IBinaryData | undefined} binary @returns {Buffer} */
export function contentOf(binary) {
  if (!binary) throw new TypeError('there is no binary data');
  if (!binary.id) return Buffer.from(binary.data, 'base64');
  const { content } = stored(binary.id);
  return typeof content === 'string' ? readFileSync(content) : content;
}

/** @param {string} id */
function stored(id) {
  return store.get(id) ?? raise(new workflow.UnexpectedError(`No binary data with the id ${id}`));
}

/** @param {string} id */
function sizeOf(id) {
  const { content } = stored(id);
  return typeof content === 'string' ? statSync(content).size : content.length;
}

/** @param {Error} error @returns {never} */
function raise(error) {
  throw error;
}

/** @param {Buffer} bytes */
function* chunks(bytes, size = chunkSize) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** @param {number} bytes */
const sizeText = (bytes) => (bytes < 1000 ? `${bytes} B` : `${Number((bytes / 1000).toPrecision(3))} kB`);

/** Those that webhooks have too. @param {boolean} isStored whether new files go to the store */
export function binaryHelpers(isStored) {
  return {
    /** @param {string} id */
    getBinaryMetadata: async (id) => ({ ...stored(id).facts, fileSize: sizeOf(id) }),
    /** @param {string} id @param {number} [size] of its pieces */
    getBinaryStream: async (id, size) => {
      const { content } = stored(id);
      if (typeof content === 'string') return createReadStream(content, { highWaterMark: size });
      return Readable.from(chunks(content, size), { objectMode: false, highWaterMark: size });
    },
    /** @param {string} id */
    getBinaryPath: (id) => id,
    /** @param {Buffer | Readable} content */
    binaryToBuffer: async (content) => (Buffer.isBuffer(content) ? content : await buffer(content)),
    /** @param {Buffer | Readable} content @param {string} [filePath] @param {string} [mimeType] */
    prepareBinaryData: async (content, filePath, mimeType) => {
      const facts = factsOf(content, filePath, mimeType);
      const bytes = Buffer.isBuffer(content) ? content : await buffer(content);
      const kept = isStored ? storedBinary(bytes, facts) : binaryOf(bytes, facts);
      return { ...facts, ...kept, fileType: workflow.fileTypeFromMimeType(facts.mimeType) };
    },
  };
}

/**
 * What n8n makes of a file's name and MIME type.
 * @param {Buffer | Readable} content
 * @param {string | undefined} filePath
 * @param {string | undefined} mimeType
 */
function factsOf(content, filePath, mimeType) {
  const message = content instanceof IncomingMessage ? /** @type {any} */ (content) : undefined;
  filePath ||= message && decodeURIComponent(message.req?.path ?? '').slice(1);
  mimeType ||= (filePath && mimeTypes.lookup(filePath)) || message?.headers['content-type'] || undefined;
  const known = mimeType ?? 'text/plain';
  const { base, dir, ext } = path.parse(filePath ?? '');
  const fileExtension = ext.slice(1) || (mimeType && mimeTypes.extension(mimeType)) || undefined;
  return {
    mimeType: known,
    ...(fileExtension && { fileExtension }),
    ...(dir && { directory: dir }),
    ...(base && { fileName: base }),
  };
}

/**
 * Those that look at the input of an execution. In the combined mode of a workflow, files lie in the items' JSON, at a path.
 * @param {{ items: INodeExecutionData[], node: INode, isCombined: boolean }} input
 */
export function inputBinaryHelpers({ items, node, isCombined }) {
  /** @param {number} itemIndex @param {unknown} given @returns {IBinaryData} */
  const assertBinaryData = (itemIndex, given) => {
    if (workflow.isBinaryValue(given)) return given;
    const fail = (/** @type {string} */ message) =>
      raise(new workflow.NodeOperationError(node, message, { itemIndex }));
    if (typeof given !== 'string') return fail('Provided parameter is not a string or binary data object.');
    if (isCombined) {
      const found = lodashGet(items[itemIndex]?.json, given);
      if (workflow.isBinaryValue(found)) return found;
      return fail(`The path '${given}' does not resolve to a binary data object in the input data [item ${itemIndex}]`);
    }
    const all = items[itemIndex]?.binary;
    if (all === undefined) {
      return fail(
        `This operation expects the node's input data to contain a binary file '${given}', but none was found [item ${itemIndex}]`,
      );
    }
    return all[given] ?? fail(`The item has no binary field '${given}' [item ${itemIndex}]`);
  };
  return {
    assertBinaryData,
    /** @param {number} itemIndex @param {unknown} given */
    getBinaryDataBuffer: async (itemIndex, given) => contentOf(assertBinaryData(itemIndex, given)),
  };
}
