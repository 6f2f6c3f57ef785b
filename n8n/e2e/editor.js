// n8n's editor in Debian's chromium, for screenshots and for what only the editor does.

import { createRequire } from 'node:module';
import { join } from 'node:path';
import { cache, path } from './install.js';
import { owner } from './rest.js';

/** @import { N8n } from './n8n.js' */

/**
 * What is used of playwright-core, which is not installed in the repository.
 *
 * @typedef {object} Locator
 * @property {() => Promise<void>} click
 * @property {() => Promise<void>} dblclick
 * @property {() => Promise<void>} hover
 * @property {(text: string) => Promise<void>} fill
 * @property {() => Promise<boolean>} isVisible
 * @property {() => Promise<string>} innerText
 * @property {() => Promise<string[]>} allInnerTexts
 * @property {(options?: { timeout?: number, state?: 'visible' | 'hidden' }) => Promise<void>} waitFor
 * @property {() => Locator} first
 * @property {(selector: string) => Locator} locator
 *
 * @typedef {object} Page
 * @property {(url: string, options?: { waitUntil?: string }) => Promise<unknown>} goto
 * @property {(selector: string) => Locator} locator
 * @property {(text: string | RegExp) => Locator} getByText
 * @property {(test: (url: URL) => boolean) => Promise<void>} waitForURL
 * @property {(ms: number) => Promise<void>} waitForTimeout
 * @property {(style: { content: string }) => Promise<unknown>} addStyleTag
 * @property {(options: { path: string }) => Promise<unknown>} screenshot
 * @property {{ press: (key: string) => Promise<void>, type: (text: string) => Promise<void> }} keyboard
 * @property {{ move: (x: number, y: number) => Promise<void> }} mouse
 * @property {(event: 'pageerror', listener: (error: Error) => void) => void} on
 *
 * @typedef {object} Browser
 * @property {(options: Record<string, unknown>) => Promise<Page>} newPage
 * @property {() => Promise<void>} close
 *
 * @typedef {{ launch: (options: Record<string, unknown>) => Promise<Browser> }} Chromium
 */

const quietly = [
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** @param {string} id @returns the selector of what n8n's own tests call so */
const testId = (id) => `[data-test-id="${id}"]`;

/** @param {N8n} n8n @returns {Promise<Editor>} signed in */
export async function openEditor(n8n) {
  const { chromium } = /** @type {{ chromium: Chromium }} */ (
    createRequire(join(cache, 'package.json'))('playwright-core')
  );
  // Root may not use chromium's sandbox; only the n8n of this test is opened in it.
  const browser = await chromium.launch({ executablePath: path('chromium'), args: ['--no-sandbox', ...quietly] });
  try {
    const page = await browser.newPage({
      viewport: { width: 1440, height: 900 },
      locale: 'en-US',
      timezoneId: 'America/Sao_Paulo',
    });
    await page.goto(`${n8n.url}/signin`, { waitUntil: 'domcontentloaded' });
    await page.locator('input[name="emailOrLdapLoginId"]').fill(owner.email);
    await page.locator('input[name="password"]').fill(owner.password);
    await page.locator(testId('form-submit-button')).click();
    await page.waitForURL((url) => !url.pathname.includes('signin'));
    return new Editor(n8n, browser, page);
  } catch (error) {
    await browser.close();
    throw error;
  }
}

export class Editor {
  #n8n;
  #browser;
  /** What went wrong in scripts of the page. @type {string[]} */
  faults = [];

  /** @param {N8n} n8n @param {Browser} browser @param {Page} page use `openEditor` */
  constructor(n8n, browser, page) {
    this.#n8n = n8n;
    this.#browser = browser;
    this.page = page;
    page.on('pageerror', (error) => this.faults.push(error.message));
  }

  /** Shows a stored workflow. @param {{ id: string }} workflow */
  async openWorkflow({ id }) {
    await this.page.goto(`${this.#n8n.url}/workflow/${id}`, { waitUntil: 'domcontentloaded' });
    await this.page.locator(testId('canvas-node')).first().waitFor({ timeout: 60_000 });
    // What holds tooltips of fields with expressions, and leaves white corners of empty ones on the page.
    await this.page.addStyleTag({ content: '.ͼ1:not(.cm-editor) { display: none !important }' });
    await this.settled();
  }

  /** Opens the panel of a node. @param {string} name */
  async openNode(name) {
    await this.page.locator(`${testId('canvas-node')}[data-node-name="${name}"]`).dblclick();
    await this.page.locator(testId('ndv')).first().waitFor();
    await this.settled();
  }

  async closeNode() {
    await this.page.keyboard.press('Escape');
    await this.settled();
  }

  /** Runs the open node, and the ones before it. */
  async executeNode() {
    await this.page.locator(testId('node-execute-button')).first().click();
    // A tick, or a mark of danger.
    await this.page.locator('[data-test-id^="node-run-status-"]').first().waitFor({ timeout: 30_000 });
    await this.settled();
  }

  /** Waits until nothing moves any more, and puts away what covers the page. */
  async settled() {
    await this.page.waitForTimeout(1500);
    const message = this.page.locator('.el-notification__closeBtn').first();
    if (await message.isVisible()) {
      await message.click();
      await message.waitFor({ state: 'hidden' });
    }
    // Nor does a button look different because the mouse rests on it.
    await this.page.mouse.move(720, 1);
  }

  /** @param {string} path of a PNG, 1440 x 900 */
  async screenshot(path) {
    await this.page.screenshot({ path });
  }

  async close() {
    await this.#browser.close();
  }
}
