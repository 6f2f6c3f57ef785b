import type { IAuthenticateGeneric, ICredentialType, Icon, INodeProperties } from 'n8n-workflow';

export class WtsChatApi implements ICredentialType {
  name = 'wtsChatApi';

  displayName = 'WTS Chat API';

  icon: Icon = { light: 'file:../icons/wtsChat.svg', dark: 'file:../icons/wtsChat.dark.svg' };

  documentationUrl = 'https://www.npmjs.com/package/n8n-nodes-wts-chat#credential';

  properties: INodeProperties[] = [
    {
      displayName: 'API Token',
      name: 'apiKey',
      type: 'string',
      typeOptions: { password: true },
      required: true,
      default: '',
      description:
        'A permanent token of the account (pn_…). Tokens that begin with staging_ or test_ choose those hosts and lose the prefix.',
    },
    {
      displayName: 'Base URL',
      name: 'baseUrl',
      type: 'string',
      default: '',
      placeholder: 'https://api.wts.chat',
      description: 'Address of the API, for platforms that have their own. Empty for the usual one.',
    },
    {
      displayName: 'Share of the Rate Limits',
      name: 'rateLimitShare',
      type: 'number',
      typeOptions: { minValue: 1, maxValue: 100 },
      default: 100,
      description:
        "Percent of the account's rate limits that one process of n8n uses. Each worker paces its own calls: with four workers, give each 25.",
    },
  ];

  authenticate: IAuthenticateGeneric = {
    type: 'generic',
    properties: {
      headers: {
        Authorization: '=Bearer {{ $credentials.apiKey.trim().replace(/^(staging|test)_/, "") }}',
      },
    },
  };
}
