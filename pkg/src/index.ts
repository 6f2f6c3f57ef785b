// The package's entry: the wasm module is inside and starts at import, without a top-level await.

import wasm from '../wasm/wts_chat_bg.wasm';
import { defineResources } from './client.js';
import { start } from './instance.js';
import { fromBase64 } from './params.js';

start(fromBase64(wasm));
defineResources();

export * from './exports.js';
