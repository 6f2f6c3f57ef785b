// The server of the harness on loopback: a folder for a browser, under a strict policy of contents, and the way back for its
// report.

import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { text } from 'node:stream/consumers';

/** @import { IncomingMessage, ServerResponse } from 'node:http' */
/** @import { Bench } from './bench.js' */
/** @import { Report } from './job.js' */

/** @type {Record<string, string>} */
const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.wasm': 'application/wasm',
};

/** How long a browser may take for all of it. */
const MOST = 60_000;

/** @param {Bench} bench whose sandbox pages may reach, and whose tasks they get */
export async function serve(bench) {
  const { sandbox, deadUrl } = bench;
  let folder = '';
  /** @type {string[]} */
  const asked = [];
  /** @type {string[]} what the policy has forbidden, or what went wrong before a page could say so */
  const complaints = [];
  /** @type {(outcome: { report?: Report, failed?: string }) => void} */
  let tell = () => {};
  /** @type {Promise<{ report?: Report, failed?: string }>} */
  const told = new Promise((resolve) => {
    tell = resolve;
  });

  const policy = [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "worker-src 'self'",
    // Every browser asks for an icon.
    "img-src 'self'",
    `connect-src 'self' ${sandbox.url} ${sandbox.storageUrl} ${deadUrl}`,
    'report-uri /complaint',
  ].join('; ');

  /** @param {IncomingMessage} request @param {ServerResponse} response */
  const answer = async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://here');
    // Not every page is of this server: that of a development server is not.
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('cache-control', 'no-store');
    if (pathname === '/task') return response.end(JSON.stringify(bench.task()));
    if (pathname === '/report') {
      tell(JSON.parse(await text(request)));
      return response.end();
    }
    if (pathname === '/complaint') {
      complaints.push(await text(request));
      // A script that may not run reports nothing.
      tell({ failed: 'the policy of contents has forbidden something' });
      return response.end();
    }
    if (pathname === '/favicon.ico') return response.writeHead(204).end();
    asked.push(pathname);
    if (pathname.startsWith('/api/')) return forwarded(request, response, pathname.slice('/api'.length));
    const file = join(folder, normalize(pathname.endsWith('/') ? `${pathname}index.html` : pathname));
    if (!existsSync(file) || !statSync(file).isFile()) return response.writeHead(404).end();
    response.setHeader('content-security-policy', policy);
    response.setHeader('content-type', searchParams.get('as') ?? types[extname(file)] ?? 'application/octet-stream');
    return response.end(readFileSync(file));
  };
  /**
   * What a server of one's own does: it adds the token.
   * @param {IncomingMessage} request
   * @param {ServerResponse} response
   * @param {string} path
   */
  const forwarded = async (request, response, path) => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${sandbox.tokens.full}` };
    const given = await fetch(`${sandbox.url}${path}`, {
      method: request.method ?? 'GET',
      headers,
      body: await text(request),
    });
    response.writeHead(given.status, { 'content-type': 'application/json' }).end(await given.text());
  };

  const server = createServer((request, response) => {
    answer(request, response).catch((error) => response.writeHead(500).end(String(error)));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('a server without a port');

  return {
    url: `http://127.0.0.1:${address.port}`,
    /** The paths that were asked for. */
    asked,
    /** @param {string} path */
    show: (path) => {
      folder = path;
    },
    /** The report of the page; rejects with whatever is known of why there is none. @returns {Promise<Report>} */
    async report() {
      /** @type {NodeJS.Timeout | undefined} */
      let timer;
      const late = new Promise((resolve) => {
        timer = setTimeout(() => {
          resolve({ failed: `nothing was said for ${MOST / 1000} s; the browser has asked for ${asked.join(' ')}` });
        }, MOST);
      });
      const { report, failed } = await Promise.race([told, /** @type {typeof told} */ (late)]);
      clearTimeout(timer);
      if (!report || complaints.length > 0) throw new Error([failed, ...complaints].filter(Boolean).join('\n'));
      return report;
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
