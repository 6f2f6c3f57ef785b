// Single values: masks, templates, files and collections, as literals and as expressions.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { A, B, C } from './cases/index.js';
import { effective, get, rewrite } from './effective.js';

const CARD = { resource: 'panel', operation: 'updateCard', cardIdUpdateCard: A };
const SESSION = { resource: 'session', operation: 'updateSession', sessionId: A };

test('a mask by expression says what is written of all that is there', async () => {
  const { parameters, codes } = rewrite({
    ...SESSION,
    fieldsUpdate: '={{ $json.fields }}',
    number: '1042',
    usersUpdateSession: 'NOT_SEND',
    statusUpdateSessionOption: 'UNDEFINED',
  });
  assert.equal(get(parameters, 'updateFields.fields'), '={{ $json.fields }}');
  assert.ok(codes.includes('fields_by_expression'));
  const { body } = await effective(parameters, { fields: ['Number', 'DepartmentId'] });
  assert.deepEqual(body, { number: '1042', userId: null, fields: ['Number', 'DepartmentId'] });
});

test('a mask by expression that may name Archived names the status instead', async () => {
  const old = { ...CARD, fieldsUpdateCard: '={{ $json.fields }}', titleCardUpdateCard: 'Buffet' };
  assert.equal(get(rewrite(old).parameters, 'updateFields.fields'), '={{ $json.fields }}');
  const { parameters } = rewrite({ ...old, includeArchivedUpdateCard: true });
  const { body } = await effective(parameters, { fields: ['Archived', 'Title'] });
  assert.deepEqual(body, { title: 'Buffet', status: 'ARCHIVED', fields: ['Status', 'Title'] });
});

test('Archived may be an expression', async () => {
  const { parameters } = rewrite({
    ...CARD,
    fieldsUpdateCard: ['Archived'],
    includeArchivedUpdateCard: '={{ $json.done }}',
  });
  for (const [done, status] of [
    [true, 'ARCHIVED'],
    [false, 'OPEN'],
  ]) {
    assert.deepEqual((await effective(parameters, { done })).body, { status, fields: ['Status'] });
  }
});

test('an update of nothing, and a status that was not chosen, are told', () => {
  assert.ok(rewrite({ ...SESSION, fieldsUpdate: [] }).codes.includes('nothing_to_update'));
  const { parameters, codes } = rewrite({
    ...SESSION,
    fieldsUpdate: ['Status'],
    statusUpdateSessionOption: 'UNDEFINED',
  });
  assert.equal(parameters.updateFields, undefined);
  assert.ok(codes.includes('status_not_chosen') && codes.includes('nothing_to_update'));
});

test('what is written only now is told', () => {
  const { codes } = rewrite({
    ...CARD,
    fieldsUpdateCard: ['Position', 'SessionId', 'Metadata', 'CustomFields'],
    positionUpdateCard: 0,
    sessionIdUpdateCard: B,
    metadataUpdateCard: { metadata: [{ key: 'a', value: 'b' }] },
    customFieldsCardUpdateCard: { customFields: [{ key: 'Origem', value: 'x' }] },
  });
  for (const code of ['zero_written', 'session_id_written', 'metadata_written', 'custom_field_names']) {
    assert.ok(codes.includes(code), code);
  }
});

test('the status of a session is never completed by a default', () => {
  for (const statusSessionOption of [undefined, 'UNDEFINED']) {
    const { parameters, codes } = rewrite({
      resource: 'session',
      operation: 'updateStatusSession',
      sessionId: A,
      statusSessionOption,
    });
    assert.equal(parameters.newStatus, '');
    assert.ok(codes.includes('required'));
  }
});

const TEMPLATE = { resource: 'message', operation: 'sendTemplate', channelId: A, numberToSend: '5511999999999' };

test('the id of a template comes out of its JSON', async () => {
  const json = JSON.stringify({ id: 'a1b2c_hi', fileType: 'IMAGE', params: [] });
  const written = [
    [json, 'a1b2c_hi', undefined],
    ['a1b2c_hi', 'a1b2c_hi', undefined],
    ['={"id":"{{ $json.template }}","fileType":null}', '={{ $json.template }}', undefined],
    [`=${json}`, 'a1b2c_hi', undefined],
    ['={{ JSON.stringify($json.chosen) }}', '={{ JSON.parse(JSON.stringify($json.chosen)).id }}', 'wrapped'],
    ['={{ $json.a }}{{ $json.b }}', '={{ $json.a }}{{ $json.b }}', 'template_by_expression'],
    ['{broken', '{broken', 'template_unread'],
  ];
  for (const [templates, id, code] of written) {
    const { parameters, codes } = rewrite({ ...TEMPLATE, templates });
    assert.equal(parameters.templateId, id);
    if (code) assert.ok(codes.includes(code));
  }
});

