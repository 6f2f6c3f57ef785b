// What an execution of n8n has brought, per node: items of every branch, errors, how often it ran.

/**
 * @typedef {{ mimeType: string, fileName?: string, fileExtension?: string, fileSize?: string, id?: string, data: string }} Binary
 *
 * @typedef {object} Item
 * @property {Record<string, unknown>} json
 * @property {Record<string, Binary>} [binary]
 * @property {unknown} [pairedItem]
 * @property {unknown} [error]
 *
 * @typedef {object} NodeFault what n8n keeps of an error
 * @property {string} [name]
 * @property {string} message
 * @property {string | null} [description]
 * @property {string | null} [httpCode]
 * @property {string[]} [messages]
 * @property {Record<string, unknown>} [context]
 * @property {string} [stack]
 *
 * @typedef {object} NodeRun one run of one node
 * @property {string} executionStatus
 * @property {number} executionTime in ms
 * @property {number} startTime
 * @property {Record<string, (Item[] | null)[]>} [data] by kind of connection: `main`, `ai_tool`
 * @property {NodeFault} [error]
 * @property {{ message: string }[]} [hints]
 *
 * @typedef {{ id: string, status: string, mode: string, workflowId: string, data: string }} StoredExecution
 *
 * @typedef {object} ResultData
 * @property {Record<string, NodeRun[]>} runData
 * @property {NodeFault} [error]
 * @property {string} [lastNodeExecuted]
 */

export class Execution {
  /** @param {StoredExecution} stored as n8n's REST answers it */
  constructor({ id, status, mode, workflowId, data }) {
    this.id = id;
    /** `success`, `error`, `canceled`, `crashed`; `waiting` while it waits */
    this.status = status;
    /** `manual`, `webhook`, `trigger`, `cli`, … */
    this.mode = mode;
    this.workflowId = workflowId;
    const { resultData } = /** @type {{ resultData?: ResultData } | undefined} */ (unflattened(data)) ?? {};
    /** Whether n8n has stored results yet: not before the first node has ended. */
    this.stored = resultData !== undefined;
    this.runData = resultData?.runData ?? {};
    /** Why it has failed as a whole. */
    this.error = resultData?.error;
    this.lastNode = resultData?.lastNodeExecuted;
  }

  /** All runs of a node: more than one in a loop or after a retry of n8n's own. @param {string} node its name */
  runs(node) {
    return this.runData[node] ?? [];
  }

  /** The last run of a node. @param {string} node */
  run(node) {
    const run = this.runs(node).at(-1);
    if (!run) throw new Error(`${node} has not run; those that have: ${Object.keys(this.runData).join(', ')}; ${this}`);
    return run;
  }

  /**
   * All branches of a node's last run; empty ones are empty lists.
   * @param {string} node @param {string} [kind] of connection
   */
  branches(node, kind = 'main') {
    return (this.run(node).data?.[kind] ?? []).map((items) => items ?? []);
  }

  /** The items of one branch. @param {string} node @param {number} [branch] 1 is the error branch of a node with one output */
  items(node, branch = 0) {
    return this.branches(node)[branch] ?? [];
  }

  /** The JSON of those items. @param {string} node @param {number} [branch] */
  json(node, branch = 0) {
    return this.items(node, branch).map(({ json }) => json);
  }

  /** The error of a node's last run; in `items` when it continued. @param {string} node */
  errorOf(node) {
    return this.run(node).error;
  }

  /** For messages. */
  toString() {
    const why = this.error ? `: ${this.error.message} ${this.error.description ?? ''}`.trimEnd() : '';
    return `execution ${this.id} (${this.mode}) ${this.status} at ${this.lastNode}${why}`;
  }
}

/**
 * The value behind the text of the package `flatted`: an array in which every string stands for the index of another element.
 * @param {string} text
 * @returns {unknown}
 */
export function unflattened(text) {
  /** @type {unknown[]} */
  const parts = JSON.parse(text);
  /** @type {Map<number, unknown>} */
  const made = new Map();
  const of = (/** @type {unknown} */ reference) => {
    if (typeof reference !== 'string') return reference;
    const index = Number(reference);
    if (made.has(index)) return made.get(index);
    const part = parts[index];
    if (typeof part !== 'object' || part === null) return part;
    const value = Array.isArray(part) ? [] : {};
    // Before what is inside, which may lead back here.
    made.set(index, value);
    for (const [key, inner] of Object.entries(part)) Object.assign(value, { [key]: of(inner) });
    return value;
  };
  return of('0');
}
