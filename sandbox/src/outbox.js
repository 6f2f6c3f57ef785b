// Webhook deliveries: all are recorded, and those to this machine are made.

import { request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';

/**
 * @typedef {object} Delivery
 * @property {string} eventType
 * @property {string} url
 * @property {{ eventType: string, date: string, content: Record<string, unknown>, changeMetadata: unknown }} body
 * @property {number | null} status null while unanswered
 * @property {string | null} error why there is no answer
 */

const timeout = 10_000;

export class Outbox {
  /** @type {Delivery[]} in the order of the events */
  entries = [];
  #underWay = new Set();
  #ending = new AbortController();

  /**
   * @param {string} url
   * @param {object} content the body as it is now
   */
  send(url, content) {
    const text = JSON.stringify(content);
    const body = JSON.parse(text);
    /** @type {Delivery} */
    const entry = { eventType: body.eventType, url, body, status: null, error: null };
    this.entries.push(entry);
    if (!isLoopback(url)) {
      entry.error = 'not sent: the sandbox calls this machine only';
      return;
    }
    const delivery = post(url, text, this.#ending.signal).then(
      (status) => Object.assign(entry, { status }),
      (error) => Object.assign(entry, { error: String(error?.message || error?.code || error) }),
    );
    this.#underWay.add(delivery);
    delivery.finally(() => this.#underWay.delete(delivery));
  }

  /** Resolves once no delivery is under way: also none that began meanwhile. */
  async settled() {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
  }

  /** Ends what is under way. */
  abort() {
    this.#ending.abort();
    this.#ending = new AbortController();
  }

  clear() {
    this.abort();
    this.entries.length = 0;
  }
}

/** @param {string} url */
function isLoopback(url) {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (!parsed || !/^https?:$/.test(parsed.protocol)) return false;
  return ['127.0.0.1', '[::1]', 'localhost'].includes(parsed.hostname);
}

/**
 * Not by fetch: it would follow redirects, and keep connections that outlive their server.
 * @param {string} url
 * @param {string} text
 * @param {AbortSignal} ending
 * @returns {Promise<number>} the status
 */
function post(url, text, ending) {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(text) };
    const request = url.startsWith('https:') ? overHttps : overHttp;
    const req = request(url, { method: 'POST', headers, agent: false, signal: ending, timeout }, (res) => {
      res.resume();
      res.once('error', reject);
      res.once('end', () => resolve(res.statusCode ?? 0));
    });
    req.once('timeout', () => req.destroy(new Error(`no answer within ${timeout} ms`)));
    req.on('error', reject);
    req.end(text);
  });
}
