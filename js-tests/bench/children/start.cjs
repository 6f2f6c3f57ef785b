// The package by require, or nothing: how long until params are validated, and what the process then holds.

const kind = JSON.parse(process.argv[2] ?? '""');
const started = performance.now();
const module_ = require(kind === 'require' ? 'wts-chat' : './nothing.cjs');
if (kind === 'require') {
  new module_.WtsClient({ apiKey: 'pn_bench' });
  module_.validate('message', 'sendText', { from: '5511900000001', to: '5511999999999', text: 'Oi' });
}
console.log(JSON.stringify({ took: performance.now() - started, rss: process.memoryUsage.rss() }));
