// docs/troubleshooting.md quotes errors: each is provoked here, and said there to the letter. Its programs run.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import * as wtsChat from 'wts-chat';
import { packageIn } from './hostile-support.js';
import { blocksOf, covers, finished, folderWith, page, program, run } from './snippets.js';
import { deadUrl, last, rejects, serving, started, throws, unknownId, untyped } from './support.js';

/** @import { TestContext } from 'node:test' */
/** @import { WtsError, ClientOptions } from 'wts-chat' */
/** @import { FaultSpec } from '../sandbox/src/faults.js' */

/** @typedef {(t: TestContext) => Promise<WtsError> | WtsError} Provocation */

const { isWtsError, parseWebhook, WtsClient } = wtsChat;
const { sandbox, suite, connect, wts } = await started();
const { from, to, sessionId } = sandbox.sample;
const path = 'docs/troubleshooting.md';
const text = page(path);
const env = { WTS_API_KEY: sandbox.tokens.full };

/** What a page quotes: the lines of each block are one message. */
const quotes = blocksOf(text)
  .filter(({ language }) => language === 'text')
  .map(({ title, code }) => ({ title, message: code.trim().replaceAll('\n', ' ') }));

/** Whether a message is said so; `<name>` in the quote stands for one word. @param {string} quote @param {string} message */
function isQuoted(quote, message) {
  const parts = quote.split(/<\w+>/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('\\S+')}$`).test(message);
}

/** A send, which may not happen twice. @param {wtsChat.CallOptions} [options] @param {ClientOptions} [own] */
const send = (options, own) => rejects(connect(own).message.sendText({ from, to, text: 'Oi' }, options));
/** @param {wtsChat.CallOptions} [options] */
const read = (options) => rejects(wts.session.get({ sessionId }, { maxRetries: 0, ...options }));
/** @template T @param {FaultSpec} spec @param {() => T} call */
const after = (spec, call) => {
  sandbox.fault(spec);
  return call();
};

/** @type {Record<string, Provocation[]>} what is said of each code, in the order of the page */
const provocations = {
  validation: [
    () => rejects(wts.message.sendText({ from, to: '', text: 'Oi' })),
    () => rejects(untyped(wts, 'message', 'sendText', { from, to, text: 'Oi', too: to })),
    () => rejects(wts.execute('message', 'sentText', {})),
    () => rejects(wts.message.sendFile({ from, to, file: { name: 'a.pdf', size: 5, data: threeBytes() } })),
    () => throws(() => parseWebhook('ok')),
  ],
  configuration: [
    () => throws(() => new WtsClient({ apiKey: undefined })),
    () => throws(() => new WtsClient({ apiKey: 'pn_1', baseUrl: 'http://api.wts.chat' })),
    () => throws(() => new WtsClient(/** @type {ClientOptions} */ ({ apiKey: 'pn_1', timeOut: 5 }))),
    async (t) => {
      const code = `import { WtsClient } from 'wts-chat/slim';
        try { new WtsClient({ apiKey: 'pn_1' }); } catch ({ code, message }) { console.log(JSON.stringify({ code, message })); }`;
      const { stdout } = await finished(t, await folderWith(t, { 'slim.mjs': code }), ['slim.mjs']);
      return JSON.parse(stdout);
    },
  ],
  authentication: [() => rejects(connect({ apiKey: 'pn_dead' }).session.get({ sessionId }))],
  permission: [() => rejects(connect({ apiKey: sandbox.tokens.limited }).session.complete({ sessionId }))],
  not_found: [
    () => rejects(wts.session.get({ sessionId: unknownId })),
    () => rejects(wts.idOf('tag', 'nope')),
    () => after({ status: 404 }, read),
  ],
  conflict: [
    async () => {
      const { scheduledMessageId } = sandbox.sample;
      await wts.scheduledMessage.cancel({ scheduledMessageId });
      return rejects(wts.scheduledMessage.cancel({ scheduledMessageId }));
    },
  ],
  bad_request: [
    () => rejects(wts.contact.create({ phoneNumber: to, name: 'Ana' })),
    () => after({ oddity: 'problem-details' }, send),
    () => rejects(wts.request('GET', '/contact')),
    () =>
      after({ origin: 'storage', status: 403, body: '<Error><Code>AccessDenied</Code></Error>' }, () =>
        rejects(upload()),
      ),
  ],
  rate_limited: [
    () =>
      after({ oddity: 'rate-limited-429' }, () => send({}, { rateLimit: { share: 1 }, maxWait: 0, account: 'told' })),
    async () => {
      const limits = { account: [{ limit: 1, per: 60_000 }] };
      const own = connect({ rateLimit: limits, maxWait: 1_000, account: 'full' });
      await own.session.get({ sessionId });
      return rejects(own.session.get({ sessionId }));
    },
  ],
  server: [() => after({ oddity: 'html-502' }, send), () => after({ status: 503 }, read)],
  network: [() => after({ drop: 'after' }, send), async () => send({ maxRetries: 0 }, { baseUrl: await deadUrl() })],
  timeout: [
    () => after({ delay: 500 }, () => send({ timeout: 50 })),
    async () => {
      const { id } = await wts.message.sendText({ from, to, text: 'Oi' });
      return rejects(wts.message.waitUntilFinal(id, { timeout: 50 }));
    },
  ],
  aborted: [
    () => after({ delay: 500 }, () => send({ signal: AbortSignal.timeout(50) })),
    () => send({ signal: AbortSignal.abort() }),
    async () => {
      const calls = [sessionId, sessionId].map((id) => ({ sessionId: id }));
      sandbox.fault({ oddity: 'not-found-500' });
      const results = await wts.batch('session', 'complete', calls, { stopOnError: true });
      const error = last(results);
      return isWtsError(error) ? error : assert.fail('it was made');
    },
  ],
  invalid_response: [
    () => after({ status: 200, contentType: 'text/html', body: '<html><title>Login</title></html>' }, read),
    () => after({ status: 302, headers: { location: 'https://login.example/' } }, send),
    () => after({ oddity: 'empty-200' }, send),
    () => after({ oddity: 'broken-json' }, send),
  ],
  internal: [() => throws(() => trapping().validate('message', 'sendText', {}))],
};

async function* threeBytes() {
  yield new Uint8Array(3);
}

const upload = (own = wts) =>
  own.message.sendFile({ from, to, file: { name: 'a.pdf', data: 'AA==' } }, { maxRetries: 0 });

/** The package with a module that traps at the first call. */
function trapping() {
  const code = Buffer.from('0061736d010000000104016000000302010007080104747261700000' + '0a05010300000b', 'hex');
  const { trap } = new WebAssembly.Instance(new WebAssembly.Module(code)).exports;
  let isArmed = false;
  const trapped =
    (/** @type {Function} */ work) =>
    (/** @type {unknown[]} */ ...args) => {
      if (isArmed) /** @type {() => void} */ (trap)();
      return work(...args);
    };
  const { Instance } = WebAssembly;
  WebAssembly.Instance = new Proxy(Instance, {
    construct(target, [module, imports]) {
      // The platform's fetch may have a module of its own.
      if (!imports.js) return new target(module, imports);
      const works = Object.entries(imports.js).map(([name, work]) => [name, trapped(work)]);
      return new target(module, { js: Object.fromEntries(works) });
    },
  });
  /** @type {typeof import('wts-chat')} */
  const copy = createRequire(import.meta.url)('wts-chat');
  WebAssembly.Instance = Instance;
  isArmed = true;
  return copy;
}

suite('what is quoted', () => {
  test('is of every code', () => {
    const [, codes = ''] = /type WtsErrorCode =([^;]*);/.exec(page('pkg/src/public.d.ts')) ?? [];
    const known = [...codes.matchAll(/'(\w+)'/g)].map(([, code]) => code);
    assert.deepEqual(Object.keys(provocations), known);
    const titles = [...text.matchAll(/^## (.*)$/gm)].map(([, title]) => title);
    assert.deepEqual(titles.slice(0, known.length), known);
  });

  for (const [code, calls] of Object.entries(provocations)) {
    const said = quotes.filter(({ title }) => title === code).map(({ message }) => message);
    test(`${code} is what comes, all of it and nothing else`, () => assert.equal(said.length, calls.length));
    for (const [at, provoke] of calls.entries()) {
      test(`${code}: ${said[at]}`, async (t) => {
        const error = await provoke(t);
        assert.equal(error.code, code, error.message);
        assert.ok(isQuoted(said[at] ?? '', error.message), `it is: ${error.message}`);
      });
    }
  }

  test('keys and statuses have the codes of the table', async () => {
    const rows = [...text.matchAll(/^\| (\d{3}) \| (?:`(\w+)`)? ?\| `(\w+)` \|/gm)];
    assert.ok(rows.length > 10);
    for (const [row, status, key, code] of rows) {
      const body = key && { error: true, key, text: 'Não foi possível', httpStatusCode: Number(status) };
      sandbox.fault({ operation: 'session.get', status: Number(status), ...(body && { body }) });
      const own = connect({ rateLimit: { share: 1 }, maxWait: 0, account: row });
      const error = await rejects(own.session.get({ sessionId }, { maxRetries: 0 }));
      assert.deepEqual([error.code, error.key], [code, key], row);
    }
    sandbox.fault({ status: 400, body: { error: true, key: 'FORM_ERROR', text: 'Contato não encontrado' } });
    assert.equal((await read()).code, 'not_found');
  });

  test('an upload that stands still', async (t) => {
    const FAST = 1_000;
    const fast = packageIn({
      fetch,
      performance: { now: () => performance.now() * FAST },
      setTimeout: (/** @type {() => void} */ work, /** @type {number} */ wait) => setTimeout(work, wait / FAST),
    });
    const { url } = await serving(t, (request, response) => {
      const slot = { tempFileId: unknownId, urlUpload: `${url}/put` };
      if (request.method === 'GET') response.end(JSON.stringify(slot));
    });
    const own = new fast.WtsClient({ apiKey: 'pn_1', baseUrl: url, timeout: 2_000_000, rateLimit: false });
    const error = await upload(own).catch((/** @type {unknown} */ failed) => failed);
    assert.ok(isWtsError(error) && error.code === 'timeout', String(error));
    const [quote = assert.fail()] = quotes.filter(({ title }) => title === 'An upload stops after 60 s');
    assert.equal(error.message, quote.message);
  });
});

suite(path, () => {
  const { sample } = sandbox;

  covers(path, {
    'js failed.mjs': async (t) => {
      const folder = await folderWith(t, { 'failed.mjs': program(path, 'failed.mjs', sandbox) });
      const { code, stderr } = await finished(t, folder, ['failed.mjs', unknownId], env);
      assert.equal(code, 1);
      assert.match(stderr, /^Atendimento não encontrado\. \{\n/);
      for (const line of [
        "code: 'not_found'",
        "key: 'ENTITY_NOT_FOUND'",
        "operation: 'session.complete'",
        'attempts: 1',
      ]) {
        assert.ok(stderr.includes(line), stderr);
      }
    },
    'js why-failed.js': async (_, block) => {
      const { id: messageId } = await wts.message.sendText({ from, to: sample.unreachable, text: 'Oi' });
      const { printed } = await run(block, { wts, messageId }, {});
      assert.equal(printed[0]?.[0], 'FAILED');
      assert.match(`${printed[0]?.[1]}`, /24 horas/);
    },
    'js waits.mjs': async (t) => {
      const folder = await folderWith(t, { 'waits.mjs': program(path, 'waits.mjs', sandbox) });
      sandbox.fault({ operation: 'channel.list', oddity: 'rate-limited-429', headers: { 'retry-after': '1' } });
      const { code, stdout, stderr } = await finished(t, folder, ['waits.mjs'], env);
      assert.deepEqual([code, stderr], [0, '']);
      assert.match(stdout, /^429 for channel\.list$/m);
      assert.match(stdout, /^channel\.list waits \d+ ms for its turn$/m);
      assert.equal(sandbox.requests.length, 4);
    },
    'js subscriptions.js': async (_, block) => {
      const url = 'https://erp.example.com/wts?key=1';
      const { id } = await wts.webhook.createSubscription({ name: 'ERP', url, events: ['MESSAGE_RECEIVED'] });
      const { printed } = await run(block, { wts }, {});
      assert.deepEqual(
        printed.find(([known]) => known === id),
        [id, true, url, 'MESSAGE_RECEIVED'],
      );
    },
    'js try-webhook.mjs': async (t) => {
      /** @type {wtsChat.WebhookEvent[]} */
      const events = [];
      const { url } = await serving(t, async (request, response) => {
        let body = '';
        for await (const part of request) body += part;
        events.push(parseWebhook(body));
        response.end();
      });
      const folder = await folderWith(t, { 'try-webhook.mjs': program(path, 'try-webhook.mjs', sandbox) });
      const { stdout } = await finished(t, folder, ['try-webhook.mjs', url]);
      assert.equal(stdout, '200\n');
      assert.ok(events[0] && wtsChat.isFromContact(events[0]));
    },
  });
});
