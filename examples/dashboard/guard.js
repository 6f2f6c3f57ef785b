// What the dashboard's server does not let through: other hosts' names, other origins, and paths that are not the API's. Pure.

/** @import { IncomingMessage } from 'node:http' */

/** @typedef {{ status: number, text: string, headers?: Record<string, string> }} Refusal */

const methods = ['GET', 'POST', 'PUT', 'DELETE'];
const services = new Set(['core', 'chat', 'crm']);
const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/** As URLs write it. @param {string} host */
export const nameOf = (host) => (host.includes(':') ? `[${host}]` : host.toLowerCase());

/**
 * @param {Pick<IncomingMessage, 'method' | 'headers'>} request
 * @param {string} host that the server listens on
 * @param {boolean} isApi
 * @returns {Refusal | null}
 */
export function refusalOf({ method = '', headers }, host, isApi) {
  // A page of elsewhere whose name was made to mean this machine (DNS rebinding) still says its own name.
  const name = urlOf(`http://${headers.host ?? ''}`)?.hostname;
  if (!name || !(loopback.has(name) || name === nameOf(host))) {
    return { status: 403, text: 'Refused: this server goes by the name of this machine only.' };
  }
  if (headers.origin !== undefined && urlOf(headers.origin)?.host !== headers.host?.toLowerCase()) {
    return { status: 403, text: "Refused: only the dashboard's own page may ask." };
  }
  if (!isApi) return null;
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') {
    return { status: 403, text: "Refused: only the dashboard's own page may call the API." };
  }
  if (!methods.includes(method)) {
    return { status: 405, text: 'The API has no such method.', headers: { Allow: methods.join(', ') } };
  }
  return null;
}

/**
 * The API's path and query of `/api/<service>/v<n>/…`, as they came; null for anything that could lead elsewhere.
 * @param {string} url
 */
export function apiPath(url) {
  const [path = '', ...query] = url.slice('/api'.length).split('?');
  const [, service = '', version = '', ...rest] = path.split('/');
  if (!services.has(service) || !/^v\d+$/.test(version) || rest.length === 0) return null;
  if (url.includes('#') || !rest.every(isPlain)) return null;
  return query.length ? `${path}?${query.join('?')}` : path;
}

/** @param {string} text */
const urlOf = (text) => (URL.canParse(text) ? new URL(text) : null);

/** One name between two slashes, and still one after whoever decodes it. @param {string} segment */
function isPlain(segment) {
  const decoded = textOf(segment);
  if (!decoded || decoded === '.' || decoded === '..') return false;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return !/[/\\%\u0000-\u001f\u007f]/.test(decoded);
}

/** @param {string} segment */
function textOf(segment) {
  try {
    return decodeURIComponent(segment);
  } catch {
    return '';
  }
}
