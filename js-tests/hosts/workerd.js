// workerd: a worker bundled by wrangler, as for a deployment, which does the job at a request.

import { readdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { freePorts, Program } from '../../n8n/e2e/processes.js';
import { inPackage, lacking, node, versionOf, workerd } from './install.js';

/** @import { Bench, Row } from './bench.js' */
/** @import { Report, Task } from './job.js' */

const wrangler = [node, inPackage('wrangler', 'bin', 'wrangler.js')];

/** Without these it asks, looks for news, and calls home. */
const quiet = { CI: 'true', WRANGLER_SEND_METRICS: 'false', WRANGLER_SEND_ERROR_REPORTS: 'false', NO_COLOR: '1' };

const worker = `import * as wtsChat from 'wts-chat';
import { job } from './job.mjs';
export default {
  async fetch(request) {
    try {
      return Response.json({ report: await job(wtsChat, await request.json()) });
    } catch (error) {
      return Response.json({ failed: String(error.stack) });
    }
  },
};\n`;

const settings = '{ "name": "worker", "main": "worker.js", "compatibility_date": "2026-01-01" }\n';

/** Requests at one time share the limits of an account; under these, each has to wait for room. */
const tight = { account: [{ limit: 3, per: 500 }] };

/** @type {{ way: string, tasks: (bench: Bench) => Task[] }[]} */
const ways = [
  { way: 'import, bundled by wrangler', tasks: (bench) => [bench.task()] },
  {
    way: 'the same, two requests in flight, waiting for room',
    tasks: (bench) => [bench.task({ rateLimit: tight }), bench.task({ rateLimit: tight })],
  },
];

/** @type {Row[]} */
export const rows = ways.map(({ way, tasks }) => ({
  host: 'workerd',
  way,
  version: () => versionOf('workerd'),
  lacks: () => lacking(workerd) ?? lacking(node),
  hidesCauses: true,
  run: async (bench) => {
    const folder = await bundled(bench, { 'worker.js': worker, 'wrangler.json': settings });
    return inWorkerd(bench, folder, {}, (url) => Promise.all(tasks(bench).map((task) => asked(url, task))));
  },
}));

/** @param {string} url @param {Task} task @returns {Promise<Report>} */
async function asked(url, task) {
  const answer = await fetch(url, { method: 'POST', body: JSON.stringify(task) });
  const { report, failed } = await answer.json();
  if (!report) throw new Error(failed);
  return report;
}

/**
 * The folder of a worker that wrangler has bundled, in `out`.
 * @param {Bench} bench
 * @param {Record<string, string>} files
 */
export async function bundled(bench, files) {
  const folder = bench.app(files);
  await bench.ran(folder, [...wrangler, 'deploy', '--dry-run', '--outdir', 'out'], quiet);
  return folder;
}

/**
 * Runs a bundled worker while something asks it.
 * @template T
 * @param {Bench} bench
 * @param {string} folder
 * @param {Record<string, string>} bindings texts that it finds in its environment
 * @param {(url: string) => Promise<T>} work
 */
export async function inWorkerd(bench, folder, bindings, work) {
  const [port = 0] = await freePorts(1);
  const bundle = join(folder, 'out');
  writeFileSync(join(bundle, 'config.capnp'), configuration(bundle, bindings, port));
  const log = join(folder, 'workerd.log');
  const program = new Program('workerd', [workerd, 'serve', join(bundle, 'config.capnp')], {
    env: bench.env(folder),
    cwd: folder,
    log,
  });
  const url = `http://127.0.0.1:${port}/`;
  try {
    await program.ready(() => listens(port), 30_000);
    return await work(url);
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : error}\n${program.tail(10)}`);
  } finally {
    await program.stop();
  }
}

/**
 * The worker may reach this machine, and nothing else.
 * @param {string} bundle
 * @param {Record<string, string>} bindings
 * @param {number} port
 */
function configuration(bundle, bindings, port) {
  const texts = Object.entries(bindings).map(([name, text]) => `(name = "${name}", text = "${text}")`);
  const modules = readdirSync(bundle)
    .filter((name) => /\.(js|wasm)$/.test(name))
    .sort((a, b) => Number(b === 'worker.js') - Number(a === 'worker.js'))
    .map((name) => `(name = "${name}", ${name.endsWith('.js') ? 'esModule' : 'wasm'} = embed "${name}")`);
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = .worker), (name = "internet", network = (allow = ["local"]))],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
);
const worker :Workerd.Worker = (
  modules = [${modules.join(', ')}],
  bindings = [${texts.join(', ')}],
  compatibilityDate = "2026-01-01",
);
`;
}

/** @param {number} port @returns {Promise<boolean>} */
function listens(port) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
