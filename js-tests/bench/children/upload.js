// Uploads one file some times, one way: how fast, and what memory it adds. The first, small one is a warm-up.

import { createReadStream, openAsBlob, readFileSync } from 'node:fs';
import { request } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { report, task } from '../measure.js';
import { watchedPackage } from '../module.js';

/** @import { Kind, Uploaded, UploadTask, Way } from '../uploads.js' */

const { url, way, kind, small, big, times, watch } = /** @type {UploadTask} */ (task());
const gc = globalThis.gc ?? (() => {});
const { wtsChat, pages } = watchedPackage();

let took = 0;
const { fetch } = globalThis;
/** Only the request with the file is timed. In place of the platform's, since to a fetch of the caller's the package is another. */
globalThis.fetch = async (input, init) => {
  if (init?.method !== 'PUT') return fetch(input, init);
  const started = performance.now();
  try {
    return await fetch(input, init);
  } finally {
    took += performance.now() - started;
  }
};
const wts = new wtsChat.WtsClient({ apiKey: 'pn_bench', baseUrl: url, rateLimit: false });
const mimeType = 'application/octet-stream';

/** @type {Record<Way, (data: Data, size: number) => Promise<unknown>>} */
const ways = {
  'wts-chat': (data, size) =>
    wts.message.sendFile({
      ...{ from: '5511900000001', to: '5511999999999' },
      file: { name: 'a.bin', mimeType, size, data },
    }),
  'bare fetch': async (data, size) => {
    const headers = { 'Content-Type': mimeType, ...(data instanceof Readable && { 'Content-Length': `${size}` }) };
    // Node.js takes a stream of its own as a body.
    const init = /** @type {RequestInit} */ ({
      method: 'PUT',
      headers,
      body: /** @type {unknown} */ (data),
      duplex: 'half',
    });
    return (await globalThis.fetch(`${url}/put`, init)).text();
  },
  'node:http': async (data, size) => {
    const started = performance.now();
    const headers = { 'content-type': mimeType, 'content-length': size };
    const put = request(`${url}/put`, { method: 'PUT', headers });
    const answered = new Promise((resolve, reject) => {
      put.once('error', reject);
      put.once('response', (response) => response.resume().once('end', resolve));
    });
    if (data instanceof Uint8Array) put.end(data);
    else await pipeline(data instanceof Blob ? Readable.fromWeb(/** @type {never} */ (data.stream())) : data, put);
    await answered;
    took += performance.now() - started;
  },
};

/** @typedef {Buffer | Blob | Readable} Data */

/** @type {Record<Kind, (path: string) => Data | Promise<Data>>} */
const kinds = {
  Buffer: (path) => readFileSync(path),
  Blob: (path) => new Blob([readFileSync(path)]),
  'file-backed Blob': (path) => openAsBlob(path),
  stream: (path) => createReadStream(path),
};

await ways[way](await kinds[kind](small.path), small.size);
const held = kind === 'stream' ? undefined : await kinds[kind](big.path);
for (let turn = 0; turn < 3; turn++) {
  gc();
  await sleep(20);
}
const before = { ...process.memoryUsage(), pages: pages() };
const most = { rss: before.rss, arrayBuffers: before.arrayBuffers };
const look = () => {
  // Twice: what the first has found dead is freed beside it, and counted by the second.
  if (watch === 'held') for (let time = 0; time < 2; time++) gc();
  const { rss, arrayBuffers } = process.memoryUsage();
  most.rss = Math.max(most.rss, rss);
  most.arrayBuffers = Math.max(most.arrayBuffers, arrayBuffers);
};
const sampler = watch === 'no' ? undefined : setInterval(look, watch === 'held' ? 50 : 5);
took = 0;
for (let time = 0; time < times; time++) await ways[way](held ?? (await kinds[kind](big.path)), big.size);
if (watch !== 'no') look();
clearInterval(sampler);
/** @type {Uploaded} */
const uploaded = {
  perSecond: (1000 * times * big.size) / took,
  rss: most.rss - before.rss,
  arrayBuffers: most.arrayBuffers - before.arrayBuffers,
  pages: pages() - before.pages,
};
report(uploaded);
process.exit();
