// Stands between the browser and a server: keeps what the server answered, and makes uploads take their time.

import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * @param {string} target whose answers are passed on
 * @param {{ port?: number, pause?: number }} [options] `pause`: ms after each part of at most 64 KiB that goes to the server
 */
export async function startRelay(target, { port = 0, pause = 0 } = {}) {
  const { hostname, port: targetPort } = new URL(target);
  /** @type {Buffer[]} */
  const answered = [];
  /** @type {Set<import('node:net').Socket>} */
  const open = new Set();
  const server = createServer((client) => {
    const upstream = connect(Number(targetPort), hostname);
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.on('close', () => open.delete(socket));
    }
    const end = () => [client, upstream].forEach((socket) => void socket.destroy());
    pipeline(client, slowed(pause), upstream).catch(end);
    pipeline(upstream, kept(answered), client).catch(end);
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const actual = typeof address === 'object' && address ? address.port : port;
  return {
    port: actual,
    url: `http://127.0.0.1:${actual}`,
    /** All that the server has said, heads included. */
    answered: () => Buffer.concat(answered).toString('latin1'),
    async close() {
      server.close();
      for (const socket of open) socket.destroy();
      if (server.listening) await once(server, 'close');
    },
  };
}

/** @param {number} pause */
function slowed(pause) {
  return async function* (/** @type {AsyncIterable<Buffer>} */ source) {
    for await (const part of source) {
      yield part;
      if (pause) await sleep(pause);
    }
  };
}

/** @param {Buffer[]} answered */
function kept(answered) {
  return async function* (/** @type {AsyncIterable<Buffer>} */ source) {
    for await (const part of source) {
      answered.push(part);
      yield part;
    }
  };
}
