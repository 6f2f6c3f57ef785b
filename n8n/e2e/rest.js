// n8n as its editor uses it: the REST routes under /rest, with the owner's cookie.

import { Execution } from './execution.js';
import { sleep } from './processes.js';

/** @import { Binary, StoredExecution } from './execution.js' */
/** @import { Workflow } from './workflows.js' */

/**
 * @typedef {{ id: string, name: string, type: string }} Credential
 * @typedef {Workflow & { id: string, versionId: string, active: boolean }} StoredWorkflow
 * @typedef {{ status: 'OK' | 'Error', message: string }} CredentialTest
 * @typedef {{ name: string, value: string | number | boolean, description?: string }} Option
 * @typedef {{ name: string, value: string, url?: string, description?: string }} ListEntry
 *
 * @typedef {object} NodeType what the editor knows of a node
 * @property {string} name
 * @property {string} displayName
 * @property {number | number[]} version
 * @property {{ name: string, type: string, displayName: string, default?: unknown, options?: { name: string, value?: unknown }[] }[]} properties
 * @property {{ name: string, required?: boolean }[]} [credentials]
 * @property {string | { light: string, dark: string }} [iconUrl]
 * @property {boolean} [usableAsTool]
 * @property {Record<string, unknown>} [codex]
 *
 * @typedef {object} StartOptions
 * @property {string} [trigger] the node to start from; without it, the first one
 * @property {string} [upTo] the last node to run
 * @property {Record<string, unknown>} [asked] what an agent asks of `upTo`, a tool that is linked to an agent node by `ai_tool`. The
 *   agent node itself, and its language model, are left out
 *
 * @typedef {object} NodeInUse a node whose choices are asked for
 * @property {string} type
 * @property {number} [version] 1
 * @property {string} method in `methods.loadOptions` or `methods.listSearch`
 * @property {string} [path] of the parameter
 * @property {Record<string, unknown>} [parameters] the node's present ones
 * @property {Credential} [credential]
 */

export const owner = { email: 'owner@example.test', firstName: 'Own', lastName: 'Er', password: 'Passw0rd-test' };

export class RestError extends Error {
  /** @param {string} route @param {number} status @param {string} body */
  constructor(route, status, body) {
    super(`${route} answered ${status}: ${body.slice(0, 1000)}`);
    this.status = status;
    this.body = body;
  }
}

const ended = new Set(['success', 'error', 'canceled', 'crashed']);

export class Rest {
  #cookie = '';

  /** @param {string} url of n8n */
  constructor(url) {
    this.url = url;
  }

  /**
   * Any route; the `data` of the answer.
   * @param {string} method @param {string} path with `/rest` at its start @param {unknown} [body]
   * @returns {Promise<unknown>}
   */
  async call(method, path, body) {
    const answer = await this.fetch(method, path, body);
    const text = await answer.text();
    if (!answer.ok) throw new RestError(`${method} ${path}`, answer.status, text);
    if (text === '') return undefined;
    const parsed = JSON.parse(text);
    return path.startsWith('/rest/') ? parsed.data : parsed;
  }

