// The frame: navigation, what is open, the state of the connection, notices.

import { useEffect, useRef } from 'preact/hooks';
import { ContactsView } from './contacts/contacts-view.js';
import { useOnline } from './hooks.js';
import { Icon } from './icons.js';
import { MigrateView } from './migrate/migrate-view.js';
import { Pacing } from './pacing.js';
import { PanelView } from './panel/panel-view.js';
import { link, type Route, useRoute, type View } from './router.js';
import { SessionsView } from './sessions/sessions-view.js';
import { Toasts } from './toasts.js';

const names: Record<View, string> = {
  sessions: 'Sessions',
  contacts: 'Contacts',
  panel: 'Panel',
  migrate: 'Migrate',
};

export function App() {
  const route = useRoute();
  const main = useRef<HTMLElement>(null);
  useTitle(route, main);
  const skip = (event: Event) => {
    event.preventDefault();
    main.current?.focus();
  };
  return (
    <>
      {/* biome-ignore lint/a11y/useValidAnchor: it leads to a place; the hash is taken by the routes */}
      <a class="skip" href="#main" onClick={skip}>
        Skip to the content
      </a>
      <div class={route.id ? 'frame has-open' : 'frame'}>
        <header class="side">
          <p class="brand">
            <img src="icon.svg" alt="" width="28" height="28" />
            <span>WTS Chat</span>
          </p>
          <nav aria-label="Main">
            <ul class="tabs">
              {Object.entries(names).map(([view, name]) => (
                <Tab key={view} view={view as View} name={name} isCurrent={view === route.view} />
              ))}
            </ul>
          </nav>
          <Pacing />
        </header>
        <main id="main" ref={main} tabIndex={-1}>
          <OfflineBanner />
          {route.view === 'sessions' && <SessionsView id={route.id} />}
          {route.view === 'contacts' && <ContactsView id={route.id} />}
          {route.view === 'panel' && <PanelView id={route.id} />}
          {route.view === 'migrate' && <MigrateView />}
        </main>
      </div>
      <Toasts />
    </>
  );
}

function Tab({ view, name, isCurrent }: { view: View; name: string; isCurrent: boolean }) {
  return (
    <li>
      <a class="tab" href={link(view)} aria-current={isCurrent ? 'page' : undefined}>
        <Icon name={view} />
        <span>{name}</span>
      </a>
    </li>
  );
}

function OfflineBanner() {
  const isOnline = useOnline();
  return (
    <div role="status" aria-label="Connection">
      {!isOnline && (
        <p class="banner">
          <Icon name="offline" />
          You are offline. Lists rest, and messages wait, until the connection is back.
        </p>
      )}
    </div>
  );
}

/** The page's title, and the focus for those who hear it: what was opened begins at its heading. */
function useTitle({ view, id }: Route, main: { current: HTMLElement | null }): void {
  const isFirst = useRef(true);
  useEffect(() => {
    document.title = `${names[view]} · WTS Chat`;
    if (!isFirst.current && !id) main.current?.querySelector<HTMLElement>('h1')?.focus();
    isFirst.current = false;
  }, [view, id, main]);
}
