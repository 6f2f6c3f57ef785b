// Contacts: found by name, number, e-mail or handle; the open one with its sessions.

import { useRef, useState } from 'preact/hooks';
import type { PublicContactDTO } from 'wts-chat';
import { Avatar } from '../avatar.js';
import { wts } from '../client.js';
import { ErrorNote } from '../errors.js';
import { phone } from '../format.js';
import { useCall, useSettled } from '../hooks.js';
import { Icon } from '../icons.js';
import { link } from '../router.js';
import { ContactCard } from './contact-card.js';

const step = 25;
const largest = 100;

export function ContactsView({ id }: { id: string | null }) {
  return (
    <div class={id ? 'two has-open' : 'two'}>
      <section class="first" aria-labelledby="contacts-heading">
        <ContactList openId={id} />
      </section>
      <section class="second" aria-label="Contact">
        {id ? (
          <ContactCard key={id} id={id} />
        ) : (
          <div class="empty">
            <Icon name="contacts" />
            <p>Choose a contact to see their sessions or to write to them.</p>
          </div>
        )}
      </section>
    </div>
  );
}

export const contactLabel = ({ name, phoneNumberFormatted, phoneNumber, instagram, email }: PublicContactDTO) =>
  name || phoneNumberFormatted || phoneNumber || instagram || email || 'Unknown contact';

export const contactAddress = ({ phoneNumberFormatted, phoneNumber, instagram, email }: PublicContactDTO) =>
  phoneNumberFormatted || (phoneNumber && phone(phoneNumber)) || instagram || email || '';

/** What was searched for last: it stays while other views are open. */
let lastSearch = '';

function ContactList({ openId }: { openId: string | null }) {
  const [search, setSearch] = useState(lastSearch);
  lastSearch = search;
  const textFilter = useSettled(search.trim(), 300);
  const [wanted, setWanted] = useState({ textFilter, count: step });
  const count = wanted.textFilter === textFilter ? wanted.count : step;
  const { value, error, isLoading, reload } = useCall(`contacts ${count} ${textFilter}`, (signal) =>
    read(textFilter, count, signal),
  );
  // What was found before stays while the next is sought: no flicker under the reader's eyes.
  const kept = useRef(value);
  if (value) kept.current = value;
  const found = value ?? kept.current;
  return (
    <>
      <div class="list-head">
        <h1 id="contacts-heading" tabIndex={-1}>
          Contacts
        </h1>
        <search>
          <label class="search">
            <span class="sr">Search contacts by name, number, e-mail or Instagram</span>
            <Icon name="search" />
            <input
              type="search"
              value={search}
              placeholder="Name, number, e-mail"
              onInput={(event) => setSearch(event.currentTarget.value)}
            />
          </label>
        </search>
        <p class="quiet small" role="status">
          {isLoading ? 'Searching…' : found && `${found.total} ${found.total === 1 ? 'contact' : 'contacts'}`}
        </p>
      </div>
      {error && <ErrorNote error={error} retry={reload} />}
      <div class="list-wrap">
        <div class="scroll">
          <ul class="rows" aria-label="Contacts">
            {found?.contacts.map((contact) => (
              <ContactRow key={contact.id} contact={contact} isOpen={contact.id === openId} />
            ))}
          </ul>
          {found && found.contacts.length < found.total && (
            <button
              type="button"
              class="button more"
              disabled={isLoading}
              onClick={() => setWanted({ textFilter, count: count + (count < largest ? step : largest) })}
            >
              {isLoading ? 'Reading more…' : `More contacts (${found.total - found.contacts.length})`}
            </button>
          )}
        </div>
      </div>
    </>
  );
}

async function read(textFilter: string, wanted: number, signal: AbortSignal) {
  const pageSize = Math.min(wanted, largest);
  const contacts = new Map<string, PublicContactDTO>();
  for (let pageNumber = 1; ; pageNumber++) {
    const filter = textFilter ? { textFilter } : { status: 'ACTIVE' as const };
    const page = await wts.contact.filter({ ...filter, includeDetails: ['Tags'], pageNumber, pageSize }, { signal });
    for (const contact of page.items ?? []) contacts.set(contact.id, contact);
    if (!page.hasMorePages || pageNumber * pageSize >= wanted)
      return { contacts: [...contacts.values()], total: page.totalItems };
  }
}

function ContactRow({ contact, isOpen }: { contact: PublicContactDTO; isOpen: boolean }) {
  const name = contactLabel(contact);
  return (
    <li>
      <a class="row" href={link('contacts', contact.id)} aria-current={isOpen ? 'true' : undefined}>
        <Avatar name={name} />
        <span class="row-text">
          <span class="row-line">
            <strong class="name">{name}</strong>
          </span>
          <span class="row-line meta">
            <span class="cut">{contactAddress(contact)}</span>
            <Tags names={contact.tagNames ?? []} />
          </span>
        </span>
      </a>
    </li>
  );
}

export function Tags({ names }: { names: readonly string[] }) {
  return (
    <>
      {names.map((name) => (
        <span key={name} class="tag">
          {name}
        </span>
      ))}
    </>
  );
}
