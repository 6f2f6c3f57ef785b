// The package `wts-chat` with its wasm module inside: built into one file, which the nodes share and so its rate limits.
// n8n's rules for community nodes allow neither global objects nor timers, so n8n's own stand in for them.

import { sleep } from 'n8n-workflow';
import type * as wtsChat from '../../pkg/dist/index.js';
import * as slim from '../../pkg/src/slim.js';
import wasm from '../../pkg/wasm/wts_chat_bg.wasm';

/** n8n's timers cannot be cleared: what is left of a wait that has ended is at most one of these, in milliseconds. */
const SLICE = 1000;

// The bundler makes it base64.
slim.init(Buffer.from(wasm as unknown as string, 'base64'), { isNode: true, sleep: wait });

async function wait(milliseconds: number, signal?: AbortSignal): Promise<void> {
  const end = performance.now() + milliseconds;
  const slices = async () => {
    // The clock is asked once for each: between two answers an end may pass.
    let left = milliseconds;
    do {
      await sleep(Math.min(SLICE, left));
      left = end - performance.now();
    } while (left > 0 && !signal?.aborted);
  };
  await new Promise<void>((resolve) => {
    const onAbort = () => resolve();
    signal?.addEventListener('abort', onAbort);
    void slices().then(() => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    });
  });
}

export const { catalog, isFromContact, isWtsError, parseWebhook, validate, WtsClient, webhookKey } =
  slim as unknown as typeof wtsChat;
export type WtsClient = wtsChat.WtsClient;
export type * from '../../pkg/dist/index.js';
