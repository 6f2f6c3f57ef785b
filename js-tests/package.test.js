// The package as users get it: the packed tarball, installed in an empty folder, in both module systems and in TypeScript.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startSandbox } from 'wts-chat-sandbox';

/** @typedef {{ filename: string, unpackedSize: number, files: { path: string, size: number }[] }} Packed */

const root = fileURLToPath(new URL('..', import.meta.url));
const onWindows = process.platform === 'win32';
const compiler = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');

/** @param {string} command @param {string[]} args @param {string} cwd @param {Record<string, string>} [env] */
async function run(command, args, cwd, env) {
  const options = { cwd, env: { ...process.env, ...env }, shell: onWindows && command === 'npm' };
  /** @type {{ stdout: string, stderr: string, code?: number }} */
  const ended = await promisify(execFile)(command, args, options).catch((error) => error);
  return { code: ended.code ?? 0, stdout: ended.stdout, stderr: ended.stderr };
}

describe('the packed package', () => {
  let folder = '';
  /** @type {Packed} */
  let packed = { filename: '', unpackedSize: 0, files: [] };
  /** @type {Awaited<ReturnType<typeof startSandbox>>} */
  let sandbox;

  before(async () => {
    sandbox = await startSandbox();
    folder = await mkdtemp(join(tmpdir(), 'wts-chat-'));
    // Where a registry cannot be reached, npm has nothing to ask it.
    const quiet = ['--offline', '--no-audit', '--no-fund', '--no-package-lock', '--ignore-scripts'];
    const pack = await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], root);
    assert.equal(pack.code, 0, pack.stderr);
    packed = JSON.parse(pack.stdout)[0];
    await writeFile(join(folder, 'package.json'), '{ "name": "app", "version": "1.0.0", "private": true }');
    const install = await run('npm', ['install', ...quiet, join(folder, packed.filename)], folder);
    assert.equal(install.code, 0, install.stderr);
  });
  after(async () => {
    await sandbox?.close();
    await rm(folder, { recursive: true, force: true });
  });

  test('holds what is built, the README and the licence, and nothing else', async () => {
    const others = packed.files.map(({ path }) => path).filter((path) => !path.startsWith('pkg/dist/'));
    assert.deepEqual(others.sort(), ['LICENSE', 'README.md', 'package.json']);
    const built = packed.files.map(({ path }) => path).filter((path) => path.startsWith('pkg/dist/'));
    assert.deepEqual(built.sort(), (await readdir(join(root, 'pkg/dist'))).map((name) => `pkg/dist/${name}`).sort());
  });

  test('is smaller than 900 KiB, and needs no other package', async () => {
    assert.ok(packed.unpackedSize < 900 * 1024, `${packed.unpackedSize} bytes`);
    const modules = await readdir(join(folder, 'node_modules'));
    assert.deepEqual(
      modules.filter((name) => !name.startsWith('.')),
      ['wts-chat'],
    );
  });

  test('names no path of the machine that built it', async () => {
    const built = (await readdir(join(root, 'pkg/dist'))).map((name) => join(root, 'pkg/dist', name));
    for (const path of [...built, join(root, 'pkg/wasm/wts_chat_bg.wasm')]) {
      const text = await readFile(path, 'latin1');
      for (const place of [root.replace(/[\\/]$/, ''), homedir(), 'crates.io']) assert.ok(!text.includes(place), path);
    }
  });

  const script = `
    const { URL_OF_API: baseUrl, TOKEN: apiKey, FROM: from, TO: to } = process.env;
    const wts = new WtsClient({ baseUrl, apiKey });
    const file = { name: 'boleto.pdf', mimeType: 'application/pdf', data: Buffer.from('%PDF-1.4') };
    wts.message.sendFile({ from, to, file }).then(({ id }) => console.log(id));`;
  for (const [name, load] of [
    ['send.mjs', "import { WtsClient } from 'wts-chat';"],
    ['send.cjs', "const { WtsClient } = require('wts-chat');"],
  ]) {
    test(`sends a file from ${name}`, async () => {
      await sandbox.reset();
      await writeFile(join(folder, `${name}`), `${load}\n${script}`);
      const { from, to } = sandbox.sample;
      const env = { URL_OF_API: sandbox.url, TOKEN: sandbox.tokens.full, FROM: from, TO: to };
      const { code, stdout, stderr } = await run(process.execPath, [`${name}`], folder, env);
      assert.deepEqual([code, stderr], [0, '']);
      assert.equal(sandbox.state.message(stdout.trim()).file?.name, 'boleto.pdf');
    });
  }

  describe('its types', () => {
    /** The compiler's complaints about a source file. @param {string} name @param {string} source */
    async function complaints(name, source) {
      const project = join(folder, 'types');
      await mkdir(project, { recursive: true });
      await writeFile(join(project, name), source);
      const strict = [
        '--strict',
        '--exactOptionalPropertyTypes',
        '--noUncheckedIndexedAccess',
        '--skipLibCheck',
        'false',
      ];
      const target = ['--noEmit', '--module', 'nodenext', '--target', 'es2022', '--lib', 'es2022,dom,dom.iterable'];
      const args = [compiler, ...target, ...strict, '--types', '', '--ignoreConfig', name];
      return (await run(process.execPath, args, project)).stdout.trim();
    }

    const right = `
declare const someone: { from: string; to: string };
export async function main(wts: WtsClient) {
  const quick = await wts.message.sendText({ ...someone, text: 'a' });
  const id: string = quick.id;
  // @ts-expect-error the short answer has no details
  quick.details;
  const whole = await wts.message.sendText({ ...someone, text: 'a', synchronous: true });
  whole.details?.file?.publicUrl;
  const sent = await wts.session.sendFile({ sessionId: id, file: { name: 'a', data: new Uint8Array(1) }, synchronous: true });
  sent.details?.errors;
  await wts.message.sendFile({ ...someone, url: 'https://a/b' });
  await wts.message.sendFile({ ...someone, fileId: id, text: null }, { signal: new AbortController().signal });
  await wts.message.sendFile({ ...someone, file: new File([], 'a.pdf') });
  await wts.message.sendFile({ ...someone, file: { name: 'a', data: new ReadableStream<Uint8Array>(), size: 1 } });
  await wts.chatbot.send({ botKey: id, sessionId: id, sessionMetadata: { a: 'b', c: 1, d: true } });
  await wts.chatbot.send({ botKey: id, from: 'a', to: 'b', skipIfInProgress: true });
  const channels: string[] = (await wts.channel.list()).map((channel) => channel.id);
  const session = await wts.execute('session', 'get', { sessionId: id, includeDetails: ['AgentDetails'] });
  const userId: string | undefined = session.agentDetails?.userId;
  if (session.status === 'A_NEW_ONE') return [channels, userId];
  return isWtsError(new Error('x')) ? catalog().resources : validate('session', 'get', {});
}`;
    const wrong = [
      'wts.session.get({});',
      'wts.session.complete();',
      "wts.message.sendText({ ...someone, text: 'a', txt: 'b' });",
      "wts.message.sendText({ from: 'a', text: 'a' });",
      'wts.message.sendText({ ...someone, text: 5 });',
      'wts.message.sendText({ ...someone, text: null });',
      "wts.message.sendFile({ ...someone, url: 'a', fileId: 'b' });",
      "wts.message.sendFile({ ...someone, url: 'a', file: { name: 'a', data: 'b' } });",
      'wts.message.sendFile(someone);',
      "wts.message.sendFile({ ...someone, file: { name: 'a' } });",
      "wts.channel.list({ channelType: 'WhatsApp' });",
      "wts.session.get({ sessionId: 'a', includeDetails: ['agent'] });",
      "wts.chatbot.send({ botKey: 'a', from: 'b' });",
      "wts.chatbot.send({ botKey: 'a', sessionId: 'b', sessionMetadata: { a: { b: 1 } } });",
      "wts.session.get({ sessionId: 'a' }, { timout: 1 });",
      "wts.execute('session', 'get', { sesionId: 'a' });",
      'wts.sesion;',
      'wts.session.gett;',
      "new WtsClient({ apikey: 'a' });",
      "new WtsError({ code: 'odd', message: 'a' });",
    ];
    const names = 'catalog, isWtsError, validate, WtsClient, WtsError';
    for (const [name, load] of [
      ['import.mts', `import { ${names} } from 'wts-chat';`],
      ['require.cts', `import wtsChat = require('wts-chat');\nimport { ${names} } from 'wts-chat';\nvoid wtsChat;`],
    ]) {
      test(`take right params and refuse wrong ones in ${name}`, async () => {
        const refused = wrong.map((call) => `() => {\n  // @ts-expect-error\n  ${call}\n}`);
        const calls = `export const refused = (wts: WtsClient) => [${refused.join(', ')}];\nvoid WtsError;`;
        assert.equal(await complaints(`${name}`, `${load}\n${right}\n${calls}\n`), '');
      });
    }

    test('hold no any', async () => {
      for (const name of ['index.d.ts', 'index.d.cts']) {
        const types = await readFile(join(root, 'pkg/dist', name), 'utf8');
        const code = types.replace(/\/\*[\s\S]*?\*\/|\/\/.*$|'[^'\n]*'/gm, '');
        assert.doesNotMatch(code, /\bany\b/, name);
      }
    });
  });
});
