// What the suites share: a sandbox per test that ends with it, and plain calls.

import { createServer } from 'node:http';
import { startSandbox } from '../src/index.js';

/** @import { TestContext } from 'node:test' */
/** @import { Sandbox, SandboxOptions } from '../src/index.js' */

export const unknownId = '00000000-0000-4000-8000-000000000000';

/** How many messages the API has sent. @param {Sandbox} sandbox */
export const sentCount = ({ state }) =>
  [...state.messages.values()].filter(({ direction }) => direction === 'TO_HUB').length;

/** @param {TestContext} t @param {SandboxOptions} [options] */
export async function started(t, options) {
  const sandbox = await startSandbox(options);
  t.after(() => sandbox.close());
  return sandbox;
}

/**
 * @typedef {object} CallOptions
 * @property {unknown} [body] sent as JSON
 * @property {string} [raw] sent as it is
 * @property {string | null} [token] null for none
 * @property {Record<string, string>} [headers]
 *
 * What the tests look at in answers, whatever the operation.
 * @typedef {object} Answered
 * @property {string} createdAt
 * @property {string} userId
 * @property {string} shortName
 * @property {string | null} email
 * @property {string | null} phoneNumber
 * @property {string} phoneNumberFormatted
 * @property {string | null} instagram
 * @property {string | null} annotation
 * @property {string[] | null} tagIds
 * @property {string[] | null} tagNames
 * @property {Record<string, unknown> | null} customFields
 * @property {string[] | null} portfolioIds
 * @property {string[] | null} portfolioNames
 * @property {Record<string, string>} utm
 * @property {string} profile
 * @property {string} availability
 * @property {Answered[] | null} departments
 * @property {string} departmentId
 * @property {string[]} userIds
 * @property {boolean} isAgent
 * @property {boolean} isSupervisor
 * @property {Answered[] | null} agents
 * @property {(string & Answered)[] | null} channels
 * @property {string} scope
 * @property {boolean} isDefault
 * @property {boolean} isPrivate
 * @property {string} restrictionType
 * @property {boolean} distribuitionEnabled
 * @property {string} color
 * @property {string} bgColor
 * @property {string} textColor
 * @property {number} contactsCount
 * @property {number} countPages
 * @property {string} portfolioId
 * @property {boolean} enabled
 * @property {string} url
 * @property {string} event
 * @property {string} description
 * @property {Answered[]} events
 * @property {Answered[]} children
 * @property {string} entityType
 * @property {{ dayWeek: string, active: boolean, periods: { startTime: string }[] }[]} days
 * @property {string} id
 * @property {string} key
 * @property {string} text
 * @property {string} title
 * @property {string} status
 * @property {number} httpStatusCode
 * @property {Record<string, string[]>} errors
 * @property {Answered[]} items
 * @property {number} pageNumber
 * @property {number} pageSize
 * @property {number} totalItems
 * @property {number} totalPages
 * @property {boolean} hasMorePages
 * @property {string} updatedAt
 * @property {string | null} endAt
 * @property {string} type
 * @property {string | null} number
 * @property {string} name
 * @property {string} extension
 * @property {string} mimeType
 * @property {number} size
 * @property {string} tempFileId
 * @property {string} urlUpload
 * @property {string} sessionId
 * @property {string} contactId
 * @property {string | null} botId
 * @property {string} windowStatus
 * @property {string} channelType
 * @property {string | null} lastMessageText
 * @property {Record<string, unknown>} metadata
 * @property {{ id: string, tagsName: string[], phonenumber: string }} contactDetails
 * @property {{ id: string, userId: string }} agentDetails
 * @property {{ id: string }} departmentDetails
 * @property {{ platform: string }} channelDetails
 * @property {string} direction
 * @property {string} origin
 * @property {string} statusUrl
 * @property {string} failureReason
 * @property {string} failedReason
 * @property {string | null} readContactAt
 * @property {string | null} fileId
 * @property {string | null} refId
 * @property {{ file: Answered & { publicUrl: string }, files: Answered[], errors: Answered[] }} details
 * @property {string[] | null} filesIds
 * @property {string | null} senderId
 * @property {string | null} callbackUrl
 * @property {string | null} sentAt
 * @property {string | null} receivedAt
 * @property {string} code
 * @property {Answered[]} results
 * @property {string | null} templateId
 * @property {Answered[] | null} params
 * @property {boolean} archived
 * @property {string} contactName
 * @property {string} sequenceId
 * @property {number} contactExecutingCount
 * @property {string} lastAddedAt
 * @property {string} scheduling
 * @property {boolean} hiddenSession
 * @property {string} channelId
 * @property {Answered} contact
 * @property {Answered} user
 * @property {Answered} channel
 * @property {Answered} department
 * @property {Answered} chatbot
 * @property {Answered & { templateParams: { parameters: Record<string, string>, file: Answered } }} template
 * @property {Answered & { category: string, categoryDescription: string, amount: number }} classification
 * @property {Answered[] | null} steps
 * @property {string[]} stepTitles
 * @property {(Answered & string)[] | null} tags
 * @property {Answered[] | null} fields
 * @property {Answered} cards
 * @property {number | null} cardCount
 * @property {number | null} overdueCardCount
 * @property {number | null} monetaryAmount
 * @property {string} panelId
 * @property {string | null} panelTitle
 * @property {string} stepId
 * @property {string | null} stepTitle
 * @property {string | null} stepPhase
 * @property {number} position
 * @property {string | null} dueDate
 * @property {boolean} isOverdue
 * @property {string | null} responsibleUserId
 * @property {Answered} responsibleUser
 * @property {string[]} contactIds
 * @property {Answered[] | null} contacts
 * @property {Answered} lostReason
 * @property {string} cardId
 * @property {Answered[]} files
 * @property {boolean} isFromPublicApi
 * @property {string} publicUrl
 */

