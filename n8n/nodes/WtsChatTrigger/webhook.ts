// A delivery of the platform: it is answered before anything that takes time, and starts a workflow or not.

import type { IDataObject, INodeExecutionData, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { isFromContact, isWtsError, parseWebhook } from '../../src/wtsChat';
import { Enrichment } from './enrichment';
import type { WebhookEvent } from './event';
import { isRepeat } from './repeats';
import { knowsSecret } from './secret';
import { type Settings, settingsOf } from './settings';

/** n8n starts nothing without data. The answer is ours: n8n's own would wait for what we return. */
const NOTHING: IWebhookResponseData = { noWebhookResponse: true };

export async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
  if (!knowsSecret(context)) return refuse(context, 403);
  const event = eventOf(context);
  if (!event) return refuse(context, 400);
  const settings = settingsOf(context);
  context.getResponseObject().status(200).end();
  if (isOwnMessage(event) && settings.ignoreOwnMessages) return NOTHING;
  if (settings.dropRepeats && isRepeat(context, event)) return NOTHING;
  const item = await itemOf(context, event, settings);
  return item ? { ...NOTHING, workflowData: [[item]] } : NOTHING;
}

function refuse(context: IWebhookFunctions, status: number): IWebhookResponseData {
  context.getResponseObject().status(status).end();
  return NOTHING;
}

/** As the platform sent it, where n8n has kept that: it parses by content type. */
function eventOf(context: IWebhookFunctions): WebhookEvent | undefined {
  const { rawBody, body } = context.getRequestObject() as { rawBody?: Buffer; body?: unknown };
  try {
    return parseWebhook(rawBody ?? body) as WebhookEvent;
  } catch (error) {
    context.logger.warn(`WTS Chat Trigger: refused. ${isWtsError(error) ? error.message : 'The body cannot be read.'}`);
    return undefined;
  }
}

const isOwnMessage = (event: WebhookEvent) => /^message_/i.test(event.eventType) && !isFromContact(event);

/** Nothing where the event is of another channel. */
async function itemOf(
  context: IWebhookFunctions,
  event: WebhookEvent,
  { channelIds, includeSession, includeContact, binaryPropertyName }: Settings,
): Promise<INodeExecutionData | undefined> {
  const enrichment = new Enrichment(context, event, includeSession);
  if (channelIds.length) {
    const channelId = await enrichment.channelId();
    if (channelId && !channelIds.includes(channelId)) return undefined;
  }
  const [session, contact, file] = await Promise.all([
    includeSession ? enrichment.session() : undefined,
    includeContact ? enrichment.contact() : undefined,
    binaryPropertyName ? enrichment.file() : undefined,
  ]);
  const { failures } = enrichment;
  const json: IDataObject = { ...event } as IDataObject;
  if (session) json.session = session;
  if (contact) json.contact = contact;
  if (Object.keys(failures).length) json.enrichmentError = failures;
  return { json, ...(file && binaryPropertyName && { binary: { [binaryPropertyName]: file } }) };
}
