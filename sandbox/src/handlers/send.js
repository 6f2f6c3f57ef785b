// The newer routes of sending, each with a status of its own.

import { sendableBot } from '../domain/bots.js';
import { advance } from '../domain/messages.js';
import { advanceOtp, findOtp, sendOtp } from '../domain/otps.js';
import { sendBatch, sendBot, sendMessage } from '../domain/sends.js';
import { findChannel } from '../domain/sessions.js';
import { findTemplate } from '../domain/templates.js';
import { step } from '../domain/tracking.js';
import { formError } from '../errors.js';
import { required } from '../store.js';
import { otpStatusView, otpView, sentView } from '../views-sending.js';

/** @import { Context } from '../types.js' */
/** @import { Dispatch, MessageType } from '../types-chat.js' */
/** @import { Store } from '../store.js' */
/** @import { BotRequest } from '../domain/bots.js' */
/** @import { OtpRequest } from '../domain/otps.js' */
/** @import { SendRequest } from '../domain/sends.js' */

/** @typedef {SendRequest & { from: string, templateId: string, messages: SendRequest[] }} TemplateBatch */
/** @typedef {BotRequest & { messages: BotRequest[] }} BotBatch */

/** @type {Record<string, import('../types.js').Handler>} */
export const sendHandlers = {
  'send.text': (context) => send(context, 'TEXT'),
  'send.image': (context) => send(context, 'IMAGE'),
  'send.document': (context) => send(context, 'DOCUMENT'),
  'send.audio': (context) => send(context, 'AUDIO'),
  'send.video': (context) => send(context, 'VIDEO'),
  'send.template': (context) => send(context, null),

  'send.templateBatch': ({ state, body, ...surroundings }) => {
    const { messages, ...shared } = /** @type {TemplateBatch} */ (body);
    const channel = findChannel(state, shared.from, '');
    findTemplate(state, shared.templateId, channel.id);
    const results = sendBatch(state, 'message', messages, (item) =>
      sendMessage(state, { ...shared, ...item }, null, surroundings),
    );
    return { results: results.map((sent) => sentView(sent, surroundings.url, 'message')) };
  },

  'send.chatbot': ({ state, body, request, url }) =>
    sentView(sendBot(state, /** @type {BotRequest} */ (body), request), url, 'chatbot'),

  'send.chatbotBatch': ({ state, body, request, url }) => {
    const { messages, ...shared } = /** @type {BotBatch} */ (body);
    sendableBot(state, shared.botKey);
    const results = sendBatch(state, 'chatbot', messages, (item) => sendBot(state, { ...shared, ...item }, request));
    return { results: results.map((sent) => sentView(sent, url, 'chatbot')) };
  },

  'send.otp': ({ state, body, url }) => otpView(sendOtp(state, /** @type {OtpRequest} */ (body)), url),

  // Nothing of it can be seen afterwards.
  'send.typing': ({ state, body }) => {
    const { status } = state.session(/** @type {{ sessionId: string }} */ (body).sessionId);
    if (status === 'COMPLETED') throw formError('O atendimento não está ativo');
  },

  'send.getMessageStatus': ({ state, params, url }) => {
    const message = state.messages.get(String(params.id).toLowerCase());
    const sent = message ? advance(state, message) : findDispatch(state, params.id, 'message');
    return sentView(sent, url, 'message');
  },

  'send.getChatbotStatus': ({ state, params, url }) =>
    sentView(findDispatch(state, params.id, 'chatbot'), url, 'chatbot'),
  'send.getOtpStatus': ({ state, params, url }) => otpStatusView(advanceOtp(findOtp(state, params.id)), url),
};

/**
 * @param {Context} context
 * @param {MessageType | null} type
 */
function send({ state, body, ...surroundings }, type) {
  return sentView(
    sendMessage(state, /** @type {SendRequest} */ (body), type, surroundings),
    surroundings.url,
    'message',
  );
}

/**
 * One read of a send without a message.
 * @param {Store} state
 * @param {string | undefined} id
 * @param {Dispatch['kind']} kind
 */
function findDispatch(state, id, kind) {
  const found = state.dispatches.get(String(id).toLowerCase());
  const dispatch = required(found?.kind === kind ? found : undefined, 'Envio não encontrado');
  step(dispatch);
  return dispatch;
}
