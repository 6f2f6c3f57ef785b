// Operations by what people write: `message.sendText`, `message.send-text`.

import { type CatalogOperation, catalog, validate } from '../dist/index.js';
import { camel } from './flags.js';
import { Problem } from './problem.js';

export interface Named {
  resource: string;
  operation: CatalogOperation;
  /** `resource.operation` */
  name: string;
}

export function operations(): Named[] {
  return catalog().resources.flatMap(({ name: resource, operations }) =>
    operations.map((operation) => ({ resource, operation, name: `${resource}.${operation.name}` })),
  );
}

/** The operation of this name; of another, the nearest is told. */
export function operationOf(given: string): Named {
  const [resource = '', ...rest] = camel(given).split('.');
  const operation = rest.join('.');
  const known = operations().find(({ name }) => name === `${resource}.${operation}`);
  if (known) return known;
  throw new Problem(`${told(resource, operation)} See wts-chat list${hasResource(resource) ? ` ${resource}` : ''}.`);
}

export const hasResource = (resource: string) => catalog().resources.some(({ name }) => name === resource);

/** What the catalog says of names that it lacks. */
export function told(resource: string, operation: string): string {
  if (hasResource(resource) && !operation) return `Which operation of ${resource}?`;
  // That comes before anything about params.
  return validate(resource, operation)[0]?.message ?? '';
}
