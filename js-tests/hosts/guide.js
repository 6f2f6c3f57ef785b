// The programs of docs/getting-started.md, as they are written, in the hosts that they are for. Only their address is another:
// that of the sandbox, or of the harness, which adds the token as a server of one's own does.

import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { blocksOf, page, root } from '../snippets.js';
import { html, lacks, shownIn } from './browser-rows.js';
import { versionOf as browserVersion } from './browsers.js';
import { builds } from './bundlers.js';
import { env as denoEnv, command as runDeno } from './deno.js';
import { bun, deno, inPackage, lacking, node, nodeOf, versionOf, workerd } from './install.js';
import { bundled, inWorkerd } from './workerd.js';

/** @import { Bench, Row } from './bench.js' */
/** @import { BrowserName } from './browsers.js' */

const path = 'docs/getting-started.md';

/** A program of the page. @param {string} file */
function shown(file) {
  const found = blocksOf(page(path)).find((block) => block.file === file);
  if (!found) throw new Error(`${path} has no ${file}`);
  return found.code;
}

/** The same, which reaches the sandbox. @param {Bench} bench @param {string} file */
const redirected = ({ sandbox }, file) => shown(file).replace('new WtsClient({', `$& baseUrl: '${sandbox.url}',`);

/** The token, where programs look for it. @param {Bench} bench */
const token = ({ sandbox }) => ({ WTS_API_KEY: sandbox.tokens.full });

/** The text of the page has arrived, and nothing else. @param {Bench} bench @param {string} [id] what the program printed */
function arrived({ sandbox }, id) {
  const { from, to } = sandbox.sample;
  const requests = sandbox.requests.filter(({ method }) => method !== 'OPTIONS');
  assert.deepEqual(
    requests.map(({ operation, status, body }) => ({ operation, status, body })),
    [{ operation: 'message.send', status: 200, body: { from, to, body: { text: 'Hello!' } } }],
  );
  if (id !== undefined) assert.equal(sandbox.state.message(id).text, 'Hello!');
  return undefined;
}

/**
 * A program that prints the id of its message.
 * @param {Pick<Row, 'host' | 'version' | 'lacks'>} host
 * @param {string} file
 * @param {string[]} command
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Row}
 */
const printing = (host, file, command, env = {}) => ({
  ...host,
  way: `guide: ${file}`,
  textOnly: true,
  run: async (bench) => {
    const folder = bench.app({ [file]: redirected(bench, file) });
    return arrived(bench, (await bench.ran(folder, [...command, file], { ...token(bench), ...env })).trim());
  },
});

/** @param {number} major */
const nodeHost = (major) => ({
  host: `node${major}`,
  version: () => versionOf(`node${major}-${process.arch}`),
  lacks: () => lacking(nodeOf(major)),
});

const inNode = [20, 22, 24, 26].flatMap((major) =>
  ['send.mjs', 'send.cjs', 'slim.mjs'].map((file) => printing(nodeHost(major), file, [nodeOf(major)])),
);

/** @type {Row} */
const typescript = {
  host: 'types',
  way: 'guide: main.ts, compiled, in Node.js 24',
  version: () => versionOf('typescript'),
  textOnly: true,
  run: async (bench) => {
    const files = { 'main.ts': redirected(bench, 'main.ts'), 'tsconfig.json': shown('tsconfig.json') };
    const folder = bench.app({ ...files, 'package.json': '{ "type": "module" }' });
    symlinkSync(fileURLToPath(new URL('node_modules/@types', root)), join(folder, 'node_modules', '@types'));
    await bench.ran(folder, [node, inPackage('typescript', 'bin', 'tsc'), '--project', '.']);
    return arrived(bench, (await bench.ran(folder, [node, 'main.js'], token(bench))).trim());
  },
};

const denoHost = { host: 'deno', version: () => versionOf('deno'), lacks: () => lacking(deno) };
const bunHost = { host: 'bun', version: () => versionOf('bun'), lacks: () => lacking(bun) };

