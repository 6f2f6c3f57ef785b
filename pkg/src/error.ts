// The one error class of the package.

import type { WtsErrorDetails } from '../dist/index.js';

/** Holds the stack of the caller's call. */
export type Origin = { stack?: string };

export class WtsError extends Error {
  constructor({ message, code, cause, response, ...details }: WtsErrorDetails, origin?: Origin) {
    super(message, cause === undefined ? undefined : { cause });
    Object.assign(this, { code, issues: [], attempts: 0, maybeSent: false }, details);
    Object.defineProperty(this, 'response', { value: response, configurable: true, writable: true });
    const frames = origin?.stack?.split('\n').filter((line) => /^\s+at |@/.test(line));
    if (frames?.length) this.stack = [`${this.name}: ${message}`, ...frames].join('\n');
  }

  /** One process may hold two copies of the package, by import and by require. */
  static [Symbol.hasInstance](value: unknown): boolean {
    return isWtsError(value);
  }
}

// The same for every error, and what `isWtsError` tests.
Object.defineProperty(WtsError.prototype, 'name', { value: 'WtsError', configurable: true, writable: true });

export function isWtsError(error: unknown): error is WtsError {
  try {
    return typeof error === 'object' && error !== null && 'name' in error && error.name === 'WtsError';
  } catch {
    return false;
  }
}

/** Whatever the wasm side threw or rejected with, as the one error. Of a defect, `known` says the rest. */
export function asWtsError(error: unknown, origin?: Origin, known?: () => Partial<WtsErrorDetails>): WtsError {
  if (isWtsError(error)) return error;
  if (isDetails(error)) return new WtsError(error, origin);
  return new WtsError(
    { ...known?.(), code: 'internal', message: `A defect of wts-chat: ${said(error)}`, cause: error },
    origin,
  );
}

// What callers throw may throw again when it is looked at.

function isDetails(error: unknown): error is WtsErrorDetails {
  try {
    return typeof error === 'object' && error !== null && 'code' in error && 'issues' in error;
  } catch {
    return false;
  }
}

function said(error: unknown): string {
  try {
    return error instanceof Error ? error.message : String(error);
  } catch {
    return 'something that cannot be told was thrown';
  }
}
