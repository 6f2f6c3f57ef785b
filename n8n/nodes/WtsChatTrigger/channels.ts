import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { clientOf } from '../../src/client';
import { asNodeError } from '../../src/errors';

export async function channelChoices(context: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
  try {
    const client = await clientOf(context);
    return await client.choices('message', 'sendText', 'from');
  } catch (error) {
    throw asNodeError(context.getNode(), error);
  }
}
