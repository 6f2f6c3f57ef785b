// One message: whose, what, when, and how far it came.

import type { PublicMessageDTO } from 'wts-chat';
import { fullTime, isSame, time, words } from '../format.js';
import { Icon, type IconName } from '../icons.js';
import { Attachment } from './attachment.js';
import { Linked } from './linked.js';

const statuses: Record<string, { icon: IconName; words: string }> = {
  PROCESSING: { icon: 'clock', words: 'On its way' },
  QUEUED: { icon: 'clock', words: 'On its way' },
  SAVED: { icon: 'clock', words: 'Saved' },
  WAIT_REPLY: { icon: 'clock', words: 'Waits for a reply' },
  SENT: { icon: 'one', words: 'Sent' },
  DELIVERED: { icon: 'two', words: 'Delivered' },
  READ: { icon: 'two', words: 'Read' },
  FAILED: { icon: 'warning', words: 'Failed' },
  DELETED: { icon: 'close', words: 'Deleted' },
};

const asides = new Set(['TRANSITION', 'TRACK', 'NOTE']);

export function MessageItem({ message, name }: { message: PublicMessageDTO; name: string }) {
  const { type, direction, status, text, createdAt, timestamp, details, failedReason, origin } = message;
  const when = timestamp ?? createdAt;
  if (asides.has(type.toUpperCase())) {
    return (
      <li class="aside">
        {text || words(type)} <time dateTime={when}>{time(when)}</time>
      </li>
    );
  }
  const isOurs = isSame(direction, 'TO_HUB');
  const files = details?.files?.length ? details.files : details?.file ? [details.file] : [];
  const isDeleted = isSame(status, 'DELETED');
  const machine = isOurs && ['BOT', 'CAMPAIGN', 'OFFICE_HOURS'].includes(origin.toUpperCase()) ? words(origin) : null;
  const hasFailed = isSame(status, 'FAILED');
  const nothing = !text && files.length === 0 && !details?.location;
  return (
    <li class={isOurs ? 'message ours' : 'message theirs'}>
      <div class={hasFailed ? 'bubble failed' : 'bubble'}>
        <span class="sr">{isOurs ? 'You: ' : `${name}: `}</span>
        {machine && <p class="origin">{machine}</p>}
        {!isDeleted && files.map((file) => <Attachment key={file.id} file={file} />)}
        {isDeleted && <p class="gone">This message was deleted.</p>}
        {text && !isDeleted && (
          <p class="text">
            <Linked text={text} />
          </p>
        )}
        {details?.location && !isDeleted && (
          <p class="text">
            {details.location.name ?? 'Place'}: {details.location.latitude}, {details.location.longitude}
          </p>
        )}
        {nothing && !isDeleted && <p class="gone">{words(type)}</p>}
        {hasFailed && <p class="failure">Not delivered. {failedReason ?? details?.errors?.[0]?.text}</p>}
        <p class="stamp">
          <time dateTime={when} title={fullTime(when)}>
            {time(when)}
          </time>
          {isOurs && <Tick status={status} />}
        </p>
      </div>
    </li>
  );
}

function Tick({ status }: { status: string }) {
  const known = statuses[status.toUpperCase()];
  return (
    <span class={`tick tick-${status.toLowerCase()}`} title={known?.words ?? words(status)}>
      {known && <Icon name={known.icon} />}
      <span class="sr">, {known?.words ?? words(status)}</span>
    </span>
  );
}
