// `wts-chat call`: params from flags, JSON and the disk, and results.

import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { answer, commandsOf } from './cli-support.js';
import { last, received, started } from './support.js';

const { sandbox, suite } = await started();
const { from, to, contactId, tagIds } = sandbox.sample;
const run = commandsOf(sandbox);
const text = ['call', 'message.sendText', '--from', from, '--to', to, '--text'];

const folder = mkdtempSync(join(tmpdir(), 'wts-chat-cli-'));
after(() => rmSync(folder, { recursive: true }));

/** The body of the request that a call would make. @param {string[]} args @param {string} [input] */
const bodyOf = async (args, input) => answer(await run(['call', ...args, '--dry-run'], { input })).body;

suite('a call', () => {
  test('sends what its flags say, and prints the answer as JSON', async () => {
    const { status } = answer(await run([...text, 'Olá!', '--no-enable-bot', '--department.name', 'Vendas']));
    assert.equal(status, 'PROCESSING');
    const body = { from, to, body: { text: 'Olá!' }, options: { enableBot: false } };
    const { route, body: sent } = received(sandbox);
    assert.equal(route, 'POST /chat/v1/message/send');
    assert.deepEqual(sent, { ...body, department: { name: 'Vendas' } });
  });

  test('prints one line with --compact, and null for nothing', async () => {
    const { stdout } = await run(['call', 'tag.listColors', '--compact']);
    assert.match(stdout, /^\[.+\]\n$/);
    const nothing = await run(['call', 'tag.delete', '--tag-id', tagIds.novo]);
    assert.deepEqual(nothing, { status: 0, stdout: 'null\n', stderr: '' });
  });

  test('uploads a file from the disk with its name and its media type', async () => {
    const bytes = randomBytes(700_000);
    const file = join(folder, 'relatório.pdf');
    writeFileSync(file, bytes);
    answer(await run(['call', 'message.sendFile', '--from', from, '--to', to, '--file', file]));
    const { name, mimeType, size, sha256 } = last([...sandbox.files]);
    const hash = createHash('sha256').update(bytes).digest('hex');
    assert.deepEqual(
      { name, mimeType, size, sha256 },
      { name: 'relatório.pdf', mimeType: 'application/pdf', size: 700_000, sha256: hash },
    );
  });

  test('names an uploaded file otherwise, wherever the flag stands', async () => {
    const file = join(folder, 'x.bin');
    writeFileSync(file, 'a,b');
    const other = ['--file.name', 'lista.csv', '--file.mime-type', 'text/csv'];
    answer(await run(['call', 'message.sendFile', ...other, '--from', from, '--to', to, '--file', file]));
    const { name, mimeType } = last([...sandbox.files]);
    assert.deepEqual([name, mimeType], ['lista.csv', 'text/csv']);
  });
});

