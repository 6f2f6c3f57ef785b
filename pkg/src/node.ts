// The package's entry for `import` in Node.js: the wasm module lies beside it, and no text has to be decoded first.
// Node.js finds it by the condition `module-sync`, which no bundler looks for before `module`.

import { init } from './slim.js';

// Versions that know the condition know this, too. An `import` of it would take longer than reading the file: it lists all exports.
const { readFileSync } = process.getBuiltinModule('node:fs');
init(readFileSync(new URL('./wts_chat.wasm', import.meta.url)));

export * from './exports.js';