  /** Any route, whatever it answers. @param {string} method @param {string} path @param {unknown} [body] */
  async fetch(method, path, body) {
    // The cookie is bound to the browser that has asked for it.
    const headers = { 'content-type': 'application/json', 'browser-id': 'test', cookie: this.#cookie };
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const answer = await fetch(`${this.url}${path}`, { method, headers, ...sent });
    const cookie = answer.headers.getSetCookie().find((cookie) => cookie.startsWith('n8n-auth='));
    if (cookie) this.#cookie = cookie.split(';')[0] ?? '';
    return answer;
  }

  /** As the owner, who is set up when n8n has none yet. */
  async signIn() {
    const settings = /** @type {{ userManagement: { showSetupOnFirstLoad: boolean } }} */ (
      await this.call('GET', '/rest/settings')
    );
    if (settings.userManagement.showSetupOnFirstLoad) await this.call('POST', '/rest/owner/setup', owner);
    else await this.call('POST', '/rest/login', { emailOrLdapLoginId: owner.email, password: owner.password });
  }

  async nodeTypes() {
    return /** @type {NodeType[]} */ (await this.call('GET', '/types/nodes.json'));
  }

  /** @param {string} name @returns {Promise<NodeType>} its newest version */
  async nodeType(name) {
    const type = (await this.nodeTypes()).findLast((type) => type.name === name);
    if (!type) throw new Error(`n8n has no node type ${name}`);
    return type;
  }

  async credentialTypes() {
    return /** @type {NodeType[]} */ (await this.call('GET', '/types/credentials.json'));
  }

  /** @param {string} type @param {Record<string, unknown>} data @param {string} [name] */
  async createCredential(type, data, name = `${type} ${crypto.randomUUID().slice(0, 8)}`) {
    return /** @type {Credential} */ (await this.call('POST', '/rest/credentials', { name, type, data }));
  }

  /** @param {Credential} credential @param {Record<string, unknown>} data all of it */
  async updateCredential({ id, name, type }, data) {
    return /** @type {Credential} */ (await this.call('PATCH', `/rest/credentials/${id}`, { name, type, data }));
  }

  /** What the editor shows of it: secrets blanked. @param {Credential} credential */
  async credentialData({ id }) {
    const stored = await this.call('GET', `/rest/credentials/${id}?includeData=true`);
    return /** @type {{ data: Record<string, unknown> }} */ (stored).data;
  }

  /** @param {Credential} credential */
  async deleteCredential({ id }) {
    await this.call('DELETE', `/rest/credentials/${id}`);
  }

  /**
   * The credential's Test button.
   * @param {Credential} credential @param {Record<string, unknown>} [data] in place of what is stored
   */
  async testCredential({ id, name, type }, data) {
    // Without data n8n would test an empty one: the editor sends what it shows, and n8n puts the secrets back.
    const shown = data ?? (await this.credentialData({ id, name, type }));
    const credentials = { id, name, type, data: shown };
    return /** @type {CredentialTest} */ (await this.call('POST', '/rest/credentials/test', { credentials }));
  }

  /** @param {Workflow} workflow */
  async createWorkflow(workflow) {
    return /** @type {StoredWorkflow} */ (await this.call('POST', '/rest/workflows', workflow));
  }

  /** @param {string} id @param {Partial<Workflow>} changes */
  async updateWorkflow(id, changes) {
    return /** @type {StoredWorkflow} */ (await this.call('PATCH', `/rest/workflows/${id}`, changes));
  }

  /** Its triggers listen from now on; one that cannot start is an error. @param {StoredWorkflow} workflow */
  async activate({ id, versionId }) {
    await this.call('POST', `/rest/workflows/${id}/activate`, { versionId });
    await this.#published(id, 'published');
  }

  /** Its triggers have stopped when this ends. @param {{ id: string }} workflow */
  async deactivate({ id }) {
    await this.call('POST', `/rest/workflows/${id}/deactivate`, {});
    await this.#published(id, 'not_published');
  }

  /** n8n starts and stops triggers after it has answered. @param {string} id @param {string} wanted @param {number} [timeout] */
  async #published(id, wanted, timeout = 30_000) {
    const until = Date.now() + timeout;
    for (;;) {
      const answer = await this.call('GET', `/rest/workflows/${id}/publication-status`);
      const { status, triggers } = /** @type {{ status: string, triggers: { errorMessage: string | null }[] }} */ (
        answer
      );
      if (status === wanted) return;
      if (status === 'failed' || status === 'partial' || Date.now() > until) {
        const reasons = triggers.map(({ errorMessage }) => errorMessage).filter(Boolean);
        throw new Error(`workflow ${id} is ${status}, not ${wanted}: ${reasons.join('; ')}`);
      }
      await sleep(50);
    }
  }

  /** @param {{ id: string }} workflow */
  async deleteWorkflow({ id }) {
    // n8n deletes from its archive only.
    await this.call('POST', `/rest/workflows/${id}/archive`, {});
    await this.call('DELETE', `/rest/workflows/${id}`);
  }

  /**
   * Stores a workflow, runs it as the editor's button does, and waits for its end.
   * @param {Workflow} workflow
   * @param {StartOptions & { timeout?: number }} [options] `timeout` in ms
   */
  async run(workflow, { timeout, ...options } = {}) {
    const stored = await this.createWorkflow(workflow);
    return this.finished(await this.start(stored, options), timeout);
  }

