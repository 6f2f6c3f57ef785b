// A small community node, packed as npm packs one, for the tests of the harness.

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { path } from './install.js';

const source = `
exports.Harness = class {
  description = {
    displayName: 'Harness', name: 'harness', group: ['transform'], version: 1, description: 'For tests', defaults: { name: 'Harness' },
    usableAsTool: true,
    inputs: ['main'], outputs: ['main'], credentials: [{ name: 'httpHeaderAuth' }],
    properties: [
      { displayName: 'Word', name: 'word', type: 'string', default: '', typeOptions: { loadOptionsMethod: 'words' } },
    ],
  };
  methods = {
    loadOptions: {
      async words() {
        const word = this.getCurrentNodeParameter('word');
        const { value } = await this.getCredentials('httpHeaderAuth');
        return [{ name: word, value: word }, { name: value, value: 'credential' }];
      },
    },
    listSearch: {
      async pages(filter, token) {
        const results = [{ name: filter + ' after ' + (token ?? 'nothing'), value: filter }];
        return token ? { results } : { results, paginationToken: '2' };
      },
    },
  };
  async execute() {
    return [[{ json: { word: this.getNodeParameter('word', 0) }, pairedItem: 0 }]];
  }
};`;

/**
 * @param {string} name of the package
 * @param {string} [javascript] of its node
 * @returns {string} the path of the tarball
 */
export function packedFixture(name, javascript = source) {
  const folder = mkdtempSync(join(tmpdir(), 'fixture-'));
  mkdirSync(join(folder, 'package', 'dist'), { recursive: true });
  writeFileSync(join(folder, 'package', 'dist', 'Harness.node.js'), javascript);
  const n8n = { n8nNodesApiVersion: 1, nodes: ['dist/Harness.node.js'] };
  writeFileSync(join(folder, 'package', 'package.json'), JSON.stringify({ name, version: '1.0.0', n8n }));
  execFileSync(path('tar'), ['-czf', join(folder, 'fixture.tgz'), '-C', folder, 'package']);
  return join(folder, 'fixture.tgz');
}
