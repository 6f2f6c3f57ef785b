// Part "building": what validating params and building requests takes, without any call.

import { buildRequest, validate, WtsClient } from 'wts-chat';
import { inTurns, median, timed, variantsOf } from './measure.js';
import { judged, number, spread } from './page.js';
import { issuesOf, requestOf } from './plain.js';

/** @import { Measure } from './measure.js' */

const id = '0b2f6a3e-8d0c-4c3a-9a51-2f6d1c9e7b10';
const apiKey = 'pn_bench';
const both = { from: '5511900000001', to: '5511999999999' };
const text = { ...both, text: 'Olá! Tudo bem?' };
const stored = { ...both, fileId: id, text: 'A fatura' };
const linked = { ...both, url: 'https://files.example/2026/fatura.pdf', text: 'A fatura' };
const template = { ...both, templateId: id, parameters: { nome: 'Ana', 'próximo horário': 'segunda-feira, às 10h' } };
const recipients = Array.from({ length: 100 }, (_, at) => ({
  to: `55119${10_000_000 + at}`,
  parameters: template.parameters,
}));
const many = { from: both.from, templateId: id, messages: recipients };
const sends = recipients.map((recipient) => ({ ...recipient, from: both.from, templateId: id }));

const aimed = 'buildRequest, message.sendFile with a fileId';

/** @type {Measure} */
export async function measure({ rounds, quick }) {
  const answer = JSON.stringify({ results: recipients.map(({ to }) => ({ id, to, status: 'PROCESSING' })) });
  const fetch = async () => new Response(answer);
  const wts = new WtsClient({ apiKey, fetch, rateLimit: false });
  const folded = await wts.batch('send', 'template', sends);
  if (folded.some((result) => result instanceof Error)) throw new Error(`the batch failed: ${folded[0]}`);
  /** @type {Record<string, { work: () => unknown, calls: number }>} */
  const variants = {
    'validate, message.sendText': { work: () => validate('message', 'sendText', text), calls: 4000 },
    'validate, message.sendFile with a fileId': { work: () => validate('message', 'sendFile', stored), calls: 4000 },
    'validate, message.sendTemplate': { work: () => validate('message', 'sendTemplate', template), calls: 4000 },
    'buildRequest, message.sendText': {
      work: () => buildRequest('message', 'sendText', text, { apiKey }),
      calls: 4000,
    },
    [aimed]: { work: () => buildRequest('message', 'sendFile', stored, { apiKey }), calls: 4000 },
    'buildRequest, message.sendFile with a url': {
      work: () => buildRequest('message', 'sendFile', linked, { apiKey }),
      calls: 4000,
    },
    'buildRequest, message.sendTemplate': {
      work: () => buildRequest('message', 'sendTemplate', template, { apiKey }),
      calls: 4000,
    },
    'buildRequest, send.templateBatch of 100': {
      work: () => buildRequest('send', 'templateBatch', many, { apiKey }),
      calls: 100,
    },
    'batch of 100 send.template, fetch in memory': { work: () => wts.batch('send', 'template', sends), calls: 40 },
    'plain JavaScript, validates a text': { work: () => issuesOf(text), calls: 40_000 },
    'plain JavaScript, builds the request of a text': {
      work: () => requestOf(text, { apiKey, baseUrl: '' }),
      calls: 40_000,
    },
  };
  const results = await inTurns(variantsOf(variants, perCall), { rounds: rounds(30), warmUp: quick ? 1 : 5 });
  const rows = Object.entries(results).map(([name, took]) => [name, spread(took, ' µs'), number(1e6 / median(took))]);
  return {
    title: 'Validating and building',
    how:
      'Synchronous, in one process, without requests. Each variant runs some thousand times a round (those of a ' +
      'hundred recipients fewer). The params are objects that live on; the names of the operations are texts. ' +
      '"batch" is the whole of `wts.batch`, with its one request folded, made and taken apart.',
    tables: [{ title: `${rounds(30)} rounds`, head: ['', 'per call', 'calls per second'], rows }],
    aims: [judged(aimed, median(results[aimed] ?? []), { atMost: 5 }, ' µs')],
  };
}

/** Microseconds. @param {{ work: () => unknown, calls: number }} variant */
async function perCall({ work, calls }) {
  const took = await timed(async () => {
    for (let call = 0; call < calls; call++) {
      const result = work();
      if (result instanceof Promise) await result;
    }
  });
  return (1000 * took) / calls;
}
