// What n8n saves and copies: workflows, lists of them, and pieces from the clipboard.

import { isObject } from './values.js';

/**
 * @typedef {object} Node more properties are kept as they are
 * @property {string} name
 * @property {string} type
 * @property {number} [typeVersion]
 * @property {Record<string, unknown>} [parameters]
 * @property {Record<string, unknown>} [credentials]
 * @property {boolean} [disabled]
 * @property {boolean} [executeOnce]
 * @property {string} [onError]
 * @property {boolean} [continueOnFail]
 */

/**
 * @typedef {object} Workflow more properties are kept as they are
 * @property {string} [name]
 * @property {Node[]} nodes
 * @property {Record<string, unknown>} [connections]
 * @property {Record<string, unknown>} [pinData]
 */

/**
 * The workflows in what was given, or an error that says what it lacks.
 * @param {unknown} given @returns {Workflow[]}
 */
export function workflowsIn(given) {
  if (Array.isArray(given)) return given.map((one, at) => workflowOf(one, `Entry ${at + 1} of the list`));
  return [workflowOf(given, 'It')];
}

/** @param {unknown} given @param {string} what @returns {Workflow} */
function workflowOf(given, what) {
  if (!isObject(given)) throw new TypeError(`${what} is no n8n workflow: a JSON object with "nodes" is wanted.`);
  if (!('nodes' in given) && isObject(given.workflow)) return workflowOf(given.workflow, what);
  const { nodes, connections } = given;
  if (!Array.isArray(nodes)) throw new TypeError(`${what} is no n8n workflow: it has no list "nodes".`);
  if (connections !== undefined && !isObject(connections)) {
    throw new TypeError(`${what} is no n8n workflow: its "connections" are no object.`);
  }
  for (const [at, node] of nodes.entries()) checkNode(node, `${what} is no n8n workflow: node ${at + 1}`);
  return /** @type {Workflow} */ (/** @type {unknown} */ (given));
}

/** @param {unknown} node @param {string} what */
function checkNode(node, what) {
  if (!isObject(node)) throw new TypeError(`${what} is no object.`);
  for (const name of ['name', 'type']) {
    if (typeof node[name] !== 'string') throw new TypeError(`${what} has no "${name}".`);
  }
  if (node.parameters !== undefined && !isObject(node.parameters)) {
    throw new TypeError(`${what} has "parameters" that are no object.`);
  }
}
