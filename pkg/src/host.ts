// The platform as the wasm client's host.

import type { ClientOptions } from '../dist/index.js';
import { read } from './answers.js';
import type { Exchange, Reply } from './errands.js';
import { OfflineError, told } from './failures.js';
import { isNode, isOffline, isWorkerd } from './platform.js';
import { requestOf } from './requests.js';
import { cancel, goOn } from './streams.js';
import { type Bytes, type Fetch, type Init, upload } from './uploads.js';

export type PlatformHost = ReturnType<typeof platformHost>;

export function platformHost({ fetch: given, onEvent, timeZone }: ClientOptions) {
  const fetch: Fetch = async (exchange, url, init, send = given) => {
    const { signal } = exchange;
    // Not every fetch heeds its signal.
    goOn(signal);
    const wasOffline = isOffline(url);
    let response: Response;
    try {
      const whole = Object.assign(init, { signal });
      response = await (send ? send(url, whole) : globalThis.fetch(url, whole));
    } catch (error) {
      throw wasOffline && isOffline(url) ? new OfflineError('the browser is offline', { cause: error }) : error;
    }
    if (signal.aborted) cancel(response?.body);
    goOn(signal);
    exchange.answered();
    return read(response, signal);
  };
  const host = {
    /** Requests to the API that have begun. */
    begun: 0,
    async fetch(text: string, exchange: Exchange): Promise<Reply> {
      host.begun += 1;
      const { url, method, headers, body } = requestOf(text);
      const init: Init = { method, headers, redirect: 'manual' };
      if (body !== null) init.body = body;
      return fetch(exchange, url, init);
    },
    upload: (url: string, data: Bytes, size: number, mimeType: string, exchange: Exchange): Promise<Reply> =>
      upload(fetch, given !== undefined, url, data, size, mimeType, exchange),
    told,
    cause: (name: string, message: string, code: string | undefined) =>
      Object.assign(new Error(message), { name }, code !== undefined && { code }),
    now: () => performance.now(),
    date: () => Date.now(),
    random: () => Math.random(),
    offset: zoneOffset(timeZone),
    isolated: isWorkerd(),
    onEvent: harmless(onEvent),
  };
  return host;
}

/** How far a local time is ahead of UTC in a zone, both in ms. An unknown zone throws at the first question. */
export function zoneOffset(timeZone: string | undefined): (local: number) => number {
  if (timeZone === undefined) return noOffset;
  let format: Intl.DateTimeFormat;
  const ahead = (utc: number) => {
    format ??= new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
    const [, sign, ...parts] = /GMT(?:([+-])(\d+):(\d+)(?::(\d+))?)?$/.exec(format.format(utc)) ?? [];
    const seconds = parts.reduce((sum, part) => sum * 60 + Number(part ?? 0), 0);
    return (sign === '-' ? -1000 : 1000) * seconds;
  };
  return (local) => ahead(local - ahead(local));
}

const noOffset = () => 0;

/** A caller's callback whose failures, late ones too, stay its own. */
export function harmless<A>(callback: ((argument: A) => unknown) | undefined) {
  return async (argument: A) => {
    try {
      await callback?.(argument);
    } catch {}
  };
}

/** In a page, or a worker of one: what is here, visitors can read. A base URL may be a path of the page's own origin. */
export const inPage = () => typeof location === 'object' && !isNode();
