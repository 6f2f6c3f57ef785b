// Where the page is: `#/sessions/<id>`, `#/contacts/<id>`, `#/panel/<id>`, `#/migrate`.

import { useEffect, useState } from 'preact/hooks';

export const views = ['sessions', 'contacts', 'panel', 'migrate'] as const;
export type View = (typeof views)[number];

export interface Route {
  view: View;
  /** Of what is open in it. */
  id: string | null;
}

export const link = (view: View, id?: string | null) => `#/${view}${id ? `/${id}` : ''}`;

export function go(view: View, id?: string | null): void {
  window.location.hash = link(view, id);
}

function read(): Route {
  const [, name, id] = window.location.hash.split('/');
  const view = views.find((known) => known === name) ?? 'sessions';
  return { view, id: id || null };
}

export function useRoute(): Route {
  const [route, setRoute] = useState(read);
  useEffect(() => {
    const follow = () => setRoute(read());
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, []);
  return route;
}
