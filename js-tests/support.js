// What the suites share: a sandbox and its client for each test file, rejected errors, and servers of a test's own. Each sandbox has
// a token of its own, which `watch.js` looks for in whatever its clients let out.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, afterEach, beforeEach, describe } from 'node:test';
import { WtsError } from 'wts-chat';
import { startSandbox } from 'wts-chat-sandbox';
import { found, randomToken, watched } from './watch.js';

/** @import { IncomingMessage, RequestListener } from 'node:http' */
/** @import { TestContext } from 'node:test' */
/** @import { ClientOptions, WtsClient, WtsEvent } from 'wts-chat' */
/** @import { Sandbox } from 'wts-chat-sandbox' */

/** Of nothing that a sandbox holds. */
export const unknownId = '00000000-0000-4000-8000-000000000000';

/** With a fault: its retry follows at once. */
export const soon = { headers: { 'retry-after': '0' } };

/** @param {Sandbox} sandbox */
function clientsOf(sandbox) {
  /** @param {ClientOptions} [options] over those that reach the sandbox */
  const connect = (options) =>
    watched({ baseUrl: sandbox.url, apiKey: sandbox.tokens.full, rateLimit: false, ...options }, sandbox.tokens.full);
  return { connect, wts: connect() };
}

/**
 * A sandbox for one test file and a client of it. `suite` groups tests as `describe` does; the sandbox is as new before
 * each of them and ends with the last suite. (Hooks of the file itself would be shorter, but Node.js 20.0 skips some.)
 */
export async function started() {
  const sandbox = await startSandbox({ token: randomToken() });
  let open = 0;
  /** @param {string} name @param {() => void} tests */
  const suite = (name, tests) => {
    open += 1;
    describe(name, () => {
      beforeEach(() => sandbox.reset());
      afterEach(() => assert.deepEqual(found.splice(0), [], 'the token got out'));
      after(async () => {
        open -= 1;
        if (open === 0) await sandbox.close();
      });
      tests();
    });
  };
  return { sandbox, suite, ...clientsOf(sandbox) };
}

/** A sandbox for one test, where requests may outlive the call that made them. @param {TestContext} t */
export async function fresh(t) {
  const sandbox = await startSandbox({ token: randomToken() });
  t.after(() => sandbox.close());
  return { sandbox, ...clientsOf(sandbox) };
}

/**
 * The WtsError that a call rejects with; anything else fails the test.
 * @param {Promise<unknown>} call
 */
export async function rejects(call) {
  const error = await call.then(
    (value) => assert.fail(`resolved with ${JSON.stringify(value)}`),
    (/** @type {unknown} */ error) => error,
  );
  assert.ok(error instanceof WtsError, `not a WtsError: ${error}`);
  return error;
}

/**
 * The WtsError that a function throws at once.
 * @param {() => unknown} work
 */
export function throws(work) {
  let value;
  try {
    value = work();
  } catch (error) {
    assert.ok(error instanceof WtsError, `not a WtsError: ${error}`);
    return error;
  }
  return assert.fail(`returned ${JSON.stringify(value)}`);
}

/**
 * The last of some things, which are not none.
 * @template T
 * @param {readonly T[]} list
 */
export function last(list) {
  const found = list.at(-1);
  assert.ok(found !== undefined, 'there is none');
  return found;
}

/**
 * A server on loopback for one test.
 * @param {TestContext} t
 * @param {RequestListener} listener
 * @returns {Promise<{ url: string, requests: IncomingMessage[] }>}
 */
export async function serving(t, listener) {
  /** @type {IncomingMessage[]} */
  const requests = [];
  const server = createServer((request, response) => {
    requests.push(request);
    listener(request, response);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${portOf(server)}`, requests };
}

/** An address at which nobody listens. */
export async function deadUrl() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const port = portOf(server);
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}

/** @param {import('node:http').Server} server */
function portOf(server) {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : assert.fail('not listening');
}

/**
 * Events in short: type, step, attempt.
 * @param {readonly WtsEvent[]} events
 */
export const inShort = (events) => events.map(({ type, step, attempt }) => `${type} ${step} ${attempt}`);

/**
 * A call as a program without types makes it.
 * @param {WtsClient} client
 * @param {string} resource
 * @param {string} operation
 * @param {unknown} [params]
 */
export const untyped = (client, resource, operation, params) => client.execute(resource, operation, params);

/** What a sandbox received last: `METHOD path`, query and body. @param {Sandbox} sandbox */
export function received(sandbox) {
  const { method, path, query, body } = last(sandbox.requests);
  return { route: `${method} ${path}`, query, body };
}

/**
 * The issues, `field code`, for which a call was refused before anything was sent for it.
 * @param {Sandbox} sandbox
 * @param {() => Promise<unknown>} call
 */
export async function refused(sandbox, call) {
  const before = sandbox.requests.length;
  const { code, message, issues } = await rejects(call());
  assert.equal(code, 'validation', message);
  assert.equal(sandbox.requests.length, before, 'something was sent');
  return issues.map(({ field, code }) => `${field} ${code}`);
}

/**
 * The rows of a page.
 * @template T
 * @param {{ items?: T[] | null }} page
 */
export const rows = ({ items }) => items ?? assert.fail('the page holds no items');

/** @param {readonly { id: string }[]} list */
export const idsOf = (list) => list.map(({ id }) => id);

/**
 * A contact writes to a channel.
 * @param {Sandbox} sandbox
 * @param {{ from: string, to: string, text: string }} inbound
 */
export async function inbound(sandbox, { from, to, text }) {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ from, to, text });
  const answer = await fetch(`${sandbox.url}/_sandbox/inbound`, { method: 'POST', headers, body });
  assert.equal(answer.status, 200);
}

/**
 * A small PDF that is stored already.
 * @param {WtsClient} wts
 * @param {string} [name]
 */
export async function storedFile(wts, name = 'a.pdf') {
  const mimeType = 'application/pdf';
  const slot = await wts.file.getUploadUrl({ type: 'DOCUMENT', name, mimeType });
  await fetch(slot.urlUpload ?? '', { method: 'PUT', headers: { 'content-type': mimeType }, body: '%PDF-1.4' });
  return wts.file.save({ tempFileId: slot.tempFileId });
}
