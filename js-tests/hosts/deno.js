// Deno, with what npm has installed.

import { deno, lacking, versionOf } from './install.js';
import { esModule } from './node.js';

/** @import { Row } from './bench.js' */

/** The packages are those of node_modules. */
export const command = [deno, 'run', '--node-modules-dir=manual', '--quiet'];

export const env = { DENO_NO_UPDATE_CHECK: '1' };

const byHand = `
import * as wtsChat from 'wts-chat/slim';
wtsChat.init(Deno.readFileSync('node_modules/wts-chat/pkg/dist/wts_chat.wasm'));`;

const inDeno = (/** @type {string} */ load) => `import process from 'node:process';\n${esModule(load)}`;

/** @type {Row[]} */
export const rows = [
  { way: 'import', text: inDeno("import * as wtsChat from 'wts-chat';") },
  { way: 'import slim, init(bytes)', text: inDeno(byHand) },
].map(({ way, text }) => ({
  host: 'deno',
  way,
  version: () => versionOf('deno'),
  lacks: () => lacking(deno),
  hidesCauses: true,
  run: (bench) => bench.reported(bench.app({ 'main.mjs': text }), [...command, '--allow-all', 'main.mjs'], env),
}));
