// What a rewritten node does: its parameters as the request that our node makes of them, read by the node's own code.

import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { buildRequest, catalog } from '../../pkg/dist/index.js';
import { migrate } from '../src/index.js';

/**
 * @typedef {{ name: string, type: string, default?: unknown, options?: Property[], values?: Property[],
 *   displayOptions?: { show?: Record<string, unknown[]> } }} Property
 * @typedef {Record<string, unknown>} Parameters
 *
 * @typedef {object} Call
 * @property {string} method
 * @property {string} path
 * @property {Record<string, string[]>} [query]
 * @property {unknown} [body]
 * @property {string} [uploads] name of the binary field that is sent
 * @property {unknown} [pages]
 */

const at = (/** @type {string} */ path) => fileURLToPath(new URL(`../../n8n/${path}`, import.meta.url));

/** The node's own reading of its parameters, with nothing of n8n. */
async function ours() {
  const { outputFiles } = await build({
    stdin: {
      contents: `export { paramsOf } from './src/params'; export { operations, properties } from './nodes/WtsChat/actions';`,
      resolveDir: at('.'),
    },
    bundle: true,
    format: 'esm',
    write: false,
    plugins: [
      {
        name: 'without-n8n',
        setup({ onResolve, onLoad }) {
          onResolve({ filter: /^n8n-workflow$/ }, () => ({ path: 'n8n-workflow', namespace: 'stub' }));
          onLoad({ filter: /.*/, namespace: 'stub' }, () => ({
            contents:
              'export class NodeOperationError extends Error { constructor(node, message) { super(message); } }',
          }));
        },
      },
    ],
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0]?.contents ?? '').toString('base64')}`);
}

const { paramsOf, operations, properties } = await ours();

const STORED = '00000000-0000-4000-8000-000000000000';

/** Migrates a node of these parameters. @param {Parameters} parameters */
export function rewrite(parameters) {
  const node = { name: 'Old', type: 'n8n-nodes-wts.wtsChat', typeVersion: 1, position: [0, 0], parameters };
  const { workflow, report } = migrate({ nodes: [node], connections: {} });
  /** @type {{ type: string, parameters: Parameters }} */
  const made = /** @type {never} */ (workflow.nodes[0]);
  return { parameters: made.parameters, type: made.type, codes: report.notes.map(({ code }) => code), report };
}

/**
 * The request that our node makes for an item.
 * @param {Parameters} parameters of our node @param {Parameters} [json] of the item @returns {Promise<Call>}
 */
export async function effective(parameters, json = {}) {
  const { resource = '', operation: name = '' } = /** @type {Record<string, string>} */ (parameters);
  const operation = operations[name] ?? name;
  const found = catalog().resources.find((one) => one.name === resource);
  const known = found?.operations.find((one) => one.name === operation);
  assert.ok(known, `no ${resource}.${operation}`);
  const shown = properties.filter((/** @type {Property} */ { displayOptions }) => {
    const { resource: resources, operation: names } = displayOptions?.show ?? {};
    return resources?.includes(resource) && names?.includes(name);
  });
  assertKnown(parameters, shown);
  const resolved = /** @type {Parameters} */ (resolve(parameters, json));
  const fields = new Map(known.fields.map((field) => [field.name, field]));
  const action = { resource, name, operation, method: known.method, list: known.list, fields, properties: shown };
  const params = await paramsOf(context(resolved, shown), action, 0);
  return requestOf(known.list, action, params, resolved);
}

/** @param {boolean} list @param {{ resource?: string, operation?: string }} action @param {Parameters} params @param {Parameters} resolved @returns {Call} */
function requestOf(list, { resource = '', operation = '' }, { file, ...params }, resolved) {
  const { pages, timeZone = 'America/Sao_Paulo' } = /** @type {{ pages?: { values?: unknown }, timeZone?: string }} */ (
    resolved.options ?? {}
  );
  const uploads = /** @type {{ name: string } | undefined} */ (file)?.name;
  const sent = uploads ? { ...params, fileId: STORED } : params;
  const { method, url, body } = buildRequest(resource, operation, sent, { timeZone });
  const { pathname, searchParams } = new URL(url);
  /** @type {Record<string, string[]>} */
  const query = {};
  for (const name of searchParams.keys()) query[name] = searchParams.getAll(name);
  return {
    method,
    path: pathname,
    ...(Object.keys(query).length > 0 && { query }),
    ...(body !== null && { body: JSON.parse(body) }),
    ...(uploads && { uploads }),
    ...(list && { pages: pages?.values }),
  };
}

/** As much of n8n as the reading needs. @param {Parameters} resolved @param {Property[]} shown */
function context(resolved, shown) {
  return {
    getNode: () => ({ name: 'Ours' }),
    getNodeParameter: (/** @type {string} */ name, /** @type {number} */ _, /** @type {unknown} */ fallback) =>
      resolved[name] ?? defaultOf(shown.find((property) => property.name === name)) ?? fallback,
    helpers: {
      assertBinaryData: (/** @type {number} */ _, /** @type {string} */ field) => ({
        fileName: field,
        mimeType: 'text/plain',
        data: 'AAAA',
      }),
    },
  };
}

/** @param {Property | undefined} property */
const defaultOf = (property) =>
  property?.type === 'resourceLocator' ? { __rl: true, ...Object(property.default) } : property?.default;

/** Values with their expressions worked out. @param {unknown} value @param {Parameters} json @returns {unknown} */
function resolve(value, json) {
  if (Array.isArray(value)) return value.map((inner) => resolve(inner, json));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, resolve(inner, json)]));
  }
  if (typeof value !== 'string' || !value.startsWith('=')) return value;
  const work = (/** @type {string} */ code) => new Function('$json', `return (${code}\n);`)(json);
  const whole = /^=\{\{((?:(?!\}\}).)*)\}\}$/s.exec(value);
  return whole ? work(whole[1] ?? '') : value.slice(1).replace(/\{\{(.*?)\}\}/gs, (_, code) => String(work(code)));
}

/** Everything is a parameter that our node shows for this action. @param {Parameters} parameters @param {Property[]} shown */
function assertKnown({ resource: _, operation: __, ...parameters }, shown) {
  for (const [name, value] of Object.entries(parameters)) {
    const property = shown.find((one) => one.name === name);
    assert.ok(property, `our node has no ${name}`);
    assertShape(property, value, name);
  }
}

/** @param {Property} property @param {unknown} value @param {string} path */
function assertShape({ type, options = [] }, value, path) {
  if (type === 'resourceLocator') {
    assert.deepEqual(Object.keys(Object(value)), ['__rl', 'mode', 'value'], path);
  } else if (type === 'collection') {
    for (const [name, inner] of Object.entries(Object(value))) {
      const property = options.find((one) => one.name === name);
      assert.ok(property, `our node has no ${path}.${name}`);
      assertShape(property, inner, `${path}.${name}`);
    }
  } else if (type === 'fixedCollection' && typeof value === 'object') {
    for (const [name, inner] of Object.entries(Object(value))) {
      const values = options.find((one) => one.name === name)?.values;
      assert.ok(values, `our node has no ${path}.${name}`);
      if (typeof inner !== 'object') continue;
      for (const entry of [inner].flat()) {
        const names = values.map((one) => one.name);
        assert.ok(
          Object.keys(Object(entry)).every((one) => names.includes(one)),
          path,
        );
      }
    }
  }
}

/** @param {Record<string, unknown>} parameters @param {string} path */
export function get(parameters, path) {
  return path.split('.').reduce((/** @type {unknown} */ at, name) => Object(at)[name], parameters);
}
