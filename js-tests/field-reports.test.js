// How the API behaves in the field beside its documentation: nothing of it surprises a program.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildRequest, validate } from 'wts-chat';
import { last, rejects, soon, started, unknownId } from './support.js';

/** @import { WtsErrorCode } from 'wts-chat' */

const { sandbox, suite, connect, wts } = await started();
const { sample } = sandbox;
const { from, to, sessionId, contactId, panelId, cardId } = sample;

/** @param {string} name @param {object} params */
function issuesOf(name, params) {
  const [resource = '', operation = ''] = name.split('.');
  return validate(resource, operation, params);
}

suite('envelopes', () => {
  const text = 'Contato não encontrado';
  /** @type {[number, object, WtsErrorCode, number, string | undefined][]} HTTP status, envelope, code, status, key */
  const cases = [
    [500, { key: 'FORM_ERROR', httpStatusCode: 500 }, 'not_found', 500, 'FORM_ERROR'],
    [500, { key: 'ENTITY_NOT_FOUND', httpStatusCode: 'INTERNALSERVERERROR' }, 'not_found', 500, 'ENTITY_NOT_FOUND'],
    [200, { key: 'ENTITY_NOT_FOUND', httpStatusCode: 'InternalServerError' }, 'not_found', 500, 'ENTITY_NOT_FOUND'],
    [200, { key: 'X', httpStatusCode: 'BadRequest' }, 'bad_request', 400, 'X'],
    [400, { key: 'X', httpStatusCode: 'BadRequest', customData: { a: 1 }, version: '1' }, 'bad_request', 400, 'X'],
    [200, { key: 'X', httpStatusCode: 404, environment: 'production' }, 'not_found', 404, 'X'],
    [500, { key: 'ENTITY_ERROR_SAVE' }, 'conflict', 500, 'ENTITY_ERROR_SAVE'],
  ];
  for (const [status, body, code, told, key] of cases) {
    test(`${status} ${JSON.stringify(body)} is ${code}, and not repeated`, async () => {
      sandbox.fault({ operation: 'contact.get', status, body: { error: true, text, ...body }, times: 5, ...soon });
      const error = await rejects(wts.contact.get({ contactId }));
      assert.deepEqual([error.code, error.status, error.key, error.attempts], [code, told, key, 1]);
      assert.match(error.message, /^Contato não encontrado/);
      assert.equal(sandbox.requests.length, 1);
    });
  }

  test('the same key has many causes: the text tells which', async () => {
    for (const cause of ['Recurso desativado', 'O canal não está no departamento', 'Template inexistente']) {
      const body = { error: true, key: 'ENTITY_NOT_FOUND', text: cause, httpStatusCode: 500 };
      sandbox.fault({ operation: 'message.send', status: 500, body });
      const error = await rejects(wts.message.sendText({ from, to, text: 'Oi' }));
      assert.deepEqual([error.code, error.maybeSent], ['not_found', false]);
      assert.match(error.message, new RegExp(`^${cause}`));
    }
  });

  test('a 500 without the envelope is an outage', async () => {
    for (const body of [undefined, '<html></html>', '{"title":"x"}', 'badrequest']) {
      sandbox.requests.length = 0;
      sandbox.fault({ operation: 'contact.get', status: 500, ...(body !== undefined && { body }), times: 2, ...soon });
      assert.equal((await wts.contact.get({ contactId })).id, contactId);
      assert.equal(sandbox.requests.length, 3);
    }
  });

  test('an envelope in place of a page is an error, in a list too', async () => {
    sandbox.fault({ operation: 'contact.list', oddity: 'envelope-in-200' });
    const error = await rejects(wts.contact.listAll().toArray());
    assert.deepEqual([error.code, error.key], ['bad_request', 'FORM_ERROR']);
  });

  test('a path that the API does not know is 400 "badrequest"', async () => {
    sandbox.fault({ status: 400, body: 'badrequest' });
    const error = await rejects(wts.request('GET', '/v1/contact'));
    assert.deepEqual([error.code, error.status], ['bad_request', 400]);
    assert.match(error.message, /badrequest/);
  });

  test('a 401 of one route says nothing of the others', async () => {
    sandbox.fault({ operation: 'channel.list', oddity: 'dead-token-401', times: 2 });
    const own = connect();
    assert.equal((await rejects(own.channel.list())).code, 'authentication');
    assert.equal((await own.tag.list()).length, 4);
    assert.equal((await rejects(own.channel.list())).code, 'authentication');
  });
});

