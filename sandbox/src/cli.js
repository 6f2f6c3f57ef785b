#!/usr/bin/env node
// The sandbox as a command: starts it, says how to use it, and logs one line per request until it is stopped.

import { parseArgs } from 'node:util';
import { startSandbox } from './index.js';

const usage = `Usage: wts-chat-sandbox [--port N] [--storage-port N] [--limits]
  the ports are 4010 and 4011 by default; 0 is any free one
  --limits refuses what goes beyond the documented rate limits`;

try {
  await run();
} catch (error) {
  console.error(`wts-chat-sandbox: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}

async function run() {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '4010' },
      'storage-port': { type: 'string', default: '4011' },
      limits: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return console.log(usage);

  const log = (/** @type {string} */ line) => console.log(line);
  const sandbox = await startSandbox({
    port: toPort(values.port),
    storagePort: toPort(values['storage-port']),
    ...(values.limits && { limits: 'documented' }),
    log,
  });
  introduce(sandbox);
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => sandbox.close());
}

/** @param {string} text */
function toPort(text) {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new Error(`"${text}" is not a port\n${usage}`);
  return port;
}

/** @param {import('./index.js').Sandbox} sandbox */
function introduce({ url, storageUrl, tokens, sample }) {
  const body = JSON.stringify({ from: sample.from, to: sample.to, body: { text: 'Olá!' } });
  console.log(`WTS Chat API sandbox
  URL      ${url}
  storage  ${storageUrl}
  token    ${tokens.full}   (${tokens.limited}: may only read)

Sample data (all of it: GET ${url}/_sandbox/sample)
  from          ${sample.from}   a WhatsApp channel, id ${sample.channelId}
  to            ${sample.to}   Ana Souza, id ${sample.contactId}
  sessionId     ${sample.sessionId}
  botKey        ${sample.botKey}
  departmentId  ${sample.departmentId}
  userId        ${sample.userId}

Try it
  curl -X POST ${url}/chat/v1/message/send -H 'Authorization: Bearer ${tokens.full}' -H 'Content-Type: application/json' -d '${body}'

Ctrl+C stops it. Requests:`);
}
