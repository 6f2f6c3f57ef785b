// Failures as n8n shows them, and as items for those who go on after them.

import type { IDataObject, INode, JsonObject } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import { type Issue, isWtsError, type WtsError } from './wtsChat';

/** Bad input: n8n shows where to mend it. */
const OF_INPUT: readonly string[] = ['validation', 'configuration'];

/** Whatever failed, as one of n8n's errors. */
export function asNodeError(node: INode, error: unknown, itemIndex?: number): NodeApiError | NodeOperationError {
  if (error instanceof NodeApiError || error instanceof NodeOperationError) {
    error.context.itemIndex ??= itemIndex;
    return error;
  }
  const at = itemIndex === undefined ? {} : { itemIndex };
  if (!isWtsError(error)) return new NodeOperationError(node, error as Error, at);
  const { message, status } = error;
  const options = { ...at, message, description: descriptionOf(error, itemIndex !== undefined) };
  const shown = OF_INPUT.includes(error.code)
    ? new NodeOperationError(node, message, options)
    : new NodeApiError(node, { message } as JsonObject, {
        ...options,
        httpCode: status === undefined ? undefined : `${status}`,
      });
  // Where a message holds the code of a network failure, n8n has put its own in its place.
  shown.message = message;
  return shown;
}

function descriptionOf(error: WtsError, isOfItem: boolean): string | undefined {
  const { code, issues, requestId, key, maybeSent } = error;
  const lines = issues.length > 1 ? issues.map(({ field, message }) => `${field}: ${message}`) : [];
  if (isOfItem && OF_INPUT.includes(code)) lines.push('Nothing was sent for this item.');
  if (maybeSent) lines.push('The request may have been carried out all the same: look before you repeat it.');
  if (key) lines.push(`Key of the API: ${key}.`);
  if (requestId) lines.push(`Request id, for the support of the platform: ${requestId}.`);
  return lines.length ? lines.join(' ') : undefined;
}

/** What an item says of its failure. */
export interface ErrorJson extends IDataObject {
  message: string;
  code: string;
}

export function errorJson(error: unknown): ErrorJson {
  if (!isWtsError(error)) {
    const { message } = error as Error;
    return { message, code: error instanceof NodeOperationError ? 'validation' : 'internal' };
  }
  const { message, code, status, key, requestId, issues, maybeSent } = error;
  const known: Record<string, unknown> = {
    message,
    code,
    status,
    key,
    requestId,
    issues: issues as Issue[],
    maybeSent,
  };
  return Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined)) as ErrorJson;
}
