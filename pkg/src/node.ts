// The package's entry for `import` in Node.js: the wasm module lies beside it, and no text has to be decoded first.
// Node.js finds it by the condition `module-sync`, which no bundler looks for before `module`.

import { readFileSync } from 'node:fs';
import { init } from './slim.js';

init(readFileSync(new URL('./wts_chat.wasm', import.meta.url)));

export * from './exports.js';
