// Free key-value data.

/**
 * Key by key: a new key is added, a known one overwritten, one with null removed.
 * @param {Record<string, unknown>} metadata
 * @param {Record<string, unknown> | null | undefined} given
 */
export function mergeMetadata(metadata, given) {
  for (const [key, value] of Object.entries(given ?? {})) {
    if (value === null) delete metadata[key];
    else metadata[key] = value;
  }
}
