// What the tests of our nodes share: an n8n with a sandbox beside it, a credential that leads there, and nodes on a line.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import { startSandbox } from 'wts-chat-sandbox';
import { startN8n } from './n8n.js';
import { items, manual, node, workflow } from './workflows.js';

/** @import { Sandbox } from 'wts-chat-sandbox' */
/** @import { Execution } from './execution.js' */
/** @import { N8nOptions } from './n8n.js' */
/** @import { Credential } from './rest.js' */
/** @import { Node } from './workflows.js' */

/** @typedef {Record<string, unknown>} Json */

export const PACKAGE = 'n8n-nodes-wts-chat';
export const NODE = `${PACKAGE}.wtsChat`;
export const TRIGGER = `${PACKAGE}.wtsChatTrigger`;
export const CREDENTIAL = 'wtsChatApi';

/** Both end with the test file. @param {N8nOptions} [options] of n8n */
export async function started(options) {
  const sandbox = await startSandbox();
  after(() => sandbox.close());
  const n8n = await startN8n(options);
  after(() => n8n.close());
  const { rest } = n8n;
  const data = { apiKey: sandbox.tokens.full, baseUrl: sandbox.url };
  const credential = await rest.createCredential(CREDENTIAL, data, 'WTS Chat');
  /** Our node, named WTS. @param {string} action its resource and operation @param {Json} [parameters] @param {Partial<Node>} [more] */
  const wts = (action, parameters, more) => chat(credential, action, parameters, more);
  return { sandbox, n8n, rest, credential, wts };
}

/** What a node stores of its credential. @param {Credential} credential */
export const using = ({ id, name }) => ({ [CREDENTIAL]: { id, name } });

/** @param {Credential} credential @param {string} action @param {Json} [parameters] @param {Partial<Node>} [more] */
export function chat(credential, action, parameters = {}, more = {}) {
  const [resource, operation] = action.split('.');
  return node('WTS', NODE, { resource, operation, ...parameters }, { credentials: using(credential), ...more });
}

/** The value of a parameter with a list to choose from. @param {string} value an id or an expression */
export const byId = (value) => ({ __rl: true, mode: 'id', value });

/** Keys with values, as the node stores them. @param {Record<string, string>} values */
export const pairs = (values) => ({ entries: Object.entries(values).map(([key, value]) => ({ key, value })) });

/**
 * What the API was asked: `GET /path?query` with the query in alphabetical order, or `POST /path`; and the body where there is one.
 * @param {Sandbox} sandbox
 * @returns {unknown[][]}
 */
export const asked = ({ requests }) =>
  requests
    .filter(({ origin }) => origin === 'api')
    .map(({ method, path, query, body }) => {
      const told = Object.entries(query).flatMap(([name, values]) =>
        [values].flat().map((value) => `${name}=${value}`),
      );
      const route = `${method} ${[path, told.sort().join('&')].filter(Boolean).join('?')}`;
      return body === null ? [route] : [route, body];
    });

/** Which input item each output item of a node belongs to. @param {Execution} run @param {string} [name] of the node @param {number} [branch] */
export const origins = (run, name = 'WTS', branch = 0) =>
  run.items(name, branch).map(({ pairedItem }) => /** @type {{ item: number }} */ (pairedItem).item);

/**
 * Makes a test of one action: items in, requests and items out.
 * @param {Awaited<ReturnType<typeof started>>} both
 */
export const performer =
  ({ sandbox, rest, wts }) =>
  /**
   * Runs it, on the sandbox as new.
   * @param {string} action
   * @param {Json} parameters the same for all items, so with expressions
   * @param {Json[]} given the items
   * @param {unknown[][]} expected what the API is asked, in any order: items are worked on side by side
   * @param {number[]} [counts] how many items come out for each; without it, one
   * @param {() => void} [before] what else has to be there
   */
  async (action, parameters, given, expected, counts = given.map(() => 1), before = () => undefined) => {
    await sandbox.reset();
    before();
    const run = await rest.run(workflow([manual(), items(given), wts(action, parameters)]));
    assert.equal(run.status, 'success', `${run}`);
    assert.deepEqual(sorted(asked(sandbox)), sorted(expected));
    assert.deepEqual(
      origins(run),
      counts.flatMap((count, at) => Array.from({ length: count }, () => at)),
    );
    return run;
  };

/** Comparable texts, in an order that says nothing, also inside. @param {unknown[]} list */
export const sorted = (list) =>
  list
    .map((entry) =>
      JSON.stringify(entry, (_, inner) =>
        inner?.constructor === Object ? Object.fromEntries(Object.entries(inner).sort()) : inner,
      ),
    )
    .sort();
