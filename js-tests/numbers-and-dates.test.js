// Numbers are sent as digits and dates in UTC, however they are written; what is missing is added only where it is asked for.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { buildRequest, validate, WtsClient } from 'wts-chat';
import { last, started, throws, unknownId } from './support.js';

/** @import { BuildOptions, ClientOptions } from 'wts-chat' */

const { sandbox, suite, connect, wts } = await started();
const { from, to, channelId, contactId } = sandbox.sample;

/** The body of a request that is only built. @param {string} name @param {object} params @param {BuildOptions} [options] */
function bodyOf(name, params, options) {
  const [resource = '', operation = ''] = name.split('.');
  return JSON.parse(buildRequest(resource, operation, params, options).body ?? 'null');
}

/** @param {string} name @param {object} params @param {BuildOptions} [options] */
function urlOf(name, params, options) {
  const [resource = '', operation = ''] = name.split('.');
  return new URL(buildRequest(resource, operation, params, options).url);
}

suite('numbers', () => {
  const forms = ['+55 (11) 99999-9999', '5511999999999', '+55|11999999999', '55 11 99999.9999', ' +5511999999999 '];
  for (const form of forms) {
    test(`${form} is sent as its digits, wherever it stands`, async () => {
      await wts.message.sendText({ from: '+55 (11) 90000-0001', to: form, text: 'Oi' });
      const sent = /** @type {{ from: string, to: string }} */ (last(sandbox.requests).body);
      assert.deepEqual([sent.from, sent.to], [from, to]);
      await wts.contact.getByPhone({ phone: form });
      assert.equal(last(sandbox.requests).path, `/core/v1/contact/phonenumber/${to}`);
      await wts.contact.update({ contactId, fields: ['PhoneNumber'], phoneNumber: form });
      assert.deepEqual(last(sandbox.requests).body, { fields: ['PhoneNumber'], phoneNumber: to });
      assert.equal(sandbox.state.contact(contactId).phoneNumber, '+55|11999999999');
      const sequenceId = unknownId;
      assert.deepEqual(bodyOf('sequence.addContact', { sequenceId, phoneNumber: form }), { phoneNumber: to });
      assert.deepEqual(bodyOf('sequence.addContacts', { sequenceId, phoneNumbers: [form] }), { phoneNumbers: [to] });
      assert.deepEqual(bodyOf('contact.saveMany', { items: [{ phoneNumber: form }] }).items, [{ phoneNumber: to }]);
      assert.equal(
        bodyOf('send.templateBatch', { from, templateId: 'a', messages: [{ to: form }] }).messages[0].to,
        to,
      );
    });
  }

  test('are asked for in a query as their digits too', () => {
    const { searchParams } = urlOf('sequence.listContacts', { sequenceId: unknownId, phoneNumber: forms[0] });
    assert.equal(searchParams.get('PhoneNumber'), to);
  });

  for (const other of ['@loja', '@carla.m', channelId, channelId.toUpperCase(), 'loja@example', '+']) {
    test(`${other} stays as it is`, () => {
      for (const options of [{}, { defaultCountry: 'BR' }]) {
        const body = bodyOf('message.sendText', { from: other, to: other, text: 'Oi' }, options);
        assert.deepEqual([body.from, body.to], [other, other]);
      }
    });
  }

  test('that are none are issues where nothing else will do', () => {
    for (const phone of ['@loja', 'abc', '+', '55/11', '11 9999x']) {
      const issues = validate('contact', 'getByPhone', { phone });
      assert.deepEqual(
        issues.map(({ field, code }) => [field, code]),
        [['phone', 'format']],
      );
    }
  });

  test('are never guessed', () => {
    for (const number of ['11999999999', '1133334444', '55999999999', '99999999', '12025550123']) {
      assert.equal(bodyOf('message.sendText', { from, to: number, text: 'Oi' }).to, number);
    }
  });
});

suite('a country and a zone', () => {
  test('both options go together, and reach the API', async () => {
    const own = connect({ defaultCountry: 'BR', timeZone: 'America/Sao_Paulo' });
    await own.scheduledMessage.list({ to: '(11) 99999-9999', scheduledAtAfter: '2026-03-01T09:00' });
    const { query } = last(sandbox.requests);
    assert.deepEqual(query['ScheduledAt.After'], '2026-03-01T12:00:00.000Z');
  });
});

