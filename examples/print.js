// How the demo shows what happens: a few aligned lines a step, coloured on a terminal only.

const { stdout } = process;
const colours = stdout.isTTY && stdout.hasColors();

/** @param {number} code @returns {(text: string) => string} */
const style = (code) => (text) => (colours ? `\x1b[${code}m${text}\x1b[0m` : text);
export const bold = style(1);
export const dim = style(2);
export const red = style(31);
export const green = style(32);

// Whoever reads along may stop early (`npm run demo | head`): the demo still ends properly.
stdout.on('error', () => {});

let steps = 0;
let unfinished = false;

/** @param {string} [text] */
export function line(text = '') {
  if (unfinished) stdout.write('\r\x1b[K');
  unfinished = false;
  stdout.write(`${text}\n`);
}

/** @param {string} title @param {string} [what] */
export function step(title, what = '') {
  steps += 1;
  line(`\n${bold(`${steps}. ${title}`)}  ${what}`.trimEnd());
}

/** @param {Record<string, unknown>} values what is sent; what is undefined or null is left out */
export const sent = (values) => rows('→', values);

/** @param {Record<string, unknown>} values what came back */
export const got = (values) => rows('←', values);

/** @param {string} mark @param {Record<string, unknown>} values */
function rows(mark, values) {
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined && value !== null) line(`   ${mark} ${name.padEnd(20)}${value}`);
  }
}

/** A line that the next one replaces; nothing where lines cannot be replaced. @param {string} text */
export function passing(text) {
  if (!stdout.isTTY) return;
  stdout.write(`\r\x1b[K     ${text}`);
  unfinished = true;
}

/** One request as it went: what a client's `onEvent` tells. @param {import('wts-chat').WtsEvent} event */
export function request({ type, method, path, status, code, duration = 0, wait = 0 }) {
  if (type === 'response') {
    line(dim(`     ${method.padEnd(5)}${duration.toFixed(0).padStart(6)} ms  ${status ?? code}  ${path}`));
  } else if (type === 'retry') {
    line(dim(`     again in ${(wait / 1000).toFixed(1)} s`));
  }
}

/** @param {number} count */
export const inBytes = (count) => `${count.toLocaleString('en-US')} bytes`;
