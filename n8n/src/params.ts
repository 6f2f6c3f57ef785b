// The node's parameters as the params of a call: read by what the node shows, converted by what the catalog says.

import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import type { Action } from './actions';
import { inputFile } from './files';
import type { CatalogField } from './wtsChat';

/** Parameters of the node that are no params. */
const OWN: readonly string[] = ['resource', 'operation', 'returnAll', 'limit', 'simplify', 'options'];

/** Those that say where a file comes from. */
const OF_FILES: readonly string[] = [
  ...['fileSource', 'binaryPropertyName', 'fileData', 'fileName', 'fileType'],
  ...['fileId', 'url'],
];

export type Params = Record<string, unknown>;

/** The params of an item. */
export async function paramsOf(context: IExecuteFunctions, action: Action, itemIndex: number): Promise<Params> {
  const parameter = (name: string) => context.getNodeParameter(name, itemIndex, '') as unknown;
  const takesFile = action.fields.has('file');
  const params: Params = {};
  for (const property of action.properties) {
    if (OWN.includes(property.name) || (takesFile && OF_FILES.includes(property.name))) continue;
    const value = parameter(property.name);
    const given = property.type === 'collection' ? (value as IDataObject) : { [property.name]: value };
    // An empty field of an update was added on purpose: it clears.
    const clears = property.name === 'updateFields';
    for (const [name, raw] of Object.entries(given)) {
      const field = action.fields.get(name);
      if (!field) continue;
      const converted = inNode(context, itemIndex, shownAs(property, name), () => paramOf(field, raw, clears));
      if (converted !== undefined) params[name] = converted;
    }
  }
  return takesFile ? { ...params, ...(await fileOf(context, parameter, itemIndex)) } : params;
}

/** A parameter of the node, or the one of this name within a collection. */
function shownAs(property: INodeProperties, name: string): INodeProperties {
  const within = property.type === 'collection' ? (property.options as INodeProperties[]) : [];
  return within.find((one) => one.name === name) ?? property;
}

async function fileOf(context: IExecuteFunctions, parameter: (name: string) => unknown, itemIndex: number) {
  const type = parameter('fileType') || undefined;
  switch (parameter('fileSource')) {
    case 'binary':
      return { file: { ...(await inputFile(context, itemIndex, parameter('binaryPropertyName') as string)), type } };
    case 'base64':
      return { file: { name: parameter('fileName'), data: parameter('fileData'), type } };
    case 'fileId':
      return { fileId: parameter('fileId') };
    case 'url':
      return { url: parameter('url') };
    default:
      return {};
  }
}

/** What is wrong with a parameter, as n8n tells it. */
function inNode<T>(context: IExecuteFunctions, itemIndex: number, { displayName }: INodeProperties, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const { message } = error as Error;
    throw new NodeOperationError(context.getNode(), `The parameter "${displayName}" cannot be read: ${message}`, {
      itemIndex,
      description: 'Give JSON: an object or a list, as the field says.',
    });
  }
}

/** What expressions of the older node's workflows give where an update is to clear something. */
const NOTHING = 'NOT_SEND';

/** One value as its param; nothing where nothing was given. */
export function paramOf(field: CatalogField, raw: unknown, clears = false): unknown {
  const value = located(raw);
  if (value === undefined || value === null) return value ?? (clears && field.nullable ? null : undefined);
  if (value === '' || (clears && value === NOTHING)) return clears && field.nullable ? null : undefined;
  switch (field.kind) {
    case 'list': {
      const list = listOf(field, value);
      return list.length > 0 || clears ? list : undefined;
    }
    case 'metadata':
    case 'values':
      return pairs(field, value, clears);
    case 'object':
      return group(field, value);
    case 'boolean':
      return value === 'true' ? true : value === 'false' ? false : value;
    case 'integer':
    case 'size':
    case 'number':
    case 'position':
      return typeof value === 'string' && Number.isFinite(Number(value)) ? Number(value) : value;
    case 'date':
      return value;
    default:
      // Spreadsheets have numbers where texts are meant.
      return typeof value === 'number' ? String(value) : value;
  }
}

/** What a resource locator leads to. */
export function located(value: unknown): unknown {
  return isObject(value) && '__rl' in value ? value.value : value;
}

/** A list of fields, an expression for all of it or for one entry, or a text with commas. */
function listOf({ items }: CatalogField, value: unknown): unknown[] {
  const list = typeof value === 'string' ? split(value) : Array.isArray(value) ? value.flat() : [value];
  const isText = items?.kind !== 'object';
  return list
    .filter((entry) => entry !== '')
    .map((entry) => (isText && typeof entry === 'number' ? `${entry}` : entry));
}

function split(text: string): unknown[] {
  if (text.trim().startsWith('[')) return JSON.parse(text) as unknown[];
  return text.split(',').map((entry) => entry.trim());
}

/** Keys with values, as the node or as an expression gives them. n8n has no `null` there: where it removes a key, an empty value does. */
function pairs({ nulls }: CatalogField, value: unknown, clears: boolean): unknown {
  const given = typeof value === 'string' ? (JSON.parse(value) as unknown) : value;
  if (!isObject(given)) return given;
  const { entries } = given;
  if ('entries' in given && (entries === undefined || entries === null)) return clears ? {} : undefined;
  const object = Array.isArray(entries)
    ? Object.fromEntries(
        (entries as { key: string; value: unknown }[]).map((entry) => [
          entry.key,
          nulls && entry.value === '' ? null : entry.value,
        ]),
      )
    : given;
  return Object.keys(object).length > 0 || clears ? object : undefined;
}

/** The fields of an object, as the node, as JSON text or as an expression gives them. */
function group({ fields = [] }: CatalogField, value: unknown): unknown {
  const given = typeof value === 'string' ? (JSON.parse(value) as unknown) : value;
  if (!isObject(given)) return given;
  const { values = given } = given;
  if (!isObject(values)) return values;
  const known = new Map(fields.map((field) => [field.name, field]));
  const converted = Object.entries(values).map(([name, inner]) => {
    const field = known.get(name);
    return [name, field ? paramOf(field, inner) : inner] as const;
  });
  const object = Object.fromEntries(converted.filter(([, inner]) => inner !== undefined));
  return Object.keys(object).length > 0 ? object : undefined;
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
