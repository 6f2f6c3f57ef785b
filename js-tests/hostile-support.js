// What the suites of hostile hosts, servers and inputs share.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterEach } from 'node:test';
import { setImmediate, setTimeout as wait } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { createContext, runInContext, runInNewContext } from 'node:vm';
import { serving } from './support.js';

/** @import { IncomingMessage, ServerResponse } from 'node:http' */
/** @import { TestContext } from 'node:test' */

/** Fails each test of a suite that leaves an exception or a rejection that nobody caught. */
export function nothingUncaught() {
  /** @type {unknown[]} */
  const uncaught = [];
  process.on('uncaughtException', (error) => uncaught.push(error));
  process.on('unhandledRejection', (error) => uncaught.push(error));
  afterEach(async () => {
    await setImmediate();
    assert.deepEqual(uncaught.splice(0), []);
  });
}

const wasm = readFileSync(new URL('../pkg/dist/wts_chat.wasm', import.meta.url));

/** The package as another host loads it: in a realm of its own, with these globals. @param {Record<string, unknown>} globals */
export function packageIn(globals) {
  const slim = slimIn(globals);
  slim.init(wasm);
  return slim;
}

/** The same before its module is started. @param {Record<string, unknown>} globals */
export function slimIn(globals) {
  const file = createRequire(import.meta.url).resolve('wts-chat/slim');
  const { TextDecoder, TextEncoder, AbortController, AbortSignal, Response, ReadableStream, URL, atob } = globalThis;
  const { setTimeout, clearTimeout, performance } = globalThis;
  const platform = { TextDecoder, TextEncoder, AbortController, AbortSignal, Response, ReadableStream, URL, atob };
  const module = { exports: /** @type {unknown} */ ({}) };
  const context = createContext({
    ...platform,
    ...{ setTimeout, clearTimeout, performance, module, exports: module.exports },
    ...globals,
  });
  runInContext(readFileSync(file, 'utf8'), context, { filename: file });
  return /** @type {typeof import('wts-chat/slim')} */ (module.exports);
}

/** For what is to happen soon. */
export function hearing() {
  /** @type {(value?: unknown) => void} */
  let hear = () => {};
  const heard = new Promise((resolve) => {
    hear = resolve;
  });
  const late = () => wait(3000, undefined, { ref: false }).then(() => assert.fail('it never happened'));
  return { hear, heard: () => Promise.race([heard, late()]) };
}

/**
 * An API whose storage answers as the test says.
 * @param {TestContext} t
 * @param {(request: IncomingMessage, response: ServerResponse) => void} put
 */
export async function storing(t, put) {
  const tempFileId = crypto.randomUUID();
  const { url, requests } = await serving(t, (request, response) => {
    if (request.method === 'PUT') put(request, response);
    else response.end(JSON.stringify({ id: 'f1', tempFileId, urlUpload: `${url}/put?sig=1` }));
  });
  const steps = () => requests.map(({ method, url }) => `${method} ${url?.replace(/\?.*/, '')}`);
  return { url, steps, requests };
}

/** The steps of an upload that failed at the storage: nothing is saved, nothing is sent. */
export const untilPut = ['GET /core/v2/file', 'PUT /put'];

/** The garbage collector. */
export function collector() {
  setFlagsFromString('--expose-gc');
  return /** @type {() => void} */ (runInNewContext('gc'));
}

/**
 * A copy of the package of its own, whose instances `made` sees and may replace. To be loaded before any other: modules are loaded once.
 * @param {(make: (imports: WebAssembly.Imports) => WebAssembly.Instance, imports: WebAssembly.Imports) => object} made
 */
export function packageMadeBy(made) {
  WebAssembly.Instance = new Proxy(WebAssembly.Instance, {
    construct(target, [module, imports]) {
      // The platform's fetch may have a module of its own.
      const isOurs = WebAssembly.Module.exports(module).some(({ name }) => name === 'client_call');
      return isOurs ? made((given) => new target(module, given), imports) : new target(module, imports);
    },
  });
  return /** @type {typeof import('wts-chat')} */ (createRequire(import.meta.url)('wts-chat'));
}

/** A copy of the package, and what its only instance holds: bytes of memory, and entries of the table of JavaScript's values. */
export function packageAndMemory() {
  /** @type {WebAssembly.Exports[]} */
  const instances = [];
  const wtsChat = packageMadeBy((make, imports) => {
    const instance = make(imports);
    instances.push(instance.exports);
    return instance;
  });
  const held = () => {
    const [exports, ...more] = instances;
    assert.ok(exports && more.length === 0, 'an instance has died');
    const values = Object.values(exports);
    const memory = values.find((value) => value instanceof WebAssembly.Memory);
    const tables = values.filter((value) => value instanceof WebAssembly.Table);
    assert.ok(memory && tables.length > 0);
    return { bytes: memory.buffer.byteLength, entries: tables.reduce((sum, table) => sum + table.length, 0) };
  };
  return { wtsChat, held };
}
