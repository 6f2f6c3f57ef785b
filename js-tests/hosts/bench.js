// What the rows of the table share: folders with the package installed in them, tasks, and short runs of programs.

import { execFile, spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** @import { Sandbox } from 'wts-chat-sandbox' */
/** @import { Report, Task } from './job.js' */

/**
 * One way of loading the package in one host.
 * @typedef {object} Row
 * @property {string} host as it is named on the command line
 * @property {string} way how the package is loaded
 * @property {() => string} version
 * @property {() => string | undefined} [lacks] why this cannot run on this machine
 * @property {(bench: Bench) => Promise<Report[] | undefined>} run rejects for what is wrong; no reports where no job is done
 * @property {import('./browsers.js').BrowserName} [browser] in which it runs, and where an apiKey is warned of
 * @property {boolean} [textOnly] it sends a text and sees to it itself that it has arrived
 * @property {boolean} [hidesCauses] the platform does not say why a connection failed
 */

/** Enough for three pieces of an upload. */
const FILE_SIZE = 600_000;

const here = dirname(fileURLToPath(import.meta.url));

export class Bench {
  /** @type {Task[]} */
  tasks = [];
  #folders = 0;

  /**
   * @param {object} given
   * @param {Sandbox} given.sandbox
   * @param {string} given.tarball
   * @param {string} given.temp for everything that is made
   * @param {string} given.deadUrl
   */
  constructor({ sandbox, tarball, temp, deadUrl }) {
    this.sandbox = sandbox;
    this.tarball = tarball;
    this.temp = temp;
    this.deadUrl = deadUrl;
    this.#installed = installed(join(temp, 'app'), tarball);
  }
  #installed;

  /** As new, for the next row. */
  async reset() {
    await this.sandbox.reset();
    this.tasks = [];
  }

  /** A new task, which the row's report is judged by. @param {Partial<Task>} [special] */
  task(special) {
    const { url: baseUrl, tokens, sample } = this.sandbox;
    const { from, to } = sample;
    const { deadUrl } = this;
    const name = `row-${this.#folders}-${this.tasks.length}`;
    const tokensOf = { token: tokens.full, deadToken: `${tokens.full}x` };
    const task = { name, baseUrl, deadUrl, ...tokensOf, from, to, size: FILE_SIZE, ...special };
    this.tasks.push(task);
    return task;
  }

  /** An empty folder of its own. */
  empty() {
    this.#folders += 1;
    const folder = join(this.temp, `row-${this.#folders}`);
    mkdirSync(folder);
    return folder;
  }

  /**
   * A folder as users have it: the package installed, the job, and these files.
   * @param {Record<string, string>} files
   */
  app(files) {
    const folder = this.empty();
    cpSync(this.#installed, folder, { recursive: true, verbatimSymlinks: true });
    copyFileSync(join(here, 'job.js'), join(folder, 'job.mjs'));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    return folder;
  }

  /** What a program sees of this machine: nothing of the user's own settings. @param {string} folder */
  env(folder) {
    const home = join(folder, '.home');
    mkdirSync(home, { recursive: true });
    return { PATH: process.env.PATH, LANG: 'C.UTF-8', HOME: home, TMPDIR: home };
  }

  /**
   * Runs a program that prints its report.
   * @param {string} folder
   * @param {string[]} command
   * @param {NodeJS.ProcessEnv} [env]
   */
  async reported(folder, command, env = {}) {
    const printed = await this.ran(folder, command, { TASK: JSON.stringify(this.task()), ...env });
    return [/** @type {Report} */ (JSON.parse(printed))];
  }

  /**
   * What a program prints, once it has ended well.
   * @param {string} folder
   * @param {string[]} command
   * @param {NodeJS.ProcessEnv} [env]
   * @returns {Promise<string>}
   */
  ran(folder, [program = '', ...arguments_], env = {}) {
    const options = { cwd: folder, env: { ...this.env(folder), ...env }, timeout: 120_000, maxBuffer: 2 ** 26 };
    return new Promise((resolve, reject) => {
      execFile(program, arguments_, options, (error, stdout, stderr) => {
        if (!error) return resolve(stdout);
        reject(new Error(`${[program, ...arguments_].join(' ')}: ${`${stdout}\n${stderr}`.trim() || error.message}`));
      });
    });
  }
}

/** @param {string} folder @param {string} tarball @returns {string} the folder, with the tarball installed */
function installed(folder, tarball) {
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), '{ "name": "app", "version": "1.0.0", "private": true }');
  // Where a registry cannot be reached, npm has nothing to ask it.
  const quiet = ['--offline', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error', '--save-exact'];
  const done = spawnSync('npm', ['install', ...quiet, tarball], { cwd: folder, encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`npm cannot install ${tarball}:\n${done.stderr}`);
  rmSync(join(folder, 'package-lock.json'), { force: true });
  return folder;
}

/** An address of this machine at which nobody listens. @returns {Promise<string>} */
export function deadUrl() {
  const server = createServer();
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 9;
      server.close(() => resolve(`http://127.0.0.1:${port}`));
    });
  });
}
