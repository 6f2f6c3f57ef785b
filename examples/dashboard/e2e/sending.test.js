// Messages on their way: texts, files, templates. Each is looked for in the page and in the sandbox.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { by } from './roles.js';
import { entry, inBrowsers, inside, until } from './support.js';

/** @import { Bench } from './support.js' */

const messages = by('region', 'Messages');
const folder = mkdtempSync(join(tmpdir(), 'dashboard-files-'));
after(() => rmSync(folder, { recursive: true }));

/** A file of a size, of bytes that nobody could guess. @param {string} name @param {number} size */
function fileOf(name, size) {
  const bytes = Buffer.alloc(size);
  for (let at = 0; at < size; at += 4096) bytes.writeUInt8((at / 4096) % 251, at);
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return { path, size, sha256: createHash('sha256').update(bytes).digest('hex') };
}

const small = fileOf('recibo.pdf', 70_000);
/** More than the sockets between browser and storage hold. */
const large = fileOf('filme.mp4', 24_000_000);

/** @param {Bench} bench */
const sent = ({ requests }) => requests('session.sendMessage').map(({ body }) => Object(body));

/** @param {Bench} bench */
const sentTexts = (bench) => sent(bench).map(({ text }) => text);

/** Puts files into the page's picker. @param {Bench} bench @param {string} path */
async function pick({ page, shows }, path) {
  const input = await page.$('form input[type=file]');
  assert.ok(input);
  await /** @type {import('puppeteer-core').ElementHandle<HTMLInputElement>} */ (input).uploadFile(path);
  await shows(by('list', 'Attached files'), path.slice(folder.length + 1));
}

/** Keeps all that a progress bar showed. @param {Bench} bench */
const recordProgress = ({ page }) =>
  page.evaluate(() => {
    const { progress } = Object.assign(globalThis, { progress: /** @type {number[]} */ ([]) });
    new MutationObserver(() => {
      const bar = document.querySelector('progress');
      if (bar && progress.at(-1) !== bar.value) progress.push(bar.value);
    }).observe(document.body, { subtree: true, childList: true, attributes: true });
  });

/** @param {Bench} bench @returns {Promise<number[]>} */
const progressOf = ({ page }) => page.evaluate(() => Reflect.get(globalThis, 'progress'));

/** Begins to send the large file. @param {Bench} bench */
async function beginLarge(bench) {
  await bench.loadConversation();
  await recordProgress(bench);
  await pick(bench, large.path);
  await bench.click('button', 'Send');
}

