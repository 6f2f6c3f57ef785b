// Programs of the system: where they are, and how those that are missing come, from Debian's packages.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {object} Wanted
 * @property {string[]} names it has one of these
 * @property {string[]} [folders] where it may be besides `PATH`
 * @property {string[]} packages Debian's, that bring it
 */

/** @template {string} Name @param {Record<Name, Wanted>} programs */
export function programsOf(programs) {
  /** The path of a program, `undefined` when there is none. @param {Name} program */
  const find = (program) => {
    const { names, folders = [] } = programs[program];
    const places = [...(process.env.PATH ?? '').split(':'), '/usr/sbin', '/sbin', ...folders].filter(Boolean);
    return names.flatMap((name) => places.map((place) => join(place, name))).find((path) => existsSync(path));
  };

  /** @param {Name} program */
  const path = (program) => {
    const found = find(program);
    if (found === undefined) throw new Error(`${program} is missing: install ${programs[program].packages.join(' ')}`);
    return found;
  };

  /**
   * Installs those of them that are missing, or says what to install by hand.
   * @param {Name[]} needed
   * @param {(line: string) => void} [say]
   */
  const install = (needed, say = console.log) => {
    const missing = needed.filter((program) => find(program) === undefined);
    if (missing.length === 0) return;
    const packages = missing.flatMap((program) => programs[program].packages);
    const byHand = `install these Debian packages, or what brings the same programs: ${packages.join(' ')}`;
    const canInstall = process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0;
    if (!canInstall) throw new Error(`missing: ${missing.join(', ')}; ${byHand}`);
    say(`apt-get installs ${packages.join(' ')}`);
    // A fresh machine has no lists of packages, or old ones.
    apt(['update']);
    const done = apt(['install', '-y', '--no-install-recommends', ...packages]);
    const still = missing.filter((program) => find(program) === undefined);
    if (still.length > 0) throw new Error(`apt-get brought no ${still.join(', ')}; ${byHand}\n${done.stderr}`);
  };

  return { find, path, install };
}

/** @param {string[]} arguments_ */
const apt = (arguments_) =>
  spawnSync('apt-get', arguments_, { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, encoding: 'utf8' });
