// What the README shows runs against the sandbox, and what it says of names, options and links is so.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import * as wtsChat from 'wts-chat';
import { slimIn } from './hostile-support.js';
import { blocksOf, page, root, run as runIn } from './snippets.js';
import { inbound, last, received, started, throws } from './support.js';

/** @import { Server } from 'node:http' */
/** @import { TestContext } from 'node:test' */
/** @import { Block, Ran } from './snippets.js' */

const { catalog, validate, WtsClient } = wtsChat;
const { sandbox, suite, wts } = await started();
const { sample } = sandbox;
const { from, to, contactId, sessionId } = sample;

const readme = page('README.md');

/** What a program has beside what the block shows. */
const secret = 's3cret';
const env = { WTS_API_KEY: sandbox.tokens.full, PORT: '0' };

/** A client of the README, which names no address, reaches the sandbox. */
class Client extends WtsClient {
  /** @param {import('wts-chat').ClientOptions} options */
  constructor(options) {
    super({ baseUrl: sandbox.url, ...options });
  }
}

const blocks = blocksOf(readme).filter(({ language }) => /^[jt]s$/.test(language));

/** The package in a page whose server forwards `/api` with the token, and has the wasm module. */
const inPage = () =>
  slimIn({
    location: { href: 'https://shop.example/inbox' },
    fetch: (/** @type {string} */ path, /** @type {RequestInit} */ init) => {
      const module = new URL(path.replace('/assets/', 'pkg/dist/'), root);
      if (path.startsWith('/assets/')) return new Response(readFileSync(module));
      const headers = { ...init.headers, authorization: `Bearer ${sandbox.tokens.full}` };
      return fetch(path.replace(/^\/api/, sandbox.url), { ...init, headers });
    },
  });

/** @param {Block} block */
async function run(block) {
  const message = await wts.message.sendText({ from, to, text: 'Hello!' });
  const file = { name: 'hello.txt', data: 'SGVsbG8h' };
  const isOfPage = block.title === 'In a browser';
  const page = inPage();
  if (isOfPage && !block.code.includes('init(')) await page.init('/assets/wts_chat.wasm');
  const modules = { 'wts-chat': isOfPage ? page : { ...wtsChat, WtsClient: Client }, 'wts-chat/slim': page };
  return { ...(await runIn(block, { ...sample, wts, secret, message, file, process: { env } }, modules)), modules };
}

