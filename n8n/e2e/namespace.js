// A network of loopback only, in which a whole test run happens: nothing that it starts can reach another machine, and nothing that
// it starts outlives it.

import { spawnSync } from 'node:child_process';
import { path } from './install.js';

// The namespace of processes ends everything in it together with its first one.
const shut = ['--net', '--pid', '--fork', '--kill-child', '--mount-proc'];

// Who is not root may still be allowed to be root of a namespace of users.
const ways = [shut, ['--user', '--map-root-user', ...shut]];

/**
 * The command that runs another one in such a namespace; `undefined` where this machine permits none.
 * @param {string[]} command
 * @returns {string[] | undefined}
 */
export function isolated(command) {
  const enter = (/** @type {string[]} */ way, /** @type {string[]} */ inner) => [
    path('unshare'),
    ...way,
    'sh',
    '-c',
    '"$0" link set lo up && exec "$@"',
    path('ip'),
    ...inner,
  ];
  const way = ways.find((way) => {
    const [program = '', ...arguments_] = enter(way, ['true']);
    return spawnSync(program, arguments_).status === 0;
  });
  return way && enter(way, command);
}
