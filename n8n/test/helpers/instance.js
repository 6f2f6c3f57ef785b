// n8n as a trigger sees it, with one workflow: it activates, listens and deactivates, and starts executions. After n8n
// (active-workflow-manager.js, live-webhooks.js, test-webhooks.js, webhook-helpers.js): above all, static data are read before
// each call and saved as a whole after it, and only where they changed.

import { once } from 'node:events';
import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { isDeepStrictEqual } from 'node:util';
import { hookContext, webhookContext } from './contexts.js';
import { workflow } from './package.js';

/** @import { IncomingMessage, ServerResponse } from 'node:http' */
/** @import { TestContext } from 'node:test' */
/** @import { INodeExecutionData, INodeType } from 'n8n-workflow' */
/** @import { Asked } from './http.js' */
/** @import { Line } from './contexts.js' */
/** @import { Parameters } from './parameters.js' */

/**
 * @typedef {object} Setup
 * @property {INodeType} type
 * @property {Parameters} [parameters]
 * @property {Record<string, unknown> | null} credential
 * @property {string} [instanceId]
 * @property {boolean} [stored]
 * @property {Record<string, any>} [staticData] what the workflow brings along
 * @property {{ id: string, name: string, active: boolean }} [workflow]
 * @property {string} [nodeName]
 */

/**
 * @param {TestContext} t
 * @param {Setup} setup
 */
