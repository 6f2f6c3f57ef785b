// Templates: how they are named, and how their text is filled.

import { formError, notFound } from '../errors.js';

/** @import { Store } from '../store.js' */
/** @import { Template } from '../types-chat.js' */

/** @typedef {Record<string, string | null>} Parameters */

/** The other form of a template's id, `<5 hex>_<name>`. @param {Pick<Template, 'id' | 'name'>} template */
export const shortId = ({ id, name }) => `${id.slice(0, 5)}_${name}`;

/**
 * The template that an id means. Ids of either form that nobody knows are taken too: whoever tries the sandbox has
 * templates of his own, which it cannot have; null then.
 * @param {Store} state
 * @param {string} id
 * @param {string} channelId that it must be registered on
 * @returns {Template | null}
 */
export function findTemplate(state, id, channelId) {
  const wanted = id.toLowerCase();
  const found = [...state.templates.values()].find(
    (template) => template.id === wanted || shortId(template).toLowerCase() === wanted,
  );
  if (!found && /^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{5}_.+)$/.test(wanted)) return null;
  if (!found || found.archived) throw notFound('Template não encontrado');
  if (found.channelId !== channelId) throw notFound('Template não encontrado no canal');
  return found;
}

/**
 * Its text with the parameters, whose keys are the names of `params` to the letter.
 * @param {Template} template
 * @param {Parameters} parameters
 */
export function fillTemplate({ text, params }, parameters) {
  const missing = params.filter((name) => typeof parameters[name] !== 'string');
  if (missing.length > 0) throw formError(`Informe os parâmetros do template: ${missing.join(', ')}`);
  return params.reduce((filled, name) => filled.replaceAll(`{{${name}}}`, () => String(parameters[name])), text);
}
