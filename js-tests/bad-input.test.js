// What is wrong with params is told before anything is sent: every issue at once, whatever was given.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { validate } from 'wts-chat';
import { rejects, started } from './support.js';

const { sandbox, suite, wts } = await started();
const { from, to, sessionId, botKey } = sandbox.sample;
const parties = { from, to };

/**
 * What a call says of its params, after checking that it sent nothing and that `validate` says the same.
 * @param {string} name `message.sendText`
 * @param {unknown} [params]
 */
async function refused(name, params) {
  const [resource = '', operation = ''] = name.split('.');
  const error = await rejects(wts.execute(resource, operation, params));
  assert.equal(error.code, 'validation', error.message);
  assert.equal(error.operation, name);
  assert.deepEqual([error.attempts, error.maybeSent, error.status], [0, false, undefined]);
  assert.deepEqual(sandbox.requests, []);
  assert.deepEqual(validate(resource, operation, params), error.issues);
  assert.ok(error.issues.length > 0);
  for (const issue of error.issues) assert.ok(error.message.includes(issue.message), `unsaid: ${issue.message}`);
  return error;
}

/** @param {{ issues: { field: string, code: string }[] }} error */
const inShort = ({ issues }) => issues.map(({ field, code }) => `${field} ${code}`).sort();

const file = { name: 'a.pdf', data: 'aGVsbG8=' };
const url = 'https://example.com/a.pdf';

