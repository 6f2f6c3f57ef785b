// The types, as a strict TypeScript program sees them under each way of resolving modules.

import { inPackage, node, versionOf } from './install.js';

/** @import { Row } from './bench.js' */

const body = `
export async function main(baseUrl: string): Promise<string[]> {
  const onEvent = (event: WtsEvent) => console.log(event.type);
  const wts: WtsClient = new WtsClient({ baseUrl, apiKey: 'pn_a', onEvent });
  const params: MessageSendFileParams = { from: 'a', to: 'b', file: { name: 'a.pdf', data: new Uint8Array(1) } };
  const { id } = await wts.message.sendFile(params, { onProgress: ({ sent, total }) => console.log(sent / total) });
  const names: string[] = [];
  for await (const contact of wts.contact.listAll({}, { limit: 5 })) names.push(contact.name ?? id);
  try {
    // @ts-expect-error there is no such param
    await wts.message.sendText({ from: 'a', to: 'b', text: 'c', txt: 'd' });
    // @ts-expect-error there is no such operation
    await wts.message.sendTxt({ from: 'a', to: 'b', text: 'c' });
  } catch (error) {
    if (isWtsError(error)) names.push(error.code, ...error.issues.map(({ field }) => field));
  }
  return names;
}\n`;

const names = 'isWtsError, type MessageSendFileParams, WtsClient, type WtsEvent';
const begin = `
export async function start(url: URL, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  await init(url);
  const nothing: void = init(bytes);
  init(new WebAssembly.Module(bytes), { isNode: true });
  // @ts-expect-error neither an address nor a module
  init(5);
  return nothing;
}\n`;

/** What an ES module and a CommonJS module import, of either entry. */
const sources = {
  'import.mts': `import { ${names} } from 'wts-chat';\n${body}`,
  'slim.mts': `import { init, ${names} } from 'wts-chat/slim';\n${body}${begin}`,
  'require.cts': `import { ${names} } from 'wts-chat';
import wtsChat = require('wts-chat');
void wtsChat.catalog();\n${body}`,
  'slim-require.cts': `import { init, ${names} } from 'wts-chat/slim';
import slim = require('wts-chat/slim');
void slim.catalog();\n${body}${begin}`,
};

/** Of the compiler. Modules that bundlers resolve may say `require` under `preserve` only. @type {Record<string, string[]>} */
const resolutions = {
  node16: ['--module', 'node16', '--moduleResolution', 'node16'],
  nodenext: ['--module', 'nodenext', '--moduleResolution', 'nodenext'],
  bundler: ['--module', 'preserve', '--moduleResolution', 'bundler'],
};

const strict = ['--strict', '--exactOptionalPropertyTypes', '--noUncheckedIndexedAccess', '--skipLibCheck', 'false'];
const target = ['--noEmit', '--ignoreConfig', '--target', 'es2022', '--lib', 'es2022,dom,dom.iterable', '--types', ''];

/** @type {Row[]} */
export const rows = Object.entries(resolutions).map(([name, options]) => ({
  host: 'types',
  way: `moduleResolution ${name}: import, require, slim`,
  version: () => versionOf('typescript'),
  run: async (bench) => {
    const folder = bench.app(sources);
    const tsc = [node, inPackage('typescript', 'bin', 'tsc')];
    await bench.ran(folder, [...tsc, ...target, ...strict, ...options, ...Object.keys(sources)]);
    return undefined;
  },
}));
