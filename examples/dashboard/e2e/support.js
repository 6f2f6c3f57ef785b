// What every test of the dashboard begins with: a sandbox with a shop in it, the dashboard's server, a page, and questions to that page by
// role and name. At its end, each test has also shown that no token came out, and that the page broke no policy.

import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { startSandbox } from 'wts-chat-sandbox';
import { startLife } from '../lively.js';
import { startMedia } from '../media.js';
import { startDashboard } from '../server.js';
import { browserNames, find, launch } from './browser.js';
import { startRelay } from './relay.js';
import { by } from './roles.js';

/** @import { Browser, ElementHandle, Page } from 'puppeteer-core' */
/** @import { SandboxOptions } from 'wts-chat-sandbox' */
/** @import { BrowserName } from './browser.js' */
/** @typedef {Awaited<ReturnType<typeof open>>} Bench */
/** @typedef {{ width?: number, height?: number, isLively?: boolean, uploadPause?: number } & Pick<SandboxOptions, 'limits' | 'retryAfter'>} Settings */
/** @typedef {(name: string, body: (bench: Bench) => Promise<void>, settings?: Settings) => void} It */

const patience = 10_000;

/**
 * Tests that run in each browser. One that this machine lacks is skipped, and says so.
 * @param {string} topic
 * @param {(it: It, browser: BrowserName) => void} define
 * @param {{ dark?: boolean }} [options]
 */
export function inBrowsers(topic, define, options) {
  // Both at once: most of the time each waits.
  suite(topic, { concurrency: browserNames.length }, () => {
    for (const name of browserNames) inBrowser(name, define, options);
  });
}

/** @param {BrowserName} name @param {(it: It, browser: BrowserName) => void} define @param {{ dark?: boolean }} [options] */
function inBrowser(name, define, options) {
  const skip = find(name) ? false : `there is no ${name} on this machine`;
  suite(`in ${name}`, { skip, concurrency: 1 }, () => {
    /** @type {Browser} */
    let browser;
    before(async () => {
      browser = await launch(name, options);
    });
    after(() => browser.close());
    const it = (
      /** @type {string} */ what,
      /** @type {(bench: Bench) => Promise<void>} */ body,
      /** @type {Settings} */ settings = {},
    ) =>
      void test(what, { timeout: 120_000 }, async () => {
        const bench = await open(browser, settings);
        try {
          await body(bench);
          await bench.judge();
        } catch (error) {
          console.log(await bench.describe());
          throw error;
        } finally {
          await bench.close();
        }
      });
    define(it, name);
  });
}

/** Asks until the answer is true, and returns it. @template T @param {string} what @param {() => T | Promise<T>} probe @param {number} [within] */
export async function until(what, probe, within = patience) {
  const end = Date.now() + within;
  for (;;) {
    const answer = await probe();
    if (answer) return answer;
    if (Date.now() > end) throw new assert.AssertionError({ message: `never came true: ${what}` });
    await sleep(50);
  }
}

/** What is at an XPath within. @param {string} selector @param {string} path */
export const inside = (selector, path) => `${selector} >>>> ::-p-xpath(${path})`;

/** The entry with a text, of a list or region. @param {string} selector @param {string} text @param {string} [path] within the entry */
export const entry = (selector, text, path = '') => inside(selector, `.//li[contains(., "${text}")]${path}`);

