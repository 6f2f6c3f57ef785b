import type { IWebhookFunctions } from 'n8n-workflow';

export interface Settings {
  channelIds: string[];
  ignoreOwnMessages: boolean;
  dropRepeats: boolean;
  includeSession: boolean;
  includeContact: boolean;
  /** Where files go; nowhere, where they are not wanted. */
  binaryPropertyName: string | undefined;
}

/** Filters and options that nobody has added are absent, and mean less than those that are added and left as they are. */
export function settingsOf(context: IWebhookFunctions): Settings {
  const filters = context.getNodeParameter('filters', {}) as Partial<Settings> & { channelIds?: string | string[] };
  const options = context.getNodeParameter('options', {}) as Partial<Settings> & { downloadFiles?: boolean };
  return {
    channelIds: [filters.channelIds ?? []].flat(),
    ignoreOwnMessages: filters.ignoreOwnMessages ?? false,
    dropRepeats: options.dropRepeats ?? true,
    includeSession: options.includeSession ?? false,
    includeContact: options.includeContact ?? false,
    binaryPropertyName: options.downloadFiles ? options.binaryPropertyName || 'data' : undefined,
  };
}