/** @type {Record<string, (ran: Ran & { modules: Record<string, any> }, t: TestContext) => unknown>} what a block did, by something in it */
const checks = {
  'console.log(message.id, message.status)': ({ named, printed }) => {
    assert.deepEqual(printed, [[named.message.id, 'PROCESSING']]);
    assert.equal(sandbox.state.message(named.message.id).text, 'Hello!');
  },
  waitUntilFinal: ({ named }) => assert.deepEqual(named, { status: 'DELIVERED', failureReason: null }),
  sendTemplate: () => assert.equal(lastSent().templateId, sample.templateId),
  openAsBlob: () => assert.deepEqual([lastSent().text, last(sandbox.files).name], ['Your invoice', 'invoice.pdf']),
  createReadStream: ({ named }) => assert.equal(last(sandbox.files).size, named.size),
  sessionMetadata: ({ named }) => assert.equal(named.session.id, sessionId),
  'session.complete': ({ named }) => assert.deepEqual([named.status, typeof named.endAt], ['COMPLETED', 'string']),
  defaultCountry: () => {
    const [list, update] = sandbox.requests.slice(-2);
    assert.deepEqual(list?.query, { To: to, 'ScheduledAt.After': '2026-03-01T03:00:00.000Z' });
    const body = /** @type {{ fields: string[] } | undefined} */ (update?.body);
    assert.deepEqual([body?.fields, sandbox.state.contact(contactId).email], [['Email', 'CustomFields'], null]);
  },
  getOrCreate: ({ named }) => assert.equal(named.contact.name, 'Zélia'),
  listAll: ({ named, printed }) => {
    assert.ok(printed.some(([id]) => id === sessionId));
    assert.equal(named.newest.length, sandbox.state.contacts.size);
  },
  'wts.choices(': async () => {
    const { channelId, panelId, stepIds, tagIds } = sample;
    const [channel] = await wts.choices('message', 'sendText', 'from');
    assert.deepEqual(channel, { name: 'Loja', value: channelId, description: '+55|11900000001' });
    const steps = await wts.choices('panel', 'createCard', 'stepId', { panelId }, { search: 'negociacao' });
    assert.deepEqual(steps, [{ name: 'Em negociação', value: stepIds.second }]);
    for (const value of [channelId, tagIds.vip]) assert.ok(readme.includes(`'${value.slice(0, 9)}…'`), value);
  },
  'wts.request(': () => {
    const { route, query } = received(sandbox);
    assert.deepEqual([route, query], ['GET /core/v1/contact', { PageSize: '50' }]);
  },
  createServer: ({ named }, t) => answersWebhooks(/** @type {Server} */ (named.server), t),
  'catch (error) {\n  if (!isWtsError': ({ printed }) => {
    assert.deepEqual(printed[0]?.[0], 'validation');
    assert.match(`${printed[0]?.[1]}`, /^To is empty: /);
    assert.deepEqual(printed[1]?.slice(0, 2), ['to', 'required']);
  },
  'wts.batch(': ({ named }) => {
    assert.equal(received(sandbox).route, 'POST /chat/v1/send/template/batch');
    assert.deepEqual([named.results.length, named.failed], [2, []]);
  },
  'AbortSignal.timeout': ({ printed }) => assert.deepEqual(last(printed), ['100 %']),
  onEvent: async ({ named, printed }) => {
    await named.wts.tag.list();
    const told = printed.map((args) => args.slice(0, 4).join(' '));
    assert.deepEqual(told, ['request tag.list tag.list 1', 'response tag.list tag.list 1']);
  },
  buildRequest: () => {
    const [, told = ''] = /^validate\(.*\); \/\/ (.*)$/m.exec(readme) ?? [];
    assert.deepEqual(validate('session', 'complete', {}), new Function(`return ${told}`)());
    const { name, method, path, safety } = catalog().resources[0]?.operations[0] ?? assert.fail();
    const shown = `// { name: '${name}', method: '${method}', path: '${path}', safety: '${safety}', fields: [ … ], … }`;
    assert.ok(readme.includes(shown), shown);
  },
  MessageSendFileParams: ({ named, printed }) => {
    assert.deepEqual(printed, [[named.message.details.file.publicUrl]]);
  },
  "baseUrl: '/api'": async ({ named }) => {
    const answer = await named.wts.message.sendText({ from, to, text: 'From a page' });
    assert.equal(sandbox.state.message(answer.id).text, 'From a page');
  },
  'await init(': ({ modules }) => {
    assert.equal(modules['wts-chat/slim'].catalog().resources.length, catalog().resources.length);
  },
  startSandbox: ({ printed }) => assert.deepEqual(printed, [[{ from, to, body: { text: 'Hello!' } }]]),
};

/** What was last sent. */
function lastSent() {
  const { body } = /** @type {{ body: { body: Record<string, unknown> } }} */ (received(sandbox));
  return body.body;
}

