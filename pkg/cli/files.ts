// What is read from the disk and from the standard input.

import { openAsBlob } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { text } from 'node:stream/consumers';
import { messageOf, Problem } from './problem.js';

/** A file to upload. It stays on the disk; its media type follows from its name. */
export async function fileAt(path: string): Promise<{ data: Blob; name: string }> {
  try {
    if (!(await stat(path)).isFile()) throw new Error('it is no file.');
    return { data: await openAsBlob(path), name: basename(path) };
  } catch (error) {
    throw new Problem(`--file: ${path} cannot be read: ${messageOf(error)}`);
  }
}

/** Params from a file of JSON, `-` for the standard input. */
export async function jsonAt(path: string): Promise<Record<string, unknown>> {
  const name = path === '-' ? 'the standard input' : path;
  const content = await contentOf(path, name);
  let params: unknown;
  try {
    params = JSON.parse(content.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new Problem(`--json: ${name} holds no JSON: ${messageOf(error)}`);
  }
  if (typeof params !== 'object' || params === null || Array.isArray(params)) {
    throw new Problem(`--json: ${name} holds no JSON object of params, such as {"to": "…", "text": "…"}.`);
  }
  return params as Record<string, unknown>;
}

async function contentOf(path: string, name: string): Promise<string> {
  try {
    return path === '-' ? await text(process.stdin) : await readFile(path, 'utf8');
  } catch (error) {
    throw new Problem(`--json: ${name} cannot be read: ${messageOf(error)}`);
  }
}
