// The versions of Node.js that are measured: those of WTS_CHAT_NODES (paths, separated as in PATH), or those that the
// tests of hosts have installed, or the one that runs this.

import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter } from 'node:path';
import { nodeOf } from '../hosts/install.js';

/** @returns {{ node: string, version: string, major: number }[]} */
export function nodes() {
  const named = process.env.WTS_CHAT_NODES?.split(delimiter).filter(Boolean);
  const installed = [20, 22, 24, 26].map(nodeOf).filter((path) => existsSync(path));
  const paths = named ?? (installed.length > 0 ? installed : [process.execPath]);
  return paths.map((node) => {
    const version = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim().slice(1);
    return { node, version, major: Number.parseInt(version, 10) };
  });
}
