// One session in a list.

import type { PublicSessionDTOV2 } from 'wts-chat';
import { Avatar } from '../avatar.js';
import { ago, channelName, contactName, fullTime, words } from '../format.js';
import { link } from '../router.js';
import { isUnread } from './seen.js';

interface Props {
  session: PublicSessionDTOV2;
  isOpen: boolean;
  now: number;
  known: Readonly<Record<string, string>>;
}

export function SessionRow({ session, isOpen, now, known }: Props) {
  const { id, status, unreadCount, lastMessageText, lastInteractionDate, createdAt, agentDetails, departmentDetails } =
    session;
  const name = contactName(session);
  const isNew = !isOpen && isUnread(session, known);
  const who = agentDetails?.name ?? departmentDetails?.name;
  const when = lastInteractionDate ?? createdAt;
  return (
    <li>
      <a class={isNew ? 'row unread' : 'row'} href={link('sessions', id)} aria-current={isOpen ? 'true' : undefined}>
        <Avatar name={name} />
        <span class="row-text">
          <span class="row-line">
            <strong class="name">{name}</strong>
            <time dateTime={when} title={fullTime(when)}>
              {ago(when, now)}
            </time>
          </span>
          <span class="row-line">
            <span class="last">{lastMessageText || 'No text'}</span>
            {isNew && (
              <span class="badge">
                {unreadCount}
                <span class="sr"> unread</span>
              </span>
            )}
          </span>
          <span class="row-line meta">
            <StatusTag status={status} />
            <span class="cut">{[channelName(session), who].filter(Boolean).join(' · ')}</span>
          </span>
        </span>
      </a>
    </li>
  );
}

export function StatusTag({ status }: { status: string }) {
  return <span class={`status status-${status.toLowerCase()}`}>{words(status)}</span>;
}
