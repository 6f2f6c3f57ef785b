// Files that messages and notes carry: stored ones by id, others by a public URL.

import { randomUUID } from 'node:crypto';
import { formError } from '../errors.js';
import { fileTypeOf, mimeTypeOf } from './mime.js';

/** @import { Store } from '../store.js' */
/** @import { MessageFile } from '../types-chat.js' */

/**
 * @param {Store} state
 * @param {{ fileId?: string | null | undefined, fileUrl?: string | null | undefined }} given
 * @param {string} storageUrl
 * @returns {MessageFile | null}
 */
export function findFile(state, { fileId, fileUrl }, storageUrl) {
  if (fileId) return storedFile(state, fileId, storageUrl);
  return fileUrl?.trim() ? linkedFile(fileUrl.trim()) : null;
}

/**
 * What is no URL is an id.
 * @param {string | null | undefined} fileIdOrUrl
 */
export function idOrUrl(fileIdOrUrl) {
  const given = fileIdOrUrl?.trim();
  return given?.includes(':') ? { fileUrl: given } : { fileId: given };
}

/**
 * @param {Store} state
 * @param {string} fileId
 * @param {string} storageUrl
 * @returns {MessageFile}
 */
export function storedFile(state, fileId, storageUrl) {
  const { id, name, mimeType, type, size } = state.file(fileId);
  const publicUrl = `${storageUrl}/files/${id}/${encodeURIComponent(name)}`;
  return { id, stored: true, name, mimeType, type, size, publicUrl };
}

/** @param {string} fileUrl @returns {MessageFile} */
export function linkedFile(fileUrl) {
  const url = URL.canParse(fileUrl) ? new URL(fileUrl) : null;
  if (!url || !/^https?:$/.test(url.protocol)) throw formError('A URL do arquivo deve ser pública (http ou https)');
  const name = url.pathname.split('/').at(-1) || 'arquivo';
  const mimeType = mimeTypeOf(name);
  return { id: randomUUID(), stored: false, name, mimeType, type: fileTypeOf(mimeType), size: 0, publicUrl: fileUrl };
}