/**
 * @param {Sandbox} sandbox
 * @param {string} route `GET /chat/v1/channel`
 * @param {CallOptions} [options]
 */
export async function call(sandbox, route, { body, raw, token = sandbox.tokens.full, headers = {} } = {}) {
  const [method = '', path = ''] = route.split(' ');
  const text = raw ?? (body === undefined ? null : JSON.stringify(body));
  const response = await fetch(sandbox.url + path, {
    method,
    headers: {
      ...(token !== null && { authorization: `Bearer ${token}` }),
      ...(text !== null && { 'content-type': 'application/json' }),
      ...headers,
    },
    body: text,
  });
  const answer = await response.text();
  const value = parse(answer);
  const rows = /** @type {Answered[]} */ (Array.isArray(value) ? value : []);
  return {
    status: response.status,
    headers: response.headers,
    text: answer,
    json: /** @type {Answered} */ (value),
    /** of an answer that is a bare array */
    rows,
  };
}

/**
 * The three steps of an upload.
 * @param {Sandbox} sandbox
 * @param {{ name?: string, mimeType?: string, type?: string, data?: string }} [file]
 */
export async function upload(sandbox, { name = 'conta.pdf', mimeType = 'application/pdf', type, data = 'bytes' } = {}) {
  const step = await uploadUrl(sandbox, { Type: type ?? 'UNDEFINED', Name: name, MimeType: mimeType });
  const put = await fetch(step.urlUpload, { method: 'PUT', headers: { 'content-type': mimeType }, body: data });
  if (put.status !== 200) throw new Error(`PUT answered ${put.status}`);
  const saved = await call(sandbox, 'POST /core/v2/file', { body: { tempFileId: step.tempFileId } });
  return saved.json;
}

/** @param {Sandbox} sandbox @param {Record<string, string>} query */
export async function uploadUrl(sandbox, query) {
  const { json } = await call(sandbox, `GET /core/v2/file?${new URLSearchParams(query)}`);
  return json;
}

/**
 * A program of the test's own that webhooks are sent to.
 * @param {TestContext} t
 * @param {(path: string, body: Record<string, unknown>) => number} [answer] gives the status; 0 leaves it open
 */
export async function subscriber(t, answer = () => 200) {
  /** @type {{ path: string, body: Record<string, unknown> }[]} */
  const received = [];
  const server = createServer(async (req, res) => {
    let text = '';
    for await (const chunk of req) text += chunk;
    const body = JSON.parse(text);
    received.push({ path: req.url ?? '', body });
    const status = answer(req.url ?? '', body);
    if (status !== 0) res.writeHead(status, { location: '/elsewhere' }).end();
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return { url: `http://127.0.0.1:${port}`, received };
}

/**
 * @param {Sandbox} sandbox
 * @param {string} url
 * @param {string[]} events
 */
export async function subscribe(sandbox, url, events) {
  const { json } = await call(sandbox, 'POST /core/v1/webhook/subscription', { body: { name: 'Teste', url, events } });
  return json.id;
}

/** @param {string} text @returns {unknown} an empty object for what is no JSON */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
