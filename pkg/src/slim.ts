// The package without its wasm module, for those who bring it themselves: nothing works before `init`.

import { defineResources } from './client.js';
import { start } from './instance.js';
import { type Platform, setPlatform } from './platform.js';

/** Takes the wasm module, or its bytes, and what the platform is where that cannot be found out. */
export function init(source: WebAssembly.Module | BufferSource, platform: Platform = {}): void {
  setPlatform(platform);
  start(source);
  defineResources();
}

export * from './exports.js';
