// Writes an answer to a socket, with the misfortunes that a fault asks for.

/** @import { ServerResponse } from 'node:http' */
/** @import { Socket } from 'node:net' */
/** @import { Answer } from './answer.js' */

/**
 * @typedef {object} Mishap
 * @property {'before' | 'after'} [drop] the connection ends
 * @property {'before' | 'after'} [reset] the connection breaks off: a TCP RST
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
  const { delay, stall, truncate, trickle } = mishap;
  if (delay) await pause(res, delay);
  if (res.destroyed) return;
  if (endOf(mishap)) return end(res.socket, mishap);
  onStatus(status);
  // A stalled answer and a cut one always promise more than they give.
  const isWhole = !stall && truncate === undefined;
  const length = isWhole ? body.length : Math.max(body.length, 1);
  res.writeHead(status, status === 204 ? headers : { ...headers, 'content-length': length });
  if (stall) {
    res.flushHeaders();
    res.write(body.subarray(0, Math.floor(body.length / 2)));
  } else if (truncate !== undefined) {
    res.flushHeaders();
    res.write(body.subarray(0, Math.min(truncate, length - 1)), () => res.socket?.destroySoon());
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
 * When the connection ends without an answer, if it does.
 * @param {Mishap} mishap
 */
export const endOf = ({ drop, reset }) => drop ?? reset;

/**
 * @param {Socket | null} socket
 * @param {Mishap} mishap
 */
export function end(socket, { reset }) {
  if (reset) socket?.resetAndDestroy();
  else socket?.destroy();
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
