// The recipes that answer to webhooks: their servers run as programs, the sandbox delivers to them, and a server of the test is the model.

import assert from 'node:assert/strict';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { covers, finished, folderWith, program, start, until } from './snippets.js';
import { inbound, serving, started } from './support.js';

/** @import { TestContext } from 'node:test' */
/** @import { Message } from '../sandbox/src/types-chat.js' */

const { sandbox, suite, wts } = await started();
const { sample, state } = sandbox;
const secret = 's3cret';
const env = { WTS_API_KEY: sandbox.tokens.full, WEBHOOK_SECRET: secret, PORT: '0' };

const plain = 'docs/recipes/receive-webhooks.md';
const model = 'docs/recipes/answer-with-a-model.md';

/** The programs of both pages, in one folder. @param {TestContext} t */
const folder = (t) =>
  folderWith(t, {
    'webhooks.mjs': program(plain, 'webhooks.mjs', sandbox),
    'messages.mjs': program(plain, 'messages.mjs', sandbox),
    'subscribe.mjs': program(plain, 'subscribe.mjs', sandbox),
    'assistant.mjs': program(model, 'assistant.mjs', sandbox),
  });

/** A server that listens. @param {TestContext} t @param {string} file @param {Record<string, string>} [more] */
async function listening(t, file, more = {}) {
  const { child, text, ended } = start(t, await folder(t), [file], { ...env, ...more });
  let port = '';
  await until(() => {
    [, port = ''] = /^listening on (\d+)$/m.exec(text.stdout) ?? [];
    return port || child.exitCode !== null;
  }, 'the server listens');
  assert.ok(port, text.stderr);
  return { origin: `http://127.0.0.1:${port}`, child, text, ended };
}

/** @param {string} url @param {RequestInit['body']} body */
async function post(url, body) {
  // A stream needs it, and the types do not have it.
  const init = /** @type {RequestInit} */ ({ method: 'POST', body, duplex: 'half' });
  return (await fetch(url, init)).status;
}

/** A contact writes. @param {string} said @param {string} [from] */
const writes = (said, from = sample.to) => inbound(sandbox, { from, to: sample.from, text: said });

suite(plain, () => {
  covers(plain, {
    'js webhooks.mjs': async (t) => {
      const server = await listening(t, 'messages.mjs');
      const url = `${server.origin}/wts/${secret}`;
      assert.equal(await post(`${server.origin}/wts/other`, '{}'), 404);
      assert.equal((await fetch(url)).status, 404, 'events are posted');
      assert.equal(await post(url, 'nothing'), 400);
      assert.equal(await post(url, 'x'.repeat(2 * 1024 * 1024)), 413);
      let pulled = 0;
      const long = new ReadableStream({
        pull(controller) {
          pulled += 65_536;
          if (pulled > 64 * 1024 * 1024) controller.close();
          else controller.enqueue(Buffer.alloc(65_536));
        },
      });
      await post(url, long).catch(() => {});
      assert.ok(pulled < 32 * 1024 * 1024, 'one that does not tell its length is ended');
      assert.deepEqual(sandbox.requests, []);

      const { eventType, content, date } = {
        eventType: 'MESSAGE_RECEIVED',
        date: '2026-03-01T12:00:00Z',
        content: message(),
      };
      sandbox.fault({ operation: 'session.get', delay: 1_500 });
      const begun = performance.now();
      const times = await Promise.all([1, 2, 3].map(() => post(url, JSON.stringify({ eventType, date, content }))));
      assert.deepEqual(times, [200, 200, 200]);
      assert.ok(performance.now() - begun < 1_500, '200 comes first');
      await until(() => server.text.stdout.includes('Ana Souza: Oi'), 'the event is handled');
      assert.equal(sandbox.requests.length, 1, 'once');
      server.child.kill('SIGTERM');
      assert.equal((await server.ended).code, 0);
      const { code, stderr } = await start(t, await folder(t), ['messages.mjs'], { ...env, WEBHOOK_SECRET: '' }).ended;
      assert.equal(code, 1);
      assert.match(stderr, /Webhooks need a secret/);
    },
    'js messages.mjs': async (t) => {
      const server = await listening(t, 'messages.mjs');
      const url = `${server.origin}/wts/${secret}`;
      await wts.webhook.createSubscription({ name: 'test', url, events: ['MESSAGE_RECEIVED', 'MESSAGE_SENT'] });
      state.webhookRepeats = 2;
      t.after(() => {
        state.webhookRepeats = 0;
      });
      await writes('Tem em azul?');
      await wts.session.sendText({ sessionId: sample.sessionId, text: 'Temos!' });
      await sandbox.delivered();
      await until(() => server.text.stdout.includes('azul'), 'the message is told');
      await writes('E em verde?');
      await until(() => server.text.stdout.includes('verde'), 'the next one is told');
      const told = server.text.stdout.split('\n').slice(1, -1);
      assert.deepEqual(told, ['Ana Souza: Tem em azul?', 'Ana Souza: E em verde?']);
      assert.ok(sandbox.deliveries.every(({ status }) => status === 200));
    },
    'js subscribe.mjs': async (t) => {
      const where = await folder(t);
      const subscribe = () => finished(t, where, ['subscribe.mjs'], { ...env, PUBLIC_URL: 'https://hooks.example' });
      const [first, second] = [await subscribe(), await subscribe()];
      assert.deepEqual([first.code, second.stdout], [0, first.stdout], first.stderr);
      const known = [...state.subscriptions.values()].filter(
        ({ url }) => url === `https://hooks.example/wts/${secret}`,
      );
      assert.deepEqual([known.length, known[0]?.id], [1, first.stdout.trim()]);
    },
  });

  const message = () => ({ id: sample.messageId, sessionId: sample.sessionId, direction: 'FROM_HUB', text: 'Oi' });
});

