// Chromium and Firefox of the system, driven without a screen, and kept from every address that is not this machine's.

import puppeteer from 'puppeteer-core';
import { find, versionOf } from '../../../js-tests/hosts/browsers.js';

/** @import { Browser } from 'puppeteer-core' */
/** @typedef {'chromium' | 'firefox'} BrowserName */

/** @type {readonly BrowserName[]} */
export const browserNames = ['chromium', 'firefox'];

export { find, versionOf };

/** Nobody listens there: whatever goes through a proxy fails. Loopback goes through none. */
const nowhere = { host: '127.0.0.1', port: 9 };

/**
 * @param {BrowserName} name
 * @param {{ dark?: boolean }} [options] what the person prefers
 * @returns {Promise<Browser>}
 */
export function launch(name, { dark = false } = {}) {
  const executablePath = find(name) ?? '';
  if (name === 'firefox') {
    const extraPrefsFirefox = {
      'network.proxy.type': 1,
      'network.proxy.http': nowhere.host,
      'network.proxy.http_port': nowhere.port,
      'network.proxy.ssl': nowhere.host,
      'network.proxy.ssl_port': nowhere.port,
      'network.dns.disablePrefetch': true,
      // Without it the clipboard asks before each paste.
      'dom.events.testing.asyncClipboard': true,
      'layout.css.prefers-color-scheme.content-override': dark ? 0 : 1,
      'intl.accept_languages': 'en-US',
    };
    return puppeteer.launch({ browser: 'firefox', executablePath, headless: true, extraPrefsFirefox });
  }
  const args = [
    `--proxy-server=${nowhere.host}:${nowhere.port}`,
    '--disable-dev-shm-usage',
    '--disable-gpu',
    '--lang=en-US',
    `--blink-settings=preferredColorScheme=${dark ? 0 : 1}`,
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ];
  return puppeteer.launch({ browser: 'chrome', executablePath, headless: true, args });
}
