import type {
  IExecuteFunctions,
  INodeExecutionData,
  INodeProperties,
  INodePropertyOptions,
  INodeType,
  INodeTypeDescription,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { listSearch, loadOptions } from '../../src/choices';
import { testCredential } from '../../src/credentialTest';
import { CUSTOM, customApiCallProperties } from '../../src/customApiCall';
import { execute } from '../../src/execute';
import { properties, resources } from './actions';

// Where n8n itself puts its own, at the end.
const everyResource: INodePropertyOptions[] = [...resources, { name: 'Custom API Call', value: CUSTOM }];

const resource: INodeProperties = {
  displayName: 'Resource',
  name: 'resource',
  type: 'options',
  noDataExpression: true,
  options: everyResource,
  default: 'message',
};

const fileField: INodeProperties = {
  displayName: 'Put Output File in Field',
  name: 'binaryPropertyName',
  type: 'string',
  required: true,
  displayOptions: { show: { resource: ['message'], operation: ['getFile'] } },
  default: 'data',
  hint: 'The name of the output binary field to put the file in',
};

export class WtsChat implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'WTS Chat',
    name: 'wtsChat',
    icon: { light: 'file:../../icons/wtsChat.svg', dark: 'file:../../icons/wtsChat.dark.svg' },
    group: ['output'],
    version: 1,
    subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
    description: 'Send WhatsApp, Instagram and Messenger messages and manage sessions, contacts and panels',
    defaults: { name: 'WTS Chat' },
    usableAsTool: true,
    inputs: [NodeConnectionTypes.Main],
    outputs: [NodeConnectionTypes.Main],
    credentials: [{ name: 'wtsChatApi', required: true, testedBy: 'testCredential' }],
    properties: [resource, ...properties, ...customApiCallProperties, fileField],
  };

  methods = {
    credentialTest: { testCredential },
    loadOptions: loadOptions(properties),
    listSearch,
  };

  async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
    return [await execute(this, properties)];
  }
}
