// n8n's HTTP helpers, after @n8n/backend-network (axios/request.js) and n8n-core (request-helpers/authentication.js).

import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import vm from 'node:vm';
import { credentialType, fromTools, workflow } from './package.js';

/** @import { ICredentialDataDecryptedObject, IHttpRequestOptions, INode } from 'n8n-workflow' */

/** @typedef {{ getNode(): INode, getCredentials(type: string): Promise<ICredentialDataDecryptedObject>, getExecutionCancelSignal?(): AbortSignal | undefined }} Requester */

const axios = fromTools('axios').create({ timeout: 300_000, proxy: false });
for (const method of ['post', 'put', 'patch']) axios.defaults.headers[method] = {};
axios.interceptors.request.use((/** @type {any} */ config) => {
  if (config.data === undefined) config.headers.setContentType(false, false);
  return config;
});

/** What was asked of the helpers, in order; for those who want to look. @typedef {{ authenticated: boolean, options: IHttpRequestOptions }} Asked */

/**
 * @param {Requester} context
 * @param {Asked[]} asked
 */
export function httpHelpers(context, asked) {
  return {
    /** @param {IHttpRequestOptions} options */
    async httpRequest(options) {
      asked.push({ authenticated: false, options });
      return await send(options);
    },
    /**
     * With `this`, as n8n has it.
     * @this {Requester}
     * @param {string} type
     * @param {IHttpRequestOptions} options
     */
    async httpRequestWithAuthentication(type, options) {
      if (this !== context) throw new TypeError('httpRequestWithAuthentication is called without its context');
      asked.push({ authenticated: true, options });
      removeEmptyBody(options);
      // Whatever the caller gave: n8n puts the execution's own in its place, or nothing.
      if ('getExecutionCancelSignal' in this)
        Object.assign(options, { abortSignal: this.getExecutionCancelSignal?.() });
      try {
        const credentials = await this.getCredentials(type);
        return await send(authenticated(credentials, options));
      } catch (error) {
        throw new workflow.NodeApiError(this.getNode(), /** @type {any} */ (error));
      }
    },
  };
}

/**
 * By the package's own `authenticate`, of n8n's generic kind.
 * @param {ICredentialDataDecryptedObject} credentials
 * @param {IHttpRequestOptions} options
 */
export function authenticated(credentials, options) {
  const { authenticate } = credentialType();
  if (typeof authenticate !== 'object') throw new TypeError('a generic `authenticate` is expected');
  /** @type {Record<string, any>} */
  const all = options;
  all.headers ??= {};
  for (const [place, entries] of Object.entries(authenticate.properties)) {
    all[place] ??= {};
    for (const [name, value] of Object.entries(entries))
      all[place][evaluated(name, credentials)] = evaluated(value, credentials);
  }
  return options;
}

/**
 * An expression over `$credentials`, or the text as it is.
 * @param {unknown} text
 * @param {ICredentialDataDecryptedObject} $credentials
 */
export function evaluated(text, $credentials) {
  if (typeof text !== 'string' || !text.startsWith('=')) return /** @type {string} */ (text);
  return text.slice(1).replace(/\{\{([\s\S]*?)\}\}/g, (_, code) => String(vm.runInNewContext(code, { $credentials })));
}

/** @param {IHttpRequestOptions} options */
async function send(options) {
  removeEmptyBody(options);
  const request = axiosRequest(options);
  if (request.data === undefined || request.method?.toUpperCase() === 'GET') delete request.data;
  const result = await axios(request);
  if (!options.returnFullResponse) return result.data;
  return { body: result.data, headers: result.headers, statusCode: result.status, statusMessage: result.statusText };
}

/** @param {IHttpRequestOptions} options */
function axiosRequest({ headers = {}, method, timeout, auth, url, qs, body, ...rest }) {
  /** @type {Record<string, any>} */
  const request = {
    headers,
    method,
    timeout,
    auth,
    url,
    params: qs,
    maxBodyLength: Infinity,
    maxContentLength: Infinity,
  };
  if (rest.abortSignal) request.signal = rest.abortSignal;
  if (rest.baseURL !== undefined) request.baseURL = rest.baseURL;
  if (rest.disableFollowRedirect === true) request.maxRedirects = 0;
  else if (rest.maxRedirects !== undefined) request.maxRedirects = rest.maxRedirects;
  if (rest.encoding !== undefined) request.responseType = rest.encoding;
  // Like n8n's, of one request.
  request.httpAgent = new HttpAgent();
  request.httpsAgent = new HttpsAgent();
  const isContent = typeof body === 'object' && body !== null && !workflow.isObjectEmpty(body);
  if (body && (typeof body === 'string' || isContent)) request.data = body;
  if (rest.json && !has(headers, 'accept')) request.headers = { ...request.headers, Accept: 'application/json' };
  if (!has(headers, 'user-agent')) request.headers = { ...request.headers, 'User-Agent': 'n8n' };
  if (rest.ignoreHttpStatusErrors === true) request.validateStatus = () => true;
  return request;
}

/** @param {object} headers @param {string} name */
const has = (headers, name) => Object.keys(headers).some((header) => header.toLowerCase() === name);

/** @param {IHttpRequestOptions} options */
function removeEmptyBody(options) {
  const { method = 'GET', body } = options;
  if (!['GET', 'HEAD', 'OPTIONS'].includes(method)) return;
  const isSized = typeof body === 'string' || Array.isArray(body) || Buffer.isBuffer(body);
  const isEmpty = isSized ? body.length === 0 : typeof body === 'object' && body !== null && !Object.keys(body).length;
  if (body === null || body === undefined || isEmpty) delete options.body;
}
