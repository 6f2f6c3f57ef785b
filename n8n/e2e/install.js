// Installs what the tests of the n8n node run on into a folder of its own, outside the repository: n8n with its Node.js 24, and
// playwright-core. Debian's chromium and redis are fetched where they are missing and that is possible.

import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { programsOf } from '../../js-tests/debian.js';
import { Cache } from '../../js-tests/hosts/cache.js';

/** The folder of the installation: 2.6 GB. */
export const cache = process.env.WTS_CHAT_N8N || join(homedir(), '.cache', 'wts-chat-n8n');

const installation = new Cache({
  folder: cache,
  host: join(dirname(fileURLToPath(import.meta.url)), 'host'),
  recipe: 1,
});

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

const all = /** @type {(keyof typeof programs)[]} */ (Object.keys(programs));

/** Only needed to build sqlite3, so only while n8n is not there yet. @type {(keyof typeof programs)[]} */
const forBuilding = ['python', 'compiler', 'make'];

const { path, install: installPrograms } = programsOf(programs);

export { path };

/** Installs whatever is missing; quick when nothing is. @param {(line: string) => void} [say] */
export function install(say = console.log) {
  if (process.platform !== 'linux') throw new Error('the tests of the n8n node run on Linux only');
  const whole = installation.isWhole([node, n8nBin]);
  installPrograms(
    all.filter((program) => !(whole && forBuilding.includes(program))),
    say,
  );
  if (whole) return;

  const started = Date.now();
  const seconds = () => `${Math.round((Date.now() - started) / 1000)} s`;
  say(`n8n is installed into ${cache}: 2.6 GB, some minutes, once`);
  installation.install();
  if (!existsSync(node)) throw new Error(`npm brought no ${node}: there is no Node.js 24 for this kind of machine`);
  say(`packages are there after ${seconds()}; sqlite3 is built`);
  // Its prebuilt binaries are on GitHub, not in the registry. isolated-vm carries its own.
  installation.npm(['rebuild', 'sqlite3', '--ignore-scripts=false', '--foreground-scripts'], {
    PATH: `${join(nodeFolder, 'bin')}:${process.env.PATH}`,
    npm_config_build_from_source: 'true',
    npm_config_nodedir: nodeFolder,
  });
  prove();
  installation.finish();
  say(`n8n is installed after ${seconds()}`);
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
