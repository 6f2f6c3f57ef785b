// What the bundler makes of the built module: its bytes as base64 text.
declare module '*_bg.wasm' {
  const base64: string;
  export default base64;
}

// What workerd makes of the module in the package.
declare module '*/wts_chat.wasm' {
  const module: WebAssembly.Module;
  export default module;
}
