// Choices: what the account has, read as the catalog says where, in the order of people.

import type { Choice } from '../dist/index.js';
import { WtsError } from './error.js';

/** Where entries are listed, and what of them is read; dots lead into objects, and into each object of a list. */
export interface Listing {
  resource: string;
  operation: string;
  with: Record<string, unknown> | null;
  inside: string;
  value: string;
  names: string[];
  description: string;
  parent: { param: string | null; ways: Way[] } | null;
  partOf: string | null;
}

/** How a param leads to what the choices belong to. */
interface Way {
  given: string;
  ask: { resource: string; operation: string; param: string | null; detail: string | null } | null;
  take: string;
  among: string[];
}

export interface Reader {
  one(resource: string, operation: string, params: object): Promise<unknown>;
  all(resource: string, operation: string, params: object): Promise<unknown[]>;
}

/** How many entries are read at most. */
export const MOST = 1000;

const at = (value: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((inner, name) => {
    const step = (whole: unknown) => (whole as Record<string, unknown> | null | undefined)?.[name];
    return Array.isArray(inner) ? inner.map(step) : step(inner);
  }, value);

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** What there is to choose from, by the params that the listing needs and that say something. */
export async function read(listing: Listing, given: Record<string, string>, reader: Reader): Promise<Choice[]> {
  const { resource, operation, inside, partOf } = listing;
  const way = listing.parent?.ways.find((way) => way.given in given);
  const parent = way && (await parentOf(way, given[way.given], reader));
  const param = listing.parent?.param;
  const asked = { ...listing.with, ...(param && { [param]: parent }) };
  const answer = inside && !partOf ? await reader.one(resource, operation, asked) : undefined;
  const entries = answer ? list(at(answer, inside)) : await reader.all(resource, operation, asked);
  const whole = entries.filter((entry) => !partOf || at(entry, 'id') === given[partOf]);
  if (partOf && !whole.length) throw unknown(partOf, resource, operation);
  return whole
    .flatMap((entry) => (partOf ? list(at(entry, inside)) : entry))
    .filter((entry) => param || !way || list(parent).includes(at(entry, listing.value)))
    .filter((entry) => at(entry, 'archived') !== true && at(entry, 'type') !== 'GROUP')
    .flatMap((entry) => choice(listing, entry) ?? []);
}

async function parentOf({ given: name, ask, take, among }: Way, given: unknown, reader: Reader): Promise<unknown> {
  if (!ask) return given;
  const params = { ...(ask.param && { [ask.param]: given }), ...(ask.detail && { includeDetails: ask.detail }) };
  const answer = await reader.one(ask.resource, ask.operation, params);
  if (!among.length) return at(answer, take);
  const plain = (text: unknown) => String(text).replace(/\W/g, '').toLowerCase();
  const isIt = (entry: unknown) => among.some((path) => at(entry, path) && plain(at(entry, path)) === plain(given));
  const found = list(answer).find(isIt);
  if (!found) throw unknown(name, ask.resource, ask.operation);
  return at(found, take);
}

function unknown(field: string, resource: string, operation: string): WtsError {
  const message = `${field} is none of what ${resource}.${operation} answers: choose one of them.`;
  return new WtsError({ code: 'validation', message, issues: [{ field, code: 'enum', message }] });
}

function choice({ value, names, description }: Listing, entry: unknown): Choice | undefined {
  const text = (path: string) => (path ? ((at(entry, path) as string | null) ?? '') : '');
  if (!text(value)) return undefined;
  const name = names.map(text).find(Boolean) ?? readable(text(value));
  return { name, value: text(value), ...(text(description) && { description: text(description) }) };
}

/** A value of an enum. */
export const choiceOf = (value: string): Choice => ({ name: readable(value), value });

/** `IN_PROGRESS` as `In Progress`, `DepartmentsDetails` as `Departments Details`. */
function readable(value: string): string {
  const words = value.replace(/([a-z])(?=[A-Z])/g, '$1 ').split(/[ _]/);
  return words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase()).join(' ');
}

/** Choices that hold a text, accents and letters' case aside, sorted by name. */
export function arranged(choices: Choice[], search = '', limit = MOST): Choice[] {
  const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const order = new Intl.Collator(undefined, { numeric: true });
  return choices
    .filter(({ name, value, description }) => plain(`${name} ${value} ${description ?? ''}`).includes(plain(search)))
    .sort((a, b) => order.compare(a.name, b.name))
    .slice(0, limit);
}
