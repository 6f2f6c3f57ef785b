// A PDF to send when nobody gave one: a few A4 pages with text and a picture each, some megabytes in all.

import { writeFile } from 'node:fs/promises';

const width = 720;
const height = 480;

/**
 * @param {string} path where to write it
 * @param {string} title
 * @param {string[]} lines under the title of every page, ASCII
 * @param {number} [pages] about one megabyte each
 */
export async function writePdf(path, title, lines, pages = 4) {
  const numbers = Array.from({ length: pages }, (_, index) => index);
  // Objects 1 to 4, then three for each page: itself, its text, its picture.
  const first = 5;
  const kids = numbers.map((page) => `${first + 3 * page} 0 R`).join(' ');
  const objects = [
    bytes('<< /Type /Catalog /Pages 2 0 R >>'),
    bytes(`<< /Type /Pages /Kids [${kids}] /Count ${pages} >>`),
    bytes('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>'),
    bytes(`<< /Title ${literal(title)} /Producer (wts-chat demo) >>`),
    ...numbers.flatMap((page) => [
      bytes(
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${first + 3 * page + 1} 0 R ` +
          `/Resources << /Font << /F 3 0 R >> /XObject << /I ${first + 3 * page + 2} 0 R >> >> >>`,
      ),
      stream('', bytes(content(title, [...lines, `Page ${page + 1} of ${pages}`]))),
      stream(
        `/Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceRGB /BitsPerComponent 8 `,
        picture(page),
      ),
    ]),
  ];
  await writeFile(path, assemble(objects));
}

/**
 * Header, objects, the table of where they begin, trailer.
 * @param {Uint8Array[]} objects numbered from 1
 */
function assemble(objects) {
  /** @type {Uint8Array[]} */
  const parts = [];
  let length = 0;
  const add = (/** @type {Uint8Array} */ part) => {
    parts.push(part);
    length += part.length;
  };
  // The comment of high bytes says that the file is binary.
  add(bytes('%PDF-1.4\n%\xe2\xe3\xcf\xd3\n'));
  const starts = objects.map((object, index) => {
    const start = length;
    add(bytes(`${index + 1} 0 obj\n`));
    add(object);
    add(bytes('\nendobj\n'));
    return start;
  });
  const size = objects.length + 1;
  const table = starts.map((start) => `${String(start).padStart(10, '0')} 00000 n \n`).join('');
  const trailer = `trailer\n<< /Size ${size} /Root 1 0 R /Info 4 0 R >>\nstartxref\n${length}\n%%EOF\n`;
  add(bytes(`xref\n0 ${size}\n0000000000 65535 f \n${table}${trailer}`));
  return Buffer.concat(parts);
}

/**
 * What a page draws.
 * @param {string} title
 * @param {string[]} lines
 */
function content(title, lines) {
  const text = lines.map((line) => `T* ${literal(line)} Tj`).join('\n');
  return [
    `BT /F 26 Tf 56 760 Td ${literal(title)} Tj ET`,
    `BT /F 12 Tf 18 TL 56 738 Td\n${text} ET`,
    `q 483 0 0 322 56 ${690 - 18 * lines.length - 322} cm /I Do Q`,
  ].join('\n');
}

/**
 * Waves from three points, in a colour of the page's own: plain RGB, so that the size is what it looks like.
 * @param {number} page
 */
function picture(page) {
  const points = [0, 1, 2].map((n) => [
    width * (0.5 + 0.4 * Math.sin(page + 2 * n)),
    height * (0.5 + 0.4 * Math.cos(n)),
  ]);
  const rgb = new Uint8Array(width * height * 3);
  let at = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let wave = 0;
      for (const [px = 0, py = 0] of points) wave += Math.sin(Math.hypot(x - px, y - py) / 24) / 3;
      for (let colour = 0; colour < 3; colour++) rgb[at++] = 128 + 96 * Math.sin(2.4 * wave + 0.9 * colour + page);
    }
  }
  return rgb;
}

/**
 * @param {string} dictionary entries besides the length
 * @param {Uint8Array} data
 */
function stream(dictionary, data) {
  return Buffer.concat([bytes(`<< ${dictionary}/Length ${data.length} >>\nstream\n`), data, bytes('\nendstream')]);
}

/** @param {string} text */
const literal = (text) => `(${text.replace(/[\\()]/g, '\\$&')})`;

/** @param {string} text */
const bytes = (text) => Buffer.from(text, 'latin1');
