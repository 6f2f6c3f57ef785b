// A list that is made up as it is asked for, without a socket: what was asked when, and what was aborted.

import { setTimeout as sleep } from 'node:timers/promises';
import { WtsClient } from 'wts-chat';
import { rejects } from './support.js';

/**
 * @typedef {object} Asked
 * @property {number} number of the page, NaN where the list has no pages
 * @property {number} size
 * @property {URLSearchParams} query
 * @property {Record<string, unknown>} body
 * @property {AbortSignal | null | undefined} signal
 * @property {number} beside how many other pages were open when this one was asked for
 */

/** @typedef {{ id: string, name?: string }} Row */

/**
 * @typedef {object} Page
 * @property {number} pageNumber
 * @property {number} pageSize
 * @property {Row[]} items
 * @property {number} totalItems
 * @property {number} [totalPages]
 * @property {boolean} [hasMorePages]
 * @property {number} [countPages]
 */

/** @param {number} number */
export const row = (number) => ({ id: `row ${number}` });

/** Ids of rows, from one to another. @param {number} first @param {number} last */
export const ids = (first, last) => Array.from({ length: last - first + 1 }, (_, at) => row(first + at).id);

/** @param {readonly unknown[]} entries */
export const idsOf = (entries) => entries.map((entry) => /** @type {Row} */ (entry).id);

/**
 * @param {object} how
 * @param {number} how.total rows
 * @param {(page: number) => number} [how.wait] milliseconds before a page is answered
 * @param {(page: Page) => unknown} [how.change] what is answered instead
 * @param {(page: number) => Response | undefined} [how.answer] instead of a page
 * @param {import('wts-chat').ClientOptions} [how.options]
 */
export function madeUpList({ total, wait = () => 0, change = (page) => page, answer = () => undefined, options }) {
  /** @type {Asked[]} */
  const asked = [];
  let open = 0;
  /** @type {typeof globalThis.fetch} */
  const fetch = async (input, init) => {
    const query = new URL(String(input)).searchParams;
    const body = init?.body ? JSON.parse(String(init.body)) : {};
    const given = (/** @type {string} */ name) => query.get(name) ?? body[name[0]?.toLowerCase() + name.slice(1)];
    const number = Number(given('PageNumber') ?? given('Page') ?? Number.NaN);
    const size = Number(given('PageSize') ?? Number.NaN);
    const signal = init?.signal;
    asked.push({ number, size, query, body, signal, beside: open });
    open += 1;
    try {
      await sleep(wait(number), undefined, signal ? { signal } : {});
    } finally {
      open -= 1;
    }
    const response = answer(number);
    if (response) return response;
    if (Number.isNaN(number)) return Response.json(ids(1, total).map((id) => ({ id })));
    const totalPages = Math.ceil(total / size);
    const items = ids((number - 1) * size + 1, Math.min(number * size, total)).map((id) => ({ id }));
    const page = { pageNumber: number, pageSize: size, items, totalItems: total, totalPages };
    return Response.json(change({ ...page, hasMorePages: number < totalPages }));
  };
  const wts = new WtsClient({ apiKey: 'pn_1', fetch, rateLimit: false, ...options });
  return { wts, asked, numbers: () => asked.map(({ number }) => number) };
}

/**
 * What a list delivers before it fails, and its failure.
 * @param {import('wts-chat').List<unknown>} list
 * @param {(count: number) => void} [seen] told after each entry how many there were
 */
export async function readToTheFailure(list, seen) {
  /** @type {unknown[]} */
  const read = [];
  const error = await rejects(
    (async () => {
      for await (const entry of list) {
        read.push(entry);
        seen?.(read.length);
      }
    })(),
  );
  return { read: idsOf(read), error };
}
