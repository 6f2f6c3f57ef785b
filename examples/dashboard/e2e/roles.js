// Finds elements by role and name, within the page: the browsers' own search through their accessibility trees takes half a second each
// time in Firefox. accessibility.test.js holds that both find the same.

import { Puppeteer } from 'puppeteer-core';

/** What a role and a name find. @param {string} role @param {string} name */
export const by = (role, name) => `::-p-role("${`${role}|${name}`.replace(/["\\]/g, '\\$&')}")`;

Puppeteer.registerCustomQueryHandler('role', { queryAll });

/** Runs in the page, where nothing else of this file is. @param {Node} root @param {string} wanted */
function queryAll(root, wanted) {
  const [role = '', ...rest] = wanted.split('|');
  const name = rest.join('|');
  const named = '[aria-label], [aria-labelledby]';
  /** @type {Record<string, string>} */
  const native = {
    button: 'button',
    checkbox: 'input[type=checkbox]',
    combobox: 'select',
    dialog: 'dialog[open]',
    form: `form:is(${named})`,
    group: 'fieldset',
    heading: 'h1, h2, h3',
    link: 'a[href]',
    list: 'ul, ol',
    main: 'main',
    navigation: 'nav',
    progressbar: 'progress',
    region: `section:is(${named})`,
    searchbox: 'input[type=search]',
    textbox: 'textarea, input[type=text]',
  };
  const selector = [native[role] && `:is(${native[role]}):not([role])`, `[role=${role}]`].filter(Boolean).join();
  const holder = /** @type {Element | Document} */ (root);

  const isShown = (/** @type {Element} */ element) =>
    element.checkVisibility({ visibilityProperty: true }) && !element.closest('[aria-hidden=true]');
  /** The text that is heard. @param {Node} node @returns {string} */
  const textOf = (node) => {
    if (node instanceof Text) return node.data;
    if (!(node instanceof Element) || node.getAttribute('aria-hidden') === 'true') return '';
    const label = node.getAttribute('aria-label') ?? (node instanceof HTMLImageElement ? node.alt : null);
    return label ?? [...node.childNodes].map(textOf).join('');
  };
  const nameOf = (/** @type {Element} */ element) => {
    const ids = element.getAttribute('aria-labelledby')?.split(' ') ?? [];
    const elements = ids.map((id) => document.getElementById(id)).filter((label) => label !== null);
    if (elements.length) return elements.map(textOf).join(' ');
    const label = element.getAttribute('aria-label');
    if (label !== null) return label;
    const labels = 'labels' in element ? /** @type {HTMLInputElement} */ (element).labels : null;
    if (labels?.length) return [...labels].map(textOf).join(' ');
    const legend = element.querySelector(':scope > legend');
    if (legend) return textOf(legend);
    return ['button', 'heading', 'link'].includes(role) ? textOf(element) : '';
  };
  const plain = (/** @type {string} */ text) => text.replace(/\s+/g, ' ').trim();
  return [...holder.querySelectorAll(selector)].filter(
    (element) => plain(nameOf(element)) === name && isShown(element),
  );
}
