// The programs of docs/getting-started.md: those of Node.js run as they are; those of other hosts are compiled, and run here as far as
// Node.js can stand in for the host.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { blocksOf, covers, finished, folderWith, page, program, root, wordsOf } from './snippets.js';
import { last, received, started } from './support.js';

/** @import { TestContext } from 'node:test' */
/** @import { Block } from './snippets.js' */

const { sandbox, suite } = await started();
const { from, to } = sandbox.sample;
const path = 'docs/getting-started.md';
const { name } = JSON.parse(page('package.json'));
const env = { WTS_API_KEY: sandbox.tokens.full };
const cli = fileURLToPath(new URL('pkg/dist/cli.js', root));

/** What only other hosts have. */
const hosts = `declare const Deno: { env: { get(name: string): string | undefined } };
declare module 'npm:wts-chat' { export * from 'wts-chat'; }
interface MessageEvent { waitUntil(work: Promise<unknown>): void }`;

/** A program that prints the id of its message. @param {TestContext} t @param {string} file @param {string} [code] */
async function sends(t, file, code = program(path, file, sandbox)) {
  const folder = await folderWith(t, { [file]: code });
  const { code: status, stdout, stderr } = await finished(t, folder, [file], env);
  assert.equal(status, 0, stderr);
  wasSent(stdout.trim());
}

/** @param {string} id */
function wasSent(id) {
  const { route, body } = received(sandbox);
  assert.deepEqual([route, body], ['POST /chat/v1/message/send', { from, to, body: { text: 'Hello!' } }]);
  assert.equal(last([...sandbox.state.messages.keys()]), id);
}

/** What the compiler says of a program. @param {TestContext} t @param {Block} block @param {Record<string, string>} [more] */
async function compiles(t, { file, code, language }, more = { 'tsconfig.json': '{}' }) {
  const served = code.replace(/'\/node_modules\/wts-chat\/pkg\/dist\/(slim|index)\.js'/, (_, entry) => {
    assert.ok(existsSync(new URL(`pkg/dist/${entry}.js`, root)), entry);
    return entry === 'slim' ? "'wts-chat/slim'" : "'wts-chat'";
  });
  const folder = await folderWith(t, {
    [file]: served,
    'hosts.d.ts': hosts,
    'package.json': '{"type":"module"}',
    ...more,
  });
  const { compilerOptions = {} } = JSON.parse(more['tsconfig.json'] ?? '{}');
  const script = { allowJs: true, checkJs: true, noImplicitAny: false, strictNullChecks: false };
  const host = {
    lib: ['es2023', 'dom', 'dom.iterable'],
    typeRoots: [fileURLToPath(new URL('node_modules/@types', root))],
  };
  const options = {
    ...{ module: 'nodenext', target: 'es2022', strict: true, types: ['node'], ...host, noEmit: true },
    ...(language === 'js' && script),
    ...compilerOptions,
  };
  const config = JSON.stringify({ compilerOptions: options, files: [file, 'hosts.d.ts'] });
  await writeFile(join(folder, 'tsconfig.json'), config);
  const compiler = join(createRequire(import.meta.url).resolve('typescript/package.json'), '../bin/tsc');
  const ran = promisify(execFile)(process.execPath, [compiler], { cwd: folder });
  const { stdout } = await ran.catch((/** @type {{ stdout: string }} */ failed) => failed);
  assert.equal(stdout.trim(), '');
}

/** Lines of a shell: each is of a kind that is known, and what it names is there. @param {Block} block */
function names({ code }) {
  const files = blocksOf(page(path)).map(({ file }) => file);
  for (const line of code.trim().split('\n')) {
    const [, installed] = /^(?:npm install|bun add) (\S+)$/.exec(line) ?? [];
    const [, run] =
      /^WTS_API_KEY=pn_… (?:node|bun run|deno run --allow-net --allow-env=WTS_API_KEY) (\S+)$/.exec(line) ?? [];
    if (installed) assert.equal(installed, name);
    else assert.ok(files.includes(run ?? ''), line);
  }
}

