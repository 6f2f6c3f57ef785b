// `wts-chat call`: an operation with params from flags and JSON, its result as JSON.

import { once } from 'node:events';
import {
  type BuildOptions,
  buildRequest,
  type CallOptions,
  type CatalogField,
  isWtsError,
  type List,
  validate,
  WtsClient,
  WtsError,
} from '../dist/index.js';
import { exitOf, sentences } from './failures.js';
import { jsonAt } from './files.js';
import { callHelp, operationHelp } from './help.js';
import { type Named, operationOf } from './operations.js';
import { type Flags, numberOf, sorted } from './options.js';
import { paramsOf } from './params.js';
import { EXIT, type Exit, Problem } from './problem.js';
import { entriesLine, progress, uploadLine } from './progress.js';
import { complain, print } from './streams.js';

type Params = Record<string, unknown>;

export async function call([target, ...args]: readonly string[]): Promise<Exit> {
  if (target === undefined) throw new Problem('Which operation? For instance: wts-chat call message.sendText --help');
  if (target === '--help' || target === '-h') return print(callHelp());
  if (target.startsWith('-')) throw new Problem('The operation comes first: wts-chat call message.sendText --to …');
  const named = operationOf(target);
  const { fields } = named.operation;
  // Whoever asks for help may have the rest wrong.
  if (args.includes('--help') || args.includes('-h')) return print(operationHelp(named.name, named.operation));
  const flags = sorted(args, fields);
  try {
    return await carriedOut(named, flags);
  } catch (error) {
    if (!isWtsError(error)) throw error;
    complain(sentences(error, named.name, fields));
    return exitOf(error);
  }
}

async function carriedOut(named: Named, { options, params: given }: Flags): Promise<Exit> {
  const { operation, resource, name } = named;
  const { compact } = options;
  const isWhole = Boolean(options.all || options.lines || options.limit !== undefined);
  if (isWhole && !operation.list)
    throw new Problem(`${name} answers no list: --all, --limit and --lines are for lists.`);
  const [limit, timeout, maxRetries] = [
    numberOf(options, 'limit'),
    numberOf(options, 'timeout'),
    numberOf(options, 'retries'),
  ];
  const params = await paramsOf(given, typeof options.json === 'string' ? await jsonAt(options.json) : {});
  const issues = validate(resource, operation.name, params);
  if (issues.length) throw new WtsError({ code: 'validation', message: issues[0]?.message ?? '', issues });
  const settings = settingsOf(options);
  if (options['dry-run']) {
    if (isWhole) throw new Problem('--dry-run shows one request: leave out --all, --limit and --lines.');
    return print(json(dry(named, params, settings), compact));
  }
  if (settings.apiKey === undefined) {
    const message =
      "There is no token: set the environment variable WTS_API_KEY to the account's API token, for instance\n" +
      '  export WTS_API_KEY=pn_…';
    throw new Problem(message, EXIT.configuration);
  }
  const wts = new WtsClient({ ...settings, timeout, maxRetries });
  const work = isWhole
    ? (signal: AbortSignal) =>
        entries(wts.paginate<string, string>(resource, operation.name, params, { signal, limit }), options, signal)
    : (signal: AbortSignal) => one(wts, named, params, { signal }, compact);
  return interruptible(work, named.name, operation.fields);
}

/** What the environment says, and the flags over it. */
function settingsOf({ 'base-url': baseUrl }: Flags['options']): BuildOptions {
  const { WTS_API_KEY, WTS_BASE_URL, WTS_DEFAULT_COUNTRY, WTS_TIME_ZONE } = process.env;
  return {
    apiKey: WTS_API_KEY?.trim() || undefined,
    baseUrl: typeof baseUrl === 'string' ? baseUrl : WTS_BASE_URL || undefined,
    defaultCountry: WTS_DEFAULT_COUNTRY || undefined,
    timeZone: WTS_TIME_ZONE || undefined,
  };
}

/** Stands for the id of a file that is not stored yet. */
const NO_FILE = '00000000-0000-0000-0000-000000000000';

/** The request of a call, and before it the upload, without the token. */
function dry({ resource, operation }: Named, params: Params, settings: BuildOptions) {
  const { file, ...rest } = params;
  const hasFile = file !== undefined && operation.fields.some(({ kind, name }) => kind === 'file' && name === 'file');
  const built = buildRequest(resource, operation.name, hasFile ? { ...rest, fileId: NO_FILE } : params, settings);
  const { Authorization: _, ...headers } = built.headers;
  const request = { ...built, headers, body: built.body === null ? null : JSON.parse(built.body) };
  return hasFile ? { upload: uploadOf(file), request } : request;
}

function uploadOf(file: unknown) {
  const { data, ...facts } = Object(file) as { data?: unknown };
  return { ...facts, ...(data instanceof Blob && { size: data.size }) };
}

async function one(wts: WtsClient, named: Named, params: Params, options: CallOptions, compact: unknown) {
  const line = progress(process.stderr, process.env.TERM);
  try {
    const onProgress = (state: { sent: number; total: number }) => line.show(() => uploadLine(state));
    const { resource, operation } = named;
    const result = await wts.execute<string, string>(resource, operation.name, params, { ...options, onProgress });
    line.clear();
    return await print(json(result ?? null, compact));
  } finally {
    line.clear();
  }
}

async function entries(list: List<unknown>, { lines, compact }: Flags['options'], signal: AbortSignal): Promise<Exit> {
  // Entries and a count of them in one terminal would be in each other's way.
  const line = progress(lines && process.stdout.isTTY ? { write() {} } : process.stderr, process.env.TERM);
  const all: unknown[] = [];
  let count = 0;
  try {
    for await (const entry of list) {
      count += 1;
      if (!lines) all.push(entry);
      else if (!process.stdout.write(json(entry, true))) await once(process.stdout, 'drain', { signal });
      line.show(() => entriesLine(count));
    }
    line.clear();
    return lines ? EXIT.ok : await print(json(all, compact));
  } finally {
    line.clear();
  }
}

const json = (value: unknown, isCompact: unknown) => `${JSON.stringify(value, null, isCompact ? undefined : 2)}\n`;

/** Ctrl+C ends the call cleanly; the second one, at once. */
async function interruptible(work: (signal: AbortSignal) => Promise<Exit>, name: string, fields: CatalogField[]) {
  const ending = new AbortController();
  const end = () => {
    ending.abort(new Error('Ctrl+C'));
    process.once('SIGINT', () => process.exit(EXIT.interrupted));
  };
  process.once('SIGINT', end);
  try {
    return await work(ending.signal);
  } catch (error) {
    if (!ending.signal.aborted) throw error;
    if (isWtsError(error)) complain(sentences(error, name, fields));
    return EXIT.interrupted;
  } finally {
    process.removeListener('SIGINT', end);
  }
}
