// OpenAPI 3.0 schemas turned into JSON Schema and compiled: once for requests, once for answers.

import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { componentSchemas } from './document.js';

/** @import { ErrorObject, ValidateFunction } from 'ajv' */
/** @import { Schema } from './document.js' */
/** @typedef {'request' | 'answer'} Direction */

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

const compilers = { request: createCompiler('request'), answer: createCompiler('answer') };

/**
 * The compiled validator of a schema. The one for requests fills in documented defaults, so give it a copy.
 * @param {Direction} direction
 * @param {Schema} schema
 * @returns {ValidateFunction}
 */
export function validator(direction, schema) {
  const { ajv, compiled } = compilers[direction];
  let found = compiled.get(schema);
  if (!found) {
    found = ajv.compile(toJsonSchema(schema, direction));
    compiled.set(schema, found);
  }
  return found;
}

/**
 * What a validator found, by field: `options.hiddenSession`, or `$` for the whole value.
 * @param {readonly ErrorObject[] | null | undefined} errors
 * @returns {Record<string, string[]>}
 */
export function errorsByField(errors) {
  /** @type {Record<string, string[]>} */
  const byField = {};
  for (const error of errors ?? []) {
    const path = error.instancePath.split('/').slice(1);
    const { missingProperty, additionalProperty, allowedValues } = error.params;
    let text = error.message ?? 'is invalid';
    if (missingProperty !== undefined) {
      path.push(missingProperty);
      text = 'is required';
    } else if (additionalProperty !== undefined) {
      path.push(additionalProperty);
      text = 'is not documented';
    } else if (Array.isArray(allowedValues)) {
      text = `must be one of ${allowedValues.join(', ')}`;
    }
    const field = path.join('.') || '$';
    byField[field] = [...(byField[field] ?? []), text];
  }
  return byField;
}

/** @param {Direction} direction */
function createCompiler(direction) {
  const ajv = new Ajv({ allErrors: true, allowUnionTypes: true, useDefaults: direction === 'request' });
  formats.default(ajv);
  // The package's own uuid format also takes a `urn:uuid:` prefix.
  ajv.addFormat('uuid', uuid);
  const $defs = Object.fromEntries(
    Object.entries(componentSchemas).map(([name, schema]) => [name, toJsonSchema(schema, direction)]),
  );
  ajv.addSchema({ $id: 'contract', $defs });
  return { ajv, /** @type {WeakMap<Schema, ValidateFunction>} */ compiled: new WeakMap() };
}

/**
 * @param {Schema} schema
 * @param {Direction} direction
 * @returns {Schema}
 */
function toJsonSchema(schema, direction) {
  // In OpenAPI 3.0 the siblings of a $ref mean nothing.
  if (typeof schema.$ref === 'string') {
    return { $ref: schema.$ref.replace('#/components/schemas/', 'contract#/$defs/') };
  }
  const {
    nullable,
    description,
    readOnly,
    default: fallback,
    properties,
    items,
    additionalProperties,
    ...rest
  } = schema;
  /** @type {Schema} */
  const converted = { ...rest };
  if (isSchema(properties)) {
    // What only the server writes is unknown in a request.
    const kept = Object.entries(properties).filter(
      ([, property]) => isSchema(property) && (direction === 'answer' || property.readOnly !== true),
    );
    converted.properties = Object.fromEntries(
      kept.map(([name, property]) => [name, toJsonSchema(/** @type {Schema} */ (property), direction)]),
    );
  }
  if (isSchema(items)) converted.items = toJsonSchema(items, direction);
  if (additionalProperties !== undefined) {
    converted.additionalProperties = isSchema(additionalProperties)
      ? toJsonSchema(additionalProperties, direction)
      : additionalProperties;
  }
  if (nullable === true && typeof rest.type === 'string') converted.type = [rest.type, 'null'];
  if (nullable === true && Array.isArray(rest.enum)) converted.enum = [...rest.enum, null];
  if (direction === 'request' && fallback !== undefined) converted.default = fallback;
  return converted;
}

/** @param {unknown} value @returns {value is Schema} */
function isSchema(value) {
  return typeof value === 'object' && value !== null;
}
