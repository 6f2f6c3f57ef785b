// Takes the pictures of the README anew: npm run test:dashboard once, for the built page, then node examples/dashboard/e2e/screenshots.js

import { fileURLToPath } from 'node:url';
import { launch } from './browser.js';
import { by } from './roles.js';
import { entry, inside, open, until } from './support.js';

/** @import { Bench } from './support.js' */
/** @typedef {{ name: string, dark?: boolean, width?: number, height?: number, show: (bench: Bench) => Promise<unknown> }} Picture */

const docs = fileURLToPath(new URL('../docs/', import.meta.url));

/** @type {Picture[]} */
const pictures = [
  { name: 'conversation-light', show: conversation },
  { name: 'conversation-dark', dark: true, show: conversation },
  { name: 'panel', show: panel },
  { name: 'phone', width: 390, height: 760, show: conversation },
  { name: 'migrate', show: migrate },
];

for (const { name, dark = false, width = 1280, height = 800, show } of pictures) {
  const browser = await launch('chromium', { dark });
  try {
    const bench = await open(browser, { width, height });
    await show(bench);
    await bench.page.mouse.move(0, 0);
    await until('all is drawn', () =>
      bench.page.evaluate(() => [...document.images].every(({ complete }) => complete)),
    );
    await bench.page.screenshot({ path: `${docs}${name}.png`, optimizeForSpeed: false });
    await bench.close();
    console.log(`${docs}${name}.png`);
  } finally {
    await browser.close();
  }
}

/** The conversation with a contact who sent a photo, and an answer to it. @param {Bench} bench */
async function conversation(bench) {
  const { state } = bench.sandbox;
  const [withPhoto] = [...state.messages.values()].filter(({ file, sessionId }) => {
    return file?.type === 'IMAGE' && state.session(sessionId).status === 'IN_PROGRESS';
  });
  await bench.load(`#/sessions/${withPhoto?.sessionId}`);
  const messages = by('region', 'Messages');
  await bench.wait(inside(messages, './/img'));
  await bench.fill('textbox', 'Message', 'Recebemos, obrigada! Já separei para você.');
  await bench.page.keyboard.press('Enter');
  await bench.shows(entry(messages, 'Recebemos, obrigada!'), 'Delivered');
}

/** @param {Bench} bench */
async function panel(bench) {
  await bench.load('#/panel');
  await bench.find('heading', 'Vestido de festa');
}

/** @param {Bench} bench */
async function migrate(bench) {
  const node = (/** @type {string} */ name, /** @type {object} */ parameters) => ({
    id: name,
    name,
    type: 'n8n-nodes-wts.wtsChat',
    typeVersion: 1,
    position: [0, 0],
    parameters,
  });
  const nodes = [
    node('Concluir atendimento', { resource: 'session', operation: 'concludeSession', sessionId: '={{ $json.id }}' }),
    node('Listar atendimentos', { resource: 'session', operation: 'listSessions' }),
  ];
  await bench.load('#/migrate');
  await bench.page.locator(by('textbox', 'Workflow (JSON)')).fill(JSON.stringify({ nodes, connections: {} }, null, 2));
  await bench.click('button', 'Rewrite workflow');
  const heading = await bench.find('heading', 'Rewritten workflow');
  await heading.evaluate((element) => {
    if (element instanceof HTMLElement) element.style.scrollMarginTop = '20px';
    element.scrollIntoView({ block: 'start' });
  });
}
