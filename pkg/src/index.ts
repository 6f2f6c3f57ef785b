// The package's entry: the wasm module is inside and starts at import, without a top-level await.

import wasm from '../wasm/wts_chat_bg.wasm';
import { defineResources } from './client.js';
import { start } from './instance.js';
import { fromBase64 } from './params.js';

start(fromBase64(wasm));
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
