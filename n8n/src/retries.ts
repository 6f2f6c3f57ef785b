// n8n's own "Retry On Fail" runs all items of a node again. What has been carried out is remembered, so that it is not done twice.

import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { isWtsError } from './wtsChat';

/** How an item ended: what it puts out, or why it failed. */
export type Outcome = { items: INodeExecutionData[] } | { error: unknown };

/** The outcomes of one run of the node, by the numbers of its items. */
type Outcomes = Map<number, Outcome>;

/** By what n8n keeps for a node as long as one execution lasts; of that, by run: in a loop the node runs again and again. */
const runs = new WeakMap<object, Map<number, Outcomes>>();

/** What is final of the tries before this one. */
export function outcomesOf(context: IExecuteFunctions): Outcomes {
  // A tool's calls are told from each other by nothing else than that they are calls.
  if (!context.getNode().retryOnFail || context.isToolExecution()) return new Map();
  const ofNode = context.getContext('node');
  const known = runs.get(ofNode) ?? new Map<number, Outcomes>();
  runs.set(ofNode, known);
  const run = (context.getWorkflowDataProxy(0) as unknown as { $runIndex: number }).$runIndex;
  const outcomes = known.get(run) ?? new Map<number, Outcome>();
  known.set(run, outcomes);
  return outcomes;
}

/** Done, or perhaps done: not to be tried again. */
export const isFinal = (outcome: Outcome) =>
  'items' in outcome || (isWtsError(outcome.error) && outcome.error.maybeSent);
