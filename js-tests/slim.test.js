// `wts-chat/slim`: the package for those who bring the wasm module. Each start is a process of its own: a module starts once.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as wtsChat from 'wts-chat';

/** @import { AddressInfo } from 'node:net' */
/** @import { TestContext } from 'node:test' */

const root = fileURLToPath(new URL('..', import.meta.url));
const wasm = fileURLToPath(new URL('../pkg/dist/wts_chat.wasm', import.meta.url));

/** What a program says that has the package, the path of the module, and `said(work)`, which tells a failure. @param {string} program */
async function run(program) {
  const source = `
    import { readFileSync } from 'node:fs';
    import * as slim from 'wts-chat/slim';
    const { init, catalog, validate, WtsClient } = slim;
    const path = ${JSON.stringify(wasm)};
    const said = async (work) => {
      try {
        return await work();
      } catch ({ name, code, message, issues }) {
        return { name, code, message, issues };
      }
    };
    const say = (what) => console.log(JSON.stringify(what));
    ${program}`;
  const args = ['--input-type=module', '--eval', source];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { cwd: root });
  assert.equal(stderr, '');
  return JSON.parse(stdout);
}

/** The address of a server that answers with the module. @param {TestContext} t @param {number} status @param {string} type */
async function serving(t, status, type) {
  const server = createServer((_, response) => {
    response.writeHead(status, { 'content-type': type }).end(readFileSync(wasm));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  return `http://127.0.0.1:${/** @type {AddressInfo} */ (server.address()).port}/wts_chat.wasm`;
}

describe('wts-chat/slim', () => {
  test('exports init beside what the package exports, for import and for require', async () => {
    const names = Object.keys(wtsChat).sort();
    assert.ok(names.includes('WtsClient') && !names.includes('init'));
    const require = createRequire(import.meta.url);
    const withInit = [...names, 'init'].sort();
    assert.deepEqual(Object.keys(await import('wts-chat/slim')).sort(), withInit);
    assert.deepEqual(Object.keys(require('wts-chat')).sort(), names);
    assert.deepEqual(Object.keys(require('wts-chat/slim')).sort(), withInit);
  });

  test('says what is missing as long as it has no module', async () => {
    const message =
      'wts-chat/slim has no wasm module yet: call init(…) first, and await it when it is given an address.';
    const failure = { name: 'WtsError', code: 'configuration', message, issues: [] };
    const calls = ["new WtsClient({ apiKey: 'pn_1' })", 'catalog()', "validate('tag', 'list')"];
    const answers = await run(`say(await Promise.all([${calls.map((call) => `said(() => ${call})`)}]));`);
    assert.deepEqual(answers, [failure, failure, failure]);
  });

  for (const [what, source] of [
    ['bytes', 'readFileSync(path)'],
    ['an ArrayBuffer', 'new Uint8Array(readFileSync(path)).buffer'],
    ['a module', 'new WebAssembly.Module(readFileSync(path))'],
  ]) {
    test(`starts at once with ${what}`, async () => {
      const issues = await run(`init(${source}); say(validate('message', 'sendText', { from: 'a', to: 'b' }));`);
      assert.deepEqual([issues.length, issues[0].field], [1, 'text']);
    });
  }

  for (const type of [
    'application/wasm',
    'Application/Wasm',
    'application/wasm; charset=binary',
    'application/octet-stream',
  ]) {
    test(`starts with the address of a server that calls it ${type}`, async (t) => {
      const url = await serving(t, 200, type);
      for (const given of [`'${url}'`, `new URL('${url}')`]) {
        assert.equal(await run(`await init(${given}); say(catalog().resources.length);`), 18);
      }
    });
  }

  test('compiles while the module is loading, where it is served as what it is', async (t) => {
    const counting = `
      let streamed = 0;
      const { compileStreaming } = WebAssembly;
      WebAssembly.compileStreaming = (source) => { streamed += 1; return compileStreaming(source); };`;
    for (const [type, times] of /** @type {[string, number][]} */ ([
      ['application/wasm', 1],
      ['text/plain', 0],
    ])) {
      const url = await serving(t, 200, type);
      assert.equal(await run(`${counting} await init('${url}'); say(streamed);`), times);
    }
  });

  test('keeps what it has when it is started again', async (t) => {
    const url = await serving(t, 404, 'text/plain');
    const answer = await run(`
      init(readFileSync(path));
      const wts = new WtsClient({ apiKey: 'pn_1' });
      init(new Uint8Array(3));
      await init('${url}');
      say(Object.keys(wts.tag).length > 0);`);
    assert.equal(answer, true);
  });

  /** @type {[string, string, RegExp][]} what, source, message */
  const unusable = [
    ['no module', 'new Uint8Array([1, 2, 3])', /^wts-chat\/slim: what init was given is not the wasm module/],
    ['another module', 'Buffer.from("AGFzbQEAAAA=", "base64")', /take wts_chat\.wasm of the same package\.$/],
    ['nothing', 'undefined', /is not the wasm module of this version/],
    [
      'an address of nothing',
      "'http://127.0.0.1:1/a.wasm'",
      /a\.wasm cannot be loaded \(fetch failed \(.+\)\): give its bytes/,
    ],
    ['an address that is none', "'nowhere'", /the wasm module at nowhere cannot be loaded/],
  ];
  for (const [what, source, message] of unusable) {
    test(`refuses ${what}, and can be started all the same`, async () => {
      const [failure, resources] = await run(`
        const failure = await said(() => init(${source}));
        init(readFileSync(path));
        say([failure, catalog().resources.length]);`);
      assert.deepEqual([failure.name, failure.code, resources], ['WtsError', 'configuration', 18]);
      assert.match(failure.message, message);
    });
  }

  test('tells what a server answers instead of the module', async (t) => {
    const url = await serving(t, 404, 'text/html');
    const { code, message } = await run(`say(await said(() => init('${url}')));`);
    assert.deepEqual(
      [code, message],
      [
        'configuration',
        `wts-chat/slim: the wasm module at ${url} cannot be loaded (the server answered 404): give its bytes, or another address.`,
      ],
    );
  });
});
