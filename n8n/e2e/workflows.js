// Workflows for tests, written in a line or two.

/**
 * @typedef {object} Node as n8n stores it; more properties are allowed: `onError`, `retryOnFail`, `maxTries`, `alwaysOutputData`, …
 * @property {string} id
 * @property {string} name
 * @property {string} type
 * @property {number} typeVersion
 * @property {[number, number]} position
 * @property {Record<string, unknown>} parameters
 * @property {Record<string, { id: string, name: string }>} [credentials]
 * @property {string} [onError]
 * @property {boolean} [retryOnFail]
 * @property {number} [maxTries]
 * @property {number} [waitBetweenTries]
 * @property {boolean} [alwaysOutputData]
 * @property {boolean} [executeOnce]
 * @property {boolean} [disabled]
 * @property {string} [webhookId]
 *
 * @typedef {[from: string, to: string, branch?: number, kind?: string]} Link names of nodes, the branch it leaves by, `main` or `ai_tool`
 *
 * @typedef {object} Workflow
 * @property {string} name
 * @property {Node[]} nodes
 * @property {Record<string, Record<string, { node: string, type: string, index: number }[][]>>} connections
 * @property {Record<string, unknown>} settings
 * @property {Record<string, unknown[]>} [pinData]
 */

/** @param {string} name @param {string} type @param {Record<string, unknown>} [parameters] @param {Partial<Node>} [more] @returns {Node} */
export const node = (name, type, parameters = {}, more = {}) => ({
  id: crypto.randomUUID(),
  name,
  type,
  typeVersion: 1,
  position: [0, 0],
  parameters,
  ...more,
});

/** Starts when `Rest.run` is called. */
export const manual = (name = 'Start') => node(name, 'n8n-nodes-base.manualTrigger');

/**
 * Starts when `/webhook/<path>` is called, and answers with the items of the last node.
 * @param {string} path @param {Record<string, unknown>} [parameters]
 */
export const webhook = (path, parameters = {}, name = 'Webhook') => {
  const answer = { responseMode: 'lastNode', responseData: 'allEntries', options: {} };
  const more = { typeVersion: 2, webhookId: path };
  return node(name, 'n8n-nodes-base.webhook', { path, httpMethod: 'POST', ...answer, ...parameters }, more);
};

/** A Code node, run once for all items. @param {string} jsCode returns items @param {string} [name] */
export const code = (jsCode, name = 'Code') => node(name, 'n8n-nodes-base.code', { jsCode }, { typeVersion: 2 });

/** A node that gives these items. @param {readonly Record<string, unknown>[]} list their JSON @param {string} [name] */
export const items = (list, name = 'Items') => code(`return ${JSON.stringify(list)}.map((json) => ({ json }));`, name);

/** Does nothing: an end to look at. @param {string} name */
export const end = (name) => node(name, 'n8n-nodes-base.noOp');

/**
 * A workflow of nodes that follow one another, or that are linked as `links` says.
 * @param {Node[]} nodes
 * @param {{ name?: string, links?: Link[], settings?: Record<string, unknown>, pinData?: Record<string, unknown[]> }} [options]
 * @returns {Workflow}
 */
export function workflow(nodes, { name = 'Test', links, settings, pinData } = {}) {
  const chain = nodes.slice(1).map(({ name }, i) => /** @type {Link} */ ([nodes[i]?.name, name]));
  /** @type {Workflow['connections']} */
  const connections = {};
  for (const [from, to, branch = 0, kind = 'main'] of links ?? chain) {
    const kinds = connections[from] ?? {};
    connections[from] = kinds;
    const branches = kinds[kind] ?? [];
    kinds[kind] = branches;
    // A branch without links is an empty list, not a hole.
    while (branches.length <= branch) branches.push([]);
    branches[branch]?.push({ node: to, type: kind, index: 0 });
  }
  const placed = nodes.map((node, i) => {
    const [x, y] = node.position;
    return x === 0 && y === 0 ? { ...node, position: /** @type {[number, number]} */ ([240 * i, 0]) } : node;
  });
  const order = { executionOrder: 'v1', ...settings };
  return { name, nodes: placed, connections, settings: order, ...(pinData ? { pinData } : {}) };
}
