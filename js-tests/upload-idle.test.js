// Uploads that stand still: they end after a minute without progress, here on a clock that runs 400 times as fast.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { hearing, nothingUncaught, packageIn, storing, untilPut } from './hostile-support.js';
import { rejects } from './support.js';

/** @import { IncomingMessage, ServerResponse } from 'node:http' */
/** @import { FileData } from 'wts-chat' */

const from = '5511900000001';
const to = '5511999999999';
const piece = new Uint8Array(64 * 1024).fill(7);

/** Servers and tests keep the true clock. */
const FAST = 400;
const minute = 60_000 / FAST;
const { WtsClient } = packageIn({
  process: { versions: process.versions },
  fetch,
  performance: { now: () => performance.now() * FAST },
  setTimeout: (/** @type {() => void} */ work, /** @type {number} */ after) => setTimeout(work, after / FAST),
});

/** @param {string} baseUrl */
const of = (baseUrl) => new WtsClient({ apiKey: 'pn_1', baseUrl, rateLimit: false, timeout: 2_000_000 });

/** @typedef {(request: IncomingMessage, response: ServerResponse) => void} Put */

/** @type {Put} */
const takes = (request, response) => {
  request.on('end', () => response.end()).resume();
};
/** @type {Put} */
const neverAnswers = (request) => {
  request.resume();
};
/** @type {Put} */
const neverReads = () => {};

const large = new Blob(Array(512).fill(piece));
const never = () => new Promise(() => {});

/** A stream out of which nothing comes. @param {() => void} [onCancel] */
const dry = (onCancel = () => {}) =>
  new ReadableStream({ pull: () => /** @type {Promise<void>} */ (never()), cancel: onCancel });

async function* stuck() {
  yield piece;
  await never();
}

/** Always ready with nothing. */
async function* hollow() {
  for (;;) yield new Uint8Array(0);
}

/** @param {number} pieces @param {number} pause in true ms */
async function* slowly(pieces, pause) {
  for (let number = 0; number < pieces; number++) {
    await wait(pause);
    yield piece;
  }
}

/** Ends once a request has ended; one that was cut off is not complete. @param {IncomingMessage} request */
async function ended(request) {
  const { hear, heard } = hearing();
  if (request.destroyed) return;
  // Who does not read, does not see the end either.
  request
    .on('error', () => {})
    .on('close', hear)
    .resume();
  await heard();
}

describe('an upload without progress for a minute', { concurrency: true }, () => {
  nothingUncaught();

  /** @type {[string, Put, () => FileData, number][]} what, storage, data, how often it is tried */
  const cases = [
    ['to a storage that does not read', neverReads, () => large, 3],
    ['to a storage that never answers after the last byte', neverAnswers, () => new Blob([piece]), 3],
    ['of a stream that nothing comes out of', takes, () => dry(), 1],
    ['of an iterable that stops', takes, stuck, 1],
    ['of an iterable of endless nothing', takes, hollow, 1],
  ];
  for (const [what, put, data, attempts] of cases) {
    test(`${what} is a timeout, and nothing is sent`, async (t) => {
      const { url, steps, requests } = await storing(t, put);
      const begun = performance.now();
      const file = { name: 'a.bin', data: data(), ...(attempts === 1 && { size: large.size }) };
      const error = await rejects(of(url).message.sendFile({ from, to, file }));
      const took = performance.now() - begun;
      assert.deepEqual([error.code, error.attempts, error.maybeSent], ['timeout', attempts, false], error.message);
      assert.match(error.message, /nothing was sent\. The upload made no progress within 60000 ms/);
      assert.ok(took >= minute * attempts && took < 3000, `${took} ms`);
      const [first, second] = untilPut;
      assert.deepEqual(steps(), [first, ...Array(steps().length - 1).fill(second)]);
      for (const request of requests) await ended(request);
    });
  }

  test('ends the stream that it waited for', async (t) => {
    const { hear, heard } = hearing();
    const { url } = await storing(t, takes);
    const error = await rejects(
      of(url).message.sendFile({ from, to, file: { name: 'a.bin', data: dry(hear), size: 5 } }),
    );
    assert.equal(error.code, 'timeout');
    await heard();
  });
});

