// What the filters of lists share. Each is true when the query does not ask; case never matters.

/** @param {string | undefined} wanted @param {string | null} actual */
export function is(wanted, actual) {
  return wanted === undefined || wanted.toLowerCase() === actual?.toLowerCase();
}

/** @param {string[] | undefined} wanted one of them is enough @param {readonly (string | null)[]} actual */
export function hasAny(wanted, actual) {
  return wanted === undefined || wanted.some((one) => actual.some((other) => is(one, other)));
}

/** @param {string | undefined} wanted @param {readonly (string | null)[]} texts */
export function includesText(wanted, texts) {
  return wanted === undefined || texts.some((text) => text?.toLowerCase().includes(wanted.toLowerCase()));
}
