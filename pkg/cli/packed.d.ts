/** A deflated file as base64 text: esbuild makes it so. */
declare module '*.deflate' {
  const base64: string;
  export default base64;
}
