// Events that come again: the platform promises at least once, and repeats some of them minutes later.
//
// They are remembered in this process, at once and exactly, and in the node's static data, for after a restart. n8n reads static
// data before each webhook and writes them as a whole after it. With several webhook processes (queue mode), what one of them
// writes may overwrite what another wrote meanwhile: a repeat that another process receives within moments of the first may get
// through, one that comes minutes later is dropped, unless just that write was lost. Workflows that must never act twice keep
// their own list of keys.

import { createHash } from 'node:crypto';
import type { IWebhookFunctions } from 'n8n-workflow';
import { webhookKey } from '../../src/wtsChat';
import type { WebhookEvent } from './event';
import { keptBy } from './secret';

/** Keys of one node. */
const LIMIT = 1000;

/** In milliseconds. */
const AGE = 60 * 60 * 1000;

/** Nodes that are remembered in this process: those that received something last. */
const NODES = 100;

/** When each key came first, by node; oldest first. */
const memory = new Map<string, Map<string, number>>();

/** Whether the event came before; from now on it did. */
export function isRepeat(context: IWebhookFunctions, event: WebhookEvent): boolean {
  // Whoever tests a workflow may well send the same event again.
  if (context.getMode() === 'manual') return false;
  const kept = keptBy(context);
  const seen = seenBy(context, kept.seen);
  const key = createHash('sha256').update(webhookKey(event)).digest('base64url').slice(0, 16);
  const isKnown = seen.has(key);
  if (!isKnown) {
    seen.set(key, Date.now());
    forget(seen);
    kept.seen = Object.fromEntries(seen);
  }
  return isKnown;
}

/** What this process and the static data remember together. */
function seenBy(context: IWebhookFunctions, stored: Record<string, number> = {}): Map<string, number> {
  const node = `${context.getWorkflow().id}/${context.getNode().id}`;
  const both = [...Object.entries(stored), ...(memory.get(node) ?? [])].sort(([, a], [, b]) => a - b);
  const seen = new Map(both);
  forget(seen);
  memory.delete(node);
  memory.set(node, seen);
  const [oldest] = memory.keys();
  if (memory.size > NODES && oldest !== undefined) memory.delete(oldest);
  return seen;
}

function forget(seen: Map<string, number>): void {
  const end = Date.now() - AGE;
  for (const [key, at] of seen) {
    if (at > end && seen.size <= LIMIT) return;
    seen.delete(key);
  }
}
