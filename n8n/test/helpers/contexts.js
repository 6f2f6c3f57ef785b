// `this` of a node's methods, after n8n-core (node-execution-context/*.js).

import { binaryHelpers, inputBinaryHelpers } from './binary.js';
import { httpHelpers } from './http.js';
import { credentialType, fromTools, workflow } from './package.js';
import { completed, extract, parameterReader, resolved } from './parameters.js';

/** @import { IExecuteFunctions, IHookFunctions, ILoadOptionsFunctions, INode, INodeExecutionData, INodeType, IWebhookFunctions } from 'n8n-workflow' */
/** @import { Asked } from './http.js' */
/** @import { Parameters } from './parameters.js' */

const lodashGet = fromTools('lodash/get');

/** @typedef {{ level: string, message: string, meta: unknown }} Line of the log */

/**
 * @typedef {object} Given
 * @property {INodeType} type `nodeType('WtsChat')`
 * @property {Parameters} [parameters] those that are set; the rest have their defaults. A function is called with the item's index
 * @property {Record<string, unknown> | null} [credential] what is set of the credential; none at all for null
 * @property {Partial<INode>} [node] `onError`, `typeVersion`, …
 * @property {Record<string, any>} [staticData] of the whole workflow: `node:<name>` and `global`
 * @property {{ id: string, name: string, active: boolean }} [workflow]
 * @property {string} [timezone]
 * @property {boolean} [stored] whether n8n keeps files outside of items
 * @property {Line[]} [log] filled
 * @property {Asked[]} [asked] filled: the requests that the helpers were asked for
 * @property {string} [mode] of the execution: `manual`, `webhook`, …
 * @property {string} [instanceId]
 */

/** @param {Given} given @returns {INode} */
function nodeOf({ type, node = {}, credential }) {
  const { description } = type;
  const typeVersion = Array.isArray(description.version) ? Math.max(...description.version) : description.version;
  return {
    id: 'b1f7c2f0-9a2e-4b1c-8f57-3f0d6c1f4a01',
    name: description.defaults.name ?? description.displayName,
    type: `n8n-nodes-wts-chat.${description.name}`,
    typeVersion,
    position: [0, 0],
    parameters: {},
    ...(credential !== null && { credentials: { wtsChatApi: { id: '1', name: 'WTS Chat' } } }),
    ...node,
  };
}

/** What all contexts share. @param {Given} given */
function base(given) {
  const { type, parameters = {}, credential = {}, log = [], staticData = {}, mode = 'manual' } = given;
  const node = nodeOf(given);
  const { id, name, active } = given.workflow ?? { id: 'wf1', name: 'A workflow', active: false };
  const line = (/** @type {string} */ level) => (/** @type {string} */ message, /** @type {unknown} */ meta) => {
    log.push({ level, message, meta });
  };
  const read = parameterReader(type, node, parameters);
  return {
    node,
    read,
    context: {
      logger: { error: line('error'), warn: line('warn'), info: line('info'), debug: line('debug') },
      getNode: () => workflow.deepCopy({ ...node, parameters: completed(type, node, resolved(parameters, 0)) }),
      getWorkflow: () => ({ id, name, active }),
      getMode: () => mode,
      getTimezone: () => given.timezone ?? 'America/New_York',
      getInstanceId: () => given.instanceId ?? 'instance-1',
      getExecutionId: () => 'exec-1',
      getKnownNodeTypes: () => ({}),
      getRestApiUrl: () => 'http://localhost:5678/rest',
      getWorkflowSettings: () => ({}),
      /** @param {'node' | 'global'} kind */
      getWorkflowStaticData(kind) {
        const place = kind === 'global' ? 'global' : `node:${node.name}`;
        staticData[place] ??= {};
        return staticData[place];
      },
      /** @param {string} credentialName */
      async getCredentials(credentialName) {
        const known = type.description.credentials?.some((entry) => entry.name === credentialName);
        const fail = (/** @type {string} */ message) => {
          throw new workflow.NodeOperationError(node, message, { level: 'warning' });
        };
        if (!known) fail(`Node type "${node.type}" does not have any credentials of type "${credentialName}" defined`);
        if (credential === null) fail('Node does not have any credentials set');
        const defaults = credentialType().properties.map((property) => [property.name, property.default]);
        return { ...Object.fromEntries(defaults), ...credential };
      },
      /** Of all but executions. @param {string} parameter @param {unknown} [fallback] @param {any} [options] */
      getNodeParameter: (parameter, fallback, options) => read(parameter, 0, fallback, options),
    },
  };
}

