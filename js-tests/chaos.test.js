// Thousands of calls through every misfortune at once: nothing is lost, nothing is sent twice, and every error is true.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { isWtsError } from 'wts-chat';
import { started } from './support.js';

/** @import { WtsError } from 'wts-chat' */

/** @typedef {{ kind: string, key: string, result: unknown }} Outcome of one call; `result` is a value or its error */
/** @typedef {{ calls: number, run: () => Promise<Outcome[]> }} Work calls that are made together */

const { sandbox, suite, connect } = await started();
const { from, to, sessionId, messageId, contactId, templateId } = sandbox.sample;

/** A read is repeated until it succeeds; what is sent once does not care. */
const wts = connect({ maxRetries: 100 });

/** How many of each, and how many are under way at a time. */
const counts = {
  text: 560,
  inSession: 500,
  newText: 500,
  batches: 20,
  ofBatch: 20,
  file: 40,
  read: 500,
  repeatable: 60,
};
const width = 64;

/** What nobody caught. @type {unknown[]} */
const uncaught = [];
process.on('unhandledRejection', (reason) => uncaught.push(reason));

// A dropped connection names no time to come again, and hundreds of back-offs of 0.25 to 8 s would take minutes. With their
// jitter they are no whole number of milliseconds, as time limits and the timers of others are: what is none ends sooner.
// (So do waits for the rate limit, which then see that they have been woken too early.)
const { setTimeout } = globalThis;
globalThis.setTimeout = Object.assign(
  (/** @type {() => void} */ work, /** @type {number} */ milliseconds, /** @type {unknown[]} */ ...rest) =>
    setTimeout(work, Number.isInteger(milliseconds) ? milliseconds : milliseconds / 50, ...rest),
  setTimeout,
);

/**
 * A call by itself.
 * @param {string} kind
 * @param {string} key
 * @param {() => Promise<unknown>} call
 * @returns {Work}
 */
const one = (kind, key, call) => ({
  calls: 1,
  run: async () => [{ kind, key, result: await call().catch((error) => error) }],
});

/** @param {number} count @param {(at: number) => Work} make */
const many = (count, make) => Array.from({ length: count }, (_, at) => make(at));

/** So many calls of a kind, each with a text of its own. @param {string} kind @param {(text: string) => Promise<unknown>} call */
const sends = (kind, call) => (/** @type {number} */ at) =>
  one('send', `#${kind}-${at}#`, () => call(`#${kind}-${at}#`));

/** Templates to as many recipients, which go in few requests. @param {number} number @returns {Work} */
function templates(number) {
  const items = Array.from({ length: counts.ofBatch }, (_, at) => ({
    key: `#template-${number}-${at}#`,
    to: `55219${80_000_000 + number * 1_000 + at}`,
  }));
  return {
    calls: items.length,
    run: async () => {
      const params = items.map(({ key, to }) => ({
        from,
        to,
        templateId,
        parameters: { nome: key, 'próximo horário': '10h' },
      }));
      const results = await wts.batch('send', 'template', params);
      return items.map(({ key }, at) => ({ kind: 'send', key, result: results[at] }));
    },
  };
}

const allSends = () => [
  ...many(
    counts.text,
    sends('text', (text) => wts.message.sendText({ from, to, text })),
  ),
  ...many(
    counts.inSession,
    sends('session', (text) => wts.session.sendText({ sessionId, text })),
  ),
  ...many(
    counts.newText,
    sends('new', (text) => wts.send.text({ from, to, text })),
  ),
  ...many(
    counts.file,
    sends('file', (text) =>
      wts.message.sendFile({ from, to, text, file: { name: 'a.txt', data: Buffer.from(`a file with ${text}`) } }),
    ),
  ),
  ...many(counts.batches, templates),
];

const reads = [
  () => wts.session.get({ sessionId }),
  () => wts.message.get({ messageId }),
  () => wts.contact.filter(),
  () => wts.tag.list(),
  () => wts.contact.get({ contactId }),
];

const allReads = () =>
  many(counts.read, (at) => one('read', `${at}`, () => reads[at % reads.length]?.() ?? assert.fail('no such read')));

/** Tags that are there before anything goes wrong. @param {string} name */
const tags = (name) =>
  Promise.all(Array.from({ length: counts.repeatable }, (_, at) => wts.tag.create({ name: `${name} ${at}` })));

const metadataKey = (/** @type {number} */ at) => `key${at}`;
const phoneOf = (/** @type {number} */ at) => `55319${70_000_000 + at}`;

/** What may be repeated, and is. @param {{ id: string }[]} deleted @param {{ id: string }[]} renamed */
const allRepeatable = (deleted, renamed) => [
  ...deleted.map(({ id }) => one('delete', id, () => wts.tag.delete({ tagId: id }))),
  ...renamed.map(({ id }) => one('update', id, () => wts.tag.update({ tagId: id, name: `Mudou ${id}` }))),
  ...many(counts.repeatable, (at) =>
    one('metadata', metadataKey(at), () => wts.session.update({ sessionId, metadata: { [metadataKey(at)]: 'feito' } })),
  ),
  ...many(counts.repeatable, (at) =>
    one('contact', phoneOf(at), () => wts.contact.getOrCreate({ phoneNumber: phoneOf(at), name: 'Novo' })),
  ),
];

