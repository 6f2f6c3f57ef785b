// The package as users get it, and what n8n itself uses: all of it from target/n8n-tools.

import { createRequire } from 'node:module';

/** @import { ICredentialType, INodeType } from 'n8n-workflow' */

const tools = new URL('../../../target/n8n-tools/', import.meta.url);

/** `require` as n8n's own modules call it. */
export const fromTools = createRequire(tools);

/** @type {typeof import('n8n-workflow')} */
export const workflow = fromTools('n8n-workflow');

const packageName = 'n8n-nodes-wts-chat';

/** @param {string} name of the folder and of the class @returns {INodeType} */
export function nodeType(name) {
  const exported = fromTools(`${packageName}/dist/nodes/${name}/${name}.node.js`);
  return new exported[name]();
}

/** The node as another process of n8n loads it: nothing that the module remembered is left. @param {string} name */
export function freshNodeType(name) {
  const own = fromTools.resolve(`${packageName}/package.json`).replace(/package\.json$/, '');
  for (const path of Object.keys(fromTools.cache)) if (path.startsWith(own)) delete fromTools.cache[path];
  return nodeType(name);
}

/** @returns {ICredentialType} */
export function credentialType(name = 'WtsChatApi') {
  const exported = fromTools(`${packageName}/dist/credentials/${name}.credentials.js`);
  return new exported[name]();
}
