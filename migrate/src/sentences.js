// The report in plain sentences.

/** @param {import('./index.js').Report} report @returns {string} */
export function sentences({ rewritten, notes, readers }) {
  const lines = [];
  if (rewritten.length === 0) {
    const isLeft = notes.length > 0;
    lines.push(isLeft ? 'Nothing was rewritten.' : 'There is nothing to rewrite: no node of the old package is in it.');
  }
  for (const { action, resource, operation, ...entry } of rewritten) {
    lines.push(`${named(entry)} (${action}) is now ${resource}.${operation}.`);
  }
  for (const [message, places] of grouped(notes)) lines.push(`${places.join(', ')}: ${message}`);
  for (const { reads, why, expressions, ...entry } of readers) {
    const where = expressions.length > 0 ? ` (${expressions.join(', ')})` : '';
    lines.push(`${named(entry)} reads what "${reads}" puts out${where}. ${why}`);
  }
  return `${lines.join('\n')}\n`;
}

/** @param {{ node: string, workflow?: string }} entry */
const named = ({ node, workflow }) => (workflow === undefined ? `"${node}"` : `"${node}" of "${workflow}"`);

/** The same remark on several parameters is said once. @param {import('./index.js').Report['notes']} notes */
function grouped(notes) {
  /** @type {Map<string, string[]>} */
  const places = new Map();
  for (const { parameter, message, ...entry } of notes) {
    const place = parameter === undefined ? named(entry) : `${named(entry)}, ${parameter}`;
    places.set(message, [...(places.get(message) ?? []), place]);
  }
  return places;
}
