// Uploads that go wrong send nothing; progress; uploads side by side.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { fresh, last, rejects, soon, started } from './support.js';

const { sandbox, connect, suite, wts } = await started();
const { from, to } = sandbox.sample;
const piece = new Uint8Array(64 * 1024).fill(7);

/** @param {number} pieces @param {() => void} [atEnd] */
async function* source(pieces, atEnd) {
  try {
    for (let number = 0; number < pieces; number++) yield piece;
  } finally {
    atEnd?.();
  }
}

const steps = (own = sandbox) => own.requests.map(({ origin, operation }) => operation ?? origin);

/**
 * What an error says when no message may have gone.
 * @param {import('wts-chat').WtsError} error
 * @param {typeof sandbox} [own]
 */
function nothingSent(error, own = sandbox) {
  assert.equal(error.maybeSent, false);
  assert.equal(error.operation, 'message.sendFile');
  assert.match(error.message, /nothing was sent/);
  assert.ok(!steps(own).includes('message.send'), 'a message was sent');
}

suite('data that is not what it was said to be', () => {
  /** @type {[string, () => AsyncIterable<Uint8Array> | ReadableStream<Uint8Array>, number, RegExp][]} */
  const cases = [
    ['one byte too few', () => source(4), 4 * piece.length + 1, /only 262144 bytes of its size of 262145/],
    ['one byte too many', () => source(4), 4 * piece.length - 1, /more bytes than its size of 262143/],
    ['a stream that is empty', () => source(0), 5, /only 0 bytes/],
    ['a ReadableStream of too many bytes', () => endless(), 3 * piece.length, /more bytes than its size/],
    ['texts instead of bytes', () => texts(), 5, /bytes/],
  ];
  for (const [what, data, size, message] of cases) {
    test(`${what} is an error, not a hang`, async (t) => {
      const { sandbox, wts } = await fresh(t);
      const error = await rejects(wts.message.sendFile({ from, to, file: { name: 'a.bin', data: data(), size } }));
      nothingSent(error, sandbox);
      assert.equal(error.code, 'validation');
      assert.match(error.message, message);
      assert.deepEqual(
        error.issues.map(({ field }) => field),
        ['file.data'],
      );
      assert.deepEqual(sandbox.files, []);
    });
  }

  test('a stream that fails is the cause', async (t) => {
    const { sandbox, wts } = await fresh(t);
    const cause = new Error('the disk is gone');
    const data = (async function* () {
      yield piece;
      throw cause;
    })();
    const error = await rejects(wts.message.sendFile({ from, to, file: { name: 'a.bin', data, size: 1_000_000 } }));
    nothingSent(error, sandbox);
    assert.ok(error.cause instanceof Error);
    assert.equal(error.cause.message, cause.message);
    assert.match(error.message, /the disk is gone/);
  });
});

function endless() {
  return new ReadableStream({ pull: (controller) => controller.enqueue(piece) });
}

/** @returns {AsyncIterable<Uint8Array>} */
async function* texts() {
  yield/** @type {Uint8Array} */ (/** @type {unknown} */ ('hello'));
}