suite(model, () => {
  const contact = '5531977776666';
  const session = () =>
    [...state.sessions.values()].findLast(({ contactId }) => contactId === contactId_()) ?? assert.fail();
  const contactId_ = () =>
    [...state.contacts.values()].find(({ phoneNumber }) => phoneNumber === '+55|31977776666')?.id;
  const ours = () =>
    [...state.messages.values()].filter(({ origin }) => origin === 'API').map((message) => message.text);

  covers(model, {
    'js assistant.mjs': async (t) => {
      /** @type {{ authorization: string | undefined, messages: { role: string, content: string }[] }[]} */
      const asked = [];
      /** @type {(said: string) => unknown} what the model answers; nothing is never */
      let thinks = (said) => `Sobre "${said}"`;
      const { url } = await serving(t, async (request, response) => {
        const { messages } = JSON.parse(await text(request));
        asked.push({ authorization: request.headers.authorization, messages });
        const content = await thinks(messages.at(-1).content);
        if (content !== undefined) response.end(JSON.stringify({ choices: [{ message: { content } }] }));
      });
      const server = await listening(t, 'assistant.mjs', {
        ...{ MODEL_URL: url, MODEL_KEY: 'k', MODEL_NAME: 'm', MODEL_TIMEOUT: '1000' },
        WTS_DEPARTMENT_ID: sample.supportDepartmentId,
      });
      const subscription = { name: 'test', url: `${server.origin}/wts/${secret}` };
      await wts.webhook.createSubscription({ ...subscription, events: ['MESSAGE_RECEIVED', 'MESSAGE_SENT'] });
      const quiet = async () => {
        await sandbox.delivered();
        await sleep(150);
      };

      // A question, its answer, and no answer to the answer.
      await writes('Abrem hoje?', contact);
      await until(() => ours().length === 1, 'the answer');
      await quiet();
      assert.deepEqual(ours(), ['Sobre "Abrem hoje?"']);
      assert.deepEqual([asked.length, asked[0]?.authorization], [1, 'Bearer k']);
      const said = [...state.messages.values()].findLast(({ direction }) => direction === 'FROM_HUB') ?? assert.fail();
      // The sandbox has notes apart; the API lists them by this type.
      const own = { id: crypto.randomUUID(), type: 'NOTE', text: 'segredo', direction: 'TO_HUB' };
      state.messages.set(own.id, /** @type {Message} */ ({ ...said, ...own }));
      const content = { id: said.id, sessionId: said.sessionId, direction: 'TO_HUB', text: said.text };
      const odd = JSON.stringify({ eventType: 'MESSAGE_RECEIVED', date: said.createdAt, content });
      assert.equal(await post(subscription.url, odd), 200);
      await quiet();
      assert.equal(asked.length, 1, 'what is not from the contact is not answered');
      await writes('E amanhã?', contact);
      await until(() => ours().length === 2, 'the second answer');
      const conversation = asked[1]?.messages.slice(1).map(({ role, content }) => `${role}: ${content}`);
      assert.deepEqual(conversation, ['user: Abrem hoje?', 'assistant: Sobre "Abrem hoje?"', 'user: E amanhã?']);

      // Where an agent has the session, nothing is asked; where one takes it meanwhile, nothing is sent.
      await writes('Oi', sample.to);
      await quiet();
      assert.deepEqual([asked.length, ours().length], [2, 2]);
      thinks = () => {
        session().userId = sample.userId;
        return 'Tarde demais';
      };
      await writes('Alguém?', contact);
      await until(() => asked.length === 3, 'the model is asked');
      await quiet();
      assert.equal(ours().length, 2);
      session().userId = null;

      // Two messages at once: one answer, to the newer.
      thinks = (said) => `Sobre "${said}"`;
      sandbox.fault({ operation: 'session.get', times: 1, delay: 500 });
      await writes('Um', contact);
      await writes('Dois', contact);
      await until(() => ours().length === 3, 'the answer to both');
      await quiet();
      assert.deepEqual(ours().slice(2), ['Sobre "Dois"']);

      // A model that takes too long; from then on the session is people's.
      thinks = () => undefined;
      await writes('Demora?', contact);
      await until(() => session().departmentId === sample.supportDepartmentId, 'it is handed over');
      assert.equal(session().metadata.assistant, 'off');
      const before = asked.length;
      await writes('E agora?', contact);
      await quiet();
      assert.deepEqual([asked.length, ours().length], [before, 3]);

      // The model asks for a human; and a loop is ended.
      for (const [reason, prepare] of /** @type {[RegExp, () => void][]} */ ([
        [/the model asks for it/, () => (thinks = () => ' HUMAN\n')],
        [/too many answers/, () => fill(10)],
      ])) {
        Object.assign(session(), { departmentId: null, metadata: { order: '7' } });
        prepare();
        const sent = ours().length;
        await writes('Mais uma', contact);
        await until(() => session().departmentId === sample.supportDepartmentId, `${reason}`);
        assert.deepEqual(session().metadata, { order: '7', assistant: 'off' });
        assert.match(server.text.stderr, reason);
        assert.equal(ours().length, sent);
      }
      assert.ok(!server.text.stderr.includes(sandbox.tokens.full));
    },
  });

  /** Answers of the last minutes. @param {number} count */
  function fill(count) {
    const answer = [...state.messages.values()].findLast(({ origin }) => origin === 'API') ?? assert.fail();
    for (let at = 0; at < count; at += 1) state.messages.set(`${at}`, { ...answer, id: crypto.randomUUID() });
  }
});
