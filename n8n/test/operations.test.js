// Every operation of the catalog, filled into the node, makes the requests that the package makes of the same params.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { catalog } from '../../pkg/dist/index.js';
import { filledIn, shownFor, started, type } from './support.js';

/** @import { INodePropertyOptions } from 'n8n-workflow' */

const examples = JSON.parse(readFileSync(new URL('../../docs/examples.json', import.meta.url), 'utf8'));
const { sandbox, suite, run, wts } = await started();

/** What was received; what addresses of the storage are signed with is never the same. */
const requests = () =>
  sandbox.requests.map(({ origin, method, path, query, body }) =>
    origin === 'storage' ? { origin, method, path } : { origin, method, path, query, body },
  );

/** Ids that the sandbox made at random, by the order in which they appear. @param {unknown} made */
const comparable = (made) => {
  const text = JSON.stringify(made);
  const ids = [...new Set(text.match(/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f-]{21}/g))];
  return JSON.parse(ids.reduce((told, id, at) => told.replaceAll(id, `id-${at}`), text));
};

/**
 * @typedef {[name: string, params: Record<string, any>, more?: RequestInit]} Step
 * @typedef {{ before: Step[], params: Record<string, any> }} Example
 */

/** The examples of an operation, which may build on the answers of steps. @param {string} name @returns {Example[]} */
const examplesOf = (name) =>
  [examples[name]].flat().map((example) => (example.before ? example : { before: [], params: example }));

/** With the answers of steps in the place of `$0.id`. @param {any} value @param {any[]} answers @returns {any} */
const filled = (value, answers) =>
  JSON.parse(JSON.stringify(value), (_, inner) => {
    const [, step, path] = /^\$(\d)\.(\w+)$/.exec(inner) ?? [];
    return path ? answers[Number(step)][path] : inner;
  });

/** Notes with files have an action of their own. @param {string} operation @param {any} params */
const actionOf = (operation, { fileUrls }) =>
  operation === 'createCardNote' && fileUrls ? 'createCardFileNote' : operation;

suite('every operation', () => {
  for (const { name: resource, operations } of catalog().resources) {
    for (const { name, list } of operations) {
      for (const [at, { before, params }] of examplesOf(`${resource}.${name}`).entries()) {
        const { pageNumber: _, pageSize: __, page: ___, ...asked } = params;
        /** The requests of what is done after the steps. @param {(params: any) => Promise<unknown>} work */
        const requestsOf = async (work) => {
          await sandbox.reset();
          const answers = [];
          for (const [step, given, more] of before) {
            if (step === 'fetch') {
              await fetch(filled(given, answers), more);
              continue;
            }
            const [ofStep = '', operation = ''] = step.split('.');
            answers.push(await wts.execute(ofStep, operation, given));
          }
          sandbox.requests.length = 0;
          await work(filled(asked, answers));
          return comparable(requests());
        };

        test(`${resource}.${name}${at ? `, form ${at + 1}` : ''}`, async () => {
          const expected = await requestsOf((given) =>
            list ? wts.paginate(resource, name, given, { limit: 50 }).toArray() : wts.execute(resource, name, given),
          );
          assert.ok(expected.length > 0);
          const made = await requestsOf(async (given) => {
            for (const item of await run(filledIn(resource, actionOf(name, given), given)))
              assert.deepEqual(item.pairedItem, { item: 0 });
          });
          assert.deepEqual(made, expected);
        });
      }
    }
  }
});

suite('the node', () => {
  test('has every operation, and none that is not there', () => {
    const named = type.description.properties.filter(
      ({ name, displayOptions }) => name === 'operation' && displayOptions?.show?.resource,
    );
    const shown = named.flatMap(({ displayOptions, options }) =>
      (displayOptions?.show?.resource ?? []).flatMap((resource) =>
        /** @type {INodePropertyOptions[]} */ (options).map(({ value }) => `${resource}.${value}`),
      ),
    );
    const known = catalog().resources.flatMap(({ name, operations }) => operations.map((one) => `${name}.${one.name}`));
    assert.deepEqual(
      known.filter((name) => !shown.includes(name)),
      [],
    );
    const own = ['message.getFile', 'panel.createCardFileNote', 'customApiCall.request'];
    assert.deepEqual(shown.filter((name) => !known.includes(name)).sort(), own.sort());
    assert.ok(shownFor('message', 'getFile').some(({ name }) => name === 'messageId'));
  });
});
