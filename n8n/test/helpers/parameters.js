// A node's parameters as n8n gives them, after n8n-workflow (getNodeParameters) and n8n-core (node-execution-context.js,
// extract-value.js, ensure-type.js).

import { fromTools, workflow } from './package.js';

/** @import { IGetNodeParameterOptions, INode, INodeParameters, INodeType, INodeTypeDescription } from 'n8n-workflow' */

const lodashGet = fromTools('lodash/get');

/**
 * Values, or functions of the item's index, at any depth.
 * @typedef {Record<string, unknown>} Parameters
 */

/** @param {unknown} value @param {number} itemIndex @returns {any} */
export function resolved(value, itemIndex) {
  if (typeof value === 'function') return value(itemIndex);
  if (Array.isArray(value)) return value.map((entry) => resolved(entry, itemIndex));
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, resolved(entry, itemIndex)]));
}

/**
 * With the defaults of what is shown and absent, as n8n completes them when it loads a workflow.
 * @param {INodeType} type
 * @param {INode} node
 * @param {Parameters} parameters
 * @returns {INodeParameters}
 */
export function completed({ description }, node, parameters) {
  const { properties } = description;
  const given = /** @type {INodeParameters} */ (parameters);
  return workflow.NodeHelpers.getNodeParameters(properties, given, true, false, node, description) ?? {};
}

/**
 * @param {INodeType} type
 * @param {INode} node
 * @param {Parameters} parameters
 * @returns {(name: string, itemIndex: number, fallback?: unknown, options?: IGetNodeParameterOptions) => any}
 */
export function parameterReader(type, node, parameters) {
  /** @type {Map<number, INodeParameters>} */
  const byItem = new Map();
  return (name, itemIndex, fallback, options) => {
    const all = byItem.get(itemIndex) ?? completed(type, node, resolved(parameters, itemIndex));
    byItem.set(itemIndex, all);
    const value = lodashGet(all, name, fallback);
    if (value === undefined) throw new workflow.UserError(`Could not get parameter "${name}"`, { extra: { name } });
    const copy = typeof value === 'object' && value !== null ? workflow.deepCopy(value) : value;
    const extracted = options?.extractValue
      ? extract(copy, name, { ...node, parameters: all }, type.description)
      : copy;
    return options?.ensureType ? ensured(options.ensureType, extracted, name) : extracted;
  };
}

/**
 * The value of a resource locator: by its mode's pattern, where it has one.
 * @param {any} value
 * @param {string} name
 * @param {INode} node
 * @param {INodeTypeDescription} description
 */
export function extract(value, name, node, description) {
  const property = workflow.NodeHelpers.findDisplayedProperty(
    name,
    description.properties,
    node.parameters,
    node,
    description,
  );
  if (!property) throw new workflow.NodeOperationError(node, 'Could not find property');
  if (!('type' in property) || property.type !== 'resourceLocator') return value;
  if (typeof value !== 'object' || !value || !('mode' in value) || !('value' in value)) return value;
  const { extractValue } = property.modes?.find((mode) => mode.name === value.mode) ?? {};
  if (!extractValue) return value.value;
  const found = new RegExp(extractValue.regex).exec(value.value);
  if (found?.length === 2) return found[1];
  const message = `ERROR: ${property.displayName} parameter's value is invalid. This is likely because the URL entered is incorrect`;
  throw new workflow.NodeOperationError(node, message);
}

/** @param {string} type @param {any} value @param {string} name */
function ensured(type, value, name) {
  const fail = (/** @type {string} */ why) => {
    throw new workflow.ExpressionError(`Parameter '${name}' ${why}`);
  };
  if (value === null) fail('must not be null');
  if (type === 'string') return typeof value === 'object' ? JSON.stringify(value) : String(value);
  if (type === 'boolean') return Boolean(value);
  if (type === 'number')
    return Number.isNaN(Number(value)) ? fail(`must be a number, but we got '${value}'`) : Number(value);
  let parsed = value;
  if (typeof value !== 'object') {
    if (typeof value !== 'string' || !value) fail(`must be an ${type}, but we got '${String(value)}'`);
    try {
      parsed = JSON.parse(value);
    } catch {
      fail('could not be parsed');
    }
  }
  return type === 'array' && !Array.isArray(parsed) ? fail('must be an array, but we got object') : parsed;
}
