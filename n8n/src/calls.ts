// The calls of a run of the node, by their kind: their params, how they are made, and what they put out.

import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import type { Action } from './actions';
import { clientOf } from './client';
import { CUSTOM, customRequest } from './customApiCall';
import { fileOf, type WithFile } from './files';
import { OlderValues } from './olderValues';
import { isObject, type Params, paramsOf } from './params';
import type { Outcome } from './retries';
import { simplified } from './simplify';
import { type ClientOptions, isWtsError, validate, type WtsClient } from './wtsChat';

export interface Calls {
  /** The params of an item. Fails for wrong ones. */
  paramsOf(at: number): Promise<Params>;
  /** Makes calls and tells how each ended; none is begun any more after a failure where that is wanted. */
  make(ready: Ready[], stopOnError: boolean, tell: (at: number, outcome: Outcome) => void): Promise<void>;
}

/** An item whose call can be made. */
interface Ready {
  at: number;
  params: Params;
}

/** What all calls of a run share. */
interface Run {
  context: IExecuteFunctions;
  client: WtsClient;
  concurrency: number;
  fold: boolean | undefined;
  signal: AbortSignal | undefined;
}

export async function begin(context: IExecuteFunctions, action: Action | typeof CUSTOM): Promise<Calls> {
  const { concurrency, fold, olderValues, ofClient } = optionsOf(context);
  const client = await clientOf(context, ofClient);
  const run = { context, client, concurrency, fold, signal: context.getExecutionCancelSignal() };
  if (action === CUSTOM) return custom(run);
  const older = olderValues ? new OlderValues(client) : undefined;
  const read = async (at: number) => {
    const given = await paramsOf(context, action, at);
    const params = older ? await older.replaced(given) : given;
    // Says what is wrong, and sends nothing.
    if (validate(action.resource, action.operation, params).length > 0) {
      await client.execute(action.resource, action.operation, params);
    }
    return params;
  };
  const kind = action.name === 'getFile' ? files : action.list ? lists : batch;
  return { paramsOf: read, make: kind(run, action) };
}

interface Options {
  concurrency?: number;
  fold?: boolean;
  olderValues?: boolean;
  timeout?: number;
  maxRetries?: number;
  defaultCountry?: string;
  timeZone?: string;
}

/** How the calls of a run are made, and what of it the client is told. */
function optionsOf(context: IExecuteFunctions) {
  const { fold, olderValues, ...options } = context.getNodeParameter('options', 0, {}) as Options;
  const [concurrency = 4, timeout, maxRetries] = [options.concurrency, options.timeout, options.maxRetries].map(number);
  if (!Number.isInteger(concurrency) || concurrency < 1) {
    throw new NodeOperationError(context.getNode(), `The option "Concurrency" is ${JSON.stringify(concurrency)}`, {
      description: 'Give a whole number from 1 on: how many items are worked on at a time.',
    });
  }
  const { defaultCountry, timeZone } = options;
  const told = { timeout, maxRetries, defaultCountry, timeZone };
  const given = Object.entries(told).filter(([, value]) => value !== undefined && value !== '');
  return { concurrency, fold, olderValues, ofClient: Object.fromEntries(given) as Partial<ClientOptions> };
}

/** Expressions may give a text for a number. */
const number = (value: number | string | undefined) =>
  (typeof value === 'string' && value.trim() !== '' ? Number(value) : value) as number | undefined;

function custom({ context, client, signal, concurrency }: Run): Calls {
  return {
    paramsOf: async (at) => customRequest(context, at),
    make: each(concurrency, async ({ params }) => {
      const { method, path, ...content } = params as { method: 'GET'; path: string };
      return itemsOf(await client.request(method, path, content, { signal }));
    }),
  };
}

function files({ context, client, signal, concurrency }: Run, { resource, operation }: Action): Calls['make'] {
  return each(concurrency, async ({ at, params }) => {
    const message = (await client.execute(resource, operation, params, { signal })) as IDataObject & WithFile;
    const file = await fileOf(context, message, signal);
    const property = context.getNodeParameter('binaryPropertyName', at, 'data') as string;
    return [file ? { json: message, binary: { [property]: file } } : { json: message }];
  });
}