suite('params', () => {
  test('are typed by the catalog', async () => {
    const card = ['panel.createCard', '--step-id', sandbox.sample.stepIds.first, '--title', '12'];
    const flags = ['--monetary-amount', '12.5', '--due-date', '2026-03-01', '--custom-fields.origem', '7'];
    const lists = ['--tag-names', 'a', '--tagNames', '["b","c"]', '--tag-names', 'd'];
    assert.deepEqual(await bodyOf([...card, ...flags, ...lists, '--metadata.a.b', '1', '--description', 'null']), {
      stepId: sandbox.sample.stepIds.first,
      title: '12',
      description: null,
      dueDate: '2026-03-01T00:00:00.000Z',
      tagNames: ['a', 'b', 'c', 'd'],
      monetaryAmount: 12.5,
      customFields: { origem: '7' },
      metadata: { 'a.b': '1' },
    });
  });

  test('are JSON, or what is inside of it', async () => {
    const items = ['--items', '{"name":"A"}', '--items', '{"name":"B"}', '--items[1].phone-number', '5511999999999'];
    assert.deepEqual((await bodyOf(['contact.saveMany', ...items])).items, [
      { name: 'A' },
      { name: 'B', phoneNumber: '5511999999999' },
    ]);
    const fields = ['--custom-fields', '{"cidade":"Recife"}', '--metadata.__proto__', 'x', '--email', 'null'];
    const { customFields, metadata, email } = await bodyOf(['contact.update', '--contact-id', contactId, ...fields]);
    assert.deepEqual([customFields, email], [{ cidade: 'Recife' }, null]);
    assert.deepEqual(Object.entries(metadata), [['__proto__', 'x']]);
  });

  test('come from the standard input or a file as JSON, and flags go over it', async () => {
    const whole = JSON.stringify({ from, to, text: 'a', department: { name: 'Vendas' } });
    const sent = { from, to, body: { text: 'b' }, department: { name: 'Vendas' } };
    assert.deepEqual(await bodyOf(['message.sendText', '--json', '-', '--text', 'b'], whole), sent);
    const file = join(folder, 'params.json');
    writeFileSync(file, `\uFEFF${whole}`);
    assert.deepEqual(await bodyOf(['message.sendText', '--text=--b', '--json', file]), {
      ...sent,
      body: { text: '--b' },
    });
  });

  test('of an option\'s name are written with "param."', async () => {
    const { messageId } = sandbox.sample;
    const wait = ['call', 'message.waitUntilFinal', '--message-id', messageId, '--param.timeout', '0'];
    assert.match((await run(wait)).stderr, /^ {2}--param\.timeout: timeout must be/m);
    assert.match((await run([...text, 'a', '--timeout', '0'])).stderr, /^ {2}--timeout: timeout must be/m);
    assert.deepEqual((await bodyOf(['message.sendText', '--param.from', from, '--to', to, '--text', 'a'])).from, from);
  });

  test('of the environment: a country and a time zone', async () => {
    const env = { WTS_DEFAULT_COUNTRY: 'BR', WTS_TIME_ZONE: 'America/Sao_Paulo' };
    const flags = ['--to', '(11) 99999-9999', '--scheduled-at-after', '2026-03-01', '--dry-run'];
    const { url } = answer(await run(['call', 'scheduledMessage.list', ...flags], { env }));
    assert.match(url, /To=5511999999999/);
    assert.match(url, /2026-03-01T03(:|%3A)00/);
  });
});

suite('--dry-run', () => {
  test('shows the request without the token, and makes none', async () => {
    const request = answer(await run([...text, 'a', '--dry-run']));
    const headers = { Accept: 'application/json', 'Content-Type': 'application/json' };
    const url = `${sandbox.url}/chat/v1/message/send`;
    assert.deepEqual(request, { method: 'POST', url, headers, body: { from, to, body: { text: 'a' } } });
    assert.deepEqual(sandbox.requests, []);
  });

  test('needs no token, and --base-url goes before the environment', async () => {
    const flags = ['--base-url', 'https://example.com', '--dry-run'];
    const { url } = answer(await run(['call', 'tag.list', ...flags], { env: { WTS_API_KEY: '' } }));
    assert.equal(url, 'https://example.com/core/v1/tag');
  });

  test('shows what would be uploaded', async () => {
    const file = join(folder, 'a.pdf');
    writeFileSync(file, '12345');
    const flags = ['--from', from, '--to', to, '--file', file, '--text', 'c', '--dry-run'];
    const { upload, request } = answer(await run(['call', 'message.sendFile', ...flags]));
    assert.deepEqual(upload, { name: 'a.pdf', size: 5 });
    assert.deepEqual(request.body.body, { text: 'c', fileId: '00000000-0000-0000-0000-000000000000' });
    assert.deepEqual(sandbox.requests, []);
  });
});

suite('lists', () => {
  test('are one page, all pages, or so many entries', async () => {
    const page = answer(await run(['call', 'contact.list', '--page-size=1']));
    assert.deepEqual([page.items.length, page.hasMorePages], [1, true]);
    const all = answer(await run(['call', 'contact.list', '--all', '--page-size', '1']));
    assert.ok(all.length > 2);
    assert.equal(answer(await run(['call', 'contact.list', '--limit', '2'])).length, 2);
  });

  test('print an entry on each line', async () => {
    const { stdout } = await run(['call', 'contact.list', '--lines', '--limit', '2']);
    const ids = stdout
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line).id);
    assert.equal(new Set(ids).size, 2);
    assert.match(stdout, /\}\n$/);
  });
});
