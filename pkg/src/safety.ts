// What is sent once only, for calls whose instance died: their phase is lost with it.

import type { Catalog } from '../dist/index.js';
import type { Core } from '../wasm/wts_chat.js';
import { core } from './instance.js';

let once: Set<string> | undefined;

/** Whether a repetition may do harm; it may where that cannot be told. */
export function isOnce(task: keyof Core['Task'], first: string, second: string): boolean {
  if (task === 'Request') return first === 'POST';
  try {
    once ??= new Set(namesOfOnce(core().catalog()));
    return once.has(`${first}.${second}`);
  } catch {
    return true;
  }
}

const namesOfOnce = ({ resources }: Catalog): string[] =>
  resources.flatMap(({ name, operations }) =>
    operations.filter(({ safety }) => safety === 'once').map((operation) => `${name}.${operation.name}`),
  );
