// The sandbox itself: its journal, the control routes, reset, close, and the command.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { startSandbox } from '../src/index.js';
import { call, started, upload } from './support.js';

const cli = fileURLToPath(new URL('../src/cli.js', import.meta.url));

test('the journal tells what arrived, without tokens', async (t) => {
  /** @type {string[]} */
  const lines = [];
  const sandbox = await started(t, { log: (line) => lines.push(line) });
  await call(sandbox, 'GET /chat/v2/session?Status=PENDING&Status=HIDDEN&pagesize=3');
  await call(sandbox, 'GET /chat/v1/channel', { token: 'pn_secret' });
  await call(sandbox, 'GET /chat/v1/channel', { token: sandbox.tokens.limited });
  await call(sandbox, 'POST /chat/v1/message/send', { body: { to: 'a' } });
  const [list, dead, limited, send] = sandbox.requests;
  assert.deepEqual(list?.query, { Status: ['PENDING', 'HIDDEN'], pagesize: '3' });
  assert.deepEqual([list?.operation, list?.path, list?.origin], ['session.list', '/chat/v2/session', 'api']);
  assert.ok(Math.abs(Date.now() - Number(list?.at)) < 60_000);
  assert.equal(list?.headers.authorization, 'Bearer full');
  assert.equal(dead?.headers.authorization, 'Bearer unknown');
  assert.equal(limited?.headers.authorization, 'Bearer limited');
  assert.deepEqual([send?.body, send?.bytes, send?.status], [{ to: 'a' }, 10, 400]);
  assert.ok(!JSON.stringify(sandbox.requests).includes('pn_'));
  assert.equal(lines.length, 4);
  assert.match(lines[0] ?? '', /^GET \/chat\/v2\/session 200 \d+ ms$/);
});

test('a token of the caller’s own', async (t) => {
  const sandbox = await started(t, { token: 'pn_mine' });
  assert.equal(sandbox.tokens.full, 'pn_mine');
  assert.equal((await call(sandbox, 'GET /chat/v1/channel')).status, 200);
  assert.equal((await call(sandbox, 'GET /chat/v1/channel', { token: 'pn_sandbox' })).status, 401);
});

test('the control routes need no token and leave no trace', async (t) => {
  const sandbox = await started(t);
  await upload(sandbox);
  const token = null;
  assert.deepEqual((await call(sandbox, 'GET /_sandbox/sample', { token })).json, sandbox.sample);
  assert.deepEqual((await call(sandbox, 'GET /_sandbox/files', { token })).json, sandbox.files);
  assert.equal((await call(sandbox, 'GET /_sandbox/requests', { token })).rows.length, 3);
  const fault = { operation: 'channel.list', oddity: 'html-502', times: 'Infinity' };
  assert.equal((await call(sandbox, 'POST /_sandbox/faults', { token, body: fault })).status, 204);
  for (let i = 0; i < 2; i += 1) assert.equal((await call(sandbox, 'GET /chat/v1/channel')).status, 502);
  assert.equal((await call(sandbox, 'POST /_sandbox/reset', { token })).status, 204);
  assert.equal(sandbox.requests.length, 0);

  assert.equal((await call(sandbox, 'POST /_sandbox/faults', { token, body: { statsu: 1 } })).status, 400);
  assert.equal((await call(sandbox, 'POST /_sandbox/inbound', { token, body: {} })).status, 400);
  const lost = { from: '5511999999999', to: '5511911111111', text: 'Oi' };
  assert.equal(
    (await call(sandbox, 'POST /_sandbox/inbound', { token, body: lost })).json.text,
    'Canal não encontrado',
  );
  assert.equal((await call(sandbox, 'GET /_sandbox/nonsense', { token })).status, 404);
});

test('reset brings the seeded data back', async (t) => {
  const sandbox = await started(t);
  const { requests, sample } = sandbox;
  await upload(sandbox);
  sandbox.fault({ status: 500 });
  await call(sandbox, `PUT /chat/v1/session/${sample.sessionId}/complete`, { body: {} });
  await sandbox.reset();
  assert.deepEqual([sandbox.files, requests], [[], []]);
  const { json } = await call(sandbox, `GET /chat/v2/session/${sample.sessionId}`);
  assert.equal(json.status, 'IN_PROGRESS');
  assert.equal(requests.length, 1);
});

test('close ends what hangs, and the process with it', async () => {
  const script = `
    import { startSandbox } from ${JSON.stringify(new URL('../src/index.js', import.meta.url).href)};
    const sandbox = await startSandbox();
    sandbox.fault({ stall: true });
    sandbox.fault({ delay: 60_000 });
    const headers = { authorization: 'Bearer pn_sandbox' };
    const stalled = await fetch(sandbox.url + '/chat/v1/channel', { headers });
    const broken = [stalled.text(), fetch(sandbox.url + '/chat/v1/channel', { headers })];
    while (sandbox.requests.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    await sandbox.close();
    console.log((await Promise.allSettled(broken)).map(({ status }) => status).join());`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], { timeout: 20_000 });
  const output = collect(child);
  const [code] = await once(child, 'close');
  assert.equal(output().trim(), 'rejected,rejected');
  assert.equal(code, 0);
});

test('a busy port is a clear error, and nothing stays open', async (t) => {
  const sandbox = await started(t);
  const storagePort = Number(new URL(sandbox.storageUrl).port);
  await assert.rejects(startSandbox({ storagePort }), { code: 'EADDRINUSE', message: `port ${storagePort} is in use` });

  const child = spawn(process.execPath, [cli, '--port', new URL(sandbox.url).port], { timeout: 20_000 });
  const output = collect(child);
  const [code] = await once(child, 'close');
  assert.equal(code, 1);
  assert.match(output(), /^wts-chat-sandbox: port \d+ is in use$/m);
});

test('the command says how to use it, logs requests and ends cleanly', async () => {
  const child = spawn(process.execPath, [cli, '--port', '0', '--storage-port', '0'], { timeout: 20_000 });
  const output = collect(child);
  while (!output().includes('Requests:')) await once(child.stdout, 'data');
  const url = /URL +(\S+)/.exec(output())?.[1];
  const headers = { authorization: 'Bearer pn_sandbox' };
  assert.equal((await fetch(`${url}/chat/v1/channel`, { headers })).status, 200);
  while (!/GET \/chat\/v1\/channel 200 \d+ ms/.test(output())) await once(child.stdout, 'data');
  child.kill('SIGTERM');
  const [code] = await once(child, 'close');
  assert.equal(code, 0);
  for (const shown of ['pn_sandbox', '5511999999999', 'curl -X POST']) assert.ok(output().includes(shown), shown);
});

test('the command enforces the documented limits when told to', async () => {
  const child = spawn(process.execPath, [cli, '--port', '0', '--storage-port', '0', '--limits'], { timeout: 20_000 });
  const output = collect(child);
  while (!output().includes('Requests:')) await once(child.stdout, 'data');
  const url = /URL +(\S+)/.exec(output())?.[1];
  const headers = { authorization: 'Bearer pn_sandbox' };
  const answers = await Promise.all(Array.from({ length: 201 }, () => fetch(`${url}/chat/v1/channel`, { headers })));
  assert.equal(answers.filter(({ status }) => status === 429).length, 1);
  child.kill('SIGTERM');
  const [code] = await once(child, 'close');
  assert.equal(code, 0);
});

/** @param {import('node:child_process').ChildProcessWithoutNullStreams} child */
function collect(child) {
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (/** @type {Buffer} */ chunk) => {
      text += chunk.toString();
    });
  }
  return () => text;
}
