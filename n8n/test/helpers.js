// A faithful stand-in for what n8n gives nodes, made after n8n-core 2.41: requests really go out, by axios; parameters get their
// defaults from the node's own description, by n8n-workflow; binary data lie in memory or in a store, as n8n is set up.
//
// What it leaves out: expressions (parameters are values, or functions of the item's index), n8n's proxies and its protection
// against SSRF, guessing MIME types from bytes.

export { binaryOf, clearStore, contentOf, storedBinary, storedCount } from './helpers/binary.js';
export { executeContext, hookContext, loadOptionsContext, webhookContext } from './helpers/contexts.js';
export { n8nInstance } from './helpers/instance.js';
export { credentialType, freshNodeType, fromTools, nodeType, workflow } from './helpers/package.js';
