// The list of sessions, live, and what is done with one: completed, transferred.

import assert from 'node:assert/strict';
import { by } from './roles.js';
import { entry, inBrowsers, inside, until } from './support.js';

/** @import { Bench } from './support.js' */

const list = by('list', 'Sessions');
const messages = by('region', 'Messages');

/** A contact writes to the shop. @param {Bench} bench @param {string} text @param {string} [from] */
async function write({ sandbox }, text, from = sandbox.sample.to) {
  const body = JSON.stringify({ from, to: sandbox.sample.from, text });
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${sandbox.url}/_sandbox/inbound`, { method: 'POST', headers, body });
  assert.ok(response.ok, await response.text());
}

/** @param {string} status */
const chip = (status) => inside(by('group', 'Filter by status'), `.//button[starts-with(., "${status}")]`);

/** The statuses in the list. @param {Bench} bench @returns {Promise<string[]>} */
const shown = ({ page }) =>
  page.$$eval(list, ([rows]) =>
    [...(rows?.querySelectorAll('.status') ?? [])].map(({ textContent }) => textContent ?? ''),
  );

inBrowsers('sessions', (it) => {
  it('the list is filtered by status', async (bench) => {
    await bench.load();
    await until('all are there', async () => new Set(await shown(bench)).size > 2);
    await bench.clickAt(chip('Pending'));
    const { sessions } = bench.sandbox.state;
    const pending = [...sessions.values()].filter(({ status }) => status === 'PENDING').length;
    await until('all pending ones, and no others', async () => {
      const statuses = await shown(bench);
      return statuses.length === Math.min(pending, 25) && statuses.every((status) => status === 'Pending');
    });
    assert.equal(await bench.text(chip('Pending')), `Pending ${pending}`);
    await bench.clickAt(chip('Completed'));
    await until('both', async () => new Set(await shown(bench)).size === 2);
    const asked = bench.requests('session.list').map(({ query }) => JSON.stringify(query));
    assert.ok(
      asked.some((query) => query.includes('PENDING') && query.includes('COMPLETED')),
      asked.at(-1),
    );
    await bench.clickAt(chip('All'));
    await until('all are back', async () => new Set(await shown(bench)).size > 2);
  });

  it('what a contact writes is shown without a reload, and nothing moves under the reader', async (bench) => {
    await bench.loadConversation();
    await bench.fill('textbox', 'Message', 'Rascunho');
    await write(bench, 'Vocês abrem no sábado?');
    await bench.shows(messages, 'Vocês abrem no sábado?');
    await bench.shows(by('status', 'Announcements'), 'Ana Souza wrote: Vocês abrem no sábado?');
    assert.equal(await bench.focused(), 'Message');
    await bench.shows(entry(list, 'Ana Souza'), 'Vocês abrem no sábado?');

    const region = await bench.find('region', 'Messages');
    for (let line = 1; line <= 12; line++) await write(bench, `Linha ${line}\\nmais`);
    await bench.shows(messages, 'Linha 12');
    await region.evaluate((element) => {
      element.scrollTop = 40;
    });
    await write(bench, 'E no domingo?');
    await bench.find('button', 'New messages');
    assert.equal(await region.evaluate(({ scrollTop }) => scrollTop), 40);
    await bench.click('button', 'New messages');
    await bench.gone(by('button', 'New messages'));
    assert.ok(await region.evaluate((end) => end.scrollHeight - end.scrollTop - end.clientHeight < 2));
    assert.equal(
      await (await bench.find('textbox', 'Message')).evaluate((area) => Reflect.get(area, 'value')),
      'Rascunho',
    );
  });

  it('the list keeps the focus and the place while sessions move up', async (bench) => {
    await bench.load();
    const first = await bench.wait(inside(list, './li[6]//a'));
    await first.focus();
    const before = await first.evaluate((row) => row.querySelector('.name')?.textContent ?? '');
    const to = [...bench.sandbox.state.sessions.values()].find(
      ({ contactId }) => bench.sandbox.state.contact(contactId).name === 'Yasmin Borges',
    );
    assert.ok(to);
    const number = bench.sandbox.state.contact(to.contactId).phoneNumber ?? '';
    await write(bench, 'Estou aqui!', number.replace('|', ''));
    await bench.find('button', '1 session moved up: show');
    assert.match(await bench.focused(), new RegExp(before));
    assert.equal(await bench.text(inside(list, './li[6]//strong')), before);
    await bench.click('button', '1 session moved up: show');
    await until('it is on top', async () => (await bench.text(inside(list, './li[1]'))).includes('Yasmin Borges'));
    await bench.shows(inside(list, './li[1]'), 'Estou aqui!');
  });

  it(
    'contacts who live write and answer by themselves',
    async (bench) => {
      await bench.load();
      const before = await bench.text(list);
      await until('somebody has written', async () => (await bench.text(list)) !== before);
      assert.ok(bench.sandbox.state.messages.size > 0);
    },
    { isLively: true },
  );

  it('a session is completed, and the focus is not lost', async (bench) => {
    await bench.loadConversation();
    const { sessionId } = bench.sandbox.sample;
    await bench.click('button', 'Complete');
    await bench.find('dialog', 'Complete this session?');
    await bench.page.keyboard.press('Escape');
    await bench.gone('dialog');
    assert.equal(await bench.focused(), 'Complete');
    assert.equal(bench.sandbox.state.session(sessionId).status, 'IN_PROGRESS');

    await bench.click('button', 'Complete');
    await bench.click('checkbox', 'Reopen it when the contact writes again');
    await bench.click('button', 'Complete session');
    await bench.shows(by('status', 'Notices'), 'The session with Ana Souza is completed.');
    await bench.gone(by('button', 'Complete'));
    const session = bench.sandbox.state.session(sessionId);
    assert.deepEqual([session.status, session.reactivateOnNewMessage], ['COMPLETED', true]);
    assert.equal(bench.requests('session.complete').length, 1);
    assert.ok(await bench.page.evaluate(() => document.activeElement !== document.body), 'something has the focus');
  });

  it('a session is transferred to an agent of a department', async (bench) => {
    await bench.loadConversation();
    const { sessionId, supportDepartmentId, secondAgent } = bench.sandbox.sample;
    await bench.click('button', 'Transfer');
    await bench.choose('Department', 'Suporte');
    await bench.choose('Agent', 'Elisa Prado');
    await bench.click('button', 'Transfer session');
    await bench.shows(by('status', 'Notices'), 'Ana Souza was transferred to Elisa Prado, Suporte.');
    await bench.gone(by('dialog', 'Transfer this session'));
    await bench.shows(by('region', 'Conversation'), 'Suporte · Elisa Prado');
    assert.equal(await bench.focused(), 'Transfer');
    const session = bench.sandbox.state.session(sessionId);
    assert.deepEqual([session.departmentId, session.userId], [supportDepartmentId, secondAgent.userId]);
  });
});
