// A program that a test starts: in a process group of its own, its output in a file, ended with the test process at the latest.

import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';

/** @type {Set<Program>} */
const alive = new Set();

process.on('exit', () => {
  for (const program of alive) program.kill('SIGKILL');
});
// Without these a signal would end this process before its `exit`.
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
  process.once(signal, () => process.exit(1));

export class Program {
  #child;
  #log;
  #ended = false;

  /**
   * @param {string} name for messages
   * @param {string[]} command
   * @param {{ env: NodeJS.ProcessEnv, cwd: string, log: string }} options `log`: the file of its output, which is added to
   */
  constructor(name, [program = '', ...arguments_], { env, cwd, log }) {
    this.name = name;
    this.#log = log;
    const output = openSync(log, 'a');
    this.#child = spawn(program, arguments_, { env, cwd, detached: true, stdio: ['ignore', output, output] });
    closeSync(output);
    alive.add(this);
    /** Its exit code; `null` after a signal, or when it could not be started. @type {Promise<number | null>} */
    this.ended = new Promise((resolve) => {
      const ended = (/** @type {number | null} */ code) => {
        this.#ended = true;
        // Children of its own, if it left some behind.
        this.kill('SIGKILL');
        alive.delete(this);
        resolve(code);
      };
      this.#child.once('exit', ended);
      this.#child.once('error', () => ended(null));
    });
  }

  get pid() {
    return this.#child.pid;
  }

  /** Everything it has printed. */
  log() {
    return readFileSync(this.#log, 'utf8');
  }

  /** The end of what it has printed, for messages. */
  tail(lines = 60) {
    const all = this.log().trimEnd().split('\n');
    // A new database of n8n begins with two hundred migrations.
    return all
      .filter((line) => !/^(Starting|Finished) migration /.test(line))
      .slice(-lines)
      .join('\n');
  }

  /** Signals its whole group. @param {NodeJS.Signals} signal */
  kill(signal) {
    if (this.pid === undefined) return;
    try {
      process.kill(-this.pid, signal);
    } catch {
      // It has ended already.
    }
  }

  /**
   * Waits until it answers.
   * @param {() => Promise<boolean>} answers may reject, which means no
   * @param {number} [ms] after so long it is killed
   */
  async ready(answers, ms = 120_000) {
    const until = Date.now() + ms;
    while (!(await answers().catch(() => false))) {
      if (this.#ended) throw new Error(`${this.name} has ended:\n${this.tail()}`);
      if (Date.now() > until) {
        this.kill('SIGKILL');
        throw new Error(`${this.name} is not ready after ${ms / 1000} s:\n${this.tail()}`);
      }
      await sleep(100);
    }
  }

  /** Asks it to end, and kills it when it has not after some seconds. */
  async stop(ms = 15_000) {
    if (!this.#ended) this.kill('SIGTERM');
    const timer = setTimeout(() => this.kill('SIGKILL'), ms);
    await this.ended;
    clearTimeout(timer);
  }
}

/** @param {number} ms @returns {Promise<void>} */
export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Some ports of 127.0.0.1 on which nobody listens. @param {number} count */
export async function freePorts(count) {
  const servers = await Promise.all(Array.from({ length: count }, listening));
  const ports = servers.map((server) => {
    const address = server.address();
    if (typeof address !== 'object' || !address) throw new Error('a server without a port');
    return address.port;
  });
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

/** @returns {Promise<import('node:net').Server>} */
function listening() {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve(server));
  });
}
