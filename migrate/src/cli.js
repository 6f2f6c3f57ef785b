#!/usr/bin/env node
// The command `wts-chat-migrate`.

import { command } from './command.js';

if (!command(process.argv.slice(2), 'wts-chat-migrate')) process.exitCode = 2;
