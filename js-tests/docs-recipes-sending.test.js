// The recipes that send: each program runs on the sandbox, also where it is interrupted, refused or left in doubt.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { covers, finished, folderWith, program, run, start, until, wordsOf } from './snippets.js';
import { last, received, started } from './support.js';

/** @import { TestContext } from 'node:test' */
/** @import { Block } from './snippets.js' */

const { sandbox, suite, wts } = await started();
const { sample } = sandbox;
const token = { WTS_API_KEY: sandbox.tokens.full };

const invoice = 'docs/recipes/send-invoice.md';
const bots = 'docs/recipes/start-bot.md';
const doubt = 'docs/recipes/ambiguous-send.md';

/** @param {TestContext} t @param {string} page @param {string} file @param {Record<string, string>} more */
const folderFor = (t, page, file, more) => folderWith(t, { [file]: program(page, file, sandbox), ...more });

/** The one line of a shell's block, after `node`. @param {Block} block */
function argsOf(block) {
  const [[node, ...args] = [], ...more] = wordsOf(block);
  assert.deepEqual([node, more], ['node', []]);
  return args;
}

/** Messages of ours, in order. */
const ours = () => [...sandbox.state.messages.values()].filter(({ direction }) => direction === 'TO_HUB');

suite(invoice, () => {
  const env = {
    ...token,
    WTS_CHANNEL_ID: sample.channelId,
    WTS_TEMPLATE_ID: sample.templateIds.withFile,
    NODE_NO_WARNINGS: '1',
  };
  const pdf = 'invoice-1042.pdf';
  const content = '%PDF-1.4 an invoice';

  covers(invoice, {
    'js invoice.mjs': async (t) => {
      const folder = await folderFor(t, invoice, 'invoice.mjs', { [pdf]: content });
      const mark = join(folder, `${pdf}.sent`);
      const send = (/** @type {string} */ to) => finished(t, folder, ['invoice.mjs', to, pdf, 'R$ 10'], env);

      // In doubt: it is not sent again before somebody has looked.
      sandbox.fault({ operation: 'message.send', drop: 'after' });
      const doubtful = await send(sample.to);
      assert.deepEqual([doubtful.code, readFileSync(mark, 'utf8'), ours().length], [4, '', 1], doubtful.stderr);
      const again = await send(sample.to);
      assert.deepEqual([again.code, ours().length], [4, 1]);
      assert.match(again.stderr, /^May have been sent/);
      await rm(mark);

      // Certainly not sent: the mark is gone.
      sandbox.fault({ operation: 'message.send', oddity: 'permission-403' });
      const refused = await send(sample.to);
      assert.deepEqual([refused.code, existsSync(mark), ours().length], [1, false, 1]);
      assert.match(refused.stderr, /^Acesso negado.*\nFor the support: \w{8}\n$/);

      // Outside of the 24 hours: the template, with the file.
      const templated = await send(sample.unreachable);
      assert.equal(templated.code, 0, templated.stderr);
      assert.match(templated.stdout, /^\S{36} (DELIVERED|READ)\n$/);
      const message = last(ours());
      assert.deepEqual([message.templateId, message.parameters], [sample.templateIds.withFile, { '[valor]': 'R$ 10' }]);
      assert.equal(last(sandbox.files).size, content.length);
      const known = await send(sample.unreachable);
      assert.deepEqual([known.code, known.stderr], [0, `Sent already, as ${message.id}.\n`]);
      await rm(mark);

      // A contact that nobody knows; and a message that fails later.
      sandbox.fault({ operation: 'message.send', alter: (sent) => failing(sent) });
      const failed = await send('5585911112222');
      assert.deepEqual([failed.code, failed.stderr, existsSync(mark)], [1, 'O número não existe\n', false]);
    },
    'sh run.sh': async (t, block) => {
      const folder = await folderFor(t, invoice, 'invoice.mjs', { [pdf]: content });
      const { code, stdout, stderr } = await finished(t, folder, argsOf(block), env);
      assert.deepEqual([code, stderr], [0, '']);
      assert.match(stdout, /^\S{36} (DELIVERED|READ)\n$/);
      const { body } = received(sandbox).route.includes('status') ? sent() : assert.fail('no status was asked for');
      const [{ id = '', name = '' } = {}] = sandbox.files;
      assert.deepEqual(
        [body, name],
        [
          { from: sample.channelId, to: sample.to, body: { text: 'Your invoice of R$ 129,90', fileId: id } },
          'invoice-1042.pdf',
        ],
      );
    },
  });

  /** What was last sent. */
  const sent = () => last(sandbox.requests.filter(({ operation }) => operation === 'message.send'));

  /** @param {unknown} answer */
  function failing(answer) {
    const message = last(ours());
    Object.assign(message, { nextStatuses: ['FAILED'], failedReason: 'O número não existe' });
    return answer;
  }
});

