// What tools say of the tarball, and what no script in it may have.

import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { inPackage, node, versionOf } from './install.js';

/** @import { Bench, Row } from './bench.js' */

/** @param {string} name @param {string} way @param {(bench: Bench) => Promise<void>} check @returns {Row} */
const row = (name, way, check) => ({
  host: 'lint',
  way,
  version: () => versionOf(name),
  run: async (bench) => {
    await check(bench);
    return undefined;
  },
});

/** @type {Row[]} */
export const rows = [
  row('publint', 'publint --strict', async (bench) => {
    const said = await bench.ran(bench.empty(), [
      node,
      inPackage('publint', 'src', 'cli.js'),
      '--strict',
      bench.tarball,
    ]);
    if (!/All good/.test(said)) throw new Error(said);
  }),
  row('@arethetypeswrong/cli', 'attw, no rule ignored', async (bench) => {
    const attw = [node, inPackage('@arethetypeswrong', 'cli', 'dist', 'index.js')];
    await bench.ran(bench.empty(), [...attw, bench.tarball, '--no-color', '--no-emoji']);
  }),
  row('acorn', 'no eval, no await at the top of a module', async (bench) => {
    const dist = join(bench.app({}), 'node_modules', 'wts-chat', 'pkg', 'dist');
    const scripts = readdirSync(dist).filter((name) => /\.[cm]?js$/.test(name));
    if (scripts.length === 0) throw new Error('there are no scripts');
    const faults = scripts.flatMap((name) => faultsOf(name, readFileSync(join(dist, name), 'utf8')));
    if (faults.length > 0) throw new Error(faults.join('\n'));
  }),
];

/** @typedef {{ type: string, start: number, await?: boolean, callee?: { name?: string } }} Node */

/**
 * What a policy of contents forbids, and what keeps modules from being loaded by `require`.
 * @param {string} name @param {string} text
 * @returns {string[]}
 */
export function faultsOf(name, text) {
  const { parse } = createRequire(inPackage('acorn', 'package.json'))('acorn');
  const sourceType = name.endsWith('.cjs') ? 'script' : 'module';
  /** @type {string[]} */
  const faults = [];
  /** @param {unknown} value @param {boolean} isTop */
  const walk = (value, isTop) => {
    if (typeof value !== 'object' || value === null) return;
    const node = /** @type {Node} */ (value);
    const fault = faultOf(node, isTop);
    if (fault) faults.push(`${name}: ${fault} at ${node.start}: ${text.slice(node.start, node.start + 80)}`);
    const isFunction = typeof node.type === 'string' && node.type.includes('Function');
    for (const inner of Object.values(value)) walk(inner, isTop && !isFunction);
  };
  walk(parse(text, { ecmaVersion: 'latest', sourceType, allowHashBang: true }), true);
  return faults;
}

/** @param {Node} node @param {boolean} isTop */
function faultOf({ type, await: waits, callee }, isTop) {
  if (isTop && (type === 'AwaitExpression' || (type === 'ForOfStatement' && waits))) return 'an await at the top';
  const isCall = type === 'CallExpression' || type === 'NewExpression';
  return isCall && ['eval', 'Function'].includes(callee?.name ?? '') ? 'an eval' : undefined;
}
