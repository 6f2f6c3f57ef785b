// The least of a server that the package can talk to, as a process of its own: `{ latency }` milliseconds before each
// answer. It ends with the program that started it.

import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { task } from './measure.js';

/** @import { IncomingMessage, ServerResponse } from 'node:http' */
/** @import { AddressInfo } from 'node:net' */

/** @typedef {{ url: string }} Address */

const { latency = 0, contacts = 0 } = /** @type {{ latency?: number, contacts?: number }} */ (task());

const id = '0b2f6a3e-8d0c-4c3a-9a51-2f6d1c9e7b10';
const sent = JSON.stringify({ id, senderId: null, status: 'PROCESSING', sessionId: id });

const server = createServer(async (request, response) => {
  // The bytes of a file are taken as they come and thrown away.
  for await (const _ of request);
  if (latency > 0) await sleep(latency);
  answer(request, response);
});

/** @param {IncomingMessage} request @param {ServerResponse} response */
function answer({ method, url = '' }, response) {
  response.setHeader('content-type', 'application/json');
  if (url.startsWith('/core/v1/contact')) response.end(pageOf(new URL(url, 'http://localhost').searchParams));
  else if (method === 'GET') response.end(JSON.stringify({ tempFileId: id, urlUpload: `${addressOf()}/put` }));
  else response.end(method === 'PUT' ? '' : sent);
}

/** What each contact has besides its id. */
const rest =
  '"createdAt":"2026-01-05T12:00:00.000Z","updatedAt":"2026-01-05T12:00:00.000Z","name":"Ana Souza",' +
  '"phonenumber":"+55|11999999999","phonenumberFormatted":"(11) 99999-9999","nameWhatsapp":"Ana","status":"ACTIVE",' +
  '"email":"ana@example.com","instagram":null,"annotation":null,"tagsId":[],"tags":[],"metadata":{},' +
  '"origin":"CREATED_FROM_USER","pictureUrl":null';

/** @param {URLSearchParams} query */
function pageOf(query) {
  const [pageNumber, pageSize] = [Number(query.get('PageNumber') ?? 1), Number(query.get('PageSize') ?? 15)];
  const totalPages = Math.ceil(contacts / pageSize);
  const first = (pageNumber - 1) * pageSize;
  const count = Math.max(0, Math.min(pageSize, contacts - first));
  const items = Array.from({ length: count }, (_, at) => `{"id":"${idOf(first + at)}",${rest}}`);
  const of = { pageNumber, pageSize, totalItems: contacts, totalPages, hasMorePages: pageNumber < totalPages };
  return `{"items":[${items.join(',')}],${JSON.stringify(of).slice(1)}`;
}

/** @param {number} number */
const idOf = (number) => `${id.slice(0, -12)}${String(number).padStart(12, '0')}`;

const addressOf = () => `http://127.0.0.1:${/** @type {AddressInfo} */ (server.address()).port}`;

server.keepAliveTimeout = 120_000;
server.listen(0, '127.0.0.1', () => process.send?.({ url: addressOf() }));
process.on('disconnect', () => process.exit());
