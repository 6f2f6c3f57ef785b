// The command behind `npm run bench`: node js-tests/bench/run.js [part …] [--quick] [--scale=20], after `npm run
// build`. Measures each part in a process of its own and prints its tables; all parts together, in full, are written to
// docs/benchmarks.md.

import { fork } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { environmentOf, pageOf, section } from './page.js';

/** @import { Result } from './page.js' */

const parts = ['calls', 'building', 'uploads', 'lists', 'bulk', 'start', 'growth'];
const page = new URL('../../docs/benchmarks.md', import.meta.url);
const usage = `node js-tests/bench/run.js [part …] [--quick] [--scale=20]
  parts: ${parts.join(', ')}; all of them by default
  --quick measures a few rounds only, to see that everything works
  --scale is by how much part "bulk" shortens the times of the rate limits`;

const { chosen, quick, scale } = command();
const load = () => loadavg()[0] ?? Number.NaN;
const loads = [load()];
/** @type {Result[]} */
const results = [];
for (const part of chosen) {
  const started = performance.now();
  const result = await measured(part);
  results.push(result);
  loads.push(load());
  console.log(`\n${section(result)}\n\n(${part}: ${Math.round((performance.now() - started) / 1000)} s)`);
}
const environment = environmentOf(loads);
if (chosen.length === parts.length && !quick) {
  writeFileSync(page, pageOf(results, environment));
  console.log('\nwritten to docs/benchmarks.md');
} else {
  console.log(`\n${environment}\n\nnot written to docs/benchmarks.md: that takes all parts, in full`);
}

function command() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { quick: { type: 'boolean', default: false }, scale: { type: 'string', default: '20' } },
    });
    const odd = positionals.find((part) => !parts.includes(part));
    if (odd !== undefined) throw new Error(`there is no part ${odd}`);
    const scale = Number(values.scale);
    if (!(scale >= 1)) throw new Error(`${values.scale} is no scale`);
    const chosen = positionals.length > 0 ? parts.filter((part) => positionals.includes(part)) : parts;
    return { chosen, quick: values.quick, scale };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n${usage}`);
    process.exit(1);
  }
}

/** @param {string} part @returns {Promise<Result>} */
function measured(part) {
  const child = fork(fileURLToPath(new URL('part.js', import.meta.url)), [part, JSON.stringify({ quick, scale })], {
    execArgv: ['--expose-gc'],
  });
  return new Promise((resolve, reject) => {
    child.once('message', (result) => resolve(/** @type {Result} */ (result)));
    child.once('exit', () => reject(new Error(`part ${part} failed`)));
  });
}
