// The trigger's subscription at the platform, from activation to deactivation.

import type { IHookFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { clientOf } from '../../src/client';
import { asNodeError } from '../../src/errors';
import { isWtsError } from '../../src/wtsChat';
import { type Kept, keptBy, newSecret, withSecret } from './secret';

type Client = Awaited<ReturnType<typeof clientOf>>;
type Subscription = Awaited<ReturnType<Client['webhook']['listSubscriptions']>>[number];
type Wanted = Pick<Parameters<Client['webhook']['createSubscription']>[0], 'url' | 'events' | 'enabled'>;

/** Whether the subscription is there; it is brought up to date where it differs from what the node asks for. */
export async function find(context: IHookFunctions): Promise<boolean> {
  try {
    const client = await clientOf(context);
    const [subscription, ...others] = await ownSubscriptions(context, client);
    if (!subscription) return false;
    // More than one: the answer to an earlier request to subscribe was lost. Each would deliver every event.
    for (const { id } of others) await remove(client, id);
    const wanted = wantedOf(context);
    if (!isLike(subscription, wanted)) {
      await client.webhook.updateSubscription({ subscriptionId: subscription.id, ...wanted });
    }
    ownKept(context).subscriptionId = subscription.id;
    return true;
  } catch (error) {
    throw asNodeError(context.getNode(), error);
  }
}

export async function subscribe(context: IHookFunctions): Promise<boolean> {
  try {
    const client = await clientOf(context);
    const { id } = await client.webhook.createSubscription({ name: nameOf(context), ...wantedOf(context) });
    ownKept(context).subscriptionId = id;
    return true;
  } catch (error) {
    throw asNodeError(context.getNode(), error);
  }
}

/**
 * The secret stays in the static data: a webhook that is under way now saves its copy of them later, and a second secret
 * could be overwritten by the first while the platform uses the second.
 */
export async function unsubscribe(context: IHookFunctions): Promise<boolean> {
  try {
    const client = await clientOf(context);
    for (const { id } of await ownSubscriptions(context, client)) await remove(client, id);
    delete ownKept(context).subscriptionId;
    return true;
  } catch (error) {
    // Thrown, it would keep n8n from forgetting the webhook. What is left is found by its address at the next activation.
    const { message } = asNodeError(context.getNode(), error);
    context.logger.error(`WTS Chat Trigger: the subscription could not be deleted. ${message}`);
    return false;
  }
}

/** Gone already is fine. */
async function remove(client: Client, subscriptionId: string): Promise<void> {
  await client.webhook.deleteSubscription({ subscriptionId }).catch((error: unknown) => {
    if (!isWtsError(error) || error.code !== 'not_found') throw error;
  });
}

/** By the id that is remembered, also where n8n's own address has changed since; else by the address, whatever its secret. */
async function ownSubscriptions(context: IHookFunctions, client: Client): Promise<Subscription[]> {
  const { subscriptionId } = ownKept(context);
  const address = addressOf(context);
  const own = (await client.webhook.listSubscriptions()).filter(
    ({ id, url }) => id === subscriptionId || url?.split('?')[0] === address,
  );
  return own.sort((a, b) => Number(b.id === subscriptionId) - Number(a.id === subscriptionId));
}

/**
 * What is kept in the static data, as long as it is this workflow's on this n8n: a copy of the workflow, on a test instance
 * say, must not take over the subscription of the original.
 */
function ownKept(context: IHookFunctions): Kept {
  const kept = keptBy(context);
  const owner = `${context.getInstanceId()}/${context.getWorkflow().id}`;
  if (kept.owner !== owner) {
    kept.owner = owner;
    kept.secret = newSecret();
    delete kept.subscriptionId;
  }
  return kept;
}

function wantedOf(context: IHookFunctions): Wanted {
  const secret = ownKept(context).secret ?? '';
  const events = [context.getNodeParameter('events')].flat() as Wanted['events'];
  return { url: withSecret(addressOf(context), secret), events, enabled: true };
}

/** The platform does not always answer the names of events in the case that it documents, nor in the order given. */
function isLike({ url, events, enabled }: Subscription, wanted: Wanted): boolean {
  const told = namesOf(events?.map(({ event }) => `${event}`));
  return enabled && url === wanted.url && told === namesOf(wanted.events);
}

const namesOf = (events: readonly string[] = []) =>
  [...new Set(events.map((name) => name.toUpperCase()))].sort().join();

function addressOf(context: IHookFunctions): string {
  const address = context.getNodeWebhookUrl('default');
  if (address) return address;
  throw new NodeOperationError(context.getNode(), 'n8n does not know the address of its webhook', {
    description: 'Look at the setting WEBHOOK_URL of n8n.',
  });
}

/** For people who look at the platform's list; it takes 100 characters. */
function nameOf(context: IHookFunctions): string {
  const { id, name } = context.getWorkflow();
  return [...`n8n: ${name ?? id}`].slice(0, 90).join('');
}
