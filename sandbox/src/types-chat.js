// The shapes that the sandbox keeps for /chat and /crm: types only, no code.

/** @import { FileType } from './types.js' */

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
 * @typedef {'STARTED' | 'PENDING' | 'IN_PROGRESS' | 'COMPLETED' | 'HIDDEN'} SessionStatus
 *
 * @typedef {object} Session
 * @property {string} id
 * @property {string} createdAt
 * @property {string} updatedAt
 * @property {string} startAt
 * @property {string | null} endAt
 * @property {SessionStatus} status
 * @property {string | null} number
 * @property {string} contactId
 * @property {string} channelId
 * @property {string | null} departmentId
 * @property {string | null} userId
 * @property {string | null} botId the bot that is running, if any
 * @property {string | null} botKey the bot that starts once the contact replies
 * @property {boolean} enableBot
 * @property {boolean} reactivateOnNewMessage
 * @property {Classification | null} classification
 * @property {Record<string, unknown>} metadata
 * @property {'API' | 'CONTACT'} origin
 * @property {number} unreadCount
 * @property {string | null} lastMessageText
 * @property {string | null} lastMessageIn
 * @property {string | null} lastMessageOut
 *
 * @typedef {object} Classification
 * @property {string} id
 * @property {'UNDEFINED' | 'WON' | 'LOST' | 'INFO' | 'OTHER'} category
 * @property {string | null} description
 * @property {number} amount
 *
 * @typedef {object} SessionNote
 * @property {string} id
 * @property {string} createdAt
 * @property {string} updatedAt
 * @property {string} sessionId
 * @property {string | null} text
 * @property {MessageFile[]} files
 */

/**
 * @typedef {'PROCESSING' | 'SENT' | 'DELIVERED' | 'READ' | 'FAILED' | 'DELETED'} MessageStatus
 * @typedef {'TEXT' | 'IMAGE' | 'AUDIO' | 'VIDEO' | 'DOCUMENT'} MessageType
 *
 * @typedef {object} MessageFile
 * @property {string} id
 * @property {boolean} stored false when it was sent by its URL
 * @property {string} name
 * @property {string} mimeType
 * @property {FileType} type
 * @property {number} size
 * @property {string} publicUrl
 *
 * What is followed until it has arrived or failed.
 * @typedef {object} Tracked
 * @property {string} id
 * @property {string} createdAt
 * @property {string} updatedAt
 * @property {MessageStatus} status
 * @property {MessageStatus[]} nextStatuses one is taken at every read
 * @property {string | null} sentAt
 * @property {string | null} failedReason
 * @property {string | null} senderId the caller's own tracking id
 * @property {string | null} callbackUrl
 *
 * @typedef {object} MessageOnly
 * @property {MessageType} type
 * @property {string} sessionId
 * @property {'FROM_HUB' | 'TO_HUB'} direction FROM_HUB is from the contact, TO_HUB is ours
 * @property {'DEFAULT' | 'API'} origin
 * @property {string | null} text
 * @property {string | null} templateId
 * @property {Record<string, string | null> | null} parameters
 * @property {MessageFile | null} file
 * @property {string | null} refId
 * @property {string | null} readContactAt
 * @property {unknown} request the body of the request that sent it, as it arrived
 *
 * @typedef {Tracked & MessageOnly} Message
 *
 * A send without a message: the start of a bot, or what a batch could not send.
 * @typedef {Tracked & { kind: 'message' | 'chatbot', sessionId: string | null }} Dispatch
 *
 * @typedef {object} Otp a one-time password
 * @property {string} id
 * @property {string} createdAt
 * @property {string} updatedAt
 * @property {string} code
 * @property {'PENDING' | 'SENT' | 'RECEIVED'} status
 * @property {string} from
 * @property {string} templateId
 * @property {string} channelId
 * @property {string} contactPhoneNumber
 * @property {string | null} senderId
 * @property {string | null} callbackUrl
 * @property {string | null} sentAt
 * @property {string | null} receivedAt
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
 * One answered start of a bot: what arrived, and whether a bot was started.
 * @typedef {{ sessionId: string, botKey: string, started: boolean, request: unknown }} BotSend
 */

