// Uploads: every form of data arrives byte for byte, in the documented steps.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { last, started } from './support.js';

/** @import { FileData, FileParam } from 'wts-chat' */

const { sandbox, suite, wts } = await started();
const { from, to, sessionId } = sandbox.sample;

/** Every byte value, and more than one piece of an upload. */
const bytes = Uint8Array.from({ length: 700_001 }, (_, at) => (at * 7 + (at >> 8)) & 255);
const sha256 = createHash('sha256').update(bytes).digest('hex');
const base64 = Buffer.from(bytes).toString('base64');
const size = bytes.byteLength;

/** The bytes in the middle of a larger buffer. */
function shifted() {
  const larger = new Uint8Array(size + 32).fill(255);
  larger.set(bytes, 16);
  return larger.buffer;
}

/** @param {number} [piece] bytes at once */
async function* inPieces(piece = 100_000) {
  for (let at = 0; at < size; at += piece) yield bytes.subarray(at, at + piece);
}

function stream() {
  const source = inPieces();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await source.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
  });
}

/** Checks that the bytes arrived, and that the message carries them. @param {{ id: string }} sent */
function arrived(sent, { name = 'a.bin', mimeType = 'application/octet-stream' } = {}) {
  const [file, ...others] = sandbox.files;
  assert.deepEqual(others, []);
  assert.deepEqual(
    [file?.size, file?.sha256, file?.name, file?.mimeType],
    [size, sha256, name, mimeType],
    'size, sha256, name, type',
  );
  assert.equal(sandbox.state.message(sent.id).file?.id, file?.id);
}

suite('data arrives byte for byte', () => {
  /** @type {[string, () => Omit<FileParam, 'name'>][]} */
  const kinds = [
    ['a Blob', () => ({ data: new Blob([bytes]) })],
    ['a slice of a Blob', () => ({ data: new Blob([shifted()]).slice(16, 16 + size) })],
    ['an ArrayBuffer', () => ({ data: bytes.slice().buffer })],
    ['a Uint8Array', () => ({ data: bytes })],
    ['a Uint8Array with an offset', () => ({ data: new Uint8Array(shifted(), 16, size) })],
    ['a DataView with an offset', () => ({ data: new DataView(shifted(), 16, size) })],
    ['a Buffer', () => ({ data: Buffer.from(bytes) })],
    ['a Buffer out of a pool', () => ({ data: Buffer.from(shifted()).subarray(16, 16 + size) })],
    ['base64', () => ({ data: base64 })],
    ['base64 in lines', () => ({ data: ` ${base64.replace(/.{76}/g, '$&\r\n')}\n` })],
    ['base64 without padding', () => ({ data: base64.replace(/=+$/, '') })],
    ['a data: URL', () => ({ data: `data:application/octet-stream;base64,${base64}` })],
    ['a ReadableStream', () => ({ data: stream(), size })],
    ['an async generator', () => ({ data: inPieces(), size })],
    ['an async iterable', () => ({ data: { [Symbol.asyncIterator]: () => inPieces(333_333) }, size })],
    ['a stream of tiny pieces', () => ({ data: inPieces(1009), size })],
    ['a Blob whose size is given too', () => ({ data: new Blob([bytes]), size })],
  ];
  for (const [what, file] of kinds) {
    test(what, async () => {
      arrived(await wts.message.sendFile({ from, to, file: { name: 'a.bin', ...file() } }));
    });
  }

  test('views of other kinds', async () => {
    const words = new Uint16Array(shifted(), 16, Math.floor(size / 2));
    await wts.message.sendFile({ from, to, file: { name: 'a.bin', data: words } });
    const whole = bytes.subarray(0, words.byteLength);
    assert.equal(last(sandbox.files).sha256, createHash('sha256').update(whole).digest('hex'));
  });

  test('a File, as the data and as the file itself', async () => {
    const data = new File([bytes], 'foto.png', { type: 'image/png' });
    arrived(await wts.message.sendFile({ from, to, file: { data, name: '' } }), {
      name: 'foto.png',
      mimeType: 'image/png',
    });
    await sandbox.reset();
    arrived(await wts.session.sendFile({ sessionId, file: data }), { name: 'foto.png', mimeType: 'image/png' });
  });

  test('what stands for a Blob and has no more than its stream, opened when it is needed', async () => {
    const standIn = { [Symbol.toStringTag]: 'Blob', size, type: '', stream: () => new Blob([bytes]).stream() };
    const data = /** @type {Blob} */ (/** @type {unknown} */ (standIn));
    arrived(await wts.message.sendFile({ from, to, file: { name: 'a.bin', data } }));
  });

  test('a name and type of its own win over those of the data', async () => {
    const data = new File([bytes], 'foto.png', { type: 'image/png' });
    const file = { data, name: 'contrato.pdf', mimeType: 'application/pdf' };
    arrived(await wts.message.sendFile({ from, to, file }), { name: 'contrato.pdf', mimeType: 'application/pdf' });
  });

  test('a file of the disk', async (t) => {
    const folder = await mkdtemp(join(tmpdir(), 'wts-chat-'));
    t.after(() => rm(folder, { recursive: true }));
    const path = join(folder, 'a.bin');
    await writeFile(path, bytes);
    arrived(await wts.message.sendFile({ from, to, file: { name: 'a.bin', data: await openAsBlob(path) } }));
  });

  test('text of a data: URL without base64', async () => {
    await wts.message.sendFile({ from, to, file: { name: 'a', data: 'data:text/plain,Ol%C3%A1%2C%20Ana' } });
    const file = last(sandbox.files);
    assert.deepEqual([file.name, file.mimeType, file.size], ['a.txt', 'text/plain', 9]);
  });

  test('a single byte', async () => {
    await wts.message.sendFile({ from, to, file: { name: 'a.bin', data: 'AA==' } });
    assert.equal(last(sandbox.files).size, 1);
  });
});

