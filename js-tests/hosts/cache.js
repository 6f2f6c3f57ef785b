// A folder outside the repository into which npm installs what a committed package.json and its lock file name.

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const files = ['package.json', 'package-lock.json', '.npmrc'];

export class Cache {
  #host;
  #marker;
  #recipe;

  /**
   * @param {object} options
   * @param {string} options.folder
   * @param {string} options.host the folder of the committed files
   * @param {number} options.recipe raised when the way of installing changes, so that older installations are made anew
   */
  constructor({ folder, host, recipe }) {
    this.folder = folder;
    this.#host = host;
    this.#marker = join(folder, 'installed');
    this.#recipe = recipe;
  }

  /** Whether all of it is there. @param {string[]} paths of which each must exist too */
  isWhole(paths) {
    if (!existsSync(this.#marker) || readFileSync(this.#marker, 'utf8') !== this.#fingerprint()) return false;
    return paths.every((path) => existsSync(path));
  }

  /** Brings the packages, after taking away those of before; `finish` says when nothing more is to be done. */
  install() {
    rmSync(this.#marker, { force: true });
    rmSync(join(this.folder, 'node_modules'), { recursive: true, force: true });
    mkdirSync(this.folder, { recursive: true });
    for (const file of files) copyFileSync(join(this.#host, file), join(this.folder, file));
    // Not `npm ci`: it refuses a lock file when the registry lacks a package of another platform.
    this.npm(['install', '--loglevel=error']);
  }

  finish() {
    writeFileSync(this.#marker, this.#fingerprint());
  }

  /** @param {string[]} arguments_ @param {NodeJS.ProcessEnv} [env] */
  npm(arguments_, env = {}) {
    const options = { cwd: this.folder, env: { ...process.env, ...env }, maxBuffer: 2 ** 26 };
    const done = spawnSync('npm', arguments_, { ...options, encoding: 'utf8' });
    if (done.status === 0) return;
    const output = `${done.stdout}\n${done.stderr}`.trim().split('\n').slice(-40).join('\n');
    throw new Error(`npm ${arguments_.join(' ')} failed in ${this.folder}:\n${done.error?.message ?? output}`);
  }

  #fingerprint() {
    const hash = createHash('sha256').update(`${this.#recipe} ${process.platform} ${process.arch}`);
    for (const file of files) hash.update(readFileSync(join(this.#host, file)));
    return hash.digest('hex');
  }
}
