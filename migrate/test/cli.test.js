// The command: files and streams, the report, and how it ends.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const folder = mkdtempSync(join(tmpdir(), 'wts-chat-migrate-'));
after(() => rmSync(folder, { recursive: true }));

const FLOW = {
  nodes: [{ id: '1', name: 'A', type: 'n8n-nodes-wts.wtsChat', typeVersion: 1, position: [0, 0], parameters: {} }],
  connections: {},
};
const file = join(folder, 'flow.json');
writeFileSync(file, JSON.stringify(FLOW));

/** @param {string[]} args @param {string} [input] */
function run(args, input = '') {
  const cli = fileURLToPath(new URL('../src/cli.js', import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], { input, encoding: 'utf8' });
  return { status, stdout, stderr };
}

test('a file goes to the standard output, with a report in sentences', () => {
  const { status, stdout, stderr } = run([file]);
  assert.equal(status, 0);
  assert.equal(JSON.parse(stdout).nodes[0].type, 'n8n-nodes-wts-chat.wtsChat');
  assert.match(stderr, /^"A" \(Get All Contacts\) is now contact\.list\.$/m);
  assert.match(stderr, /^"A": It has no credential yet/m);
});

test('the standard input and --out', () => {
  const out = join(folder, 'out.json');
  const { status, stdout } = run(['-', '--out', out], `\uFEFF${JSON.stringify(FLOW)}`);
  assert.deepEqual([status, stdout], [0, '']);
  assert.equal(JSON.parse(readFileSync(out, 'utf8')).nodes[0].parameters.operation, 'list');
});

test('the credential, with and without a name', () => {
  const of = (/** @type {string} */ named) =>
    JSON.parse(run([file, '--credential', named]).stdout).nodes[0].credentials;
  assert.deepEqual(of('x'), { wtsChatApi: { id: 'x', name: 'WTS Chat' } });
  assert.deepEqual(of('x:My: account'), { wtsChatApi: { id: 'x', name: 'My: account' } });
});

test('the report as JSON', () => {
  const { rewritten, notes, readers } = JSON.parse(run([file, '--report', 'json']).stderr);
  assert.equal(rewritten.length, 1);
  assert.ok(notes.length > 0);
  assert.deepEqual(readers, []);
});

test('nothing to rewrite is no failure', () => {
  const { status, stdout, stderr } = run(['-'], '{"nodes":[],"connections":{}}');
  assert.equal(status, 0);
  assert.deepEqual(JSON.parse(stdout), { nodes: [], connections: {} });
  assert.match(stderr, /nothing to rewrite/);
});

test('help', () => {
  const { status, stdout } = run(['--help']);
  assert.equal(status, 0);
  assert.match(stdout, /^Usage: wts-chat-migrate/);
});

test('wrong input and wrong usage end with 2, a reason, and nothing written', () => {
  const wrong = [
    { args: [] },
    { args: [file, file] },
    { args: [file, '--nonsense'] },
    { args: [file, '--report', 'xml'] },
    { args: [file, '--credential', ':name'] },
    { args: [file, '--out', join(folder, 'none', 'out.json')] },
    { args: [join(folder, 'missing.json')] },
    { args: [folder] },
    { args: ['-'], input: 'no JSON' },
    { args: ['-'], input: '{"nodes":1}' },
  ];
  for (const { args, input } of wrong) {
    const { status, stdout, stderr } = run(args, input);
    assert.deepEqual([status, stdout], [2, ''], args.join(' '));
    assert.match(stderr, /^[^\n]{10,}\n$/, args.join(' '));
  }
});
