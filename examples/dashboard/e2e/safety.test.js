// What must not come out of the dashboard's server, and where the page must not go. Each test of the others looks for it, too, at its end.

import assert from 'node:assert/strict';
import { by } from './roles.js';
import { inBrowsers } from './support.js';

inBrowsers('safety', (it) => {
  it('the server has the token, and the page has not, whatever the API answers', async (bench) => {
    const { sandbox, server } = bench;
    const token = sandbox.tokens.full;
    sandbox.fault({
      operation: 'session.list',
      times: Infinity,
      status: 400,
      headers: { 'x-request-id': token },
      body: { text: `Bearer ${token} is wrong`, key: token },
    });
    await bench.load();
    await bench.find('button', 'Try again');
    await bench.shows(by('main', ''), 'is wrong');
    // The sandbox knows tokens by their names.
    assert.equal(bench.requests('session.list')[0]?.headers.authorization, 'Bearer full');
    assert.match(server.answered().join(), /is wrong/, 'all that the server says is searched');
    assert.ok(!server.answered().join().includes(token));
  });

  it('the page may load and ask nothing of elsewhere', async (bench) => {
    await bench.load();
    const blocked = await bench.page.evaluate(async () => {
      const script = document.createElement('script');
      script.textContent = 'globalThis.wasRun = true';
      document.body.append(script);
      await fetch('http://192.0.2.1/').catch(() => {});
      return 'wasRun' in globalThis;
    });
    assert.equal(blocked, false);
    const violations = await bench.seen.violations();
    assert.deepEqual(violations.map((text) => text.split(' ')[0]).sort(), ['connect-src', 'script-src-elem']);
    await bench.seen.forgive(/Content.Security.Policy/i);
  });

  it('the browser reaches this machine only', async (bench) => {
    await assert.rejects(bench.page.goto('http://192.0.2.1/'), /proxy|refused/i);
    await bench.seen.forgive();
    await bench.load();
  });
});