/** Lines of the command line. @param {TestContext} t @param {Block} block @param {(stdout: string) => void} check */
async function commands(t, block, check) {
  if (!existsSync(cli)) return t.skip('pkg/dist/cli.js is not built');
  const folder = await folderWith(t, {});
  for (const [npx, command, ...args] of wordsOf(block)) {
    assert.deepEqual([npx, command], ['npx', name]);
    const ran = await finished(t, folder, [cli, ...args], { ...env, WTS_BASE_URL: sandbox.url });
    assert.equal(ran.code, 0, ran.stderr);
    check(ran.stdout);
  }
}

/** In a page, as far as the compiler can tell. @param {TestContext} t @param {Block} block */
const inPage = async (t, block) => {
  assert.match(block.code, /baseUrl: '\/api'/);
  await compiles(t, block);
};

suite(path, () => {
  covers(path, {
    'sh install.sh': (_, block) => names(block),
    'sh run.sh': (_, block) => names(block),
    'sh run-deno.sh': (_, block) => names(block),
    'sh run-bun.sh': (_, block) => names(block),
    'js send.mjs': (t) => sends(t, 'send.mjs'),
    'js send.cjs': (t) => sends(t, 'send.cjs'),
    'ts main.ts': async (t, block) => {
      const [config] = blocksOf(page(path)).filter(({ file }) => file === 'tsconfig.json');
      await compiles(t, block, { 'tsconfig.json': config?.code ?? '' });
      await sends(t, 'main.mjs', program(path, 'main.ts', sandbox));
    },
    'json tsconfig.json': (_, { code }) => assert.deepEqual(JSON.parse(code).files, ['main.ts']),
    'ts deno.ts': async (t, block) => {
      await compiles(t, block);
      const global = 'globalThis.Deno = { env: { get: (name) => process.env[name] } };\n';
      const code = program(path, 'deno.ts', sandbox).replace("from 'npm:wts-chat'", "from 'wts-chat'");
      await sends(t, 'deno.mjs', global + code.replace('"npm:wts-chat"', '"wts-chat"'));
    },
    'ts bun.ts': async (t, block) => {
      await compiles(t, block);
      await sends(t, 'bun.mjs', program(path, 'bun.ts', sandbox));
    },
    'js worker.js': async (t, block) => {
      await compiles(t, block);
      const call = `import worker from './worker.mjs';
        const response = await worker.fetch(new Request('https://send.example'), process.env);
        console.log((await response.json()).id);`;
      const folder = await folderWith(t, { 'worker.mjs': program(path, 'worker.js', sandbox), 'call.mjs': call });
      const { stdout, stderr } = await finished(t, folder, ['call.mjs'], env);
      assert.equal(stderr, '');
      wasSent(stdout.trim());
    },
    'json wrangler.json': (_, { code }) => assert.equal(JSON.parse(code).main, 'worker.js'),
    'html index.html': (_, { code }) => {
      assert.match(code, /<script type="module" src="page\.js">/);
      assert.match(code, /id="sent"/);
      assert.doesNotMatch(code, /<script(?![^>]* src=)/, 'the policy below allows no script in the page itself');
    },
    'js page.js': inPage,
    'js web-worker.js': inPage,
    'js service-worker.js': inPage,
    'js slim-page.js': inPage,
    'js app.js': async (t, { code }) => {
      const folder = await folderWith(t, { 'app.js': code });
      const { outputFiles } = await build({
        ...{ entryPoints: [join(folder, 'app.js')], bundle: true, write: false, format: 'esm', platform: 'browser' },
        logLevel: 'silent',
      });
      assert.equal(outputFiles.length, 1);
      assert.doesNotMatch(outputFiles[0]?.text ?? '', /^\s*import /m, 'all is inside');
    },
    'js slim.mjs': (t) => sends(t, 'slim.mjs'),
    'sh call.sh': (t, block) => commands(t, block, (stdout) => wasSent(JSON.parse(stdout).id)),
    'sh list.sh': (t, block) => commands(t, block, (stdout) => assert.match(stdout, /\bto\b/)),
  });
});
