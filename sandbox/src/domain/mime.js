// MIME types: of a file name, and what the API makes of them.

/** @import { FileType } from '../types.js' */
/** @import { Message } from '../types-chat.js' */

/** @type {Record<string, string>} */
const byExtension = {
  pdf: 'application/pdf',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  webp: 'image/webp',
  mp3: 'audio/mpeg',
  ogg: 'audio/ogg',
  mp4: 'video/mp4',
  csv: 'text/csv',
  txt: 'text/plain',
  json: 'application/json',
  zip: 'application/zip',
  doc: 'application/msword',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xls: 'application/vnd.ms-excel',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** The extension without its dot, or an empty text. @param {string} name */
export const extensionOf = (name) => /[^./\\]\.([A-Za-z0-9]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';

/** Of a file name that tells nothing. */
export const unknownMimeType = 'application/octet-stream';

/** @param {string} name */
export const mimeTypeOf = (name) => byExtension[extensionOf(name)] ?? unknownMimeType;

/** @param {string} mimeType @returns {FileType} */
export function fileTypeOf(mimeType) {
  if (mimeType === 'application/pdf') return 'PDF';
  if (mimeType.startsWith('image/')) return 'IMAGE';
  if (mimeType.startsWith('audio/')) return 'AUDIO';
  if (mimeType.startsWith('video/')) return 'VIDEO';
  if (/msword|wordprocessingml/.test(mimeType)) return 'WORD';
  if (/ms-excel|spreadsheetml/.test(mimeType)) return 'EXCEL';
  return 'DOCUMENT';
}

/** @param {FileType} type @returns {Message['type']} */
export function messageTypeOf(type) {
  return type === 'IMAGE' || type === 'AUDIO' || type === 'VIDEO' ? type : 'DOCUMENT';
}
