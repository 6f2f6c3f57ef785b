// Browsers, with the package's files as they are: in a page, in workers of a page, and with the wasm module by its address.

import { find, open, versionOf } from './browsers.js';
import { serve } from './serve.js';

/** @import { Bench, Row } from './bench.js' */
/** @import { BrowserName } from './browsers.js' */
/** @import { Report } from './job.js' */

const dist = '/node_modules/wts-chat/pkg/dist';

/** A page with one script. @param {string} script an attribute or two of it */
export const html = (script) =>
  `<!doctype html><meta charset="utf-8"><title>wts-chat</title><script ${script}></script>\n`;

const load = `import { job, reportTo } from '/job.mjs';\nimport * as wtsChat from '${dist}/index.js';\n`;
const work = "reportTo('', (task) => job(wtsChat, task));\n";

/** What a worker does that is asked by its page. */
const onMessage = `self.addEventListener('message', (event) => event.waitUntil(${work.trim().replace(/;$/, '')}));\n`;

/** A page that starts a worker, and reports for it where it cannot. @param {string} start */
const starter = (start) =>
  `import { reportTo } from '/job.mjs';\nconst fail = (error) => reportTo('', () => Promise.reject(error));\n${start}`;

/** @param {string} options */
const service = (options) =>
  starter(`navigator.serviceWorker.register('/service.js', ${options})
  .then(() => navigator.serviceWorker.ready)
  .then(({ active }) => active.postMessage('begin'))
  .catch(fail);\n`);

const slim = (/** @type {string} */ query) => `import { job, reportTo } from '/job.mjs';
import * as wtsChat from '${dist}/slim.js';
reportTo('', (task) => wtsChat.init('${dist}/wts_chat.wasm${query}').then(() => job(wtsChat, task)));\n`;

/** @type {Record<string, Record<string, string>>} */
const ways = {
  page: { 'main.js': load + work },
  'module worker': {
    'main.js': starter(
      "new Worker('/worker.js', { type: 'module' }).onerror = () => fail('the worker does not load');\n",
    ),
    'worker.js': load + work,
  },
  'module service worker': { 'main.js': service("{ type: 'module' }"), 'service.js': load + onMessage },
  'page, slim, init(url)': { 'main.js': slim('') },
  'page, slim, init(url), wrong MIME type': { 'main.js': slim('?as=text/plain') },
};

/** @type {BrowserName[]} */
const browsers = ['chromium', 'firefox', 'webkit'];

/** Why a browser cannot run. @param {BrowserName} browser */
export const lacks = (browser) => (find(browser) ? undefined : `there is no ${browser} on this machine`);

/** @type {Row[]} */
export const rows = browsers.flatMap((browser) => {
  const common = {
    host: browser,
    browser,
    hidesCauses: true,
    version: () => versionOf(browser),
    lacks: () => lacks(browser),
  };
  return Object.entries(ways).map(([way, files]) => ({
    ...common,
    way,
    run: (/** @type {Bench} */ bench) =>
      inBrowser(bench, browser, async () =>
        bench.app({ 'index.html': html('type="module" src="/main.js"'), ...files }),
      ),
  }));
});

/**
 * Opens a page of the harness, and waits for its report.
 * @param {Bench} bench
 * @param {BrowserName} browser
 * @param {(harness: string) => Promise<string>} made the folder to show, or the address of another server that shows it
 */
export const inBrowser = (bench, browser, made) => shownIn(bench, browser, made, async (report) => [await report()]);

/**
 * Opens a page of the harness, for as long as something waits for what it does.
 * @template T
 * @param {Bench} bench
 * @param {BrowserName} browser
 * @param {(harness: string) => Promise<string>} made as above
 * @param {(report: () => Promise<Report>) => Promise<T>} outcome
 */
export async function shownIn(bench, browser, made, outcome) {
  const server = await serve(bench);
  try {
    const shown = await made(server.url);
    const isAddress = shown.startsWith('http');
    if (!isAddress) server.show(shown);
    const page = await open(browser, isAddress ? shown : `${server.url}/`);
    try {
      return await outcome(server.report);
    } catch (error) {
      throw new Error(`${error instanceof Error ? error.message : error}\n${page.said()}`);
    } finally {
      await page.close();
    }
  } finally {
    server.close();
  }
}
