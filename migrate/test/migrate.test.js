// Whole workflows: what is taken, what is refused, what stays as it is, and who reads what changes.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isOldType, migrate, TYPE } from '../src/index.js';

const OLD = 'n8n-nodes-wts.wtsChat';

/** @param {string} name @param {Record<string, unknown>} [parameters] @param {Record<string, unknown>} [more] */
const old = (name, parameters = {}, more = {}) => ({
  id: `id of ${name}`,
  name,
  type: OLD,
  typeVersion: 1,
  position: [0, 0],
  parameters,
  ...more,
});

/** @param {string} name @param {Record<string, unknown>} [parameters] @param {string} [type] @param {Record<string, unknown>} [more] */
const other = (name, parameters = {}, type = 'n8n-nodes-base.set', more = {}) => ({
  id: name,
  name,
  type,
  typeVersion: 3,
  position: [1, 2],
  parameters,
  ...more,
});

/** @param {[string, string][]} links */
function linked(...links) {
  /** @type {Record<string, { main: { node: string, type: string, index: number }[][] }>} */
  const connections = {};
  for (const [from, to] of links) {
    const [branch = []] = connections[from]?.main ?? [];
    connections[from] = { main: [[...branch, { node: to, type: 'main', index: 0 }]] };
  }
  return connections;
}

test('the old types are those of the old package and its test names', () => {
  for (const type of [OLD, 'n8n-nodes-wts-test.wtsChat', 'n8n-nodes-wtschat.wtsChat']) assert.ok(isOldType(type), type);
  for (const type of [TYPE, 'n8n-nodes-wts.wtsChatTrigger', 'n8n-nodes-base.set', 'CUSTOM.wtsChat', undefined]) {
    assert.ok(!isOldType(type), String(type));
  }
});

test('an untouched node gets all contacts', () => {
  const { workflow, report } = migrate({ nodes: [old('A')], connections: {} });
  const { resource, operation } = Object(workflow.nodes[0]).parameters;
  assert.deepEqual([resource, operation], ['contact', 'list']);
  assert.deepEqual(report.rewritten, [
    { node: 'A', action: 'Get All Contacts', resource: 'contact', operation: 'list' },
  ]);
});

test('everything about a node but its type, parameters and credential stays', () => {
  const more = {
    ...{ notes: 'Look', notesInFlow: true, disabled: true, onError: 'continueRegularOutput', continueOnFail: true },
    ...{
      retryOnFail: true,
      maxTries: 5,
      waitBetweenTries: 100,
      executeOnce: true,
      alwaysOutputData: true,
      color: '#fff',
    },
  };
  const credentials = { wtsApi: { id: '1', name: 'Old' } };
  const { workflow } = migrate({ nodes: [old('A', {}, { ...more, credentials })], connections: {} });
  const { parameters: _, ...rest } = Object(workflow.nodes[0]);
  assert.deepEqual(rest, { id: 'id of A', name: 'A', type: TYPE, typeVersion: 1, position: [0, 0], ...more });
});

test('the credential is the given one', () => {
  const of = (/** @type {{ id: string, name?: string } | undefined} */ credential) => {
    const { workflow, report } = migrate(
      { nodes: [old('A', {}, { credentials: { wtsApi: { id: '1', name: 'Old' } } })] },
      credential && { credential },
    );
    return [Object(workflow.nodes[0]).credentials, report.notes.some(({ code }) => code === 'credential')];
  };
  assert.deepEqual(of({ id: 'x', name: 'Mine' }), [{ wtsChatApi: { id: 'x', name: 'Mine' } }, false]);
  assert.deepEqual(of({ id: 'x' }), [{ wtsChatApi: { id: 'x', name: 'WTS Chat' } }, false]);
  assert.deepEqual(of(undefined), [undefined, true]);
});