suite('answers', () => {
  test('that are empty are null where nothing has to come', async () => {
    sandbox.fault({ operation: 'tag.delete', oddity: 'empty-200' });
    assert.equal(await wts.tag.delete({ tagId: sample.tagId, removeFromContacts: true }), null);
    sandbox.fault({ operation: 'chatbot.send', oddity: 'empty-200' });
    assert.equal(await wts.chatbot.send({ botKey: sample.botKey, sessionId }), null);
    sandbox.fault({ operation: 'session.get', oddity: 'empty-200', times: 3 });
    assert.equal((await rejects(wts.session.get({ sessionId }))).code, 'invalid_response');
  });

  /** @type {[string, unknown][]} */
  const noPages = [
    ['a text', '"x"'],
    ['a number', '5'],
    ['an object without items', '{"message":"ok"}'],
    ['items that are no list', '{"items":{"a":1}}'],
  ];
  for (const [what, body] of noPages) {
    test(`${what} in place of a page is not an empty list`, async () => {
      for (const operation of ['contact.list', 'tag.list']) {
        sandbox.fault({ operation, body, contentType: 'application/json' });
        const list = operation === 'tag.list' ? wts.tag.listAll() : wts.contact.listAll();
        assert.equal((await rejects(list.toArray())).code, 'invalid_response');
      }
    });
  }

  test('have enum values as they come: in another case, and ones that nobody knows', async () => {
    sandbox.fault({ operation: 'session.get', oddity: 'enum-case' });
    const session = await wts.session.get({ sessionId, includeDetails: ['ChannelTypeDetails'] });
    assert.deepEqual([session.status, session.channelType], ['In_progress', 'Cloudapi_whatsapp']);
    const alter = (/** @type {unknown} */ body) => ({
      .../** @type {object} */ (body),
      status: 'ON_THE_MOON',
      extra: [1],
    });
    sandbox.fault({ operation: 'session.get', alter });
    const odd = await wts.session.get({ sessionId });
    assert.deepEqual([odd.status, /** @type {{ extra?: unknown }} */ (odd).extra], ['ON_THE_MOON', [1]]);
  });

  test('name things as their place does', async () => {
    const contact = await wts.contact.get({ contactId, includeDetails: ['Tags'] });
    assert.deepEqual([contact.phoneNumber, contact.tagIds], ['+55|11999999999', [sample.tagId]]);
    const { contactDetails } = await wts.session.get({ sessionId, includeDetails: ['ContactDetails'] });
    assert.deepEqual([contactDetails?.phonenumber, contactDetails?.tagsId], ['+55|11999999999', [sample.tagId]]);
  });

  test('have custom fields in arrays, and dates as they are stored', async () => {
    const { customFields } = await wts.contact.get({ contactId, includeDetails: ['CustomFields'] });
    assert.deepEqual(customFields, { cidade: ['São Paulo'], nascimento: ['1990/05/17'] });
  });

  test('have details by their exact names', async () => {
    const session = await wts.session.get({ sessionId, includeDetails: ['DepartmentsDetails'] });
    assert.equal(session.departmentDetails?.name, 'Vendas');
    const [issue] = issuesOf('session.get', { sessionId, includeDetails: ['DepartmentDetails'] });
    assert.deepEqual([issue?.field, issue?.code], ['includeDetails[0]', 'enum']);
    assert.match(issue?.message ?? '', /mean DepartmentsDetails\?/);
    assert.equal((await wts.panel.get({ panelId })).steps, null);
    assert.equal((await wts.panel.get({ panelId, includeDetails: ['Steps'] })).steps?.length, 3);
  });
});

