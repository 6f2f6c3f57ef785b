// Every action means the same call before and after: with little, with everything, with stored defaults, and by expressions.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { actions, namesOf } from '../src/actions/index.js';
import { cases } from './cases/index.js';
import { defaults } from './defaults.js';
import { effective, rewrite } from './effective.js';

/** @typedef {import('./effective.js').Call} Call */

/** The order of the entries of a mask says nothing. @param {Call} call @returns {Call} */
function settled(call) {
  const body = /** @type {{ fields?: string[] } | undefined} */ (call.body);
  return body?.fields ? { ...call, body: { ...body, fields: [...body.fields].sort() } } : call;
}

const defaultsOf = (/** @type {string} */ resource, /** @type {string} */ operation) =>
  defaults[resource]?.[operation] ?? {};

test('there are 39 actions, and each knows every parameter of the old node', () => {
  assert.equal(actions.length, 39);
  for (const action of actions) {
    const { resource, operation } = action;
    const names = [...namesOf(action)].filter((name) => name !== 'resource' && name !== 'operation');
    assert.deepEqual(names.sort(), Object.keys(defaultsOf(resource, operation)).sort(), operation);
  }
});

test('every parameter of every action is in a case', () => {
  for (const { resource, operation } of actions) {
    const given = new Set(cases.filter((one) => one.operation === operation).flatMap(({ old }) => Object.keys(old)));
    const left = Object.keys(defaultsOf(resource, operation)).filter(
      (name) => !given.has(name) && !['autoPagination', 'maxPage'].includes(name),
    );
    assert.deepEqual(left, [], operation);
  }
});

const nth = new Map();
for (const { resource, operation, old, call } of cases) {
  const number = (nth.get(operation) ?? 0) + 1;
  nth.set(operation, number);
  const name = `${resource} ${operation} ${number}`;
  const of = { resource, operation };

  test(`${name}: the same call`, async () => {
    const { parameters } = rewrite({ ...of, ...old });
    assert.deepEqual(settled(await effective(parameters)), settled(call));
  });

  test(`${name}: the same with stored defaults`, () => {
    assert.deepEqual(
      rewrite({ ...of, ...defaultsOf(resource, operation), ...old }).parameters,
      rewrite({ ...of, ...old }).parameters,
    );
  });

  test(`${name}: the same with what other actions left behind`, () => {
    const others = Object.assign({}, ...Object.values(defaults[resource] ?? {}));
    const own = defaultsOf(resource, operation);
    const left = Object.fromEntries(
      Object.keys(others)
        .filter((at) => !(at in own))
        .map((at) => [at, 'left behind']),
    );
    assert.deepEqual(rewrite({ ...left, ...of, ...old }).parameters, rewrite({ ...of, ...old }).parameters);
  });

  test(`${name}: the same by expressions`, async () => {
    const { byExpressions, json } = asExpressions(operation, old);
    const { parameters } = rewrite({ ...of, ...byExpressions });
    assert.deepEqual(settled(await effective(parameters, json)), settled(call));
  });
}

/** Collections have shapes that only literals can have. */
const LITERAL = ['fileUrls', 'contactsId', 'phonenumbers', 'contactsIdUpdateCard'];

/** @param {string} operation @param {Record<string, unknown>} old */
function asExpressions(operation, old) {
  const isUpdate = /^update(Contact|Card|Session)$/.test(operation);
  const staysLiteral = (/** @type {string} */ name) => {
    const value = old[name];
    if (LITERAL.includes(name)) return true;
    // An expression for the mask, and one that gives NOT_SEND, have tests of their own.
    if (isUpdate) return Array.isArray(value) || value === 'NOT_SEND';
    // What is misspelt, or says nothing, is mended only where it is seen.
    return Array.isArray(value) && value.some((one) => one === 'Started' || one === 'Undefined');
  };
  const given = Object.entries(old).map(([name, value]) => [name, staysLiteral(name) ? value : `={{ $json.${name} }}`]);
  return { byExpressions: Object.fromEntries(given), json: old };
}