test('a template takes its file only where an expression gives one', async () => {
  const templates = JSON.stringify({ id: 'a1b2c_hi' });
  const { parameters } = rewrite({
    ...TEMPLATE,
    templates,
    urlFile: '={{ $json.url }}',
    fileToSend: '={{ $json.field }}',
  });
  const url = 'https://example.com/a.pdf';
  const body = (/** @type {unknown} */ call) => get(Object(call), 'body.body');
  assert.deepEqual(body(await effective(parameters, { url })), { templateId: 'a1b2c_hi', fileUrl: url });
  assert.equal((await effective(parameters, { url: '', field: 'photo' })).uploads, 'photo');
  assert.deepEqual(body(await effective(parameters, {})), { templateId: 'a1b2c_hi' });
});

test('two places of a file are one too many, none is told', () => {
  const file = { resource: 'session', operation: 'sendFileBySessionid', sessionId: A };
  const both = rewrite({ ...file, urlFile: 'https://example.com/a.pdf', fileToSend: 'photo' });
  assert.equal(both.parameters.fileSource, 'url');
  assert.equal(both.parameters.binaryPropertyName, undefined);
  assert.ok(both.codes.includes('more_file_places'));
  assert.ok(rewrite(file).codes.includes('no_file'));
});

test('collections of texts are read in every shape', () => {
  const written = [
    [
      [A, B],
      [A, B],
    ],
    [
      [{ contactId: A }, { contactId: B }],
      [A, B],
    ],
    [{ contactId: [A, B] }, [A, B]],
    [{ contactId: A, other: B }, [A, B]],
    [{ values: [{ contactId: A }, '', { contactId: '={{ $json.id }}' }] }, [A, '={{ $json.id }}']],
    ['={{ $json.ids }}', '={{ $json.ids }}'],
    [[], undefined],
    [{}, undefined],
  ];
  for (const [contactsId, ours] of written) {
    const { parameters } = rewrite({
      resource: 'sequence',
      operation: 'addContactsToSequence',
      sequenceId: C,
      contactsId,
    });
    assert.deepEqual(parameters.contactIds, ours);
  }
});

test('pairs may be expressions, whole or in part', async () => {
  const card = { resource: 'panel', operation: 'createCard', stepPanels: A, title: 'x' };
  const list = [{ key: 'a', value: 'b' }];
  for (const [metadata, json] of /** @type {[unknown, Record<string, unknown>][]} */ ([
    [{ metadata: list }, {}],
    [{ metadata: list[0] }, {}],
    [{ metadata: '={{ $json.list }}' }, { list }],
    ['={{ $json.all }}', { all: { metadata: list } }],
    [{ metadata: [{ key: '={{ $json.key }}', value: 'b' }] }, { key: 'a' }],
  ])) {
    const { parameters } = rewrite({ ...card, metadata });
    assert.deepEqual(get(Object(await effective(parameters, json)), 'body.metadata'), { a: 'b' });
  }
  const { parameters } = rewrite({
    ...TEMPLATE,
    templates: 'x',
    paramsTemplates: { paramsTemplatesValues: '={{ $json.list }}' },
  });
  const sent = await effective(parameters, { list: [{ name: 'nome', value: 'Ana' }] });
  assert.deepEqual(get(Object(sent), 'body.body.parameters'), { nome: 'Ana' });
});

test('a list of cards with archived ones may be asked for by an expression', async () => {
  const { parameters } = rewrite({
    resource: 'panel',
    operation: 'listCards',
    panels: A,
    includeArchived: '={{ $json.all; }}',
  });
  assert.deepEqual((await effective(parameters, { all: true })).query?.Statuses, ['OPEN', 'WON', 'LOST', 'ARCHIVED']);
  assert.equal((await effective(parameters, { all: false })).query?.Statuses, undefined);
});

test('every expression that our node can take is kept letter by letter', () => {
  const text = '= {{ $json["a b"] }} and {{ $now.toISO() }}';
  const { parameters } = rewrite({
    ...{ resource: 'message', operation: 'sendText', channelId: text, numberToSend: text, textMessage: text },
    ...{ botId: text, departmentId: text, userIdByDepartment: text, synchronousMessage: text, enableBot: text },
  });
  const { resource: _, operation: __, additionalFields, options, ...top } = parameters;
  assert.deepEqual(options, { olderValues: true });
  for (const value of [...Object.values(top), ...Object.values(Object(additionalFields))]) assert.equal(value, text);
  assert.equal(Object.keys({ ...top, ...Object(additionalFields) }).length, 8);
});

test("a chatbot's id is kept, to be looked up, and told", () => {
  const text = { resource: 'message', operation: 'sendText', channelId: A, numberToSend: '55', textMessage: 'x' };
  const { parameters, codes } = rewrite({ ...text, botId: B });
  assert.equal(get(parameters, 'additionalFields.botKey'), B);
  assert.equal(get(parameters, 'options.olderValues'), true);
  assert.ok(codes.includes('bot_id'));
  assert.ok(!rewrite({ ...text, botId: 'NOT_SEND' }).codes.includes('bot_id'));
});
