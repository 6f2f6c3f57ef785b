// The main job, shown: a file from the disk goes to a contact, a bot starts, the session is completed.
//
//   npm run demo                    on the sandbox, with a PDF made for the occasion
//   npm run demo -- invoice.pdf     on the sandbox, with a file of yours
//
// On the real API: WTS_API_KEY, WTS_FROM and WTS_TO; WTS_BOT_KEY for the bot; WTS_BASE_URL for another host.

import { createHash } from 'node:crypto';
import { createReadStream, openAsBlob } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { isWtsError, WtsClient } from 'wts-chat';
import { startSandbox } from 'wts-chat-sandbox';
import { writePdf } from './pdf.js';
import { bold, dim, got, green, inBytes, line, passing, red, request, sent, step } from './print.js';

/** @import { Sandbox } from 'wts-chat-sandbox' */

/** Something that the person at the keyboard can mend. */
class UsageError extends Error {}

/**
 * Where the demo runs.
 * @typedef {object} Target
 * @property {string} place
 * @property {string} apiKey
 * @property {string | undefined} baseUrl
 * @property {string} from
 * @property {string} to
 * @property {string | undefined} botKey
 * @property {number} pause milliseconds between two reads of a status
 * @property {Sandbox} [sandbox]
 */

const stop = new AbortController();
process.once('SIGINT', () => stop.abort());
const { signal } = stop;

/** What to undo at the end, last first. @type {(() => Promise<unknown>)[]} */
const cleanUp = [];

try {
  process.exitCode = await run();
} catch (error) {
  line(`\n${red('The demo ended early.')}`);
  for (const [name, value] of Object.entries(describe(error))) line(`   ${name.padEnd(12)}${value}`);
  process.exitCode = 1;
} finally {
  for (const undo of cleanUp.reverse()) await undo();
}

/** @returns {Promise<number>} the exit code */
async function run() {
  const target = await chooseTarget();
  const file = await chooseFile(process.argv[2]);
  line(`${bold('wts-chat')} on ${target.place}`);

  const wts = new WtsClient({ apiKey: target.apiKey, baseUrl: target.baseUrl, onEvent: request });
  const { from, to } = target;

  step('Send a file', 'message.sendFile');
  const text = 'Here is the report.';
  sent({ from, to, file: `${file.name}, ${inBytes(file.size)}`, text });
  const message = await wts.message.sendFile(
    { from, to, text, file: { name: file.name, data: await openAsBlob(file.path) } },
    { signal, onProgress: ({ sent, total }) => passing(`uploading ${Math.floor((100 * sent) / total)} %`) },
  );
  got({ id: message.id, status: message.status, sessionId: message.sessionId });

  step('See how far it comes', 'message.getStatus');
  sent({ messageId: message.id });
  const { statuses, failureReason, sessionId } = await follow(wts, message.id, target.pause);
  got({ status: statuses.join(', '), failureReason });

  step('Start a chatbot', 'chatbot.send');
  let session = message.sessionId ?? sessionId;
  if (target.botKey) {
    const sessionMetadata = { source: 'demo', file: file.name, bytes: file.size };
    sent({ botKey: target.botKey, from, to, sessionMetadata: inWords(sessionMetadata) });
    const started = await wts.chatbot.send({ botKey: target.botKey, from, to, sessionMetadata }, { signal });
    got({ id: started?.id, status: started?.status, botId: started?.botId });
    session = started?.id ?? session;
  } else {
    line('   skipped: WTS_BOT_KEY is not set');
  }

  step('Complete the session', 'session.complete, session.get');
  if (session) {
    sent({ sessionId: session, stopBotInExecution: true });
    await wts.session.complete({ sessionId: session, stopBotInExecution: true }, { signal });
    const { status, endAt, botId, metadata } = await wts.session.get({ sessionId: session }, { signal });
    got({ status, endAt, botId: botId ?? 'none', metadata: inWords(metadata ?? {}) });
  } else {
    line('   skipped: the API named no session');
  }

  step('Forget the sessionId', 'session.complete');
  sent({ stopBotInExecution: true });
  // @ts-expect-error: the compiler sees what is missing, too
  const error = await wts.session.complete({ stopBotInExecution: true }).catch((error) => error);
  if (!isWtsError(error)) throw new Error('A call without a sessionId succeeded.');
  got(describe(error));
  line(dim('     refused here: no request was made'));

  return target.sandbox ? compare(file, target.sandbox) : 0;
}

