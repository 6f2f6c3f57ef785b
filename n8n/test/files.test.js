// Files: from the input, from JSON, by their address or id; and the files of messages.

import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { binaryOf, clearStore, contentOf, storedBinary, workflow } from './helpers.js';
import { executed, failureOf, filledIn, jsonOf, started } from './support.js';

const { sandbox, suite, run, contextOf } = await started();
const { from, to, sessionId } = sandbox.sample;

const sha256 = (/** @type {Buffer} */ bytes) => createHash('sha256').update(bytes).digest('hex');

/** A picture of this size, at least by its name and type. @param {number} size */
const picture = (size) => ({ bytes: randomBytes(size), facts: { fileName: 'foto.png', mimeType: 'image/png' } });

const sendFile = {
  ...{ resource: 'message', operation: 'sendFile', from, to },
  ...{ fileSource: 'binary', binaryPropertyName: 'photo' },
};

/** @param {any} binary */
const holding = (binary) => ({ items: [{ json: {}, binary: { photo: binary } }] });

const uploads = () => sandbox.requests.filter(({ origin }) => origin === 'storage');

/** @param {{ bytes: Buffer }} file @param {object} [facts] */
function assertSaved({ bytes }, facts = { name: 'foto.png', mimeType: 'image/png', type: 'IMAGE' }) {
  const [{ name, mimeType, type, size, sha256: hash } = {}, ...more] = /** @type {any[]} */ (sandbox.files);
  assert.equal(more.length, 0);
  assert.deepEqual(
    { name, mimeType, type, size, sha256: hash },
    { ...facts, size: bytes.length, sha256: sha256(bytes) },
  );
}