suite('the steps', () => {
  const file = { name: 'boleto março.pdf', data: bytes };

  test('are three, then the message is sent', async () => {
    const sent = await wts.message.sendFile({ from, to, file, text: 'Segue' });
    const [slot, put, save, message, ...others] = sandbox.requests;
    assert.deepEqual(others, []);
    assert.deepEqual(
      [slot, put, save, message].map((request) => `${request?.origin} ${request?.method}`),
      ['api GET', 'storage PUT', 'api POST', 'api POST'],
    );
    assert.deepEqual(
      [slot?.path, slot?.query],
      ['/core/v2/file', { Type: 'UNDEFINED', Name: file.name, MimeType: 'application/pdf' }],
    );
    const [tempFileId] = sandbox.state.uploads.keys();
    assert.deepEqual([save?.path, save?.body], ['/core/v2/file', { tempFileId }]);
    const { id } = last(sandbox.files);
    assert.deepEqual(
      [message?.path, message?.body],
      ['/chat/v1/message/send', { from, to, body: { fileId: id, text: 'Segue' } }],
    );
    assert.equal(sent.status, 'PROCESSING');
  });

  test('the PUT has length and type, and no token', async () => {
    for (const data of [bytes, new Blob([bytes]), inPieces()]) {
      await wts.session.sendFile({ sessionId, file: { name: 'a.pdf', data, size } });
      const { headers, bytes: received } = last(sandbox.requests.filter(({ origin }) => origin === 'storage'));
      assert.equal(headers.authorization, undefined);
      assert.equal(headers['content-type'], 'application/pdf');
      assert.equal(headers['content-length'], String(size));
      assert.equal(headers['transfer-encoding'], undefined);
      assert.equal(received, size);
    }
  });

  test('the type of storage reaches the first of them', async () => {
    for (const type of /** @type {const} */ (['DOCUMENT', 'IMAGE', 'UNDEFINED'])) {
      await wts.message.sendFile({ from, to, file: { ...file, type } });
      const slot = last(sandbox.requests.filter(({ operation }) => operation === 'file.getUploadUrl'));
      assert.equal(slot.query.Type, type);
    }
  });

  /** @type {[string, Omit<FileParam, 'data'> & { data?: FileData }, string, string][]} */
  const names = [
    ['extension from the type', { name: 'contrato', mimeType: 'application/pdf' }, 'contrato.pdf', 'application/pdf'],
    ['extension from the type of the data', { name: 'foto', data: blob('image/jpeg') }, 'foto.jpg', 'image/jpeg'],
    ['type from the extension', { name: 'nota.XML' }, 'nota.XML', 'application/xml'],
    ['type from an extension after dots', { name: 'v1.2.docx' }, 'v1.2.docx', docx()],
    ['an unknown extension', { name: 'a.xyz' }, 'a.xyz', 'application/octet-stream'],
    ['both as given', { name: 'a.txt', mimeType: 'application/pdf' }, 'a.txt', 'application/pdf'],
    ['a type with parameters', { name: 'a', mimeType: 'text/csv; charset=utf-8' }, 'a.csv', 'text/csv; charset=utf-8'],
  ];
  for (const [what, given, name, mimeType] of names) {
    test(`${what}: ${name}, ${mimeType}`, async () => {
      await wts.message.sendFile({ from, to, file: { data: bytes, ...given } });
      const stored = last(sandbox.files);
      assert.deepEqual([stored.name, stored.mimeType], [name, mimeType]);
    });
  }
});

/** @param {string} type */
function blob(type) {
  return new Blob([bytes], { type });
}

function docx() {
  return 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
}
