// The package's entry for `require` in Node.js: the wasm module lies beside it.

import { readFileSync } from 'node:fs';
import { init } from './slim.js';

init(readFileSync(`${__dirname}/wts_chat.wasm`));

// All but `init`.
export {
  buildRequest,
  catalog,
  isFromContact,
  isWtsError,
  parseWebhook,
  validate,
  WtsClient,
  WtsError,
  webhookKey,
} from './slim.js';
