// What goes wrong: the API refuses, params are wrong, answers get lost, the network goes away and comes back, limits are reached.

import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { by } from './roles.js';
import { entry, inBrowsers, inside, until } from './support.js';

/** @import { Bench } from './support.js' */

const messages = by('region', 'Messages');
const lost = 'The answer was lost: it may have been sent. Look before you send it again.';

/** How often a text was sent, whatever the page was told. @param {Bench} bench @param {string} text */
const times = ({ sandbox }, text) =>
  [...sandbox.state.messages.values()].filter((message) => message.text === text).length;

/** @param {Bench} bench @param {string} text */
async function send(bench, text) {
  await bench.fill('textbox', 'Message', text);
  await bench.page.keyboard.press('Enter');
}

inBrowsers('failures', (it) => {
  it('a refused message says why, with the request id, and goes when it is sent again', async (bench) => {
    await bench.loadConversation();
    const body = { text: 'Sem permissão', key: 'PERMISSION_REQUIRED', id: { shortValue: '4711aa' } };
    bench.sandbox.fault({ operation: 'session.sendMessage', status: 403, body });
    await send(bench, 'Posso?');
    await bench.shows(entry(messages, 'Posso?'), 'It was not sent.');
    await bench.shows(entry(messages, 'Posso?'), 'Request id 4711aa');
    await bench.find('button', 'Copy request id 4711aa');
    assert.equal(times(bench, 'Posso?'), 0);
    await bench.click('button', 'Send again');
    await bench.shows(entry(messages, 'Posso?'), 'Delivered');
    assert.equal(times(bench, 'Posso?'), 1);
  });

  it('a list that cannot be read says so, and is read again when it is asked for', async (bench) => {
    const fault = bench.sandbox.fault({ operation: 'contact.filter', oddity: 'permission-403', times: Infinity });
    await bench.load('#/contacts');
    await bench.shows(by('main', ''), 'Try again');
    assert.ok(fault.hits > 0);
    bench.sandbox.clearFaults();
    await bench.click('button', 'Try again');
    await bench.shows(by('list', 'Contacts'), 'Mariana Alves');
    await bench.gone(by('button', 'Try again'));
  });

  it('a transfer that the API fails at stays open, and says why', async (bench) => {
    await bench.loadConversation();
    bench.sandbox.fault({ operation: 'session.transfer', oddity: 'not-found-500' });
    await bench.click('button', 'Transfer');
    await bench.choose('Department', 'Suporte');
    await bench.click('button', 'Transfer session');
    const dialog = by('dialog', 'Transfer this session');
    await bench.wait(inside(dialog, './/*[@role="alert"]'));
    assert.equal(bench.requests('session.transfer').length, 1);
    await bench.click('button', 'Transfer session');
    await bench.gone(dialog);
    assert.equal(bench.requests('session.transfer').length, 2);
  });

  it('a missing value is named at its field, and gets the focus', async (bench) => {
    await bench.loadConversation();
    const { templateId, templateParams } = bench.sandbox.sample;
    const [first = '', second = ''] = templateParams;
    await bench.click('button', 'Send a template');
    await bench.click('button', 'Send template');
    await until('the choice has the focus', async () => (await bench.focused()) === 'Template');
    const template = bench.sandbox.state.templates.get(templateId);
    await bench.choose('Template', template?.name ?? '');
    await bench.fill('textbox', first, 'Ana');
    await bench.click('button', 'Send template');
    await until('the field has the focus', async () => (await bench.focused()) === second);
    const field = await bench.find('textbox', second);
    const described = await field.evaluate((input) => [
      input.getAttribute('aria-invalid'),
      document.getElementById(input.getAttribute('aria-describedby') ?? '')?.textContent,
    ]);
    assert.deepEqual(described, ['true', `Say what stands for ${second}.`]);
    assert.deepEqual(bench.requests('session.sendMessage'), []);
  });

  it('a send whose answer is lost may have gone out: it is not repeated, and looking finds it', async (bench) => {
    await bench.loadConversation();
    bench.sandbox.fault({ operation: 'session.sendMessage', drop: 'after' });
    await send(bench, 'Só uma vez');
    await bench.shows(messages, lost);
    // Longer than any pause before a retry, and than the list takes to be read again.
    await sleep(4500);
    assert.equal(times(bench, 'Só uma vez'), 1);
    assert.equal(bench.requests('session.sendMessage').length, 1);
    await bench.click('button', 'Look whether it was sent');
    await bench.shows(by('status', 'Notices'), 'It had been sent: it is in the session.');
    await bench.gone(by('button', 'Look whether it was sent'));
    await bench.shows(entry(messages, 'Só uma vez'), 'Delivered');
    assert.equal(times(bench, 'Só uma vez'), 1);
  });

  it('a send that was lost before it arrived can be sent again, after a look', async (bench) => {
    await bench.loadConversation();
    bench.sandbox.fault({ operation: 'session.sendMessage', drop: 'before' });
    await send(bench, 'Agora vai');
    await bench.shows(messages, lost);
    assert.equal((await bench.page.$$(by('button', 'Send again'))).length, 0);
    await bench.click('button', 'Look whether it was sent');
    await bench.shows(messages, 'It is not in the session so far.');
    await bench.click('button', 'Send again');
    await bench.shows(entry(messages, 'Agora vai'), 'Delivered');
    assert.equal(times(bench, 'Agora vai'), 1);
  });

  it('offline, drafts stay and messages wait; back online, they go without a reload', async (bench) => {
    await bench.loadConversation();
    await bench.page.setOfflineMode(true);
    await bench.shows(by('status', 'Connection'), 'You are offline.');
    await send(bench, 'Do túnel');
    await bench.shows(entry(messages, 'Do túnel'), 'Waits for the connection');
    await bench.fill('textbox', 'Message', 'Rascunho');
    assert.equal(bench.requests('session.sendMessage').length, 0);
    await bench.page.setOfflineMode(false);
    await bench.shows(entry(messages, 'Do túnel'), 'Delivered');
    await bench.gone(inside(by('status', 'Connection'), './p'));
    assert.equal(times(bench, 'Do túnel'), 1);
    assert.equal(
      await (await bench.find('textbox', 'Message')).evaluate((area) => Reflect.get(area, 'value')),
      'Rascunho',
    );
  });

  it('the server goes away and comes back: the draft stays, and the lists recover', async (bench) => {
    await bench.loadConversation();
    await bench.fill('textbox', 'Message', 'Rascunho');
    await bench.server.close();
    const notes = inside(by('region', 'Conversation'), './/*[@role="alert"]');
    await bench.wait(notes);
    await bench.server.comeBack();
    await bench.gone(notes, 20_000);
    assert.equal(
      await (await bench.find('textbox', 'Message')).evaluate((area) => Reflect.get(area, 'value')),
      'Rascunho',
    );
    await bench.page.keyboard.press('Enter');
    await bench.shows(entry(messages, 'Rascunho'), 'Delivered');
    assert.equal(times(bench, 'Rascunho'), 1);
  });

  it(
    'beyond the limits the page says that it waits, and then goes on',
    async (bench) => {
      await bench.load();
      await bench.shows(by('status', 'Waiting'), "Waiting for the API's limits.");
      await until('a request was refused', () => bench.sandbox.requests.some(({ status }) => status === 429));
      await bench.shows(by('list', 'Sessions'), 'Ana Souza');
      await bench.shows(by('group', 'Filter by status'), 'Completed 1');
      assert.equal((await bench.page.$$(by('button', 'Try again'))).length, 0);
      await bench.gone(inside(by('status', 'Waiting'), './p'));
      assert.match(await bench.text(by('region', 'Requests to the API')), /[1-9]\d* of 200 in 5 s/);
    },
    { limits: { account: [{ limit: 3, per: 2000 }], send: [] }, retryAfter: true },
  );
});
