// `npm run dashboard`: the dashboard on your account, or, without WTS_API_KEY, on a sandbox with a lively shop in it.
//
//   WTS_API_KEY=pn_… npm run dashboard      on the real API; WTS_BASE_URL names another host
//   npm run dashboard -- --quiet            on the sandbox, where nobody writes by themselves
//
// HOST and PORT say where it listens: 127.0.0.1 and 4020, or any free port where that one is taken.

import { parseArgs } from 'node:util';
import { startSandbox } from 'wts-chat-sandbox';
import { startLife } from './lively.js';
import { startMedia } from './media.js';
import { startDashboard } from './server.js';

/** @import { DashboardOptions } from './server.js' */

const usualPort = 4020;

/** What to end, last first. @type {(() => unknown)[]} */
const open = [];

async function end() {
  for (const close of open.splice(0).reverse()) await close();
}

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void end());

try {
  const { values } = parseArgs({ options: { quiet: { type: 'boolean', default: false } } });
  const { WTS_API_KEY, WTS_BASE_URL } = process.env;
  const target = WTS_API_KEY
    ? { token: WTS_API_KEY, ...(WTS_BASE_URL && { baseUrl: WTS_BASE_URL }) }
    : await playground(values.quiet);
  const { url, close } = await listen(target);
  open.push(close);
  console.log(`The dashboard is at ${url}`);
  console.log(
    WTS_API_KEY
      ? 'It acts on your account: keep the address to yourself.'
      : 'It plays on the sandbox: nothing leaves this machine.',
  );
  console.log('Ctrl+C ends it.');
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
  await end();
}

/** @param {boolean} quiet @returns {Promise<DashboardOptions>} */
async function playground(quiet) {
  const sandbox = await startSandbox({ limits: 'documented' });
  open.push(sandbox.close);
  const media = await startMedia();
  open.push(media.close);
  const life = startLife(sandbox, { media: media.url, quiet });
  open.push(life.stop);
  return { token: sandbox.tokens.full, baseUrl: sandbox.url, storage: [sandbox.storageUrl, media.url] };
}

/** @param {DashboardOptions} target */
async function listen(target) {
  const { HOST: host = '127.0.0.1', PORT } = process.env;
  try {
    return await startDashboard({ ...target, host, port: Number(PORT ?? usualPort) });
  } catch (error) {
    const isBusy = Object(error).code === 'EADDRINUSE';
    if (!isBusy || PORT !== undefined) throw error;
    return startDashboard({ ...target, host, port: 0 });
  }
}
