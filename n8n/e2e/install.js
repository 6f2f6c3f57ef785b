// Installs what the tests of the n8n node run on into a folder of its own, outside the repository: n8n with its Node.js 24, and
// playwright-core. Debian's chromium and redis are fetched where they are missing and that is possible.

import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const host = join(dirname(fileURLToPath(import.meta.url)), 'host');
const files = ['package.json', 'package-lock.json', '.npmrc'];

/** Raised when the way of installing changes, so that older installations are made anew. */
const recipe = 1;

/** The folder of the installation: 2.6 GB. */
export const cache = process.env.WTS_CHAT_N8N || join(homedir(), '.cache', 'wts-chat-n8n');

const nodeFolder = join(cache, 'node_modules', `node-${process.platform}-${process.arch}`);

/** n8n wants Node.js 24, whichever one runs the rest of the project. */
export const node = join(nodeFolder, 'bin', 'node');

/** What `node` runs to start n8n. */
export const n8nBin = join(cache, 'node_modules', 'n8n', 'bin', 'n8n');

/** Programs of the system, each with the Debian packages that bring them. */
const programs = {
  chromium: { names: ['chromium', 'chromium-browser', 'google-chrome'], packages: ['chromium'] },
  redis: { names: ['redis-server'], packages: ['redis-server'] },
  unshare: { names: ['unshare'], packages: ['util-linux'] },
  ip: { names: ['ip'], packages: ['iproute2'] },
  tar: { names: ['tar'], packages: ['tar'] },
  python: { names: ['python3'], packages: ['python3'] },
  compiler: { names: ['g++'], packages: ['g++'] },
  make: { names: ['make'], packages: ['make'] },
};

/** Only needed to build sqlite3, so only while n8n is not there yet. @type {(keyof typeof programs)[]} */
const forBuilding = ['python', 'compiler', 'make'];

/**
 * The path of a program of the system, `undefined` when there is none.
 * @param {keyof typeof programs} program
 */
export function find(program) {
  const folders = [...(process.env.PATH ?? '').split(':'), '/usr/sbin', '/sbin'].filter((folder) => folder !== '');
  const paths = programs[program].names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return paths.find((path) => existsSync(path));
}

/** @param {keyof typeof programs} program */
export function path(program) {
  const found = find(program);
  if (found === undefined) throw new Error(`${program} is missing: install ${programs[program].packages.join(' ')}`);
  return found;
}

/** Installs whatever is missing; quick when nothing is. @param {(line: string) => void} [say] */
export function install(say = console.log) {
  if (process.platform !== 'linux') throw new Error('the tests of the n8n node run on Linux only');
  const marker = join(cache, 'installed');
  const wanted = fingerprint();
  const whole = existsSync(marker) && readFileSync(marker, 'utf8') === wanted && existsSync(node) && existsSync(n8nBin);
  installPrograms(whole, say);
  if (whole) return;

  const started = Date.now();
  const seconds = () => `${Math.round((Date.now() - started) / 1000)} s`;
  say(`n8n is installed into ${cache}: 2.6 GB, some minutes, once`);
  rmSync(marker, { force: true });
  rmSync(join(cache, 'node_modules'), { recursive: true, force: true });
  mkdirSync(cache, { recursive: true });
  for (const file of files) copyFileSync(join(host, file), join(cache, file));
  // Not `npm ci`: it refuses a lock file when the registry lacks a package of another platform.
  npm(['install', '--loglevel=error']);
  if (!existsSync(node)) throw new Error(`npm brought no ${node}: there is no Node.js 24 for this kind of machine`);
  say(`packages are there after ${seconds()}; sqlite3 is built`);
  // Its prebuilt binaries are on GitHub, not in the registry. isolated-vm carries its own.
  npm(['rebuild', 'sqlite3', '--ignore-scripts=false', '--foreground-scripts'], {
    npm_config_build_from_source: 'true',
    npm_config_nodedir: nodeFolder,
  });
  prove();
  writeFileSync(marker, wanted);
  say(`n8n is installed after ${seconds()}`);
}

function fingerprint() {
  const hash = createHash('sha256').update(`${recipe} ${process.platform} ${process.arch}`);
  for (const file of files) hash.update(readFileSync(join(host, file)));
  return hash.digest('hex');
}

/** @param {boolean} whole whether n8n is there already @param {(line: string) => void} say */
function installPrograms(whole, say) {
  const needed = /** @type {(keyof typeof programs)[]} */ (Object.keys(programs));
  const missing = needed.filter((program) => !(whole && forBuilding.includes(program)) && find(program) === undefined);
  if (missing.length === 0) return;
  const packages = missing.flatMap((program) => programs[program].packages);
  const byHand = `install these Debian packages, or what brings the same programs: ${packages.join(' ')}`;
  const canInstall = process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0;
  if (!canInstall) throw new Error(`missing: ${missing.join(', ')}; ${byHand}`);
  say(`apt-get installs ${packages.join(' ')}`);
  // A fresh machine has no lists of packages, or old ones.
  apt(['update']);
  const done = apt(['install', '-y', '--no-install-recommends', ...packages]);
  const still = missing.filter((program) => find(program) === undefined);
  if (still.length > 0) {
    throw new Error(`apt-get brought no ${still.join(', ')}; ${byHand}\n${done.stderr}`);
  }
}

/** @param {string[]} arguments_ */
const apt = (arguments_) =>
  spawnSync('apt-get', arguments_, { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, encoding: 'utf8' });

/** @param {string[]} arguments_ @param {NodeJS.ProcessEnv} [env] */
function npm(arguments_, env = {}) {
  const PATH = `${join(nodeFolder, 'bin')}:${process.env.PATH}`;
  const done = spawnSync('npm', arguments_, {
    cwd: cache,
    env: { ...process.env, ...env, PATH },
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  if (done.status === 0) return;
  const output = `${done.stdout}\n${done.stderr}`.trim().split('\n').slice(-40).join('\n');
  throw new Error(`npm ${arguments_.join(' ')} failed in ${cache}:\n${done.error?.message ?? output}`);
}

/** The two modules of machine code load and work. */
function prove() {
  const script = `
    const sqlite = require('sqlite3');
    new sqlite.Database(':memory:').get('select 1 one', (error, row) => { if (error || row.one !== 1) process.exit(1); });
    const vm = require('isolated-vm');
    if (new vm.Isolate().createContextSync().evalSync('6 * 7') !== 42) process.exit(1);`;
  execFileSync(node, ['-e', script], { cwd: cache, stdio: ['ignore', 'ignore', 'inherit'] });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) install();
