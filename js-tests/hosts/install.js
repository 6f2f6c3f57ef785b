// Installs the hosts into a folder of its own, outside the repository, and says where their programs are.

import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Cache } from './cache.js';

/** The folder of the installation: 1.3 GB. */
export const folder = process.env.WTS_CHAT_HOSTS || join(homedir(), '.cache', 'wts-chat-hosts');

const host = join(dirname(fileURLToPath(import.meta.url)), 'host');
const cache = new Cache({ folder, host, recipe: 1 });

/** A file of an installed package. @param {string[]} path */
export const inPackage = (...path) => join(folder, 'node_modules', ...path);

/** @param {string} name of an installed package @returns {string} */
export const versionOf = (name) => JSON.parse(readFileSync(inPackage(name, 'package.json'), 'utf8')).version;

/** The Node.js of a major version. @param {number} major */
export const nodeOf = (major) => inPackage(`node${major}-${process.arch}`, 'bin', 'node');

/** What runs the tools, some of which refuse older ones. */
export const node = nodeOf(24);

const arm = process.arch === 'arm64';
export const deno = inPackage('@deno', `linux-${process.arch}-glibc`, 'deno');
export const bun = inPackage('@oven', `bun-linux-${arm ? 'aarch64' : 'x64'}`, 'bin', 'bun');
export const workerd = inPackage('@cloudflare', `workerd-linux-${arm ? 'arm64' : '64'}`, 'bin', 'workerd');

/** Why a host cannot run; `undefined` when its program is there. @param {string} program */
export const lacking = (program) => (existsSync(program) ? undefined : `npm brought no ${program} for this machine`);

/** Installs whatever is missing; quick when nothing is. @param {(line: string) => void} [say] */
export function install(say = console.log) {
  if (process.platform !== 'linux') throw new Error('the hosts are installed on Linux only');
  if (cache.isWhole([node])) return;
  const started = Date.now();
  say(`the hosts are installed into ${folder}: 1.3 GB, a minute, once`);
  cache.install();
  cache.finish();
  say(`they are there after ${Math.round((Date.now() - started) / 1000)} s`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) install();
