// `wts-chat list`: what can be called.

import type { CatalogField } from '../dist/index.js';
import { camel, readFlags } from './flags.js';
import { flagOf, LIST_HELP, operationHelp } from './help.js';
import { hint } from './nearest.js';
import { hasResource, type Named, operationOf, operations, told } from './operations.js';
import { Problem } from './problem.js';
import { operationText, paramText } from './texts.js';

export function list(args: readonly string[]): string {
  const [first] = args;
  const named = first === undefined || first.startsWith('-') ? undefined : first;
  const flags = new Set(readFlags(named === undefined ? args : args.slice(1), takes).map(({ flag }) => flag));
  if (flags.has('help')) return LIST_HELP;
  const chosen = chosenBy(named);
  const [only] = chosen;
  if (flags.has('json')) return `${JSON.stringify(chosen.map(asData), null, 2)}\n`;
  return named?.includes('.') && only ? operationHelp(only.name, only.operation) : table(chosen);
}

function takes(flag: string): 'nothing' {
  if (flag === 'json' || flag === 'help') return 'nothing';
  throw new Problem(`There is no --${flag} here.${hint(`--${flag}`, ['--json', '--help'])}`);
}

function chosenBy(named: string | undefined): Named[] {
  if (named === undefined) return operations();
  if (named.includes('.')) return [operationOf(named)];
  const resource = camel(named);
  if (!hasResource(resource)) throw new Problem(`${told(resource, '')} See wts-chat list.`);
  return operations().filter((operation) => operation.resource === resource);
}

function table(chosen: readonly Named[]): string {
  const width = Math.max(...chosen.map(({ name }) => name.length));
  const paths = Math.max(...chosen.map(({ operation }) => operation.path.length));
  const row = ({ name, operation: { method, path, safety } }: Named) =>
    [name.padEnd(width), method.padEnd(6), path.padEnd(paths), safety.padEnd(10), operationText(name)]
      .join('  ')
      .trimEnd();
  return `${chosen.map(row).join('\n')}\n`;
}

function asData({ name, operation: { name: _, fields, ...facts } }: Named) {
  return { operation: name, text: operationText(name), ...facts, params: fields.map((field) => param(name, field)) };
}

/** What the catalog says of a param, and its flag and text. */
function param(operation: string, field: CatalogField) {
  const texts = (inner: CatalogField, path: string): object => ({
    ...inner,
    text: paramText(operation, path),
    ...(inner.fields && { fields: inner.fields.map((one) => texts(one, `${path}.${one.name}`)) }),
    ...(inner.items?.fields && {
      items: { ...inner.items, fields: inner.items.fields.map((one) => texts(one, `${path}[].${one.name}`)) },
    }),
  });
  return { flag: flagOf(field.name), ...texts(field, field.name) };
}
