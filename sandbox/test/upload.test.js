// The three steps of an upload, and what the storage refuses.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import test from 'node:test';
import { call, started, unknownId, upload, uploadUrl } from './support.js';

const pdf = { Type: 'UNDEFINED', Name: 'conta de água.pdf', MimeType: 'application/pdf' };
const headers = { 'content-type': 'application/pdf' };

test('a file is uploaded in three steps, and saving again answers the same', async (t) => {
  const sandbox = await started(t);
  const data = 'x'.repeat(300_000);
  const step = await uploadUrl(sandbox, pdf);
  assert.equal(new URL(step.urlUpload).origin, sandbox.storageUrl);
  assert.notEqual(sandbox.storageUrl, sandbox.url);
  const early = await call(sandbox, 'POST /core/v2/file', { body: { tempFileId: step.tempFileId } });
  assert.deepEqual([early.status, early.json.key], [500, 'ENTITY_NOT_FOUND']);

  const put = await fetch(step.urlUpload, { method: 'PUT', headers, body: data });
  assert.equal(put.status, 200);
  assert.deepEqual(sandbox.files, []);
  const saved = await call(sandbox, 'POST /core/v2/file', { body: { tempFileId: step.tempFileId } });
  const again = await call(sandbox, 'POST /core/v2/file', { body: { tempFileId: step.tempFileId } });
  assert.deepEqual(again.json, saved.json);
  const { id, name, extension, mimeType, type, size } = saved.json;
  assert.deepEqual([name, extension, mimeType, type, size], [pdf.Name, 'pdf', pdf.MimeType, 'PDF', 300_000]);
  const sha256 = createHash('sha256').update(data).digest('hex');
  assert.deepEqual(sandbox.files, [{ id, tempFileId: step.tempFileId, name, mimeType, type, size, sha256 }]);
  const entry = sandbox.requests.find(({ origin }) => origin === 'storage');
  assert.deepEqual([entry?.method, entry?.bytes, entry?.status], ['PUT', 300_000, 200]);
});

test('an unknown temporary file is not found', async (t) => {
  const sandbox = await started(t);
  const { status, json } = await call(sandbox, 'POST /core/v2/file', { body: { tempFileId: unknownId } });
  assert.deepEqual([status, json.key], [500, 'ENTITY_NOT_FOUND']);
});

test('step 1 wants a name with its extension', async (t) => {
  const sandbox = await started(t);
  for (const name of ['conta', 'conta.', '.pdf']) {
    const { status, json } = await call(sandbox, `GET /core/v2/file?Type=UNDEFINED&Name=${name}`);
    assert.deepEqual([status, json.key], [400, 'FORM_ERROR'], name);
  }
  assert.equal((await call(sandbox, 'GET /core/v2/file?Type=UNDEFINED&Name=')).status, 400);
});

test('the type follows the MIME type, and the MIME type the extension', async (t) => {
  const sandbox = await started(t);
  const typeOf = async (/** @type {string} */ name, /** @type {string} */ mimeType, type = 'UNDEFINED') =>
    (await upload(sandbox, { name, mimeType, type })).type;
  assert.equal(await typeOf('a.png', 'image/png'), 'IMAGE');
  assert.equal(await typeOf('a.ogg', 'audio/ogg'), 'AUDIO');
  assert.equal(await typeOf('a.xyz', 'application/x-unknown'), 'DOCUMENT');
  assert.equal(await typeOf('a.png', 'image/png', 'DOCUMENT'), 'DOCUMENT');

  const { tempFileId, urlUpload } = await uploadUrl(sandbox, { Type: 'UNDEFINED', Name: 'a.webp' });
  await fetch(urlUpload, { method: 'PUT', headers: { 'content-type': 'anything/else' }, body: 'a' });
  const { json } = await call(sandbox, 'POST /core/v2/file', { body: { tempFileId } });
  assert.deepEqual([json.mimeType, json.type], ['image/webp', 'IMAGE']);
});

test('the storage refuses, in XML, what is not the signed request', async (t) => {
  const sandbox = await started(t);
  const { tempFileId, urlUpload } = await uploadUrl(sandbox, pdf);
  const forged = new URL(urlUpload);
  forged.searchParams.set('X-Sandbox-Signature', 'f'.repeat(64));
  const bare = new URL(urlUpload);
  bare.search = '';
  sandbox.state.uploadTtl = 0;
  const expired = await uploadUrl(sandbox, pdf);

  const refused = [
    { url: urlUpload, headers: { ...headers, authorization: 'Bearer pn_sandbox' }, code: 'AccessDenied' },
    { url: urlUpload, headers: { 'content-type': 'text/plain' }, code: 'SignatureDoesNotMatch' },
    { url: forged.href, headers, code: 'SignatureDoesNotMatch' },
    { url: bare.href, headers, code: 'SignatureDoesNotMatch' },
    { url: expired.urlUpload, headers, code: 'AccessDenied' },
  ];
  for (const { url, code, ...rest } of refused) {
    const answer = await fetch(url, { method: 'PUT', body: 'bytes', ...rest });
    assert.equal(answer.status, 403, code);
    assert.equal(answer.headers.get('content-type'), 'application/xml');
    assert.match(await answer.text(), new RegExp(`<Error><Code>${code}</Code><Message>.+</Message><RequestId>`));
  }
  assert.equal(sandbox.requests.find(({ headers }) => headers.authorization && headers['content-type'])?.status, 403);
  const saved = await call(sandbox, 'POST /core/v2/file', { body: { tempFileId } });
  assert.equal(saved.status, 500, 'nothing arrived');
});

test('the storage wants a known length', async (t) => {
  const sandbox = await started(t);
  const { urlUpload } = await uploadUrl(sandbox, pdf);
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode('bytes'));
      controller.close();
    },
  });
  /** @type {RequestInit & { duplex: 'half' }} */
  const init = { method: 'PUT', headers, body, duplex: 'half' };
  const answer = await fetch(urlUpload, init);
  assert.equal(answer.status, 411);
  assert.match(await answer.text(), /<Code>MissingContentLength<\/Code>/);
});

test('both origins answer preflights and allow every page', async (t) => {
  const sandbox = await started(t);
  const { urlUpload } = await uploadUrl(sandbox, pdf);
  const asked = {
    'access-control-request-method': 'PUT',
    'access-control-request-headers': 'authorization,content-type',
  };
  for (const url of [`${sandbox.url}/chat/v1/message/send`, urlUpload, `${sandbox.url}/_sandbox/reset`]) {
    const answer = await fetch(url, { method: 'OPTIONS', headers: { origin: 'http://localhost:9', ...asked } });
    assert.equal(answer.status, 204);
    assert.equal(answer.headers.get('access-control-allow-origin'), '*');
    assert.equal(answer.headers.get('access-control-allow-methods'), 'PUT');
    assert.equal(answer.headers.get('access-control-allow-headers'), 'authorization,content-type');
  }
  const refused = await call(sandbox, 'GET /chat/v1/channel', { token: null });
  assert.equal(refused.headers.get('access-control-allow-origin'), '*');
});
