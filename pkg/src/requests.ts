// Requests as the wasm side writes them.

import type { BuiltRequest } from '../dist/index.js';

/** The headers of the latest request, by their lines: most have the same. */
let latest: { lines: string; headers: Record<string, string> } = { lines: '', headers: {} };

/** Of method, URL and headers, a line for each name and value; then, after an empty line, the body, if there is one. */
export function requestOf(text: string): BuiltRequest {
  const empty = text.indexOf('\n\n');
  const head = empty < 0 ? text : text.slice(0, empty);
  const afterMethod = head.indexOf('\n');
  const afterUrl = head.indexOf('\n', afterMethod + 1);
  const method = head.slice(0, afterMethod) as BuiltRequest['method'];
  const url = head.slice(afterMethod + 1, afterUrl);
  const lines = head.slice(afterUrl + 1);
  if (latest.lines !== lines) latest = { lines, headers: headersOf(lines.split('\n')) };
  return { method, url, headers: { ...latest.headers }, body: empty < 0 ? null : text.slice(empty + 2) };
}

function headersOf(lines: string[]): Record<string, string> {
  const headers: Record<string, string> = {};
  for (let at = 0; at < lines.length; at += 2) headers[lines[at] ?? ''] = lines[at + 1] ?? '';
  return headers;
}