/**
 * Reads a message's status until it is final, five times at most.
 * @param {WtsClient} wts @param {string} messageId @param {number} pause
 */
async function follow(wts, messageId, pause) {
  /** @type {string[]} */
  const statuses = [];
  for (let read = 1; ; read++) {
    const { status, failureReason, sessionId } = await wts.message.getStatus({ messageId }, { signal });
    if (status !== statuses.at(-1)) statuses.push(status);
    // The API does not always write a status in the same case.
    const isFinal = ['READ', 'FAILED', 'DELETED'].includes(status.toUpperCase());
    if (isFinal || read === 5) return { statuses, failureReason, sessionId };
    await sleep(pause, undefined, { signal });
  }
}

/**
 * The file as the sandbox's storage received it, beside the one on the disk.
 * @param {{ path: string, name: string, size: number }} file @param {Sandbox} sandbox
 */
async function compare(file, sandbox) {
  step('Compare what left with what arrived');
  const hash = createHash('sha256');
  await pipeline(createReadStream(file.path), hash);
  const local = { ...file, sha256: hash.digest('hex') };
  const stored = sandbox.files.at(-1);
  for (const [where, it] of Object.entries({ disk: local, storage: stored })) {
    line(`     ${where.padEnd(9)}${it ? `${it.name}  ${inBytes(it.size)}  sha256 ${it.sha256}` : 'nothing'}`);
  }
  const equal = stored?.size === local.size && stored.sha256 === local.sha256;
  line(equal ? green('     Equal, byte for byte.') : red('     They differ: the file did not arrive as it left.'));
  return equal ? 0 : 1;
}

/** @returns {Promise<Target>} */
async function chooseTarget() {
  const { WTS_API_KEY, WTS_FROM, WTS_TO, WTS_BOT_KEY, WTS_BASE_URL } = process.env;
  if (WTS_API_KEY) {
    if (!WTS_FROM)
      throw new UsageError('WTS_API_KEY is set, but WTS_FROM is not: give the number or id of your channel.');
    if (!WTS_TO) throw new UsageError('WTS_API_KEY is set, but WTS_TO is not: give the number of the recipient.');
    const baseUrl = WTS_BASE_URL || undefined;
    const place = baseUrl ?? 'the real API';
    return { place, apiKey: WTS_API_KEY, baseUrl, from: WTS_FROM, to: WTS_TO, botKey: WTS_BOT_KEY, pause: 1500 };
  }
  const sandbox = await startSandbox();
  cleanUp.push(sandbox.close);
  const { from, to, botKey } = sandbox.sample;
  const place = `a sandbox of the API, ${sandbox.url}: nothing leaves this machine`;
  return { place, apiKey: sandbox.tokens.full, baseUrl: sandbox.url, from, to, botKey, pause: 50, sandbox };
}

/** @param {string | undefined} given a path, relative to where the command was typed */
async function chooseFile(given) {
  if (given === undefined) {
    const folder = await mkdtemp(join(tmpdir(), 'wts-chat-demo-'));
    cleanUp.push(() => rm(folder, { recursive: true, force: true }));
    given = join(folder, 'report.pdf');
    await writePdf(given, 'A report', ['Made by the demo of wts-chat.', 'Every picture is about a megabyte.']);
  }
  const path = resolve(process.env.INIT_CWD ?? '.', given);
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) throw new UsageError(`There is no file at ${path}.`);
  return { path, name: basename(path), size: found.size };
}

/** @param {object} metadata */
function inWords(metadata) {
  const entries = Object.entries(metadata).map(([key, value]) => `${key}=${value}`);
  return entries.join(', ') || 'none';
}

/** @param {unknown} error @returns {Record<string, unknown>} what there is to say about it */
function describe(error) {
  if (isWtsError(error)) {
    const { code, message, operation, requestId } = error;
    return { operation: operation ?? 'none', code, message, ...(requestId && { requestId }) };
  }
  if (signal.aborted) return { message: 'Stopped by Ctrl+C.' };
  if (error instanceof UsageError) return { message: error.message };
  return { error: error instanceof Error ? error.stack : error };
}
