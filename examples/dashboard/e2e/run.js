// The command behind `npm run test:dashboard`: node examples/dashboard/e2e/run.js [name.test.js …]
// Installs Chromium and Firefox where they are missing, and runs the tests of this folder in both. In CI, a missing browser is a failure.

import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensure } from '../../../js-tests/hosts/browsers.js';
import { browserNames, versionOf } from './browser.js';

const folder = fileURLToPath(new URL('.', import.meta.url));

/** Test files by their paths, or by their names alone. @param {string[]} names */
function filesOf(names) {
  const all = readdirSync(folder).filter((name) => name.endsWith('.test.js'));
  return (names.length ? names : all).map((name) => {
    const file = existsSync(name) ? resolve(name) : join(folder, name);
    if (!existsSync(file)) throw new Error(`there is no ${name}`);
    return file;
  });
}

/** @param {string[]} files @returns {Promise<number>} the exit code */
async function run(files) {
  // Profiles of browsers that were killed go with it.
  const TMPDIR = mkdtempSync(join(tmpdir(), 'dashboard-e2e-'));
  const arguments_ = ['--test', '--test-concurrency=1', '--test-reporter=spec', ...files];
  const child = spawn(process.execPath, arguments_, { env: { ...process.env, TMPDIR }, stdio: 'inherit' });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.on(signal, () => child.kill(signal));
  const code = await new Promise((end) => child.on('close', (code) => end(code ?? 1)));
  rmSync(TMPDIR, { recursive: true, force: true, maxRetries: 5 });
  return code;
}

try {
  const started = Date.now();
  const files = filesOf(process.argv.slice(2));
  const without = ensure([...browserNames]);
  const code = await run(files);
  for (const [name, reason] of without) console.log(`skipped in ${name}: ${reason}`);
  const isLacking = without.size > 0 && process.env.CI === 'true';
  const browsers = browserNames.filter((name) => !without.has(name)).map((name) => `${name} ${versionOf(name)}`);
  const verdict = code !== 0 ? 'FAILED' : isLacking ? 'FAILED: a browser is missing' : 'passed';
  const seconds = Math.round((Date.now() - started) / 1000);
  console.log(`dashboard in ${browsers.join(', ') || 'no browser'}: ${verdict} after ${seconds} s`);
  process.exitCode = code || (isLacking ? 1 : 0);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
