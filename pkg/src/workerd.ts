// The package's entry in workerd, which compiles no bytes: it is given the module.

import { init } from './slim.js';
import module from './wts_chat.wasm';

init(module);

export * from './exports.js';
