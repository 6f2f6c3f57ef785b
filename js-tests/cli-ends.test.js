// How `wts-chat call` ends: each exit code, and what people read then.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answer, commandsOf } from './cli-support.js';
import { deadUrl, serving, soon, started } from './support.js';

const { sandbox, suite } = await started();
const { from, to } = sandbox.sample;
const run = commandsOf(sandbox);
const text = ['call', 'message.sendText', '--from', from, '--to', to, '--text', 'Olá'];

/**
 * What a command that fails says; it prints no result.
 * @param {string[]} args @param {number} exit @param {import('./cli-support.js').Way} [way]
 */
async function complaint(args, exit, way) {
  const { status, stdout, stderr } = await run(args, way);
  assert.deepEqual([status, stdout], [exit, ''], stderr);
  return stderr;
}

/** The same of one that sends nothing. @param {string[]} args @param {import('./cli-support.js').Way} [way] */
async function refusal(args, way) {
  const stderr = await complaint(args, 2, way);
  assert.deepEqual(sandbox.requests, []);
  return stderr;
}

suite('wrong params', () => {
  test('are told by their flags, and nothing is sent', async () => {
    const stderr = await refusal([
      'call',
      'message.sendText',
      '--from',
      from,
      '--hidden-session=yes',
      '--user.id',
      '1',
    ]);
    assert.deepEqual(
      stderr.split('\n').map((line) => line.replace(/: .*/, '')),
      ['message.sendText was not called:', '  --to', '  --text', '  --user.id', '  --hidden-session'].concat([
        'See wts-chat call message.sendText --help.',
        '',
      ]),
    );
    assert.match(stderr, /^ {2}--hidden-session: hiddenSession must be true or false, not a text\.$/m);
  });

  test('are told when they are in JSON too', async () => {
    const input = JSON.stringify({ items: [{ nam: 'A' }], metadata: 1 });
    const stderr = await refusal(['call', 'contact.saveMany', '--json', '-'], { input });
    assert.match(stderr, /^ {2}--items\.0\.nam: .*Did you mean items\[0\]\.name\?$/m);
    assert.match(stderr, /^ {2}metadata: metadata is not a parameter/m);
  });

  test('come before a missing token', async () => {
    assert.match(await refusal(['call', 'tag.create'], { env: { WTS_API_KEY: '' } }), /^ {2}--name: Name is empty/m);
  });

  test('numbers that are none stay what they are', async () => {
    const stderr = await refusal(['call', 'contact.list', '--page-size', '1e2x']);
    assert.match(stderr, /^ {2}--page-size: pageSize must be a whole number, not a text\.$/m);
  });
});

suite('wrong usage', () => {
  /** @type {[what: string, args: string[], says: RegExp, input?: string][]} */
  const cases = [
    ['a command', ['lsit'], /^There is no command "lsit"\. Did you mean list\?/],
    ['an operation without call', ['tag.list'], /Did you mean wts-chat call tag\.list\?/],
    ['no command', [], /^Usage: wts-chat <command>/],
    ['no operation', ['call'], /^Which operation\?/],
    ['half an operation', ['call', 'message'], /^Which operation of message\? See wts-chat list message\.$/m],
    ['an operation', ['call', 'message.sendTxt'], /Did you mean "sendText"\? See wts-chat list message\.$/m],
    ['a resource', ['call', 'mesage.sendText'], /Did you mean "message"\? See wts-chat list\.$/m],
    ['a param', [...text, '--hiden-session'], /^There is no --hiden-session here\. Did you mean --hidden-session\?$/m],
    ['an option', [...text, '--dryrun'], /Did you mean --dry-run\?$/m],
    ['a flag of list', ['list', '--jsn'], /Did you mean --json\?$/m],
    ['a resource to list', ['list', 'tga'], /Did you mean "tag"\? See wts-chat list\.$/m],
    ['a value that is missing', ['call', 'tag.create', '--name', '--color', 'RED_400'], /^--name needs a value/],
    ['a value without a flag', ['call', 'tag.create', 'VIP'], /^"VIP" belongs to no flag/],
    ['a value too many', [...text, '--no-hidden-session=1'], /^--no-hidden-session takes no value/],
    ['a flag twice', [...text, '--text', 'b'], /^--text is given twice/],
    ['a flag in two ways', [...text, '--hidden-session', '--no-hidden-session'], /are the same/],
    ['an option twice', ['call', 'tag.list', '--timeout', '1', '--timeout', '1'], /^--timeout is given twice/],
    ['what nothing is inside of', [...text, '--text.x', 'b'], /nothing is inside of text/],
    ['an item without its number', ['call', 'contact.saveMany', '--items.name', 'b'], /has a number/],
    ['an endless list', ['call', 'contact.saveMany', '--items.99999999.name', 'b'], /no list is that long/],
    [
      'an option that is no number',
      ['call', 'tag.list', '--timeout', 'soon'],
      /^--timeout takes a whole number, not "soon"/,
    ],
    ['all of what is no list', [...text, '--all'], /^message\.sendText answers no list/],
    ['many requests shown', ['call', 'tag.list', '--all', '--dry-run'], /^--dry-run shows one request/],
    ['a file that is missing', [...text, '--json', 'none.json'], /^--json: none\.json cannot be read: ENOENT/],
    ['a folder as a file', ['call', 'session.sendFile', '--file', '.'], /^--file: \. cannot be read: it is no file/],
    ['broken JSON', [...text, '--json', '-'], /^--json: the standard input holds no JSON: /, '{'],
    ['JSON of something else', [...text, '--json', '-'], /^--json: .* holds no JSON object of params/, '[]'],
  ];

  test('is told, with the nearest name, and nothing is sent', async () => {
    const two = [0, 1].map(async (odd) => {
      for (const [what, args, says, input] of cases.filter((_, at) => at % 2 === odd)) {
        assert.match(await refusal(args, input === undefined ? {} : { input }), says, what);
      }
    });
    await Promise.all(two);
  });

  test('a token among the flags is refused and not repeated', async () => {
    for (const flag of ['--api-key', '--token', '--apiKey']) {
      const stderr = await refusal(['call', 'tag.list', `${flag}=${sandbox.tokens.full}`]);
      assert.match(stderr, /^The token is no flag: .*\nSet the environment variable WTS_API_KEY instead\.\n$/);
    }
  });
});

