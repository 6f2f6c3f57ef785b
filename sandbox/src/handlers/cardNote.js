// Notes of a card.

import { randomUUID } from 'node:crypto';
import { emit } from '../domain/events.js';
import { linkedFile } from '../domain/files.js';
import { now } from '../domain/time.js';
import { formError } from '../errors.js';
import { inDates, page } from '../paging.js';
import { systemUserId } from '../seed/ids.js';
import { required } from '../store.js';
import { cardNoteView } from '../views-panel.js';

/** @import { CardNote } from '../types-chat.js' */

/** @type {Record<string, import('../types.js').Handler>} */
export const cardNoteHandlers = {
  'panel.createCardNote': ({ state, params, body }) => {
    const { text, fileUrls } = /** @type {{ text?: string | null, fileUrls?: string[] | null }} */ (body);
    const at = now();
    /** @type {CardNote} */
    const note = {
      id: randomUUID(),
      createdAt: at,
      updatedAt: at,
      cardId: state.card(params.cardId).id,
      userId: systemUserId,
      text: text?.trim() ? text : null,
      files: (fileUrls ?? []).map((url) => linkedFile(url)),
      isFromPublicApi: true,
    };
    if (note.text === null && note.files.length === 0) throw formError('Informe o texto ou os arquivos da nota');
    state.cardNotes.set(note.id, note);
    const shown = cardNoteView(state, note);
    emit(state, 'PANEL_CARD_NOTE_NEW', shown);
    return shown;
  },

  'panel.listCardNotes': ({ state, params, query }) => {
    const { id } = state.card(params.cardId);
    const notes = [...state.cardNotes.values()].filter((note) => note.cardId === id && inDates(note, query));
    return page(
      notes.map((note) => cardNoteView(state, note)),
      query,
    );
  },

  'panel.deleteCardNote': ({ state, params }) => {
    const { id } = state.card(params.cardId);
    const note = state.cardNote(params.noteId);
    required(note.cardId === id ? note : undefined, 'Nota não encontrada');
    state.cardNotes.delete(note.id);
  },
};
