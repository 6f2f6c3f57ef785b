// The types of the package: right programs compile, wrong ones do not, nothing is any.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const folder = fileURLToPath(new URL('types', import.meta.url));
const types = fileURLToPath(new URL('../pkg/dist/index.d.ts', import.meta.url));
const compiler = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');

const options = {
  module: 'nodenext',
  target: 'es2022',
  lib: 'es2022,dom,dom.iterable',
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: false,
  noEmit: true,
  ignoreConfig: true,
  types: '',
};

/** What the compiler says of programs that name the package as its users do. @param {string[]} files @param {string} [cwd] */
async function complaints(files, cwd = folder) {
  const flags = Object.entries(options).flatMap(([name, value]) => [`--${name}`, `${value}`]);
  const run = promisify(execFile)(process.execPath, [compiler, ...flags, ...files], { cwd });
  const { stdout } = await run.catch((/** @type {{ stdout: string }} */ failed) => failed);
  return stdout.trim();
}

describe('types', () => {
  test('take right programs and refuse wrong ones', async () => {
    const files = (await readdir(folder)).filter((name) => name.endsWith('.ts'));
    assert.deepEqual(files.sort(), ['params.ts', 'results.ts', 'webhooks.ts']);
    assert.equal(await complaints(files), '');
    const sources = await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')));
    // Each is an error of its own where the line after it compiles.
    const expected = sources.join('').match(/@ts-expect-error [a-z]/g) ?? [];
    assert.ok(expected.length > 60, `${expected.length} wrong lines`);
  });

  /** @type {[string, string][]} what, program */
  const programs = [
    [
      'a list by its names, where it needs params',
      `for await (const card of wts.paginate('panel', 'listCards', { panelId: 'a' })) card.title satisfies string | null | undefined;
       // @ts-expect-error a misspelt name
       wts.paginate('panel', 'listCards', { panelIdd: 'a' });`,
    ],
    [
      'waitUntilFinal by its names, with what it takes there',
      `await wts.execute('message', 'waitUntilFinal', { messageId: 'a', timeout: 5 });`,
    ],
    [
      'what the catalog says of choices and limits',
      `const [field] = catalog().resources[0]?.operations[0]?.fields ?? [];
       [field?.choices, field?.maxLength, field?.minimum, field?.maximum, field?.minItems, field?.maxItems];`,
    ],
  ];
  for (const [what, program] of programs) {
    test(`know ${what}`, async (t) => {
      const cwd = await mkdtemp(join(tmpdir(), 'wts-chat-types-'));
      t.after(() => rm(cwd, { recursive: true, force: true }));
      await mkdir(join(cwd, 'node_modules'));
      await symlink(fileURLToPath(new URL('..', import.meta.url)), join(cwd, 'node_modules', 'wts-chat'), 'junction');
      const source = `import { catalog, type WtsClient } from 'wts-chat';\ndeclare const wts: WtsClient;\nvoid catalog, wts;\n`;
      await writeFile(join(cwd, 'program.mts'), source);
      assert.equal(await complaints(['program.mts'], cwd), '', 'the package is found');
      await writeFile(join(cwd, 'program.mts'), source + program);
      assert.equal(await complaints(['program.mts'], cwd), '');
    });
  }

  test('are those that are built', async () => {
    const list = promisify(execFile)(
      process.execPath,
      [compiler, '--listFilesOnly', '--module', 'nodenext', '--ignoreConfig', 'params.ts'],
      { cwd: folder },
    );
    assert.ok((await list).stdout.split('\n').some((line) => line.trim() === types.replaceAll('\\', '/')));
  });

  test('hold no any', async () => {
    const names = ['index.d.ts', 'index.d.cts'];
    const texts = await Promise.all(names.map((name) => readFile(join(dirname(types), name), 'utf8')));
    const code = texts.join('').replace(/\/\*[\s\S]*?\*\/|\/\/.*$|'[^'\n]*'/gm, '');
    assert.match(code, /export interface Resources/);
    assert.match(code, /export interface PublicContactDTO/);
    for (const vague of [/\bany\b/, /\bFunction\b/, /\b[Oo]bject\b/, /\{\}\[\]/]) assert.doesNotMatch(code, vague);
  });
});
