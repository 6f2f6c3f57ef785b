// The package without its wasm module, for those who bring it themselves: nothing works before `init`.

import type { Platform } from '../dist/slim.js';
import { defineResources } from './client.js';
import { WtsError } from './error.js';
import { told } from './failures.js';
import { isStarted, start } from './instance.js';
import { setPlatform } from './platform.js';

type Source = WebAssembly.Module | BufferSource;

export function init(source: string | URL, platform?: Platform): Promise<void>;
export function init(source: Source, platform?: Platform): void;
export function init(source: Source | string | URL, platform: Platform = {}): void | Promise<void> {
  if (typeof source === 'string' || source instanceof URL) return initFrom(source, platform);
  begin(source, platform);
}

async function initFrom(url: string | URL, platform: Platform): Promise<void> {
  if (!isStarted()) begin(await load(url), platform);
}

function begin(source: Source, platform: Platform): void {
  // A second instance would not know what the first has sent within the rate limits.
  if (isStarted()) return;
  try {
    start(isBytes(source) ? new WebAssembly.Module(source) : source);
  } catch (cause) {
    throw unusable(
      'what init was given is not the wasm module of this version: take wts_chat.wasm of the same package',
      cause,
    );
  }
  setPlatform(platform);
  defineResources();
}

const isBytes = (source: Source): source is BufferSource =>
  ArrayBuffer.isView(source) || Object.prototype.toString.call(source) === '[object ArrayBuffer]';

/** Compiles while the bytes come, where the server calls them what they are. */
async function load(url: string | URL): Promise<WebAssembly.Module> {
  try {
    const response = await globalThis.fetch(url);
    if (!response.ok) throw new Error(`the server answered ${response.status}`);
    if (response.headers.get('content-type') === 'application/wasm') {
      return await WebAssembly.compileStreaming(response);
    }
    return await WebAssembly.compile(await response.arrayBuffer());
  } catch (cause) {
    throw unusable(
      `the wasm module at ${url} cannot be loaded (${told(cause)[2]}): give its bytes, or another address`,
      cause,
    );
  }
}

const unusable = (what: string, cause: unknown) =>
  new WtsError({ code: 'configuration', message: `wts-chat/slim: ${what}.`, cause });

export * from './exports.js';
