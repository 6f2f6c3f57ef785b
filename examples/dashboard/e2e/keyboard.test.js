// Without a mouse: from the first Tab to a message that is sent and a session that is completed.

import assert from 'node:assert/strict';
import { by } from './roles.js';
import { entry, inBrowsers, inside, until } from './support.js';

/** @import { Bench } from './support.js' */
/** @import { KeyInput } from 'puppeteer-core' */

/** Presses Tab until what has the focus goes by a name. Each stop on the way has to be seen. @param {Bench} bench @param {RegExp} name */
async function tabTo(bench, name, { back = false } = {}) {
  for (let press = 0; press < 60; press++) {
    await tab(bench, back);
    const focused = await bench.focused();
    if (name.test(focused)) return;
    const isBody = await bench.page.evaluate(() => document.activeElement === document.body);
    assert.ok(isBody || (await isSeen(bench)), `the focus is seen at "${focused.slice(0, 60)}"`);
  }
  assert.fail(`Tab does not lead to ${name}`);
}

/** @param {Bench} bench @param {boolean} back */
async function tab({ page: { keyboard } }, back = false) {
  if (back) await keyboard.down('Shift');
  await keyboard.press('Tab');
  if (back) await keyboard.up('Shift');
}

/** Whether what has the focus, or the box around it, is marked. @param {Bench} bench */
const isSeen = ({ page }) =>
  page.evaluate(() => {
    const element = document.activeElement;
    if (!element?.matches(':focus-visible')) return false;
    return [element, element.parentElement].some((one) => {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one ?? element);
      return (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1) || boxShadow !== 'none';
    });
  });

inBrowsers('keyboard', (it) => {
  it('the first stop leads past the navigation', async (bench) => {
    await bench.load();
    await tab(bench);
    assert.equal(await bench.focused(), 'Skip to the content');
    assert.ok(await isSeen(bench));
    const skip = await bench.find('link', 'Skip to the content');
    assert.ok(await skip.isIntersectingViewport());
    await bench.page.keyboard.press('Enter');
    assert.equal(await bench.page.evaluate(() => document.activeElement?.localName), 'main');
    await tab(bench);
    assert.match(await bench.focused(), /^All/);
  });

  it('leads from the start to a message and a completed session', async (bench) => {
    const press = (/** @type {KeyInput} */ key) => bench.page.keyboard.press(key);
    await bench.load();
    await bench.shows(by('list', 'Sessions'), 'Ana Souza');
    await tabTo(bench, /^In progress/);
    await press(' ');
    await bench.gone(entry(by('list', 'Sessions'), 'Pending'));
    await tabTo(bench, /^(AS)?Ana Souza/);
    await press('Enter');
    await until('the conversation has the focus', async () => (await bench.focused()) === 'Ana Souza');
    await tabTo(bench, /^Message$/);
    await bench.page.keyboard.type('Sem mouse');
    await press('Enter');
    await bench.shows(entry(by('region', 'Messages'), 'Sem mouse'), 'Delivered');

    await tabTo(bench, /^Complete$/, { back: true });
    await press('Enter');
    await bench.find('dialog', 'Complete this session?');
    for (const name of ['Keep it open', 'Complete session', 'Close']) {
      await tab(bench);
      assert.equal(await bench.focused(), name);
    }
    // What lies behind takes no focus. Beyond the last stop are the browser's own bars.
    const behind = await bench.page.evaluate(() => {
      const takesFocus = (/** @type {HTMLElement} */ element) => {
        element.focus();
        return document.activeElement === element;
      };
      const outside = document.querySelectorAll('a, button, textarea, [tabindex]');
      return [...outside].filter(
        (element) => !element.closest('dialog') && takesFocus(/** @type {HTMLElement} */ (element)),
      ).length;
    });
    assert.equal(behind, 0);
    await press('Escape');
    await bench.gone('dialog');
    assert.equal(await bench.focused(), 'Complete');
    await press('Enter');
    await bench.find('dialog', 'Complete this session?');
    await tabTo(bench, /^Complete session$/);
    await press('Enter');
    await bench.shows(by('status', 'Notices'), 'is completed.');

    const { state, sample } = bench.sandbox;
    assert.equal(state.session(sample.sessionId).status, 'COMPLETED');
    assert.deepEqual(
      bench.requests('session.sendMessage').map(({ body }) => body),
      [{ text: 'Sem mouse' }],
    );
  });

  it('what a view opens begins at its heading', async (bench) => {
    await bench.load();
    for (const name of ['Contacts', 'Panel']) {
      await (await bench.find('link', name)).focus();
      await bench.page.keyboard.press('Enter');
      await until('the heading has the focus', () =>
        bench.page.evaluate(
          (name) => document.activeElement?.localName === 'h1' && document.activeElement.textContent === name,
          name,
        ),
      );
      await bench.wait(inside(by('navigation', 'Main'), `.//a[@aria-current="page" and contains(., "${name}")]`));
    }
  });
});

inBrowsers('phone', (it) => {
  it(
    'shows the list, then the conversation, then the list again',
    async (bench) => {
      await bench.load();
      await bench.clickAt(entry(by('list', 'Sessions'), 'Ana Souza', '//a'));
      await bench.find('heading', 'Ana Souza');
      assert.equal((await bench.page.$$(by('list', 'Sessions'))).length, 0);
      assert.equal(await bench.overflow(), 0);
      await bench.fill('textbox', 'Message', 'Do bolso');
      await bench.click('button', 'Send');
      await bench.shows(entry(by('region', 'Messages'), 'Do bolso'), 'Delivered');
      await bench.click('link', 'Back to the sessions');
      await bench.find('list', 'Sessions');
      await bench.gone(by('region', 'Messages'));
      assert.equal(bench.requests('session.sendMessage').length, 1);
    },
    { width: 360, height: 700 },
  );
});
