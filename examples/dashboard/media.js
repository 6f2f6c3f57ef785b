// Files that the contacts of the lively sandbox sent: the sandbox's storage keeps no bytes, so they are handed out from here.

import { createServer } from 'node:http';

/** A drawing that stands for a photo. @param {string} back @param {string} inner @param {string} words */
const picture = (back, inner, words) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="480" height="360" viewBox="0 0 480 360"><rect width="480" height="360" fill="${back}"/>` +
  `${inner}<text x="240" y="336" font-family="sans-serif" font-size="22" fill="#ffffff" text-anchor="middle">${words}</text></svg>`;

const dress =
  '<path d="M200 60h80l-14 60 54 170H160l54-170z" fill="#f4d6e4"/><path d="M214 120h52v14h-52z" fill="#b0567f"/>';
const box =
  '<path d="M120 110h240v170H120z" fill="#d8b48a"/><path d="M225 110h30v170h-30zM120 150h240v8H120z" fill="#a9825a"/>';
const receipt =
  '<path d="M160 40h160v250l-20-14-20 14-20-14-20 14-20-14-20 14-20-14-20 14z" fill="#ffffff"/>' +
  '<path d="M180 80h120v8H180zm0 32h120v8H180zm0 32h80v8h-80zm0 60h120v12H180z" fill="#90a4ae"/>';

const files = new Map([
  ['/vestido.svg', { type: 'image/svg+xml', body: picture('#7d5a86', dress, 'Vestido azul, tam. 40') }],
  ['/caixa.svg', { type: 'image/svg+xml', body: picture('#5d7a6f', box, 'A caixa chegou aberta') }],
  ['/comprovante.svg', { type: 'image/svg+xml', body: picture('#455a64', receipt, 'Comprovante PIX') }],
  ['/orcamento.pdf', { type: 'application/pdf', body: pdf('Orcamento 2231', 'Uniformes: 30 pecas, R$ 4.200,00') }],
]);

/** Names and sizes of what there is. */
export const mediaFiles = [...files].map(([path, { type, body }]) => ({
  name: path.slice(1),
  mimeType: type,
  size: Buffer.byteLength(body),
}));

/** @returns {Promise<{ url: string, close: () => Promise<void> }>} */
export async function startMedia() {
  const server = createServer((request, response) => {
    const found = files.get(request.url ?? '');
    if (!found) return response.writeHead(404).end();
    // Drawings may hold scripts: these do not, and none would run.
    const safe = {
      'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'",
      'X-Content-Type-Options': 'nosniff',
    };
    return response.writeHead(200, { 'Content-Type': found.type, ...safe }).end(found.body);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const close = () =>
    new Promise((/** @type {(value: void) => void} */ resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${port}`, close };
}

/** One page with two lines. @param {string} title @param {string} line */
function pdf(title, line) {
  const text = `BT /F 20 Tf 60 760 Td (${title}) Tj /F 13 Tf 0 -40 Td (${line}) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>',
    `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let body = '%PDF-1.4\n';
  const places = objects.map((object, index) => {
    const place = body.length;
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(place).padStart(10, '0')} 00000 n \n`;
  });
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.join('')}`;
  return `${body}${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`;
}
