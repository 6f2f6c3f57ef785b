// What the node's suites share: a sandbox, runs of the node on it, and params as the node's parameters.

import { started as startedForPackage } from '../../js-tests/support.js';
import { executeContext, nodeType } from './helpers.js';

/** @import { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow' */
/** @import { Sandbox } from 'wts-chat-sandbox' */
/** @import { Parameters } from './helpers/parameters.js' */

export const type = nodeType('WtsChat');

/**
 * A sandbox for one test file, as new before each test, as the package's own tests have it, and runs of the node on it.
 */
export async function started() {
  const { sandbox: strict, suite, wts } = await startedForPackage();
  /** @type {Omit<Sandbox, 'requests'> & { requests: any[] }} what is received may be anything */
  const sandbox = strict;
  const credential = { apiKey: sandbox.tokens.full, baseUrl: sandbox.url };
  /** @param {Partial<import('./helpers/contexts.js').Given> & Record<string, any>} given */
  const contextOf = (given) => executeContext({ type, credential, ...given });
  /**
   * What the node puts out.
   * @param {Parameters} parameters
   * @param {Record<string, any>} [more]
   */
  const run = (parameters, more) => executed(contextOf({ parameters, ...more }));
  return { sandbox, suite, run, contextOf, wts, credential };
}

/** @param {IExecuteFunctions} context @returns {Promise<INodeExecutionData[]>} */
export async function executed(context) {
  const output = /** @type {INodeExecutionData[][] | undefined} */ (await type.execute?.call(context));
  return output?.[0] ?? [];
}

/** So many items with their number as `at`. @param {number} count */
export const items = (count) => Array.from({ length: count }, (_, at) => ({ json: { at } }));

/** The JSON of each item. @param {INodeExecutionData[]} output @returns {any[]} */
export const jsonOf = (output) => output.map(({ json }) => json);

/** With what a run of the node fails. @param {Promise<unknown>} running @returns {Promise<any>} */
export async function failureOf(running) {
  try {
    await running;
  } catch (error) {
    return error;
  }
  throw new Error('it has not failed');
}

/** By the index of the item. @template T @param {T[]} values @returns {(at: number) => T | undefined} */
export const each = (values) => (at) => values[at];

/** Where nothing listens. */
export const deadUrl = 'http://127.0.0.1:9';

/**
 * What the node shows for an action.
 * @param {string} resource
 * @param {string} operation
 * @returns {INodeProperties[]}
 */
export const shownFor = (resource, operation) =>
  type.description.properties.filter(({ displayOptions, name }) => {
    const { resource: resources, operation: operations } = displayOptions?.show ?? {};
    return name !== 'operation' && resources?.includes(resource) && operations?.includes(operation);
  });

/**
 * Params as somebody would fill them into the node.
 * @param {string} resource
 * @param {string} operation
 * @param {Record<string, any>} params
 * @returns {Parameters}
 */
export function filledIn(resource, operation, params) {
  /** @type {Record<string, any>} */
  const parameters = { resource, operation };
  const left = new Set(Object.keys(params));
  for (const property of shownFor(resource, operation)) {
    if (property.type === 'collection') {
      const inside = /** @type {INodeProperties[]} */ (property.options ?? []).filter(({ name }) => left.has(name));
      if (inside.length > 0) {
        parameters[property.name] = Object.fromEntries(inside.map((field) => [field.name, form(field, params)]));
      }
      for (const { name } of inside) left.delete(name);
    } else if (left.delete(property.name)) {
      parameters[property.name] = form(property, params);
    }
  }
  if (left.has('file')) {
    const { name, data, type } = params.file;
    Object.assign(parameters, {
      fileSource: 'base64',
      fileName: name,
      fileData: data,
      ...(type && { fileType: type }),
    });
    left.delete('file');
  }
  for (const source of ['url', 'fileId']) if (parameters[source]) parameters.fileSource = source;
  if (left.size > 0) throw new Error(`${resource}.${operation} has no parameter for ${[...left].join(', ')}`);
  return parameters;
}

/** @param {INodeProperties} property @param {Record<string, any>} params @returns {any} */
function form({ type, name, options }, params) {
  const value = params[name];
  switch (type) {
    case 'resourceLocator':
      return { __rl: true, mode: 'id', value };
    case 'json':
      return JSON.stringify(value);
    case 'fixedCollection': {
      const group = /** @type {any} */ (options?.[0]);
      if (group.name === 'values') {
        const fields = /** @type {INodeProperties[]} */ (group.values).filter((field) => field.name in value);
        return { values: Object.fromEntries(fields.map((field) => [field.name, form(field, value)])) };
      }
      return { entries: Object.entries(value).map(([key, entry]) => ({ key, value: entry })) };
    }
    default:
      return value;
  }
}
