// What was measured, as tables: on the screen, and as the page docs/benchmarks.md.

import { readFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import { median, quantile } from './measure.js';

/**
 * @typedef {object} Table
 * @property {string} title
 * @property {string[]} head
 * @property {string[][]} rows
 */

/**
 * An aim, and how it was met.
 * @typedef {{ aim: string, measured: string, verdict: string }} Aim
 */

/**
 * @typedef {object} Result
 * @property {string} title
 * @property {string} how what was measured, and how
 * @property {Table[]} tables
 * @property {Aim[]} aims
 */

/** A whole number as it is, another with some three figures: 0.12, 1.23, 12.3, 1,234. @param {number} value */
export function number(value) {
  const digits = Number.isInteger(value) ? 0 : Math.max(0, 2 - Math.max(0, Math.floor(Math.log10(Math.abs(value)))));
  return value.toLocaleString('en', { maximumFractionDigits: digits, minimumFractionDigits: digits });
}

/** The median and the quartiles. @param {readonly number[]} list @param {string} [unit] */
export const spread = (list, unit = '') =>
  `${number(median(list))}${unit} (${number(quantile(list, 0.25))}–${number(quantile(list, 0.75))})`;

/** The median, the least and the most. @param {readonly number[]} list @param {string} [unit] */
export const range = (list, unit = '') =>
  `${number(median(list))}${unit} (${number(Math.min(...list))}–${number(Math.max(...list))})`;

/** Of ratios. @param {readonly number[]} list */
export const times = (list) => `× ${spread(list)}`;

/**
 * @param {string} aim
 * @param {number} measured
 * @param {{ atMost: number } | { atLeast: number }} bound
 * @param {string} [unit]
 * @returns {Aim}
 */
export function judged(aim, measured, bound, unit = '') {
  const most = 'atMost' in bound ? bound.atMost : bound.atLeast;
  const missed = 'atMost' in bound ? measured - most : most - measured;
  const verdict = missed <= 0 ? 'met' : `missed by ${number(missed)}${unit}`;
  return { aim, measured: `${number(measured)}${unit}`, verdict };
}

/** As Markdown, whose columns are aligned. @param {readonly string[]} head @param {readonly string[][]} rows */
export function markdown(head, rows) {
  const widths = head.map((title, at) => Math.max(3, title.length, ...rows.map((row) => row[at]?.length ?? 0)));
  const line = (/** @type {readonly string[]} */ row) =>
    `| ${widths.map((width, at) => (row[at] ?? '').padEnd(width)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

const aimsHead = ['aim', 'measured', ''];

/** @param {readonly Aim[]} aims */
const aimRows = (aims) => aims.map(({ aim, measured, verdict }) => [aim, measured, verdict]);

/** One part. @param {Result} result */
export function section({ title, how, tables, aims }) {
  const parts = tables.map(({ title, head, rows }) => `${title}:\n\n${markdown(head, rows)}`);
  if (aims.length > 0) parts.push(markdown(aimsHead, aimRows(aims)));
  return [`## ${title}`, folded(how), ...parts].join('\n\n');
}

/** @param {readonly Result[]} results @param {string} environment */
export function pageOf(results, environment) {
  const aims = results.flatMap(({ aims }) => aims);
  const head = `# Benchmarks

${folded(
  'Written by `npm run bench`, which measures all of this in one run and side by side. Variants take turns (A B C, ' +
    'then C B A), after a warm-up; ratios are taken round by round, each against the baseline of the same round. ' +
    'Figures are medians, in brackets the quartiles unless a table says otherwise. Other machines have other ' +
    'figures: the ratios are what counts.',
)}`;
  const met = aims.filter(({ verdict }) => verdict === 'met').length;
  const summary = `## Aims\n\n${met} of ${aims.length} are met in this run.\n\n${markdown(aimsHead, aimRows(aims))}`;
  return `${[head, environment, summary, limits(), ...results.map(section)].join('\n\n')}\n`;
}

/** Why what is missed is missed: written by hand, from profiles. */
const limits = () => readFileSync(new URL('limits.md', import.meta.url), 'utf8').trim();

/** @param {string} of @returns {string} */
function versionOf(of) {
  return JSON.parse(readFileSync(new URL(`../../${of}package.json`, import.meta.url), 'utf8')).version;
}

/**
 * This machine, and how busy it was: whatever else runs on it slows all of this down, and not evenly.
 * @param {readonly number[]} loads before the first part, and after each of them
 */
export function environmentOf([before = Number.NaN, ...after]) {
  const cores = cpus().length;
  const rows = [
    ['CPU', `${cpus()[0]?.model.trim() || process.arch}, ${cores} cores`],
    ['memory', `${number(totalmem() / 2 ** 30)} GiB`],
    ['system', `${process.platform} ${release()}, ${process.arch}`],
    ['Node.js', `${process.versions.node} (V8 ${process.versions.v8}, undici ${process.versions.undici})`],
    ['packages', `wts-chat ${versionOf('')}, axios ${versionOf('node_modules/axios/')}`],
    ['load average before, by other programs', number(before)],
    ['load average after each part, this one included', after.map(number).join(', ')],
  ];
  const busy = before > cores / 2;
  const caveat =
    'Other programs were busy on this machine: times, and ratios with wide quartiles, are not to be relied on.';
  return [`## Environment\n\n${markdown(['', ''], rows)}`, ...(busy ? [folded(caveat)] : [])].join('\n\n');
}

/** A paragraph in lines of at most 120 characters. @param {string} text */
function folded(text) {
  const lines = [''];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1) ?? '';
    if (last.length + word.length >= 120) lines.push(word);
    else lines[lines.length - 1] = last ? `${last} ${word}` : word;
  }
  return lines.join('\n');
}