test('the input is not changed, other nodes and connections are the same, and twice gives the same', () => {
  const given = {
    name: 'Flow',
    nodes: [
      other('Start'),
      old('A', { pageSize: 3 }),
      other('End', { value: '={{ $json.items }}' }),
      { ...other('Ours'), type: TYPE },
    ],
    connections: linked(['Start', 'A'], ['A', 'End']),
    settings: { timezone: 'America/Sao_Paulo' },
    meta: { instanceId: 'x' },
  };
  const before = structuredClone(given);
  const first = migrate(given);
  assert.deepEqual(given, before);
  assert.deepEqual(migrate(given), first);
  const { nodes, ...rest } = first.workflow;
  const { nodes: oldNodes, ...oldRest } = before;
  assert.deepEqual(rest, oldRest);
  assert.deepEqual([nodes[0], nodes[2], nodes[3]], [oldNodes[0], oldNodes[2], oldNodes[3]]);
  assert.deepEqual(migrate(first.workflow).workflow, first.workflow);
  assert.deepEqual(migrate(first.workflow).report, { rewritten: [], notes: [], readers: [] });
});

test('lists of workflows, copied nodes and wrapped workflows keep their shape', () => {
  const flow = { nodes: [old('A')], connections: {} };
  const done = migrate(flow).workflow;
  const two = migrate([flow, { ...structuredClone(flow), name: 'Second' }]);
  assert.deepEqual(two.workflow, [done, { ...done, name: 'Second' }]);
  assert.deepEqual(
    two.report.rewritten.map(({ workflow }) => workflow),
    ['1', 'Second'],
  );
  assert.equal(migrate([flow]).report.notes[0]?.workflow, '1');
  assert.equal(migrate(flow).report.notes[0]?.workflow, undefined);
  assert.deepEqual(migrate({ ...flow, pinData: {}, meta: {} }).workflow, { ...done, pinData: {}, meta: {} });
  assert.deepEqual(migrate({ workflow: flow }).workflow, { workflow: done });
  assert.deepEqual(migrate({ nodes: flow.nodes }).workflow, { nodes: done.nodes });
});

test('anything else is refused with a reason', () => {
  const wrong = [
    ...[undefined, null, 1, 'text', true, {}, { nodes: {} }, { nodes: [null] }, { nodes: [{ name: 'A' }] }],
    ...[{ nodes: [{ type: OLD }] }, { nodes: [], connections: [] }, [1], [[]], { workflow: 1 }],
    { nodes: [{ name: 'A', type: OLD, parameters: [] }] },
  ];
  for (const given of wrong) {
    assert.throws(() => migrate(given), { name: 'TypeError', message: /is no n8n workflow/ }, JSON.stringify(given));
  }
});

test('a node whose action cannot be known stays as it is', () => {
  const unknown = [
    { resource: 'session', sessionId: 'x' },
    { resource: 'session', operation: 'sendText' },
    { resource: 'agent', operation: 'list' },
    { operation: 'sendText' },
    { resource: '={{ $json.resource }}', operation: 'sendText' },
    { resource: 'message', operation: '={{ $json.operation }}' },
  ];
  for (const parameters of unknown) {
    const flow = { nodes: [old('A', parameters)], connections: {} };
    const { workflow, report } = migrate(flow);
    assert.deepEqual(workflow, flow);
    assert.deepEqual(report.rewritten, []);
    assert.deepEqual(
      report.notes.map(({ code }) => code),
      ['not_rewritten'],
      JSON.stringify(parameters),
    );
  }
});

test('an action that is not stored is found by what only it can mean', () => {
  const known = [
    [{ resource: 'chatbot' }, 'send'],
    [{ resource: 'contact', pageSize: 5 }, 'list'],
    [{ resource: 'panel', title: 'Vendas' }, 'list'],
    [{ resource: 'session', statusSession: ['PENDING'] }, 'list'],
    [{ resource: 'sequence' }, 'list'],
  ];
  for (const [parameters, operation] of known) {
    const { report } = migrate({ nodes: [old('A', Object(parameters))], connections: {} });
    assert.deepEqual(
      report.rewritten.map((one) => one.operation),
      [operation],
    );
  }
});

