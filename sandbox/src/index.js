// A WTS Chat API on this machine: `startSandbox` starts its two origins and hands back what tests look at.

import { apiOrigin } from './api.js';
import { controlRoutes } from './control.js';
import { Faults } from './faults.js';
import { createOrigin } from './http/origin.js';
import { Journal } from './journal.js';
import { Limits } from './limits.js';
import { sample } from './seed/index.js';
import { Signer, storageOrigin } from './storage.js';
import { Store } from './store.js';

/** @import { Server } from 'node:http' */
/** @import { ChaosSpec } from './chaos.js' */
/** @import { FaultSpec } from './faults.js' */
/** @import { LimitSpec } from './limits.js' */

/** @typedef {Awaited<ReturnType<typeof startSandbox>>} Sandbox */

/**
 * @typedef {object} SandboxOptions
 * @property {number} [port] of the API; 0, the default, is any free one
 * @property {number} [storagePort] of the storage; likewise
 * @property {string} [host] 127.0.0.1 by default
 * @property {string} [token] the token with all rights, `pn_sandbox` by default
 * @property {LimitSpec | 'documented'} [limits] beyond which requests are refused; none by default
 * @property {boolean} [retryAfter] whether such a refusal says when to come again; it does not by default
 * @property {(line: string) => void} [log] gets one line per request: method, path, status, duration
 */

/** @param {SandboxOptions} [options] */
export async function startSandbox(options = {}) {
  const { port = 0, storagePort = 0, host = '127.0.0.1', token, log } = options;
  const tokens = Object.freeze({ full: token ?? 'pn_sandbox', limited: 'pn_limited' });
  const urls = { api: '', storage: '' };
  const state = new Store();
  const journal = new Journal(tokens);
  const faults = new Faults();
  const limits = new Limits(options.limits, options);
  const signer = new Signer(urls);
  const shared = { journal, faults, log };

  const reset = () => {
    state.reset();
    faults.clear();
    limits.clear();
    journal.entries.length = 0;
  };
  const control = controlRoutes({ state, faults, journal, reset });
  const api = createOrigin(apiOrigin({ state, tokens, limits, signer, urls }, control), shared);
  const storage = createOrigin(storageOrigin(state, signer), shared);
  const close = async () => {
    await Promise.all([stop(api), stop(storage)]);
    state.outbox.abort();
  };
  try {
    urls.api = await listen(api, port, host);
    urls.storage = await listen(storage, storagePort, host);
  } catch (error) {
    await close();
    throw error;
  }

  return {
    url: urls.api,
    storageUrl: urls.storage,
    tokens,
    sample,
    state,
    /** Everything received, in order. */
    requests: journal.entries,
    get files() {
      return [...state.files.values()];
    },
    /** Every webhook, in the order of the events. */
    deliveries: state.outbox.entries,
    /** Resolves once no webhook is under way. */
    delivered: () => state.outbox.settled(),
    /** @param {FaultSpec} spec */
    fault: (spec) => faults.add(spec),
    /** @param {ChaosSpec} spec */
    chaos: (spec) => faults.startChaos(spec),
    /** Ends all faults and chaos; everything else stays. */
    clearFaults: () => faults.clear(),
    /** Back to the seeded data: no faults, no chaos, no requests, no files, no deliveries, nothing counted against the limits. */
    reset: async () => reset(),
    /** Ends both origins and every open connection at once. */
    close,
  };
}

/**
 * @param {Server} server
 * @param {number} port
 * @param {string} host
 * @returns {Promise<string>} its URL
 */
function listen(server, port, host) {
  return new Promise((resolve, reject) => {
    server.once('error', (/** @type {NodeJS.ErrnoException} */ error) => {
      const busy = error.code === 'EADDRINUSE';
      reject(busy ? Object.assign(new Error(`port ${port} is in use`, { cause: error }), { code: error.code }) : error);
    });
    server.listen(port, host, () => {
      const address = server.address();
      const actual = typeof address === 'object' && address ? address.port : port;
      const name = host === '0.0.0.0' ? '127.0.0.1' : host;
      resolve(`http://${name.includes(':') ? `[${name}]` : name}:${actual}`);
    });
  });
}

/** @param {Server} server @returns {Promise<void>} */
function stop(server) {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
