/** What a program knows of its platform where globals are out of reach (some hosts forbid them). */
export interface Platform {
  /** Its fetch and its codes of failures are Node.js's. Default: found out. */
  isNode?: boolean | undefined;
  /** Resolves after so many milliseconds. Default: a timer that is cleared when `signal` ends the wait. */
  sleep?: ((milliseconds: number, signal?: AbortSignal) => Promise<void>) | undefined;
}

/**
 * Starts the package with the wasm module that is served at an address: `pkg/dist/wts_chat.wasm` of the package `wts-chat` of the same
 * version. Compiles while it is loading where it is served as `application/wasm`. Before it is done, all that the package does fails
 * with `configuration`. Once it is started, it stays as it is: another `init` does nothing.
 * @throws {WtsError} `configuration` for what cannot be loaded, or is another module.
 */
export function init(source: string | URL, platform?: Platform): Promise<void>;

/** Likewise, with a `WebAssembly.Module`, or its bytes as an ArrayBuffer or any view: at once. */
export function init(source: object, platform?: Platform): void;