describe('an upload that goes on', () => {
  nothingUncaught();

  test('takes as long as it takes, whether its source is slow or its storage', async (t) => {
    const slowStorage = await storing(t, (request, response) => {
      request.on('data', () => {
        request.pause();
        setTimeout(() => request.resume(), 1);
      });
      request.on('end', () => response.end());
    });
    const slowSource = await storing(t, takes);
    const begun = performance.now();
    await of(slowSource.url).message.sendFile({
      from,
      to,
      file: { name: 'a.bin', data: slowly(12, 20), size: 12 * piece.length },
    });
    assert.ok(performance.now() - begun > 1.5 * minute);
    await of(slowStorage.url).message.sendFile({ from, to, file: { name: 'a.bin', data: large } });
    for (const { steps } of [slowSource, slowStorage]) {
      assert.deepEqual(steps(), [...untilPut, 'POST /core/v2/file', 'POST /chat/v1/message/send']);
    }
  });
});

describe('an abort', () => {
  nothingUncaught();

  for (const [what, put] of /** @type {[string, Put][]} */ ([
    ['does not read', neverReads],
    ['does not answer', neverAnswers],
  ])) {
    test(`while the storage ${what} ends the connection at once, and nothing is sent`, async (t) => {
      const controller = new AbortController();
      const { url, steps, requests } = await storing(t, (request, response) => {
        put(request, response);
        setTimeout(() => controller.abort('enough'), 10);
      });
      const file = { name: 'a.bin', data: large };
      const error = await rejects(of(url).message.sendFile({ from, to, file }, { signal: controller.signal }));
      assert.deepEqual([error.code, error.cause, error.maybeSent], ['aborted', 'enough', false]);
      assert.deepEqual(steps(), untilPut);
      for (const request of requests) await ended(request);
    });
  }
});

describe('the errors of storages', () => {
  const prolog = '<?xml version="1.0" encoding="UTF-8"?>';
  /** @type {[string, number, string, string, RegExp, string | undefined][]} whose, status, body, key, message, request id */
  const cases = [
    [
      'S3',
      403,
      `${prolog}\n<Error><Code>SignatureDoesNotMatch</Code><Message>The request signature we calculated does not match</Message><AWSAccessKeyId>AK</AWSAccessKeyId><RequestId>TX0</RequestId><HostId>h=</HostId></Error>`,
      'SignatureDoesNotMatch',
      /answered 403\. SignatureDoesNotMatch: The request signature we calculated does not match/,
      'TX0',
    ],
    [
      'S3 (too large)',
      400,
      `${prolog}<Error><Code>EntityTooLarge</Code><Message>Your proposed upload exceeds the maximum allowed size</Message><ProposedSize>9</ProposedSize><RequestId>TX1</RequestId></Error>`,
      'EntityTooLarge',
      /EntityTooLarge: Your proposed upload exceeds/,
      'TX1',
    ],
    [
      'GCS',
      403,
      `<?xml version='1.0' encoding='UTF-8'?><Error><Code>AccessDenied</Code><Message>Access denied.</Message><Details>no storage.objects.create access</Details></Error>`,
      'AccessDenied',
      /AccessDenied: Access denied\./,
      undefined,
    ],
    [
      'Azure',
      403,
      `\ufeff${prolog}<Error><Code>AuthenticationFailed</Code><Message>Server failed to authenticate the request.\nRequestId:5e\nTime:2026-01-01T00:00:00Z</Message><AuthenticationErrorDetail>Signature did not match</AuthenticationErrorDetail></Error>`,
      'AuthenticationFailed',
      /AuthenticationFailed: Server failed to authenticate the request\./,
      undefined,
    ],
  ];
  for (const [whose, status, body, key, message, requestId] of cases) {
    test(`${whose}: its key and message are told, and nothing is sent`, async (t) => {
      const { url, steps } = await storing(t, (request, response) => {
        request.on('end', () => response.writeHead(status).end(body)).resume();
      });
      const error = await rejects(of(url).message.sendFile({ from, to, file: { name: 'a.bin', data: 'AA==' } }));
      assert.deepEqual(
        [error.code, error.status, error.key, error.requestId, error.attempts, error.maybeSent],
        ['bad_request', status, key, requestId, 1, false],
      );
      assert.match(error.message, message);
      assert.deepEqual(steps(), untilPut);
    });
  }
});
