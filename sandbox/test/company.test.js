// The company's office hours, and custom fields.

import assert from 'node:assert/strict';
import test from 'node:test';
import { call, started } from './support.js';

test('the office hours', async (t) => {
  const sandbox = await started(t);
  const { json } = await call(sandbox, 'GET /core/v1/company/officehours');
  assert.equal(json.days.length, 7);
  assert.deepEqual(
    json.days.filter(({ active }) => !active).map(({ dayWeek }) => dayWeek),
    ['SUNDAY'],
  );
  assert.equal(json.days.find(({ dayWeek }) => dayWeek === 'MONDAY')?.periods[0]?.startTime, '08:00');
});

test('custom fields come flat, or inside their groups', async (t) => {
  const sandbox = await started(t);
  for (const path of ['/core/v1/contact/custom-field', '/core/v1/custom-field']) {
    const { rows: flat } = await call(sandbox, `GET ${path}`);
    assert.deepEqual(
      flat.map(({ key, type }) => [key, type]),
      [
        ['cadastro', 'GROUP'],
        ['cidade', 'STRING'],
        ['nascimento', 'DATE'],
        ['plano', 'SINGLESELECT'],
      ],
    );
    assert.ok(flat.some(({ key }) => key === sandbox.sample.contactCustomFieldKey));
    const { rows: nested } = await call(sandbox, `GET ${path}?NestedList=true`);
    assert.deepEqual(
      nested.map(({ key, children }) => [key, children?.map((child) => child.key)]),
      [
        ['cadastro', ['cidade', 'nascimento']],
        ['plano', undefined],
      ],
    );
  }
  const { rows } = await call(sandbox, 'GET /core/v1/custom-field?EntityType=PANEL');
  assert.ok(rows.every(({ entityType }) => entityType === 'PANEL'));
});
