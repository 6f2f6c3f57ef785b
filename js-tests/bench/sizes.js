// How big the package is: the wasm module, the JavaScript beside it, and all of it.

import { readdirSync, readFileSync } from 'node:fs';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { transformSync } from 'esbuild';

const dist = new URL('../../pkg/dist/', import.meta.url);

/** @typedef {{ raw: number, gzip: number, brotli: number }} Size in bytes */

/** @param {Uint8Array} bytes @returns {Size} */
const sizeOf = (bytes) => ({
  raw: bytes.byteLength,
  gzip: gzipSync(bytes, { level: 9 }).byteLength,
  brotli: brotliCompressSync(bytes).byteLength,
});

/** @param {string} name of a file of the package */
export const fileSize = (name) => sizeOf(readFileSync(new URL(name, dist)));

export const wasmSize = () => fileSize('wts_chat.wasm');

/** All JavaScript that `import` loads, without the module that is in it as base64. */
export function glueSize() {
  const texts = ['index.js', 'shared.js'].map((name) => readFileSync(new URL(name, dist), 'utf8'));
  return sizeOf(Buffer.from(texts.join('\n').replace(/"AGFzbQ[^"]*"/, '""')));
}

/** What wasm-bindgen generates of it, made as small as the build makes it: by itself it is in no file of the package. */
export function generatedSize() {
  const glue = readFileSync(new URL('../wasm/wts_chat.js', dist), 'utf8');
  return sizeOf(Buffer.from(transformSync(glue, { minifyWhitespace: true, minifySyntax: true }).code));
}

/** The code of the package, without its types. */
export const codeFiles = () => readdirSync(dist).filter((name) => !name.includes('.d.'));
