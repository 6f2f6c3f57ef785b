// What the package does for a text, as one would write it for this one call in plain JavaScript: the params are
// checked, the request is built, the answer has its time, is read and judged. What its speed is held against.

/** @typedef {{ from: string, to: string, text: string }} Text */
/** @typedef {{ apiKey: string, baseUrl: string, timeout?: number, fetch?: typeof fetch }} PlainOptions */

/** @param {Text} params @param {PlainOptions} options */
export async function sendText(params, { apiKey, baseUrl, timeout = 60_000, fetch = globalThis.fetch }) {
  const { url, ...request } = requestOf(params, { apiKey, baseUrl });
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), timeout);
  try {
    const response = await fetch(url, { ...request, redirect: 'manual', signal: controller.signal });
    return judged(response.status, await response.text());
  } catch (error) {
    if (error instanceof PlainError) throw error;
    throw new PlainError(controller.signal.aborted ? 'timeout' : 'network', 'no answer', { cause: error });
  } finally {
    clearTimeout(timer);
  }
}

/** @param {Text} params @param {{ apiKey: string, baseUrl: string }} options */
export function requestOf(params, { apiKey, baseUrl }) {
  const [issue] = issuesOf(params);
  if (issue) throw new PlainError('validation', `${issue.field}: ${issue.message}`);
  const { from, to, text } = params;
  const headers = {
    Accept: 'application/json',
    Authorization: `Bearer ${apiKey}`,
    'Content-Type': 'application/json',
  };
  const body = JSON.stringify({ from: channelOf(from), to: channelOf(to), body: { text } });
  return { method: 'POST', url: `${baseUrl}/chat/v1/message/send`, headers, body };
}

const known = ['from', 'to', 'text'];
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const longest = 65_536;

/** @param {Text} params @returns {{ field: string, message: string }[]} */
export function issuesOf(params) {
  const issues = [];
  for (const field of Object.keys(params)) {
    if (!known.includes(field)) issues.push({ field, message: 'is unknown' });
  }
  for (const field of /** @type {const} */ (['from', 'to'])) {
    const value = params[field];
    const isGood = typeof value === 'string' && (uuid.test(value) || value.startsWith('@') || isPhone(value));
    if (!isGood) issues.push({ field, message: 'is no phone number, no @user and no id' });
  }
  const { text } = params;
  if (typeof text !== 'string' || text.trim() === '') issues.push({ field: 'text', message: 'is empty' });
  else if (text.length > longest) issues.push({ field: 'text', message: 'is too long' });
  return issues;
}

/** @param {string} value */
const isPhone = (value) => /^\+?[\d\s().-]+$/.test(value) && /^\d{8,15}$/.test(value.replace(/\D/g, ''));

/** @param {string} value */
const channelOf = (value) => (uuid.test(value) || value.startsWith('@') ? value : value.replace(/\D/g, ''));

/** @type {Record<number, string>} */
const codes = { 401: 'authentication', 402: 'permission', 403: 'permission', 404: 'not_found', 429: 'rate_limited' };

/** @param {number} status @param {string} text */
function judged(status, text) {
  if (status < 200 || status > 299) {
    throw new PlainError(codes[status] ?? (status >= 500 ? 'server' : 'bad_request'), text);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new PlainError('invalid_response', 'the answer is no JSON', { cause: error });
  }
}

export class PlainError extends Error {
  /** @param {string} code @param {string} message @param {ErrorOptions} [options] */
  constructor(code, message, options) {
    super(message, options);
    this.code = code;
  }
}
