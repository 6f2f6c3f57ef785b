// Rewrites saved n8n workflows of the old WTS Chat node for `n8n-nodes-wts-chat`. Touches neither files nor its input.

import { actions, namesOf } from './actions/index.js';
import { isExpression } from './expressions.js';
import { teller } from './notes.js';
import { rewritten } from './parameters.js';
import { readersOf } from './readers.js';
import { isNothing, isObject } from './values.js';
import { workflowsIn } from './workflows.js';

/** @typedef {import('./actions/rows.js').Action} Action */
/** @typedef {import('./notes.js').Note} Note */
/** @typedef {import('./notes.js').Tell} Tell */
/** @typedef {import('./readers.js').Reader} Reader */
/** @typedef {import('./workflows.js').Node} Node */
/** @typedef {import('./workflows.js').Workflow} Workflow */

/**
 * @typedef {object} Rewritten
 * @property {string} node
 * @property {string} action of the old node, as people know it
 * @property {string} resource of ours
 * @property {string} operation of ours
 */

/**
 * @typedef {object} Report of a list of workflows, every entry also names its workflow
 * @property {(Rewritten & Within)[]} rewritten
 * @property {(Note & Within)[]} notes what could not be carried over, and what is meant otherwise now
 * @property {(Reader & Within)[]} readers later nodes that read what changes
 *
 * @typedef {{ workflow?: string }} Within name of the workflow, or its number in the list
 */

/**
 * @typedef {object} Options
 * @property {{ id: string, name?: string }} [credential] of the type `wtsChatApi`. Default: left empty.
 */

export const TYPE = 'n8n-nodes-wts-chat.wtsChat';
export const CREDENTIAL = 'wtsChatApi';

/** What an action counts as when the node does not say, by resource: n8n leaves out defaults. */
const DEFAULTS = new Map([
  ['contact', 'listContacts'],
  ['chatbot', 'sendChatbot'],
]);

/** Names that any action of the old node has. */
const KNOWN = new Set(actions.flatMap((action) => [...namesOf(action)]));

/** @param {unknown} type */
export const isOldType = (type) =>
  typeof type === 'string' && type !== TYPE && type.startsWith('n8n-nodes-wts') && type.endsWith('.wtsChat');

/**
 * Takes a workflow, a list of workflows, or what the editor copies, and gives the same with its old nodes rewritten.
 * @template T
 * @param {T} workflow
 * @param {Options} [options]
 * @returns {{ workflow: T, report: Report }}
 * @throws {TypeError} where it is none of these
 */
export function migrate(workflow, { credential } = {}) {
  workflowsIn(workflow);
  const copy = structuredClone(workflow);
  /** @type {Report} */
  const report = { rewritten: [], notes: [], readers: [] };
  workflowsIn(copy).forEach((one, at) => {
    const { rewritten, notes, readers } = rewriteNodes(one, credential);
    const within = Array.isArray(copy) ? { workflow: one.name ?? `${at + 1}` } : {};
    report.rewritten.push(...rewritten.map((entry) => ({ ...entry, ...within })));
    report.notes.push(...notes.map((entry) => ({ ...entry, ...within })));
    report.readers.push(...readers.map((entry) => ({ ...entry, ...within })));
  });
  return { workflow: copy, report };
}

/** @param {Workflow} workflow @param {Options['credential']} credential @returns {Report} */
function rewriteNodes(workflow, credential) {
  /** @type {Report} */
  const report = { rewritten: [], notes: [], readers: [] };
  /** @type {{ node: Node, action: Action }[]} */
  const old = [];
  workflow.nodes.forEach((node, at) => {
    if (!isOldType(node.type)) return;
    /** @type {Note[]} */
    const notes = [];
    const tell = teller(notes, node.name);
    const action = actionOf(node.parameters ?? {}, tell);
    if (action) {
      old.push({ node, action });
      workflow.nodes[at] = ours(node, action, credential, tell);
      if (isObject(workflow.pinData) && Object.hasOwn(workflow.pinData, node.name)) tell('pinned_data');
      report.rewritten.push({ node: node.name, action: action.name, resource: action.resource, operation: action.to });
    }
    report.notes.push(...notes);
  });
  const before = workflow.nodes.map((node) => old.find((one) => one.node.name === node.name)?.node ?? node);
  return { ...report, readers: readersOf({ ...workflow, nodes: before }, old) };
}

/** @param {Node} node @param {Action} action @param {Options['credential']} credential @param {Tell} tell @returns {Node} */
function ours(node, action, credential, tell) {
  const old = node.parameters ?? {};
  const parameters = rewritten(action, old, tell);
  for (const name of Object.keys(old)) {
    if (!KNOWN.has(name)) tell('unknown_parameter', name, 'The old node has no such parameter. It is left out.');
  }
  const { credentials: _, ...rest } = node;
  const made = { ...rest, type: TYPE, typeVersion: 1, parameters };
  if (!credential) tell('credential');
  return credential
    ? { ...made, credentials: { [CREDENTIAL]: { id: credential.id, name: credential.name ?? 'WTS Chat' } } }
    : made;
}

/** The action of an old node, or nothing where that cannot be known: the node then stays as it is. @param {Record<string, unknown>} parameters @param {Tell} tell @returns {Action | undefined} */
function actionOf(parameters, tell) {
  const { resource = 'contact', operation = DEFAULTS.get(String(resource)) } = parameters;
  if (isExpression(resource) || isExpression(operation)) {
    tell(
      'not_rewritten',
      isExpression(resource) ? 'resource' : 'operation',
      'What it does is decided by an expression. It stays as it is.',
    );
    return undefined;
  }
  const inResource = actions.filter((action) => action.resource === resource);
  if (inResource.length === 0) {
    tell('not_rewritten', 'resource', `The old node has no resource "${resource}". It stays as it is.`);
    return undefined;
  }
  if (operation !== undefined) {
    const action = inResource.find((one) => one.operation === operation);
    if (!action)
      tell(
        'not_rewritten',
        'operation',
        `The old node has no operation "${operation}" of "${resource}". It stays as it is.`,
      );
    return action;
  }
  const [action, ...others] = inResource.filter((one) => fits(one, parameters));
  if (!action || others.length > 0) {
    tell(
      'not_rewritten',
      'operation',
      'It says no operation, and its parameters do not tell which one is meant. Choose it anew in the old node and save. It stays as it is.',
    );
    return undefined;
  }
  tell(
    'operation_inferred',
    'operation',
    `It says no operation. Its parameters suit "${action.name}" only, so it is taken for that.`,
  );
  return action;
}

/** Whether an action reads all that is there, and has all that it needs. @param {Action} action @param {Record<string, unknown>} parameters */
function fits(action, parameters) {
  const names = namesOf(action);
  if (!Object.keys(parameters).every((name) => names.has(name))) return false;
  const isGiven = (/** @type {string} */ to) =>
    action.fields.some((field) => field.to === to && !isNothing(parameters[field.from]));
  const hasFile = action.file !== 'needed' || !isNothing(parameters.urlFile) || !isNothing(parameters.fileToSend);
  const hasMask = !action.mask || !isNothing(parameters[action.mask]);
  return hasFile && hasMask && action.needs.every((alternatives) => alternatives.some(isGiven));
}