/**
 * @typedef {'QUICKREPLY' | 'TEMPLATE' | 'TEMPLATE_CAMPAIGN' | 'TEMPLATE_SEQUENCE' | 'TEMPLATE_SCHEDULED_MESSAGE' | 'AUTHENTICATION'} TemplateType
 *
 * @typedef {object} Template
 * @property {string} id
 * @property {string} createdAt
 * @property {string} updatedAt
 * @property {boolean} archived
 * @property {string} channelId
 * @property {string} name
 * @property {string} text with `{{name}}` where a parameter goes
 * @property {'Draft' | 'Approved' | 'Disapproved' | 'InRevision' | 'Paused'} status
 * @property {TemplateType[]} type
 * @property {string[]} params their names
 * @property {'IMAGE' | 'VIDEO' | 'DOCUMENT' | null} fileType of the file that it wants
 * @property {string | null} quickReplyAlias
 */

/**
 * @typedef {object} Sequence
 * @property {string} id
 * @property {string} createdAt
 * @property {string} updatedAt
 * @property {string} name
 * @property {boolean} enabled
 *
 * @typedef {object} SequenceContact a contact in a sequence
 * @property {string} id
 * @property {string} createdAt
 * @property {string} updatedAt
 * @property {string} sequenceId
 * @property {string} contactId
 * @property {'USER_SINGLE' | 'USER_FILTER' | 'CHATBOT' | 'API'} origin
 * @property {string | null} addedByUserId
 * @property {string} lastAddedAt
 */

/**
 * @typedef {'SCHEDULED' | 'PROCESSED' | 'SENT' | 'CANCELED' | 'FAILED'} ScheduledStatus
 *
 * @typedef {object} ScheduledMessage
 * @property {string} id
 * @property {string} createdAt
 * @property {string} updatedAt
 * @property {string | null} sessionId once it was sent
 * @property {string} contactId
 * @property {string} channelId
 * @property {string} userId who made it
 * @property {string | null} departmentId
 * @property {ScheduledStatus} status
 * @property {'TEMPLATE' | 'CHATBOT'} type
 * @property {string | null} templateId
 * @property {Record<string, string | null> | null} parameters
 * @property {MessageFile | null} file
 * @property {string | null} botKey
 * @property {string} scheduling
 * @property {boolean} hiddenSession
 * @property {string | null} failureReason
 */

/**
 * @typedef {object} Panel
 * @property {string} id
 * @property {string} createdAt
 * @property {string} updatedAt
 * @property {string} title
 * @property {string | null} description
 * @property {string} key begins the keys of its cards
 * @property {'MANAGEMENT' | 'SALES'} type
 * @property {PanelStep[]} steps
 * @property {PanelTag[]} tags
 * @property {LostReason[]} lostReasons
 *
 * @typedef {object} PanelStep
 * @property {string} id
 * @property {string} createdAt
 * @property {string} updatedAt
 * @property {string} title
 * @property {number} position
 * @property {boolean} isInitial
 * @property {boolean} isFinal
 *
 * @typedef {{ id: string, createdAt: string, updatedAt: string, name: string, bgColor: string }} PanelTag
 * @typedef {{ id: string, createdAt: string, updatedAt: string, description: string }} LostReason
 *
 * @typedef {'OPEN' | 'WON' | 'LOST' | 'ARCHIVED'} CardStatus
 *
 * @typedef {object} Card
 * @property {string} id
 * @property {string} createdAt
 * @property {string} updatedAt
 * @property {string} panelId
 * @property {string} stepId
 * @property {number} number within the panel
 * @property {number} position
 * @property {string} title
 * @property {string | null} description
 * @property {string | null} dueDate
 * @property {string | null} responsibleUserId
 * @property {string[]} tagIds
 * @property {string[]} contactIds
 * @property {string | null} sessionId
 * @property {number | null} monetaryAmount
 * @property {Record<string, unknown[]>} customFields by key, every value in an array
 * @property {Record<string, unknown>} metadata
 * @property {CardStatus} status
 * @property {string | null} lostReasonId
 *
 * @typedef {object} CardNote
 * @property {string} id
 * @property {string} createdAt
 * @property {string} updatedAt
 * @property {string} cardId
 * @property {string} userId
 * @property {string | null} text
 * @property {MessageFile[]} files
 * @property {boolean} isFromPublicApi
 */

export {};
