// n8n's expressions: texts that begin with `=`. What is in double braces is JavaScript.

/** @param {unknown} value @returns {value is string} */
export const isExpression = (value) => typeof value === 'string' && value.startsWith('=');

/**
 * The code of an expression that is nothing else, or nothing: texts around it make a text of whatever it gives.
 * @param {unknown} value
 * @returns {string | undefined}
 */
export function codeOf(value) {
  if (typeof value !== 'string') return undefined;
  const found = /^=\{\{((?:(?!\{\{|\}\}).)*)\}\}$/s.exec(value);
  const code = found?.[1]?.trim().replace(/;$/, '');
  // Several statements do not fit into brackets.
  if (!code || outline(code).includes(';')) return undefined;
  // A comment would swallow the bracket that follows.
  return code.includes('//') ? `(${code}\n)` : `(${code})`;
}

/** Code without its texts and without what is in braces. @param {string} code */
function outline(code) {
  let rest = code.replace(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`/g, '');
  for (let last = ''; last !== rest; ) {
    last = rest;
    rest = rest.replace(/\{[^{}]*\}/g, '');
  }
  return rest;
}

/**
 * An expression on the result of another one, or nothing where that cannot be exact.
 * @param {unknown} value @param {(code: string) => string} make
 */
export function wrapped(value, make) {
  const code = codeOf(value);
  return code === undefined ? undefined : `={{ ${make(code)} }}`;
}

/** A value as JavaScript: the code of an expression, or the literal. @param {unknown} value @returns {string | undefined} */
export const asCode = (value) => (isExpression(value) ? codeOf(value) : JSON.stringify(value));