suite('settings', () => {
  test('no token', async () => {
    const stderr = await complaint(['call', 'tag.list'], 3, { env: { WTS_API_KEY: ' ' } });
    assert.match(stderr, /^There is no token: set the environment variable WTS_API_KEY.*\n {2}export WTS_API_KEY=/);
    assert.deepEqual(sandbox.requests, []);
  });

  test('a token that the API refuses', async () => {
    const stderr = await complaint(['call', 'tag.list'], 3, { env: { WTS_API_KEY: 'pn_dead' } });
    assert.match(stderr, /^tag\.list failed \(authentication, 401 .*\): [\s\S]*WTS_API_KEY/);
    assert.doesNotMatch(stderr, /pn_dead/);
  });

  test('wrong ones are told by where they come from', async () => {
    const env = { WTS_BASE_URL: 'ftp://x', WTS_TIME_ZONE: 'Nowhere/None' };
    const stderr = await complaint(['call', 'tag.list', '--retries', '1000'], 3, { env });
    assert.match(stderr, /^tag\.list was not called:\n/);
    assert.match(stderr, /^ {2}(--base-url or WTS_BASE_URL|WTS_TIME_ZONE|--retries): /m);
    assert.deepEqual(sandbox.requests, []);
  });
});

suite('a call that fails', () => {
  test("with the API's own words and the id of the request", async () => {
    const id = '00000000-0000-4000-8000-000000000000';
    const stderr = await complaint(['call', 'contact.get', '--contact-id', id], 1);
    assert.match(stderr, /^contact\.get failed \(not_found, 500 ENTITY_NOT_FOUND\): .+\nRequest id: \S+\n$/);
  });

  test('without a connection', async () => {
    const way = { env: { WTS_BASE_URL: await deadUrl() } };
    assert.match(await complaint(['call', 'tag.list', '--retries', '0'], 1, way), /^tag\.list failed \(network\): /);
  });

  test('as often as --retries says', async () => {
    sandbox.fault({ operation: 'tag.list', status: 503, times: Infinity, ...soon });
    assert.match(await complaint(['call', 'tag.list', '--retries', '1'], 1), /^tag\.list failed \(server, 503\): /);
    assert.equal(sandbox.requests.length, 2);
  });

  test('but may have been carried out', async () => {
    sandbox.fault({ operation: 'message.send', drop: 'after' });
    const stderr = await complaint(text, 4);
    assert.match(stderr, /^message\.sendText failed \(network\): .*\n.*look .* before you repeat it\.$/m);
    assert.equal(sandbox.requests.length, 1);
  });

  test('in time', async () => {
    sandbox.fault({ operation: 'tag.list', delay: 5_000, times: Infinity });
    const stderr = await complaint(['call', 'tag.list', '--timeout', '200', '--retries', '0'], 1);
    assert.match(stderr, /^tag\.list failed \(timeout\): /);
  });

  test('in the middle of a list prints no half of it, but the lines so far', async () => {
    const broken = () => sandbox.fault({ path: '/core/v1/contact', status: 400, times: Infinity });
    sandbox.fault({ path: '/core/v1/contact', delay: 0 });
    broken();
    const list = ['call', 'contact.list', '--page-size', '1'];
    await complaint([...list, '--all'], 1);
    sandbox.clearFaults();
    sandbox.fault({ path: '/core/v1/contact', delay: 0 });
    broken();
    const { status, stdout } = await run([...list, '--lines']);
    assert.deepEqual([status, stdout.split('\n').length], [1, 2]);
  });
});

suite('Ctrl+C', () => {
  const skip = process.platform === 'win32' && 'no signals there';
  test('ends a call cleanly, and says when it may have been carried out', { skip }, async (t) => {
    /** @type {() => void} */
    let arrived = () => {};
    const server = await serving(t, () => arrived());
    const way = {
      env: { WTS_BASE_URL: server.url },
      begun: (/** @type {import('node:child_process').ChildProcess} */ child) => {
        arrived = () => child.kill('SIGINT');
      },
    };
    const list = await complaint(['call', 'contact.list', '--all'], 130, way);
    assert.match(list, /^contact\.list failed \(aborted\): /);
    assert.doesNotMatch(list, /before you repeat it/);
    assert.match(await complaint(text, 130, way), /\(aborted\): .*\n.*before you repeat it/);
    assert.equal(server.requests.length, 2);
  });
});

suite('a reader that has had enough', () => {
  test('ends the command quietly', async () => {
    const { items } = answer(await run(['call', 'contact.list', '--page-size', '1']));
    const page = {
      items: [{ ...items[0], name: 'x'.repeat(500_000) }],
      hasMorePages: true,
      totalPages: 50,
      totalItems: 50,
    };
    sandbox.fault({ path: '/core/v1/contact', body: page, times: Infinity });
    const end = await run(['call', 'contact.list', '--lines'], {
      begun: ({ stdout }) => stdout?.once('data', () => stdout.destroy()),
    });
    assert.deepEqual([end.status, end.stderr], [0, '']);
  });
});
