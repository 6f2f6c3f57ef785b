// Tags.

/** @type {Record<string, import('../types.js').Handler>} */
export const tagHandlers = {
  'tag.list': ({ state }) => [...state.tags.values()],
};
