// Bun, in both module systems.

import { bun, lacking, versionOf } from './install.js';
import { commonJs, esModule } from './node.js';

/** @import { Row } from './bench.js' */

const byHand = `
import { readFileSync } from 'node:fs';
import * as wtsChat from 'wts-chat/slim';
wtsChat.init(readFileSync('node_modules/wts-chat/pkg/dist/wts_chat.wasm'));`;

/** @type {Row[]} */
export const rows = [
  { way: 'import', name: 'main.mjs', text: esModule("import * as wtsChat from 'wts-chat';") },
  { way: 'require', name: 'main.cjs', text: commonJs("const wtsChat = require('wts-chat');") },
  { way: 'import slim, init(bytes)', name: 'main.mjs', text: esModule(byHand) },
].map(({ way, name, text }) => ({
  host: 'bun',
  way,
  version: () => versionOf('bun'),
  lacks: () => lacking(bun),
  run: (bench) => bench.reported(bench.app({ [name]: text }), [bun, 'run', name]),
}));
