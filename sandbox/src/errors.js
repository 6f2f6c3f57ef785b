// The errors that the API answers: its own envelope, and problem details for requests that break the document.

import { randomBytes, randomUUID } from 'node:crypto';

/** An error that is answered in the API's envelope. */
export class ApiError extends Error {
  /**
   * @param {number} status
   * @param {string} key
   * @param {string} text
   */
  constructor(status, key, text) {
    super(text);
    this.name = 'ApiError';
    this.status = status;
    this.key = key;
  }
}

/** A request that breaks the document, answered as RFC 7807 problem details. */
export class ProblemError extends Error {
  /** @param {Record<string, string[]>} errors what is wrong, by field */
  constructor(errors) {
    super('One or more validation errors occurred.');
    this.name = 'ProblemError';
    this.errors = errors;
  }
}

/** An error that is answered without a word. */
export class BareError extends Error {
  /** @param {number} status */
  constructor(status) {
    super(`HTTP ${status}`);
    this.name = 'BareError';
    this.status = status;
  }
}

/** The API answers 500, not 404, for an entity that it does not find. @param {string} text */
export const notFound = (text) => new ApiError(500, 'ENTITY_NOT_FOUND', text);

/** A request that the document allows and the API refuses. @param {string} text */
export const formError = (text) => new ApiError(400, 'FORM_ERROR', text);

/**
 * @param {number} status
 * @param {string} key
 * @param {string} text
 */
export function envelope(status, key, text) {
  const value = randomUUID();
  return {
    id: { value, shortValue: value.slice(0, 8) },
    httpStatusCode: status,
    error: true,
    date: new Date().toISOString(),
    key,
    text,
    isUnsolvableError: false,
  };
}

/** @param {Record<string, string[]>} errors */
export function problemDetails(errors) {
  return {
    type: 'https://tools.ietf.org/html/rfc9110#section-15.5.1',
    title: 'One or more validation errors occurred.',
    status: 400,
    errors,
    traceId: `00-${randomBytes(16).toString('hex')}-${randomBytes(8).toString('hex')}-00`,
  };
}
