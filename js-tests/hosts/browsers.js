// Browsers of the system, without a screen: where they are, how they come, and opening a page in one.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Program } from '../../n8n/e2e/processes.js';
import { programsOf } from '../debian.js';

/** @typedef {'chromium' | 'firefox' | 'webkit'} BrowserName */

/** WebKit comes as a small browser that Debian keeps out of `PATH`, one for each version of its interface. */
const webkits = () => {
  const library = `/usr/lib/${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu`;
  if (!existsSync(library)) return [];
  const folders = readdirSync(library).filter((name) => name.startsWith('webkit2gtk-'));
  return [...folders, 'webkit2gtk-4.1'].map((name) => join(library, name));
};

export const programs = programsOf({
  chromium: { names: ['chromium', 'chromium-browser', 'google-chrome'], packages: ['chromium'] },
  firefox: { names: ['firefox-esr', 'firefox'], packages: ['firefox-esr'] },
  webkit: { names: ['MiniBrowser'], folders: webkits(), packages: ['webkit2gtk-driver'] },
  screen: { names: ['xvfb-run'], packages: ['xvfb', 'xauth'] },
  unshare: { names: ['unshare'], packages: ['util-linux'] },
  ip: { names: ['ip'], packages: ['iproute2'] },
});

/** The path of a browser's program, `undefined` when there is none. @param {BrowserName} browser */
export const find = (browser) => programs.find(browser);

/**
 * Installs those that are missing.
 * @param {BrowserName[]} browsers
 * @param {(line: string) => void} [say]
 * @returns {Map<BrowserName, string>} those that cannot be had, and why
 */
export function ensure(browsers, say = console.log) {
  /** @type {Map<BrowserName, string>} */
  const without = new Map();
  for (const browser of new Set(browsers)) {
    try {
      programs.install(browser === 'webkit' ? ['webkit', 'screen'] : [browser], say);
    } catch (error) {
      without.set(browser, error instanceof Error ? error.message : String(error));
    }
  }
  return without;
}

/** Its own words for its version, shortened. @param {BrowserName} browser */
export function versionOf(browser) {
  // WebKit's says nothing without a screen.
  const [program = '', ...arguments_] = [
    ...(browser === 'webkit' ? onScreen() : []),
    programs.path(browser),
    '--version',
  ];
  const said = execFileSync(program, arguments_, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  return /\d+(\.\d+)+\w*/.exec(said)?.[0] ?? said.trim();
}

/** Begins the command of a program that needs a screen, which nobody sees. */
const onScreen = () => [programs.path('screen'), '--auto-servernum'];

/**
 * The command that opens a page, with its profile in a folder.
 * @type {Record<BrowserName, (folder: string, url: string) => string[]>}
 */
const commands = {
  chromium: (folder, url) => [
    programs.path('chromium'),
    '--headless=new',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-dev-shm-usage',
    '--disable-breakpad',
    '--disable-background-networking',
    '--disable-component-update',
    '--no-first-run',
    `--user-data-dir=${folder}`,
    url,
  ],
  firefox: (folder, url) => {
    writeFileSync(join(folder, 'user.js'), firefoxSettings.map((line) => `user_pref(${line});\n`).join(''));
    return [programs.path('firefox'), '--headless', '--no-remote', '--profile', folder, url];
  },
  webkit: (_folder, url) => [...onScreen(), programs.path('webkit'), url],
};

/** No questions, and no calls home. */
const firefoxSettings = [
  "'browser.shell.checkDefaultBrowser', false",
  "'browser.aboutwelcome.enabled', false",
  "'datareporting.policy.dataSubmissionEnabled', false",
  "'toolkit.telemetry.reportingpolicy.firstRun', false",
  "'app.normandy.enabled', false",
  "'network.captive-portal-service.enabled', false",
  "'network.connectivity-service.enabled', false",
];

/**
 * Opens a page. `close` ends the browser with all its processes, and takes its profile away.
 * @param {BrowserName} browser
 * @param {string} url
 */
export async function open(browser, url) {
  const folder = mkdtempSync(join(tmpdir(), `${browser}-`));
  const command = commands[browser](folder, url);
  const log = join(folder, 'log.txt');
  // A profile of its own, for what takes it from the environment.
  const places = {
    HOME: folder,
    TMPDIR: folder,
    XDG_RUNTIME_DIR: folder,
    XDG_CONFIG_HOME: '',
    XDG_CACHE_HOME: '',
    XDG_DATA_HOME: '',
  };
  const program = new Program(browser, command, { env: { ...process.env, ...places }, cwd: folder, log });
  return {
    /** The end of what it has printed, for messages. */
    said: () => program.tail(10),
    async close() {
      program.kill('SIGKILL');
      await program.ended;
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}
