// Code that people read, run: blocks of Markdown pages, in this process or as programs of their own in a folder that has the package.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { transformSync } from 'esbuild';

/** @import { TestContext } from 'node:test' */
/** @import { Sandbox } from 'wts-chat-sandbox' */

/**
 * A block of code; `file` is what its info string says after the language.
 * @typedef {{ title: string, number: number, language: string, file: string, code: string }} Block
 *
 * What a block left behind: its variables, and what it printed.
 * @typedef {{ named: Record<string, any>, printed: unknown[][] }} Ran
 *
 * How a program ended.
 * @typedef {{ code: number | null, signal: NodeJS.Signals | null, stdout: string, stderr: string }} Ended
 */

export const root = new URL('../', import.meta.url);

/** @param {string} path from the root of the repository */
export const page = (path) => readFileSync(new URL(path, root), 'utf8');

/** The blocks of a page, each with the title of its section. @param {string} text @returns {Block[]} */
export function blocksOf(text) {
  return text.split(/^## /m).flatMap((section) => {
    const [title = ''] = section.split('\n', 1);
    const found = [...section.matchAll(/^```(\w+)(?: ([^\n]*))?\n(.*?)^```$/gms)];
    return found.map(([, language = '', file = '', code = ''], at) => ({
      title,
      number: at + 1,
      language,
      file,
      code,
    }));
  });
}

/** Without its types. @param {Pick<Block, 'language' | 'code'>} block */
export const plain = ({ language, code }) => (language === 'ts' ? transformSync(code, { loader: 'ts' }).code : code);

const AsyncFunction = /** @type {FunctionConstructor} */ ((async () => {}).constructor);

/**
 * Runs a block in this process, with the variables of `given` beside what it shows.
 * @param {Pick<Block, 'language' | 'code'>} block
 * @param {Record<string, unknown>} given
 * @param {Record<string, unknown>} modules that are given in place of what their names import
 * @returns {Promise<Ran>}
 */
export async function run(block, given, modules) {
  const code = plain(block);
  const names = [...code.matchAll(/^const (?:\{ ([^}]*) \}|(\w+)) =/gm)].flatMap(([, several, one = '']) =>
    several ? several.split(', ') : [one],
  );
  const body = code.replaceAll(/^import (\{[^}]*\}) from (.*);$/gm, 'const $1 = await load($2);');
  /** @type {unknown[][]} */
  const printed = [];
  const print = (/** @type {unknown[]} */ ...args) => printed.push(args);
  const all = {
    ...given,
    console: { log: print, error: print },
    load: (/** @type {string} */ name) => modules[name] ?? import(name),
  };
  const work = new AsyncFunction(...Object.keys(all), `'use strict';\n{\n${body}\nreturn { ${names} };\n}`);
  return { named: await work(...Object.values(all)), printed };
}

/**
 * Tests every block of a page by its runner, `<language> <file>`. A block without one fails, and so does a runner without a block.
 * @param {string} path of the page
 * @param {Record<string, (t: TestContext, block: Block) => unknown>} runners
 */
export function covers(path, runners) {
  const blocks = blocksOf(page(path)).filter(({ language }) => language !== 'text');
  const nameOf = (/** @type {Block} */ { language, file }) => `${language} ${file}`;
  test(`${path}: each block has a runner`, () => {
    assert.deepEqual(blocks.map(nameOf).sort(), Object.keys(runners).sort());
  });
  for (const block of blocks) {
    const runner = runners[nameOf(block)];
    if (!runner) continue;
    test(`${path}: ${nameOf(block)}`, async (t) => {
      await runner(t, block);
    });
  }
}

/**
 * The program of a page by its file's name, with its clients led to the sandbox.
 * @param {string} path of the page
 * @param {string} file
 * @param {Sandbox} sandbox
 */
export function program(path, file, sandbox) {
  const block = blocksOf(page(path)).find((block) => block.file === file) ?? assert.fail(`${path} has no ${file}`);
  return led(plain(block), sandbox);
}

/** The lines of a shell's block, each as its words. @param {Pick<Block, 'code'>} block */
export const wordsOf = ({ code }) =>
  code
    .trim()
    .split('\n')
    .map((line) => [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, word = '']) => quoted ?? word));

/** @param {string} code @param {Pick<Sandbox, 'url'>} sandbox */
export const led = (code, { url }) =>
  code.replaceAll('new WtsClient({', () => `new WtsClient({ baseUrl: ${JSON.stringify(url)},`);

/**
 * A folder for one test, in which programs find the package.
 * @param {TestContext} t
 * @param {Record<string, string | Buffer>} files
 */
export async function folderWith(t, files) {
  const folder = await mkdtemp(join(tmpdir(), 'wts-chat-docs-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  await mkdir(join(folder, 'node_modules'));
  await symlink(fileURLToPath(root), join(folder, 'node_modules/wts-chat'), 'dir');
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  return folder;
}

/**
 * Starts a Node.js program in a folder. It ends with the test.
 * @param {TestContext} t
 * @param {string} folder
 * @param {string[]} args
 * @param {Record<string, string>} [env] all that it has beside PATH
 */
export function start(t, folder, args, env = {}) {
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env: { PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const text = { stdout: '', stderr: '' };
  for (const name of /** @type {const} */ (['stdout', 'stderr'])) {
    child[name].setEncoding('utf8').on('data', (part) => {
      text[name] += part;
    });
  }
  /** @type {Promise<Ended>} */
  const ended = new Promise((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal, ...text }));
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), 60_000);
  ended.then(() => clearTimeout(timer));
  t.after(() => {
    child.kill('SIGKILL');
    return ended;
  });
  return { child, text, ended };
}

/**
 * Runs one to its end, and sees to it that it printed no token.
 * @param {Parameters<typeof start>} started
 */
export async function finished(...started) {
  const result = await start(...started).ended;
  const token = started[3]?.WTS_API_KEY;
  if (token) assert.ok(!`${result.stdout}${result.stderr}`.includes(token), 'the token was printed');
  return result;
}

/** Waits until something is so. @param {() => unknown} isSo @param {string} what */
export async function until(isSo, what) {
  for (let tries = 0; tries < 1_000; tries += 1) {
    if (await isSo()) return;
    await sleep(10);
  }
  assert.fail(`not within 10 s: ${what}`);
}
