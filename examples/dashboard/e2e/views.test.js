// Contacts, the panel, and the page that rewrites workflows.

import assert from 'node:assert/strict';
import { by } from './roles.js';
import { entry, inBrowsers, inside, until } from './support.js';

const contacts = by('list', 'Contacts');

/** A workflow of the older node, as the editor copies it. */
const workflow = {
  nodes: [
    {
      id: 'a1',
      name: 'Conclui',
      type: 'n8n-nodes-wts.wtsChat',
      typeVersion: 1,
      position: [0, 0],
      parameters: { resource: 'session', operation: 'concludeSession', sessionId: 'x' },
    },
  ],
  connections: {},
};

inBrowsers('views', (it, browser) => {
  it('contacts are found by name, and one is opened', async (bench) => {
    await bench.load('#/contacts');
    await bench.shows(contacts, 'Mariana Alves');
    await bench.fill('searchbox', 'Search contacts by name, number, e-mail or Instagram', 'yasmin');
    await bench.shows(by('main', ''), '1 contact');
    await until('only she is there', async () => (await bench.page.$$(inside(contacts, './li'))).length === 1);
    assert.equal(Object(bench.requests('contact.filter').at(-1)?.body).textFilter, 'yasmin');
    await bench.clickAt(entry(contacts, 'Yasmin Borges', '//a'));
    await bench.find('heading', 'Yasmin Borges');
    await bench.wait(inside(by('list', 'Sessions of Yasmin Borges'), './li'));
    await bench.click('link', 'Panel');
    await bench.find('heading', 'Panel');
    await bench.click('link', 'Contacts');
    await bench.shows(contacts, 'Yasmin Borges');
  });

  it('a conversation with a contact starts with a template', async (bench) => {
    const { unreachableContactId, templateId, templateParams } = bench.sandbox.sample;
    await bench.load(`#/contacts/${unreachableContactId}`);
    await bench.find('heading', 'Bruno Lima');
    await bench.click('button', 'Start a conversation');
    await bench.find('dialog', 'Write to Bruno Lima');
    await bench.choose('Channel', 'Loja');
    await bench.choose('Template', bench.sandbox.state.templates.get(templateId)?.name ?? '');
    for (const name of templateParams) await bench.fill('textbox', name, `valor ${name}`);
    await bench.click('button', 'Send template');
    await bench.find('region', 'Messages');
    await bench.shows(by('region', 'Messages'), `valor ${templateParams[0]}`);
    const sent = [...bench.sandbox.state.messages.values()].filter(
      (message) => message.templateId === templateId && message.request,
    );
    assert.equal(sent.length, 1);
  });

  it('a card moves by its button, and the focus goes with it', async (bench) => {
    const { cardId, panelId, stepIds } = bench.sandbox.sample;
    await bench.load('#/panel');
    const { state } = bench.sandbox;
    const panel = state.panels.get(panelId);
    const titleOf = (/** @type {string} */ id) => panel?.steps.find((step) => step.id === id)?.title ?? '';
    const [first, second] = [titleOf(stepIds.first), titleOf(stepIds.second)];
    await bench.click('button', `Move Vestido de festa on to ${second}`);
    await until('it has arrived', () => state.cards.get(cardId)?.stepId === stepIds.second);
    await bench.find('button', `Move Vestido de festa back to ${first}`);
    await until('it has the focus', async () => (await bench.focused()).startsWith('Move Vestido de festa'));
    await bench.shows(by('status', 'Announcements'), `Vestido de festa moved to ${second}`);
    assert.deepEqual(
      bench.requests('panel.updateCard').map(({ body }) => Object(body)),
      [{ fields: ['StepId'], stepId: stepIds.second }],
    );
  });

  it('a card that the API refuses to move goes back', async (bench) => {
    const { cardId, panelId, stepIds } = bench.sandbox.sample;
    await bench.load('#/panel');
    const titles = new Map(bench.sandbox.state.panels.get(panelId)?.steps.map(({ id, title }) => [id, title ?? '']));
    bench.sandbox.fault({ operation: 'panel.updateCard', oddity: 'permission-403', times: Infinity });
    await bench.click('button', `Move Vestido de festa on to ${titles.get(stepIds.second)}`);
    await until('the page says why', async () => (await bench.text(by('alert', 'Errors'))) !== '');
    await bench.find('button', `Move Vestido de festa on to ${titles.get(stepIds.second)}`);
    assert.equal(bench.sandbox.state.cards.get(cardId)?.stepId, stepIds.first);
  });

  it('a card moves by drag & drop', async (bench) => {
    const { cardId, panelId, stepIds } = bench.sandbox.sample;
    await bench.load('#/panel');
    const done = bench.sandbox.state.panels.get(panelId)?.steps.find(({ id }) => id === stepIds.done)?.title ?? '';
    const card = await bench.wait(inside(by('main', ''), './/li[.//h3 = "Vestido de festa"]'));
    await card.evaluate((card, done) => {
      const steps = [...document.querySelectorAll('section section')];
      const step = steps.find((section) => section.querySelector('h2')?.textContent?.startsWith(done));
      const fire = (/** @type {Element | undefined} */ target, /** @type {string} */ type) =>
        target?.dispatchEvent(
          new DragEvent(type, { dataTransfer: new DataTransfer(), bubbles: true, cancelable: true }),
        );
      fire(card, 'dragstart');
      setTimeout(() => {
        fire(step, 'dragover');
        fire(step, 'drop');
        fire(card, 'dragend');
      }, 100);
    }, done);
    await until('it has arrived', () => bench.sandbox.state.cards.get(cardId)?.stepId === stepIds.done);
  });

  it('a workflow is rewritten in the page, and copied', async (bench) => {
    await bench.load('#/migrate');
    const before = bench.sandbox.requests.length;
    await bench.click('button', 'Rewrite workflow');
    await until('the field has the focus', async () => (await bench.focused()) === 'Workflow (JSON)');
    await bench.shows(by('main', ''), 'Paste a workflow, or open a file.');
    await bench.page.locator(by('textbox', 'Workflow (JSON)')).fill(JSON.stringify(workflow));
    await bench.click('button', 'Rewrite workflow');
    await bench.find('heading', 'Rewritten workflow');
    await bench.find('heading', 'Rewritten nodes (1)');
    assert.equal(await bench.focused(), 'Rewritten workflow');
    const output = await bench.find('textbox', 'Rewritten workflow (JSON)');
    const text = await output.evaluate((area) => String(Reflect.get(area, 'value')));
    const [node] = JSON.parse(text).nodes;
    assert.equal(node.type, 'n8n-nodes-wts-chat.wtsChat');
    assert.deepEqual([node.parameters.resource, node.parameters.operation], ['session', 'complete']);
    const permissions = /** @type {const} */ (['clipboard-read', 'clipboard-sanitized-write']);
    if (browser === 'chromium') await bench.context.overridePermissions(new URL(bench.url).origin, [...permissions]);
    await bench.click('button', 'Copy');
    await bench.shows(by('status', 'Notices'), 'The workflow is copied.');
    assert.equal(await bench.page.evaluate(() => navigator.clipboard.readText()), text);
    assert.equal(bench.sandbox.requests.length, before, 'nothing of it is sent anywhere');
  });
});
