// The command as a process of its own, against a sandbox; and parts of it, for what no process shows.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** @import { ChildProcess } from 'node:child_process' */
/** @import { Sandbox } from 'wts-chat-sandbox' */

/**
 * @typedef {object} Way
 * @property {string | undefined} [input] of the standard input
 * @property {Record<string, string>} [env] over what reaches the sandbox
 * @property {(child: ChildProcess) => void} [begun]
 */

/** @typedef {{ status: number | null, stdout: string, stderr: string }} End */

const path = fileURLToPath(new URL('../pkg/dist/cli.js', import.meta.url));

/** Runs the command. Its token must not get out. @param {Sandbox} sandbox */
export const commandsOf = (sandbox) => {
  /** @param {string[]} args @param {Way} [way] @returns {Promise<End>} */
  const run = async (args, { input, env, begun } = {}) => {
    const token = sandbox.tokens.full;
    const { PATH = '', SYSTEMROOT = '' } = process.env;
    const child = spawn(process.execPath, [path, ...args], {
      env: { PATH, SYSTEMROOT, WTS_API_KEY: token, WTS_BASE_URL: sandbox.url, ...env },
    });
    const out = { stdout: '', stderr: '' };
    for (const name of /** @type {const} */ (['stdout', 'stderr'])) {
      child[name].setEncoding('utf8').on('data', (/** @type {string} */ text) => {
        out[name] += text;
      });
    }
    child.stdin.on('error', () => {}).end(input ?? '');
    begun?.(child);
    const status = await new Promise((resolve) => child.on('close', resolve));
    assert.ok(!`${out.stdout}${out.stderr}`.includes(token), 'the token got out');
    return { status, ...out };
  };
  return run;
};

/** The JSON of a command that went well. @param {End} end */
export function answer({ status, stdout, stderr }) {
  assert.deepEqual([status, stderr], [0, '']);
  return JSON.parse(stdout);
}

/** A part of the command, as it is bundled. @param {string} name */
export async function part(name) {
  const built = await build({
    entryPoints: [fileURLToPath(new URL(`../pkg/cli/${name}.ts`, import.meta.url))],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    loader: { '.deflate': 'base64' },
    plugins: [
      {
        name: 'the package as it is',
        setup({ onResolve }) {
          const package_ = new URL('../pkg/dist/index.js', import.meta.url).href;
          onResolve({ filter: /dist\/index\.js$/ }, () => ({ path: package_, external: true }));
        },
      },
    ],
  });
  const [file] = built.outputFiles;
  return import(`data:text/javascript;base64,${Buffer.from(file?.contents ?? '').toString('base64')}`);
}
