// Saved workflows of the older node name chatbots by their ids and a card's custom fields by their names, where the API wants the
// keys of both: they are looked up, once in a run.

import { isObject, type Params } from './params';
import type { WtsClient } from './wtsChat';

export class OlderValues {
  readonly #client: WtsClient;
  #keysOfBots: Promise<Map<unknown, unknown>> | undefined;
  readonly #keysOfFields = new Map<unknown, Promise<Map<string, string>>>();

  constructor(client: WtsClient) {
    this.#client = client;
  }

  /** With keys in the place of what stands for them; what stands for nothing stays. */
  async replaced(params: Params): Promise<Params> {
    const { botKey, cardId, customFields } = params;
    if (botKey) {
      this.#keysOfBots ??= this.#bots();
      return { ...params, botKey: (await this.#keysOfBots).get(botKey) ?? botKey };
    }
    if (!cardId || !isObject(customFields)) return params;
    const keys = this.#keysOfFields.get(cardId) ?? this.#fields(params);
    this.#keysOfFields.set(cardId, keys);
    const known = await keys;
    const entries = Object.entries(customFields).map(([name, value]) => [known.get(name) ?? name, value]);
    return { ...params, customFields: Object.fromEntries(entries) };
  }

  async #bots(): Promise<Map<unknown, unknown>> {
    const bots = await this.#client.chatbot.listAll({}).toArray();
    return new Map(bots.map(({ id, key }) => [id, key]));
  }

  async #fields({ cardId }: Params): Promise<Map<string, string>> {
    const fields = await this.#client.choices('panel', 'updateCard', 'customFields', { cardId });
    return new Map(fields.map(({ name, value }) => [name, value]));
  }
}