suite('a file of the input', () => {
  for (const [where, make] of Object.entries({ 'in the item': binaryOf, "in n8n's storage": storedBinary })) {
    for (const size of [1, 5_000_000]) {
      test(`of ${size} bytes ${where} arrives as it is`, async () => {
        const file = picture(size);
        const output = await run(sendFile, holding(make(file.bytes, file.facts)));
        assert.equal(output.length, 1);
        assert.equal(output[0]?.binary, undefined);
        assertSaved(file);
        const [{ headers, bytes }] = uploads();
        assert.equal(headers['content-type'], 'image/png');
        assert.equal(headers['content-length'], String(size));
        assert.equal(headers['transfer-encoding'], undefined);
        assert.equal(headers.authorization, undefined);
        assert.equal(bytes, size);
      });
    }

    test(`${where} is read again after the storage has failed`, async () => {
      const file = picture(300_000);
      sandbox.fault({ origin: 'storage', status: 503 });
      sandbox.fault({ origin: 'storage', drop: 'before' });
      await run(sendFile, holding(make(file.bytes, file.facts)));
      assert.equal(uploads().length, 3);
      assertSaved(file);
      assert.equal(sandbox.requests.filter(({ operation }) => operation === 'message.send').length, 1);
    });

    test(`${where} without a name gets one`, async () => {
      const file = picture(10);
      await run(sendFile, holding(make(file.bytes, { mimeType: 'image/png', fileExtension: 'png' })));
      assertSaved(file, { name: 'file.png', mimeType: 'image/png', type: 'IMAGE' });
    });

    test(`${where} that is empty is told before anything is sent`, async () => {
      const error = await failureOf(run(sendFile, holding(make(Buffer.alloc(0), { fileName: 'a.png' }))));
      assert.ok(error instanceof workflow.NodeOperationError);
      assert.match(error.message, /photo.*empty/);
      assert.equal(error.context.itemIndex, 0);
      assert.ok(String(error.description).length > 20);
      assert.equal(sandbox.requests.length, 0);
    });
  }

  test('can have its kind chosen', async () => {
    const file = picture(10);
    await run({ ...sendFile, fileType: 'DOCUMENT' }, holding(binaryOf(file.bytes, file.facts)));
    assertSaved(file, { name: 'foto.png', mimeType: 'image/png', type: 'DOCUMENT' });
  });

  test('goes with a text, and to a session', async () => {
    const file = picture(10);
    await run({ ...sendFile, additionalFields: { text: 'Olha' } }, holding(binaryOf(file.bytes, file.facts)));
    assert.equal(sandbox.requests.at(-1)?.body.body.text, 'Olha');
    await sandbox.reset();
    const { from: _, to: __, ...rest } = sendFile;
    await run({ ...rest, resource: 'session', sessionId }, holding(storedBinary(file.bytes, file.facts)));
    assertSaved(file);
    assert.match(String(sandbox.requests.at(-1)?.path), new RegExp(sessionId));
  });

  test('goes with a template', async () => {
    const templateId = sandbox.sample.templateIds.withFile;
    const bytes = Buffer.from('%PDF-1.7');
    const pdf = binaryOf(bytes, { fileName: 'conta.pdf', mimeType: 'application/pdf' });
    const template = filledIn('message', 'sendTemplate', { from, to, templateId, parameters: { '[valor]': '10' } });
    const parameters = { ...template, fileSource: 'binary', binaryPropertyName: 'photo' };
    const [json] = jsonOf(await run(parameters, holding(pdf)));
    assertSaved({ bytes }, { name: 'conta.pdf', mimeType: 'application/pdf', type: 'PDF' });
    assert.equal(sandbox.state.messages.get(json.id)?.file?.name, 'conta.pdf');
  });

  test('lies in the JSON of combined items, at a path with dots', async () => {
    for (const make of [binaryOf, storedBinary]) {
      await sandbox.reset();
      const file = picture(1000);
      const items = [{ json: { files: { photo: make(file.bytes, file.facts) } } }];
      await run({ ...sendFile, binaryPropertyName: 'files.photo' }, { items, combined: true });
      assertSaved(file);
    }
  });

  test('of each item is its own', async () => {
    const files = [picture(10), picture(20), picture(30)];
    await run(sendFile, {
      items: files.map(({ bytes, facts }) => ({ json: {}, binary: { photo: binaryOf(bytes, facts) } })),
    });
    assert.deepEqual(sandbox.files.map((file) => file.sha256).sort(), files.map(({ bytes }) => sha256(bytes)).sort());
  });

  test('that is not there, or has another name, is told before anything is sent', async () => {
    const file = picture(10);
    const good = { json: {}, binary: { photo: binaryOf(file.bytes, file.facts) } };
    for (const wrong of [{ json: {} }, { json: {}, binary: { data: binaryOf(file.bytes) } }]) {
      const error = await failureOf(run(sendFile, { items: [good, wrong] }));
      assert.ok(error instanceof workflow.NodeOperationError);
      assert.match(error.message, /photo/);
      assert.equal(error.context.itemIndex, 1);
      assert.equal(sandbox.requests.length, 0);
    }
  });

  test("that n8n's storage has lost is told before anything is sent", async () => {
    const file = storedBinary(Buffer.from('x'), { fileName: 'a.png' });
    clearStore();
    const error = await failureOf(run(sendFile, holding(file)));
    assert.equal(error.context.itemIndex, 0);
    assert.match(error.message, /binary data/i);
    assert.equal(sandbox.requests.length, 0);
  });

  test("in n8n's storage is handed on piece by piece, as fast as it is taken", async () => {
    const size = 60_000_000;
    const piece = Buffer.alloc(64 * 1024, 7);
    let read = 0;
    function* pieces() {
      for (; read < size; read += piece.length) yield piece.subarray(0, Math.min(piece.length, size - read));
    }
    let readBeforeTaken = 0;
    let taken = 0;
    const storage = createServer((req, res) => {
      setTimeout(() => {
        readBeforeTaken = read;
        req.on('data', ({ length }) => {
          taken += length;
        });
        req.on('end', () => res.end());
      }, 500);
    }).listen(0, '127.0.0.1');
    await once(storage, 'listening');
    const { port } = /** @type {import('node:net').AddressInfo} */ (storage.address());
    const alter = (/** @type {any} */ body) => ({ ...body, urlUpload: `http://127.0.0.1:${port}/` });
    sandbox.fault({ operation: 'file.getUploadUrl', alter });
    const context = contextOf({ parameters: sendFile, ...holding(storedBinary(piece, picture(1).facts)) });
    const helpers = /** @type {any} */ (context.helpers);
    helpers.getBinaryMetadata = async () => ({ fileSize: size });
    helpers.getBinaryStream = async () => Readable.from(pieces(), { objectMode: false });
    helpers.getBinaryDataBuffer = () => assert.fail('the whole file was asked for');
    // What was never uploaded to the sandbox cannot be saved there: only the upload matters.
    await executed(context).catch(() => {});
    storage.closeAllConnections();
    storage.close();
    assert.equal(taken, size);
    assert.ok(readBeforeTaken > 0 && readBeforeTaken < 30_000_000, `${readBeforeTaken} bytes were read too early`);
  });
});

