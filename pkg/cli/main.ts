// The command `wts-chat`: calls the API, lists what can be called, and moves n8n workflows over.

import { readFileSync } from 'node:fs';
import { command as migrate } from 'wts-chat-migrate/command';
import { call } from './call.js';
import { MAIN_HELP } from './help.js';
import { list } from './list.js';
import { hint } from './nearest.js';
import { EXIT, type Exit, Problem } from './problem.js';
import { complain, endWithReader, print } from './streams.js';

const COMMANDS: Record<string, (args: string[]) => Exit | Promise<Exit>> = {
  call,
  list: (args) => print(list(args)),
  migrate: (args) => (migrate(args, 'wts-chat migrate') ? EXIT.ok : EXIT.usage),
};

endWithReader();
void main();

async function main(): Promise<void> {
  try {
    process.exitCode = await run(process.argv.slice(2));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    complain(error.message.split('\n'));
    process.exitCode = error.exit;
  }
}

async function run([name, ...args]: string[]): Promise<Exit> {
  if (name === '--help' || name === '-h') return print(MAIN_HELP);
  if (name === '--version' || name === '-v') return print(`${version()}\n`);
  if (name === undefined) throw new Problem(MAIN_HELP.trimEnd());
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command) return command(args);
  const meant = name.includes('.') ? ` Did you mean wts-chat call ${name}?` : hint(name, Object.keys(COMMANDS));
  throw new Problem(`There is no command "${name}".${meant} See wts-chat --help.`);
}

/** Of the package that this file is in. */
function version(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
