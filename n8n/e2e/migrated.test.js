// A workflow of the old node, rewritten by `wts-chat-migrate`: imported, run, with the requests that it made before.

import assert from 'node:assert/strict';
import { it } from 'node:test';
import { migrate } from 'wts-chat-migrate';
import { asked, CREDENTIAL, NODE, sorted, started } from './chat.js';
import { code, end, items, manual, node, workflow } from './workflows.js';

const { sandbox, rest, credential } = await started();
const { sample, state } = sandbox;

/** @param {string} name @param {string} resource @param {string} operation @param {Record<string, unknown>} parameters */
const old = (name, resource, operation, parameters) =>
  node(
    name,
    'n8n-nodes-wts.wtsChat',
    { resource, operation, ...parameters },
    {
      credentials: { wtsApi: { id: '1', name: 'WTS account' } },
    },
  );

const nothing = { botId: 'NOT_SEND', departmentId: 'NOT_SEND', userIdByDepartment: 'NOT_SEND' };

const saved = workflow(
  [
    manual(),
    items([
      { to: sample.to, name: 'Ana' },
      { to: sample.unreachable, name: 'Bruno' },
    ]),
    old('Text', 'message', 'sendText', {
      ...{ ...nothing, channelId: sample.channelId, numberToSend: '={{ $json.to }}' },
      ...{ textMessage: '=Olá, {{ $json.name }}!', enableBot: true },
    }),
    old('Template', 'message', 'sendTemplate', {
      ...{ ...nothing, channelId: sample.channelId, numberToSend: "={{ $('Items').item.json.to }}" },
      templates: JSON.stringify({ id: sample.templateId, params: sample.templateParams }),
      paramsTemplates: {
        paramsTemplatesValues: [
          { name: 'nome', value: "={{ $('Items').item.json.name }}" },
          { name: 'próximo horário', value: 'às 14h' },
        ],
      },
      synchronousMessage: true,
    }),
    code('return [{ json: {} }];', 'One'),
    old('Contact', 'contact', 'updateContact', {
      ...{ contactId: sample.contactId, fieldsUpdateContact: ['Email', 'Annotation'] },
      ...{ emailUpdateContact: 'ana@example.org', annotationUpdateContact: '' },
    }),
    old('Card', 'panel', 'createCard', {
      ...{ panels: sample.panelId, stepPanels: sample.stepIds.first, title: 'Buffet', monetaryAmount: 1400 },
      ...{ responsibleId: 'NOT_SEND', tagsPanel: [], contactId: sample.contactId },
    }),
    old('Complete', 'session', 'concludeSession', { sessionId: sample.sessionId, reactivateOnNewMessage: true }),
    end('End'),
  ],
  { name: 'Antigo' },
);

it('makes the same requests through the new node', async () => {
  const { workflow: rewritten, report } = migrate(saved, { credential: { id: credential.id, name: credential.name } });
  assert.deepEqual(
    report.rewritten.map(({ node, resource, operation }) => [node, resource, operation]),
    [
      ['Text', 'message', 'sendText'],
      ['Template', 'message', 'sendTemplate'],
      ['Contact', 'contact', 'update'],
      ['Card', 'panel', 'createCard'],
      ['Complete', 'session', 'complete'],
    ],
  );
  const ours = rewritten.nodes.filter(({ type }) => type === NODE);
  assert.equal(ours.length, 5);
  for (const { credentials } of ours) assert.deepEqual(Object.keys(credentials ?? {}), [CREDENTIAL]);

  const run = await rest.run(rewritten);
  assert.equal(run.status, 'success', `${run}`);
  const people = [
    { to: sample.to, name: 'Ana' },
    { to: sample.unreachable, name: 'Bruno' },
  ];
  const from = sample.channelId;
  const expected = [
    ...people.map(({ to, name }) => [
      'POST /chat/v1/message/send',
      { from, to, body: { text: `Olá, ${name}!` }, options: { enableBot: true } },
    ]),
    ...people.map(({ to, name }) => [
      'POST /chat/v1/message/send-sync',
      { from, to, body: { templateId: sample.templateId, parameters: { nome: name, 'próximo horário': 'às 14h' } } },
    ]),
    [
      `PUT /core/v2/contact/${sample.contactId}`,
      { fields: ['Email', 'Annotation'], email: 'ana@example.org', annotation: null },
    ],
    [
      'POST /crm/v2/panel/card',
      { stepId: sample.stepIds.first, title: 'Buffet', contactIds: [sample.contactId], monetaryAmount: 1400 },
    ],
    [`PUT /chat/v1/session/${sample.sessionId}/complete`, { reactivateOnNewMessage: true, stopBotInExecution: false }],
  ];
  assert.deepEqual(sorted(asked(sandbox)), sorted(expected));
  assert.equal(state.contacts.get(sample.contactId)?.email, 'ana@example.org');
  assert.equal(state.sessions.get(sample.sessionId)?.status, 'COMPLETED');
});

it('gives a page as the old node gave it', async () => {
  await sandbox.reset();
  const list = old('List', 'contact', 'listContacts', { pageNumber: 2, pageSize: 2, orderBy: 'name' });
  const { workflow: rewritten } = migrate(workflow([manual(), list]), { credential });
  const run = await rest.run(rewritten);
  assert.equal(run.status, 'success', `${run}`);
  const [page, ...others] = /** @type {{ items: { name: string }[], hasMorePages: boolean }[]} */ (run.json('List'));
  assert.deepEqual(others, []);
  assert.deepEqual(
    page?.items.map(({ name }) => name),
    ['Carla Mendes'],
  );
  assert.equal(page?.hasMorePages, false);
});
