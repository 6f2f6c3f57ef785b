// The sandbox in a process of its own, with rate limits: `{ limits }`. Asked anything, it tells what it has received
// since it was asked last.

import { startSandbox } from 'wts-chat-sandbox';
import { task } from './measure.js';

/** @typedef {{ limit: number, per: number }[]} Limits */
/** @typedef {{ account: Limits, send: Limits }} AllLimits */
/** @typedef {{ url: string, token: string, sample: import('wts-chat-sandbox').Sandbox['sample'] }} SandboxAddress */
/** @typedef {{ requests: number, refused: number }} Received with 429s */

const { limits } = /** @type {{ limits: AllLimits }} */ (task());
const sandbox = await startSandbox({ limits, retryAfter: true });
process.on('message', () => {
  const requests = sandbox.requests.splice(0);
  process.send?.({ requests: requests.length, refused: requests.filter(({ status }) => status === 429).length });
});
process.on('disconnect', () => process.exit());
process.send?.({ url: sandbox.url, token: sandbox.tokens.full, sample: sandbox.sample });
