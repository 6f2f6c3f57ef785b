// The harness in n8n's queue mode: a redis and two workers, which run all executions.

import assert from 'node:assert/strict';
import { after, it } from 'node:test';
import { startN8n } from './n8n.js';
import { code, items, manual, webhook, workflow } from './workflows.js';

const n8n = await startN8n({ workers: 2, concurrency: 2 });
after(() => n8n.close());

it('lets the workers run what comes in', async () => {
  const slow = code('await new Promise((resolve) => setTimeout(resolve, 500)); return [{ json: $json.body }]');
  const stored = await n8n.rest.createWorkflow(workflow([webhook('work'), slow]));
  await n8n.rest.activate(stored);
  const numbers = [0, 1, 2, 3, 4, 5, 6, 7];
  const answers = await Promise.all(numbers.map(async (n) => (await n8n.rest.webhook('work', { n })).json()));
  assert.deepEqual(
    answers,
    numbers.map((n) => [{ n }]),
  );
  const executions = await n8n.rest.executed(stored, numbers.length);
  const workers = executions.map(({ id }) => n8n.workerOf(id));
  assert.deepEqual([...new Set(workers)].sort(), [0, 1]);
});

it('lets them run what is started by hand', async () => {
  const execution = await n8n.rest.run(workflow([manual(), items([{ a: 1 }])]));
  assert.deepEqual(execution.json('Items'), [{ a: 1 }]);
  assert.ok(n8n.workerOf(execution.id) >= 0);
});