export async function n8nInstance(t, setup) {
  const instance = new Instance(setup);
  const server = createServer((request, response) => void instance.handle(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  instance.url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  return instance;
}

class Instance {
  url = '';
  /** Of the node, changeable between calls. @type {Setup} */
  setup;
  /** The workflow's, as the database holds them. @type {Record<string, any>} */
  staticData;
  /** A test's own, while it listens. @type {Record<string, any> | undefined} */
  testStaticData;
  /** What was started, with the items of the trigger. @type {INodeExecutionData[][]} */
  executions = [];
  /** Executions that began with an error, as n8n starts one where webhook() throws. @type {unknown[]} */
  failures = [];
  /** What each webhook was answered. @type {number[]} */
  answers = [];
  /** @type {Line[]} */
  log = [];
  /** @type {Asked[]} */
  asked = [];
  webhookId = 'c0a80101-7e57-4b1d-9c1e-2f6f1d3a5b7c';
  #underWay = new Set();

  /** @param {Setup} setup */
  constructor(setup) {
    this.setup = setup;
    this.staticData = setup.staticData ?? {};
  }

  /** @param {boolean} [isTest] */
  webhookUrl(isTest = false) {
    return `${this.url}/${isTest ? 'webhook-test' : 'webhook'}/${this.webhookId}/webhook`;
  }

  /** As on activation, and at each start of n8n. @returns {Promise<boolean>} whether create was needed */
  async activate() {
    const staticData = workflow.deepCopy(this.staticData);
    const wasCreated = await this.#createIfAbsent(staticData, false);
    this.staticData = staticData;
    return wasCreated;
  }

  /** @returns {Promise<boolean>} what delete answers */
  async deactivate() {
    const staticData = workflow.deepCopy(this.staticData);
    const answer = await this.#hook('delete', staticData, false);
    this.staticData = staticData;
    return answer;
  }

  /** "Listen for test event": nothing is known of what the active workflow keeps. */
  async listen() {
    const staticData = {};
    const wasCreated = await this.#createIfAbsent(staticData, true);
    this.testStaticData = staticData;
    return wasCreated;
  }

  async stopListening() {
    const staticData = this.testStaticData ?? {};
    this.testStaticData = undefined;
    return await this.#hook('delete', staticData, true);
  }

  /** Until no webhook is at work. */
  async settled() {
    while (this.#underWay.size) await Promise.all(this.#underWay);
  }

  /** @param {Record<string, any>} staticData @param {boolean} isTest */
  async #createIfAbsent(staticData, isTest) {
    if (await this.#hook('checkExists', staticData, isTest)) return false;
    await this.#hook('create', staticData, isTest);
    return true;
  }

  /** @param {'checkExists' | 'create' | 'delete'} method @param {Record<string, any>} staticData @param {boolean} isTest */
  async #hook(method, staticData, isTest) {
    const webhookUrl = this.webhookUrl(isTest);
    const context = hookContext({ ...this.#given(), staticData, webhookUrl, mode: isTest ? 'manual' : 'trigger' });
    const call = this.setup.type.webhookMethods?.default?.[method];
    if (!call) throw new TypeError(`the node has no ${method}`);
    return await call.call(context);
  }

  #given() {
    const { nodeName, ...setup } = this.setup;
    const { log, asked } = this;
    return { ...setup, log, asked, ...(nodeName && { node: { name: nodeName } }) };
  }

  /** @param {IncomingMessage} request @param {ServerResponse} response */
  async handle(request, response) {
    response.once('finish', () => this.answers.push(response.statusCode));
    const work = this.#webhook(request, response).catch((error) => {
      this.failures.push(error);
      if (!response.headersSent) response.writeHead(500).end();
    });
    this.#underWay.add(work);
    await work;
    this.#underWay.delete(work);
  }

  /** @param {IncomingMessage} incoming @param {ServerResponse} response */
  async #webhook(incoming, response) {
    const { pathname, searchParams } = new URL(incoming.url ?? '', this.url);
    const isTest = pathname.startsWith('/webhook-test/');
    const request = /** @type {any} */ (incoming);
    request.rawBody = await buffer(incoming);
    if (this.url + pathname !== this.webhookUrl(isTest)) return void response.writeHead(404).end();
    if (incoming.method !== 'POST') return void response.writeHead(404).end();
    request.query = queryOf(searchParams);
    request.params = {};
    try {
      request.body = bodyOf(incoming.headers['content-type'], request.rawBody);
    } catch {
      return void response.writeHead(422).end();
    }
    const before = isTest ? (this.testStaticData ?? {}) : this.staticData;
    const staticData = workflow.deepCopy(before);
    const mode = isTest ? 'manual' : 'webhook';
    const context = webhookContext({ ...this.#given(), request, response: expressLike(response), staticData, mode });
    const { webhook } = this.setup.type;
    if (!webhook) throw new TypeError('the node has no webhook');
    const result = await webhook.call(context);
    if (!isTest && !isDeepStrictEqual(staticData, before)) this.staticData = staticData;
    if (!result.noWebhookResponse && !response.headersSent) {
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"message":"Workflow was started"}');
    }
    for (const items of result.workflowData ?? []) this.executions.push(items);
  }
}

/** Names that come more than once are lists, as in express. @param {URLSearchParams} params */
function queryOf(params) {
  return Object.fromEntries([...new Set(params.keys())].map((name) => [name, oneOrAll(params.getAll(name))]));
}

/** @param {string[]} values */
const oneOrAll = (values) => (values.length > 1 ? values : values[0]);

/** @param {string | undefined} contentType @param {Buffer} bytes */
function bodyOf(contentType, bytes) {
  const type = contentType?.split(';')[0]?.toLowerCase();
  if (!bytes.length) return {};
  if (type === 'application/json') return JSON.parse(bytes.toString());
  if (type === 'text/plain') return bytes.toString();
  if (type === 'application/x-www-form-urlencoded') return Object.fromEntries(new URLSearchParams(bytes.toString()));
  return {};
}

/** What express adds to a response. @param {ServerResponse} response */
function expressLike(response) {
  return Object.assign(response, {
    /** @param {number} code */
    status(code) {
      response.statusCode = code;
      return response;
    },
    /** @param {unknown} body */
    json(body) {
      response.setHeader('content-type', 'application/json; charset=utf-8');
      response.end(JSON.stringify(body));
      return response;
    },
    /** @param {string | Buffer} body */
    send(body) {
      response.end(body);
      return response;
    },
  });
}
