// The OpenAPI document as a list of operations, and the search for the one that a method and a path mean.

import { readFileSync } from 'node:fs';

/**
 * @typedef {{ [keyword: string]: unknown }} Schema
 * @typedef {{ name: string, in: 'path' | 'query', required?: boolean, schema: Schema }} Parameter
 *
 * @typedef {object} Operation
 * @property {string} id `<resource>.<operation>`
 * @property {string} method
 * @property {string[]} segments
 * @property {Parameter[]} pathParameters
 * @property {Parameter[]} queryParameters
 * @property {{ required: boolean, schema: Schema } | null} body
 * @property {Schema | null} answer null when a success has no body
 *
 * @typedef {{ content?: { [type: string]: { schema: Schema } } }} Content
 * @typedef {object} DocumentedOperation
 * @property {string} operationId
 * @property {Parameter[]} [parameters]
 * @property {Content & { required?: boolean }} [requestBody]
 * @property {{ [status: string]: Content }} responses
 *
 * @typedef {object} OpenApi
 * @property {{ [path: string]: { [method: string]: DocumentedOperation } }} paths
 * @property {{ schemas: { [name: string]: Schema } }} components
 */

/** @type {OpenApi} */
const document = JSON.parse(readFileSync(new URL('../../openapi.json', import.meta.url), 'utf8'));

export const componentSchemas = document.components.schemas;

/** @type {readonly Operation[]} sorted so that a fixed segment wins over a parameter in the same place */
export const operations = Object.entries(document.paths)
  .flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, documented]) => readOperation(path, method, documented)),
  )
  .sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));

/** The API's services: every path begins with one of them. */
export const services = new Set(operations.map((operation) => operation.segments[0] ?? ''));

/**
 * @param {string} method
 * @param {string} path as received, still percent-encoded
 * @returns {{ operation: Operation, params: Record<string, string> } | { allowed: string[] }} the methods that the path
 * allows (none when it is unknown) when there is no such operation
 */
export function findOperation(method, path) {
  const segments = path.split('/').slice(1);
  /** @type {string[]} */
  const allowed = [];
  for (const operation of operations) {
    const params = matchSegments(operation.segments, segments);
    if (params === null) continue;
    if (operation.method === method) return { operation, params };
    allowed.push(operation.method);
  }
  return { allowed };
}

/**
 * @param {string} path
 * @param {string} method
 * @param {DocumentedOperation} documented
 * @returns {Operation}
 */
function readOperation(path, method, documented) {
  const parameters = documented.parameters ?? [];
  const body = jsonSchema(documented.requestBody);
  return {
    id: documented.operationId,
    method: method.toUpperCase(),
    segments: path.split('/').slice(1),
    pathParameters: parameters.filter((parameter) => parameter.in === 'path'),
    queryParameters: parameters.filter((parameter) => parameter.in === 'query'),
    body: body && { required: documented.requestBody?.required ?? false, schema: body },
    answer: jsonSchema(documented.responses['200']),
  };
}

/** @param {Content | undefined} content */
function jsonSchema(content) {
  return content?.content?.['application/json']?.schema ?? null;
}

/** @param {Operation} operation */
function sortKey(operation) {
  return operation.segments.map((segment) => (segment.startsWith('{') ? '~' : segment)).join('/');
}

/**
 * @param {string[]} pattern
 * @param {string[]} segments
 * @returns {Record<string, string> | null}
 */
function matchSegments(pattern, segments) {
  if (pattern.length !== segments.length) return null;
  /** @type {Record<string, string>} */
  const params = {};
  for (const [index, expected] of pattern.entries()) {
    const actual = segments[index] ?? '';
    if (expected.startsWith('{')) {
      if (actual === '') return null;
      params[expected.slice(1, -1)] = actual;
    } else if (expected !== actual) {
      return null;
    }
  }
  return params;
}
