// Params from flags, typed by the catalog. What a flag cannot be stays a text: `validate` says what is wrong with it.

import type { CatalogField } from '../dist/index.js';
import { fileAt } from './files.js';
import { camel, type Given, kebab } from './flags.js';
import { Problem } from './problem.js';

type Kind = Omit<CatalogField, 'name' | 'required' | 'nullable' | 'default' | 'choices'>;
type Step = string | number;

/** Where a flag's value goes, and what it is there. */
export interface Target {
  flag: string;
  path: Step[];
  /** Missing where the catalog knows nothing: `validate` will say so. */
  kind: Kind | undefined;
  nullable: boolean;
  /** `--no-…`. */
  negated: boolean;
}

/** The param that a flag means, or undefined when there is none. */
export function targetOf(flag: string, fields: readonly CatalogField[]): Target | undefined {
  const steps = flag.split(/[.[]/).map((step) => step.replace(/\]$/, ''));
  const find = (name = '') => fields.find((field) => field.name === camel(name));
  const [head, ...inner] = steps;
  const field = find(head);
  if (field) {
    // Keys of metadata may hold dots.
    const key = flag.slice((head ?? '').length + 1);
    const at = { flag, path: [field.name], kind: field, nullable: field.nullable, negated: false };
    return inner.length ? within(at, field, inner, key) : at;
  }
  const negative = flag.startsWith('no-') ? find(flag.slice(3)) : undefined;
  if (negative?.kind !== 'boolean') return undefined;
  return { flag, path: [negative.name], kind: negative, nullable: false, negated: true };
}

function within(at: Target, kind: Kind, [step = '', ...rest]: string[], key: string): Target {
  if (kind.kind === 'metadata') return { ...at, path: [...at.path, key], kind: { kind: 'text' }, nullable: true };
  if (kind.kind === 'values') return { ...at, path: [...at.path, key], kind: { kind: 'any' }, nullable: true };
  const inside = key.slice(step.length + 1).replace(/^\./, '');
  if (kind.kind === 'list' && /^\d+$/.test(step)) {
    if (Number(step) > 999) throw new Problem(`--${at.flag}: no list is that long.`);
    const next = { ...at, path: [...at.path, Number(step)], kind: kind.items, nullable: false };
    return rest.length && kind.items ? within(next, kind.items, rest, inside) : next;
  }
  if (kind.kind === 'object' || kind.kind === 'file') {
    const field = kind.fields?.find(({ name }) => name === camel(step));
    const path = [...at.path, camel(step)];
    if (!field) return { ...at, path, kind: undefined, nullable: false };
    const next = { ...at, path, kind: field, nullable: field.nullable };
    return rest.length ? within(next, field, rest, inside) : next;
  }
  const place = at.path.join('.');
  throw new Problem(
    `--${at.flag}: ${kind.kind === 'list' ? `an item of ${place} has a number: .0` : `nothing is inside of ${place}`}.`,
  );
}

/** Params from flags over those from JSON. */
export async function paramsOf(
  given: readonly (Given & { target: Target })[],
  base: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  // What lies inside of something goes over it, wherever it stands among the flags.
  const sorted = [...given].sort((a, b) => a.target.path.length - b.target.path.length);
  const lists = new Map<string, unknown[]>();
  const seen = new Map<string, string>();
  for (const { flag, value, target } of sorted) {
    const place = target.path.join('.');
    if (target.kind?.kind === 'list' && !(target.nullable && value === 'null')) {
      const list = lists.get(place) ?? [];
      lists.set(place, list);
      list.push(...itemsOf(value ?? '', target.kind.items));
      put(base, target.path, list);
      continue;
    }
    const before = seen.get(place);
    if (before !== undefined) {
      throw new Problem(before === flag ? `--${flag} is given twice.` : `--${before} and --${flag} are the same.`);
    }
    seen.set(place, flag);
    put(base, target.path, await oneOf(target, value));
  }
  return base;
}

async function oneOf({ kind, nullable, negated, flag }: Target, value: string | undefined): Promise<unknown> {
  if (negated && value !== undefined) throw new Problem(`--${flag} takes no value.`);
  if (value === undefined) return !negated;
  if (nullable && value === 'null') return null;
  return kind?.kind === 'file' ? fileAt(value) : plain(kind, value);
}

/** A list's flag holds one item or, as JSON, many. */
function itemsOf(value: string, kind: Kind | undefined): unknown[] {
  const whole = value.trimStart().startsWith('[') ? parsed(value) : undefined;
  return Array.isArray(whole) ? whole : [plain(kind, value)];
}

function plain(kind: Kind | undefined, value: string): unknown {
  switch (kind?.kind) {
    case 'boolean':
      return value === 'true' || (value === 'false' ? false : value);
    case 'integer':
    case 'number':
    case 'position':
    case 'size':
      return /^-?\d+(\.\d+)?$/.test(value) && Number.isFinite(Number(value)) ? Number(value) : value;
    case 'object':
    case 'metadata':
    case 'values':
    case 'list':
      return parsed(value) ?? value;
    case 'any':
      return /^\s*[[{]/.test(value) ? (parsed(value) ?? value) : value;
    default:
      return value;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Puts a value into its place; what is no object on the way there makes room. */
function put(into: object, [step, ...rest]: Step[], value: unknown): void {
  if (step === undefined) return;
  let content = value;
  if (rest.length) {
    const found: unknown = Object.getOwnPropertyDescriptor(into, step)?.value;
    content = typeof found === 'object' && found !== null ? found : typeof rest[0] === 'number' ? [] : {};
    put(content as object, rest, value);
  }
  // Names such as __proto__ are names like others.
  Object.defineProperty(into, step, { value: content, writable: true, enumerable: true, configurable: true });
}

/** The flag for the place that an issue names. */
export function flagFor(place: string, fields: readonly CatalogField[], own: (flag: string) => boolean): string {
  const [head = ''] = place.split(/[.[]/);
  const field = fields.find(({ name }) => name === head);
  if (!field) return place;
  const rest = place.slice(head.length);
  const inner = field.kind === 'metadata' || field.kind === 'values' ? rest : kebab(rest);
  const flag = `${kebab(head)}${inner.replace(/\[(\d+)\]/g, '.$1')}`;
  if (field.kind === 'file' && rest === '.data') return `--${kebab(head)}`;
  return own(flag) ? `--param.${flag}` : `--${flag}`;
}
