import type {
  IHookFunctions,
  ILoadOptionsFunctions,
  INodeType,
  INodeTypeDescription,
  IWebhookFunctions,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { told } from '../../src/choices';
import { testCredential } from '../../src/credentialTest';
import { properties } from './properties';
import { find, subscribe, unsubscribe } from './subscription';
import { receive } from './webhook';

export class WtsChatTrigger implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'WTS Chat Trigger',
    name: 'wtsChatTrigger',
    icon: { light: 'file:../../icons/wtsChat.svg', dark: 'file:../../icons/wtsChat.dark.svg' },
    group: ['trigger'],
    version: 1,
    subtitle: '={{$parameter["events"].join(", ")}}',
    description:
      'Starts the workflow when something happens in WTS Chat: messages, sessions, contacts, cards, payments',
    defaults: { name: 'WTS Chat Trigger' },
    inputs: [],
    outputs: [NodeConnectionTypes.Main],
    credentials: [{ name: 'wtsChatApi', required: true, testedBy: 'testCredential' }],
    webhooks: [
      {
        name: 'default',
        httpMethod: 'POST',
        responseMode: 'onReceived',
        path: 'webhook',
        // Without the secret that only the subscription holds, the address is of no use to anybody.
        ndvHideUrl: true,
        ndvHideMethod: true,
      },
    ],
    eventTriggerDescription: 'Make one of the chosen events happen: write to one of your channels, for example',
    activationMessage: 'Each of the chosen events starts this workflow from now on.',
    properties,
  };

  methods = {
    credentialTest: { testCredential },
    loadOptions: {
      async getChannels(this: ILoadOptionsFunctions) {
        return await told(this, (client) => client.choices('message', 'sendText', 'from'));
      },
    },
  };

  webhookMethods = {
    default: {
      async checkExists(this: IHookFunctions): Promise<boolean> {
        return await find(this);
      },
      async create(this: IHookFunctions): Promise<boolean> {
        return await subscribe(this);
      },
      async delete(this: IHookFunctions): Promise<boolean> {
        return await unsubscribe(this);
      },
    },
  };

  async webhook(this: IWebhookFunctions) {
    return await receive(this);
  }
}
