// Files: steps 1 and 3 of an upload. Step 2, the PUT, belongs to the storage origin.

import { randomUUID } from 'node:crypto';
import { extensionOf, fileTypeOf, mimeTypeOf } from '../domain/mime.js';
import { formError, notFound } from '../errors.js';
import { fileView } from '../views.js';

/** @import { FileType, StoredFile, Upload } from '../types.js' */

/** @type {Record<string, import('../types.js').Handler>} */
export const fileHandlers = {
  'file.getUploadUrl': ({ state, query, signer }) => {
    const { Type, Name, MimeType } = /** @type {{ Type: FileType, Name: string, MimeType?: string }} */ (query);
    if (!extensionOf(Name)) throw formError('O nome do arquivo deve conter a extensão');
    const tempFileId = randomUUID();
    const path = `/uploads/${tempFileId}/${encodeURIComponent(Name)}`;
    /** @type {Upload} */
    const upload = {
      tempFileId,
      type: Type,
      name: Name,
      mimeType: MimeType || null,
      path,
      content: null,
      fileId: null,
    };
    state.uploads.set(tempFileId, upload);
    return { tempFileId, urlUpload: signer.sign(upload, state.uploadTtl) };
  },

  // Saving again answers the same file.
  'file.save': ({ state, body }) => {
    const { tempFileId } = /** @type {{ tempFileId: string }} */ (body);
    const upload = state.uploads.get(tempFileId.toLowerCase());
    if (!upload?.content) throw notFound('Arquivo não encontrado');
    if (upload.fileId) return fileView(state.file(upload.fileId));
    const mimeType = upload.mimeType ?? mimeTypeOf(upload.name);
    /** @type {StoredFile} */
    const file = {
      id: randomUUID(),
      tempFileId: upload.tempFileId,
      name: upload.name,
      mimeType,
      type: upload.type === 'UNDEFINED' ? fileTypeOf(mimeType) : upload.type,
      ...upload.content,
    };
    state.files.set(file.id, file);
    upload.fileId = file.id;
    return fileView(file);
  },
};
