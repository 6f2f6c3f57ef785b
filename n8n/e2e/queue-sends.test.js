// Our node in queue mode: two workers, many executions at a time, nothing lost and nothing sent twice.

import assert from 'node:assert/strict';
import { it } from 'node:test';
import { CREDENTIAL, started, using } from './chat.js';
import { code, webhook, workflow } from './workflows.js';

const { sandbox, n8n, rest, wts } = await started({ workers: 2, concurrency: 3 });

const EXECUTIONS = 10;
const ITEMS = 20;

const batches = Array.from({ length: EXECUTIONS }, (_, batch) =>
  Array.from({ length: ITEMS }, (_, at) => {
    const number = batch * ITEMS + at;
    return { to: `5511977${String(number).padStart(6, '0')}`, text: `mensagem ${number}` };
  }),
);

it('sends every item of every execution once', async () => {
  // Two workers pace their calls apart from each other.
  const data = { apiKey: sandbox.tokens.full, baseUrl: sandbox.url, rateLimitShare: 50 };
  const credentials = using(await rest.createCredential(CREDENTIAL, data));
  const parameters = { from: sandbox.sample.from, to: '={{ $json.to }}', text: '={{ $json.text }}' };
  const send = wts('message.sendText', parameters, { credentials, retryOnFail: true, maxTries: 2 });
  const split = code('return $json.body.batch.map((json) => ({ json }));', 'Split');
  const stored = await rest.createWorkflow(workflow([webhook('send'), split, send]));
  await rest.activate(stored);
  // One of them fails once: what its execution has sent already is not sent again.
  const fault = sandbox.fault({ operation: 'message.send', oddity: 'problem-details' });

  const answers = await Promise.all(
    batches.map(async (batch) => /** @type {unknown[]} */ (await (await rest.webhook('send', { batch })).json())),
  );
  assert.deepEqual(
    answers.map((answer) => answer.length),
    batches.map(() => ITEMS),
  );
  assert.equal(fault.hits, 1);

  const executions = await rest.executed(stored, EXECUTIONS);
  assert.deepEqual(executions.filter(({ status }) => status !== 'success').map(String), []);
  const wanted = batches
    .flat()
    .map(({ to, text }) => `${to} ${text}`)
    .sort();
  const requests = sandbox.requests.filter(({ operation, status }) => operation === 'message.send' && status === 200);
  const received = requests.map(({ body }) => {
    const { to, body: content } = /** @type {{ to: string, body: { text: string } }} */ (body);
    return `${to} ${content.text}`;
  });
  assert.deepEqual(received.sort(), wanted);
  const sent = [...sandbox.state.messages.values()].filter(({ direction }) => direction === 'TO_HUB');
  assert.equal(sent.length, EXECUTIONS * ITEMS);
  const workers = executions.map(({ id }) => n8n.workerOf(id));
  assert.deepEqual([...new Set(workers)].sort(), [0, 1], 'both workers have had some');
});
