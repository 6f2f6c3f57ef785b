// What `session.update` writes: only what `fields` names, and a named null clears.

import { randomUUID } from 'node:crypto';
import { mergeMetadata } from './metadata.js';
import { changeStatus, completeSession, findDepartment, findUser, readStatus, touchSession } from './sessions.js';

/** @import { Store } from '../store.js' */
/** @import { Classification, Session } from '../types-chat.js' */

/**
 * @typedef {object} SessionBody
 * @property {string | null} [status]
 * @property {string | null} [endAt]
 * @property {string | null} [number]
 * @property {string | null} [departmentId]
 * @property {string | null} [userId]
 * @property {Partial<Classification> | null} [classification]
 * @property {Record<string, unknown> | null} [metadata]
 * @property {string[] | null} [fields] two of the documented names, Autocomplete and ReactivateDisabled, have no property
 */

/** @type {Record<string, (state: Store, session: Session, body: SessionBody) => Partial<Session>>} */
const readers = {
  EndAt: (_state, _session, { endAt }) => ({ endAt: endAt ?? null }),
  Number: (_state, _session, { number }) => ({ number: number ?? null }),
  DepartmentId: (state, _session, { departmentId }) => ({
    departmentId: findDepartment(state, { id: departmentId ?? null }),
  }),
  UserId: (state, _session, { userId }) => ({ userId: findUser(state, { id: userId ?? null }) }),
  Classification: (_state, session, { classification }) => ({
    classification: classification ? classify(session.classification, classification) : null,
  }),
  Metadata: (_state, session, { metadata }) => ({ metadata: metadata ? merged(session.metadata, metadata) : {} }),
};

/**
 * @param {Store} state
 * @param {Session} session
 * @param {SessionBody} body
 */
export function updateSession(state, session, body) {
  const fields = body.fields ?? [];
  if (fields.length === 0) return;
  const status = fields.includes('Status') ? readStatus(body.status) : null;
  const values = fields.map((field) => readers[field]?.(state, session, body));
  const endAt = fields.includes('EndAt') ? body.endAt : null;
  Object.assign(session, ...values);
  if (status === 'COMPLETED') completeSession(state, session, endAt ?? undefined);
  else if (status) changeStatus(state, session, status);
  else touchSession(state, session);
}

/**
 * @param {Classification | null} known
 * @param {Partial<Classification>} given
 * @returns {Classification}
 */
function classify(known, { category, description, amount }) {
  return {
    id: known?.id ?? randomUUID(),
    category: category ?? 'UNDEFINED',
    description: description ?? null,
    amount: amount ?? 0,
  };
}

/** @param {Record<string, unknown>} metadata @param {Record<string, unknown>} given */
function merged(metadata, given) {
  const copy = { ...metadata };
  mergeMetadata(copy, given);
  return copy;
}
