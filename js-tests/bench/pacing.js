// How near to what the rate limits allow bursts of calls come: `node js-tests/bench/pacing.js [runs] [scales]`
// (3 and 20,10), after `npm run build`.
// The sandbox enforces the documented limits, scaled in time, in this process, and tells in Retry-After when it has room.

import { WtsClient } from 'wts-chat';
import { startSandbox } from 'wts-chat-sandbox';

/** @import { ClientOptions } from 'wts-chat' */

/** @typedef {{ limit: number, per: number }[]} Limits */

const runs = Number(process.argv[2] ?? 3);
const scales = (process.argv[3] ?? '20,10').split(',').map(Number);
const count = 1_500;
const documented = {
  account: [
    { limit: 1_000, per: 300_000 },
    { limit: 200, per: 5_000 },
  ],
  send: [{ limit: 1_000, per: 120_000 }],
};

/** @param {Limits} limits @param {number} scale @returns {Limits} */
const scaled = (limits, scale) => limits.map(({ limit, per }) => ({ limit, per: per / scale }));

/**
 * The time of the last of so many requests, if each came as soon as the limits allow it, but not sooner after the one before it than
 * `pace` says: when they arrive if nothing limits them.
 * @param {Limits} limits
 * @param {number[]} [pace]
 */
function optimum(limits, pace = Array(count).fill(0)) {
  /** @type {number[]} */
  const at = [];
  for (let number = 0; number < count; number++) {
    const next = (at[number - 1] ?? 0) + (pace[number] ?? 0) - (pace[number - 1] ?? 0);
    at.push(Math.max(next, ...limits.map(({ limit, per }) => (at[number - limit] ?? -per) + per)));
  }
  return Math.max(...at);
}

/** @type {Record<string, ('account' | 'send')[]>} the families that have a burst at the same time */
const bursts = { [`${count} reads`]: ['account'], [`${count} sends`]: ['send'], 'both at once': ['account', 'send'] };

/**
 * @param {('account' | 'send')[]} families
 * @param {typeof documented} limits of the sandbox
 * @param {ClientOptions['rateLimit']} rateLimit of the client
 */
async function measure(families, limits, rateLimit) {
  const sandbox = await startSandbox({ limits, retryAfter: true });
  const { from, to, sessionId } = sandbox.sample;
  const wts = new WtsClient({ baseUrl: sandbox.url, apiKey: sandbox.tokens.full, rateLimit, maxWait: 1_000_000 });
  /** @type {Record<'account' | 'send', () => Promise<unknown>>} */
  const make = {
    account: () => wts.session.get({ sessionId }),
    send: () => wts.send.text({ from, to, text: 'Oi' }),
  };
  // Connections and code are warm; that these few count is nothing to speak of.
  await Promise.all(families.map((family) => make[family]()));
  sandbox.requests.length = 0;
  const [started, cpu] = [performance.now(), process.cpuUsage()];
  const calls = families.flatMap((family) => Array.from({ length: count }, make[family]));
  const failed = (await Promise.allSettled(calls)).filter(({ status }) => status === 'rejected').length;
  const took = performance.now() - started;
  const { user, system } = process.cpuUsage(cpu);
  const refused = sandbox.requests.filter(({ status }) => status === 429).length;
  const arrivals = (/** @type {string} */ operation) =>
    sandbox.requests.flatMap(({ operation: of, at }) =>
      of === operation ? [at - performance.timeOrigin - started] : [],
    );
  const pace = { account: arrivals('session.get'), send: arrivals('send.text') };
  await sandbox.close();
  return { took, refused, failed, pace, cpu: (user + system) / 1_000 };
}

const seconds = (/** @type {number} */ milliseconds) => `${(milliseconds / 1_000).toFixed(2)} s`;
const spread = (/** @type {number[]} */ list) => `${Math.min(...list).toFixed(3)}–${Math.max(...list).toFixed(3)}`;

for (const scale of scales) {
  const limits = { account: scaled(documented.account, scale), send: scaled(documented.send, scale) };
  for (const [name, families] of Object.entries(bursts)) {
    const ratios = [];
    for (let run = 0; run <= runs; run++) {
      // The last one is that of a client that knows no limits.
      const isPaced = run < runs;
      const { pace, took: alone } = await measure(families, { account: [], send: [] }, false);
      const { took, refused, failed, cpu } = await measure(families, limits, isPaced && limits);
      const allowed = Math.max(...families.map((family) => optimum(limits[family])));
      const possible = Math.max(...families.map((family) => optimum(limits[family], pace[family])));
      if (isPaced) ratios.push(took / allowed);
      console.log(
        `1/${scale}, ${name}, ${isPaced ? 'paced' : 'rateLimit: false'}: ${seconds(took)}, allowed ${seconds(allowed)}, ratio`,
        `${(took / allowed).toFixed(3)}; at this machine's pace (${seconds(alone)} without limits) ${seconds(possible)}, ratio`,
        `${(took / possible).toFixed(3)}; ${refused} 429s, ${failed} failed, ${seconds(cpu)} CPU with the sandbox's`,
      );
    }
    console.log(`  ratio ${spread(ratios)}`);
  }
}
