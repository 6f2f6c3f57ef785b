// Node.js, each version that is supported, in both module systems and with the wasm module given by hand.

import { lacking, nodeOf, versionOf } from './install.js';

/** @import { Row } from './bench.js' */

const file = 'node_modules/wts-chat/pkg/dist/wts_chat.wasm';
const print = `job(wtsChat, JSON.parse(process.env.TASK)).then((report) => console.log(JSON.stringify(report)));`;

/** An ES module that loads the package so. @param {string} load */
export const esModule = (load) => `import { job } from './job.mjs';\n${load}\n${print}\n`;

/** A CommonJS module that loads the package so. @param {string} load */
export const commonJs = (load) => `${load}\nimport('./job.mjs').then(({ job }) => ${print.slice(0, -1)});\n`;

const bytes = `readFileSync('${file}')`;
const byHand = {
  'slim, init(bytes)': bytes,
  'slim, init(new WebAssembly.Module(…))': `new WebAssembly.Module(${bytes})`,
};

/** @type {{ way: string, name: string, text: string }[]} */
const programs = [
  { way: 'import', name: 'main.mjs', text: esModule("import * as wtsChat from 'wts-chat';") },
  { way: 'require', name: 'main.cjs', text: commonJs("const wtsChat = require('wts-chat');") },
  ...Object.entries(byHand).flatMap(([way, source]) => [
    {
      way: `import ${way}`,
      name: 'main.mjs',
      text: esModule(
        `import { readFileSync } from 'node:fs';\nimport * as wtsChat from 'wts-chat/slim';\nwtsChat.init(${source});`,
      ),
    },
    {
      way: `require ${way}`,
      name: 'main.cjs',
      text: commonJs(
        `const { readFileSync } = require('node:fs');
const wtsChat = require('wts-chat/slim');
wtsChat.init(${source});`,
      ),
    },
  ]),
];

/** @type {Row[]} */
export const rows = [20, 22, 24, 26].flatMap((major) =>
  programs.map(({ way, name, text }) => ({
    host: `node${major}`,
    way,
    version: () => versionOf(`node${major}-${process.arch}`),
    lacks: () => lacking(nodeOf(major)),
    run: (bench) => bench.reported(bench.app({ [name]: text }), [nodeOf(major), name]),
  })),
);
