// Compares what a host reports with what the sandbox has received.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { bytesOf, textOf } from './job.js';

/** @import { Sandbox } from 'wts-chat-sandbox' */
/** @import { Row } from './bench.js' */
/** @import { Failure, Report, Task } from './job.js' */

/** What a job sends, in this order: nothing for what is invalid, nothing to where nobody listens. */
const requests = [
  'message.send 200 Bearer full',
  'file.getUploadUrl 200 Bearer full',
  'PUT 200 none',
  'file.save 200 Bearer full',
  'message.send 200 Bearer full',
  'message.send 401 Bearer unknown',
];

/**
 * What is wrong, by column of the table; an empty list is all right.
 * @typedef {Record<'text' | 'file' | 'error', string[]>} Verdict
 */

/**
 * @param {Row} row
 * @param {{ sandbox: Sandbox, tasks: Task[] }} bench
 * @param {Report[]} reports in the order of the tasks
 * @returns {Verdict}
 */
export function verify(row, { sandbox, tasks }, reports) {
  /** @type {Verdict} */
  const verdict = { text: [], file: [], error: [] };
  /** @param {keyof Verdict} column @param {() => void} check */
  const judge = (column, check) => {
    try {
      check();
    } catch (error) {
      verdict[column].push(error instanceof Error ? error.message : String(error));
    }
  };
  assert.equal(reports.length, tasks.length, 'a report for each task');
  tasks.forEach((task, at) => {
    const report = /** @type {Report} */ (reports[at]);
    judge('text', () => textArrived(sandbox, task, report));
    judge('file', () => fileArrived(sandbox, task, report));
    judge('error', () => failuresAreRight(task, report, row));
    judge('error', () => warned(report, row));
  });
  judge('error', () => nothingElseArrived(sandbox, tasks.length));
  return verdict;
}

/** @param {Sandbox} sandbox @param {Task} task @param {Report} report */
function textArrived(sandbox, { name, to }, { textId }) {
  const message = sandbox.state.message(textId);
  assert.equal(message.text, textOf(name));
  assert.equal(message.sessionId, sandbox.sample.sessionId, `a message to ${to} belongs to the session of Ana Souza`);
}

/** @param {Sandbox} sandbox @param {Task} task @param {Report} report */
function fileArrived(sandbox, { name, size }, { fileId, progress }) {
  const message = sandbox.state.message(fileId);
  assert.equal(message.file?.name, `${name}.pdf`);
  const file = sandbox.files.find((file) => file.name === `${name}.pdf`);
  const sha256 = createHash('sha256').update(bytesOf(size)).digest('hex');
  assert.deepEqual(
    [file?.size, file?.sha256, file?.mimeType],
    [size, sha256, 'application/pdf'],
    'the bytes that were saved',
  );
  const told = JSON.stringify(progress);
  assert.ok(progress.length > 0, 'no progress was told');
  assert.ok(
    progress.every(({ sent }, at) => at === 0 || sent > (progress[at - 1]?.sent ?? 0)),
    `progress must rise: ${told}`,
  );
  assert.deepEqual(progress.at(-1), { sent: size, total: size }, `progress must end with the whole: ${told}`);
}

/** @param {Task} task @param {Report} report @param {Row} row */
function failuresAreRight(task, { validation, authentication, network }, { hidesCauses = false }) {
  /** @param {Failure} failure @param {Partial<Failure>} special */
  const is = (failure, special) => {
    const { message, ...facts } = failure;
    const right = { isWtsError: true, isInstance: true, maybeSent: false, status: null, issues: [], leaks: false };
    assert.deepEqual(facts, { ...right, ...special }, message);
    assert.ok(!message.includes(task.token), 'the token is in a message');
  };
  is(validation, { code: 'validation', issues: [{ field: 'to', code: 'required' }] });
  is(authentication, { code: 'authentication', status: 401 });
  // Where the platform does not say why, it may have been sent.
  is(network, { code: 'network', maybeSent: hidesCauses });
}

/** @param {Report} report @param {Row} row */
function warned({ warnings }, { browser }) {
  if (!browser) return assert.deepEqual(warnings, [], 'no warning outside of pages');
  assert.equal(warnings.length, 1, `one warning of the key in a page, not ${JSON.stringify(warnings)}`);
  assert.match(warnings[0] ?? '', /apiKey/);
}

/** @param {Sandbox} sandbox @param {number} jobs */
function nothingElseArrived(sandbox, jobs) {
  const arrived = sandbox.requests
    .filter(({ method }) => method !== 'OPTIONS')
    .map(
      ({ operation, method, status, headers }) => `${operation ?? method} ${status} ${headers.authorization ?? 'none'}`,
    );
  const wanted = Array.from({ length: jobs }, () => requests).flat();
  // Several jobs at a time mix.
  if (jobs > 1) for (const list of [arrived, wanted]) list.sort();
  assert.deepEqual(arrived, wanted, 'what the sandbox received');
}