describe('a default country', () => {
  /** @type {[string, string, string][]} country, number, what is sent */
  const cases = [
    ['BR', '(11) 99999-9999', '5511999999999'],
    ['BR', '11 3333-4444', '551133334444'],
    ['55', '11999999999', '5511999999999'],
    ['+55', '11999999999', '5511999999999'],
    ['br', '11999999999', '5511999999999'],
    ['BR', '(55) 99999-9999', '5555999999999'],
    ['BR', '55 3222-1111', '555532221111'],
    ['BR', '5532221111', '555532221111'],
    ['BR', '55999999999', '5555999999999'],
    ['BR', '5511999999999', '5511999999999'],
    ['BR', '551133334444', '551133334444'],
    ['BR', '5555999999999', '5555999999999'],
    ['BR', '+1 202 555 0123', '12025550123'],
    ['BR', '+55 11 3333-4444', '551133334444'],
    ['BR', '99999-9999', '999999999'],
    ['BR', '112', '112'],
    ['US', '(202) 555-0123', '12025550123'],
    ['US', '12025550123', '12025550123'],
    ['PT', '912 345 678', '351912345678'],
    ['PT', '351912345678', '351912345678'],
  ];
  for (const [defaultCountry, number, sent] of cases) {
    test(`${defaultCountry}: ${number} is sent as ${sent}`, async () => {
      const options = { defaultCountry };
      assert.equal(bodyOf('message.sendText', { from, to: number, text: 'Oi' }, options).to, sent);
      assert.equal(bodyOf('contact.create', { phoneNumber: number }, options).phoneNumber, sent);
      assert.equal(
        bodyOf('sequence.addContacts', { sequenceId: unknownId, phoneNumbers: [number] }, options).phoneNumbers[0],
        sent,
      );
      assert.match(urlOf('contact.getByPhone', { phone: number }, options).pathname, new RegExp(`/${sent}$`));
      /** @type {string[]} */
      const bodies = [];
      const own = new WtsClient({
        apiKey: 'pn_1',
        defaultCountry,
        fetch: async (_, init) => {
          bodies.push(String(init?.body));
          return new Response('{"id":"1"}');
        },
      });
      await own.message.sendText({ from: number, to: number, text: 'Oi' });
      assert.deepEqual(JSON.parse(bodies[0] ?? ''), { from: sent, to: sent, body: { text: 'Oi' } });
    });
  }

  for (const country of ['XX', 'Brazil', '', '999', 'B', 55, {}, true]) {
    test(`${JSON.stringify(country)} is a wrong option`, () => {
      const options = /** @type {ClientOptions} */ ({ apiKey: 'pn_1', defaultCountry: country });
      const params = { from, to, text: 'Oi' };
      for (const work of [() => new WtsClient(options), () => buildRequest('message', 'sendText', params, options)]) {
        const error = throws(work);
        assert.deepEqual([error.code, error.issues[0]?.field], ['configuration', 'defaultCountry']);
        assert.match(error.message, /defaultCountry must be/);
      }
    });
  }
});

