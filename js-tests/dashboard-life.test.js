// The life of the dashboard's sandbox: contacts who write, and answers to what is sent to them.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { WtsClient } from 'wts-chat';
import { startSandbox } from 'wts-chat-sandbox';
import { startLife } from '../examples/dashboard/lively.js';
import { startMedia } from '../examples/dashboard/media.js';

describe('life in the sandbox', () => {
  test('is the same for the same seed, and breaks no rule of the API', async (t) => {
    const media = await startMedia();
    t.after(media.close);
    const lives = await Promise.all(
      [3, 3, 4].map(async (seed) => {
        const sandbox = await startSandbox();
        t.after(sandbox.close);
        startLife(sandbox, { seed, quiet: true, media: media.url });
        return sandbox;
      }),
    );
    const [one, same, other] = lives.map(({ state }) => [...state.contacts.keys(), ...state.messages.keys()].join());
    assert.equal(one, same);
    assert.notEqual(one, other);

    const [sandbox] = lives;
    assert.ok(sandbox);
    const wts = new WtsClient({ apiKey: sandbox.tokens.full, baseUrl: sandbox.url, rateLimit: false });
    const sessions = await wts.session
      .listAll({ includeDetails: ['ContactDetails', 'ChannelDetails', 'AgentDetails'] })
      .toArray();
    const statuses = new Set(sessions.map(({ status }) => status));
    assert.deepEqual([...statuses].sort(), ['COMPLETED', 'HIDDEN', 'IN_PROGRESS', 'PENDING', 'STARTED']);
    assert.equal(new Set(sessions.map(({ channelId }) => channelId)).size, 3);
    assert.ok((await wts.contact.listAll({}).toArray()).length >= 36);
    const talks = await Promise.all(sessions.map(({ id }) => wts.session.listMessagesAll({ sessionId: id }).toArray()));
    assert.ok(talks.filter((talk) => talk.length >= 4).length >= 10);
    const files = talks.flat().flatMap(({ details }) => details?.file ?? []);
    assert.ok(files.length >= 5);
    for (const { publicUrl, mimeType } of files) {
      const got = await fetch(String(publicUrl));
      assert.deepEqual([got.status, got.headers.get('content-type')], [200, mimeType]);
      assert.ok((await got.arrayBuffer()).byteLength > 100);
    }
    for (const { id, steps } of await wts.panel.listAll({ includeDetails: ['Steps'] }).toArray()) {
      const cards = await wts.panel.listCardsAll({ panelId: id }).toArray();
      for (const step of steps ?? [])
        assert.ok(
          cards.some(({ stepId }) => stepId === step.id),
          `no card in ${step.title}`,
        );
    }
    assert.deepEqual(
      sandbox.requests.filter(({ status }) => status !== 200).map(({ path }) => path),
      [],
    );
  });

  test('goes on by itself, answers what was sent, and ends', async (t) => {
    const sandbox = await startSandbox();
    t.after(sandbox.close);
    const { stop } = startLife(sandbox, { every: 10 });
    t.after(stop);
    const wts = new WtsClient({ apiKey: sandbox.tokens.full, baseUrl: sandbox.url, rateLimit: false });
    const { sessionId } = sandbox.sample;
    const { id: messageId } = await wts.session.sendText({ sessionId, text: 'Olá!' });
    const isAnswered = () => {
      const talk = [...sandbox.state.messages.values()].filter((message) => message.sessionId === sessionId);
      return (
        talk.findIndex(({ id }) => id === messageId) < talk.findLastIndex(({ direction }) => direction === 'FROM_HUB')
      );
    };
    for (let tries = 0; !isAnswered(); tries++) {
      assert.ok(tries < 200, 'nobody answered');
      await sleep(25);
    }
    assert.equal(sandbox.state.message(messageId).status, 'READ');
    stop();
    await sleep(60);
    const count = sandbox.state.messages.size;
    await sleep(100);
    assert.equal(sandbox.state.messages.size, count);
  });
});
