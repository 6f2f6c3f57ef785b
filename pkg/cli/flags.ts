// Arguments as flags with their values, for whatever flags there are.

import { Problem } from './problem.js';

/** What follows a flag: a value, nothing, or `true` and `false` if one likes. */
export type Takes = 'value' | 'nothing' | 'truth';

/** A flag as it stands among the arguments, without its dashes. */
export interface Given {
  flag: string;
  value: string | undefined;
}

/** Reads flags; `takes` says what follows each, and throws for those that there are not. */
export function readFlags(args: readonly string[], takes: (flag: string) => Takes): Given[] {
  const given: Given[] = [];
  const left = [...args];
  for (let arg = left.shift(); arg !== undefined; arg = left.shift()) {
    if (arg === '-h') arg = '--help';
    if (!arg.startsWith('--') || arg === '--') {
      throw new Problem(`"${arg}" belongs to no flag: every value follows the name of its flag.`);
    }
    const equals = arg.indexOf('=');
    const flag = arg.slice(2, equals < 0 ? undefined : equals);
    const kind = takes(flag);
    let value = equals < 0 ? undefined : arg.slice(equals + 1);
    if (kind === 'nothing' && value !== undefined) throw new Problem(`--${flag} takes no value.`);
    if (kind !== 'nothing' && value === undefined && left[0] !== undefined && !left[0].startsWith('--')) {
      value = left.shift();
    }
    if (kind === 'value' && value === undefined) {
      throw new Problem(`--${flag} needs a value. One that begins with -- is written --${flag}=--…`);
    }
    given.push({ flag, value });
  }
  return given;
}

export const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

export const camel = (name: string) => name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
