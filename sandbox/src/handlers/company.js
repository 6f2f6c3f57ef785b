// The company.

/** @type {Record<string, import('../types.js').Handler>} */
export const companyHandlers = {
  'company.getOfficeHours': ({ state }) => state.officeHours,
};