suite('storage that refuses', () => {
  const xml = '<?xml version="1.0"?><Error><Code>AccessDenied</Code><Message>The bucket is not yours</Message></Error>';
  const blob = new Blob([piece, piece]);
  const size = blob.size;

  test('its XML is told, and nothing is sent', async () => {
    const fault = sandbox.fault({ origin: 'storage', status: 403, body: xml, contentType: 'application/xml' });
    const error = await rejects(wts.message.sendFile({ from, to, file: { name: 'a.bin', data: blob } }));
    nothingSent(error);
    assert.deepEqual([error.status, error.key, error.attempts], [403, 'AccessDenied', 1]);
    assert.match(error.message, /The bucket is not yours/);
    assert.equal(error.response?.body, xml);
    assert.equal(fault.hits, 1);
  });

  test('an expired upload URL is asked for anew, as often as anything is repeated, and then told', async () => {
    sandbox.state.uploadTtl = 0;
    const error = await rejects(wts.message.sendFile({ from, to, file: { name: 'a.bin', data: blob } }));
    nothingSent(error);
    assert.match(error.message, /Request has expired/);
    assert.deepEqual(steps(), Array(3).fill(['file.getUploadUrl', 'storage']).flat());
  });

  test('a file whose upload URL has expired is sent with the next one', async () => {
    const expired = xml.replace('The bucket is not yours', 'Request has expired');
    sandbox.fault({ origin: 'storage', status: 403, body: expired, contentType: 'application/xml' });
    await wts.message.sendFile({ from, to, file: { name: 'a.bin', data: blob } });
    assert.deepEqual(steps(), [
      ...['file.getUploadUrl', 'storage', 'file.getUploadUrl', 'storage', 'file.save', 'message.send'],
    ]);
    assert.equal(last(sandbox.files).size, size);
  });

  test('a stream whose upload URL has expired cannot be read again', async (t) => {
    const { sandbox, wts } = await fresh(t);
    sandbox.state.uploadTtl = 0;
    const error = await rejects(wts.message.sendFile({ from, to, file: { name: 'a.bin', data: source(2), size } }));
    nothingSent(error, sandbox);
    assert.deepEqual(steps(sandbox), ['file.getUploadUrl', 'storage']);
  });

  for (const [what, fault] of /** @type {const} */ ([
    ['a 503', { status: 503, ...soon }],
    ['a dropped connection', { drop: 'before' }],
  ])) {
    test(`${what} is retried for data that can be read again`, async () => {
      const hits = sandbox.fault({ origin: 'storage', ...fault });
      await wts.message.sendFile({ from, to, file: { name: 'a.bin', data: blob } });
      assert.equal(hits.hits, 1);
      assert.deepEqual(steps(), ['file.getUploadUrl', 'storage', 'storage', 'file.save', 'message.send']);
      const sha256 = createHash('sha256').update(new Uint8Array(await blob.arrayBuffer()));
      assert.equal(last(sandbox.files).sha256, sha256.digest('hex'));
    });

    test(`${what} is not retried for a stream`, async (t) => {
      const { sandbox, wts } = await fresh(t);
      sandbox.fault({ origin: 'storage', ...fault });
      const data = source(2);
      const error = await rejects(wts.message.sendFile({ from, to, file: { name: 'a.bin', data, size } }));
      nothingSent(error, sandbox);
      assert.equal(error.attempts, 1);
      assert.deepEqual(steps(sandbox), ['file.getUploadUrl', 'storage']);
    });
  }

  for (const operation of ['file.getUploadUrl', 'file.save']) {
    test(`a failure of ${operation} is retried, and then sends nothing`, async () => {
      const fault = sandbox.fault({ operation, status: 503, times: Infinity, ...soon });
      const error = await rejects(wts.message.sendFile({ from, to, file: { name: 'a.bin', data: blob } }));
      nothingSent(error);
      assert.deepEqual([error.code, error.attempts, fault.hits], ['server', 3, 3]);
    });
  }

  test('an upload URL that is none sends nothing', async () => {
    for (const urlUpload of [null, '', 'file:///etc/passwd', 'nowhere', 5]) {
      sandbox.fault({ operation: 'file.getUploadUrl', body: { tempFileId: crypto.randomUUID(), urlUpload } });
      const error = await rejects(wts.message.sendFile({ from, to, file: { name: 'a.bin', data: blob } }));
      nothingSent(error);
      assert.equal(error.code, 'invalid_response', String(error));
    }
  });

  test('a failed send after the upload may have been sent', async () => {
    sandbox.fault({ operation: 'message.send', drop: 'after' });
    const error = await rejects(wts.message.sendFile({ from, to, file: { name: 'a.bin', data: blob } }));
    assert.deepEqual([error.code, error.maybeSent, error.attempts], ['network', true, 1]);
    assert.equal(steps().filter((step) => step === 'message.send').length, 1);
  });
});

suite('an abort', () => {
  test('during the upload ends it and its source, and sends nothing', async (t) => {
    const { sandbox, wts } = await fresh(t);
    const controller = new AbortController();
    const reason = new Error('changed my mind');
    /** @type {(value: unknown) => void} */
    let end = () => {};
    const ended = new Promise((resolve) => {
      end = resolve;
    });
    const size = 1000 * piece.length;
    const error = await rejects(
      wts.message.sendFile(
        { from, to, file: { name: 'a.bin', data: source(1000, () => end(undefined)), size } },
        { signal: controller.signal, onProgress: ({ sent }) => sent > 5 * piece.length && controller.abort(reason) },
      ),
    );
    nothingSent(error, sandbox);
    assert.deepEqual([error.code, error.cause], ['aborted', reason]);
    await ended;
    assert.deepEqual(sandbox.files, []);
  });
});

suite('progress', () => {
  /** @param {import('wts-chat').FileData} data @param {number} size */
  async function progressOf(data, size) {
    /** @type {{ sent: number, total: number }[]} */
    const told = [];
    const onProgress = (/** @type {{ sent: number, total: number }} */ progress) => told.push(progress);
    await wts.message.sendFile({ from, to, file: { name: 'a.bin', data, size } }, { onProgress });
    return told;
  }

  test('never decreases and ends at the whole', async () => {
    const size = 32 * piece.length;
    for (const data of [new Blob(Array(32).fill(piece)), Buffer.alloc(size), source(32)]) {
      const told = await progressOf(data, size);
      assert.ok(told.length > 1, 'more than once');
      assert.deepEqual(last(told), { sent: size, total: size });
      told.reduce((before, now) => {
        assert.ok(now.sent >= before.sent && now.total === size, `${before.sent}, then ${now.sent}`);
        return now;
      });
    }
  });

  test('of a tiny file is told too', async () => {
    assert.deepEqual(last(await progressOf('aGVsbG8=', 5)), { sent: 5, total: 5 });
  });

  test('that throws is ignored', async () => {
    let calls = 0;
    const onProgress = () => {
      calls += 1;
      throw new Error('not my day');
    };
    await wts.message.sendFile({ from, to, file: { name: 'a.bin', data: new Blob([piece]) } }, { onProgress });
    assert.ok(calls > 0);
    assert.equal(sandbox.files.length, 1);
  });
});

suite('several at once', () => {
  test('uploads side by side do not mix', async () => {
    const own = connect();
    const files = Array.from({ length: 8 }, (_, at) => new Blob([piece.map(() => at), String(at)]));
    await Promise.all(
      files.map((data, at) => own.message.sendFile({ from, to, file: { name: `${at}.bin`, data }, text: `${at}` })),
    );
    for (const message of [...sandbox.state.messages.values()].filter(({ file }) => file)) {
      assert.equal(message.file?.name, `${message.text}.bin`);
    }
    const hashes = new Set(sandbox.files.map(({ sha256 }) => sha256));
    assert.equal(hashes.size, 8);
  });
});
