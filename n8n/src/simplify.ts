// The few properties of an entry that most workflows need.

const CONTACT = ['id', 'name', 'phoneNumber', 'email', 'instagram', 'status', 'tagNames', 'annotation', 'createdAt'];
const MESSAGE = ['id', 'sessionId', 'direction', 'type', 'text', 'status', 'failedReason', 'origin', 'timestamp'];
const SESSION = [
  ...['id', 'status', 'contactId', 'channelId', 'departmentId', 'userId'],
  ...['number', 'lastMessageText', 'createdAt', 'endAt'],
];
const CARD = [
  ...['id', 'key', 'title', 'panelId', 'stepId', 'status', 'monetaryAmount', 'dueDate'],
  ...['responsibleUserId', 'contactIds'],
];
const TEMPLATE = ['id', 'name', 'text', 'status', 'type', 'channelId', 'params'];
const AGENT = ['id', 'userId', 'name', 'email', 'profile', 'availability'];

/** By resource and operation, where the node offers it. */
const KEPT: Record<string, Record<string, readonly string[]>> = {
  agent: { get: AGENT, list: AGENT },
  contact: { filter: CONTACT, get: CONTACT, getByPhone: CONTACT, list: CONTACT },
  message: { get: MESSAGE, list: MESSAGE },
  panel: { getCard: CARD, listCards: CARD },
  session: { get: SESSION, list: SESSION, listMessages: MESSAGE },
  template: { list: TEMPLATE },
};

export function simplified(
  resource: string,
  operation: string,
  entry: Record<string, unknown>,
): Record<string, unknown> {
  const kept = KEPT[resource]?.[operation];
  return kept ? Object.fromEntries(kept.filter((name) => name in entry).map((name) => [name, entry[name]])) : entry;
}
