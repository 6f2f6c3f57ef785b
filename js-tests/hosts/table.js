// The table of what worked: for people to read, and for docs/hosts.md.

import { readFileSync, writeFileSync } from 'node:fs';

/**
 * @typedef {object} Line
 * @property {string} host
 * @property {string} version
 * @property {string} way
 * @property {'ok' | 'FAILED' | 'skipped'} state
 * @property {string} text
 * @property {string} file
 * @property {string} error
 * @property {number} ms
 * @property {string[]} problems
 */

const page = new URL('../../docs/hosts.md', import.meta.url);
const [begin, end] = ['<!-- table -->', '<!-- end of table -->'];

const head = ['host', 'version', 'loaded by', 'text sent', 'file sent', 'errors right', 'ms'];

/** As Markdown, whose columns are aligned. @param {Line[]} lines */
export function tableOf(lines) {
  const cells = lines.map(({ host, version, way, state, text, file, error, ms }) =>
    state === 'skipped' ? [host, '', way, 'skipped', '', '', ''] : [host, version, way, text, file, error, `${ms}`],
  );
  const widths = head.map((title, at) => Math.max(title.length, ...cells.map((row) => row[at]?.length ?? 0)));
  const line = (/** @type {string[]} */ row) =>
    `| ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...cells.map(line)].join('\n');
}

/** Puts the table in the place of the one that the page has. @param {Line[]} lines */
export function write(lines) {
  const text = readFileSync(page, 'utf8');
  const [before, rest = ''] = text.split(begin);
  const [old, after] = rest.split(end);
  if (old === undefined || after === undefined)
    throw new Error(`docs/hosts.md has no place for the table: ${begin} … ${end}`);
  writeFileSync(page, `${before}${begin}\n\n${tableOf(lines)}\n\n${end}${after}`);
}
