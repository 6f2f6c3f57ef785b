// `wts-chat` besides calls: help, lists, moving workflows over; and what people see of the progress.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { catalog } from 'wts-chat';
import { answer, commandsOf, part } from './cli-support.js';
import { started } from './support.js';

/** @import { CatalogField } from 'wts-chat' */

const { sandbox, suite } = await started();
const run = commandsOf(sandbox);

/** What a command prints. @param {string[]} args @param {string} [input] */
async function printed(args, input = '') {
  const { status, stdout, stderr } = await run(args, { input, env: { WTS_API_KEY: '' } });
  assert.deepEqual([status, stderr], [0, ''], args.join(' '));
  return stdout;
}

const operations = catalog().resources.flatMap(({ name, operations }) =>
  operations.map((operation) => ({ name: `${name}.${operation.name}`, operation })),
);

/** @param {string} name */
const kebab = (name) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** The flags of all params, those inside of others too. @param {readonly CatalogField[]} fields @returns {string[]} */
const flags = (fields, before = '') =>
  fields.flatMap((field) => {
    const flag = before + kebab(field.name);
    if (field.kind === 'file') return [flag, ...['name', 'mime-type', 'type'].map((inner) => `${flag}.${inner}`)];
    return [flag, ...flags(field.fields ?? [], `${flag}.`), ...flags(field.items?.fields ?? [], `${flag}.0.`)];
  });

