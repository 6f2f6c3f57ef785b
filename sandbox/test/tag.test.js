// Tags.

import assert from 'node:assert/strict';
import test from 'node:test';
import { call, started, unknownId } from './support.js';

/** @import { Sandbox } from '../src/index.js' */

/** @param {Sandbox} sandbox */
const list = async (sandbox) => (await call(sandbox, 'GET /core/v1/tag')).rows;

test('a tag is made, changed and deleted', async (t) => {
  const sandbox = await started(t);
  const made = await call(sandbox, 'POST /core/v1/tag', { body: { name: 'Retorno' } });
  assert.deepEqual([made.status, made.json.color], [200, 'GRAY_600']);
  assert.deepEqual((await list(sandbox)).at(-1), made.json);

  const path = `/core/v1/tag/${made.json.id}`;
  await call(sandbox, `PUT ${path}`, { body: { name: 'Retornar', color: 'SKY_100' } });
  const { json: renamed } = await call(sandbox, `PUT ${path}`, { body: { name: 'Retornar já' } });
  assert.deepEqual([renamed.name, renamed.color], ['Retornar já', 'SKY_100']);
  assert.deepEqual((await list(sandbox)).at(-1), renamed);

  const deleted = await call(sandbox, `DELETE ${path}`, { body: {} });
  assert.deepEqual([deleted.status, deleted.text], [200, '']);
  assert.equal((await list(sandbox)).length, 4);
  assert.equal((await call(sandbox, `DELETE ${path}`, { body: {} })).json.key, 'ENTITY_NOT_FOUND');
});

test('a name is given once', async (t) => {
  const sandbox = await started(t);
  const { vip, novo } = sandbox.sample.tagIds;
  const taken = await call(sandbox, 'POST /core/v1/tag', { body: { name: 'vip' } });
  assert.deepEqual([taken.status, taken.json.key], [400, 'FORM_ERROR']);
  assert.equal((await call(sandbox, `PUT /core/v1/tag/${novo}`, { body: { name: 'VIP' } })).status, 400);
  assert.equal((await call(sandbox, `PUT /core/v1/tag/${vip}`, { body: { name: 'Vip' } })).json.name, 'Vip');
  assert.equal((await call(sandbox, `PUT /core/v1/tag/${unknownId}`, { body: { name: 'X' } })).status, 500);
});

test('a tag that contacts carry is deleted only together with its uses', async (t) => {
  const sandbox = await started(t);
  const { tagId, contactId } = sandbox.sample;
  const refused = await call(sandbox, `DELETE /core/v1/tag/${tagId}`, { body: {} });
  assert.deepEqual([refused.status, refused.json.key], [400, 'FORM_ERROR']);
  await call(sandbox, `DELETE /core/v1/tag/${tagId}`, { body: { removeFromContacts: true } });
  const { json } = await call(sandbox, `GET /core/v1/contact/${contactId}?IncludeDetails=Tags`);
  assert.deepEqual([json.tagIds, json.tagNames], [[], []]);
});

test('the palette has every colour that a tag may have', async (t) => {
  const sandbox = await started(t);
  const { rows } = await call(sandbox, 'GET /core/v1/tag/color');
  assert.equal(new Set(rows.map(({ color }) => color)).size, 54);
  for (const { bgColor, textColor } of rows) assert.match(bgColor + textColor, /^(#[0-9A-F]{6}){2}$/);
});
