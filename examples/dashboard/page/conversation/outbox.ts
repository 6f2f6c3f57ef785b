// What is being sent. It lives longer than the conversation on the screen: leaving that must not cut a message off half way, because then
// nobody would know whether it was sent. Each session's messages go one after the other, in their order.

import { isWtsError, type PublicQuickMessageDTO } from 'wts-chat';
import { wts } from '../client.js';
import { type Failure, failureOf, whenOnline } from '../hooks.js';
import { createStore } from '../store.js';
import { tellError } from '../toasts.js';

export interface Content {
  text?: string;
  file?: File;
  template?: { id: string; name: string; parameters: Record<string, string> };
}

export interface Outgoing {
  key: number;
  sessionId: string;
  content: Content;
  /** `unknown`: it failed, and may have been sent all the same. */
  state: 'waiting' | 'sending' | 'sent' | 'failed' | 'unknown';
  progress: { sent: number; total: number } | null;
  error: Failure | null;
  /** When the newest message before it was made, by the API's clock. */
  after: string | null;
  /** Somebody looked, and did not find it. */
  isMissing: boolean;
  messageId: string | null;
}

export const outbox = createStore<readonly Outgoing[]>([]);
/** Counts what was sent or came to its end, for those who show messages. */
export const deliveries = createStore(0);

const controllers = new Map<number, AbortController>();
/** The end of what each session sends. */
const lines = new Map<string, Promise<void>>();
let keys = 0;

const change = (key: number, part: Partial<Outgoing>) =>
  outbox.set((old) => old.map((entry) => (entry.key === key ? { ...entry, ...part } : entry)));

export const discard = (key: number) => outbox.set((old) => old.filter((entry) => entry.key !== key));

export function send(sessionId: string, content: Content, after: string | null): void {
  keys += 1;
  const fresh = { state: 'waiting', progress: null, error: null, isMissing: false, messageId: null } as const;
  const entry: Outgoing = { key: keys, sessionId, content, after, ...fresh };
  outbox.set((old) => [...old, entry]);
  enqueue(entry);
}

export function sendAgain(entry: Outgoing): void {
  const fresh = { ...entry, state: 'waiting', progress: null, error: null, isMissing: false } as const;
  change(entry.key, fresh);
  enqueue(fresh);
}

export function cancel(key: number): void {
  controllers.get(key)?.abort();
}

function enqueue(entry: Outgoing): void {
  const controller = new AbortController();
  controllers.set(entry.key, controller);
  const before = lines.get(entry.sessionId) ?? Promise.resolve();
  lines.set(
    entry.sessionId,
    before.then(() => deliver(entry, controller.signal)),
  );
}

/** Never rejects: what went wrong is the entry's. */
async function deliver({ key, sessionId, content }: Outgoing, signal: AbortSignal): Promise<void> {
  try {
    await whenOnline(signal);
    change(key, { state: 'sending', progress: content.file ? { sent: 0, total: content.file.size } : null });
    const message = await post(sessionId, content, signal, (progress) => change(key, { progress }));
    change(key, { state: 'sent', progress: null, messageId: message.id });
    deliveries.set((old) => old + 1);
    void follow(message.id);
  } catch (error) {
    const isUnknown = isWtsError(error) && error.maybeSent;
    const failure = failureOf(error);
    if (signal.aborted && !isUnknown) return discard(key);
    change(key, { state: isUnknown ? 'unknown' : 'failed', error: failure, progress: null });
    // Whoever is elsewhere by now hears of it, too.
    if (failure && !window.location.hash.includes(sessionId)) tellError(failure);
  } finally {
    controllers.delete(key);
  }
}

type OnProgress = (progress: { sent: number; total: number }) => void;

function post(
  sessionId: string,
  { text, file, template }: Content,
  signal: AbortSignal,
  onProgress: OnProgress,
): Promise<PublicQuickMessageDTO> {
  const options = { signal, onProgress };
  if (template) {
    const { id: templateId, parameters } = template;
    return wts.session.sendTemplate({ sessionId, templateId, parameters, ...(file && { file }) }, options);
  }
  if (file) return wts.session.sendFile({ sessionId, file, ...(text && { text }) }, options);
  return wts.session.sendText({ sessionId, text: text ?? '' }, { signal });
}

/** Until it has arrived or failed, so that whoever looks sees it soon. */
export async function follow(messageId: string): Promise<void> {
  try {
    await wts.message.waitUntilFinal(messageId, { timeout: 30_000 });
  } catch {
    // The list of messages tells the rest.
  }
  deliveries.set((old) => old + 1);
}

/** Looks whether what may have been sent is in the session. Where it is, the entry has done its duty. */
export async function lookFor({ key, sessionId, content, after }: Outgoing, signal: AbortSignal): Promise<boolean> {
  const newest = { orderBy: 'createdAt', orderDirection: 'DESCENDING', pageSize: 100 } as const;
  const page = await wts.session.listMessages(
    { sessionId, ...newest, ...(after && { createdAtAfter: after }) },
    { signal },
  );
  const ours = (page.items ?? []).filter(
    ({ direction, createdAt }) => direction === 'TO_HUB' && createdAt > (after ?? ''),
  );
  const found = ours.find(({ text, templateId, details }) => {
    if (content.template) return templateId === content.template.id || !templateId;
    return content.file ? details?.file?.name === content.file.name : text === content.text;
  });
  if (found) {
    discard(key);
    void follow(found.id);
  } else {
    change(key, { isMissing: true });
  }
  deliveries.set((old) => old + 1);
  return found !== undefined;
}

window.addEventListener('beforeunload', (event) => {
  if (outbox.get().some(({ state }) => state === 'sending' || state === 'waiting')) event.preventDefault();
});