function lists({ context, client, signal, concurrency }: Run, action: Action): Calls['make'] {
  const { resource, operation } = action;
  return each(concurrency, async ({ at, params }) => {
    const wanted = context.getNodeParameter('options.pages.values', at, null) as Pages | null;
    if (wanted) return itemsOf(await pagesOf(client, action, params, wanted, signal));
    const all = context.getNodeParameter('returnAll', at, false) as boolean;
    const limit = all ? undefined : number(context.getNodeParameter('limit', at, 50) as number);
    const entries = await client.paginate(resource, operation, params, { limit, signal }).toArray();
    return short(context, action, at, itemsOf(entries));
  });
}

/** Pages as the API answers them, and as the old node gave them. */
interface Pages {
  pageNumber?: number;
  pageSize?: number;
  maxPages?: number;
}

async function pagesOf(
  client: WtsClient,
  { resource, operation }: Action,
  params: Params,
  wanted: Pages,
  signal: AbortSignal | undefined,
): Promise<unknown[]> {
  const [first = 1, pageSize = 15, most = 1] = [wanted.pageNumber, wanted.pageSize, wanted.maxPages].map(number);
  const pages: unknown[] = [];
  do {
    const asked = { ...params, pageNumber: first + pages.length, pageSize };
    const page = (await client.execute(resource, operation, asked, { signal })) as { hasMorePages?: boolean };
    pages.push(page);
    if (!page.hasMorePages) break;
  } while (pages.length < most);
  return pages;
}

/** Whatever the catalog can do, in order for one recipient, and together where that is wanted. */
function batch({ context, client, signal, concurrency, fold }: Run, action: Action): Calls['make'] {
  const { resource, operation, method } = action;
  return async (ready, stopOnError, tell) => {
    const list = ready.map(({ params }) => params);
    const onItem = (result: unknown, nth: number) => {
      const { at, params } = ready[nth] ?? { at: 0, params: {} };
      const items = () => short(context, action, at, method === 'DELETE' ? [done(params)] : itemsOf(result, params));
      tell(at, isWtsError(result) ? { error: result } : { items: items() });
    };
    await client.batch(resource, operation, list, { concurrency, fold, stopOnError, signal, onItem });
  };
}

/** Side by side. A failure is told, and ends the beginning of others where that is wanted. */
function each(concurrency: number, make: (ready: Ready) => Promise<INodeExecutionData[]>): Calls['make'] {
  return async (ready, stopOnError, tell) => {
    const left = [...ready];
    let isStopped = false;
    const work = async () => {
      for (let next = left.shift(); next && !isStopped; next = left.shift()) {
        try {
          tell(next.at, { items: await make(next) });
        } catch (error) {
          tell(next.at, { error });
          isStopped = stopOnError;
        }
      }
    };
    await Promise.all(Array.from({ length: concurrency }, work));
  };
}

/** An answer as items: each entry of a list, else the answer itself. */
function itemsOf(answer: unknown, params: Params = {}): INodeExecutionData[] {
  if (answer === null || answer === undefined) return [done(params)];
  const entries = Array.isArray(answer) ? (answer as unknown[]) : [answer];
  return entries.map((entry) => ({ json: isObject(entry) ? (entry as IDataObject) : { value: entry as string } }));
}

/** What says that something was done whose answer says nothing: to what. */
function done(params: Params): INodeExecutionData {
  const ids = Object.entries(params).filter(([name, value]) => /id$/i.test(name) && typeof value === 'string');
  return { json: { success: true, ...(Object.fromEntries(ids) as IDataObject) } };
}

function short(context: IExecuteFunctions, { resource, name }: Action, at: number, items: INodeExecutionData[]) {
  if (!context.getNodeParameter('simplify', at, false)) return items;
  return items.map(({ json }) => ({ json: simplified(resource, name, json) as IDataObject }));
}
