// What people read runs: every example of docs/examples.json, and every block of code of the reference, as it stands there.

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { catalog } from 'wts-chat';
import { started } from './support.js';

/** @typedef {Record<string, unknown>} Params */
/** @typedef {[name: string, ...args: unknown[]]} Step */
/** @typedef {{ before: Step[], params: Params }} Example steps, and the operation with params that may name their answers */

const { suite, wts } = await started();
const docs = new URL('../docs/', import.meta.url);
const folder = new URL('reference/', docs);
const document = json(new URL('../sandbox/openapi.json', import.meta.url));
const { _resources: introductions, ...examples } = json(new URL('examples.json', docs));

const operations = catalog().resources.flatMap(({ name: resource, operations }) =>
  operations.map((operation) => ({ resource, name: `${resource}.${operation.name}`, ...pick(operation) })),
);

/** @param {import('wts-chat').CatalogOperation} operation */
function pick({ name: operation, method, path, fields }) {
  return { operation, method, path, fields };
}

/** What the API documents as the answer of a route. @param {string} method @param {string} path */
function answerOf(method, path) {
  const { content } = document.paths[path][method.toLowerCase()].responses[200];
  const schema = content?.['application/json']?.schema;
  if (!schema) return 'nothing';
  if (schema.type === 'array') return 'array';
  const { properties } = document.components.schemas[schema.$ref.split('/').at(-1)];
  return 'items' in properties && 'hasMorePages' in properties ? 'page' : 'object';
}

/** @type {Record<string, (answer: any) => void>} */
const shapes = {
  nothing: (answer) => assert.equal(answer, null),
  array: (answer) => assert.ok(Array.isArray(answer) && answer.length > 0, 'an array with entries'),
  page: ({ items, pageNumber }) => {
    assert.equal(pageNumber, 1);
    assert.ok(Array.isArray(items) && items.length > 0, 'a page with items');
  },
  object: (answer) => assert.ok(answer && typeof answer === 'object' && !Array.isArray(answer), 'an object'),
};

suite('docs/examples.json', () => {
  test('has an example of every operation, and introduces every resource', () => {
    assert.deepEqual(Object.keys(examples).sort(), operations.map(({ name }) => name).sort());
    assert.deepEqual(
      Object.keys(introductions).sort(),
      catalog()
        .resources.map(({ name }) => name)
        .sort(),
    );
  });

  for (const { name, method, path } of operations) {
    for (const [index, example] of several(examples[name]).entries()) {
      test(`${name}${index ? `, form ${index + 1}` : ''}`, async () => {
        /** @type {unknown[]} */
        const answers = [];
        for (const [step, ...args] of example.before) {
          answers.push(
            await run(
              step,
              args.map((arg) => filled(arg, answers)),
            ),
          );
        }
        shapes[answerOf(method, path)]?.(await run(name, [filled(example.params, answers)]));
      });
    }
  }
});

suite('docs/reference', () => {
  const pages = readdirSync(folder).filter((name) => name.endsWith('.md'));

  test('has a page for every resource, and a section for every operation', () => {
    assert.deepEqual(pages.sort(), ['README.md', ...catalog().resources.map(({ name }) => `${name}.md`)].sort());
    for (const { name: resource, operations } of catalog().resources) {
      const sections = [...text(`${resource}.md`).matchAll(/^## (.*)$/gm)].map(([, title]) => title);
      assert.deepEqual(
        sections,
        operations.map(({ name }) => name),
      );
    }
  });

  test('names every route and every param', () => {
    for (const { resource, operation, method, path, fields } of operations) {
      const section = sectionOf(resource, operation);
      assert.ok(section.includes(`\`${method} ${path}\``), `${resource}.${operation}: ${method} ${path}`);
      for (const field of fields) assert.ok(section.includes(`| \`${field.name}\` |`), `${operation}: ${field.name}`);
    }
  });

  test('leads only to what there is', () => {
    for (const page of pages) {
      for (const [, target = '', anchor] of text(page).matchAll(/\]\(([^)#]*)(?:#([^)]*))?\)/g)) {
        const linked = readFileSync(new URL(target || page, folder), 'utf8');
        const titles = [...linked.matchAll(/^#+ (.*)$/gm)].map(([, title]) =>
          title?.toLowerCase().replaceAll(' ', '-'),
        );
        if (anchor !== undefined) assert.ok(titles.includes(anchor), `${page}: ${target}#${anchor}`);
      }
    }
  });

  test('the proofs of the page on reliability are there', () => {
    const proofs =
      readFileSync(new URL('reliability.md', docs), 'utf8').match(/`(?:js-tests|src|tests)\/[^`]*`/g) ?? [];
    assert.ok(proofs.length > 30);
    for (const proof of proofs) assert.ok(existsSync(new URL(`../${proof.slice(1, -1)}`, docs)), proof);
  });

  for (const { resource, operation, name } of operations) {
    for (const [index, code] of blocksOf(sectionOf(resource, operation)).entries()) {
      test(`the code of ${name}${index ? `, form ${index + 1}` : ''}`, async () => {
        assert.ok(code.includes(`await wts.${name}(`), code);
        await new AsyncFunction('wts', `'use strict';\n${code}`)(wts);
      });
    }
  }
});

const AsyncFunction = /** @type {FunctionConstructor} */ ((async () => {}).constructor);

/** @param {string} name @param {unknown[]} args */
function run(name, args) {
  const [resource = '', operation = ''] = name.split('.');
  if (name === 'fetch') return fetch(.../** @type {[string, RequestInit]} */ (args));
  return wts.execute(resource, operation, ...args);
}

/** @param {unknown} example @returns {Example[]} */
function several(example) {
  const all = /** @type {(Params | Example)[]} */ ([example].flat());
  return all.map((one) => /** @type {Example} */ ('before' in one ? one : { before: [], params: one }));
}

/**
 * `$0.id` is the id in the first answer.
 * @param {unknown} value
 * @param {unknown[]} answers
 * @returns {unknown}
 */
function filled(value, answers) {
  if (Array.isArray(value)) return value.map((item) => filled(item, answers));
  if (typeof value === 'object' && value) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, filled(inner, answers)]));
  }
  const [, number, property = ''] = /^\$(\d)\.(\w+)$/.exec(String(value)) ?? [];
  return number ? /** @type {Record<string, unknown>} */ (answers[Number(number)])[property] : value;
}

/** @param {string} resource @param {string} operation */
function sectionOf(resource, operation) {
  const sections = text(`${resource}.md`).split(/^## /m);
  return sections.find((section) => section.startsWith(`${operation}\n`)) ?? assert.fail(`no section ${operation}`);
}

/** @param {string} section */
function blocksOf(section) {
  const blocks = [...section.matchAll(/^```js\n(.*?)^```$/gms)].map(([, code = '']) => code);
  assert.ok(blocks.length > 0, section);
  return blocks;
}

/** @param {string} page */
function text(page) {
  return readFileSync(new URL(page, folder), 'utf8');
}

/** @param {URL} url */
function json(url) {
  return JSON.parse(readFileSync(url, 'utf8'));
}
