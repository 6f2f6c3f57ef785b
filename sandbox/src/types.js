// The shapes that the sandbox keeps in its store and hands to its handlers: types only, no code.

/**
 * @typedef {object} Contact
 * @property {string} id
 * @property {string} createdAt
 * @property {string} updatedAt
 * @property {string | null} name
 * @property {string | null} phoneNumber stored as `+55|11999999999`
 * @property {string | null} email
 * @property {string | null} instagram `@handle`
 * @property {string | null} messengerId
 * @property {string | null} annotation
 * @property {string | null} pictureUrl
 * @property {string[]} tagIds
 * @property {'ACTIVE' | 'ARCHIVED' | 'BLOCKED'} status
 * @property {'CREATED_BY_USER' | 'CREATED_FROM_HUB' | 'IMPORTED'} origin
 * @property {Record<string, string | null> | null} utm
 * @property {Record<string, unknown[]>} customFields by key, every value in an array
 * @property {Record<string, unknown>} metadata
 * @property {Record<string, string>} lastInboundAt when the contact last wrote, by channel id: it opens the 24 h window
 */

/** @typedef {'UNDEFINED' | 'PDF' | 'EXCEL' | 'WORD' | 'IMAGE' | 'AUDIO' | 'VIDEO' | 'DOCUMENT'} FileType */

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
 * @typedef {object} Department
 * @property {string} id
 * @property {string} createdAt
 * @property {string} updatedAt
 * @property {string} name
 * @property {string | null} description
 * @property {boolean} isDefault exactly one is
 * @property {boolean} distributionIsEnabled
 * @property {{ expirationIsEnabled: boolean, maximumDurationInMinutes: number, inactivityTimeInMinutes: number }} distributionConfig
 * @property {'NONE' | 'DEPARTMENT_RESTRICTION' | 'USER_RESTRICTION'} restrictionType
 * @property {{ scope: 'ALL' | 'NONE' | 'SELECTED', channelIds: string[] }} channels
 *
 * @typedef {object} Agent
 * @property {string} id of the agent; sessions, cards and assignees name `userId`
 * @property {string} createdAt
 * @property {string} updatedAt
 * @property {string} userId
 * @property {string} name
 * @property {string} shortName
 * @property {string | null} email
 * @property {string | null} phoneNumber stored as `+55|11999999999`
 * @property {'Admin' | 'Agent' | 'RestrictedAgent'} profile
 * @property {boolean} isOwner
 * @property {'AVAILABLE' | 'UNAVAILABLE'} availability
 * @property {'Active' | 'Blocked'} status no answer shows it
 * @property {Membership[]} departments
 *
 * @typedef {{ departmentId: string, isAgent: boolean, isSupervisor: boolean }} Membership
 */

/** @typedef {{ id: string, createdAt: string, updatedAt: string, name: string, color: string }} Tag */

/**
 * @typedef {object} Portfolio
 * @property {string} id
 * @property {string} createdAt
 * @property {string} updatedAt
 * @property {boolean} active
 * @property {string} name
 * @property {boolean} automaticAttribution
 * @property {number} expirationDurationInMonths
 * @property {'MULTIPLE' | 'SINGLE'} type
 * @property {{ departmentId: string, userIds: string[] }[]} departments
 *
 * A contact in a portfolio.
 * @typedef {object} PortfolioContact
 * @property {string} id
 * @property {string} createdAt
 * @property {string} updatedAt
 * @property {string} portfolioId
 * @property {string} contactId
 */

/**
 * @typedef {'GROUP' | 'STRING' | 'TEXT' | 'INTEGER' | 'FLOAT' | 'SINGLESELECT' | 'MULTISELECT' | 'DATE' | 'TIME' | 'DATETIME' | 'BOOLEAN'} CustomFieldType
 *
 * @typedef {object} CustomField
 * @property {string} id
 * @property {string} createdAt
 * @property {string} updatedAt
 * @property {string | null} parentId the group that it is in
 * @property {CustomFieldType} type
 * @property {'CONTACT' | 'PANEL'} entityType
 * @property {string | null} scopeId the panel that it belongs to
 * @property {string} name
 * @property {string} key
 * @property {number} position
 * @property {{ id: string, name: string }[] | null} options of the two kinds of select
 */

/**
 * @typedef {object} Subscription to webhooks
 * @property {string} id
 * @property {string} createdAt
 * @property {string} updatedAt
 * @property {string} name
 * @property {string} url
 * @property {boolean} enabled
 * @property {string[]} events
 */

/**
 * @typedef {object} OfficeHours
 * @property {boolean} limitHours
 * @property {string | null} offlineResponse
 * @property {number} timezoneDiff hours from UTC
 * @property {{ id: string, dayWeek: string, active: boolean, periods: { startTime: string, endTime: string }[] }[]} days
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