describe('dates', () => {
  const forms = [
    new Date('2026-03-01T12:30:00Z'),
    '2026-03-01T12:30:00Z',
    '2026-03-01T12:30Z',
    '2026-03-01T09:30:00-03:00',
    '2026-03-01T09:30:00.000-0300',
    '2026-03-01T18:00:00+05:30',
    '2026-03-01T12:30:00',
    '2026-03-01 12:30',
  ];
  const sent = '2026-03-01T12:30:00.000Z';
  for (const form of forms) {
    test(`${form instanceof Date ? 'a Date' : form} is sent in UTC, in a query and in a body`, () => {
      assert.equal(urlOf('contact.list', { createdAtAfter: form }).searchParams.get('CreatedAt.After'), sent);
      const filter = { createdAt: { after: form, before: form } };
      assert.deepEqual(bodyOf('contact.filter', filter).createdAt, { after: sent, before: sent });
      assert.equal(bodyOf('panel.createCard', { stepId: unknownId, title: 'a', dueDate: form }).dueDate, sent);
    });
  }

  /** @type {[string, string, string][]} zone, date, what is sent */
  const zones = [
    ['America/Sao_Paulo', '2026-03-01T09:00', '2026-03-01T12:00:00.000Z'],
    ['America/Sao_Paulo', '2026-03-01', '2026-03-01T03:00:00.000Z'],
    ['America/Sao_Paulo', '2026-12-31 22:30:00', '2027-01-01T01:30:00.000Z'],
    ['America/Sao_Paulo', '2018-12-01T09:00', '2018-12-01T11:00:00.000Z'],
    ['America/New_York', '2026-01-15T12:00', '2026-01-15T17:00:00.000Z'],
    ['America/New_York', '2026-07-15T12:00', '2026-07-15T16:00:00.000Z'],
    ['America/New_York', '2026-03-08T01:59:59', '2026-03-08T06:59:59.000Z'],
    ['America/New_York', '2026-03-08T03:00', '2026-03-08T07:00:00.000Z'],
    ['America/New_York', '2026-11-01T00:59', '2026-11-01T04:59:00.000Z'],
    ['America/New_York', '2026-11-01T02:00', '2026-11-01T07:00:00.000Z'],
    ['Europe/Lisbon', '2026-07-15T12:00', '2026-07-15T11:00:00.000Z'],
    ['Asia/Kolkata', '2026-01-15T12:00', '2026-01-15T06:30:00.000Z'],
    ['Pacific/Auckland', '2026-01-15T12:00', '2026-01-14T23:00:00.000Z'],
    ['UTC', '2026-03-01T09:00', '2026-03-01T09:00:00.000Z'],
    ['America/New_York', '2026-01-15T12:00Z', '2026-01-15T12:00:00.000Z'],
    ['America/New_York', '2026-01-15T12:00-03:00', '2026-01-15T15:00:00.000Z'],
  ];
  for (const [timeZone, date, utc] of zones) {
    test(`${date} in ${timeZone} is ${utc}`, async () => {
      assert.equal(
        urlOf('contact.list', { createdAtBefore: date }, { timeZone }).searchParams.get('CreatedAt.Before'),
        utc,
      );
      /** @type {[string, string][]} */
      const calls = [];
      const own = new WtsClient({
        apiKey: 'pn_1',
        timeZone,
        fetch: async (url, init) => {
          calls.push([String(url), String(init?.body)]);
          return new Response('{"items":[]}');
        },
      });
      await own.contact.list({ createdAtBefore: date });
      await own.contact.filter({ createdAt: { after: date } });
      await own.contact.listAll({ updatedAtAfter: date }).toArray();
      assert.equal(new URL(calls[0]?.[0] ?? '').searchParams.get('CreatedAt.Before'), utc);
      assert.deepEqual(JSON.parse(calls[1]?.[1] ?? ''), { createdAt: { after: utc } });
      assert.equal(new URL(calls[2]?.[0] ?? '').searchParams.get('UpdatedAt.After'), utc);
    });
  }

  test('a Date has its moment in every zone', () => {
    const { searchParams } = urlOf(
      'contact.list',
      { createdAtAfter: new Date(sent) },
      { timeZone: 'America/New_York' },
    );
    assert.equal(searchParams.get('CreatedAt.After'), sent);
  });

  for (const timeZone of ['Mars/Olympus', '', 'Sao Paulo', 5, {}, true]) {
    test(`${JSON.stringify(timeZone)} is a wrong option`, () => {
      const options = /** @type {ClientOptions} */ ({ apiKey: 'pn_1', timeZone });
      for (const work of [() => new WtsClient(options), () => buildRequest('tag', 'list', {}, options)]) {
        const error = throws(work);
        assert.deepEqual([error.code, error.issues[0]?.field], ['configuration', 'timeZone']);
        assert.match(error.message, /timeZone must be/);
      }
    });
  }

  const wrong = [
    'ontem',
    '01/03/2026',
    '2026-02-30',
    '2026-13-01',
    '2026-03-01T25:00Z',
    '2026-03-01T12:00+99:00',
    1772366400000,
    true,
    {},
  ];
  for (const date of [...wrong, new Date(Number.NaN)]) {
    test(`${date instanceof Date ? 'an invalid Date' : JSON.stringify(date)} is an issue`, () => {
      assert.deepEqual(
        validate('contact', 'list', { createdAtAfter: date }).map(({ field }) => field),
        ['createdAtAfter'],
      );
      const issues = validate('contact', 'filter', { createdAt: { after: date } });
      assert.deepEqual(
        issues.map(({ field }) => field),
        ['createdAt.after'],
      );
      assert.match(issues[0]?.message ?? '', /date/);
    });
  }

  test('that are blank are not sent', () => {
    assert.equal(urlOf('contact.list', { createdAtAfter: ' ' }).search, '');
  });
});
