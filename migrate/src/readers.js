// Which later nodes read what comes out of a rewritten node in another shape or number than before.

import { isObject } from './values.js';

/** @typedef {import('./actions/rows.js').Action} Action */
/** @typedef {import('./workflows.js').Node} Node */
/** @typedef {import('./workflows.js').Workflow} Workflow */

/**
 * @typedef {object} Reader
 * @property {string} node
 * @property {string} reads name of the rewritten node
 * @property {string} why what changes of that
 * @property {string[]} expressions where it is read, as far as they can be seen
 */

/** Nodes that hand on the items that they get. */
const PASSING = [
  'noOp',
  'if',
  'switch',
  'filter',
  'merge',
  'wait',
  'limit',
  'sort',
  'splitInBatches',
  'removeDuplicates',
];

/**
 * @param {Workflow} workflow
 * @param {{ node: Node, action: Action }[]} rewritten
 * @returns {Reader[]}
 */
export function readersOf({ nodes, connections = {} }, rewritten) {
  const nodeOf = new Map(nodes.map((node) => [node.name, node]));
  return rewritten.flatMap(({ node, action }) => {
    const why = changes(node, action).join(' ');
    if (!why) return [];
    const followers = followersOf(node.name, connections, nodeOf);
    return nodes.flatMap((other) => {
      if (other === node) return [];
      const named = found(other.parameters, naming(node.name));
      const isFollower = followers.has(other);
      const own = isFollower ? found(other.parameters, OWN_INPUT) : [];
      const isReader = named.length > 0 || own.length > 0 || (isFollower && !isPassing(other));
      return isReader ? [{ node: other.name, reads: node.name, why, expressions: [...named, ...own] }] : [];
    });
  });
}

/** What a node puts out otherwise than the old one. @param {Node} node @param {Action} action */
function changes({ parameters: old = {}, executeOnce, onError, continueOnFail }, { list, empty }) {
  const auto = old.autoPagination;
  const goesOn = continueOnFail === true || (typeof onError === 'string' && onError.startsWith('continue'));
  return [
    ...(list === 'pages' && auto && auto !== 'false'
      ? ['With Auto Pagination the old node gathered all pages; now each page is an item, with its entries in "items".']
      : []),
    ...(empty ? ['An answer without content is now { "success": true } with the ids that were given.'] : []),
    ...(goesOn ? ['An item that fails now says so in "error", with a message and a code.'] : []),
    ...(executeOnce === true
      ? []
      : ['With several input items, each has its result now; the old node kept the first one only.']),
  ];
}

/** Nodes that get the items of a node, also through such as hand them on. @param {string} from @param {Record<string, unknown>} connections @param {Map<string, Node>} nodeOf */
function followersOf(from, connections, nodeOf) {
  /** @type {Set<Node>} */
  const followers = new Set();
  const open = [from];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    for (const next of targets(Object.hasOwn(connections, name) ? connections[name] : undefined)) {
      const node = nodeOf.get(next);
      if (!node || followers.has(node)) continue;
      followers.add(node);
      if (isPassing(node)) open.push(next);
    }
  }
  return followers;
}

/** @param {Node} node */
const isPassing = ({ type, disabled }) => disabled === true || PASSING.includes(type.slice(type.lastIndexOf('.') + 1));

/** The names in the connections of a node. @param {unknown} value @returns {string[]} */
function targets(value) {
  if (Array.isArray(value)) return value.flatMap(targets);
  if (!isObject(value)) return [];
  return typeof value.node === 'string' ? [value.node] : Object.values(value).flatMap(targets);
}

/** A path that follows: `.item.json.items[0]`. */
const PATH = String.raw`(?:(?:\?\.|\.)?\[(?:\d+|'[^']*'|"[^"]*")\]|\??\.[\p{L}_$][\p{L}\p{N}_$]*(?:\([^()]*\))?)*`;

const OWN_INPUT = new RegExp(String.raw`(?:\$json|\$binary|\$input|_json|_input|items(?=\[|\.))${PATH}`, 'gu');

/** Expressions and code that name a node. @param {string} name */
function naming(name) {
  const quoted = ["'", '"', '`'].map((quote) => {
    const text = name.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`);
    return `${quote}${plain(text)}${quote}`;
  });
  const any = `\\s*(?:${quoted.join('|')})\\s*`;
  const dotted = /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name) ? `|\\$node\\.${plain(name)}(?![\\p{L}\\p{N}_$])` : '';
  return new RegExp(`(?:[$_]\\(${any}\\)|\\$node\\[${any}\\]|\\$items\\(${any}(?:,[^()]*)?\\)${dotted})${PATH}`, 'gu');
}

/** @param {string} text */
const plain = (text) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

/** All matches in the texts of a value. @param {unknown} value @param {RegExp} pattern @returns {string[]} */
function found(value, pattern) {
  /** @type {Set<string>} */
  const matches = new Set();
  /** @param {unknown} inner */
  const look = (inner) => {
    if (typeof inner === 'string') for (const match of inner.match(pattern) ?? []) matches.add(match);
    else if (typeof inner === 'object' && inner !== null) Object.values(inner).forEach(look);
  };
  look(value);
  return [...matches];
}
