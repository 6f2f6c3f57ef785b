// The dashboard's server: hands out the page, holds the API token, and forwards the page's calls under `/api` with it. It is for one
// person on their own machine: whoever may reach it acts with the token, so it listens on loopback and refuses other origins.

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { buildRequest } from 'wts-chat';
import { createForward } from './forward.js';
import { apiPath, nameOf, refusalOf } from './guard.js';
import { masker } from './mask.js';

/** @import { IncomingMessage, Server, ServerResponse } from 'node:http' */

/**
 * @typedef {object} DashboardOptions
 * @property {string} token of the account. It stays in this process.
 * @property {string} [baseUrl] of the API. Default: https://api.wts.chat, or the host that the token's prefix names.
 * @property {string} [host] to listen on, 127.0.0.1 by default
 * @property {number} [port] 0, the default, is any free one
 * @property {string | readonly string[]} [storage] origins of the files, to which the page uploads. Default: any https address.
 * @property {string} [page] folder of the built page
 */

const builtPage = fileURLToPath(new URL('../../target/dashboard/', import.meta.url));

/** What the page consists of: nothing else is handed out. */
const types = new Map([
  ['html', 'text/html; charset=utf-8'],
  ['js', 'text/javascript; charset=utf-8'],
  ['css', 'text/css; charset=utf-8'],
  ['svg', 'image/svg+xml'],
]);

/**
 * @param {DashboardOptions} options
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function startDashboard({ token, baseUrl, host = '127.0.0.1', port = 0, storage = [], page = builtPage }) {
  const { url: sample, headers } = buildRequest('channel', 'list', {}, { apiKey: token, baseUrl });
  const upstream = new URL(sample.slice(0, -'/chat/v1/channel'.length));
  const authorization = headers.Authorization ?? '';
  const forward = createForward(upstream, authorization);
  const policy = policyOf(typeof storage === 'string' ? [storage] : storage);
  // A token may be written with the prefix that names its host.
  const hide = masker([token, authorization.replace('Bearer ', '')]).text;

  const server = createServer((request, response) => {
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('Referrer-Policy', 'no-referrer');
    response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
    response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
    response.setHeader('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'; sandbox");
    const url = request.url ?? '';
    const isApi = url === '/api' || url.startsWith('/api/');
    const refusal = refusalOf(request, host, isApi);
    if (refusal) return refuse(response, refusal.status, hide(refusal.text), refusal.headers);
    if (isApi) {
      const path = apiPath(url);
      if (!path) return refuse(response, 403, 'This is no path of the API.');
      return forward(request, response, path);
    }
    handOut(request, response, page, policy).catch(() => refuse(response, 500, 'The page cannot be read.'));
  });
  await listen(server, port, host);
  const address = server.address();
  const actual = typeof address === 'object' && address ? address.port : port;
  return { url: `http://${shown(host)}:${actual}/`, close: () => stop(server, forward.end) };
}

/** @param {readonly string[]} storage */
function policyOf(storage) {
  const files = storage.length ? storage.map((address) => new URL(address).origin).join(' ') : 'https:';
  return [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    `img-src 'self' data: blob: https: ${storage.length ? files : ''}`.trimEnd(),
    `media-src blob: https: ${storage.length ? files : ''}`.trimEnd(),
    `connect-src 'self' ${files}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'none'",
  ].join('; ');
}

/**
 * @param {IncomingMessage} request
 * @param {ServerResponse} response
 * @param {string} folder
 * @param {string} policy
 */
async function handOut({ method, url = '' }, response, folder, policy) {
  const path = url.split('?')[0] ?? '';
  const [, name, extension = ''] = /^\/([a-z]+)\.([a-z]+)$/.exec(path === '/' ? '/index.html' : path) ?? [];
  const type = types.get(extension);
  if (!name || !type) return refuse(response, 404, 'There is no such page.');
  if (method !== 'GET' && method !== 'HEAD') {
    return refuse(response, 405, 'Pages are only read.', { Allow: 'GET, HEAD' });
  }
  const content = await readFile(`${folder}/${name}.${extension}`).catch(() => null);
  if (!content && path === '/') return refuse(response, 503, 'The page is not built yet: npm run dashboard builds it.');
  if (!content) return refuse(response, 404, 'There is no such page.');
  const headers = { 'Content-Type': type, 'Content-Length': content.length, 'Cache-Control': 'no-cache' };
  response.writeHead(200, { ...headers, 'Content-Security-Policy': policy });
  response.end(method === 'HEAD' ? undefined : content);
}

/**
 * @param {ServerResponse} response
 * @param {number} status
 * @param {string} text
 * @param {Record<string, string>} [headers]
 */
function refuse(response, status, text, headers) {
  if (response.headersSent) return response.destroy();
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store', ...headers });
  return response.end(`${text}\n`);
}

/** @param {string} host to listen on: what a person can open */
function shown(host) {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return nameOf(host);
}

/** @param {Server} server @param {number} port @param {string} host */
function listen(server, port, host) {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve(undefined));
  });
}

/** @param {Server} server @param {() => void} endOthers @returns {Promise<void>} */
function stop(server, endOthers) {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
    endOthers();
  });
}
