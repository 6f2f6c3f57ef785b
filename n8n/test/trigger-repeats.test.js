// Events that come again.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { freshNodeType } from './helpers.js';
import { active, contactWrites, deliver, event, itemsOf, jsonOf, sandbox, suite, wts } from './trigger-support.js';

/** @import { TestContext } from 'node:test' */
/** @typedef {Awaited<ReturnType<typeof active>>} N8n */

const { cardId, stepIds } = sandbox.sample;

suite('repeats', () => {
  /** @param {TestContext} t */
  const repeating = (t) => {
    sandbox.state.webhookRepeats = 2;
    t.after(() => {
      sandbox.state.webhookRepeats = 0;
    });
  };

  test('start nothing, while other events do', async (t) => {
    repeating(t);
    const n8n = await active(t, { events: ['MESSAGE_RECEIVED', 'PANEL_CARD_UPDATE', 'PANEL_CARD_STEP_CHANGE'] });
    await contactWrites('Olá!');
    await contactWrites('Olá!');
    await wts.panel.updateCard({ cardId, stepId: stepIds.second });
    const names = (await jsonOf(n8n)).map(({ eventType }) => eventType);
    const wanted = ['MESSAGE_RECEIVED', 'MESSAGE_RECEIVED', 'PANEL_CARD_STEP_CHANGE', 'PANEL_CARD_UPDATE'];
    assert.deepEqual(names.sort(), wanted);
    assert.deepEqual(n8n.answers, Array(12).fill(200));
  });

  test('come where they are wanted', async (t) => {
    repeating(t);
    const n8n = await active(t, { options: { dropRepeats: false } });
    await contactWrites();
    assert.equal((await itemsOf(n8n)).length, 3);
  });

  test('reach each workflow once', async (t) => {
    repeating(t);
    const [one, other] = [await active(t), await active(t)];
    await contactWrites();
    assert.deepEqual([(await itemsOf(one)).length, (await itemsOf(other)).length], [1, 1]);
  });

  test('are known after n8n has started again', async (t) => {
    const n8n = await active(t);
    const told = event();
    await deliver(told);
    assert.equal((await itemsOf(n8n)).length, 1);
    n8n.setup.type = freshNodeType('WtsChatTrigger');
    await deliver(told);
    await deliver(event());
    assert.equal((await itemsOf(n8n)).length, 2);
  });

  test('are known while the first is still at work', async (t) => {
    const n8n = await active(t, { options: { includeSession: true } });
    sandbox.fault({ operation: 'session.get', delay: 500 });
    const told = event();
    assert.deepEqual(await Promise.all([deliver(told), deliver(told)]), [200, 200]);
    assert.equal((await itemsOf(n8n)).length, 1);
  });

  test('are not looked for in a test: whoever tries things out repeats them', async (t) => {
    const n8n = await active(t);
    await n8n.listen();
    const told = event();
    for (let times = 0; times < 2; times += 1) assert.equal(await deliver(told), 200);
    assert.equal((await itemsOf(n8n)).length, 2);
  });

  /** What the static data remember. @param {N8n} n8n @returns {Record<string, number>} */
  const seenBy = (n8n) => n8n.staticData['node:WTS Chat Trigger'].seen;

  test('are forgotten after an hour', async (t) => {
    const n8n = await active(t);
    const told = event();
    await deliver(told);
    await n8n.settled();
    const seen = seenBy(n8n);
    for (const key of Object.keys(seen)) seen[key] = Date.now() - 61 * 60 * 1000;
    n8n.setup.type = freshNodeType('WtsChatTrigger');
    await deliver(told);
    assert.equal((await itemsOf(n8n)).length, 2);
    assert.equal(Object.keys(seenBy(n8n)).length, 1);
  });

  test('are remembered up to a number, the latest of them', async (t) => {
    const n8n = await active(t);
    const told = event();
    await deliver(told);
    await n8n.settled();
    const [key = ''] = Object.keys(seenBy(n8n));
    const older = Array.from({ length: 1500 }, (_, at) => [`older-${at}`, Date.now() - 60_000 + at]);
    Object.assign(seenBy(n8n), Object.fromEntries(older));
    n8n.setup.type = freshNodeType('WtsChatTrigger');
    await deliver(event());
    await n8n.settled();
    const kept = Object.keys(seenBy(n8n));
    assert.equal(kept.length, 1000);
    assert.ok(kept.includes(key));
    assert.deepEqual([kept.includes('older-0'), kept.includes('older-1499')], [false, true]);
  });
});
