// The command, for whatever it is called: reads a saved workflow, writes the rewritten one, and says what to look at.

import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { migrate } from './index.js';
import { sentences } from './sentences.js';

/** @param {string} name */
const help = (
  name,
) => `Usage: ${name} <file.json | -> [--out <file.json | ->] [--credential <id>[:<name>]] [--report text|json]

Rewrites the nodes of the old WTS Chat package in a saved n8n workflow for n8n-nodes-wts-chat.
The workflow goes to the standard output or to --out, the report to the standard error.

  --out         where to write the workflow. Default: -, the standard output.
  --credential  id, and name if you like, of a credential "WTS Chat API". Default: none; choose it in the editor.
  --report      text or json. Default: text.
  --help        shows this.

Ends with 0 when done, also when there was nothing to rewrite, and with 2 for wrong input.
`;

/** Wrong input or usage. */
class Wrong extends Error {}

/**
 * Carries it out. False for wrong input or usage, which is told on the standard error.
 * @param {string[]} args
 * @param {string} name what the command is called
 */
export function command(args, name) {
  try {
    run(args, name);
    return true;
  } catch (error) {
    if (!(error instanceof Wrong)) throw error;
    process.stderr.write(`${error.message}\n`);
    return false;
  }
}

/** @param {string[]} args @param {string} name */
function run(args, name) {
  const { values, positionals } = read(args);
  if (values.help) {
    process.stdout.write(help(name));
    return;
  }
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0)
    throw new Wrong('Give one file, or - for the standard input. See --help.');
  const { out = '-', report: format = 'text', credential: named } = values;
  if (!['text', 'json'].includes(format)) throw new Wrong('--report takes text or json.');
  const { workflow, report } = rewrite(parse(file), credentialOf(named));
  write(out, `${JSON.stringify(workflow, null, 2)}\n`);
  process.stderr.write(format === 'json' ? `${JSON.stringify(report, null, 2)}\n` : sentences(report));
}

/** @param {string[]} args */
function read(args) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        out: { type: 'string' },
        credential: { type: 'string' },
        report: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new Wrong(`${messageOf(error)} See --help.`);
  }
}

/** @param {string | undefined} named */
function credentialOf(named) {
  if (named === undefined) return undefined;
  const [id = '', ...name] = named.split(':');
  if (!id.trim()) throw new Wrong('--credential takes an id, or an id and a name: 1a2b3c:My account.');
  return name.length > 0 ? { id, name: name.join(':') } : { id };
}

/** @param {string} file @returns {unknown} */
function parse(file) {
  const name = file === '-' ? 'The standard input' : file;
  let text;
  try {
    text = readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (error) {
    throw new Wrong(`${name} cannot be read: ${messageOf(error)}`);
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw new Wrong(`${name} holds no JSON.`);
  }
}

/** @param {unknown} given @param {{ id: string, name?: string } | undefined} credential */
function rewrite(given, credential) {
  try {
    return migrate(given, credential && { credential });
  } catch (error) {
    if (error instanceof TypeError) throw new Wrong(error.message);
    throw error;
  }
}

/** @param {string} out @param {string} text */
function write(out, text) {
  if (out === '-') {
    process.stdout.write(text);
    return;
  }
  try {
    writeFileSync(out, text);
  } catch (error) {
    throw new Wrong(`${out} cannot be written: ${messageOf(error)}`);
  }
}

/** @param {unknown} error */
const messageOf = (error) => (error instanceof Error ? error.message : String(error));
