// What every host does with the package: a text, a file, and failures. It has no imports, so that it runs everywhere as it
// is; the runner compares its report with what the sandbox received.

/**
 * @typedef {object} Task
 * @property {string} name in the text and the file's name: tells the rows apart
 * @property {string} baseUrl
 * @property {string} deadUrl where nobody listens
 * @property {string} token
 * @property {string} deadToken one that the API refuses
 * @property {string} from
 * @property {string} to
 * @property {number} size of the file, in bytes
 * @property {import('wts-chat').RateLimit} [rateLimit]
 *
 * @typedef {object} Failure
 * @property {boolean} isWtsError what `isWtsError` says of it
 * @property {boolean} isInstance whether it is an Error and a WtsError
 * @property {string} code
 * @property {number | null} status
 * @property {boolean} maybeSent
 * @property {{ field: string, code: string }[]} issues
 * @property {string} message
 * @property {boolean} leaks whether a token is in anything that it says
 *
 * @typedef {object} Report
 * @property {string} textId
 * @property {string} fileId of the message with the file
 * @property {{ sent: number, total: number }[]} progress of the upload
 * @property {Failure} validation
 * @property {Failure} authentication
 * @property {Failure} network
 * @property {string[]} warnings that one client with an apiKey gave
 *
 * @typedef {Pick<typeof import('wts-chat'), 'WtsClient' | 'WtsError' | 'isWtsError'>} WtsChat
 */

/** @param {WtsChat} wtsChat @param {Task} task @returns {Promise<Report>} */
export async function job({ WtsClient, WtsError, isWtsError }, task) {
  const { name, baseUrl, token, deadToken, from, to, size, rateLimit } = task;
  /** @type {string[]} */
  const warnings = [];
  /** @type {Report['progress']} */
  const progress = [];
  const wts = new WtsClient({
    baseUrl,
    apiKey: token,
    rateLimit,
    onEvent: ({ type, message }) => type === 'warning' && warnings.push(message ?? ''),
  });
  const text = await wts.message.sendText({ from, to, text: textOf(name) });
  const file = { name: `${name}.pdf`, mimeType: 'application/pdf', data: bytesOf(size) };
  const sent = await wts.message.sendFile({ from, to, file }, { onProgress: (now) => progress.push({ ...now }) });

  /** @param {Promise<unknown>} call @returns {Promise<Failure>} */
  const failure = async (call) => {
    const error = await call.then(
      () => new Error('the call succeeded'),
      (/** @type {unknown} */ reason) => reason,
    );
    const { code, status, maybeSent, issues, message } = /** @type {InstanceType<typeof WtsError>} */ (error);
    return {
      isWtsError: isWtsError(error),
      isInstance: error instanceof Error && error instanceof WtsError,
      code,
      status: status ?? null,
      maybeSent,
      issues: (issues ?? []).map(({ field, code }) => ({ field, code })),
      message,
      leaks: [token, deadToken].some((secret) => saidBy(error).includes(secret)),
    };
  };
  const dead = new WtsClient({ baseUrl, apiKey: deadToken });
  const nobody = new WtsClient({ baseUrl: task.deadUrl, apiKey: token, maxRetries: 0 });
  return {
    textId: text.id,
    fileId: sent.id,
    progress,
    validation: await failure(wts.message.sendText({ from, to: '', text: name })),
    authentication: await failure(dead.message.sendText({ from, to, text: name })),
    network: await failure(nobody.message.sendText({ from, to, text: name })),
    warnings,
  };
}

/** @param {string} name of the task */
export const textOf = (name) => `Olá from ${name} – ✓`;

/** The bytes of the file: every value, in no order that a text encoding would survive. @param {number} size */
export function bytesOf(size) {
  const bytes = new Uint8Array(size);
  let state = 1;
  for (let at = 0; at < size; at += 1) {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    bytes[at] = state >>> 16;
  }
  return bytes;
}

/** All that an error says, hidden properties included. @param {unknown} error */
function saidBy(error) {
  const object = Object(error);
  const values = Object.getOwnPropertyNames(object).map((name) => object[name]);
  return [String(error), ...values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value)))].join();
}

/**
 * For browsers: fetches the task from the harness and sends the report back, or why there is none.
 * @param {string} harness its address
 * @param {(task: Task) => Promise<unknown>} work
 */
export async function reportTo(harness, work) {
  /** @type {unknown} */
  let outcome;
  try {
    const answer = await fetch(`${harness}/task`);
    outcome = { report: await work(await answer.json()) };
  } catch (error) {
    outcome = { failed: error instanceof Error ? `${error.name}: ${error.message}\n${error.stack}` : String(error) };
  }
  await fetch(`${harness}/report`, { method: 'POST', body: JSON.stringify(outcome) });
}
