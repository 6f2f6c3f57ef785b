// What the node can do: each action with what it shows and the operation that it is.

import type { INodeProperties } from 'n8n-workflow';
import { operations } from '../nodes/WtsChat/actions';
import { type CatalogField, type CatalogOperation, catalog } from './wtsChat';

export interface Action {
  resource: string;
  /** Its name in the node. */
  name: string;
  /** Its operation in the catalog. */
  operation: string;
  method: CatalogOperation['method'];
  list: boolean;
  fields: Map<string, CatalogField>;
  /** What the node shows for it. */
  properties: INodeProperties[];
}

let resources: Map<string, Map<string, CatalogOperation>> | undefined;

/** The catalog by its names, made once. */
function known() {
  resources ??= new Map(
    catalog().resources.map(({ name, operations: rows }) => [name, new Map(rows.map((row) => [row.name, row]))]),
  );
  return resources;
}

/** An action by its names, or nothing where there is none. */
export function actionOf(resource: string, name: string, all: INodeProperties[]): Action | undefined {
  const operation = operations[name] ?? name;
  const row = known().get(resource)?.get(operation);
  if (!row) return undefined;
  const { method, list } = row;
  const fields = new Map(row.fields.map((field) => [field.name, field]));
  const properties = all.filter(({ displayOptions }) => {
    const { resource: shownResources, operation: shownOperations } = displayOptions?.show ?? {};
    return shownResources?.includes(resource) && shownOperations?.includes(name);
  });
  return { resource, name, operation, method, list, fields, properties };
}

/** An operation where a field that only leads to choices has choices of its own: of the resource, or else of another one. */
export function operationWith(resource: string, field: string): { resource: string; operation: string } | undefined {
  for (const place of [resource, ...known().keys()]) {
    const found = [...(known().get(place)?.values() ?? [])].find(({ fields }) =>
      fields.some(({ name, choices }) => name === field && choices),
    );
    if (found) return { resource: place, operation: found.name };
  }
  return undefined;
}
