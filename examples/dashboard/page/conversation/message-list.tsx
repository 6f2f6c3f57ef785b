// The messages in their scroll area: it opens at the end, follows new messages only for those who read there, and stays in place when
// earlier ones come in.

import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { PublicMessageDTO } from 'wts-chat';
import { dayOf } from '../format.js';
import { useNow } from '../hooks.js';
import { Icon } from '../icons.js';
import { announce } from '../toasts.js';
import { MessageItem } from './message-item.js';

interface Props {
  name: string;
  messages: readonly PublicMessageDTO[];
  isLoading: boolean;
  earlier: { hasMore: boolean; isBusy: boolean; read: () => Promise<unknown> };
  /** How many entries `children` has: what is being sent. */
  tail: number;
  children: ComponentChildren;
}

const isAtEnd = (element: HTMLElement) => element.scrollHeight - element.scrollTop - element.clientHeight < 60;

export function MessageList({ name, messages, isLoading, earlier, tail, children }: Props) {
  const scroller = useRef<HTMLElement>(null);
  const { isBehind, setBehind, toEnd } = useScroll(scroller, messages, tail);
  const now = useNow(60_000);
  useAnnounced(name, messages);
  return (
    <div class="messages-wrap">
      <section
        class="messages"
        aria-label="Messages"
        ref={scroller}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
        tabIndex={0}
        onScroll={(event) => isAtEnd(event.currentTarget) && setBehind(false)}
      >
        {isLoading && <p class="quiet">Reading the messages…</p>}
        {earlier.hasMore && (
          <button type="button" class="button small more" disabled={earlier.isBusy} onClick={earlier.read}>
            {earlier.isBusy ? 'Reading…' : 'Earlier messages'}
          </button>
        )}
        {!isLoading && messages.length + tail === 0 && <p class="quiet">Nothing was said yet.</p>}
        <ol class="message-list">
          {messages.flatMap((message, index) => {
            const day = dayOf(message.createdAt, now);
            const before = messages[index - 1];
            const isNewDay = !before || dayOf(before.createdAt, now) !== day;
            const item = <MessageItem key={message.id} message={message} name={name} />;
            const heading = (
              <li key={`day ${message.id}`} class="day">
                <span>{day}</span>
              </li>
            );
            return isNewDay ? [heading, item] : [item];
          })}
          {children}
        </ol>
      </section>
      {isBehind && (
        <button type="button" class="pill at-end" onClick={toEnd}>
          New messages <Icon name="down" />
        </button>
      )}
    </div>
  );
}

function useScroll(scroller: { current: HTMLElement | null }, messages: readonly PublicMessageDTO[], tail: number) {
  const [isBehind, setBehind] = useState(false);
  const before = useRef({ first: '', last: '', tail: 0, height: 0, wasAtEnd: true });
  // Before the new messages are drawn: where the reader was.
  const element = scroller.current;
  if (element) Object.assign(before.current, { height: element.scrollHeight, wasAtEnd: isAtEnd(element) });
  const first = messages[0]?.id ?? '';
  const last = messages.at(-1)?.id ?? '';
  useLayoutEffect(() => {
    const element = scroller.current;
    const old = before.current;
    before.current = { ...old, first, last, tail };
    if (!element || !last) return;
    const isOpening = old.last === '';
    if (isOpening || tail > old.tail) element.scrollTop = element.scrollHeight;
    else if (old.first !== first && old.last === last) element.scrollTop += element.scrollHeight - old.height;
    else if (old.last !== last || old.tail !== tail) {
      if (old.wasAtEnd) element.scrollTop = element.scrollHeight;
      else if (old.last !== last) setBehind(true);
    }
  }, [scroller, first, last, tail]);
  // Pictures take their room when they have arrived, and hints below take some of it.
  const isFollowing = useRef(true);
  useEffect(() => {
    const element = scroller.current;
    const content = element?.lastElementChild;
    if (!element || !content) return;
    const note = () => {
      isFollowing.current = isAtEnd(element);
    };
    const observer = new ResizeObserver(() => {
      if (isFollowing.current) element.scrollTop = element.scrollHeight;
    });
    observer.observe(content);
    observer.observe(element);
    element.addEventListener('scroll', note, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', note);
    };
  }, [scroller]);
  const toEnd = () => {
    const element = scroller.current;
    if (element) element.scrollTop = element.scrollHeight;
    setBehind(false);
    element?.focus();
  };
  return { isBehind, setBehind, toEnd };
}

/** What the contact writes while the conversation is open is heard, too. */
function useAnnounced(name: string, messages: readonly PublicMessageDTO[]): void {
  const last = useRef<string | null>(null);
  useEffect(() => {
    const newest = messages.at(-1);
    if (!newest) return;
    const isNew = last.current !== null && last.current !== newest.id;
    last.current = newest.id;
    if (isNew && newest.direction === 'FROM_HUB') announce(`${name} wrote: ${newest.text ?? 'a file'}`);
  }, [name, messages]);
}
