// Bundlers with their default settings: for a page, which runs under the policy of the harness, and for Node.js.

import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { Program } from '../../n8n/e2e/processes.js';
import { html, inBrowser, lacks } from './browser-rows.js';
import { inPackage, lacking, node, nodeOf, versionOf } from './install.js';

/** @import { Bench, Row } from './bench.js' */

/** The app that all of them bundle. @param {string} harness */
const main = (harness) => `import * as wtsChat from 'wts-chat';
import { job, reportTo } from './job.mjs';
reportTo('${harness}', (task) => job(wtsChat, task));\n`;

/** With `require`, for Node.js. */
const nodeMain = `const wtsChat = require('wts-chat');
const { job } = require('./job.mjs');
job(wtsChat, JSON.parse(process.env.TASK)).then((report) => console.log(JSON.stringify(report)));\n`;

const esbuild = [node, inPackage('esbuild', 'bin', 'esbuild')];
const vite = [node, inPackage('vite', 'bin', 'vite.js')];
const rollup = [node, inPackage('rollup', 'dist', 'bin', 'rollup'), '--plugin', '@rollup/plugin-node-resolve'];

/** It has no command of its own. What it says of the size of files is no fault of theirs. @param {object} settings */
const webpack = (settings) => [
  node,
  '-e',
  `const webpack = require(${JSON.stringify(inPackage('webpack'))});
  const settings = { context: process.cwd(), mode: 'production', performance: false, ...${JSON.stringify(settings)} };
  webpack(settings, (error, stats) => {
    const text = error ? error.stack : stats.hasErrors() || stats.hasWarnings() ? stats.toString() : '';
    if (text) console.error(text);
    process.exit(text ? 1 : 0);
  });`,
];

/**
 * The bundlers whose output is a folder.
 * @type {{ host: string, command: string[], script: string, shown: string }[]}
 */
export const builds = [
  { host: 'vite', command: [...vite, 'build'], script: 'type="module" src="/main.js"', shown: 'dist' },
  { host: 'webpack', command: webpack({ entry: './main.js' }), script: 'defer src="/dist/main.js"', shown: '' },
  {
    host: 'esbuild',
    command: [...esbuild, 'main.js', '--bundle', '--outfile=dist/main.js'],
    script: 'defer src="/dist/main.js"',
    shown: '',
  },
  {
    host: 'rollup',
    command: [...rollup, 'main.js', '--file', 'dist/main.js', '--format', 'es', '--failAfterWarnings'],
    script: 'type="module" src="/dist/main.js"',
    shown: '',
  },
];

const forPage = /** @type {const} */ ({ browser: 'chromium', hidesCauses: true });
const lacksPage = () => lacks('chromium') ?? lacking(node);

/** @type {Row[]} */
const pages = builds.map(({ host, command, script, shown }) => ({
  ...forPage,
  host,
  way: `${host} build, import, in a page`,
  version: () => versionOf(host),
  lacks: lacksPage,
  run: (bench) =>
    inBrowser(bench, 'chromium', async (harness) => {
      const folder = bench.app({ 'index.html': html(script), 'main.js': main(harness) });
      await bench.ran(folder, command);
      return join(folder, shown);
    }),
}));

/** Its pages are its own: no policy of contents. @type {Row} */
const viteDev = {
  ...forPage,
  host: 'vite',
  way: 'vite dev, import, in a page (without the CSP)',
  version: () => versionOf('vite'),
  lacks: lacksPage,
  run: async (bench) => {
    /** @type {Program | undefined} */
    let server;
    try {
      return await inBrowser(bench, 'chromium', async (harness) => {
        const folder = bench.app({ 'index.html': html('type="module" src="/main.js"'), 'main.js': main(harness) });
        const log = join(folder, 'vite.log');
        // Port 0: any that is free.
        const env = { ...bench.env(folder), NO_COLOR: '1' };
        const program = new Program('vite', [...vite, '--host', '127.0.0.1', '--port', '0'], { env, cwd: folder, log });
        server = program;
        const address = () => /http:\/\/127\.0\.0\.1:\d+\//.exec(program.log())?.[0];
        await program.ready(async () => address() !== undefined, 60_000);
        return address() ?? '';
      });
    } finally {
      await server?.stop();
    }
  },
};

/** @type {Record<string, string[]>} */
const nodeBuilds = {
  webpack: webpack({ entry: './main.cjs', target: 'node', output: { filename: 'main.cjs' } }),
  esbuild: [...esbuild, 'main.cjs', '--bundle', '--platform=node', '--outfile=dist/main.cjs'],
};

/** @type {Row[]} */
const forNode = Object.entries(nodeBuilds).map(([host, command]) => ({
  host,
  way: `${host} build, require, in Node.js 24, alone in a folder`,
  version: () => versionOf(host),
  lacks: () => lacking(nodeOf(24)),
  run: async (/** @type {Bench} */ bench) => {
    const app = bench.app({ 'main.cjs': nodeMain });
    await bench.ran(app, command);
    const alone = bench.empty();
    copyFileSync(join(app, 'dist', 'main.cjs'), join(alone, 'main.cjs'));
    return bench.reported(alone, [nodeOf(24), 'main.cjs']);
  },
}));

/** @type {Row[]} */
export const rows = [viteDev, ...pages, ...forNode];
