// What operations and params are for, from the rows of the catalog: the module itself holds no texts.

import { inflateRawSync } from 'node:zlib';
import packed from './texts.deflate';

interface Texts {
  /** By path: what most operations say of a param. */
  params: Record<string, string>;
  operations: Record<string, { text: string; params?: Record<string, string> }>;
}

let texts: Texts | undefined;

function all(): Texts {
  texts ??= JSON.parse(inflateRawSync(Buffer.from(packed, 'base64')).toString()) as Texts;
  return texts;
}

export const operationText = (operation: string): string => all().operations[operation]?.text ?? '';

/** `path`: `file.name`, `items[].name`. */
export const paramText = (operation: string, path: string): string =>
  all().operations[operation]?.params?.[path] ?? all().params[path] ?? '';
