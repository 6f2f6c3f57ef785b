// Subscriptions to webhooks; domain/events.js and outbox.js deliver to them.

import { randomUUID } from 'node:crypto';
import { eventDescriptions } from '../domain/events.js';
import { now } from '../domain/time.js';
import { formError } from '../errors.js';
import { eventView, subscriptionView } from '../views.js';

/** @import { Subscription } from '../types.js' */

/**
 * @typedef {object} SubscriptionBody
 * @property {string | null} [name]
 * @property {string | null} [url]
 * @property {boolean | null} [enabled]
 * @property {string[] | null} [events]
 */

/** @type {Record<string, import('../types.js').Handler>} */
export const webhookHandlers = {
  'webhook.listEvents': () => Object.keys(eventDescriptions).map(eventView),
  'webhook.listSubscriptions': ({ state }) => [...state.subscriptions.values()].map(subscriptionView),
  'webhook.getSubscription': ({ state, params }) => subscriptionView(state.subscription(params.subscriptionId)),

  'webhook.createSubscription': ({ state, body }) => {
    const at = now();
    /** @type {Subscription} */
    const subscription = { id: randomUUID(), createdAt: at, updatedAt: at, ...readAll(body) };
    state.subscriptions.set(subscription.id, subscription);
    return subscriptionView(subscription);
  },

  'webhook.updateSubscription': ({ state, params, body }) => {
    const { fields } = /** @type {{ fields: ('Name' | 'Url' | 'Enabled' | 'Events')[] }} */ (body);
    const subscription = state.subscription(params.subscriptionId);
    const given = /** @type {SubscriptionBody} */ (body);
    const changes = fields.map((field) => readers[field](given));
    return subscriptionView(Object.assign(subscription, ...changes, { updatedAt: now() }));
  },

  'webhook.deleteSubscription': ({ state, params }) => {
    state.subscriptions.delete(state.subscription(params.subscriptionId).id);
  },
};

const readers = {
  Name: (/** @type {SubscriptionBody} */ { name }) => {
    if (!name?.trim()) throw formError('Informe o nome');
    return { name };
  },
  Url: (/** @type {SubscriptionBody} */ { url }) => {
    if (!url || !URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) throw formError('URL inválida');
    return { url };
  },
  Enabled: (/** @type {SubscriptionBody} */ { enabled }) => ({ enabled: enabled ?? true }),
  Events: (/** @type {SubscriptionBody} */ { events }) => {
    if (!events) throw formError('Informe os eventos');
    return { events: [...new Set(events)] };
  },
};

/** @param {unknown} body */
function readAll(body) {
  const given = /** @type {SubscriptionBody} */ (body);
  return { ...readers.Name(given), ...readers.Url(given), ...readers.Enabled(given), ...readers.Events(given) };
}
