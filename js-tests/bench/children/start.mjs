// The package by import, or nothing: how long until params are validated, and what the process then holds.

const kind = JSON.parse(process.argv[2] ?? '""');
const started = performance.now();
const module = await import(kind === 'import' ? 'wts-chat' : './nothing.mjs');
if (kind === 'import') {
  new module.WtsClient({ apiKey: 'pn_bench' });
  module.validate('message', 'sendText', { from: '5511900000001', to: '5511999999999', text: 'Oi' });
}
console.log(JSON.stringify({ took: performance.now() - started, rss: process.memoryUsage.rss() }));
