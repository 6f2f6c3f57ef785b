// One call of the page, made at the API with the token: bodies stream both ways, and only the headers named here pass.

import * as http from 'node:http';
import * as https from 'node:https';
import { pipeline } from 'node:stream';
import { createBrotliDecompress, createUnzip } from 'node:zlib';
import { masker } from './mask.js';

/** @import { IncomingMessage, ServerResponse } from 'node:http' */

const sentOn = ['content-type', 'content-length', 'transfer-encoding', 'accept'];
const passedOn = ['content-type', 'retry-after', 'x-request-id', 'request-id', 'x-correlation-id'];

/**
 * @param {URL} upstream
 * @param {string} authorization
 */
export function createForward(upstream, authorization) {
  const { request: ask, Agent } = upstream.protocol === 'https:' ? https : http;
  const agent = new Agent({ keepAlive: true });
  const masked = masker([authorization.replace('Bearer ', '')]);
  const base = upstream.pathname.replace(/\/$/, '');

  /** @param {IncomingMessage} request @param {ServerResponse} response @param {string} path with its query */
  const forward = (request, response, path) => {
    const headers = {
      ...only(request.headers, sentOn),
      'accept-encoding': 'identity',
      'user-agent': 'wts-chat-dashboard',
      authorization,
    };
    // A send that meets a connection just being closed may or may not have arrived: it gets one of its own.
    const asked = ask(new URL(upstream.origin), {
      method: request.method,
      path: base + path,
      headers,
      agent: request.method === 'POST' ? false : agent,
    });
    asked.on('response', (answer) => {
      const head = only(answer.headers, passedOn, masked.text);
      const length = answer.headers['content-length'];
      const decoder = decoderOf(answer.headers['content-encoding']);
      if (length && !decoder) head['content-length'] = length;
      response.writeHead(answer.statusCode ?? 502, { ...head, 'cache-control': 'no-store' });
      const parts = [answer, ...(decoder ? [decoder] : []), masked.stream(), response];
      // What breaks off there breaks off here, too: the page must not take a part for the whole.
      pipeline(parts, () => {});
    });
    asked.on('error', (error) => unreachable(response, error));
    response.on('close', () => asked.destroy());
    pipeline(request, asked, () => {});
  };
  forward.end = () => agent.destroy();
  return forward;
}

/**
 * @param {ServerResponse} response
 * @param {NodeJS.ErrnoException} error
 */
function unreachable(response, { code }) {
  if (response.headersSent || response.destroyed) return response.destroy();
  const detail = `The dashboard's server got no answer from the API${code ? ` (${code})` : ''}.`;
  const problem = JSON.stringify({ title: 'No answer from the API', status: 502, detail });
  response.writeHead(502, { 'content-type': 'application/problem+json', 'cache-control': 'no-store' });
  return response.end(problem);
}

/**
 * @param {http.IncomingHttpHeaders} headers
 * @param {readonly string[]} names
 * @param {(value: string) => string} [clean]
 */
function only(headers, names, clean = (value) => value) {
  /** @type {Record<string, string>} */
  const kept = {};
  for (const name of names) {
    const value = headers[name];
    if (typeof value === 'string') kept[name] = clean(value);
  }
  return kept;
}

/** For servers that pack what nobody asked them to pack. @param {string | undefined} encoding */
function decoderOf(encoding = 'identity') {
  if (encoding === 'gzip' || encoding === 'deflate') return createUnzip();
  return encoding === 'br' ? createBrotliDecompress() : null;
}
