// One contact: how to reach them, what was talked about, and a new conversation.

import { useEffect, useRef, useState } from 'preact/hooks';
import { Avatar } from '../avatar.js';
import { wts } from '../client.js';
import { ErrorNote } from '../errors.js';
import { shortDate } from '../format.js';
import { useCall, useNow } from '../hooks.js';
import { Icon } from '../icons.js';
import { link } from '../router.js';
import { seen } from '../sessions/seen.js';
import { SessionRow } from '../sessions/session-row.js';
import { useStore } from '../store.js';
import { contactAddress, contactLabel, Tags } from './contacts-view.js';
import { StartDialog } from './start-dialog.js';

export function ContactCard({ id }: { id: string }) {
  const [isStarting, setStarting] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const now = useNow(30_000);
  const known = useStore(seen);
  const {
    value: contact,
    error,
    reload,
  } = useCall(`contact ${id}`, (signal) => wts.contact.get({ contactId: id, includeDetails: ['Tags'] }, { signal }));
  const sessions = useCall(`sessions of ${id}`, (signal) => sessionsOf(id, signal), 15_000);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  const name = contact ? contactLabel(contact) : 'Contact';
  const look = () => {
    setStarting(false);
    sessions.reload();
  };
  return (
    <div class="card-page">
      <div class="conversation-head">
        <a class="icon-button back" href={link('contacts')} aria-label="Back to the contacts">
          <Icon name="back" />
        </a>
        <Avatar name={name} />
        <div class="grow">
          <h1 ref={heading} tabIndex={-1}>
            {name}
          </h1>
          {contact && (
            <p class="about">
              <span>
                {[contactAddress(contact), `since ${shortDate(contact.createdAt)}`].filter(Boolean).join(' · ')}
              </span>
              <Tags names={contact.tagNames ?? []} />
            </p>
          )}
        </div>
        <div class="actions">
          <button type="button" class="button small primary" disabled={!contact} onClick={() => setStarting(true)}>
            Start a conversation
          </button>
        </div>
      </div>
      <div class="scroll padded">
        {error && <ErrorNote error={error} retry={reload} />}
        <h2>Sessions</h2>
        {sessions.error && <ErrorNote error={sessions.error} retry={sessions.reload} />}
        {sessions.isLoading && <p class="quiet">Reading the sessions…</p>}
        {sessions.value?.length === 0 && <p class="quiet">There are none yet.</p>}
        <ul class="rows boxed" aria-label={`Sessions of ${name}`}>
          {sessions.value?.map((session) => (
            <SessionRow key={session.id} session={session} isOpen={false} now={now} known={known} />
          ))}
        </ul>
      </div>
      {contact && isStarting && <StartDialog contact={contact} onClose={() => setStarting(false)} onLook={look} />}
    </div>
  );
}

/** The latest hundred: who has more is rare, and reads them elsewhere. */
async function sessionsOf(contactId: string, signal: AbortSignal) {
  const page = await wts.session.list(
    {
      contactId,
      includeDetails: ['ContactDetails', 'AgentDetails', 'ChannelDetails', 'DepartmentsDetails'],
      pageSize: 100,
    },
    { signal },
  );
  return page.items ?? [];
}
