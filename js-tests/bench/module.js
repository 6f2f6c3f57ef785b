// The package with its wasm module in sight: the pages of its memory, and how often either side calls the other.

import { packageMadeBy } from '../hostile-support.js';

/** @typedef {Record<string, number>} Counts calls by name */

/** Loads a copy of the package of its own, so before any other does: modules are loaded once. */
export function watchedPackage() {
  /** @type {WebAssembly.Memory[]} */
  const memories = [];
  /** @type {{ exports: Counts, imports: Counts }} */
  const counts = { exports: {}, imports: {} };
  const wtsChat = packageMadeBy((make, imports) => {
    const counted = Object.entries(imports).map(([from, functions]) => [from, countedIn(functions, counts.imports)]);
    const { exports } = make(Object.fromEntries(counted));
    memories.push(/** @type {WebAssembly.Memory} */ (exports.memory));
    return { exports: countedIn(exports, counts.exports) };
  });
  return {
    wtsChat,
    /** Of 64 KiB, of all instances. */
    pages: () => memories.reduce((sum, memory) => sum + memory.buffer.byteLength / 65_536, 0),
    /** What has been called since it was asked for last. */
    taken: () => {
      const taken = { exports: { ...counts.exports }, imports: { ...counts.imports } };
      for (const side of Object.values(counts)) for (const name of Object.keys(side)) delete side[name];
      return taken;
    },
  };
}

/** @param {object} functions @param {Counts} counts @returns {Record<string, WebAssembly.ExportValue>} */
function countedIn(functions, counts) {
  return Object.fromEntries(
    Object.entries(functions).map(([name, value]) => {
      // What the table of JavaScript's values or a global holds is no call.
      if (typeof value !== 'function') return [name, value];
      const counted = (/** @type {unknown[]} */ ...args) => {
        counts[name] = (counts[name] ?? 0) + 1;
        return value(...args);
      };
      return [name, Object.defineProperty(counted, 'length', { value: value.length })];
    }),
  );
}

/** @param {Counts} counts */
export const sum = (counts) => Object.values(counts).reduce((sum, count) => sum + count, 0);
