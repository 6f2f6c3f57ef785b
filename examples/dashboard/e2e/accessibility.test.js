// Every page, with what may lie over it, judged by axe: light and dark, on a phone and on a desk. And nothing is wider than its window.

import assert from 'node:assert/strict';
import axe from 'axe-core';
import { by } from './roles.js';
import { inBrowsers, until } from './support.js';

/** @import { Bench } from './support.js' */

/** A page, and how it comes to what is judged. @type {Record<string, [route: (bench: Bench) => string, prepare: (bench: Bench) => Promise<unknown>]>} */
const states = {
  sessions: [() => '#/sessions', ({ shows }) => shows(by('list', 'Sessions'), 'Ana Souza')],
  conversation: [open, ({ shows }) => shows(by('region', 'Messages'), 'Ana Souza')],
  'a conversation with files': [openWithFile, ({ shows }) => shows(by('region', 'Messages'), '.pdf')],
  'the dialog to complete': [open, ({ click }) => click('button', 'Complete')],
  'the dialog to transfer, with an issue': [
    open,
    async ({ click, shows }) => {
      await click('button', 'Transfer');
      await shows(by('dialog', 'Transfer this session'), 'Vendas');
      await click('button', 'Transfer session');
      await shows(by('dialog', 'Transfer this session'), 'Choose a department, an agent, or both.');
    },
  ],
  'the dialog of templates': [
    open,
    async ({ click, choose, find, sandbox }) => {
      await click('button', 'Send a template');
      await choose('Template', 'lembrete_consulta');
      await find('textbox', sandbox.sample.templateParams[0] ?? '');
      await click('button', 'Send template');
    },
  ],
  'messages that failed': [
    open,
    async ({ sandbox, fill, page, shows }) => {
      sandbox.fault({ operation: 'session.sendMessage', drop: 'after' });
      sandbox.fault({ operation: 'session.sendMessage', oddity: 'permission-403' });
      for (const text of ['Um', 'Dois']) {
        await fill('textbox', 'Message', text);
        await page.keyboard.press('Enter');
      }
      await shows(by('region', 'Messages'), 'It was not sent.');
      await shows(by('region', 'Messages'), 'Look before you send it again.');
    },
  ],
  contacts: [() => '#/contacts', ({ shows }) => shows(by('list', 'Contacts'), 'Mariana Alves')],
  'contacts that cannot be read': [
    (bench) => {
      bench.sandbox.fault({ operation: 'contact.filter', oddity: 'permission-403', times: Infinity });
      return '#/contacts';
    },
    ({ find }) => find('button', 'Try again'),
  ],
  'a contact': [
    ({ sandbox }) => `#/contacts/${sandbox.sample.contactId}`,
    async ({ find, click, shows }) => {
      await shows(by('list', 'Sessions of Ana Souza'), 'In progress');
      await click('button', 'Start a conversation');
      await find('dialog', 'Write to Ana Souza');
    },
  ],
  panel: [() => '#/panel', ({ find }) => find('heading', 'Vestido de festa')],
  'a rewritten workflow': [
    () => '#/migrate',
    async ({ page, click, find }) => {
      const node = { name: 'Lista', type: 'n8n-nodes-wts.wtsChat', typeVersion: 1, position: [0, 0], parameters: {} };
      await page.locator(by('textbox', 'Workflow (JSON)')).fill(JSON.stringify({ nodes: [node], connections: {} }));
      await click('button', 'Rewrite workflow');
      await find('heading', 'Rewritten workflow');
    },
  ],
};

const widths = [1280, 360];

/** @param {Bench} bench */
function open({ sandbox }) {
  return `#/sessions/${sandbox.sample.sessionId}`;
}

/** A session in which the contact sent a file. @param {Bench} bench */
function openWithFile({ sandbox }) {
  const withFile = [...sandbox.state.messages.values()].find(({ file }) => file?.name?.endsWith('.pdf'));
  return `#/sessions/${withFile?.sessionId}`;
}

/** What axe finds wrong, in short. @param {Bench} bench @returns {Promise<string[]>} */
async function violations({ page }) {
  await page.evaluate(() => Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => {}))));
  // The page's policy lets no script in; what the driver evaluates is not subject to it.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { violations } = await /** @type {typeof axe} */ (Reflect.get(globalThis, 'axe')).run(
      { exclude: [] },
      { resultTypes: ['violations'] },
    );
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary ?? ''}`),
    );
  });
}

for (const dark of [false, true]) {
  inBrowsers(
    `axe, ${dark ? 'dark' : 'light'}`,
    (it) => {
      for (const [name, [route, prepare]] of Object.entries(states)) {
        it(name, async (bench) => {
          await bench.load(route(bench));
          await prepare(bench);
          for (const width of widths) {
            await bench.page.setViewport({ width, height: 800 });
            assert.deepEqual(await violations(bench), [], `at ${width} px`);
            assert.equal(await bench.overflow(), 0, `nothing is wider than ${width} px`);
          }
          const isDark = await bench.page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
          assert.equal(isDark, dark);
        });
      }
    },
    { dark },
  );
}

inBrowsers('accessibility', (it, browser) => {
  it('the accessibility tree has the roles and names that the tests go by', async (bench) => {
    await bench.loadConversation();
    const wanted = [
      ['region', 'Messages'],
      ['navigation', 'Main'],
      ['list', 'Sessions'],
      ['group', 'Filter by status'],
      ['heading', 'Ana Souza'],
      ['button', 'Attach files'],
      ['button', 'Complete'],
      ['textbox', 'Message'],
      ['link', 'Contacts'],
      ['status', 'Notices'],
    ];
    for (const [role = '', name = ''] of wanted) {
      const ours = await bench.find(role, name);
      // Firefox's tree may take a moment to follow.
      await until(`${browser} has the ${role} ${name}`, async () => {
        const theirs = await bench.page.$(`::-p-aria([name="${name}"][role="${role}"])`);
        return theirs && ours.evaluate((one, other) => one === other, theirs);
      });
    }
  });

  it('axe sees what is wrong when something is', async (bench) => {
    await bench.load();
    await bench.page.evaluate(() => {
      document.querySelector('nav')?.append(document.createElement('button'));
    });
    assert.match((await violations(bench)).join(), /button-name/);
  });
});
