// Our node in the editor of n8n: opened, its lists filled, run; and the picture of it for the documentation.

import assert from 'node:assert/strict';
import { copyFileSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { started } from './chat.js';
import { openEditor } from './editor.js';
import { items, manual, workflow } from './workflows.js';

const { sandbox, n8n, rest, wts } = await started();

const testId = (/** @type {string} */ id) => `[data-test-id="${id}"]`;

it('shows a first workflow, with the channel chosen from the list', async () => {
  const text = '=Hello, {{ $json.name }}! Your order {{ $json.order }} is on its way.';
  const nodes = [
    manual('When clicking ‘Execute workflow’'),
    items([{ name: 'Ana', phone: '+55 11 99999-9999', order: 1042 }], 'Order Shipped'),
    { ...wts('message.sendText', { from: '', to: '={{ $json.phone }}', text }), name: 'Send Text' },
  ];
  const stored = await rest.createWorkflow(workflow(nodes, { name: 'Orders on their way' }));
  const editor = await openEditor(n8n);
  const { page } = editor;
  try {
    await editor.openWorkflow(stored);
    await editor.openNode('Send Text');
    await page
      .locator(`${testId('parameter-input-from')} input`)
      .first()
      .click();
    const choice = page.locator('.el-select-dropdown__item:visible').locator('text="Loja"').first();
    await choice.waitFor({ timeout: 10_000 });
    await choice.click();
    await editor.settled();
    await editor.executeNode();
    const file = join(process.env.WTS_CHAT_N8N_SHOTS ?? tmpdir(), 'node.png');
    await editor.screenshot(file);
    const png = readFileSync(file);
    assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [1440, 900]);
    assert.deepEqual(editor.faults, []);
    if (process.env.WTS_CHAT_N8N_PICTURE) copyFileSync(file, process.env.WTS_CHAT_N8N_PICTURE);
  } finally {
    await editor.close();
  }
  const [sent] = sandbox.requests.filter(({ operation }) => operation === 'message.send');
  assert.deepEqual(sent?.body, {
    from: sandbox.sample.channelId,
    ...{ to: sandbox.sample.to, body: { text: 'Hello, Ana! Your order 1042 is on its way.' } },
  });
});
