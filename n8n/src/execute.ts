// Items through the client: each has its own call, its own result, and its own failure.

import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { type Action, actionOf } from './actions';
import { begin, type Calls } from './calls';
import { CUSTOM } from './customApiCall';
import { asNodeError, errorJson } from './errors';
import { isFinal, type Outcome, outcomesOf } from './retries';
import { isWtsError } from './wtsChat';

export async function execute(
  context: IExecuteFunctions,
  properties: INodeProperties[],
): Promise<INodeExecutionData[]> {
  const outcomes = outcomesOf(context);
  const items = context.getInputData().map((_, at) => at);
  const open = items.filter((at) => {
    const outcome = outcomes.get(at);
    return !outcome || !isFinal(outcome);
  });
  // What failed for good fails this try as well: nothing more is begun for it.
  const isLost = [...outcomes.values()].some((outcome) => 'error' in outcome && isFinal(outcome));
  if (isLost && !context.continueOnFail()) throwFirst(context, outcomes);
  try {
    const calls = await begin(context, actionIn(context, properties));
    await perform(context, calls, open, outcomes);
  } catch (error) {
    // Wrong options, or a wrong credential: of no item.
    throw isWtsError(error) ? asNodeError(context.getNode(), error) : error;
  }
  if (!context.continueOnFail()) throwFirst(context, outcomes);
  return items.flatMap((at) => outputOf(outcomes.get(at)).map((item) => ({ ...item, pairedItem: { item: at } })));
}

function actionIn(context: IExecuteFunctions, properties: INodeProperties[]): Action | typeof CUSTOM {
  const resource = context.getNodeParameter('resource', 0) as string;
  const operation = context.getNodeParameter('operation', 0) as string;
  if (resource === CUSTOM) return CUSTOM;
  const action = actionOf(resource, operation, properties);
  if (action) return action;
  throw new NodeOperationError(context.getNode(), `There is no operation "${operation}" of "${resource}"`, {
    description: 'Choose a resource and an operation from the lists.',
  });
}

/** Makes the calls of some items and notes how each ended. */
async function perform(context: IExecuteFunctions, calls: Calls, items: number[], outcomes: Map<number, Outcome>) {
  const goesOn = context.continueOnFail();
  const ready: { at: number; params: Record<string, unknown> }[] = [];
  // All of them before the first call: a wrong one is told before anything is sent.
  for (const at of items) {
    try {
      ready.push({ at, params: await calls.paramsOf(at) });
    } catch (error) {
      outcomes.set(at, { error });
      if (!goesOn) throwFirst(context, outcomes);
    }
  }
  await calls.make(ready, !goesOn, (at, outcome) => outcomes.set(at, outcome));
}

/** Calls that were not made, because another one had failed, are not what went wrong. */
function throwFirst(context: IExecuteFunctions, outcomes: Map<number, Outcome>): void {
  const failed = [...outcomes].filter(([, outcome]) => 'error' in outcome).sort(([a], [b]) => a - b);
  const wasMade = ([, outcome]: [number, Outcome]) =>
    'error' in outcome &&
    !(isWtsError(outcome.error) && outcome.error.code === 'aborted' && outcome.error.attempts === 0);
  const [at, outcome] = failed.find(wasMade) ?? failed[0] ?? [];
  if (outcome && 'error' in outcome) throw asNodeError(context.getNode(), outcome.error, at);
}

function outputOf(outcome: Outcome | undefined): INodeExecutionData[] {
  if (!outcome) return [];
  return 'items' in outcome ? outcome.items : [{ json: { error: errorJson(outcome.error) } }];
}
