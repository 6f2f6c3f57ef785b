// Above a conversation: whose it is and where, and what can be done with it.

import type { RefObject } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';
import type { PublicSessionDTOV2 } from 'wts-chat';
import { Avatar } from '../avatar.js';
import { channelName, isSame, phone } from '../format.js';
import { Icon } from '../icons.js';
import { link } from '../router.js';
import { StatusTag } from '../sessions/session-row.js';
import { CompleteDialog } from './complete-dialog.js';
import { TransferDialog } from './transfer-dialog.js';

interface Props {
  heading: RefObject<HTMLHeadingElement | null>;
  session: PublicSessionDTOV2 | undefined;
  name: string;
  onChange: () => void;
}

export function ConversationHead({ heading, session, name, onChange }: Props) {
  const [open, setOpen] = useState<'transfer' | 'complete' | null>(null);
  const close = () => setOpen(null);
  const isCompleted = isSame(session?.status, 'COMPLETED');
  // The button that completed it is gone: focus must not be lost with it.
  useLayoutEffect(() => {
    if (isCompleted && document.activeElement === document.body) heading.current?.focus();
  }, [isCompleted, heading]);
  const { contactDetails, agentDetails, departmentDetails } = session ?? {};
  const address = contactDetails?.phonenumberFormatted ?? contactDetails?.phonenumber ?? contactDetails?.instagram;
  const about = [
    session && channelName(session),
    address && phone(address),
    departmentDetails?.name,
    agentDetails?.name ?? (session && 'nobody assigned'),
  ];
  return (
    <div class="conversation-head">
      <a class="icon-button back" href={link('sessions')} aria-label="Back to the sessions">
        <Icon name="back" />
      </a>
      <Avatar name={name} />
      <div class="grow">
        <h1 ref={heading} tabIndex={-1}>
          {name}
        </h1>
        <p class="about">
          {session && <StatusTag status={session.status} />}
          <span>{about.filter(Boolean).join(' · ')}</span>
        </p>
      </div>
      {session && (
        <div class="actions">
          <button type="button" class="button small" onClick={() => setOpen('transfer')}>
            Transfer
          </button>
          {!isCompleted && (
            <button type="button" class="button small" onClick={() => setOpen('complete')}>
              Complete
            </button>
          )}
        </div>
      )}
      {session && open === 'transfer' && <TransferDialog session={session} onClose={close} onDone={onChange} />}
      {session && open === 'complete' && (
        <CompleteDialog sessionId={session.id} name={name} onClose={close} onDone={onChange} />
      )}
    </div>
  );
}
