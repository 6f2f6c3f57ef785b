// A real n8n for a test: its own user folder, ports and processes, the packed community nodes installed, the owner signed in.

import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { n8nBin, node, path } from './install.js';
import { freePorts, Program } from './processes.js';
import { queued, quiet } from './quiet.js';
import { Rest } from './rest.js';

/**
 * @typedef {object} N8nOptions
 * @property {string[]} [packages] packed community nodes; without it, those that `run.js` was given
 * @property {number} [workers] so many workers with a redis, which then run all executions: n8n's queue mode
 * @property {number} [concurrency] how many executions a worker runs at once (5)
 * @property {Record<string, string>} [env] added to the environment of every process of n8n
 */

/** @param {N8nOptions} [options] @returns {Promise<N8n>} ready, with the owner signed in */
export async function startN8n(options = {}) {
  const n8n = new N8n(options);
  try {
    await n8n.start();
    await n8n.rest.signIn();
    await n8n.assertInstalled();
  } catch (error) {
    await n8n.close();
    throw error;
  }
  return n8n;
}

export class N8n {
  #options;
  #folder = mkdtempSync(join(tmpdir(), 'n8n-'));
  /** @type {string[]} */
  #installed = [];
  /** @type {Program | undefined} */
  #redis;
  #redisPort = 0;
  #port = 0;
  #brokerPort = 0;
  #healthPort = 0;

  /** The main process. @type {Program | undefined} */
  main;
  /** @type {Program[]} */
  workers = [];
  rest = new Rest('');

  /** @param {N8nOptions} options use `startN8n` */
  constructor(options) {
    this.#options = options;
  }

  /** Where it listens, without a slash at the end. */
  get url() {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** What all its processes have printed. */
  log() {
    return [this.main, ...this.workers].map((program) => program?.log() ?? '').join('\n');
  }

  /** Starts all processes; what an earlier start has stored is still there. */
  async start() {
    if (this.#port === 0) {
      [this.#port = 0, this.#brokerPort = 0, this.#redisPort = 0, this.#healthPort = 0] = await freePorts(4);
      this.rest = new Rest(this.url);
      this.#unpack();
    }
    const { workers = 0 } = this.#options;
    if (workers > 0) await this.#startRedis();
    const brokerPort = this.#brokerPort;
    this.main = this.#n8n('n8n', ['start'], { brokerPort, healthPort: this.#healthPort });
    await this.main.ready(answering(`${this.url}/healthz/readiness`));
    // Not beside the main process: that one sets up the database.
    const ports = await freePorts(2 * workers);
    const health = ports.slice(workers);
    this.workers = health.map((healthPort, i) => {
      const { concurrency = 5 } = this.#options;
      const command = ['worker', `--concurrency=${concurrency}`];
      return this.#n8n(`worker ${i}`, command, { brokerPort: ports[i] ?? 0, healthPort });
    });
    const ready = this.workers.map((worker, i) =>
      worker.ready(answering(`http://127.0.0.1:${health[i]}/healthz/readiness`)),
    );
    await Promise.all(ready);
  }

  /** Ends all processes in an orderly way; `start` may follow. */
  async stop() {
    await Promise.all([this.main, ...this.workers].map((program) => program?.stop()));
    await this.#redis?.stop();
  }

  /** Ends everything and removes what it has stored. */
  async close() {
    const programs = [this.main, ...this.workers, this.#redis];
    for (const program of programs) program?.kill('SIGKILL');
    await Promise.all(programs.map((program) => program?.ended));
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }

  /**
   * The index of the worker that has run an execution; -1 when none has.
   * @param {string} executionId
   */
  workerOf(executionId) {
    return this.workers.findIndex((worker) => worker.log().includes(`Worker started execution ${executionId} (`));
  }

  /**
   * n8n's own command line, beside the running server: `execute --id=…`, `import:workflow --input=…`.
   * @param {string[]} command
   * @returns {Promise<{ code: number, stdout: string, stderr: string }>}
   */
  async cli(command) {
    const [brokerPort = 0, healthPort = 0] = await freePorts(2);
    const env = this.#env({ brokerPort, healthPort });
    try {
      const done = await promisify(execFile)(node, [n8nBin, ...command], {
        env,
        cwd: this.#folder,
        maxBuffer: 2 ** 28,
      });
      return { code: 0, ...done };
    } catch (error) {
      if (!(error instanceof Error && 'stdout' in error && 'code' in error)) throw error;
      const { code, stdout, stderr } = /** @type {import('node:child_process').ExecFileException} */ (error);
      return { code: typeof code === 'number' ? code : 1, stdout: stdout ?? '', stderr: stderr ?? '' };
    }
  }

  /** n8n only logs a community node that does not load. */
  async assertInstalled() {
    const types = await this.rest.nodeTypes();
    for (const name of this.#installed) {
      if (types.some((type) => type.name.startsWith(`${name}.`))) continue;
      const [, why] = this.log().split(`Failed to load package "${name}"`);
      throw new Error(`n8n has not loaded ${name}:\n${why?.trim().slice(0, 2000) ?? this.main?.tail()}`);
    }
  }

  #unpack() {
    const folder = join(this.#folder, '.n8n', 'nodes', 'node_modules');
    mkdirSync(folder, { recursive: true });
    const given = (process.env.WTS_CHAT_N8N_PACKAGES ?? '').split(delimiter).filter(Boolean);
    for (const file of this.#options.packages ?? given) {
      const unpacked = mkdtempSync(join(folder, '.unpacked-'));
      execFileSync(path('tar'), ['-xzf', file, '-C', unpacked, '--strip-components=1', '--no-same-owner']);
      const { name } = JSON.parse(readFileSync(join(unpacked, 'package.json'), 'utf8'));
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      renameSync(unpacked, join(folder, name));
      this.#installed.push(name);
    }
  }

  /** @param {{ brokerPort: number, healthPort: number }} ports @returns {Record<string, string>} */
  #env({ brokerPort, healthPort }) {
    return {
      PATH: `${dirname(node)}:${process.env.PATH}`,
      HOME: this.#folder,
      TMPDIR: tmpdir(),
      ...quiet({ folder: this.#folder, port: this.#port, brokerPort }),
      ...(this.#options.workers ? queued({ redisPort: this.#redisPort, healthPort }) : {}),
      ...this.#options.env,
    };
  }

  /** @param {string} name @param {string[]} command @param {{ brokerPort: number, healthPort: number }} ports */
  #n8n(name, command, ports) {
    const log = join(this.#folder, `${name.replace(' ', '-')}.log`);
    return new Program(name, [node, n8nBin, ...command], { env: this.#env(ports), cwd: this.#folder, log });
  }

  async #startRedis() {
    const port = String(this.#redisPort);
    const keepNothing = ['--save', '', '--appendonly', 'no', '--dir', this.#folder];
    const command = [path('redis'), '--bind', '127.0.0.1', '--port', port, ...keepNothing];
    const log = join(this.#folder, 'redis.log');
    this.#redis = new Program('redis', command, { env: { PATH: process.env.PATH }, cwd: this.#folder, log });
    await this.#redis.ready(() => connectable(this.#redisPort), 20_000);
  }
}

/** @param {string} url */
const answering = (url) => async () => (await fetch(url, { signal: AbortSignal.timeout(2000) })).ok;

/** @param {number} port @returns {Promise<boolean>} */
function connectable(port) {
  const socket = connect(port, '127.0.0.1');
  return new Promise((resolve) => {
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
  }).finally(() => socket.destroy());
}
