// Events are not signed: whoever knows the secret in the address is the platform.
//
// It lies in the node's static data, which n8n saves with the workflow: it survives restarts, and is never made anew as long as
// workflow, node name and n8n stay the same. n8n gives a test of the trigger static data of its own, so a secret of its own.

import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IDataObject, IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

export interface Kept extends IDataObject {
  /** The n8n and the workflow that made the rest. */
  owner?: string;
  secret?: string;
  subscriptionId?: string;
  /** Of events, and when they came: see repeats.ts. */
  seen?: Record<string, number>;
}

export const keptBy = (context: IHookFunctions | IWebhookFunctions): Kept => context.getWorkflowStaticData('node');

export const newSecret = (): string => randomBytes(24).toString('base64url');

export const withSecret = (address: string, secret: string): string => `${address}?key=${secret}`;

export function knowsSecret(context: IWebhookFunctions): boolean {
  const { key } = context.getQueryData() as { key?: unknown };
  const { secret } = keptBy(context);
  // Digests are of one length, which the comparison asks for.
  return !!secret && typeof key === 'string' && timingSafeEqual(digest(key), digest(secret));
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
