// The 39 actions of the old node: what each parameter becomes in ours.

import { chatbot } from './chatbot.js';
import { contact } from './contact.js';
import { message } from './message.js';
import { panel } from './panel.js';
import { sequence } from './sequence.js';
import { session } from './session.js';

/** @typedef {import('./rows.js').Action} Action */

/** @type {Action[]} */
export const actions = [...chatbot, ...contact, ...message, ...panel, ...sequence, ...session];

/** Parameters that choose the action, and those of lists and files, which need more than a row. */
export const SHARED = {
  action: ['resource', 'operation'],
  list: ['autoPagination', 'maxPage', 'pageNumber', 'pageSize', 'orderDirection'],
  file: ['urlFile', 'fileToSend'],
};

/** What an action reads of the old parameters. @param {Action} action @returns {Set<string>} */
export function namesOf({ fields, list, file, mask }) {
  return new Set([
    ...SHARED.action,
    ...fields.map(({ from }) => from),
    ...(list === 'pages' ? SHARED.list : []),
    ...(file ? SHARED.file : []),
    ...(mask ? [mask] : []),
  ]);
}
