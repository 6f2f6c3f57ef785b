// Part "uploads": files of some sizes from all that the package takes them from, against bare fetch and a pipe of
// node:http.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inChild, inTurns, median, ratios, serverOf } from './measure.js';
import { judged, number, times } from './page.js';

/** @import { Measure, Options } from './measure.js' */
/** @import { Address } from './server.js' */

/** @typedef {'bare fetch' | 'wts-chat' | 'node:http'} Way */
/** @typedef {'Buffer' | 'Blob' | 'file-backed Blob' | 'stream'} Kind */
/** @typedef {{ path: string, size: number }} File */

/**
 * What a process uploads, and how memory is looked at: not at all, so that it costs no time; as it is; what is held,
 * after a garbage collection each time.
 * @typedef {{ way: Way, kind: Kind, big: File, times: number, watch: 'no' | 'seen' | 'held' }} Upload
 * @typedef {Upload & { url: string, small: File }} UploadTask
 */

/**
 * @typedef {{ perSecond: number, rss: number, arrayBuffers: number, pages: number }} Uploaded in bytes, memory at most
 */

const MiB = 2 ** 20;
const ways = /** @type {const} */ (['bare fetch', 'wts-chat', 'node:http']);
const kinds = /** @type {const} */ (['Buffer', 'Blob', 'file-backed Blob', 'stream']);
const flowing = /** @type {readonly Kind[]} */ (['file-backed Blob', 'stream']);

/** MiB, and how often in a row a process uploads them: small files take too little time to be measured once. */
const sizes = /** @type {const} */ ([
  [1, 30],
  [10, 8],
  [50, 3],
  [200, 1],
]);
const ofMemory = [10, 200];

/** @type {Measure} */
export async function measure(options) {
  const folder = mkdtempSync(join(tmpdir(), 'wts-chat-bench-'));
  /** @type {Awaited<ReturnType<typeof serverOf<Address>>>} */
  const server = await serverOf('server.js');
  try {
    const files = sizes.map(([size]) => fileOf(folder, size));
    const small = files[0] ?? fileOf(folder, 1);
    /** @type {Run} */
    const run = (task) => inChild('upload.js', { ...task, url: server.url, small }, { flags: ['--expose-gc'] });
    const speed = await speeds(options, files, run);
    const memory = await memories(options, files, run);
    return {
      title: 'Uploads',
      how:
        'The PUT of the bytes to a server on loopback in a process of its own, which throws them away; of ' +
        '`message.sendFile`, the other three requests are not counted. Each measurement is a process of its own: a ' +
        'warm-up of 1 MiB, then the file, small ones several times (30 times 1 MiB, 8 times 10, 3 times 50). "bare ' +
        'fetch" and "node:http" send the same body. Memory is the most that was seen during one upload above what ' +
        'the process had before it, in samples every 5 ms: resident, and in ArrayBuffers. "holds" is the latter ' +
        'after a garbage collection at each sample (every 50 ms).',
      tables: [speed.table, memory.table],
      aims: [...speed.aims, ...memory.aims],
    };
  } finally {
    server.close();
    rmSync(folder, { recursive: true });
  }
}

/** @typedef {(upload: Upload) => Promise<Uploaded>} Run */

/** @param {Options} options @param {File[]} files @param {Run} run */
async function speeds({ rounds, quick }, files, run) {
  const rows = [];
  let worst = { ratio: Number.POSITIVE_INFINITY, name: '' };
  for (const [at, [size, times_]] of sizes.entries()) {
    if (quick && size > 10) continue;
    const big = files[at] ?? { path: '', size };
    for (const kind of kinds) {
      const one = (/** @type {Way} */ way) => async () => {
        const { perSecond } = await run({ way, kind, big, times: times_, watch: 'no' });
        return perSecond / MiB;
      };
      const variants = { 'bare fetch': one('bare fetch'), 'wts-chat': one('wts-chat'), 'node:http': one('node:http') };
      const results = await inTurns(variants, { rounds: rounds(4), warmUp: 0 });
      const [toFetch, toHttp] = [
        ratios(results['wts-chat'], results['bare fetch']),
        ratios(results['wts-chat'], results['node:http']),
      ];
      if (median(toFetch) < worst.ratio) worst = { ratio: median(toFetch), name: `${kind}, ${size} MiB` };
      rows.push([
        ...[`${size} MiB`, kind, ...ways.map((way) => number(median(results[way])))],
        ...[times(toFetch), times(toHttp)],
      ]);
    }
  }
  const head = ['size', 'from', ...ways, 'ratio to bare fetch', 'ratio to node:http'];
  return {
    table: { title: `Throughput in MiB/s, ${rounds(4)} rounds`, head, rows },
    aims: [
      judged(`throughput of an upload, by bare fetch (the worst: ${worst.name})`, worst.ratio, { atLeast: 0.9 }, ' ×'),
    ],
  };
}

/** @param {Options} options @param {File[]} files @param {Run} run */
async function memories({ rounds, quick }, files, run) {
  const rows = [];
  const most = { held: 0, rss: 0, pages: 0 };
  for (const size of quick ? ofMemory.slice(0, 1) : ofMemory) {
    const big = files.find((file) => file.size === size * MiB);
    if (!big) throw new Error(`no file of ${size} MiB`);
    for (const kind of kinds) {
      const one = (/** @type {Way} */ way) => () => run({ way, kind, big, times: 1, watch: 'seen' });
      const variants = { 'bare fetch': one('bare fetch'), 'wts-chat': one('wts-chat'), 'node:http': one('node:http') };
      const results = await inTurns(variants, { rounds: rounds(2), warmUp: 0 });
      const held = await run({ way: 'wts-chat', kind, big, times: 1, watch: 'held' });
      const seen = (/** @type {Way} */ way, /** @type {'rss' | 'arrayBuffers'} */ what) =>
        median(results[way].map((uploaded) => uploaded[what])) / MiB;
      const pages = Math.max(...[...results['wts-chat'], held].map((uploaded) => uploaded.pages));
      if (flowing.includes(kind)) {
        most.held = Math.max(most.held, held.arrayBuffers / MiB);
        most.rss = Math.max(most.rss, seen('wts-chat', 'rss'));
      }
      most.pages = Math.max(most.pages, pages);
      const cells = ways.map((way) => `${number(seen(way, 'rss'))}, ${number(seen(way, 'arrayBuffers'))}`);
      rows.push([`${size} MiB`, kind, ...cells, number(held.arrayBuffers / MiB), `${pages}`]);
    }
  }
  const head = ['size', 'from', ...ways, 'wts-chat holds', 'pages of wasm memory added'];
  return {
    table: { title: `Memory added in MiB: resident, in ArrayBuffers; medians of ${rounds(2)} rounds`, head, rows },
    aims: [
      judged('memory held by streams and file-backed blobs, in ArrayBuffers', most.held, { atMost: 16 }, ' MiB'),
      judged('resident memory added by streams and file-backed blobs', most.rss, { atMost: 16 }, ' MiB'),
      judged('pages of wasm memory added by uploads', most.pages, { atMost: 0 }),
    ],
  };
}

/** @param {string} folder @param {number} size in MiB @returns {File} */
function fileOf(folder, size) {
  const path = join(folder, `${size}.bin`);
  writeFileSync(path, Buffer.alloc(size * MiB, 'wts-chat '));
  return { path, size: size * MiB };
}
