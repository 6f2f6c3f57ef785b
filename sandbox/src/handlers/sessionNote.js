// Notes of a session: seen by agents only, and shown as messages of a type of their own.

import { randomUUID } from 'node:crypto';
import { linkedFile, storedFile } from '../domain/files.js';
import { now } from '../domain/time.js';
import { formError } from '../errors.js';
import { inDates, page } from '../paging.js';
import { sessionNoteView } from '../views-chat.js';

/** @import { SessionNote } from '../types-chat.js' */

/** @typedef {{ text?: string | null, filesUrls?: string[] | null, filesIds?: string[] | null }} NoteBody */

/** @type {Record<string, import('../types.js').Handler>} */
export const sessionNoteHandlers = {
  'session.createNote': ({ state, params, body, storageUrl }) => {
    const { text, filesUrls, filesIds } = /** @type {NoteBody} */ (body);
    const at = now();
    /** @type {SessionNote} */
    const note = {
      id: randomUUID(),
      createdAt: at,
      updatedAt: at,
      sessionId: state.session(params.id).id,
      text: text?.trim() ? text : null,
      files: [
        ...(filesIds ?? []).map((id) => storedFile(state, id, storageUrl)),
        ...(filesUrls ?? []).map((url) => linkedFile(url)),
      ],
    };
    if (note.text === null && note.files.length === 0) throw formError('Informe o texto ou os arquivos da nota');
    state.sessionNotes.set(note.id, note);
    return sessionNoteView(note);
  },

  'session.getNote': ({ state, params }) => sessionNoteView(state.sessionNote(params.id)),

  'session.listNotes': ({ state, params, query }) => {
    const { id } = state.session(params.id);
    const notes = [...state.sessionNotes.values()].filter((note) => note.sessionId === id && inDates(note, query));
    return page(
      notes.map((note) => sessionNoteView(note)),
      query,
    );
  },

  'session.deleteNote': ({ state, params }) => {
    const note = state.sessionNote(params.id);
    state.sessionNotes.delete(note.id);
    return sessionNoteView(note, 'DELETED');
  },
};
