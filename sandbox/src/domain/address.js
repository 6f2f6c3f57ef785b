// Numbers and handles: how they are compared, stored and told apart.

/** @param {string} text */
export const digits = (text) => text.replace(/\D/g, '');

/** @param {string} text */
export const isHandle = (text) => text.trim().startsWith('@');

/** @param {string} text */
export const isNumber = (text) => /^[+\d][\d\s().|-]{7,}$/.test(text.trim());

/**
 * The same number whatever its punctuation, or the same handle whatever its case.
 * @param {string | null} stored
 * @param {string} given
 */
export function sameAddress(stored, given) {
  if (stored === null) return false;
  if (isHandle(given) || isHandle(stored)) return stored.toLowerCase() === given.trim().toLowerCase();
  return digits(given) !== '' && digits(stored) === digits(given);
}

/**
 * The stored form, `+55|11999999999`. Only 12 or 13 digits that begin with 55 certainly carry the country code.
 * @param {string} given
 */
export function toStoredNumber(given) {
  const number = digits(given);
  return /^55\d{10,11}$/.test(number) ? `+55|${number.slice(2)}` : `+${number}`;
}

/**
 * Brazilian numbers as they are written there.
 * @param {string | null} stored
 */
export function formatNumber(stored) {
  const [, area, first, last] = /^\+55\|(\d\d)(\d{4,5})(\d{4})$/.exec(stored ?? '') ?? [];
  return area ? `(${area}) ${first}-${last}` : (stored?.replace('|', ' ') ?? null);
}