/** @param {Browser} browser @param {Settings} [settings] */
export async function open(browser, settings = {}) {
  const { width = 1280, height = 800, isLively = false, uploadPause = 0, ...limits } = settings;
  const token = `pn_${crypto.randomUUID().replaceAll('-', '')}`;
  const sandbox = await startSandbox({ token, ...limits });
  const media = await startMedia();
  const life = startLife(sandbox, { media: media.url, quiet: !isLively, every: 400 });
  const storage = await startRelay(sandbox.storageUrl, { pause: uploadPause });
  const server = await serve(token, sandbox.url, [sandbox.storageUrl, storage.url, media.url]);
  const viaRelay = (/** @type {unknown} */ body) => ({
    ...Object(body),
    urlUpload: String(Object(body).urlUpload).replace(sandbox.storageUrl, storage.url),
  });
  sandbox.fault({ operation: 'file.getUploadUrl', times: Infinity, alter: viaRelay });

  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  page.setDefaultTimeout(patience);
  await page.setViewport({ width, height });
  const seen = await watch(page);
  const url = `${server.url()}/`;

  const bench = {
    sandbox,
    context,
    page,
    url,
    seen,
    server,
    /** Loads the page. @param {string} [route] */
    async load(route = '') {
      await page.goto('about:blank');
      await page.goto(url + route);
      await bench.find('main', '');
    },
    /** The conversation of the sandbox's open session. */
    async loadConversation() {
      await bench.load(`#/sessions/${sandbox.sample.sessionId}`);
      await bench.shows(by('region', 'Messages'), 'Ana');
      await bench.find('heading', 'Ana Souza');
    },
    /** @param {string} role @param {string} name @returns {Promise<ElementHandle<Element>>} */
    find: (role, name) => bench.wait(by(role, name)),
    /** @param {string} selector */
    async wait(selector) {
      const element = await page.waitForSelector(selector);
      assert.ok(element, selector);
      return /** @type {ElementHandle<Element>} */ (element);
    },
    /** @param {string} role @param {string} name */
    click: (role, name) => bench.clickAt(by(role, name)),
    /** @param {string} selector */
    clickAt: (selector) => page.locator(selector).click(),
    /** @param {string} role @param {string} name @param {string} text */
    async fill(role, name, text) {
      const element = await bench.find(role, name);
      await element.focus();
      await element.type(text);
    },
    /** @param {string} name of the choice @param {string} option its text */
    async choose(name, option) {
      await until(`${name} offers ${option}`, async () => {
        const value = await (await bench.find('combobox', name)).evaluate((select, option) => {
          const options = select instanceof HTMLSelectElement ? [...select.options] : [];
          return options.find(({ text }) => text === option)?.value;
        }, option);
        return value !== undefined && page.select(`[id="${await idOf(await bench.find('combobox', name))}"]`, value);
      });
    },
    /** The text of what a selector finds, '' without it. @param {string} selector */
    async text(selector) {
      const element = await page.$(selector);
      return (await element?.evaluate((node) => node.textContent).catch(() => '')) ?? '';
    },
    /** @param {string} selector @param {string} text */
    shows: (selector, text) =>
      until(`${selector} shows "${text}"`, async () => (await bench.text(selector)).includes(text)),
    /** @param {string} selector @param {number} [within] */
    gone: (selector, within) => until(`no ${selector} any more`, async () => (await page.$(selector)) === null, within),
    /** The name of what has the focus: its label, or its text. */
    focused: () =>
      page.evaluate(() => {
        const element = document.activeElement;
        const labels = element && 'labels' in element ? /** @type {HTMLInputElement} */ (element).labels : null;
        return element?.getAttribute('aria-label') ?? labels?.[0]?.textContent ?? element?.textContent ?? '';
      }),
    /** What arrived at the API. @param {string} operation */
    requests: (operation) => sandbox.requests.filter((request) => request.operation === operation),
    /** Whether there is something on the right that one has to scroll to. */
    overflow: () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
    /** How things stand, for whoever reads of a failure. */
    async describe() {
      const shown = await page.evaluate(() => document.body.innerText).catch(String);
      const asked = sandbox.requests.slice(-8).map(({ method, path, status }) => `${method} ${path} ${status}`);
      return ['The page:', shown.replace(/\n+/g, ' | ').slice(-1500), 'The last requests:', ...asked].join('\n');
    },
    /** What each test has shown beside its own. */
    async judge() {
      const stored = await page.evaluate(() =>
        JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]),
      );
      const secrets = [...server.answered(), await page.content(), stored, ...seen.console];
      const leaks = secrets.filter((text) => text.includes(token.slice(3)));
      assert.deepEqual(leaks, [], 'the token is in the server only');
      assert.deepEqual(await seen.violations(), [], 'no policy is broken');
      assert.deepEqual(seen.errors(), [], 'no exception, and no error on the console');
      assert.deepEqual(seen.elsewhere(), [], 'nothing but this machine is asked');
    },
    async close() {
      life.stop();
      await context.close();
      await Promise.all([server.close(), storage.close(), media.close(), sandbox.close()]);
    },
  };
  return bench;
}

/** @param {ElementHandle<Element>} element */
const idOf = (element) => element.evaluate(({ id }) => id);

/** The dashboard behind a relay, which can go away and come back. @param {string} token @param {string} baseUrl @param {string[]} storage */
async function serve(token, baseUrl, storage) {
  let dashboard = await startDashboard({ token, baseUrl, storage });
  let relay = await startRelay(dashboard.url);
  const { port } = relay;
  /** @type {string[]} */
  const answered = [];
  return {
    url: () => relay.url,
    answered: () => [...answered, relay.answered()],
    async close() {
      answered.push(relay.answered());
      await Promise.all([relay.close(), dashboard.close()]);
    },
    async comeBack() {
      dashboard = await startDashboard({ token, baseUrl, storage });
      relay = await startRelay(dashboard.url, { port });
    },
  };
}

/** Keeps what the page says and asks. @param {Page} page */
async function watch(page) {
  /** @type {string[]} */
  const errors = [];
  /** @type {RegExp | undefined} */
  let forgiven;
  /** @type {string[]} */
  const said = [];
  /** @type {Set<string>} */
  const hosts = new Set();
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    said.push(message.text());
    // Chromium tells of every answer that is an error, also of those that a test asks for.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      errors.push(message.text());
  });
  page.on('request', (request) => {
    if (/^(https?|wss?):/.test(request.url())) hosts.add(new URL(request.url()).hostname);
  });
  await page.evaluateOnNewDocument(() => {
    const violations = Object.assign(globalThis, { policyViolations: /** @type {string[]} */ ([]) }).policyViolations;
    addEventListener('securitypolicyviolation', (event) => {
      violations.push(`${event.violatedDirective} ${event.blockedURI}`);
    });
  });
  return {
    errors: () => errors.filter((text) => !forgiven?.test(text)),
    console: said,
    /** For a test that provokes them: what was broken so far does not count, nor what the console says of it, if late. @param {RegExp} [words] */
    async forgive(words) {
      forgiven = words;
      hosts.clear();
      await page.evaluate(() => Reflect.set(globalThis, 'policyViolations', []));
    },
    violations: () => page.evaluate(() => /** @type {string[]} */ (Reflect.get(globalThis, 'policyViolations') ?? [])),
    elsewhere: () => [...hosts].filter((host) => host !== '127.0.0.1'),
  };
}
