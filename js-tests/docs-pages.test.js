// The pages of docs/ as a whole: the index has them all, their links lead somewhere, and no code in them goes untested.

import assert from 'node:assert/strict';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';
import { describe, test } from 'node:test';
import { blocksOf, page, root } from './snippets.js';

/** @param {string} folder */
const pagesIn = (folder) =>
  readdirSync(new URL(folder, root))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}${name}`);

/** `docs.test.js` reads those of the reference. */
const pages = [...pagesIn('docs/'), ...pagesIn('docs/recipes/')];

/** @param {string} path @returns {{ path: string, anchor: string | undefined }[]} */
function linksOf(path) {
  const text = page(path).replace(/^```.*?^```$/gms, '');
  return [...text.matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)]*))?\)/g)].map(([, target, anchor]) => ({
    path: target ? join(dirname(path), target) : path,
    anchor,
  }));
}

/** What GitHub makes of titles. @param {string} path */
const anchorsOf = (path) =>
  [...page(path).matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\w -]/g, '')
      .replaceAll(' ', '-'),
  );

describe('the pages of docs', () => {
  test('are in the index, each once', () => {
    const linked = linksOf('docs/README.md').map(({ path }) => path);
    for (const path of [...pages, 'docs/reference/README.md']) {
      if (path === 'docs/README.md') continue;
      assert.equal(linked.filter((other) => other === path).length, 1, path);
    }
  });

  for (const path of pages) {
    test(`${path} leads only to what there is`, () => {
      for (const link of linksOf(path)) {
        assert.ok(existsSync(new URL(link.path, root)), link.path);
        if (link.anchor === undefined) continue;
        assert.ok(statSync(new URL(link.path, root)).isFile(), link.path);
        assert.ok(anchorsOf(link.path).includes(link.anchor), `${link.path}#${link.anchor}`);
      }
    });
  }

  test('have lines of 140 characters at most, but for tables', () => {
    const written = pages.filter((path) => !['docs/hosts.md', 'docs/reliability.md'].includes(path));
    const long = written.flatMap((path) =>
      page(path)
        .split('\n')
        .map((line, at) => ({ line, where: `${path}:${at + 1}` }))
        .filter(({ line }) => line.length > 140 && !line.startsWith('|'))
        .map(({ where }) => where),
    );
    assert.deepEqual(long, []);
  });

  test('have no code that no test covers', () => {
    const suites = readdirSync(new URL('js-tests/', root)).filter((name) => /^docs-.*\.test\.js$/.test(name));
    const texts = suites.map((name) => page(`js-tests/${name}`)).join('\n');
    const covered = [...texts.matchAll(/^ *covers\((\w+), \{$/gm)].length;
    const withCode = pages.filter((path) => blocksOf(page(path)).some(({ language }) => language !== 'text'));
    for (const path of withCode) assert.match(texts, new RegExp(`^ *const \\w+ = '${path}';$`, 'm'), path);
    assert.equal(covered, withCode.length);
    const fences = pages.flatMap((path) => page(path).match(/^\s*(```|~~~)/gm) ?? []).length;
    const found = pages.flatMap((path) => blocksOf(page(path))).length;
    assert.equal(fences, 2 * found, 'every block begins with its language and is found by the tests');
  });
});