suite('params', () => {
  test('a page of more than 100 is refused before it is sent', async () => {
    for (const [name, params] of /** @type {[string, object][]} */ ([
      ['contact.list', {}],
      ['contact.filter', {}],
      ['session.list', {}],
      ['portfolio.listContacts', { portfolioId: sample.portfolioId }],
      ['panel.listCards', { panelId }],
    ])) {
      assert.deepEqual(issuesOf(name, { ...params, pageSize: 100 }), []);
      const issues = issuesOf(name, { ...params, pageSize: 101 });
      assert.deepEqual(
        issues.map(({ field, code }) => [field, code]),
        [['pageSize', 'range']],
      );
      const [resource = '', operation = ''] = name.split('.');
      assert.equal((await rejects(wts.execute(resource, operation, { ...params, pageSize: 101 }))).code, 'validation');
    }
    assert.deepEqual(sandbox.requests, []);
  });

  test('enum values in another case are told how they are written', () => {
    const [issue] = issuesOf('contact.list', { status: 'active' });
    assert.deepEqual([issue?.field, issue?.code], ['status', 'enum']);
    assert.match(issue?.message ?? '', /mean ACTIVE\?/);
  });

  test('names that the API would ignore are told', () => {
    for (const [given, meant] of [
      ['Status', 'status'],
      ['createdAfter', 'createdAtAfter'],
      ['PageSize', 'pageSize'],
    ]) {
      const [issue] = issuesOf('contact.list', { [`${given}`]: 'x' });
      assert.equal(issue?.code, 'unknown');
      assert.match(issue?.message ?? '', new RegExp(`mean ${meant}\\?`));
    }
  });

  test('ids of templates have two forms', async () => {
    const parameters = { nome: 'Ana', 'próximo horário': 'segunda, 10h' };
    const { text, shortId } = sample.templateIds;
    assert.match(shortId, /^[0-9a-f]{5}_lembrete_consulta$/);
    for (const templateId of [text, shortId]) {
      const { id } = await wts.message.sendTemplate({ from, to, templateId, parameters });
      const stored = sandbox.state.message(id);
      assert.equal(stored.text, 'Olá, Ana! Seu próximo horário é segunda, 10h.');
      assert.deepEqual(/** @type {{ body: unknown }} */ (last(sandbox.requests).body).body, { templateId, parameters });
      await wts.send.template({ from, to, templateId, parameters });
      await wts.session.sendTemplate({ sessionId, templateId, parameters });
    }
    for (const name of ['message.sendTemplate', 'send.otp', 'scheduledMessage.create', 'session.sendTemplate']) {
      const issues = issuesOf(name, { templateId: '3f5a7_lembrete_consulta' });
      assert.ok(!issues.some(({ field }) => field === 'templateId'), name);
    }
  });

  test('keys of a template’s parameters are sent exactly', async () => {
    const parameters = { '[valor]': 'R$ 10', 'próximo horário': '', Ação: 'x' };
    const { body } = buildRequest('send', 'template', { from, to, templateId: '3f5a7_x', parameters });
    assert.deepEqual(JSON.parse(body ?? '').parameters, parameters);
  });

  test('a mask names what changes, and a named null clears', async () => {
    await wts.contact.update({
      contactId,
      fields: ['Annotation', 'Email'],
      annotation: 'VIP',
      email: null,
      name: 'Outra',
    });
    const stored = sandbox.state.contact(contactId);
    assert.deepEqual([stored.annotation, stored.email, stored.name], ['VIP', null, 'Ana Souza']);
    await wts.contact.update({ contactId, name: 'Ana S.', annotation: null });
    assert.deepEqual(last(sandbox.requests).body, { name: 'Ana S.', annotation: null, fields: ['Name', 'Annotation'] });
    assert.deepEqual([stored.name, stored.annotation], ['Ana S.', null]);
    await wts.panel.updateCard({ cardId, title: 'Outro título', dueDate: null });
    const sent = /** @type {{ fields: string[] }} */ (last(sandbox.requests).body);
    assert.deepEqual(sent.fields.toSorted(), ['DueDate', 'Title']);
  });
});

suite('sends', () => {
  test('a text to a number that the channel does not reach is taken, and fails later', async () => {
    const { id, status } = await wts.message.sendText({
      from: sample.instagram.channelId,
      to: sample.unreachable,
      text: 'Oi',
    });
    assert.notEqual(status, 'FAILED');
    assert.equal((await wts.message.waitUntilFinal(id)).status, 'FAILED');
  });

  test('the synchronous route answers the message’s id', async () => {
    const { id, status } = await wts.message.sendText({ from, to, text: 'Oi', synchronous: true });
    assert.deepEqual([status, sandbox.state.message(id).text], ['DELIVERED', 'Oi']);
  });

  test('a file is stored under the type that its upload was asked for', async () => {
    const file = { name: 'nota.xml', mimeType: 'application/xml', data: Buffer.from('<nfe/>') };
    await wts.session.sendFile({ sessionId, file });
    const put = last(sandbox.requests.filter(({ origin }) => origin === 'storage'));
    const slot = last(sandbox.requests.filter(({ operation }) => operation === 'file.getUploadUrl'));
    assert.deepEqual([put.method, put.headers['content-type']], ['PUT', slot.query.MimeType]);
    assert.equal(last(sandbox.files).mimeType, 'application/xml');
  });

  test('errors of the storage are told by their XML', async () => {
    const body = '<?xml version="1.0"?><Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>';
    sandbox.fault({ origin: 'storage', status: 403, body, contentType: 'application/xml', times: 5, ...soon });
    const error = await rejects(wts.session.sendFile({ sessionId, file: { name: 'a.pdf', data: 'AA==' } }));
    assert.equal(error.maybeSent, false);
    assert.match(error.message, /AccessDenied|expired/);
  });

  test('a session is answered by its id, whatever the channel', async () => {
    const error = await rejects(wts.session.sendText({ sessionId: unknownId, text: 'Oi' }));
    assert.deepEqual([error.code, error.status, error.maybeSent], ['not_found', 500, false]);
  });
});
