// The recipes that read and tidy up: an export that is interrupted, sessions that are completed, several accounts.

import assert from 'node:assert/strict';
import { appendFileSync, existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import * as wtsChat from 'wts-chat';
import { blocksOf, covers, finished, folderWith, page, program, run, wordsOf } from './snippets.js';
import { started } from './support.js';

const { sandbox, suite } = await started();
const { sample, state } = sandbox;
const env = { WTS_API_KEY: sandbox.tokens.full };

const exported = 'docs/recipes/export-contacts.md';
const idle = 'docs/recipes/complete-idle-sessions.md';
const several = 'docs/recipes/several-accounts.md';

/** The records of a CSV file, read by the rules of RFC 4180. @param {string} text */
function readCsv(text) {
  const records = [];
  for (let rest = text; rest !== ''; ) {
    const [record = '', line = ''] = /^((?:"(?:[^"]|"")*",?)+)\r\n/.exec(rest) ?? assert.fail(rest.slice(0, 200));
    records.push([...line.matchAll(/"((?:[^"]|"")*)"/g)].map(([, field = '']) => field.replaceAll('""', '"')));
    rest = rest.slice(record.length);
  }
  return records;
}

/** Contacts beside those of the sample, some made in the same second. @param {number} count @param {string} annotation */
function moreContacts(count, annotation) {
  const [ana = assert.fail()] = state.contacts.values();
  const begun = Date.now() - 3_600_000;
  for (let at = 0; at < count; at += 1) {
    const id = `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`;
    const createdAt = new Date(begun + at * 300).toISOString();
    const own = {
      id,
      createdAt,
      updatedAt: createdAt,
      name: `Ção "${at}", Ltda.\nfilial`,
      email: null,
      instagram: null,
    };
    state.contacts.set(id, { ...ana, ...own, phoneNumber: `+55|1197${String(at).padStart(7, '0')}`, annotation });
  }
}

suite(exported, () => {
  covers(exported, {
    'js export.mjs': async (t) => {
      const folder = await folderWith(t, { 'export.mjs': program(exported, 'export.mjs', sandbox) });
      const all = () => finished(t, folder, ['export.mjs', 'contacts.csv'], env);
      moreContacts(1_300, '');
      const evil = state.contact(sample.contactId);
      evil.name = '=HYPERLINK("http://evil.example")';
      evil.customFields = { cidade: ['São Paulo', 'Recife'] };

      // It ends at the fourth page, then at the third of the rest, each time with a line that is cut; then at once.
      const body = { error: true, httpStatusCode: 500, key: 'X', text: 'Falha' };
      for (const number of ['4', '3']) {
        sandbox.fault({
          operation: 'contact.list',
          times: Infinity,
          amend: ({ query }) => {
            if (String(Object(query).PageNumber) === number) throw new Error('the page is refused');
          },
        });
        const { code, stderr } = await all();
        assert.equal(code, 1, stderr);
        const csv = join(folder, 'contacts.csv');
        assert.equal(JSON.parse(readFileSync(`${csv}.checkpoint`, 'utf8')).bytes, statSync(csv).size);
        appendFileSync(csv, '"cut');
        sandbox.clearFaults();
      }
      sandbox.fault({ operation: 'contact.list', status: 500, body });
      assert.equal((await all()).code, 1);
      const { code, stdout, stderr } = await all();
      assert.deepEqual([code, stderr], [0, '']);
      assert.ok(Number.parseInt(stdout, 10) < 1_000, `${stdout} were left`);
      assert.ok(!existsSync(join(folder, 'contacts.csv.checkpoint')));

      const text = readFileSync(join(folder, 'contacts.csv'), 'utf8');
      assert.ok(text.startsWith('\ufeff"id",'));
      const [columns = [], ...records] = readCsv(text.slice(1));
      const ids = records.map(([id]) => id);
      assert.deepEqual([...ids].sort(), [...state.contacts.keys()].sort(), 'each contact once');
      const told = Object.fromEntries(columns.map((name, at) => [name, records[ids.indexOf(evil.id)]?.[at]]));
      assert.deepEqual(
        [told.name, told.phoneNumber, told.tagNames, told.cidade],
        [`'=HYPERLINK("http://evil.example")`, sample.to, 'VIP', 'São Paulo; Recife'],
      );
      const last = records.find(([id]) => id?.endsWith('1299'));
      assert.equal(last?.[2], 'Ção "1299", Ltda.\nfilial');
    },
    'sh run.sh': async (t, block) => {
      const folder = await folderWith(t, { 'export.mjs': program(exported, 'export.mjs', sandbox) });
      const [[node, ...args] = []] = wordsOf(block);
      assert.equal(node, 'node');
      // 80 MB of contacts, of which only a few pages may be in memory.
      moreContacts(4_000, 'x'.repeat(20_000));
      const { code, stdout, stderr } = await finished(t, folder, ['--max-old-space-size=48', ...args], env);
      assert.deepEqual([code, stdout], [0, `${state.contacts.size} contacts\n`], stderr);
      assert.equal(
        readCsv(readFileSync(join(folder, 'contacts.csv'), 'utf8').slice(1)).length,
        state.contacts.size + 1,
      );
    },
  });
});

suite(idle, () => {
  const hoursAgo = (/** @type {number} */ hours) => new Date(Date.now() - hours * 3_600_000).toISOString();
  const status = (/** @type {string} */ id) => state.session(id).status;

  /** Sessions in progress, whose last messages came so many hours ago. @param {number[]} hours */
  function sessions(...hours) {
    const open = state.session(sample.sessionId);
    return hours.map((ago, at) => {
      const id = `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`;
      state.sessions.set(id, { ...open, id, lastMessageIn: hoursAgo(ago), lastMessageOut: hoursAgo(ago + 1) });
      return id;
    });
  }

  covers(idle, {
    'js complete-idle.mjs': async (t) => {
      const folder = await folderWith(t, { 'complete-idle.mjs': program(idle, 'complete-idle.mjs', sandbox) });
      const complete = (/** @type {string[]} */ ...args) =>
        finished(t, folder, ['complete-idle.mjs', ...args, '--complete'], env);
      assert.equal((await complete('soon')).code, 1, 'no number of hours');
      const [old = '', odd = '', busy = '', young = ''] = sessions(30, 40, 50, 20);

      // One cannot be completed; in another, somebody writes after the list was read.
      sandbox.fault({
        operation: 'session.complete',
        path: `/chat/v1/session/${odd}/complete`,
        oddity: 'not-found-500',
      });
      sandbox.fault({
        operation: 'session.get',
        path: `/chat/v2/session/${busy}`,
        amend: () => Object.assign(state.session(busy), { lastMessageIn: hoursAgo(0) }),
      });
      const { code, stdout, stderr } = await complete('24');
      assert.equal(code, 1);
      assert.match(stderr, new RegExp(`^failed ${odd} Ana Souza .*não encontrado`));
      assert.match(stdout, /^3 idle, 1 completed$/m);
      assert.deepEqual([old, odd, busy, young, sample.sessionId].map(status), [
        'COMPLETED',
        'IN_PROGRESS',
        'IN_PROGRESS',
        'IN_PROGRESS',
        'IN_PROGRESS',
      ]);
      assert.equal(state.session(old).reactivateOnNewMessage, true);
    },
    'sh run.sh': async (t, block) => {
      const folder = await folderWith(t, { 'complete-idle.mjs': program(idle, 'complete-idle.mjs', sandbox) });
      const [old = ''] = sessions(30);
      const [[, ...dry] = [], [, ...real] = [], ...more] = wordsOf(block);
      assert.deepEqual(more, []);
      const tried = await finished(t, folder, dry, env);
      assert.match(tried.stdout, new RegExp(`^would complete ${old} .*\n1 idle, 0 completed\n$`));
      assert.equal(status(old), 'IN_PROGRESS');
      assert.match((await finished(t, folder, real, env)).stdout, /^1 idle, 1 completed$/m);
      assert.equal(status(old), 'COMPLETED');
    },
  });
});

suite(several, () => {
  const [{ code: accounts = '' } = {}] = blocksOf(page(several)).filter(({ file }) => file === 'accounts.json');
  const tokens = { SHOP_TOKEN: sandbox.tokens.full, CLINIC_TOKEN: 'pn_of_nobody', STAGING_TOKEN: 'staging_pn_limited' };

  covers(several, {
    'json accounts.json': (_, { code }) => {
      const names = JSON.parse(code).map((/** @type {{ token: string }} */ { token }) => token);
      assert.deepEqual(names, Object.keys(tokens));
    },
    'js accounts.mjs': async (t) => {
      const files = { 'accounts.json': accounts, 'accounts.mjs': program(several, 'accounts.mjs', sandbox) };
      const folder = await folderWith(t, files);
      const { code, stdout, stderr } = await finished(t, folder, ['accounts.mjs'], { ...tokens, ...env });
      const open = [...state.sessions.values()].filter(({ status }) => /^(PENDING|IN_PROGRESS)$/.test(status)).length;
      assert.equal(stdout, `Shop: ${open} open sessions\nShop, tests: ${open} open sessions\n`);
      assert.match(stderr, /^Clinic: authentication Não autorizado\./);
      assert.equal(code, 1);
      const used = sandbox.requests.map(({ headers }) => headers.authorization);
      assert.ok(used.includes('Bearer limited'), 'the prefix is gone');
    },
    'js staging.js': async (_, block) => {
      const { named } = await run(block, {}, { 'wts-chat': wtsChat });
      assert.ok(block.code.includes(`// ${named.url}\n`), named.url);
    },
  });
});
