// Custom fields, of contacts and of panels.

import { customFieldViews } from '../views.js';

/** @type {Record<string, import('../types.js').Handler>} */
export const customFieldHandlers = {
  'customField.list': ({ state, query }) => {
    const fields = query.EntityType === 'PANEL' ? state.panelCustomFields : state.contactCustomFields;
    return customFieldViews(fields.values(), query.NestedList === true);
  },
};
