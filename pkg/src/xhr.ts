// Uploads in browsers: only XMLHttpRequest tells there how far an upload has come.

import type { Send } from './uploads.js';

/** Told the bytes sent so far. */
export type OnProgress = (sent: number) => void;

/** Answers without a body, for which a Response takes none. */
const WITHOUT_BODY = [204, 205, 304];

/** Sends as fetch would, but with progress. */
export function xhr(onProgress: OnProgress): Send {
  return (url, { method = 'GET', headers, body, signal }) =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      const abort = () => request.abort();
      request.open(method, url);
      for (const [name, value] of new Headers(headers)) request.setRequestHeader(name, value);
      request.responseType = 'arraybuffer';
      request.upload.onprogress = ({ loaded }) => onProgress(loaded);
      request.onload = () => resolve(answerOf(request, url));
      request.onerror = () =>
        reject(new TypeError('the connection failed, or the server does not allow this page (CORS)'));
      request.onabort = () => reject(signal.reason);
      request.onloadend = () => signal.removeEventListener('abort', abort);
      signal.addEventListener('abort', abort);
      request.send(body as XMLHttpRequestBodyInit);
    });
}

function answerOf(request: XMLHttpRequest, url: string): Response {
  // It follows redirects, and nothing tells it not to: to whoever reads the answer, it has not.
  if (request.responseURL !== new URL(url, location.href).href) return new Response(null, { status: 302 });
  const lines = request.getAllResponseHeaders().trim().split('\r\n').filter(Boolean);
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon), line.slice(colon + 1).trim()];
  });
  const { status } = request;
  return new Response(WITHOUT_BODY.includes(status) ? null : (request.response as ArrayBuffer), { status, headers });
}