/** In an order that looks like none and is the same for the same seed. @param {Work[]} works @param {number} seed */
function mixed(works, seed) {
  const mix = (/** @type {number} */ at) => Math.imul((at + 1) * 2_654_435_761, seed * 2 + 1) >>> 0;
  return works
    .map((work, at) => ({ work, at }))
    .sort((a, b) => mix(a.at) - mix(b.at))
    .map(({ work }) => work);
}

/** @param {Work[]} works */
async function sideBySide(works) {
  /** @type {Outcome[]} */
  const outcomes = [];
  const queue = works.values();
  const worker = async () => {
    for (const work of queue) outcomes.push(...(await work.run()));
  };
  await Promise.all(Array.from({ length: width }, worker));
  return outcomes;
}

/** How often the sandbox has carried out the send of each text. */
function processed() {
  const times = new Map();
  for (const { direction, text } of sandbox.state.messages.values()) {
    const [key] = /#[\w-]+#/.exec(text ?? '') ?? [];
    if (direction === 'TO_HUB' && key) times.set(key, (times.get(key) ?? 0) + 1);
  }
  return times;
}

/** @param {unknown} result @returns {WtsError | undefined} */
const errorOf = (result) => (isWtsError(result) ? result : undefined);

suite('thousands of calls through chaos', () => {
  for (const seed of [1, 4_711, 20_260]) {
    test(`every one settles truly, and no send happens twice (seed ${seed})`, { timeout: 60_000 }, async () => {
      const [deleted, renamed] = [await tags('Some'), await tags('Fica')];
      const works = mixed([...allSends(), ...allReads(), ...allRepeatable(deleted, renamed)], seed);
      const planned = works.reduce((sum, { calls }) => sum + calls, 0);
      uncaught.length = 0;
      const { hits } = sandbox.chaos({ seed, rate: 0.25 });
      const outcomes = await sideBySide(works);
      sandbox.clearFaults();
      await nextTurn();

      assert.equal(outcomes.length, planned);
      assert.deepEqual(uncaught, []);
      const errors = outcomes.flatMap(({ result }) => errorOf(result) ?? (result instanceof Error ? [result] : []));
      assert.ok(errors.every(isWtsError), 'an error of another kind');
      // A plan that leaves something out proves nothing of it.
      const missed = Object.entries(hits).filter(([kind, count]) => count < 10 && kind !== 'stall');
      assert.deepEqual(missed, []);

      const times = processed();
      const sent = outcomes.filter(({ kind }) => kind === 'send');
      const wrong = sent.flatMap(({ key, result }) => {
        const [count, error] = [times.get(key) ?? 0, errorOf(result)];
        const isRight = error ? count === 0 || (count === 1 && error.maybeSent) : count === 1;
        return isRight ? [] : [[key, count, error?.code, error?.maybeSent]];
      });
      assert.deepEqual(wrong, [], 'sent twice, or not what was said');
      assert.equal(sent.length, 2_000);
      // Whoever reaches a server that does not say what became of it cannot know; an upload that failed sent nothing.
      const unsure = sent.filter(({ result }) => errorOf(result)?.maybeSent === true);
      const sure = sent.filter(({ result }) => errorOf(result)?.maybeSent === false);
      assert.ok(
        unsure.length > 100 && unsure.some(({ key }) => times.has(key)) && unsure.some(({ key }) => !times.has(key)),
      );
      assert.deepEqual(
        sure.filter(({ key }) => !key.startsWith('#file-')),
        [],
        'only an upload can fail before the send',
      );
      // The answer is that of its own call.
      for (const { key, result } of sent) {
        if (isWtsError(result)) continue;
        const { id } = /** @type {{ id: string }} */ (result);
        assert.ok(sandbox.state.message(id).text?.includes(key), key);
      }

      // A success that cannot be read is no reason to ask again; all else is asked again until it succeeds.
      const others = outcomes.filter(({ kind }) => kind !== 'send');
      const failed = others.flatMap(({ kind, key, result }) => {
        const { code, maybeSent } = errorOf(result) ?? {};
        return code ? [{ kind, key, code, maybeSent }] : [];
      });
      assert.deepEqual(
        failed.filter(({ code, maybeSent }) => code !== 'invalid_response' || maybeSent),
        [],
      );
      assert.ok(failed.length <= hits['garbage-after'], `${failed.length} failed`);
      for (const { kind, key } of others) {
        if (kind === 'delete') assert.ok(!sandbox.state.tags.has(key), `${key} is still there`);
        if (kind === 'update') assert.equal(sandbox.state.tags.get(key)?.name, `Mudou ${key}`);
        if (kind === 'metadata') assert.equal(sandbox.state.session(sessionId).metadata?.[key], 'feito');
      }
      const numbers = [...sandbox.state.contacts.values()].map(({ phoneNumber }) => phoneNumber?.replace(/\D/g, ''));
      for (let at = 0; at < counts.repeatable; at++) {
        assert.equal(numbers.filter((number) => number === phoneOf(at)).length, 1, phoneOf(at));
      }
    });
  }
});
