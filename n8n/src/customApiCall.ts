// A request to any route of the API, with the same care as the known ones.

import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { callOptions } from '../nodes/WtsChat/actions';
import type { Params } from './params';

/** The resource whose only operation it is. */
export const CUSTOM = 'customApiCall';

const shown = { show: { resource: [CUSTOM], operation: ['request'] } };

export const customApiCallProperties: INodeProperties[] = [
  {
    displayName: 'Operation',
    name: 'operation',
    type: 'options',
    noDataExpression: true,
    displayOptions: { show: { resource: [CUSTOM] } },
    options: [
      {
        name: 'Request',
        value: 'request',
        description: 'Make a request to any route of the API',
        action: 'Make a custom API call',
      },
    ],
    default: 'request',
  },
  {
    displayName: 'Method',
    name: 'method',
    type: 'options',
    displayOptions: shown,
    options: [
      { name: 'DELETE', value: 'DELETE' },
      { name: 'GET', value: 'GET' },
      { name: 'POST', value: 'POST' },
      { name: 'PUT', value: 'PUT' },
    ],
    default: 'GET',
    description: 'GET, PUT and DELETE are repeated after a failure where that is safe, POST is not',
  },
  {
    displayName: 'Path',
    name: 'path',
    type: 'string',
    required: true,
    displayOptions: shown,
    default: '',
    placeholder: 'e.g. /core/v1/tag',
    description: 'Path of the route, with the prefix of its service',
  },
  {
    displayName: 'Query',
    name: 'query',
    type: 'json',
    displayOptions: shown,
    default: '{}',
    description: 'Parameters of the query, as an object; a list repeats a parameter',
  },
  {
    displayName: 'Body',
    name: 'body',
    type: 'json',
    displayOptions: { show: { ...shown.show, method: ['POST', 'PUT', 'DELETE'] } },
    default: '{}',
    description: 'What is sent as JSON',
  },
  {
    displayName: 'Options',
    name: 'options',
    type: 'collection',
    placeholder: 'Add Option',
    displayOptions: shown,
    default: {},
    options: callOptions,
  },
];

export function customRequest(context: IExecuteFunctions, itemIndex: number): Params {
  const method = context.getNodeParameter('method', itemIndex) as string;
  const path = context.getNodeParameter('path', itemIndex) as string;
  const query = json(context, 'query', itemIndex);
  const body = method === 'GET' ? undefined : json(context, 'body', itemIndex);
  return { method, path, query, body };
}

/** What a JSON field says; nothing where it is empty. */
function json(context: IExecuteFunctions, name: string, itemIndex: number): unknown {
  const given = context.getNodeParameter(name, itemIndex, '') as unknown;
  if (typeof given !== 'string') return given;
  if (!given.trim() || given.trim() === '{}') return undefined;
  try {
    return JSON.parse(given) as unknown;
  } catch (error) {
    throw new NodeOperationError(context.getNode(), `The parameter "${name}" is no JSON: ${(error as Error).message}`, {
      itemIndex,
    });
  }
}
