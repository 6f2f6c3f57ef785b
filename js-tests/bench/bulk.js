// Part "bulk": many calls at once, in as few requests as the API takes and as early as its rate limits allow.
// The sandbox enforces the documented limits, scaled in time, and tells in Retry-After when it has room.

import { isWtsError, WtsClient } from 'wts-chat';
import { inTurns, median, serverOf, timed } from './measure.js';
import { judged, number, range } from './page.js';

/** @import { ClientOptions } from 'wts-chat' */
/** @import { Measure, Options } from './measure.js' */
/** @import { AllLimits, Limits, Received, SandboxAddress } from './sandbox.js' */

/** @typedef {'account' | 'send'} Family */
/** @typedef {{ took: number, failed: number, requests: number, refused: number }} Burst */

/** @type {AllLimits} */
const documented = {
  account: [
    { limit: 1_000, per: 300_000 },
    { limit: 200, per: 5_000 },
  ],
  send: [{ limit: 1_000, per: 120_000 }],
};

const templates = 1_000;
/** Calls of each family, all begun at once. @type {Record<Family, number>} */
const mixed = { account: 1_200, send: 300 };

/** @type {Measure} */
export async function measure(options) {
  const folding = await folded(options);
  const pacing = await paced(options);
  return {
    title: 'Bulk',
    how:
      'Against the sandbox, which judges each request by the contract, in a process of its own. Templates: ' +
      `\`wts.batch\` of ${number(templates)} \`send.template\` calls, under the documented limits; "one by one" has ` +
      `\`fold: false\`. Mixed: ${number(mixed.account)} calls of the account's limits (a read, a text, a list in ` +
      `turn) and ${mixed.send} of those of \`wts.send\`, all begun at once, with the times of all limits divided by ` +
      `${options.scale}. "allowed" is when the last of them may be made at the soonest; "without limits" is what ` +
      'the sandbox and this machine take for the same calls. Brackets hold the least and the most.',
    tables: [folding.table, pacing.table],
    aims: [
      judged(`requests for ${number(templates)} templates`, folding.requests, { atMost: templates / 100 }),
      judged('429s of calls that keep to the limits', pacing.refused + folding.refused, { atMost: 0 }),
      judged('mixed calls under the limits, by what these allow', pacing.ratio, { atMost: 1.05 }, ' ×'),
    ],
  };
}

/** @param {Options} options */
async function folded({ rounds }) {
  /** @param {boolean} fold @returns {() => Promise<Burst>} */
  const run = (fold) => () =>
    burst(documented, undefined, ({ from, templateId }) => (wts) => {
      const sends = Array.from({ length: templates }, (_, at) => ({
        ...{ from, templateId, to: `55119${10_000_000 + at}` },
        parameters: { nome: `N${at}`, 'próximo horário': '10h' },
      }));
      return wts.batch('send', 'template', sends, { fold });
    });
  const results = await inTurns({ folded: run(true), 'one by one': run(false) }, { rounds: rounds(3), warmUp: 0 });
  const rows = Object.entries(results).map(([name, bursts]) => [name, ...cells(bursts)]);
  return {
    table: { title: `${number(templates)} templates, ${rounds(3)} rounds`, head: ['', ...head], rows },
    requests: Math.max(...results.folded.map(({ requests }) => requests)),
    refused: Math.max(...results.folded.map(({ refused }) => refused)),
  };
}

/** @param {Options} options */
async function paced({ rounds, quick, scale }) {
  const count = quick ? { account: 300, send: 50 } : mixed;
  const limits = { account: scaled(documented.account, scale), send: scaled(documented.send, scale) };
  /** @param {AllLimits} enforced @param {ClientOptions['rateLimit']} rateLimit @returns {() => Promise<Burst>} */
  const run = (enforced, rateLimit) => () =>
    burst(enforced, rateLimit, ({ from, to, sessionId }) => (wts) => {
      const ofAccount = [
        () => wts.session.get({ sessionId }),
        () => wts.message.sendText({ from, to, text: 'Oi' }),
        () => wts.contact.list({ pageSize: 1 }),
      ];
      const calls = [
        ...Array.from({ length: count.account }, (_, at) => ofAccount[at % ofAccount.length]?.()),
        ...Array.from({ length: count.send }, () => wts.send.text({ from, to, text: 'Oi' })),
      ];
      return Promise.all(calls.map((call) => call?.catch((/** @type {unknown} */ error) => error)));
    });
  const own = await inTurns({ paced: run(limits, limits) }, { rounds: rounds(3), warmUp: 0 });
  const others = await inTurns(
    { '`rateLimit: false`': run(limits, false), 'without limits': run({ account: [], send: [] }, false) },
    { rounds: 1, warmUp: 0 },
  );
  const allowed = Math.max(optimum(limits.account, count.account), optimum(limits.send, count.send));
  const rows = Object.entries({ ...own, ...others }).map(([name, bursts]) => [
    ...[name, ...cells(bursts)],
    name === 'without limits' ? '' : `× ${range(bursts.map(({ took }) => took / allowed))}`,
  ]);
  const title = `${number(count.account + count.send)} mixed calls; allowed: ${number(allowed / 1000)} s`;
  return {
    table: { title, head: ['', ...head, 'by what is allowed'], rows },
    ratio: median(own.paced.map(({ took }) => took)) / allowed,
    refused: Math.max(...own.paced.map(({ refused }) => refused)),
  };
}

const head = ['time', 'requests', '429s', 'calls that failed'];

/** @param {Burst[]} bursts */
const cells = (bursts) => [
  range(
    bursts.map(({ took }) => took / 1000),
    ' s',
  ),
  ...[
    bursts.map(({ requests }) => requests),
    bursts.map(({ refused }) => refused),
    bursts.map(({ failed }) => failed),
  ].map((list) => number(Math.max(...list))),
];

/** @param {Limits} limits @param {number} scale @returns {Limits} */
const scaled = (limits, scale) => limits.map(({ limit, per }) => ({ limit, per: per / scale }));

/**
 * The time of the last of so many requests, if each came as soon as the limits allow it.
 * @param {Limits} limits
 * @param {number} count
 */
function optimum(limits, count) {
  /** @type {number[]} */
  const at = [];
  for (let number = 0; number < count; number++) {
    const earliest = limits.map(({ limit, per }) => (at[number - limit] ?? -per) + per);
    at.push(Math.max(at[number - 1] ?? 0, ...earliest));
  }
  return at.at(-1) ?? 0;
}

/**
 * @param {AllLimits} limits of the sandbox
 * @param {ClientOptions['rateLimit']} rateLimit of the client
 * @param {(sample: SandboxAddress['sample']) => (wts: WtsClient) => Promise<unknown[]>} callsOf
 * @returns {Promise<Burst>}
 */
async function burst(limits, rateLimit, callsOf) {
  /** @type {Awaited<ReturnType<typeof serverOf<SandboxAddress>>>} */
  const sandbox = await serverOf('sandbox.js', { limits });
  try {
    const wts = new WtsClient({ baseUrl: sandbox.url, apiKey: sandbox.token, rateLimit, maxWait: 1_000_000 });
    /** @type {unknown[]} */
    let results = [];
    const took = await timed(async () => {
      results = await callsOf(sandbox.sample)(wts);
    });
    /** @type {Received} */
    const received = await sandbox.ask('what have you received?');
    return { took, failed: results.filter(isWtsError).length, ...received };
  } finally {
    sandbox.close();
  }
}
