// What the bundler makes of the module: its bytes as base64 text.
declare module '*.wasm' {
  const base64: string;
  export default base64;
}