/** @param {Server} server @param {TestContext} t */
async function answersWebhooks(server, t) {
  t.after(() => server.close());
  if (!server.listening) await once(server, 'listening');
  const address = server.address();
  const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : assert.fail('no port')}`;
  const post = (/** @type {string} */ path, /** @type {unknown} */ body) =>
    fetch(`${origin}${path}`, { method: 'POST', body: JSON.stringify(body) });

  const url = `${origin}/wts/${secret}`;
  await wts.webhook.createSubscription({ name: 'README', url, events: ['MESSAGE_RECEIVED', 'MESSAGE_SENT'] });
  sandbox.state.webhookRepeats = 2;
  t.after(() => {
    sandbox.state.webhookRepeats = 0;
  });
  await inbound(sandbox, { from: to, to: from, text: 'Oi' });
  const replies = () => [...sandbox.state.messages.values()].filter(({ text }) => text === 'We will answer soon.');
  for (let tries = 0; replies().length === 0 && tries < 100; tries += 1) await sleep(10);
  await sandbox.delivered();
  await sleep(20);
  assert.deepEqual(
    replies().map((message) => message.sessionId),
    [sessionId],
    'once, though the event came three times',
  );

  const block = await post(`/wts/${secret}`, { responseKeys: ['YES', 'NO'], sessionId });
  assert.deepEqual([block.status, await block.json()], [200, { response: 'YES' }]);
  assert.equal((await post('/wts/other', { responseKeys: ['YES'], sessionId })).status, 404);
  assert.equal((await post(`/wts/${secret}`, 'nothing')).status, 400);
}

suite('the code of the README', () => {
  const home = process.cwd();
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'wts-chat-readme-'));
    await writeFile(join(folder, 'invoice.pdf'), '%PDF-1.4 an invoice');
    process.chdir(folder);
  });
  after(async () => {
    process.chdir(home);
    await rm(folder, { recursive: true, force: true });
  });

  for (const block of blocks) {
    test(`${block.title}, block ${block.number}`, async (t) => {
      const ran = await run(block);
      for (const [part, check] of Object.entries(checks)) if (block.code.includes(part)) await check(ran, t);
    });
  }

  test('is checked, all of it', () => {
    const found = Object.keys(checks).map((part) => [part, blocks.filter(({ code }) => code.includes(part)).length]);
    assert.deepEqual(
      found.filter(([, count]) => count !== 1),
      [],
      'each check is of one block',
    );
    const unchecked = blocks.filter(({ code }) => !Object.keys(checks).some((part) => code.includes(part)));
    assert.deepEqual(unchecked, []);
  });
});

suite('the words of the README', () => {
  const section = (/** @type {string} */ title) =>
    readme.split(/^## /m).find((text) => text.startsWith(`${title}\n`)) ?? assert.fail(`no section ${title}`);
  /** The first cells of the rows after a heading. @param {string} text @param {string} heading */
  const firstCells = (text, heading) => {
    const [table = ''] = text.slice(text.indexOf(`| ${heading}`)).split('\n\n', 1);
    return [...table.matchAll(/^\| `(\w+)`/gm)].map(([, cell]) => cell).filter((cell) => `\`${cell}\`` !== heading);
  };
  const rows = catalog().resources.flatMap(({ name, operations }) =>
    operations.map((row) => ({ ...row, name: `${name}.${row.name}` })),
  );

  test('name every resource and count the operations', () => {
    const [, told = ''] = /The resources are ([^.]*)\./.exec(readme) ?? [];
    const names = told.split(/,\s+|\s+and\s+/);
    assert.deepEqual(
      names,
      catalog().resources.map(({ name }) => name),
    );
    const document = JSON.parse(readFileSync(new URL('sandbox/openapi.json', root), 'utf8'));
    const documented = Object.values(document.paths).flatMap((methods) => Object.keys(methods));
    assert.ok(readme.includes(`All ${documented.length} documented operations`), `${documented.length}`);
  });

  test('name every option of a client, every country, every code of an error', () => {
    const wrong = (/** @type {object} */ options) =>
      throws(() => new WtsClient({ apiKey: 'pn_1', ...options })).message;
    const [, options = ''] = /Known: (.*)\./.exec(wrong({ zzz: 1 })) ?? [];
    assert.deepEqual(firstCells(section('Options'), 'option').sort(), options.split(', ').sort());
    const [, countries = ''] = /one of (.*), or/.exec(wrong({ defaultCountry: 'XX' })) ?? [];
    assert.ok(section('Params').includes(`Known: ${countries}.`), countries);
    const types = readFileSync(new URL('pkg/src/public.d.ts', root), 'utf8');
    const [, codes = ''] = /type WtsErrorCode =([^;]*);/.exec(types) ?? [];
    const known = [...codes.matchAll(/'(\w+)'/g)].map(([, code]) => code);
    assert.deepEqual(firstCells(section('When something goes wrong'), '`code`').sort(), known.sort());
  });

  test('say what is safe to repeat', () => {
    const table = section('Nothing is sent twice');
    const plain = { GET: 'read', PUT: 'idempotent', DELETE: 'idempotent', POST: 'once' };
    const named = [...table.matchAll(/`(\w+\.\w+)`/g)].map(([, name = '']) => name);
    const exceptions = rows.filter(({ method, safety }) => safety !== plain[method]);
    for (const { name, method } of exceptions) assert.equal(method, 'POST', name);
    assert.deepEqual(
      named.filter((name) => !exceptions.some((row) => row.name === name)),
      [],
      'all that are named are POSTs that may be repeated',
    );
    const reads = exceptions.filter(({ safety }) => safety === 'read').map(({ name }) => name);
    assert.deepEqual(reads, ['contact.filter']);
  });

  test('lead only to what there is', () => {
    for (const [, target = '', anchor] of readme.matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g)) {
      const file = new URL(target || 'README.md', root);
      assert.ok(existsSync(file), target);
      if (anchor === undefined) continue;
      const titles = [...readFileSync(file, 'utf8').matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
        title
          .toLowerCase()
          .replace(/[^\w -]/g, '')
          .replaceAll(' ', '-'),
      );
      assert.ok(titles.includes(anchor), `${target}#${anchor}`);
    }
  });
});
