// What the parts measure with: variants in turns, statistics of what they took, and processes of their own.

import { execFile, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** @import { Result } from './page.js' */

/**
 * How much is measured: `rounds(20)` are 20, and 2 for a quick look; `scale` is by how much part "bulk" shortens the
 * limits' times.
 * @typedef {{ quick: boolean, scale: number, rounds: (full: number) => number }} Options
 *
 * @typedef {(options: Options) => Promise<Result>} Measure
 */

/** @param {{ quick: boolean, scale: number }} flags @returns {Options} */
export const optionsOf = ({ quick, scale }) => ({ quick, scale, rounds: (full) => (quick ? Math.min(2, full) : full) });

/**
 * What each variant measured in each round. They take turns, A B C and then C B A, so that a machine that grows slower
 * or faster meanwhile does so for all alike.
 * @template {string} N
 * @template T
 * @param {Record<N, () => T | Promise<T>>} variants
 * @param {{ rounds: number, warmUp?: number }} how rounds whose results are dropped come first
 * @returns {Promise<Record<N, T[]>>}
 */
export async function inTurns(variants, { rounds, warmUp = 1 }) {
  const names = /** @type {N[]} */ (Object.keys(variants));
  const results = /** @type {Record<N, T[]>} */ ({});
  for (const name of names) results[name] = [];
  for (let round = -warmUp; round < rounds; round++) {
    const order = round % 2 === 0 ? names : names.toReversed();
    for (const name of order) {
      const result = await variants[name]();
      if (round >= 0) results[name].push(result);
    }
  }
  return results;
}

/**
 * Variants that are measured alike.
 * @template W
 * @template T
 * @param {Record<string, W>} ways
 * @param {(way: W) => T} measure
 * @returns {Record<string, () => T>}
 */
export const variantsOf = (ways, measure) =>
  Object.fromEntries(Object.entries(ways).map(([name, way]) => [name, () => measure(way)]));

/** Milliseconds. @param {() => unknown} work */
export async function timed(work) {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** @param {readonly number[]} list @param {number} part 0.5 is the median */
export function quantile(list, part) {
  const sorted = [...list].sort((a, b) => a - b);
  const at = (sorted.length - 1) * part;
  const [below, above] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  if (below === undefined || above === undefined) throw new Error('nothing was measured');
  return below + (above - below) * (at - Math.floor(at));
}

/** @param {readonly number[]} list */
export const median = (list) => quantile(list, 0.5);

/**
 * Round by round, since what disturbs a round disturbs its baseline too.
 * @param {number[]} list
 * @param {number[]} baseline
 */
export const ratios = (list, baseline) => list.map((value, round) => value / (baseline[round] ?? Number.NaN));

const here = new URL('./children/', import.meta.url);

/**
 * What a program of `children/` prints as JSON, run in a process of its own.
 * @template T
 * @param {string} program
 * @param {unknown} task
 * @param {{ node?: string, flags?: string[] }} [how]
 * @returns {Promise<T>}
 */
export function inChild(program, task, { node = process.execPath, flags = [] } = {}) {
  const file = fileURLToPath(new URL(program, here));
  return new Promise((resolve, reject) => {
    execFile(node, [...flags, file, JSON.stringify(task)], { timeout: 120_000 }, (error, stdout, stderr) => {
      if (error) reject(new Error(`${program} ${JSON.stringify(task)}: ${stderr || error.message}`));
      else resolve(JSON.parse(stdout));
    });
  });
}

/** The task that such a program is given. @template T @returns {T} */
export const task = () => JSON.parse(process.argv[2] ?? '{}');

/** @param {unknown} result */
export const report = (result) => console.log(JSON.stringify(result));

/**
 * A server in a process of its own, so that it takes no time of this one's event loop. Its first message is what it
 * says of itself.
 * @template T
 * @param {string} program
 * @param {unknown} [task]
 * @returns {Promise<T & { ask: <A>(question: string) => Promise<A>, close: () => void }>}
 */
export async function serverOf(program, task = {}) {
  const child = fork(fileURLToPath(new URL(program, import.meta.url)), [JSON.stringify(task)]);
  /** @template A @returns {Promise<A>} */
  const heard = () =>
    new Promise((resolve, reject) => {
      const failed = () => reject(new Error(`${program} has ended`));
      child.once('exit', failed);
      child.once('message', (message) => {
        child.off('exit', failed);
        resolve(/** @type {A} */ (message));
      });
    });
  const ask = (/** @type {string} */ question) => {
    const answer = heard();
    child.send(question);
    return answer;
  };
  /** @type {T} */
  const first = await heard();
  return { ...first, ask: /** @type {<A>(question: string) => Promise<A>} */ (ask), close: () => child.disconnect() };
}
