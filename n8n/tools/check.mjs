// n8n's own checks of the package: its linter in strict mode on the sources, its scanner on the sources and on what is packed.
// Prints what they find, which is to be nothing, warnings included.
//
//   node n8n/tools/check.mjs <tools> <sources>     both folders lie where n8n's tools are installed, the packed package too

import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';

const [tools = '', sources = ''] = process.argv.slice(2);
const require = createRequire(join(tools, 'package.json'));

const found = [...lint(), ...(await scan('source', sources)), ...(await scan('packed', packed()))];
for (const finding of found) console.error(finding);
if (found.length > 0) process.exitCode = 1;

function packed() {
  return join(tools, 'node_modules/n8n-nodes-wts-chat');
}

/** What `n8n-node lint` says. */
function lint() {
  const command = join(tools, 'node_modules/.bin/n8n-node');
  const { status, stdout, stderr, error } = spawnSync(command, ['lint'], { cwd: sources, encoding: 'utf8' });
  if (error) throw error;
  const output = `${stdout}${stderr}`;
  return status === 0 && !/\bwarning\b/.test(output) ? [] : [output];
}

/** What the scanner finds on the lines of its two legs, apart from provenance, which only published packages have. @param {'source' | 'packed'} leg @param {string} folder */
async function scan(leg, folder) {
  const scanner = '@n8n/scan-community-package/scanner/scanner.mjs';
  const { SOURCE_FILE_PATTERNS, buildScanConfig } = await import(pathToFileURL(require.resolve(scanner)).href);
  const scannersOwn = createRequire(require.resolve(scanner));
  const { ESLint } = scannersOwn('eslint');
  const glob = scannersOwn('fast-glob');
  const patterns = leg === 'source' ? SOURCE_FILE_PATTERNS : ['**/*.js', 'package.json'];
  const ignore = ['node_modules/**', '**/package-lock.json'];
  const files = glob.sync(patterns, { cwd: folder, absolute: true, ignore });
  if (files.length === 0) return [`${leg}: the scanner found no files in ${folder}`];
  const overrideConfig = await buildScanConfig();
  const eslint = new ESLint({ cwd: folder, allowInlineConfig: false, overrideConfigFile: true, overrideConfig });
  const results = await eslint.lintFiles(files);
  return results.flatMap(({ filePath, messages }) =>
    messages.map(({ line, ruleId, message }) => `${leg} ${relative(folder, filePath)}:${line} ${ruleId} ${message}`),
  );
}
