// Files: those of the input as uploads, those of the platform as binary data.

import type { IBinaryData, IExecuteFunctions, IWebhookFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

/** A file of the input, opened only when it is uploaded, and anew for every attempt. */
export async function inputFile(context: IExecuteFunctions, itemIndex: number, property: string) {
  const { helpers } = context;
  const binary = helpers.assertBinaryData(itemIndex, property);
  const { id, fileName: name, mimeType } = binary;
  const size = id ? (await helpers.getBinaryMetadata(id)).fileSize : Buffer.byteLength(binary.data, 'base64');
  if (size === 0) {
    throw new NodeOperationError(context.getNode(), `The file in the binary field '${property}' is empty`, {
      itemIndex,
      description: 'Look at the node before this one: it has to put out a file that holds something.',
    });
  }
  const pieces = () => (id ? stored(helpers, id) : inMemory(helpers, itemIndex, property));
  return { name: name ?? defaultName(binary), mimeType, data: blob(size, mimeType, pieces) };
}

type Helpers = IExecuteFunctions['helpers'];

async function* stored(helpers: Helpers, id: string): AsyncGenerator<Uint8Array> {
  yield* (await helpers.getBinaryStream(id)) as AsyncIterable<Uint8Array>;
}

async function* inMemory(helpers: Helpers, itemIndex: number, property: string): AsyncGenerator<Uint8Array> {
  yield await helpers.getBinaryDataBuffer(itemIndex, property);
}

/** What can be read more than once and knows its size is a Blob to the client. */
function blob(size: number, type: string, pieces: () => AsyncGenerator<Uint8Array>): Blob {
  return {
    [Symbol.toStringTag]: 'Blob',
    size,
    type,
    stream: () => new ReadableStream(source(pieces()), { highWaterMark: 0 }),
  } as unknown as Blob;
}

function source(pieces: AsyncGenerator<Uint8Array>): UnderlyingDefaultSource<Uint8Array> {
  return {
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(new Uint8Array(value));
    },
    async cancel() {
      await pieces.return(undefined);
    },
  };
}

const defaultName = ({ fileExtension }: IBinaryData) => (fileExtension ? `file.${fileExtension}` : 'file');

/** Milliseconds for a whole download: n8n's own time-out ends with the headers of the answer. */
const DOWNLOAD = 120_000;

/** Where a message keeps its file: in a message of the API, and in one of a webhook. */
interface FileOfMessage {
  publicUrl?: string | null;
  name?: string | null;
  mimeType?: string | null;
}

export interface WithFile {
  details?: { file?: FileOfMessage | null } | null;
}

/** The file of a message, or nothing where it has none. */
export async function fileOf(
  { helpers }: IExecuteFunctions | IWebhookFunctions,
  { details }: WithFile,
  signal?: AbortSignal,
): Promise<IBinaryData | undefined> {
  const { publicUrl, name, mimeType } = details?.file ?? {};
  if (!publicUrl) return undefined;
  const timeout = AbortSignal.timeout(DOWNLOAD);
  const abortSignal = signal ? AbortSignal.any([signal, timeout]) : timeout;
  const content = await helpers.httpRequest({ url: publicUrl, encoding: 'stream', abortSignal });
  return await helpers.prepareBinaryData(content, name ?? undefined, mimeType ?? undefined);
}
