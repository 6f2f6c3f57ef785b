// The command behind `npm run test:n8n`: node n8n/e2e/run.js [package.tgz …] [name.test.js …]
// Installs a real n8n and runs the test files of this folder through it, shut in a network of loopback only.

import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { basename, delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cache, install, node } from './install.js';
import { isolated } from './namespace.js';

const folder = dirname(fileURLToPath(import.meta.url));

/** The packed community nodes: those named, else those of the environment, else the newest beside the node's sources. */
function packages(/** @type {string[]} */ named) {
  const given = named.length > 0 ? named : (process.env.WTS_CHAT_N8N_PACKAGES ?? '').split(delimiter).filter(Boolean);
  const files = given.length > 0 ? given : newest(listed(dirname(folder), '.tgz'));
  return files.map((file) => existing(resolve(file)));
}

/** @param {string} folder @param {string} ending */
const listed = (folder, ending) =>
  readdirSync(folder)
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => join(folder, name));

/** @param {string[]} files */
const newest = (files) => files.sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs).slice(0, 1);

/** @param {string} file */
function existing(file) {
  if (!existsSync(file)) throw new Error(`there is no ${file}`);
  return file;
}

/** A test file by its path, or by its name alone. @param {string} file */
const testFile = (file) => existing(existsSync(file) ? resolve(file) : join(folder, file));

/** @param {string} name */
const versionOf = (name) => JSON.parse(readFileSync(join(cache, 'node_modules', name, 'package.json'), 'utf8')).version;

/** @param {string[]} command @param {NodeJS.ProcessEnv} env @returns {Promise<number>} its exit code */
function run([program = '', ...arguments_], env) {
  const child = spawn(program, arguments_, { env, stdio: 'inherit' });
  // Killing unshare ends everything in its namespaces; without them, the test processes end what they have started.
  const isolation = env.WTS_CHAT_N8N_ISOLATED === '1';
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => child.kill(isolation ? 'SIGKILL' : signal));
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)));
  });
}

async function main() {
  const started = Date.now();
  const named = process.argv.slice(2);
  const packed = packages(named.filter((name) => name.endsWith('.tgz')));
  const chosen = named.filter((name) => !name.endsWith('.tgz')).map(testFile);
  const files = chosen.length > 0 ? chosen : listed(folder, '.test.js');
  install();

  // One at a time: a machine of two cores has enough to do with one n8n and its workers.
  const tests = [node, '--test', '--test-reporter=spec', '--test-concurrency=1', ...files];
  const command = isolated(tests);
  const network = command
    ? 'no network but loopback'
    : 'NOT shut off from the network, which this machine does not permit';
  const versions = `n8n ${versionOf('n8n')}, Node.js ${versionOf(basename(dirname(dirname(node))))}`;
  const nodes = packed.map((file) => basename(file)).join(', ') || 'no community node';
  console.log(`${versions}, ${nodes}; ${network}`);

  // Everything temporary goes in here, also what n8n and chromium leave behind when they are killed.
  const TMPDIR = mkdtempSync(join(tmpdir(), 'wts-chat-n8n-'));
  try {
    const code = await run(command ?? tests, {
      ...process.env,
      TMPDIR,
      WTS_CHAT_N8N_PACKAGES: packed.join(delimiter),
      WTS_CHAT_N8N_ISOLATED: command ? '1' : '',
    });
    const seconds = Math.round((Date.now() - started) / 1000);
    console.log(
      `tests through n8n ${code === 0 ? 'passed' : `FAILED (exit code ${code})`} after ${seconds} s; ${versions}`,
    );
    process.exitCode = code;
  } finally {
    rmSync(TMPDIR, { recursive: true, force: true, maxRetries: 3 });
  }
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
