// The package's entry: the wasm module is inside and starts at import, without a top-level await.

import wasm from '../wasm/wts_chat_bg.wasm';
import { fromBase64 } from './params.js';
import { init } from './slim.js';

init(fromBase64(wasm));

export * from './exports.js';
