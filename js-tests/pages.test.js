// What is different in a page: a key there is no secret.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { packageIn } from './hostile-support.js';

/** @import { ClientOptions, WtsEvent } from 'wts-chat' */

const page = packageIn({ location: { href: 'https://shop.example/inbox' } });
const program = packageIn({});

/** The events of a client's first moments. @param {typeof page} wtsChat @param {ClientOptions} options @returns {Promise<WtsEvent[]>} */
async function eventsOf({ WtsClient }, options) {
  /** @type {WtsEvent[]} */
  const events = [];
  const wts = new WtsClient({ ...options, onEvent: (event) => events.push(event) });
  assert.deepEqual(events, [], 'nobody has the client yet');
  await setImmediate();
  assert.ok(wts);
  return events;
}

describe('an apiKey in a page', () => {
  test('is warned of once, with what to do instead, and without the key', async () => {
    const events = await eventsOf(page, { apiKey: 'pn_secret' });
    const [warning] = events;
    assert.equal(events.length, 1);
    assert.deepEqual(
      [warning?.type, warning?.operation, warning?.attempt, typeof warning?.at],
      ['warning', '', 0, 'number'],
    );
    assert.match(`${warning?.message}`, /whoever opens it can read the key.+on a server of yours.+baseUrl: '\/api'/);
    assert.ok(!JSON.stringify(warning).includes('pn_secret'));
  });

  test('is none where a server adds it, nor outside of pages', async () => {
    assert.deepEqual(await eventsOf(page, { baseUrl: '/api' }), []);
    assert.deepEqual(await eventsOf(program, { apiKey: 'pn_secret' }), []);
  });

  test('that is wrong is an error, and no warning', async () => {
    /** @type {WtsEvent[]} */
    const events = [];
    const onEvent = (/** @type {WtsEvent} */ event) => void events.push(event);
    assert.throws(() => new page.WtsClient({ apiKey: 'a b', onEvent }), { name: 'WtsError', code: 'configuration' });
    await setImmediate();
    assert.deepEqual(events, []);
  });
});
