// The flags of `wts-chat call` that are no params. They go before params of the same name: `--param.<name>` is always the param.

import type { CatalogField } from '../dist/index.js';
import { type Given, kebab, readFlags, type Takes } from './flags.js';
import { hint } from './nearest.js';
import { type Target, targetOf } from './params.js';
import { Problem } from './problem.js';

interface Option {
  takes: Takes;
  /** What its value is. */
  value?: string;
  text: string;
}

export const OPTIONS = {
  json: {
    takes: 'value',
    value: 'file | -',
    text: 'Params as a JSON object, - for the standard input. Flags go over it.',
  },
  all: { takes: 'nothing', text: 'Of a list: the entries of all pages, as one array.' },
  limit: {
    takes: 'value',
    value: 'number',
    text: 'Of a list: at most so many entries, from as many pages as it takes.',
  },
  lines: { takes: 'nothing', text: 'Of a list: all entries, each on a line of its own as soon as it is there.' },
  compact: { takes: 'nothing', text: 'The result as JSON on one line.' },
  'dry-run': { takes: 'nothing', text: 'Prints the request that would be made, without the token, and makes none.' },
  timeout: { takes: 'value', value: 'ms', text: 'For one attempt, its answer included. Default: 60000.' },
  retries: { takes: 'value', value: 'number', text: 'Attempts after the first, where repeating is safe. Default: 2.' },
  'base-url': {
    takes: 'value',
    value: 'address',
    text: 'Where the API is. Default: WTS_BASE_URL, else https://api.wts.chat.',
  },
  help: { takes: 'nothing', text: 'Shows this, and after an operation its params.' },
} as const satisfies Record<string, Option>;

export type OptionName = keyof typeof OPTIONS;

export const isOption = (flag: string): flag is OptionName => Object.hasOwn(OPTIONS, flag);

export interface Flags {
  options: Partial<Record<OptionName, string | true>>;
  params: (Given & { target: Target })[];
}

/** What people call the token, without case and dashes. */
const TOKEN = /^(wts)?(api)?(key|token)$/;

/** Sorts the arguments of a call into the command's own and params of the operation. */
export function sorted(args: readonly string[], fields: readonly CatalogField[]): Flags {
  const targets = new Map<string, Target>();
  const given = readFlags(args, (flag) => {
    if (isOption(kebab(flag))) return OPTIONS[kebab(flag) as OptionName].takes;
    const target = targetOf(flag.replace(/^param\./, ''), fields);
    if (!target) throw unknown(flag, fields);
    targets.set(flag, target);
    return target.kind?.kind === 'boolean' ? 'truth' : 'value';
  });
  const flags: Flags = { options: {}, params: [] };
  for (const { flag, value } of given) {
    const target = targets.get(flag);
    if (target) {
      flags.params.push({ flag, value, target });
      continue;
    }
    const name = kebab(flag) as OptionName;
    if (flags.options[name] !== undefined) throw new Problem(`--${name} is given twice.`);
    flags.options[name] = value ?? true;
  }
  return flags;
}

function unknown(flag: string, fields: readonly CatalogField[]): Problem {
  if (TOKEN.test(flag.toLowerCase().replaceAll('-', ''))) {
    return new Problem(
      'The token is no flag: everybody on this machine can read flags in the list of processes.\n' +
        'Set the environment variable WTS_API_KEY instead.',
    );
  }
  const [head = ''] = flag.replace(/^param\./, '').split(/[.[]/);
  const names = [...fields.map(({ name }) => kebab(name)), ...Object.keys(OPTIONS)];
  return new Problem(
    `There is no --${head} here.${hint(
      `--${kebab(head)}`,
      names.map((name) => `--${name}`),
    )}`,
  );
}

/** The value of an option that is a whole number. */
export function numberOf(options: Flags['options'], name: OptionName): number | undefined {
  const value = options[name];
  if (value === undefined) return undefined;
  if (typeof value !== 'string' || !/^\d+$/.test(value)) {
    throw new Problem(`--${name} takes a whole number, not "${value}".`);
  }
  return Number(value);
}
