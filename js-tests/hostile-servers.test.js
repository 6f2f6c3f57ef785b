// Servers that answer what no server should: broken HTTP, odd statuses, bodies that are too long, too slow, or no JSON.

import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { describe, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { WtsClient } from 'wts-chat';
import { collector, hearing, nothingUncaught, storing, untilPut } from './hostile-support.js';
import { rejects, serving } from './support.js';

/** @import { ServerResponse } from 'node:http' */
/** @import { TestContext } from 'node:test' */
/** @import { ClientOptions, WtsErrorCode } from 'wts-chat' */

const from = '5511900000001';
const to = '5511999999999';
const text = { from, to, text: 'Olá!' };
const file = { name: 'a.bin', data: 'AA==' };
const sessionId = '7d1f3b52-0000-4000-8000-000000000001';
const MiB = 1024 * 1024;

/** @param {string} baseUrl @param {ClientOptions} [options] */
const of = (baseUrl, options) =>
  new WtsClient({ apiKey: 'pn_1', baseUrl, rateLimit: false, maxRetries: 0, timeout: 5000, ...options });

/**
 * A server that sends exactly these bytes to the first requests, and something usable to all others.
 * @param {TestContext} t
 * @param {string} bytes in Latin-1; none for no answer
 * @param {number} [times]
 */
async function raw(t, bytes, times = 2) {
  let left = times;
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.on('data', () => {
      const answer = left > 0 ? bytes : 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{"id":"1"}';
      left -= 1;
      socket.end(Buffer.from(answer, 'latin1'));
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  t.after(() => server.close());
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
}

const kept = 'HTTP/1.1 200 OK\r\n';
const ok = `${kept}Connection: close\r\n`;
/** @param {string} body */
const sized = (body) => `${ok}Content-Length: ${body.length}\r\n\r\n${body}`;
/** @param {number} status */
const empty = (status) => `HTTP/1.1 ${status} Odd\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`;

describe('bytes that are no answer', () => {
  nothingUncaught();

  /** @type {[string, string, WtsErrorCode][]} */
  const cases = [
    ['no answer at all', '', 'network'],
    ['another protocol', 'SSH-2.0-OpenSSH_9.9\r\n', 'network'],
    ['JSON without HTTP', '{"id":"1"}', 'network'],
    ['a body that is shorter than it says', `${ok}Content-Length: 11\r\n\r\n{"id":"1"}`, 'network'],
    ['a chunk that is none', `${ok}Transfer-Encoding: chunked\r\n\r\nzz\r\n{"id":"1"}`, 'network'],
    ['a chunk that is cut', `${kept}Transfer-Encoding: chunked\r\n\r\n5\r\n{"i`, 'network'],
    ['chunks without their end', `${kept}Transfer-Encoding: chunked\r\n\r\na\r\n{"id":"1"}\r\n`, 'network'],
    ['two lengths', `${ok}Content-Length: 10\r\nContent-Length: 11\r\n\r\n{"id":"1"}`, 'network'],
    ['a header of 64 KiB', `HTTP/1.1 400 No\r\nX-A: ${'x'.repeat(65_536)}\r\nContent-Length: 0\r\n\r\n`, 'network'],
    ['a header of control characters', 'HTTP/1.1 400 No\r\nX-A: \x00\x01\r\nContent-Length: 0\r\n\r\n', 'network'],
    ['gzip that is none', `${ok}Content-Encoding: gzip\r\nContent-Length: 10\r\n\r\n{"id":"1"}`, 'network'],
    ['another protocol from now on', 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n', 'network'],
    ['nothing but a hint', 'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n', 'network'],
    ['a web page', sized('<!doctype html><title>Login</title>'), 'invalid_response'],
    ['JSON that is cut', sized('{"id":"1'), 'invalid_response'],
    ['an empty body', sized(''), 'invalid_response'],
    ['white space', sized(' \r\n\t '), 'invalid_response'],
    ['bytes that are no text', sized('\xff\xfe\x00'), 'invalid_response'],
    ['two documents', sized('{"id":"1"}{"id":"2"}'), 'invalid_response'],
    ['a 204 where something is due', empty(204), 'invalid_response'],
    ['a 205 where something is due', empty(205), 'invalid_response'],
    ['a 300', empty(300), 'invalid_response'],
    ['a 304', empty(304), 'invalid_response'],
    ['a 399', empty(399), 'invalid_response'],
    ['a 418', empty(418), 'bad_request'],
    ['a 599', empty(599), 'server'],
    ['a 999', empty(999), 'server'],
  ];
  for (const [what, bytes, code] of cases) {
    test(`${what} is a ${code} error, and the client works afterwards`, async (t) => {
      const wts = of(await raw(t, bytes));
      const read = await rejects(wts.session.get({ sessionId }));
      assert.deepEqual([read.code, read.attempts, read.maybeSent], [code, 1, false], read.message);
      const once = await rejects(wts.message.sendText(text));
      assert.deepEqual([once.code, once.attempts, once.maybeSent], [code, 1, code !== 'bad_request'], once.message);
      assert.deepEqual(await wts.message.sendText(text), { id: '1' });
    });
  }

  test('what is odd but can be read is read', async (t) => {
    /** @type {[string, unknown][]} */
    const readable = [
      [sized('\xef\xbb\xbf{"id":"1"}'), { id: '1' }],
      [sized('{"id":"\xff"}'), { id: '\ufffd' }],
      [`${ok}Content-Length: 10\r\n\r\n{"id":"1"} and more than it says`, { id: '1' }],
      [`${ok}\r\n{"id":"1"}`, { id: '1' }],
      [`HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n${sized('{"id":"1"}')}`, { id: '1' }],
      [sized('"text"'), 'text'],
      [sized('{"__proto__":{"a":1},"constructor":null}'), JSON.parse('{"__proto__":{"a":1},"constructor":null}')],
    ];
    for (const [bytes, value] of readable) {
      assert.deepEqual(await of(await raw(t, bytes)).session.get({ sessionId }), value);
    }
  });

  test('a reason of odd letters is only the status', async (t) => {
    const url = await raw(t, 'HTTP/1.1 403 \xff\xfe\r\nConnection: close\r\nContent-Length: 0\r\n\r\n', 1);
    assert.deepEqual((await rejects(of(url).session.get({ sessionId }))).code, 'permission');
  });
});

describe('a body that does not end', () => {
  nothingUncaught();

  /** @type {[string, (response: ServerResponse) => void, Record<string, number>][]} */
  const cases = [
    ['stalls', (response) => response.write('{"id":'), { 'content-length': 100 }],
    ['stalls in chunks', (response) => response.write('{"id":'), {}],
    ['trickles', (response) => setInterval(() => response.write(' '), 5).unref(), {}],
    ['stalls before its first byte', (response) => response.flushHeaders(), {}],
  ];
  for (const [what, begin, headers] of cases) {
    test(`but ${what}: the time-out ends the call and the connection`, async (t) => {
      const { heard, hear } = hearing();
      const { url } = await serving(t, (_, response) => {
        response.on('close', hear);
        response.writeHead(200, headers);
        begin(response);
      });
      const error = await rejects(of(url, { timeout: 60 }).message.sendText(text));
      assert.deepEqual([error.code, error.maybeSent], ['timeout', true]);
      await heard();
    });

    test(`but ${what}: the signal ends the call and the connection`, async (t) => {
      const { heard, hear } = hearing();
      const controller = new AbortController();
      const { url } = await serving(t, (_, response) => {
        response.on('close', hear);
        response.writeHead(200, headers);
        begin(response);
        setTimeout(() => controller.abort(), 20);
      });
      const error = await rejects(of(url).session.get({ sessionId }, { signal: controller.signal }));
      assert.equal(error.code, 'aborted');
      await heard();
    });
  }
});

/** How much memory is in use, at its highest since the beginning. */
function highest() {
  const used = () => {
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  const gc = collector();
  gc();
  const before = used();
  let most = before;
  const look = () => {
    most = Math.max(most, used());
  };
  const timer = setInterval(look, 5);
  return async () => {
    clearInterval(timer);
    look();
    // Connections end when both sides have noticed.
    for (let time = 0; time < 5; time++) {
      await wait(5);
      gc();
    }
    return { grown: most - before, kept: used() - before };
  };
}

const piece = Buffer.alloc(MiB, 'x');
/** The members of a gzip file are unpacked one after the other. */
const bomb = Buffer.concat(Array(1024).fill(gzipSync(piece)));

/** Sends pieces for as long as somebody reads. @param {ServerResponse} response @param {number} pieces */
function pour(response, pieces) {
  let left = pieces;
  const go = () => {
    while (left > 0 && !response.destroyed) {
      left -= 1;
      if (!response.write(piece)) return;
    }
    response.end();
  };
  response.on('drain', go);
  go();
}

describe('a body that is far too long', () => {
  nothingUncaught();

  /** @type {[string, (response: ServerResponse, status: number) => void][]} */
  const cases = [
    [
      '1 GiB that is announced',
      (response, status) => {
        response.writeHead(status, { 'content-length': 1024 * MiB });
        pour(response, 1024);
      },
    ],
    [
      '1 GiB in chunks',
      (response, status) => {
        response.writeHead(status);
        pour(response, 1024);
      },
    ],
    [
      '1 MB of gzip that unpacks to 1 GiB',
      (response, status) => {
        response.writeHead(status, { 'content-encoding': 'gzip', 'content-length': bomb.length });
        response.end(bomb);
      },
    ],
  ];
  for (const [what, answer] of cases) {
    for (const status of [200, 400]) {
      test(`${what}, with status ${status}, is an invalid_response of bounded time and memory`, async (t) => {
        const { url, requests } = await serving(t, (_, response) => {
          if (requests.length <= 2) answer(response, status);
          else response.end('{"id":"1"}');
        });
        const wts = of(url, { timeout: 10_000 });
        const memory = highest();
        for (const call of [() => wts.session.get({ sessionId }), () => wts.message.sendText(text)]) {
          const begun = performance.now();
          const error = await rejects(call());
          assert.equal(error.code, 'invalid_response');
          assert.match(error.message, /more than 33554432 bytes/);
          assert.ok(performance.now() - begun < 5000, 'it took too long');
        }
        const { grown, kept } = await memory();
        t.diagnostic(`${Math.round(grown / MiB)} MiB at the highest, ${Math.round(kept / MiB)} MiB afterwards`);
        // Of what is announced, nothing is read.
        assert.ok(grown < (what.includes('announced') ? 20 : 256) * MiB, `${grown} bytes more in use`);
        assert.ok(kept < 5 * MiB, `${kept} bytes kept`);
        assert.deepEqual(await wts.message.sendText(text), { id: '1' });
      });
    }
  }

  test('is not read to its end: the connection is closed', async (t) => {
    const { heard, hear } = hearing();
    let sent = 0;
    const { url } = await serving(t, (_, response) => {
      const { socket } = response;
      response.on('close', () => {
        sent = socket?.bytesWritten ?? 0;
        hear();
      });
      pour(response, 1000);
    });
    await rejects(of(url).session.get({ sessionId }));
    await heard();
    assert.ok(sent < 60 * MiB, `${sent} bytes were sent`);
  });

  test('is one of more than 32 MiB: 30 MB are a result', async (t) => {
    const { url } = await serving(t, (_, response) => response.end(`"${'x'.repeat(30_000_000)}"`));
    assert.equal(String(await of(url).session.get({ sessionId })).length, 30_000_000);
  });
});

describe('a redirect to the same origin', () => {
  for (const [safety, call] of /** @type {[string, (wts: WtsClient) => Promise<unknown>][]} */ ([
    ['read', (wts) => wts.session.get({ sessionId })],
    ['once', (wts) => wts.message.sendText(text)],
  ])) {
    test(`is not followed either, by a ${safety} call`, async (t) => {
      for (const location of ['/chat/v1/other', '//127.0.0.1/', '', 'data:application/json,{}', 'javascript:1']) {
        const { url, requests } = await serving(t, (_, response) => response.writeHead(307, { location }).end());
        const error = await rejects(call(of(url, { maxRetries: 2 })));
        assert.deepEqual([error.code, error.status, error.maybeSent], ['invalid_response', 307, safety === 'once']);
        assert.equal(requests.length, 1);
      }
    });
  }
});

describe('a storage', () => {
  nothingUncaught();

  for (const [what, answer, code] of /** @type {[string, (response: ServerResponse) => void, WtsErrorCode][]} */ ([
    ['redirects to itself', (response) => response.writeHead(307, { location: '/put' }).end(), 'invalid_response'],
    ['answers a 304', (response) => response.writeHead(304).end(), 'invalid_response'],
    ['answers a web page', (response) => response.writeHead(404).end('<html><title>No</title>'), 'bad_request'],
    ['answers cut XML', (response) => response.writeHead(500).end('<Error><Code>Internal'), 'server'],
    ['answers without an end', (response) => pour(response, 1000), 'invalid_response'],
    ['refuses without an end', (response) => pour(response.writeHead(403), 1000), 'invalid_response'],
    [
      'unpacks to 1 GiB',
      (response) => response.writeHead(403, { 'content-encoding': 'gzip' }).end(bomb),
      'invalid_response',
    ],
    ['breaks off', (response) => response.destroy(), 'network'],
    ['answers no HTTP', (response) => response.socket?.end('what?'), 'network'],
  ])) {
    test(`that ${what} is a ${code} error, and nothing is sent`, async (t) => {
      const { url, steps } = await storing(t, (request, response) => {
        request.on('end', () => answer(response)).resume();
      });
      const memory = highest();
      const error = await rejects(of(url).message.sendFile({ from, to, file }));
      assert.ok((await memory()).grown < 150 * MiB, 'memory');
      assert.deepEqual([error.code, error.maybeSent], [code, false], error.message);
      assert.match(error.message, /nothing was sent/);
      assert.deepEqual(steps(), untilPut);
    });
  }

  test('that answers whatever it likes with a 200 has taken the file', async (t) => {
    for (const body of ['', '<Ok/>', 'null', '{"error":true}', '<html></html>', '\ufeff']) {
      const { url, steps } = await storing(t, (request, response) => {
        request.on('end', () => response.end(body)).resume();
      });
      await of(url).message.sendFile({ from, to, file });
      assert.deepEqual(steps(), [...untilPut, 'POST /core/v2/file', 'POST /chat/v1/message/send']);
    }
  });
});