/** @type {[string, string, unknown, string[], RegExp?][]} what is tried, operation, params, issues, message */
const cases = [
  ['nothing at all', 'message.sendText', undefined, ['from required', 'text required', 'to required']],
  ['null', 'message.sendText', null, ['from required', 'text required', 'to required']],
  ['a blank sender', 'message.sendText', { from: ' ', to, text: 'a' }, ['from required'], /^From is empty/],
  ['a blank recipient', 'message.sendText', { from, to: '\t\n', text: 'a' }, ['to required'], /^To is empty/],
  ['no text', 'message.sendText', parties, ['text required'], /^Text is empty/],
  ['a text of white space', 'session.sendText', { sessionId, text: ' \n\u00a0 ' }, ['text required']],
  ['null for a required text', 'session.sendText', { sessionId, text: null }, ['text required']],
  ['no session', 'session.complete', {}, ['sessionId required'], /Session ID is empty/],
  ['a blank session', 'session.get', { sessionId: '' }, ['sessionId required'], /Session ID is empty/],
  ['a session that is no id', 'session.get', { sessionId: '../../core/v1/tag' }, ['sessionId format'], /UUID/],
  ['no bot', 'chatbot.send', { sessionId }, ['botKey required'], /^Bot Key is empty/],
  ['a blank bot', 'chatbot.send', { botKey: ' ', sessionId }, ['botKey required']],
  ['neither session nor numbers', 'chatbot.send', { botKey }, ['from required', 'to required'], /sessionId instead/],
  ['only a sender', 'chatbot.send', { botKey, from }, ['to required']],
  ['only a recipient', 'chatbot.send', { botKey, to }, ['from required']],
  ['NOT_SEND for a bot', 'chatbot.send', { botKey: 'NOT_SEND', sessionId }, ['botKey required']],
  ['UNDEFINED for a session', 'session.get', { sessionId: 'UNDEFINED' }, ['sessionId required']],
  ['NOT_SEND for a sender', 'message.sendText', { from: 'NOT_SEND', to, text: 'a' }, ['from required']],
  ['no file', 'message.sendFile', parties, ['url required'], /url, fileId, file/],
  ['three blank files', 'session.sendFile', { sessionId, url: '', fileId: ' ' }, ['url required']],
  ['two files', 'message.sendFile', { ...parties, url, file }, ['file conflict'], /file cannot .* with url/],
  ['three files', 'session.sendFile', { sessionId, url, fileId: botKey, file }, ['file conflict', 'fileId conflict']],
  ['a file by ftp', 'message.sendFile', { ...parties, url: 'ftp://example.com/a.pdf' }, ['url format'], /http/],
  ['a file by path', 'message.sendFile', { ...parties, url: '/tmp/a.pdf' }, ['url format']],
  ['a script as url', 'message.sendFile', { ...parties, url: 'javascript:alert(1)' }, ['url format']],
  ['a url with a line break', 'message.sendFile', { ...parties, url: 'https://a\r\nX: y' }, ['url format']],
  ['a misspelt param', 'message.sendText', { ...parties, txt: 'a' }, ['text required', 'txt unknown'], /mean text\?/],
  ['a param of another operation', 'session.get', { sessionId, zebra: 1 }, ['zebra unknown'], /Known here: sessionId/],
  ['a param in another case', 'session.get', { SessionID: sessionId }, ['SessionID unknown', 'sessionId required']],
  ['a number for a text', 'message.sendText', { ...parties, text: 5 }, ['text type'], /not a number/],
  ['a number for a phone', 'message.sendText', { from, to: 5511999999999, text: 'a' }, ['to type']],
  ['an object for a text', 'message.sendText', { ...parties, text: {} }, ['text type'], /not an object/],
  ['an array for a text', 'message.sendText', { ...parties, text: ['a'] }, ['text type'], /not an array/],
  ['a text for a boolean', 'session.complete', { sessionId, stopBotInExecution: 'true' }, ['stopBotInExecution type']],
  ['null for a boolean', 'session.complete', { sessionId, stopBotInExecution: null }, ['stopBotInExecution type']],
  ['a number for a switch', 'message.sendText', { ...parties, text: 'a', synchronous: 1 }, ['synchronous type']],
  ['a text for a list', 'session.get', { sessionId, includeDetails: 'AgentDetails' }, ['includeDetails type']],
  ['a list with a hole', 'session.get', { sessionId, includeDetails: [undefined] }, ['includeDetails[0] type']],
  [
    'wrong values of a list',
    'session.get',
    { sessionId, includeDetails: ['AgentDetails', 'agentdetails', 5] },
    ['includeDetails[1] enum', 'includeDetails[2] type'],
    /mean AgentDetails\?/,
  ],
  ['a wrong choice', 'channel.list', { channelType: 'WhatsApp' }, ['channelType enum'], /mean Whatsapp\?/],
  ['an array for params', 'session.get', [], [' type'], /must be an object, not an array/],
  ['a text for params', 'session.get', sessionId, [' type'], /must be an object, not a text/],
  ['a function for params', 'session.get', () => sessionId, [' type'], /must be an object, not a function/],
  ['a Map for params', 'session.get', new Map([['sessionId', sessionId]]), [' type'], /must be an object, not a Map/],
  [
    'everything wrong at once',
    'message.sendFile',
    { from: '', to: 5, url: 'x', refId: 'y', enableBot: 'no', tetx: '' },
    ['enableBot type', 'from required', 'refId format', 'tetx unknown', 'to type', 'url format'],
  ],
  [
    'nested metadata',
    'chatbot.send',
    { botKey, sessionId, sessionMetadata: { a: { b: 1 }, c: [1], d: null, ok: 1 }, contactMetadata: { x: Number.NaN } },
    ['contactMetadata.x type', 'sessionMetadata.a type', 'sessionMetadata.c type', 'sessionMetadata.d type'],
    /sessionMetadata\.a must be .* not an object/,
  ],
  ['an array as metadata', 'chatbot.send', { botKey, sessionId, sessionMetadata: [] }, ['sessionMetadata type']],
];

suite('refused before anything is sent', () => {
  for (const [what, operation, params, issues, message] of cases) {
    test(`${what} (${operation})`, async () => {
      const error = await refused(operation, params);
      assert.deepEqual(inShort(error), issues);
      if (message) assert.match(error.message, message);
    });
  }
});

