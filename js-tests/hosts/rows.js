// All rows of the table, in their order.

import { rows as browsers } from './browser-rows.js';
import { rows as bun } from './bun.js';
import { rows as bundlers } from './bundlers.js';
import { rows as deno } from './deno.js';
import { rows as guide } from './guide.js';
import { rows as lint } from './lint.js';
import { rows as node } from './node.js';
import { rows as types } from './types.js';
import { rows as workerd } from './workerd.js';

const all = [...node, ...deno, ...bun, ...workerd, ...browsers, ...bundlers, ...types, ...lint, ...guide];

/** Those of one host are together. */
const hosts = [...new Set(all.map(({ host }) => host))];

/** @type {import('./bench.js').Row[]} */
export const rows = hosts.flatMap((host) => all.filter((row) => row.host === host));