  /**
   * Starts a stored workflow as the editor's button does.
   * @param {StoredWorkflow} workflow @param {StartOptions} [options]
   * @returns {Promise<string>} the execution's id
   */
  async start({ id, nodes }, { trigger = nodes[0]?.name, upTo, asked } = {}) {
    const destination = upTo === undefined ? {} : { destinationNode: { nodeName: upTo, mode: 'inclusive' } };
    // An agent names tools after their nodes, without spaces.
    const query = { [(upTo ?? '').replaceAll(/[^\w-]+/g, '_')]: asked };
    const agent = asked === undefined ? {} : { agentRequest: { query, tool: { name: '' } } };
    const body = { triggerToStartFrom: { name: trigger }, ...destination, ...agent };
    const answer = /** @type {{ executionId?: string }} */ (await this.call('POST', `/rest/workflows/${id}/run`, body));
    // It answers `waitingForWebhook` for a trigger that only starts from outside.
    if (answer.executionId === undefined) throw new Error(`${trigger} has not started: ${JSON.stringify(answer)}`);
    return answer.executionId;
  }

  /** An execution, ended or not. @param {string} id */
  async execution(id) {
    return new Execution(/** @type {StoredExecution} */ (await this.call('GET', `/rest/executions/${id}`)));
  }

  /**
   * Waits for the end of an execution, or for a status.
   * @param {string} id @param {number} [timeout] in ms @param {string} [status]
   */
  async finished(id, timeout = 60_000, status) {
    const until = Date.now() + timeout;
    for (;;) {
      const execution = await this.execution(id);
      const reached = ended.has(execution.status) || execution.status === status;
      if (reached && execution.stored) return execution;
      if (Date.now() > until) throw new Error(`still not ended after ${timeout} ms: ${execution}`);
      await sleep(50);
    }
  }

  /** The executions of a workflow, newest first. @param {{ id: string }} workflow */
  async executionsOf({ id }) {
    const filter = encodeURIComponent(JSON.stringify({ workflowId: id }));
    const found = await this.call('GET', `/rest/executions?filter=${filter}`);
    return /** @type {{ results: { id: string, status: string, mode: string }[] }} */ (found).results;
  }

  /**
   * Waits until a workflow has so many executions, all of them ended; oldest first.
   * @param {{ id: string }} workflow @param {number} [count] @param {number} [timeout] in ms
   */
  async executed(workflow, count = 1, timeout = 60_000) {
    const until = Date.now() + timeout;
    for (;;) {
      const found = await this.executionsOf(workflow);
      if (found.length >= count) return Promise.all(found.reverse().map(({ id }) => this.finished(id, timeout)));
      if (Date.now() > until) throw new Error(`${found.length} executions, not ${count}, after ${timeout} ms`);
      await sleep(50);
    }
  }

  /** @param {string} id of an execution that runs */
  async stopExecution(id) {
    await this.call('POST', `/rest/executions/${id}/stop`, {});
  }

  /**
   * A request to an active workflow's webhook.
   * @param {string} path @param {unknown} [body] sent as JSON @param {RequestInit} [init]
   */
  webhook(path, body = {}, init = {}) {
    const headers = { 'content-type': 'application/json' };
    return fetch(`${this.url}/webhook/${path}`, { method: 'POST', headers, body: JSON.stringify(body), ...init });
  }

  /** The choices of a drop-down. @param {NodeInUse} node */
  async loadOptions(node) {
    return /** @type {Option[]} */ (await this.call('POST', '/rest/dynamic-node-parameters/options', inUse(node)));
  }

  /**
   * A page of the choices of a resource locator.
   * @param {NodeInUse} node @param {{ filter?: string, paginationToken?: string }} [page]
   */
  async listSearch(node, page = {}) {
    const body = { ...inUse(node), ...page };
    const found = await this.call('POST', '/rest/dynamic-node-parameters/resource-locator-results', body);
    return /** @type {{ results: ListEntry[], paginationToken?: string }} */ (found);
  }

  /** The bytes of a binary. @param {Binary} binary of an item @returns {Promise<Buffer>} */
  async bytes({ id, data }) {
    if (id === undefined) return Buffer.from(data, 'base64');
    const path = `/rest/binary-data?id=${encodeURIComponent(id)}&action=download`;
    const answer = await this.fetch('GET', path);
    if (!answer.ok) throw new RestError(`GET ${path}`, answer.status, await answer.text());
    return Buffer.from(await answer.arrayBuffer());
  }
}

/** @param {NodeInUse} node */
function inUse({ type, version = 1, method, path = 'parameters', parameters = {}, credential }) {
  const { id, name } = credential ?? {};
  return {
    nodeTypeAndVersion: { name: type, version },
    methodName: method,
    path,
    currentNodeParameters: parameters,
    ...(credential ? { credentials: { [credential.type]: { id, name } } } : {}),
  };
}
