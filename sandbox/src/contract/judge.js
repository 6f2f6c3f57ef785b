// Judges a request against its operation in the document, and a handler's answer too.

import { ApiError, BareError, ProblemError } from '../errors.js';
import { errorsByField, validator } from './schema.js';

/** @import { ErrorObject } from 'ajv' */
/** @import { Operation, Parameter, Schema } from './document.js' */

/** @type {WeakMap<Operation, { params: Schema, query: Schema }>} */
const parameterSchemas = new WeakMap();

/**
 * @param {Operation} operation
 * @param {Record<string, string>} encoded the path parameters as received
 */
export function judgeParams(operation, encoded) {
  /** @type {Record<string, unknown>} */
  const params = {};
  for (const parameter of operation.pathParameters) {
    params[parameter.name] = coerce(decode(encoded[parameter.name] ?? ''), parameter.schema);
  }
  check(schemasOf(operation).params, params);
  return /** @type {Record<string, string>} */ (params);
}

/**
 * Names may be spelt in any case; everything else is judged to the letter. An object parameter is written
 * `Metadata[key]=value`, as the API's framework reads dictionaries.
 * @param {Operation} operation
 * @param {Iterable<[string, string]>} entries
 * @returns {Record<string, unknown>} by documented name
 */
export function judgeQuery(operation, entries) {
  const documented = new Map(operation.queryParameters.map((parameter) => [parameter.name.toLowerCase(), parameter]));
  /** @type {Record<string, unknown>} */
  const query = {};
  /** @type {Record<string, string[]>} */
  const errors = {};
  for (const [name, text] of entries) {
    const [, base = name, key] = /^([^[]+)\[(.+)\]$/.exec(name) ?? [];
    const parameter = documented.get(base.toLowerCase());
    const isObject = parameter?.schema.type === 'object';
    if (!parameter || isObject !== (key !== undefined)) {
      errors[name] = ['is not documented'];
      continue;
    }
    const { name: known, schema } = parameter;
    if (isObject) {
      query[known] = { .../** @type {object | undefined} */ (query[known]), [String(key)]: text };
    } else if (schema.type === 'array') {
      const items = /** @type {unknown[] | undefined} */ (query[known]) ?? [];
      query[known] = [...items, coerce(text, /** @type {Schema} */ (schema.items))];
    } else if (known in query) {
      errors[known] = ['is given more than once'];
    } else {
      query[known] = coerce(text, schema);
    }
  }
  check(schemasOf(operation).query, query, errors);
  return query;
}

/**
 * @param {Operation} operation
 * @param {{ raw: Buffer, contentType: string | undefined }} received
 */
export function judgeBody(operation, { raw, contentType }) {
  if (!operation.body) {
    if (raw.length > 0) throw new ProblemError({ $: ['this operation takes no body'] });
    return undefined;
  }
  if (raw.length === 0) {
    if (operation.body.required) throw new ProblemError({ $: ['a body is required'] });
    return undefined;
  }
  if (!/^application\/json\s*(;\s*charset="?utf-8"?\s*)?$/i.test(contentType ?? '')) {
    throw new ApiError(415, 'ERROR_UNSUPPORTED_MEDIA_TYPE', 'O corpo da requisição deve ser application/json');
  }
  const body = parseJson(raw);
  check(operation.body.schema, body);
  return body;
}

/**
 * @param {Operation} operation
 * @param {unknown} result
 */
export function judgeAnswer(operation, result) {
  if (!operation.answer) return;
  const validate = validator('answer', operation.answer);
  if (!validate(result)) {
    const found = JSON.stringify(errorsByField(validate.errors));
    throw new ApiError(500, 'SANDBOX_BUG', `The answer of ${operation.id} breaks the document: ${found}`);
  }
}

/** @param {Buffer} raw @returns {unknown} */
function parseJson(raw) {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(raw));
  } catch {
    throw new ProblemError({ $: ['the body is not valid JSON in UTF-8'] });
  }
}

/**
 * @param {Schema} schema
 * @param {unknown} value
 * @param {Record<string, string[]>} [errors] found before
 */
function check(schema, value, errors = {}) {
  const validate = validator('request', schema);
  const valid = validate(value);
  if (validate.errors?.some(isPageTooLong)) throw new BareError(500);
  const all = valid ? errors : { ...errorsByField(validate.errors), ...errors };
  if (Object.keys(all).length > 0) throw new ProblemError(all);
}

/** In the field a page of more than 100 ends in a 500. @param {ErrorObject} error */
function isPageTooLong({ keyword, instancePath }) {
  return keyword === 'maximum' && instancePath.toLowerCase() === '/pagesize';
}

/** @param {Operation} operation */
function schemasOf(operation) {
  let schemas = parameterSchemas.get(operation);
  if (!schemas) {
    schemas = { params: objectSchema(operation.pathParameters), query: objectSchema(operation.queryParameters) };
    parameterSchemas.set(operation, schemas);
  }
  return schemas;
}

/** @param {Parameter[]} parameters @returns {Schema} */
function objectSchema(parameters) {
  return {
    type: 'object',
    properties: Object.fromEntries(parameters.map(({ name, schema }) => [name, schema])),
    required: parameters.filter(({ required }) => required).map(({ name }) => name),
    additionalProperties: false,
  };
}

/**
 * A value of the declared type where the text is exactly one; else the text, for the schema to refuse. Ajv's own
 * coercion is too generous here: it takes `1e1` and `0x10` for integers.
 * @param {string} text
 * @param {Schema} schema
 */
function coerce(text, schema) {
  if (schema.type === 'integer' && /^-?\d{1,15}$/.test(text)) return Number(text);
  if (schema.type === 'number' && /^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  if (schema.type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}

/** @param {string} text */
function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new ApiError(400, 'BAD_REQUEST', 'badrequest');
  }
}