suite('a file of the JSON', () => {
  const bytes = randomBytes(1000);
  const base64 = { ...sendFile, fileSource: 'base64', fileName: 'foto.png' };

  test('is base64 text', async () => {
    await run({ ...base64, fileData: bytes.toString('base64') });
    assertSaved({ bytes });
  });

  test('is a data: URL', async () => {
    await run({ ...base64, fileData: `data:image/png;base64,${bytes.toString('base64')}` });
    assertSaved({ bytes });
  });

  test('that is nothing, or no base64, is told before anything is sent', async () => {
    for (const fileData of ['', '???', 'não é base64']) {
      const error = await failureOf(run({ ...base64, fileData }));
      assert.ok(error instanceof workflow.NodeOperationError, error.message);
      assert.match(error.message, /file/);
      assert.equal(error.context.itemIndex, 0);
    }
    const error = await failureOf(run({ ...base64, fileName: '', fileData: 'AAAA' }));
    assert.ok(error instanceof workflow.NodeOperationError);
    assert.equal(sandbox.requests.length, 0);
  });
});

suite('a file elsewhere', () => {
  test('is named by its address', async () => {
    await run({ ...sendFile, fileSource: 'url', url: 'https://example.com/a.png' });
    assert.equal(sandbox.requests.length, 1);
    assert.equal(sandbox.requests[0]?.body.body.fileUrl, 'https://example.com/a.png');
  });

  test('is named by its id', async () => {
    await run({ ...sendFile, fileSource: 'base64', fileName: 'a.png', fileData: 'AAAA' });
    const [{ id } = { id: '' }] = sandbox.files;
    sandbox.requests.length = 0;
    await run({ ...sendFile, fileSource: 'fileId', fileId: id });
    assert.equal(sandbox.requests.length, 1);
    assert.equal(sandbox.requests[0]?.body.body.fileId, id);
  });

  test('that is not named is told before anything is sent', async () => {
    for (const fileSource of ['url', 'fileId']) {
      const error = await failureOf(run({ ...sendFile, fileSource }));
      assert.ok(error instanceof workflow.NodeOperationError);
    }
    assert.equal(sandbox.requests.length, 0);
  });
});

suite('the file of a message', () => {
  const bytes = randomBytes(100_000);
  /** @type {any[]} */
  const asked = [];
  const host = createServer((req, res) => {
    asked.push(req.headers);
    res.writeHead(req.url === '/gone.png' ? 404 : 200, { 'content-type': 'image/png' }).end(bytes);
  });

  /** A message with it. @param {string} name */
  const message = async (name) => {
    if (!host.listening) await once(host.listen(0, '127.0.0.1').unref(), 'listening');
    const { port } = /** @type {import('node:net').AddressInfo} */ (host.address());
    const url = `http://127.0.0.1:${port}/${name}`;
    const [{ id }] = jsonOf(await run({ ...sendFile, fileSource: 'url', url }));
    return { resource: 'message', operation: 'getFile', messageId: id };
  };

  for (const stored of [false, true]) {
    test(`becomes binary data ${stored ? "in n8n's storage" : 'in the item'}`, async () => {
      const parameters = await message('foto.png');
      const [item] = await run(parameters, { stored });
      const file = item?.binary?.data;
      assert.deepEqual(contentOf(/** @type {any} */ (file)), bytes);
      assert.equal(Boolean(file?.id), stored);
      assert.deepEqual([file?.fileName, file?.mimeType], ['foto.png', 'image/png']);
      assert.equal(item?.json.id, parameters.messageId);
      assert.deepEqual(item?.pairedItem, { item: 0 });
      assert.equal(asked.at(-1).authorization, undefined);
    });
  }

  test("goes to the field of one's choice", async () => {
    const [item] = await run({ ...(await message('foto.png')), binaryPropertyName: 'photo' });
    assert.deepEqual(Object.keys(item?.binary ?? {}), ['photo']);
  });

  test('that has none is no binary data', async () => {
    const { messageId } = sandbox.sample;
    const [item] = await run({ resource: 'message', operation: 'getFile', messageId });
    assert.equal(item?.json.id, messageId);
    assert.equal(item?.binary, undefined);
  });

  test('that cannot be had is a failure of its item', async () => {
    const parameters = await message('gone.png');
    const error = await failureOf(run(parameters));
    assert.equal(error.context.itemIndex, 0);
    assert.match(error.message, /404/);
    const [{ error: told }] = jsonOf(await run(parameters, { node: { onError: 'continueRegularOutput' } }));
    assert.match(told.message, /404/);
  });
});