inBrowsers('sending', (it, browser) => {
  it('a text goes with Enter, and its status moves on until it has arrived', async (bench) => {
    await bench.loadConversation();
    await bench.fill('textbox', 'Message', 'Seu pedido saiu.');
    await bench.page.keyboard.press('Enter');
    await bench.shows(entry(messages, 'Seu pedido saiu.'), 'Sent');
    await bench.shows(entry(messages, 'Seu pedido saiu.'), ', Delivered');
    assert.deepEqual(sentTexts(bench), ['Seu pedido saiu.']);
    assert.equal(await bench.focused(), 'Message');
    assert.equal(await (await bench.find('textbox', 'Message')).evaluate((area) => Reflect.get(area, 'value')), '');
    const [message] = [...bench.sandbox.state.messages.values()].filter(({ text }) => text === 'Seu pedido saiu.');
    assert.equal(message?.status, 'DELIVERED');
  });

  it('Shift+Enter is a new line, and an empty message is not sent', async (bench) => {
    await bench.loadConversation();
    const { keyboard } = bench.page;
    await bench.find('textbox', 'Message').then((area) => area.focus());
    await keyboard.press('Enter');
    await keyboard.type('Bom dia');
    await keyboard.down('Shift');
    await keyboard.press('Enter');
    await keyboard.up('Shift');
    await keyboard.type('Maria');
    assert.deepEqual(sentTexts(bench), []);
    await bench.click('button', 'Send');
    await bench.shows(messages, 'Bom dia\nMaria');
    await until('it is sent', () => sentTexts(bench).length > 0);
    assert.deepEqual(sentTexts(bench), ['Bom dia\nMaria']);
  });

  it('a file goes by the button, with a caption', async (bench) => {
    await bench.loadConversation();
    if (browser === 'chromium') {
      const [chooser] = await Promise.all([bench.page.waitForFileChooser(), bench.click('button', 'Attach files')]);
      await chooser.accept([small.path]);
    } else {
      await bench.find('button', 'Attach files');
      await pick(bench, small.path);
    }
    await bench.shows(by('list', 'Attached files'), '70 kB');
    await bench.fill('textbox', 'Message', 'Segue o recibo');
    await bench.page.keyboard.press('Enter');
    await bench.shows(entry(messages, 'recibo.pdf'), ', Delivered');
    assert.match(await bench.text(entry(messages, 'recibo.pdf')), /Segue o recibo/);
    const [file, ...others] = bench.sandbox.files;
    assert.deepEqual(others, []);
    assert.deepEqual([file?.name, file?.mimeType], ['recibo.pdf', 'application/pdf']);
    assert.deepEqual([file?.size, file?.sha256], [small.size, small.sha256]);
    assert.deepEqual(sent(bench), [{ text: 'Segue o recibo', fileId: file?.id }]);
  });

  it('an attached file can be taken away again', async (bench) => {
    await bench.loadConversation();
    await pick(bench, small.path);
    await bench.click('button', 'Remove recibo.pdf');
    await bench.gone(by('list', 'Attached files'));
    await bench.fill('textbox', 'Message', 'Sem anexo');
    await bench.page.keyboard.press('Enter');
    await until('the text is sent', () => sentTexts(bench).length === 1);
    assert.deepEqual([...bench.sandbox.state.uploads.values()], []);
  });

  it('a dropped file is attached and sent', async (bench) => {
    await bench.loadConversation();
    const conversation = await bench.find('region', 'Conversation');
    const drag = (/** @type {string[]} */ types) =>
      conversation.evaluate((region, types) => {
        const target = region.querySelector('ol') ?? region;
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File(['1;2;3\n'], 'lista.csv', { type: 'text/csv' }));
        for (const type of types) {
          target.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
        }
      }, types);
    await drag(['dragenter', 'dragover']);
    await bench.shows(by('region', 'Conversation'), 'Drop files to attach them');
    await drag(['drop']);
    await bench.shows(by('list', 'Attached files'), 'lista.csv');
    await bench.click('button', 'Send');
    await bench.shows(entry(messages, 'lista.csv'), ', Delivered');
    const [file] = bench.sandbox.files;
    const sha256 = createHash('sha256').update('1;2;3\n').digest('hex');
    assert.deepEqual([file?.name, file?.size, file?.sha256], ['lista.csv', 6, sha256]);
  });

  it(
    'the progress of an upload is seen rising',
    async (bench) => {
      await beginLarge(bench);
      await bench.find('progressbar', 'Upload of filme.mp4');
      await until('it is sent', () => sent(bench).length > 0, 30_000);
      const [file] = bench.sandbox.files;
      assert.deepEqual([file?.size, file?.sha256], [large.size, large.sha256]);
      const seen = await progressOf(bench);
      assert.deepEqual(
        seen,
        [...seen].sort((one, other) => one - other),
      );
      assert.ok(seen.filter((percent) => percent > 0 && percent < 100).length >= 2, seen.join());
    },
    { uploadPause: 4 },
  );

  it(
    'an upload can be cancelled, and nothing is sent',
    async (bench) => {
      await beginLarge(bench);
      await until('some of it is sent', async () => (await progressOf(bench)).some((percent) => percent > 0));
      await bench.click('button', 'Cancel sending filme.mp4');
      await bench.gone(entry(messages, 'filme.mp4'));
      await bench.fill('textbox', 'Message', 'Fica para depois');
      await bench.page.keyboard.press('Enter');
      await bench.shows(entry(messages, 'Fica para depois'), ', Delivered');
      assert.deepEqual(bench.sandbox.files, []);
      assert.deepEqual(sent(bench), [{ text: 'Fica para depois' }]);
    },
    { uploadPause: 20 },
  );

  it('a template goes with its parameters', async (bench) => {
    const { templateId, templateParams } = bench.sandbox.sample;
    await bench.loadConversation();
    await bench.click('button', 'Send a template');
    await bench.find('dialog', 'Send a template');
    const template = bench.sandbox.state.templates.get(templateId);
    assert.ok(template);
    await bench.choose('Template', template.name);
    const values = Object.fromEntries(templateParams.map((/** @type {string} */ name) => [name, `valor de ${name}`]));
    for (const [name, value] of Object.entries(values)) await bench.fill('textbox', name, value);
    await bench.shows(inside(by('dialog', 'Send a template'), './/figure'), Object.values(values)[0] ?? '');
    await bench.click('button', 'Send template');
    await bench.gone(by('dialog', 'Send a template'));
    await bench.shows(entry(messages, Object.values(values)[0] ?? ''), ', Delivered');
    assert.deepEqual(sent(bench), [{ templateId, parameters: values }]);
  });
});
