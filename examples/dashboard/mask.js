// Takes secrets out of what passes. Each is replaced by as many asterisks, so that lengths stay true.

import { Transform } from 'node:stream';

/** @param {readonly string[]} secrets */
export function masker(secrets) {
  const wanted = [...new Set(secrets)].filter(Boolean).map((secret) => Buffer.from(secret));
  return {
    /** @param {string} text */
    text: (text) => wanted.reduce((left, secret) => left.replaceAll(`${secret}`, '*'.repeat(secret.length)), text),
    stream: () => stream(wanted),
  };
}

/** @param {Buffer[]} secrets */
function stream(secrets) {
  /** What may be the beginning of a secret. */
  let held = Buffer.alloc(0);
  return new Transform({
    transform(/** @type {Buffer} */ chunk, _encoding, done) {
      const data = Buffer.concat([held, chunk]);
      for (const secret of secrets) {
        for (let at = data.indexOf(secret); at >= 0; at = data.indexOf(secret, at))
          data.fill('*', at, at + secret.length);
      }
      const keep = Math.max(0, ...secrets.map((secret) => beginning(data, secret)));
      held = data.subarray(data.length - keep);
      done(null, data.subarray(0, data.length - keep));
    },
    flush(done) {
      done(null, held);
    },
  });
}

/** How many of the last bytes are the first of a secret. @param {Buffer} data @param {Buffer} secret */
function beginning(data, secret) {
  for (let length = Math.min(secret.length - 1, data.length); length > 0; length--) {
    if (data.subarray(data.length - length).equals(secret.subarray(0, length))) return length;
  }
  return 0;
}
