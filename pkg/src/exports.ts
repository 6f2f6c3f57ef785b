// What the package exports, wherever its wasm module comes from.

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
