// The test of a credential: whether the token is alive, whatever it may do.

import type {
  ICredentialDataDecryptedObject,
  ICredentialsDecrypted,
  ICredentialTestFunctions,
  INodeCredentialTestResult,
} from 'n8n-workflow';
import { isWtsError, WtsClient } from './wtsChat';

/** Cheap routes of two services: a token without rights to one of them is refused there as a dead one is. */
const ROUTES = [
  ['channel', 'list'],
  ['tag', 'list'],
] as const;

const TIMEOUT = 15_000;

export async function testCredential(
  this: ICredentialTestFunctions,
  { data }: ICredentialsDecrypted<ICredentialDataDecryptedObject>,
): Promise<INodeCredentialTestResult> {
  let refusal: unknown;
  for (const [resource, operation] of ROUTES) {
    try {
      await clientOf(this, data).execute(resource, operation);
      return { status: 'OK', message: 'Connection successful' };
    } catch (error) {
      if (!isWtsError(error)) return { status: 'Error', message: (error as Error).message };
      // It is known, and may not do this one thing.
      if (error.code === 'permission') return { status: 'OK', message: 'Connection successful' };
      if (error.code !== 'authentication') return { status: 'Error', message: error.message };
      refusal ??= error;
    }
  }
  return { status: 'Error', message: (refusal as Error).message };
}

function clientOf({ helpers }: ICredentialTestFunctions, data: ICredentialDataDecryptedObject = {}): WtsClient {
  // The only helper that n8n gives to tests of credentials.
  const { request } = helpers;
  return new WtsClient({
    // Without one at all, the client would take it that somebody else adds it.
    apiKey: (data.apiKey as string | undefined) ?? '',
    baseUrl: (data.baseUrl as string | undefined)?.trim() || undefined,
    rateLimit: false,
    timeout: TIMEOUT,
    maxRetries: 1,
    fetch: async (input, init = {}) => {
      const answer = (await request({
        ...{ uri: String(input), method: init.method, headers: init.headers },
        ...{ resolveWithFullResponse: true, simple: false, followRedirect: false, timeout: TIMEOUT },
      })) as { statusCode: number; headers: Record<string, string>; body: unknown };
      const { statusCode: status, headers, body } = answer;
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      return { status, headers, text: async () => text } as unknown as Response;
    },
  });
}