/** @param {object | object[]} data @returns {INodeExecutionData[]} */
export function returnJsonArray(data) {
  return [data].flat().map((/** @type {any} */ entry) => (entry?.json ? { ...entry } : { json: entry }));
}

/** @param {INodeExecutionData[]} items @param {{ itemData: any }} options */
const constructExecutionMetaData = (items, { itemData }) =>
  items.map(({ json, ...rest }) => ({ json, pairedItem: itemData, ...rest }));

/**
 * For `execute`.
 * @param {Given & { items?: INodeExecutionData[], combined?: boolean, signal?: AbortSignal, runIndex?: number }} given
 *   `combined`: files lie in the items' JSON; `signal`: the execution's, which stops it
 * @returns {IExecuteFunctions}
 */
export function executeContext(given) {
  const { combined = false, signal, runIndex = 0, asked = [], stored = false } = given;
  /** @type {INodeExecutionData[]} */
  const items = given.items ?? [{ json: {} }];
  const { node, read, context } = base(given);
  const executionContext = {};
  const full = {
    ...context,
    getNodeParameter: read,
    getInputData: () => items,
    getExecutionCancelSignal: () => signal,
    /** @param {() => void} handler */
    onExecutionCancellation: (handler) => signal?.addEventListener('abort', handler, { once: true }),
    continueOnFail: () =>
      node.onError ? ['continueRegularOutput', 'continueErrorOutput'].includes(node.onError) : !!node.continueOnFail,
    getContext: () => executionContext,
    /** @param {number} itemIndex */
    getWorkflowDataProxy: (itemIndex) => ({
      $runIndex: runIndex,
      $itemIndex: itemIndex,
      $json: items[itemIndex]?.json,
      $binary: items[itemIndex]?.binary,
    }),
    addExecutionHints: () => {},
    sendMessageToUI: () => {},
    isToolExecution: () => false,
    helpers: {},
  };
  full.helpers = {
    returnJsonArray,
    constructExecutionMetaData,
    ...httpHelpers(full, asked),
    ...binaryHelpers(stored),
    ...inputBinaryHelpers({ items, node, isCombined: combined }),
  };
  return /** @type {any} */ (full);
}

/**
 * For `webhookMethods`.
 * @param {Given & { webhookUrl?: string }} given
 * @returns {IHookFunctions}
 */
export function hookContext(given) {
  const { context } = base(given);
  const full = {
    ...context,
    getActivationMode: () => 'activate',
    getNodeWebhookUrl: () => given.webhookUrl,
    getWebhookName: () => 'default',
    getWebhookDescription: () => given.type.description.webhooks?.[0],
    helpers: {},
  };
  full.helpers = httpHelpers(full, given.asked ?? []);
  return /** @type {any} */ (full);
}

/**
 * For `webhook`. Request and response are express's: see instance.js.
 * @param {Given & { request: any, response: any, webhookUrl?: string }} given
 * @returns {IWebhookFunctions}
 */
export function webhookContext(given) {
  const { request, response, asked = [], stored = false } = given;
  const { context } = base({ mode: 'webhook', ...given });
  const full = {
    ...context,
    getRequestObject: () => request,
    getResponseObject: () => response,
    getBodyData: () => request.body,
    getHeaderData: () => request.headers,
    getQueryData: () => request.query,
    getParamsData: () => request.params,
    getNodeWebhookUrl: () => given.webhookUrl,
    getWebhookName: () => 'default',
    helpers: {},
  };
  full.helpers = { returnJsonArray, ...httpHelpers(full, asked), ...binaryHelpers(stored) };
  return /** @type {any} */ (full);
}

/**
 * For `methods.loadOptions` and `methods.listSearch`. The parameters are those of the open form, not saved yet.
 * @param {Given & { path?: string }} given `path`: of the parameter whose options are loaded
 * @returns {ILoadOptionsFunctions}
 */
export function loadOptionsContext(given) {
  const { type, parameters = {}, path = '', asked = [] } = given;
  const { node, context } = base({ mode: 'internal', ...given });
  const current = completed(type, node, resolved(parameters, 0));
  const full = {
    ...context,
    /** @param {string} name `&x` is beside the parameter @param {{ extractValue?: boolean }} [options] */
    getCurrentNodeParameter(name, options) {
      const place = name.startsWith('&') ? `${path.split('.').slice(1, -1).join('.')}.${name.slice(1)}` : name;
      const value = lodashGet(current, place);
      return options?.extractValue ? extract(value, place, { ...node, parameters: current }, type.description) : value;
    },
    getCurrentNodeParameters: () => current,
    helpers: {},
  };
  full.helpers = httpHelpers(full, asked);
  return /** @type {any} */ (full);
}
