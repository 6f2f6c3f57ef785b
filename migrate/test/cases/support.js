// What the cases are made of.

export const A = '0b0cd3b4-7c1f-4f2e-9d6a-5e8f7a6b5c01';
export const B = '0b0cd3b4-7c1f-4f2e-9d6a-5e8f7a6b5c02';
export const C = '0b0cd3b4-7c1f-4f2e-9d6a-5e8f7a6b5c03';
export const D = '0b0cd3b4-7c1f-4f2e-9d6a-5e8f7a6b5c04';
export const E = '0b0cd3b4-7c1f-4f2e-9d6a-5e8f7a6b5c05';
export const PHONE = '5511999999999';
export const URL = 'https://example.com/a.pdf';
export const STORED = '00000000-0000-4000-8000-000000000000';

/** @typedef {import('../effective.js').Call} Call */
/** @typedef {{ resource: string, operation: string, old: Record<string, unknown>, call: Call }} Case */

export const entries = (/** @type {string} */ name, /** @type {Record<string, string>} */ values, key = 'key') => ({
  [name]: Object.entries(values).map(([at, value]) => ({ [key]: at, value })),
});

const DATES = {
  createdAtAfter: '2024-05-01T00:00:00',
  createdAtBefore: '2024-05-31',
  updatedAtAfter: '2024-05-01T00:00:00.000-03:00',
  updatedAtBefore: '2024-05-31 10:30:00',
};
const MEANT = {
  'CreatedAt.After': ['2024-05-01T00:00:00.000Z'],
  'CreatedAt.Before': ['2024-05-31T00:00:00.000Z'],
  'UpdatedAt.After': ['2024-05-01T03:00:00.000Z'],
  'UpdatedAt.Before': ['2024-05-31T10:30:00.000Z'],
};
export const PAGING = { ...DATES, pageNumber: 3, pageSize: 40, orderBy: 'createdAt', orderDirection: 'DESCENDING' };
export const ORDERED = { ...MEANT, OrderBy: ['createdAt'], OrderDirection: ['DESCENDING'] };
export const FIRST = { maxPages: 1, pageNumber: 1, pageSize: 15 };
export const THIRD = { maxPages: 1, pageNumber: 3, pageSize: 40 };

export const TEMPLATE = JSON.stringify({ id: 'a1b2c_welcome', fileType: null, params: [{ name: 'nome' }] });

/** @param {string} resource @returns {(operation: string, old: Record<string, unknown>, call: Call) => Case} */
export const of = (resource) => (operation, old, call) => ({ resource, operation, old, call });
