// The package's entry: the wasm module is inside and starts at import, without a top-level await.

import { initSync } from '../wasm/wts_chat.js';
import wasm from '../wasm/wts_chat_bg.wasm';
import { defineResources } from './client.js';
import { fromBase64 } from './params.js';

initSync({ module: fromBase64(wasm) });
defineResources();

export {
  buildRequest,
  catalog,
  isFromContact,
  parseWebhook,
  validate,
  WtsClient,
  webhookKey,
} from './client.js';
export { isWtsError, WtsError } from './error.js';