/** @type {Row} */
const worker = {
  host: 'workerd',
  way: 'guide: worker.js, bundled by wrangler',
  version: () => versionOf('workerd'),
  lacks: () => lacking(workerd) ?? lacking(node),
  textOnly: true,
  run: async (bench) => {
    const files = { 'worker.js': redirected(bench, 'worker.js'), 'wrangler.json': shown('wrangler.json') };
    const { id } = await inWorkerd(bench, await bundled(bench, files), token(bench), async (url) =>
      (await fetch(url)).json(),
    );
    return arrived(bench, id);
  },
};

/** @type {Row} */
const commandLine = {
  ...nodeHost(24),
  way: 'guide: call.sh, the command line',
  textOnly: true,
  run: async (bench) => {
    const folder = bench.app({ 'call.sh': shown('call.sh') });
    const PATH = `${dirname(nodeOf(24))}:${process.env.PATH}`;
    const env = { ...token(bench), WTS_BASE_URL: bench.sandbox.url, PATH, npm_config_offline: 'true' };
    return arrived(bench, JSON.parse(await bench.ran(folder, ['sh', 'call.sh'], env)).id);
  },
};

/** What starts a program of the page that is not a page's own script. @type {Record<string, string>} */
const starters = {
  'page.js': '',
  'slim-page.js': '',
  'web-worker.js': "new Worker('/web-worker.js', { type: 'module' }).postMessage('Hello!');\n",
  'service-worker.js': `navigator.serviceWorker.register('/service-worker.js', { type: 'module' })
  .then(() => navigator.serviceWorker.ready)
  .then(({ active }) => active.postMessage('Hello!'));\n`,
};

/** A page that shows the id of what it has sent. @param {string} script */
const pageWith = (script) => `${html(script)}<output id="sent"></output>\n`;

const inBrowsers = /** @type {BrowserName[]} */ (['chromium', 'firefox', 'webkit']).flatMap((browser) =>
  Object.entries(starters).map(([file, starter]) => ({
    host: browser,
    browser,
    way: `guide: ${file}`,
    version: () => browserVersion(browser),
    lacks: () => lacks(browser),
    textOnly: true,
    run: (/** @type {Bench} */ bench) =>
      sentBy(bench, browser, async () => {
        const script = starter === '' ? file : 'start.js';
        const index = file === 'page.js' ? shown('index.html') : pageWith(`type="module" src="/${script}"`);
        return bench.app({ 'index.html': index, [file]: shown(file), ...(starter && { 'start.js': starter }) });
      }),
  })),
);

const bundles = builds.map(({ host, command, script, shown: output }) => ({
  host,
  browser: /** @type {const} */ ('chromium'),
  way: `guide: app.js${host === 'esbuild' ? ', --format=esm' : ''}`,
  version: () => versionOf(host),
  lacks: () => lacks('chromium') ?? lacking(node),
  textOnly: true,
  run: (/** @type {Bench} */ bench) =>
    sentBy(bench, 'chromium', async () => {
      // The page's program waits at its top, which esbuild takes in modules only.
      const asModule = host === 'esbuild';
      const index = pageWith(asModule ? script.replace('defer', 'type="module"') : script);
      const folder = bench.app({ 'index.html': index, 'main.js': shown('app.js') });
      await bench.ran(folder, asModule ? [...command, '--format=esm'] : command);
      return join(folder, output);
    }),
}));

/**
 * Shows a page until the sandbox has a message.
 * @param {Bench} bench
 * @param {BrowserName} browser
 * @param {() => Promise<string>} made
 */
const sentBy = (bench, browser, made) =>
  shownIn(bench, browser, made, async () => {
    const until = Date.now() + 30_000;
    while (!bench.sandbox.requests.some(({ method, status }) => method === 'POST' && status !== null)) {
      if (Date.now() > until) throw new Error('nothing was sent in 30 s');
      await sleep(50);
    }
    return arrived(bench);
  });

/** @type {Row[]} */
export const rows = [
  ...inNode,
  commandLine,
  typescript,
  printing(denoHost, 'deno.ts', [...runDeno, '--allow-net', '--allow-env=WTS_API_KEY'], denoEnv),
  printing(bunHost, 'bun.ts', [bun, 'run']),
  worker,
  ...inBrowsers,
  ...bundles,
];
