// One session: who it is, what was said, and the means to answer.

import { useEffect, useRef, useState } from 'preact/hooks';
import type { PublicSessionDTOV2 } from 'wts-chat';
import { wts } from '../client.js';
import { ErrorNote } from '../errors.js';
import { contactName, isSame } from '../format.js';
import { useCall } from '../hooks.js';
import { markSeen } from '../sessions/seen.js';
import { useStore } from '../store.js';
import { Composer } from './composer.js';
import { ConversationHead } from './conversation-head.js';
import { MessageList } from './message-list.js';
import { deliveries, discard, outbox, send } from './outbox.js';
import { Pending } from './pending.js';
import { useDrop } from './use-drop.js';
import { useMessages } from './use-messages.js';

const every = 10_000;

export function Conversation({ id }: { id: string }) {
  const read = (signal: AbortSignal) =>
    wts.session.get(
      { sessionId: id, includeDetails: ['ContactDetails', 'AgentDetails', 'ChannelDetails', 'DepartmentsDetails'] },
      { signal },
    );
  const { value: session, error, reload } = useCall(`session ${id}`, read, every);
  const { messages, error: listError, isLoading, reload: reloadMessages, earlier } = useMessages(id);
  const pending = useStore(outbox).filter(({ sessionId }) => sessionId === id);
  const delivered = useStore(deliveries);
  const [files, setFiles] = useState<readonly File[]>([]);
  const { isOver, ...drop } = useDrop((more) => setFiles((old) => [...old, ...more]));
  const heading = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    if (delivered) reloadMessages();
  }, [delivered, reloadMessages]);
  useEffect(() => {
    for (const { key, messageId } of pending) if (messages.some((message) => message.id === messageId)) discard(key);
  }, [pending, messages]);
  useEffect(() => {
    if (session) markSeen(session);
  }, [session]);
  const name = session ? contactName(session) : 'Session';
  useEffect(() => {
    document.title = `${name} · WTS Chat`;
  }, [name]);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);

  const newest = messages.at(-1)?.createdAt ?? null;
  const shown = pending.filter(({ messageId }) => !messages.some((message) => message.id === messageId));
  return (
    <div class={isOver ? 'conversation over' : 'conversation'} {...drop}>
      <ConversationHead heading={heading} session={session} name={name} onChange={reload} />
      {error && !session && <ErrorNote error={error} retry={reload} />}
      {listError && <ErrorNote error={listError} retry={reloadMessages} />}
      <MessageList name={name} messages={messages} isLoading={isLoading} earlier={earlier} tail={shown.length}>
        {shown.map((entry) => (
          <Pending key={entry.key} entry={entry} />
        ))}
      </MessageList>
      {session && <WindowHint session={session} />}
      <Composer
        sessionId={id}
        name={name}
        files={files}
        onFiles={setFiles}
        onSend={(content) => send(id, content, newest)}
      />
      {isOver && <p class="drop-hint">Drop files to attach them</p>}
    </div>
  );
}

/** What keeps a free text from its contact. */
function WindowHint({ session }: { session: PublicSessionDTOV2 }) {
  const { status, windowStatus, channelDetails } = session;
  const isWhatsApp = /whats/i.test(channelDetails?.platform ?? '');
  if (isWhatsApp && !isSame(windowStatus, 'ACTIVE')) {
    return (
      <p class="hint">The contact has not written within 24 hours: on WhatsApp only a template reaches them now.</p>
    );
  }
  return isSame(status, 'COMPLETED') ? <p class="hint">This session is completed. A message opens it again.</p> : null;
}
