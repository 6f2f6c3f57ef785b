// Files in both places where n8n keeps binary data, in its memory and in its file storage, on their way in and out.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { after, describe, it } from 'node:test';
import { origins, started } from './chat.js';
import { code, manual, node, workflow } from './workflows.js';

const MODES = { default: 'in memory', filesystem: 'in the file storage' };

/** More than one piece of a stream, and nothing that any encoding leaves as it is. */
const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, at) => (at * 7919) % 251));

const server = createServer((request, answer) => {
  answer.setHeader('content-type', request.url?.endsWith('.pdf') ? 'application/pdf' : 'image/png').end(bytes);
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
after(() => server.close());
const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
const origin = `http://127.0.0.1:${port}`;

const sha256 = (/** @type {Buffer} */ content) => createHash('sha256').update(content).digest('hex');

/** Two files in a binary field each. */
const made = code(`
  const file = async (text, name) => ({
    json: { name },
    binary: { data: await this.helpers.prepareBinaryData(Buffer.from(text), name, 'text/plain') },
  });
  return [await file('Olá!', 'um.txt'), await file('Tchau!', 'dois.txt')];`);

for (const [mode, where] of Object.entries(MODES)) {
  describe(where, async () => {
    const { sandbox, rest, wts } = await started({ env: { N8N_DEFAULT_BINARY_DATA_MODE: mode } });
    const { sample } = sandbox;
    const { from, to } = sample;
    const received = () => sandbox.files.map(({ name, mimeType, size, sha256 }) => ({ name, mimeType, size, sha256 }));

    it('sends files that a node has made', async () => {
      await sandbox.reset();
      const send = wts('message.sendFile', {
        from,
        to,
        fileSource: 'binary',
        additionalFields: { text: '={{ $json.name }}' },
      });
      const run = await rest.run(workflow([manual(), made, send]));
      assert.equal(run.status, 'success', `${run}`);
      const stored = run.items('Code').map(({ binary }) => Boolean(binary?.data?.id));
      assert.deepEqual(stored, [mode === 'filesystem', mode === 'filesystem']);
      assert.deepEqual(origins(run), [0, 1]);
      const expected = ['Olá!', 'Tchau!'].map((text, at) => {
        const content = Buffer.from(text);
        const name = at ? 'dois.txt' : 'um.txt';
        return { name, mimeType: 'text/plain', size: content.length, sha256: sha256(content) };
      });
      assert.deepEqual(received(), expected);
      const sent = [...sandbox.state.messages.values()].filter(({ direction }) => direction === 'TO_HUB');
      assert.deepEqual(
        sent.map(({ text, file }) => [text, file?.name]),
        [
          ['um.txt', 'um.txt'],
          ['dois.txt', 'dois.txt'],
        ],
      );
    });

    it('sends a file that was downloaded, and keeps it for what comes next', async () => {
      await sandbox.reset();
      const response = { response: { response: { responseFormat: 'file', outputPropertyName: 'boleto' } } };
      const get = node(
        'Get',
        'n8n-nodes-base.httpRequest',
        { url: `${origin}/boleto.pdf`, options: response },
        { typeVersion: 4.2 },
      );
      const parameters = { sessionId: { __rl: true, mode: 'id', value: sample.sessionId }, fileSource: 'binary' };
      const send = wts('session.sendFile', { ...parameters, binaryPropertyName: 'boleto' });
      const run = await rest.run(workflow([manual(), get, send]));
      assert.equal(run.status, 'success', `${run}`);
      assert.deepEqual(received(), [
        { name: 'boleto.pdf', mimeType: 'application/pdf', size: bytes.length, sha256: sha256(bytes) },
      ]);
    });

    it('sends an uploaded file again after the storage has failed once', async () => {
      await sandbox.reset();
      sandbox.fault({ origin: 'storage', status: 503 });
      const run = await rest.run(
        workflow([manual(), made, wts('message.sendFile', { from, to, fileSource: 'binary' })]),
      );
      assert.equal(run.status, 'success', `${run}`);
      assert.deepEqual(
        received()
          .map(({ sha256 }) => sha256)
          .sort(),
        ['Olá!', 'Tchau!'].map((text) => sha256(Buffer.from(text))).sort(),
      );
    });

    it('sends a file of Base64 text', async () => {
      await sandbox.reset();
      const parameters = {
        fileSource: 'base64',
        fileName: 'nota.txt',
        fileData: Buffer.from('Olá!').toString('base64'),
      };
      const run = await rest.run(workflow([manual(), wts('message.sendFile', { from, to, ...parameters })]));
      assert.equal(run.status, 'success', `${run}`);
      assert.deepEqual(
        received().map(({ name, sha256 }) => [name, sha256]),
        [['nota.txt', sha256(Buffer.from('Olá!'))]],
      );
    });

    it('says which field holds no file, and sends nothing', async () => {
      await sandbox.reset();
      const send = wts('message.sendFile', { from, to, fileSource: 'binary', binaryPropertyName: 'foto' });
      const run = await rest.run(workflow([manual(), made, send]));
      assert.equal(run.status, 'error');
      assert.match(`${run.errorOf('WTS')?.message} ${run.errorOf('WTS')?.description}`, /foto/);
      assert.deepEqual(sandbox.requests, []);
    });

    it('puts out the file of a message', async () => {
      await sandbox.reset();
      const message = sandbox.state.messages.get(sample.messageId);
      assert.ok(message);
      const file = { name: 'foto.png', mimeType: 'image/png', publicUrl: `${origin}/foto.png` };
      message.file = { id: crypto.randomUUID(), stored: true, type: 'IMAGE', size: bytes.length, ...file };
      const get = wts('message.getFile', { messageId: sample.messageId, binaryPropertyName: 'foto' });
      const run = await rest.run(workflow([manual(), get]));
      assert.equal(run.status, 'success', `${run}`);
      const foto = run.items('WTS')[0]?.binary?.foto;
      assert.ok(foto, JSON.stringify(run.items('WTS')));
      assert.equal(foto.mimeType, 'image/png');
      assert.equal(foto.fileName, 'foto.png');
      assert.equal(Boolean(foto.id), mode === 'filesystem');
      assert.equal(sha256(await rest.bytes(foto)), sha256(bytes));
    });
  });
}
