// The shapes that the sandbox keeps in its store and hands to its handlers: types only, no code.

/**
 * @typedef {object} Channel
 * @property {string} id
 * @property {string} createdAt
 * @property {string} updatedAt
 * @property {boolean} active
 * @property {'CloudAPI_WhatsApp' | 'Instagram' | 'Messenger'} type
 * @property {'WhatsApp' | 'Instagram' | 'Messenger'} platform
 * @property {string | null} number `+55|11900000001` or `@handle`
 * @property {string} displayName
 */

/**
 * @typedef {object} Contact
 * @property {string} id
 * @property {string} createdAt
 * @property {string} updatedAt
 * @property {string | null} name
 * @property {string | null} phoneNumber stored as `+55|11999999999`
 * @property {string | null} instagram `@handle`
 * @property {string | null} messengerId
 * @property {string[]} tagIds
 * @property {'ACTIVE' | 'ARCHIVED' | 'BLOCKED'} status
 * @property {Record<string, unknown>} metadata
 * @property {Record<string, string>} lastInboundAt when the contact last wrote, by channel id: it opens the 24 h window
 */

/**
 * @typedef {'STARTED' | 'PENDING' | 'IN_PROGRESS' | 'COMPLETED' | 'HIDDEN'} SessionStatus
 *
 * @typedef {object} Session
 * @property {string} id
 * @property {string} createdAt
 * @property {string} updatedAt
 * @property {string} startAt
 * @property {string | null} endAt
 * @property {SessionStatus} status
 * @property {string} number
 * @property {string} contactId
 * @property {string} channelId
 * @property {string | null} departmentId
 * @property {string | null} userId
 * @property {string | null} botId the bot that is running, if any
 * @property {string | null} botKey the bot that starts once the contact replies
 * @property {boolean} enableBot
 * @property {boolean} reactivateOnNewMessage
 * @property {Record<string, unknown>} metadata
 * @property {'API' | 'CONTACT'} origin
 * @property {number} unreadCount
 * @property {string | null} lastMessageText
 * @property {string | null} lastMessageIn
 * @property {string | null} lastMessageOut
 */

/**
 * @typedef {'PROCESSING' | 'SENT' | 'DELIVERED' | 'READ' | 'FAILED'} MessageStatus
 *
 * @typedef {object} Message
 * @property {string} id
 * @property {string} createdAt
 * @property {string} updatedAt
 * @property {'TEXT' | 'IMAGE' | 'AUDIO' | 'VIDEO' | 'DOCUMENT'} type
 * @property {string} sessionId
 * @property {'FROM_HUB' | 'TO_HUB'} direction FROM_HUB is from the contact, TO_HUB is ours
 * @property {MessageStatus} status
 * @property {MessageStatus[]} nextStatuses one is taken at every read
 * @property {'DEFAULT' | 'API'} origin
 * @property {string | null} text
 * @property {string | null} templateId
 * @property {Record<string, string | null> | null} parameters
 * @property {MessageFile | null} file
 * @property {string | null} refId
 * @property {string | null} readContactAt
 * @property {string | null} failedReason
 * @property {unknown} request the body of the request that sent it, as it arrived
 */

/**
 * @typedef {'UNDEFINED' | 'PDF' | 'EXCEL' | 'WORD' | 'IMAGE' | 'AUDIO' | 'VIDEO' | 'DOCUMENT'} FileType
 *
 * @typedef {object} MessageFile
 * @property {string} id
 * @property {boolean} stored false when it was sent by `fileUrl`
 * @property {string} name
 * @property {string} mimeType
 * @property {FileType} type
 * @property {number} size
 * @property {string} publicUrl
 */

/**
 * Step 1 of an upload, completed by the PUT on the storage origin.
 * @typedef {object} Upload
 * @property {string} tempFileId
 * @property {FileType} type
 * @property {string} name
 * @property {string | null} mimeType as given in step 1: the PUT must repeat it
 * @property {string} path its path on the storage origin
 * @property {{ size: number, sha256: string } | null} content null until the PUT
 * @property {string | null} fileId null until `file.save`
 */

/**
 * @typedef {object} StoredFile
 * @property {string} id
 * @property {string} tempFileId
 * @property {string} name
 * @property {string} mimeType
 * @property {FileType} type
 * @property {number} size
 * @property {string} sha256
 */

/**
 * @typedef {object} Bot
 * @property {string} id
 * @property {string} key
 * @property {string} createdAt
 * @property {string} updatedAt
 * @property {string} name
 * @property {'Reactive' | 'Automation'} type
 * @property {string[]} channelIds
 * @property {string | null} defaultDepartmentId
 * @property {'NOT_PUBLISHED' | 'PUBLISHING' | 'READY' | 'FAILED'} publishStatus
 * @property {('Api' | 'Manual' | 'Campaign' | 'Sequence')[]} automationUsage
 *
 * One answered `chatbot.send`: what arrived, and whether a bot was started.
 * @typedef {{ sessionId: string, botKey: string, started: boolean, request: unknown }} BotSend
 */

/**
 * @typedef {{ id: string, name: string, isDefault: boolean }} Department
 * @typedef {{ id: string, userId: string, name: string, email: string, phoneNumber: string }} Agent
 * @typedef {{ id: string, createdAt: string, updatedAt: string, name: string, color: string }} Tag
 */

/**
 * What a handler works with. Parameters and body were judged against the document before, defaults filled in; query
 * names are the documented ones, however the client spelt them.
 * @typedef {object} Context
 * @property {import('./store.js').Store} state
 * @property {Record<string, string>} params
 * @property {Record<string, unknown>} query
 * @property {unknown} body
 * @property {unknown} request the body as it arrived, without defaults
 * @property {string} url the API's origin
 * @property {string} storageUrl the storage's origin
 * @property {import('./storage.js').Signer} signer of upload URLs
 *
 * @typedef {(context: Context) => unknown} Handler
 */

export {};