suite('files that cannot be uploaded', () => {
  const bytes = new Uint8Array([1, 2, 3]);
  /** @type {[string, unknown, string[], RegExp?][]} */
  const files = [
    ['nothing', {}, ['file.data required', 'file.name required'], /File Data is empty.*File Name is empty/],
    ['no data', { name: 'a.pdf' }, ['file.data required']],
    ['null data', { name: 'a.pdf', data: null }, ['file.data required']],
    ['empty text', { name: 'a.pdf', data: '' }, ['file.data length']],
    ['base64 of nothing', { name: 'a.pdf', data: ' \n' }, ['file.data length']],
    ['an empty data: URL', { name: 'a.pdf', data: 'data:application/pdf;base64,' }, ['file.data length']],
    ['an empty Blob', { name: 'a.pdf', data: new Blob([]) }, ['file.data length'], /no bytes/],
    ['an empty Buffer', { name: 'a.pdf', data: Buffer.alloc(0) }, ['file.data length']],
    ['an empty ArrayBuffer', { name: 'a.pdf', data: new ArrayBuffer(0) }, ['file.data length']],
    ['a stream of 0 bytes', { name: 'a.pdf', data: new ReadableStream(), size: 0 }, ['file.data length']],
    ['a stream without a size', { name: 'a.pdf', data: new ReadableStream() }, ['file.size required'], /stream needs/],
    ['no name', { data: bytes }, ['file.name required'], /File Name is empty/],
    ['a blank name', { data: bytes, name: ' ' }, ['file.name required']],
    ['a name without an extension', { data: bytes, name: 'contrato' }, ['file.name format'], /extension/],
    ['a name with a line break', { data: bytes, name: 'a\r\nb.pdf' }, ['file.name format']],
    ['what is no base64', { name: 'a.pdf', data: 'not base64!' }, ['file.data format'], /base64/],
    ['a broken data: URL', { name: 'a.pdf', data: 'data:application/pdf;base64,@' }, ['file.data format']],
    ['a number as data', { name: 'a.pdf', data: 5 }, ['file.data type'], /must be bytes, as a Blob.*, not a number/],
    ['an array as data', { name: 'a.pdf', data: [1, 2] }, ['file.data type']],
    ['too large a size', { name: 'a.pdf', data: bytes, size: 4 }, ['file.size conflict'], /has 3 bytes/],
    ['too small a size', { name: 'a.pdf', data: new Blob([bytes]), size: 2 }, ['file.size conflict']],
    ['a negative size', { name: 'a.pdf', data: bytes, size: -3 }, ['file.size range']],
    ['half a byte', { name: 'a.pdf', data: bytes, size: 2.5 }, ['file.size range']],
    ['a size as a text', { name: 'a.pdf', data: bytes, size: '3' }, ['file.size type']],
    ['a wrong media type', { name: 'a.pdf', data: bytes, mimeType: 'pdf' }, ['file.mimeType format']],
    ['a header in the media type', { name: 'a.pdf', data: bytes, mimeType: 'a/b\r\nX: y' }, ['file.mimeType format']],
    ['a wrong type', { name: 'a.pdf', data: bytes, type: 'Document' }, ['file.type enum'], /mean DOCUMENT\?/],
    ['a misspelt property', { name: 'a.pdf', data: bytes, mimetype: 'x' }, ['file.mimetype unknown'], /file\.mimeType/],
    ['a number', 5, ['file type'], /must be an object/],
    ['base64 without an object', 'aGVsbG8=', ['file type']],
    ['bytes without a name', bytes, ['file.name required']],
  ];
  for (const [what, given, issues, message] of files) {
    test(what, async () => {
      const error = await refused('message.sendFile', { ...parties, file: given });
      assert.deepEqual(inShort(error), issues);
      if (message) assert.match(error.message, message);
    });
  }

  test('a wrong size of a stream is told once, not as missing too', async () => {
    const given = { name: 'a.pdf', data: new ReadableStream(), size: -1 };
    const error = await refused('message.sendFile', { ...parties, file: given });
    assert.deepEqual(inShort(error), ['file.size range']);
  });
});

suite('names', () => {
  /** @type {[string, string, RegExp][]} */
  const names = [
    ['sesion.get', 'resource', /no resource "sesion".*"session"/],
    ['session.gett', 'operation', /no operation "gett".*"get"/],
    ['message.sendtext', 'operation', /"sendText"/],
    ['zzz.get', 'resource', /Known: agent, channel, chatbot/],
    ['constructor.name', 'resource', /no resource "constructor"/],
    ['session.constructor', 'operation', /no operation "constructor"/],
    ['__proto__.toString', 'resource', /no resource/],
    ['.', 'resource', /no resource ""/],
  ];
  for (const [name, field, message] of names) {
    test(`an unknown ${field}: ${name}`, async () => {
      const error = await refused(name, {});
      assert.deepEqual(inShort(error), [`${field} unknown`]);
      assert.match(error.message, message);
    });
  }
});
