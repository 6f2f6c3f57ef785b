// Requests as the wasm side writes them.

import type { BuiltRequest } from '../dist/index.js';

/** Of method, URL and headers, a line for each name and value; then, after an empty line, the body, if there is one. */
export function requestOf(text: string): BuiltRequest {
  const lines = text.split('\n');
  const headers: Record<string, string> = {};
  let at = 2;
  for (let name = lines[at]; name; name = lines[at]) {
    headers[name] = lines[at + 1] ?? '';
    at += 2;
  }
  const [method, url] = lines as [BuiltRequest['method'], string];
  return { method, url, headers, body: lines[at + 1] ?? null };
}
