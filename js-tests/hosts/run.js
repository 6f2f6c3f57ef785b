// The command behind `npm run test:hosts`: node js-tests/hosts/run.js <tarball> [host …] [--write]
// Installs what is missing, runs the packed package in every host against a sandbox, shut in a network of loopback only, and
// prints what worked. `--write` puts the table into docs/hosts.md too.

import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startSandbox } from 'wts-chat-sandbox';
import { isolated } from '../../n8n/e2e/namespace.js';
import { Bench, deadUrl } from './bench.js';
import { ensure, programs } from './browsers.js';
import { install } from './install.js';
import { rows } from './rows.js';
import { tableOf, write } from './table.js';
import { verify } from './verify.js';

/** @import { Row } from './bench.js' */
/** @import { Line } from './table.js' */

/** Says to this program that it is the one inside. */
const INSIDE = 'WTS_CHAT_HOSTS_INSIDE';

const MOST = 180_000;

const flags = process.argv.slice(2).filter((argument) => argument.startsWith('--'));
const [tarball = '', ...hosts] = process.argv.slice(2).filter((argument) => !flags.includes(argument));

/** The rows that are wanted: all, or those of the hosts that are named. */
function chosen() {
  const known = [...new Set(rows.map(({ host }) => host))];
  const odd = [...hosts.filter((host) => !known.includes(host)), ...flags.filter((flag) => flag !== '--write')];
  if (!existsSync(tarball) || odd.length > 0) {
    const usage = 'node js-tests/hosts/run.js <tarball> [host …] [--write]';
    throw new Error(`there is no ${odd[0] ?? tarball}\n${usage}\nhosts: ${known.join(', ')}`);
  }
  return rows.filter(({ host }) => hosts.length === 0 || hosts.includes(host));
}

/** Installs, then starts itself again where nothing but this machine can be reached. */
async function outside() {
  const wanted = chosen();
  install();
  programs.install(['unshare', 'ip']);
  for (const [name, reason] of ensure(wanted.flatMap(({ browser }) => browser ?? [])))
    console.log(`no ${name}: ${reason}`);
  const itself = [process.execPath, fileURLToPath(import.meta.url), ...process.argv.slice(2)];
  const shut = isolated(itself);
  console.log(shut ? 'no network but loopback' : 'NOT shut off from the network, which this machine does not permit');
  const [program = '', ...arguments_] = shut ?? itself;
  const temp = mkdtempSync(join(tmpdir(), 'wts-chat-hosts-'));
  const child = spawn(program, arguments_, { env: { ...process.env, TMPDIR: temp, [INSIDE]: '1' }, stdio: 'inherit' });
  // Killing unshare ends everything in its namespaces; without them, this program ends what it has started.
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => child.kill(shut ? 'SIGKILL' : signal));
  }
  process.exitCode = await new Promise((end) => child.on('close', (code) => end(code ?? 1)));
  rmSync(temp, { recursive: true, force: true, maxRetries: 3 });
}

async function inside() {
  const sandbox = await startSandbox({ token: `pn_${crypto.randomUUID().replaceAll('-', '')}` });
  const temp = mkdtempSync(join(tmpdir(), 'rows-'));
  const bench = new Bench({ sandbox, temp, tarball: resolve(tarball), deadUrl: await deadUrl() });
  /** @type {Line[]} */
  const lines = [];
  for (const row of chosen()) {
    const line = await outcome(row, bench);
    lines.push(line);
    console.log(`${line.state.padEnd(8)}${row.host}: ${row.way} (${line.ms} ms)`);
    for (const problem of line.problems) console.log(`    ${problem.replaceAll('\n', '\n    ')}`);
  }
  await sandbox.close();
  console.log(`\n${tableOf(lines)}`);
  const gaps = lines.filter(({ state }) => state === 'FAILED' || (state === 'skipped' && process.env.CI === 'true'));
  const skipped = lines.filter(({ state }) => state === 'skipped').length;
  console.log(`\n${lines.length} ways, ${gaps.length} gaps, ${skipped} skipped`);
  if (gaps.length === 0 && flags.includes('--write')) write(lines);
  // What a host has left behind must not keep this program alive.
  process.exit(gaps.length > 0 ? 1 : 0);
}

/** @param {Row} row @param {Bench} bench @returns {Promise<Line>} */
async function outcome(row, bench) {
  const { host, way } = row;
  const reason = row.lacks?.();
  const nothing = { text: '–', file: '–', error: '–', ms: 0 };
  if (reason !== undefined) return { host, way, version: '', state: 'skipped', problems: [reason], ...nothing };
  await bench.reset();
  let version = '';
  const started = performance.now();
  try {
    version = row.version();
    const reports = await inTime(row.run(bench));
    const ms = Math.round(performance.now() - started);
    if (!reports) {
      const text = row.textOnly ? 'yes' : '–';
      return { host, way, version, state: 'ok', problems: [], ...nothing, text, ms };
    }
    const verdict = verify(row, bench, reports);
    const problems = Object.values(verdict).flat();
    const cell = (/** @type {string[]} */ wrong) => (wrong.length === 0 ? 'yes' : 'NO');
    const cells = { text: cell(verdict.text), file: cell(verdict.file), error: cell(verdict.error) };
    return { host, way, version, state: problems.length === 0 ? 'ok' : 'FAILED', problems, ...cells, ms };
  } catch (error) {
    const ms = Math.round(performance.now() - started);
    const problems = [error instanceof Error ? error.message : String(error)];
    return { host, way, version, state: 'FAILED', problems, text: 'NO', file: 'NO', error: 'NO', ms };
  }
}

/** @template T @param {Promise<T>} work @returns {Promise<T>} */
async function inTime(work) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer after ${MOST / 1000} s`)), MOST);
  });
  try {
    return await Promise.race([work, /** @type {Promise<never>} */ (late)]);
  } finally {
    clearTimeout(timer);
  }
}

try {
  await (process.env[INSIDE] ? inside() : outside());
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
