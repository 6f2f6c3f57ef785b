// One-time passwords: sent by a template of their own kind, outside of any session.

import { randomInt, randomUUID } from 'node:crypto';
import { formError, notFound } from '../errors.js';
import { required } from '../store.js';
import { otpEvent } from '../views-sending.js';
import { isNumber, toStoredNumber } from './address.js';
import { findChannel } from './sessions.js';
import { findTemplate } from './templates.js';
import { now } from './time.js';
import { callBack } from './tracking.js';

/** @import { Store } from '../store.js' */
/** @import { Otp } from '../types-chat.js' */

/**
 * @typedef {object} OtpRequest
 * @property {string | null} [code] 5 digits at random by default
 * @property {string | null} [templateId] the channel's first one of the kind by default
 * @property {string} from
 * @property {string} to
 * @property {string | null} [senderId]
 * @property {string | null} [callbackUrl]
 */

/**
 * @param {Store} state
 * @param {OtpRequest} given
 */
export function sendOtp(state, { code, templateId, from, to, senderId, callbackUrl }) {
  const channel = findChannel(state, from, to);
  if (channel.platform !== 'WhatsApp') throw formError('O código só pode ser enviado pelo WhatsApp');
  if (!isNumber(to)) throw formError('Número de destino inválido');
  const at = now();
  /** @type {Otp} */
  const otp = {
    id: randomUUID(),
    createdAt: at,
    updatedAt: at,
    code: code?.trim() || String(randomInt(100_000)).padStart(5, '0'),
    status: 'PENDING',
    from,
    templateId: otpTemplate(state, templateId, channel.id),
    channelId: channel.id,
    contactPhoneNumber: toStoredNumber(to),
    senderId: senderId ?? null,
    callbackUrl: callbackUrl ?? null,
    sentAt: null,
    receivedAt: null,
  };
  state.otps.set(otp.id, otp);
  callBack(state, otp, 'MESSAGE_UPDATED', () => otpEvent(advanceOtp(otp)));
  return otp;
}

/**
 * @param {Store} state
 * @param {string | undefined} idOrSenderId
 */
export function findOtp(state, idOrSenderId = '') {
  const found =
    state.otps.get(idOrSenderId.toLowerCase()) ??
    [...state.otps.values()].findLast(({ senderId }) => senderId === idOrSenderId);
  return required(found, 'Código não encontrado');
}

/** One read of a password. @param {Otp} otp */
export function advanceOtp(otp) {
  if (otp.status === 'RECEIVED') return otp;
  otp.updatedAt = now();
  if (otp.status === 'PENDING') return Object.assign(otp, { status: 'SENT', sentAt: otp.updatedAt });
  return Object.assign(otp, { status: 'RECEIVED', receivedAt: otp.updatedAt });
}

/**
 * @param {Store} state
 * @param {string | null | undefined} templateId
 * @param {string} channelId
 */
function otpTemplate(state, templateId, channelId) {
  if (!templateId?.trim()) {
    const first = [...state.templates.values()].find(
      (template) => template.channelId === channelId && template.type.includes('AUTHENTICATION'),
    );
    return required(first, 'Template não encontrado').id;
  }
  const template = findTemplate(state, templateId, channelId);
  if (template && !template.type.includes('AUTHENTICATION')) throw notFound('O template não é de autenticação');
  return template?.id ?? templateId;
}
