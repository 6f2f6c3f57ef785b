// Answers as plain data, before they meet a socket.

import { ApiError, BareError, envelope, ProblemError, problemDetails } from '../errors.js';

/** @typedef {{ status: number, headers: Record<string, string>, body: Buffer }} Answer */

/**
 * @param {number} status
 * @param {unknown} value
 * @param {string} [contentType]
 * @returns {Answer}
 */
export function json(status, value, contentType = 'application/json; charset=utf-8') {
  return { status, headers: { 'content-type': contentType }, body: Buffer.from(JSON.stringify(value)) };
}

/**
 * A success with another body.
 * @param {Answer} answer
 * @param {(body: unknown) => unknown} alter
 */
export function altered(answer, alter) {
  if (answer.status !== 200 || answer.body.length === 0) return answer;
  return json(200, alter(JSON.parse(answer.body.toString('utf8'))));
}

/** @param {number} status @param {Record<string, string>} [headers] @returns {Answer} */
export function empty(status, headers = {}) {
  return { status, headers, body: Buffer.alloc(0) };
}

/**
 * @param {number} status
 * @param {string} code
 * @param {string} message
 * @returns {Answer} an error as object storage writes it
 */
export function storageError(status, code, message) {
  const requestId = envelope(status, code, message).id.value;
  const xml = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message><RequestId>${requestId}</RequestId></Error>`;
  return { status, headers: { 'content-type': 'application/xml' }, body: Buffer.from(xml) };
}

/** @param {unknown} error @returns {Answer} */
export function errorAnswer(error) {
  if (error instanceof ProblemError) return json(400, problemDetails(error.errors), 'application/problem+json');
  if (error instanceof ApiError) return json(error.status, envelope(error.status, error.key, error.message));
  if (error instanceof BareError) return empty(error.status);
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return json(500, envelope(500, 'SANDBOX_BUG', text));
}