suite('help', () => {
  test('of the command says how it ends and what it reads', async () => {
    const help = await printed(['--help']);
    for (const exit of ['0', '1', '2', '3', '4', '130']) assert.match(help, new RegExp(`^ {2}${exit} +\\S`, 'm'));
    for (const name of ['API_KEY', 'BASE_URL', 'DEFAULT_COUNTRY', 'TIME_ZONE'])
      assert.match(help, new RegExp(`WTS_${name}`));
    assert.equal(await printed(['-h']), help);
  });

  test('of call and list, and the version', async () => {
    const help = await printed(['call', '--help']);
    const options = ['json', 'all', 'limit', 'lines', 'compact', 'dry-run', 'timeout', 'retries', 'base-url', 'help'];
    for (const option of options) assert.match(help, new RegExp(`^ {2}--${option} .{20,}`, 'm'));
    assert.match(await printed(['list', '--help']), /^Usage: wts-chat list/);
    const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
    assert.equal(await printed(['--version']), `${version}\n`);
  });

  test('of one operation, whatever else is among the arguments', async () => {
    const help = await printed(['call', 'message.send-text', '--nonsense', '--help']);
    assert.match(
      help,
      /^Usage: wts-chat call message\.sendText --from … --to … --text … \[--param value …\]\n\nSends /,
    );
    assert.match(help, /^POST \/chat\/v1\/message\/send\nonce: never sent twice$/m);
    assert.equal(await printed(['list', 'message.sendText']), help);
    const wait = await printed(['call', 'message.waitUntilFinal', '--help']);
    assert.match(wait, /^ {2}--param\.timeout <whole number, 1 to \d+>\n {6}Milliseconds/m);
  });

  test('of every operation names every param, and says what it is for', async () => {
    const { operationHelp } = await part('help');
    for (const { name, operation } of operations) {
      const lines = operationHelp(name, operation).split('\n');
      assert.match(lines[2], /^[A-Z].+\.$/, name);
      const named = lines.filter((/** @type {string} */ line) => line.startsWith('  --'));
      const expected = flags(operation.fields).map((flag) => (flag === 'timeout' ? 'param.timeout' : flag));
      assert.deepEqual(
        named.map((/** @type {string} */ line) => line.replace(/^ {2}--(\S+) <.+>.*$/, '$1')),
        expected,
      );
      const texts = lines.filter((/** @type {string} */ line) => /^ {6}[A-Z0-9`].+/.test(line));
      assert.equal(texts.length, named.length, name);
    }
  });
});

suite('list', () => {
  test('shows every operation with its route and its safety', async () => {
    const lines = (await printed(['list'])).trimEnd().split('\n');
    assert.deepEqual(
      lines.map((line) => line.split(/ {2,}/).slice(0, 4)),
      operations.map(({ name, operation: { method, path, safety } }) => [name, method, path, safety]),
    );
    assert.deepEqual((await printed(['list', 'customField'])).split(/ {2,}/).slice(0, 2), ['customField.list', 'GET']);
  });

  test('says the same to programs', async () => {
    const all = answer(await run(['list', '--json']));
    assert.deepEqual(
      all.map((/** @type {{ operation: string }} */ { operation }) => operation),
      operations.map(({ name }) => name),
    );
    const [save, ...others] = answer(await run(['list', 'contact.saveMany', '--json']));
    assert.deepEqual(others, []);
    const { flag, required, maxItems, text, items } = save.params[0];
    assert.deepEqual([flag, required, maxItems, text], ['--items', true, 100, 'The contacts, at most 100.']);
    const { name, maxLength, text: inner } = items.fields[0];
    assert.deepEqual([name, maxLength, inner], ['name', 255, 'Name.']);
  });
});

suite('migrate', () => {
  const flow = {
    nodes: [{ name: 'A', type: 'n8n-nodes-wts.wtsChat', position: [0, 0], parameters: {} }],
    connections: {},
  };

  test('rewrites a workflow as wts-chat-migrate does', async () => {
    const { status, stdout, stderr } = await run(['migrate', '-'], { input: JSON.stringify(flow) });
    assert.equal(status, 0);
    assert.equal(JSON.parse(stdout).nodes[0].type, 'n8n-nodes-wts-chat.wtsChat');
    assert.match(stderr, /^"A" \(Get All Contacts\) is now contact\.list\.$/m);
  });

  test('refuses what is none, and has its own help', async () => {
    const { status, stdout, stderr } = await run(['migrate', '-'], { input: '{' });
    assert.deepEqual([status, stdout, stderr], [2, '', 'The standard input holds no JSON.\n']);
    assert.match(await printed(['migrate', '--help']), /^Usage: wts-chat migrate </);
  });
});

suite('progress', () => {
  /** What a screen is shown. @param {{ isTTY: boolean, columns?: number }} kind @param {string} [terminal] */
  async function shown(kind, terminal) {
    const { progress, uploadLine, entriesLine } = await part('progress');
    /** @type {string[]} */
    const written = [];
    let now = 0;
    const screen = { ...kind, write: (/** @type {string} */ text) => written.push(text) };
    const line = progress(screen, terminal, () => now);
    for (const sent of [0, 1_000_000, 2_500_000]) {
      line.show(() => uploadLine({ sent, total: 2_500_000 }));
      now += 60;
    }
    line.clear();
    line.show(() => entriesLine(12_345));
    line.clear();
    line.clear();
    return written;
  }

  test('is one line of a terminal, not too often, and cleared at the end', async () => {
    assert.deepEqual(await shown({ isTTY: true, columns: 120 }), [
      `\rUploading [${'-'.repeat(24)}] 0 % (0.0 of 2.5 MB)\x1b[K`,
      `\rUploading [${'#'.repeat(24)}] 100 % (2.5 of 2.5 MB)\x1b[K`,
      '\r\x1b[K',
      '\r12,345 entries so far\x1b[K',
      '\r\x1b[K',
    ]);
  });

  test('never wraps', async () => {
    const [first] = await shown({ isTTY: true, columns: 20 });
    assert.equal(first, '\rUploading [--------\x1b[K');
  });

  test('is not there for pipes and terminals that cannot clear a line', async () => {
    assert.deepEqual(await shown({ isTTY: false }), []);
    assert.deepEqual(await shown({ isTTY: true }, 'dumb'), []);
  });
});

suite('progress of a command', () => {
  const env = { NODE_OPTIONS: '--import=data:text/javascript,process.stderr.isTTY=true', TERM: 'xterm' };

  test('is on the standard error, away from the result', async () => {
    const { from, to } = sandbox.sample;
    const file = fileURLToPath(import.meta.url);
    const send = ['call', 'message.sendFile', '--from', from, '--to', to, '--file', file];
    const upload = await run([...send, '--file.name', 'a.txt'], { env });
    assert.equal(JSON.parse(upload.stdout).status, 'PROCESSING');
    assert.match(shownBy(upload), /^(<Uploading \[#*-*\] \d+ % \(0\.0 of 0\.0 MB\)>)+<>$/);
    const list = await run(['call', 'contact.list', '--all'], { env });
    assert.ok(JSON.parse(list.stdout).length > 1);
    assert.match(shownBy(list), /^<1 entry so far>(<\d+ entries so far>)*<>$/);
  });

  /** Each look of the line. @param {import('./cli-support.js').End} end */
  const shownBy = ({ stderr }) => stderr.replaceAll('\r', '<').replaceAll('\x1b[K', '>');
});

suite('failures', () => {
  test('are red in a terminal, unless NO_COLOR says otherwise', async (t) => {
    const { complain } = await part('streams');
    const { isTTY, write } = process.stderr;
    const { NO_COLOR, TERM } = process.env;
    t.after(() => {
      Object.assign(process.stderr, { isTTY, write });
      for (const [name, value] of Object.entries({ NO_COLOR, TERM })) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
    });
    let written = '';
    Object.assign(process.stderr, {
      isTTY: true,
      write: (/** @type {string} */ text) => {
        written += text;
        return true;
      },
    });
    Object.assign(process.env, { NO_COLOR: '', TERM: 'xterm' });
    complain(['a', 'b']);
    process.env.NO_COLOR = '1';
    complain(['c']);
    assert.equal(written, '\x1b[31ma\x1b[39m\nb\nc\n');
  });
});
