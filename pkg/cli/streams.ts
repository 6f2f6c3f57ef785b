// The standard streams: results on the one, everything else on the other.

import { EXIT, type Exit } from './problem.js';

/** Whoever reads may have had enough (`| head`). */
export function endWithReader(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
  process.stderr.on('error', () => {});
}

/** Resolves when the text has been handed on. */
export function print(text: string): Promise<Exit> {
  return new Promise((resolve) => process.stdout.write(text, () => resolve(EXIT.ok)));
}

/** Tells what is wrong. */
export function complain(lines: readonly string[]): void {
  const [first = '', ...rest] = lines;
  const isColoured = process.stderr.isTTY && !process.env.NO_COLOR && process.env.TERM !== 'dumb';
  const head = isColoured ? `\x1b[31m${first}\x1b[39m` : first;
  process.stderr.write(`${[head, ...rest].join('\n')}\n`);
}
