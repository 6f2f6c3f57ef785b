// Writes an answer to a socket, with the misfortunes that a fault asks for.

/** @import { ServerResponse } from 'node:http' */
/** @import { Answer } from './answer.js' */

/**
 * @typedef {object} Mishap
 * @property {'before' | 'after'} [drop]
 * @property {number} [delay]
 * @property {boolean} [stall]
 * @property {number} [truncate]
 * @property {{ bytes: number, ms: number }} [trickle]
 */

/**
 * @param {ServerResponse} res
 * @param {Answer} answer
 * @param {Mishap} mishap
 * @param {(status: number) => void} onStatus called once the client is told
 */
export async function deliver(res, { status, headers, body }, mishap, onStatus) {
  const { delay, drop, stall, truncate, trickle } = mishap;
  if (delay) await pause(res, delay);
  if (res.destroyed) return;
  if (drop) {
    res.socket?.destroy();
    return;
  }
  onStatus(status);
  // A stalled answer always promises more than it gives.
  const length = stall ? Math.max(body.length, 1) : body.length;
  res.writeHead(status, status === 204 ? headers : { ...headers, 'content-length': length });
  if (stall) {
    res.flushHeaders();
    res.write(body.subarray(0, Math.floor(body.length / 2)));
  } else if (truncate !== undefined && truncate < body.length) {
    res.flushHeaders();
    res.write(body.subarray(0, truncate), () => res.socket?.destroySoon());
  } else if (trickle) {
    for (let at = 0; at < body.length && !res.destroyed; at += trickle.bytes) {
      res.write(body.subarray(at, at + trickle.bytes));
      await pause(res, trickle.ms);
    }
    res.end();
  } else {
    res.end(body);
  }
}

/**
 * A wait that also ends when the connection does, so that no timer outlives it.
 * @param {ServerResponse} res
 * @param {number} ms
 */
function pause(res, ms) {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      res.off('close', done);
      resolve(undefined);
    };
    const timer = setTimeout(done, ms);
    res.once('close', done);
  });
}
