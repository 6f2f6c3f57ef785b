// What the suites share: a sandbox per test that ends with it, and plain calls.

import { startSandbox } from '../src/index.js';

/** @import { TestContext } from 'node:test' */
/** @import { Sandbox, SandboxOptions } from '../src/index.js' */

export const unknownId = '00000000-0000-4000-8000-000000000000';

/** @param {TestContext} t @param {SandboxOptions} [options] */
export async function started(t, options) {
  const sandbox = await startSandbox(options);
  t.after(() => sandbox.close());
  return sandbox;
}

/**
 * @typedef {object} CallOptions
 * @property {unknown} [body] sent as JSON
 * @property {string} [raw] sent as it is
 * @property {string | null} [token] null for none
 * @property {Record<string, string>} [headers]
 *
 * What the tests look at in answers, whatever the operation.
 * @typedef {object} Answered
 * @property {string} id
 * @property {string} key
 * @property {string} text
 * @property {string} title
 * @property {string} status
 * @property {number} httpStatusCode
 * @property {Record<string, string[]>} errors
 * @property {Answered[]} items
 * @property {number} pageNumber
 * @property {number} pageSize
 * @property {number} totalItems
 * @property {number} totalPages
 * @property {boolean} hasMorePages
 * @property {string} updatedAt
 * @property {string | null} endAt
 * @property {string} type
 * @property {string | null} number
 * @property {string} name
 * @property {string} extension
 * @property {string} mimeType
 * @property {number} size
 * @property {string} tempFileId
 * @property {string} urlUpload
 * @property {string} sessionId
 * @property {string} contactId
 * @property {string | null} botId
 * @property {string} windowStatus
 * @property {string} channelType
 * @property {string | null} lastMessageText
 * @property {Record<string, unknown>} metadata
 * @property {{ tagsName: string[], phonenumber: string }} contactDetails
 * @property {{ id: string, userId: string }} agentDetails
 * @property {{ id: string }} departmentDetails
 * @property {{ platform: string }} channelDetails
 * @property {string} direction
 * @property {string} origin
 * @property {string} statusUrl
 * @property {string} failureReason
 * @property {string} failedReason
 * @property {string | null} readContactAt
 * @property {string | null} fileId
 * @property {string | null} refId
 * @property {{ file: Answered & { publicUrl: string }, errors: Answered[] }} details
 */

/**
 * @param {Sandbox} sandbox
 * @param {string} route `GET /chat/v1/channel`
 * @param {CallOptions} [options]
 */
export async function call(sandbox, route, { body, raw, token = sandbox.tokens.full, headers = {} } = {}) {
  const [method = '', path = ''] = route.split(' ');
  const text = raw ?? (body === undefined ? null : JSON.stringify(body));
  const response = await fetch(sandbox.url + path, {
    method,
    headers: {
      ...(token !== null && { authorization: `Bearer ${token}` }),
      ...(text !== null && { 'content-type': 'application/json' }),
      ...headers,
    },
    body: text,
  });
  const answer = await response.text();
  const value = parse(answer);
  const rows = /** @type {Answered[]} */ (Array.isArray(value) ? value : []);
  return {
    status: response.status,
    headers: response.headers,
    text: answer,
    json: /** @type {Answered} */ (value),
    /** of an answer that is a bare array */
    rows,
  };
}

/**
 * The three steps of an upload.
 * @param {Sandbox} sandbox
 * @param {{ name?: string, mimeType?: string, type?: string, data?: string }} [file]
 */
export async function upload(sandbox, { name = 'conta.pdf', mimeType = 'application/pdf', type, data = 'bytes' } = {}) {
  const step = await uploadUrl(sandbox, { Type: type ?? 'UNDEFINED', Name: name, MimeType: mimeType });
  const put = await fetch(step.urlUpload, { method: 'PUT', headers: { 'content-type': mimeType }, body: data });
  if (put.status !== 200) throw new Error(`PUT answered ${put.status}`);
  const saved = await call(sandbox, 'POST /core/v2/file', { body: { tempFileId: step.tempFileId } });
  return saved.json;
}

/** @param {Sandbox} sandbox @param {Record<string, string>} query */
export async function uploadUrl(sandbox, query) {
  const { json } = await call(sandbox, `GET /core/v2/file?${new URLSearchParams(query)}`);
  return json;
}

/** @param {string} text @returns {unknown} an empty object for what is no JSON */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