suite(bots, () => {
  const env = { ...token, WTS_CHANNEL: sample.from, WTS_BOT_KEY: sample.botKey };
  const numberOf = (/** @type {number} */ at) => `55119${String(70_000_000 + at)}`;
  const log = 'contacts.txt.march.jsonl';

  /** How often the bot was started for each of the numbers. @param {number} count */
  function starts(count) {
    const numbers = new Map([...Array(count).keys()].map((at) => [numberOf(at), 0]));
    for (const { sessionId } of sandbox.state.botSends) {
      const { contactId, metadata } = sandbox.state.session(sessionId);
      assert.equal(metadata.campaign, 'march');
      const number = sandbox.state.contact(contactId).phoneNumber?.replace(/\D/g, '') ?? '';
      numbers.set(number, (numbers.get(number) ?? 0) + 1);
    }
    return numbers;
  }

  /** The last state of each number. @param {string} folder */
  function states(folder) {
    const lines = readFileSync(join(folder, log), 'utf8').split('\n').filter(Boolean);
    const entries = lines.map((line) => JSON.parse(line));
    return new Map(entries.map(({ to, state }) => [to, state]));
  }

  covers(bots, {
    'js start-bot.mjs': async (t) => {
      const count = 130;
      const list = [...Array(count).keys()].map((at) => `(11) 9${String(70_000_000 + at)}`);
      const folder = await folderFor(t, bots, 'start-bot.mjs', {
        'contacts.txt': [...list, list[0], '', '123'].join('\r\n'),
      });
      const args = ['start-bot.mjs', 'contacts.txt', 'march'];

      // It is killed in the middle of the second hundred, which has been carried out; its last line is cut.
      const slow = sandbox.fault({ operation: 'send.chatbotBatch', times: 2, delay: 700 });
      const crashed = start(t, folder, args, env);
      await until(() => slow.hits === 2, 'the second hundred arrives');
      crashed.child.kill('SIGKILL');
      await crashed.ended;
      assert.deepEqual(new Set(starts(count).values()), new Set([1]));
      assert.equal([...states(folder).values()].filter((state) => state === 'begun').length, count + 1 - 100);

      await writeFile(join(folder, log), '{"to":"551', { flag: 'a' });
      const { code, stdout, stderr } = await finished(t, folder, args, env);
      assert.deepEqual([code, stderr], [0, ''], stdout);
      assert.equal(stdout, `{ queued: ${count}, failed: 1 }\n`, 'the last number is none');
      assert.deepEqual(new Set(starts(count).values()), new Set([1]));
    },
    'sh run.sh': async (t, block) => {
      const folder = await folderFor(t, bots, 'start-bot.mjs', { 'contacts.txt': `${numberOf(0)}\n+1 415 555 0100\n` });
      const wrong = await finished(t, folder, argsOf(block), { ...env, WTS_API_KEY: 'pn_dead_or_alive' });
      assert.deepEqual([wrong.code, sandbox.state.botSends.length], [1, 0]);
      assert.match(wrong.stderr, /The token was refused/);
      sandbox.fault({ operation: 'send.chatbotBatch', drop: 'after' });
      const doubtful = await finished(t, folder, argsOf(block), env);
      assert.deepEqual([doubtful.code, doubtful.stdout], [0, '{ doubtful: 2 }\n'], doubtful.stderr);
      const settled = await finished(t, folder, argsOf(block), env);
      assert.deepEqual([settled.code, settled.stdout], [0, '{ queued: 2 }\n'], settled.stderr);
      assert.deepEqual(
        [...starts(1)],
        [
          [numberOf(0), 1],
          ['14155550100', 1],
        ],
      );
    },
  });
});

suite(doubt, () => {
  const env = { ...token, WTS_CHANNEL: sample.from, LOOKS: '0,0.1' };

  covers(doubt, {
    'js send-once.mjs': async (t) => {
      const folder = await folderFor(t, doubt, 'send-once.mjs', {});
      const send = (/** @type {string} */ to) => finished(t, folder, ['send-once.mjs', to, 'Saiu para entrega'], env);
      const times = () => ours().filter(({ text }) => text === 'Saiu para entrega').length;

      assert.match((await send(sample.to)).stdout, /^sent \S{36}\n$/);
      assert.equal(times(), 1);
      sandbox.fault({ operation: 'send.text', reset: 'after' });
      assert.match((await send(sample.to)).stdout, /^had been sent \S{36} \w+\n$/);
      assert.equal(times(), 2, 'the same text of before is not taken for it, and it is not sent again');
      sandbox.fault({ operation: 'send.text', drop: 'before' });
      assert.match((await send(sample.to)).stdout, /^sent again /);
      assert.equal(times(), 3);
      sandbox.fault({ operation: 'send.text', drop: 'before' });
      assert.match((await send('5585911112222')).stdout, /^sent again /, 'nobody has that number');
      sandbox.fault({ operation: 'send.text', oddity: 'permission-403' });
      assert.equal((await send(sample.to)).code, 1);
      assert.equal(times(), 4);
    },
    'sh run.sh': async (t, block) => {
      const folder = await folderFor(t, doubt, 'send-once.mjs', {});
      assert.equal((await finished(t, folder, argsOf(block), env)).code, 0);
      const { to, text } = /** @type {{ to: string, text: string }} */ (received(sandbox).body);
      assert.deepEqual([to, text], [sample.to, 'Your order 1042 is on its way.']);
    },
    'js same-text.js': async (_, block) => {
      const { sessionId } = sample;
      const text = 'Oi, tudo bem?'; // what the contact wrote, too
      const since = new Date(Date.now() - 60_000);
      const given = { wts, sessionId, text, since };
      assert.equal((await run(block, given, {})).named.found, undefined);
      const { id } = await wts.session.sendText({ sessionId, text });
      assert.equal((await run(block, given, {})).named.found.id, id);
    },
  });
});
