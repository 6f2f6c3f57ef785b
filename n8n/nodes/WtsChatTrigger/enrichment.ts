// What an event does not tell itself. The platform has its answer already, and the event is worth more than any of this: what
// fails is told in the item, and logged.

import type { IBinaryData, IDataObject, IWebhookFunctions } from 'n8n-workflow';
import { clientOf } from '../../src/client';
import { type ErrorJson, errorJson } from '../../src/errors';
import { fileOf } from '../../src/files';
import type { WebhookEvent } from './event';

/** The event waits for these calls: shorter than for calls that are asked for. */
const PATIENCE = { timeout: 20_000, maxWait: 60_000 };

/** `Undefined` aside, all there are. */
const SESSION_DETAILS = [
  'AgentDetails',
  'DepartmentsDetails',
  'ContactDetails',
  'ChannelTypeDetails',
  'ClassificationDetails',
  'ChannelDetails',
] as const;

const CONTACT_DETAILS = ['Tags', 'CustomFields', 'Portfolios'] as const;

/** What contents of events hold, of what is read here. */
interface Content {
  id?: string | null;
  sessionId?: string | null;
  channelId?: string | null;
  contactId?: string | null;
  /** Of a card. */
  contactIds?: string[] | null;
  details?: { file?: { publicUrl?: string | null } | null } | null;
}

export class Enrichment {
  readonly failures: Record<string, ErrorJson> = {};
  readonly #context: IWebhookFunctions;
  readonly #eventType: string;
  readonly #content: Content;
  readonly #withDetails: boolean;
  #client: ReturnType<typeof clientOf> | undefined;
  #session: Promise<IDataObject | undefined> | undefined;

  constructor(context: IWebhookFunctions, { eventType, content }: WebhookEvent, withDetails: boolean) {
    this.#context = context;
    this.#eventType = eventType.toUpperCase();
    this.#content = content as Content;
    this.#withDetails = withDetails;
  }

  async channelId(): Promise<string | undefined> {
    return this.#content.channelId ?? ((await this.session())?.channelId as string | undefined);
  }

  /** Read once, whoever asks. */
  session(): Promise<IDataObject | undefined> {
    this.#session ??= this.#attempt('session', async () => {
      const sessionId = this.#content.sessionId ?? this.#idOf('SESSION_');
      if (!sessionId) return undefined;
      const includeDetails = this.#withDetails ? { includeDetails: [...SESSION_DETAILS] } : {};
      return await (await this.#connected()).session.get({ sessionId, ...includeDetails });
    });
    return this.#session;
  }

  contact(): Promise<IDataObject | undefined> {
    return this.#attempt('contact', async () => {
      const contactId = await this.#contactId();
      if (!contactId) return undefined;
      return await (await this.#connected()).contact.get({ contactId, includeDetails: [...CONTACT_DETAILS] });
    });
  }

  file(): Promise<IBinaryData | undefined> {
    return this.#attempt('file', () => fileOf(this.#context, this.#content));
  }

  async #contactId(): Promise<string | undefined> {
    const { contactId, contactIds } = this.#content;
    const told = contactId ?? contactIds?.[0] ?? this.#idOf('CONTACT_');
    return told ?? ((await this.session())?.contactId as string | undefined);
  }

  /** Events of sessions and contacts tell the whole of them, under its own id. */
  #idOf(kind: string): string | undefined {
    return this.#eventType.startsWith(kind) ? (this.#content.id ?? undefined) : undefined;
  }

  #connected(): ReturnType<typeof clientOf> {
    this.#client ??= clientOf(this.#context, PATIENCE);
    return this.#client;
  }

  async #attempt<T>(name: string, work: () => Promise<unknown>): Promise<T | undefined> {
    try {
      return (await work()) as T | undefined;
    } catch (error) {
      const failure = errorJson(error);
      this.failures[name] = failure;
      this.#context.logger.warn(`WTS Chat Trigger: ${this.#eventType} goes on without its ${name}. ${failure.message}`);
      return undefined;
    }
  }
}