test('parameters that the old node does not have are told', () => {
  const { report } = migrate({ nodes: [old('A', { foo: 1 })], connections: {} });
  assert.deepEqual(
    report.notes.filter(({ code }) => code === 'unknown_parameter').map(({ parameter }) => parameter),
    ['foo'],
  );
});

test('pinned data of a rewritten node is told', () => {
  const { report } = migrate({ nodes: [old('A')], connections: {}, pinData: { A: [{ json: {} }] } });
  assert.ok(report.notes.some(({ code }) => code === 'pinned_data'));
});

/** @param {{ nodes: unknown[], connections: unknown }} flow */
const readers = (flow) => migrate(flow).report.readers.map(({ node, expressions }) => [node, ...expressions]);

test('nodes that come next read what changes, also behind such as hand it on', () => {
  const flow = {
    nodes: [
      old('A', { autoPagination: true }),
      other('If', { left: '={{ $json.totalItems }}' }, 'n8n-nodes-base.if'),
      other('Wait', {}, 'n8n-nodes-base.wait'),
      other('Set', { value: '={{ $json.items[0].id }} {{ $input.first().json.items }}' }),
      other('Behind', { value: '={{ $json.id }}' }),
      other('Elsewhere', { value: '={{ $json.items }}' }),
    ],
    connections: linked(['A', 'If'], ['If', 'Wait'], ['Wait', 'Set'], ['Set', 'Behind']),
  };
  assert.deepEqual(readers(flow), [
    ['If', '$json.totalItems'],
    ['Set', '$json.items[0].id', '$input.first().json.items'],
  ]);
  assert.match(migrate(flow).report.readers[0]?.why ?? '', /each page is an item.*each has its result/s);
});

test('expressions and code that name a node read it from anywhere', () => {
  const name = "Ana's (A)";
  const value = [
    `={{ $('Ana\\'s (A)').item.json.items[0].id }}`,
    `={{ $("${name}").all() }}`,
    `={{ $node["${name}"].json.items }}`,
    `={{ $items("${name}", 0).length }}`,
    "return $(`Ana's (A)`).first();",
    `={{ $('Ana').item.json }}`,
  ];
  const flow = {
    nodes: [old(name), other('Code', { value }), other('None', { value: "={{ $('B').item }}" })],
    connections: {},
  };
  assert.deepEqual(readers(flow), [
    [
      'Code',
      "$('Ana\\'s (A)').item.json.items[0].id",
      `$("${name}").all()`,
      `$node["${name}"].json.items`,
      `$items("${name}", 0).length`,
      "$(`Ana's (A)`).first()",
    ],
  ]);
  assert.deepEqual(
    readers({ nodes: [old('A'), other('B', { v: '={{ $node.A.json.x + $node.AB.json }}' })], connections: {} }),
    [['B', '$node.A.json.x']],
  );
});

test('where nothing changes, nobody reads it', () => {
  const flow = { nodes: [old('A', {}, { executeOnce: true }), other('B')], connections: linked(['A', 'B']) };
  assert.deepEqual(readers(flow), []);
});

test('answers without content and failed items are said to change', () => {
  const deletion = { resource: 'panel', operation: 'deleteCardAnnotation' };
  const flow = {
    nodes: [old('A', deletion, { executeOnce: true, onError: 'continueErrorOutput' }), other('B')],
    connections: linked(['A', 'B']),
  };
  assert.match(migrate(flow).report.readers[0]?.why ?? '', /"success": true.*"error"/s);
});

test('connections that lead in circles or nowhere end', () => {
  const flow = {
    nodes: [old('A'), other('Loop', {}, 'n8n-nodes-base.splitInBatches')],
    connections: linked(['A', 'Loop'], ['Loop', 'A'], ['Loop', 'Gone']),
  };
  assert.deepEqual(readers(flow), []);
  assert.deepEqual(readers({ nodes: [old('__proto__'), other('B')], connections: {} }), []);
});
