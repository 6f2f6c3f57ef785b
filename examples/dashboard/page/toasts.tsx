// Short notices: what was done (status) and what failed (alert). Both regions are always there, so that screen readers hear them.

import { ErrorText } from './errors.js';
import type { Failure } from './hooks.js';
import { Icon } from './icons.js';
import { createStore, useStore } from './store.js';

interface Toast {
  key: number;
  text?: string;
  error?: Failure;
}

const toasts = createStore<readonly Toast[]>([]);
/** Heard, not seen. */
const heard = createStore('');
let keys = 0;

function add(toast: Omit<Toast, 'key'>, ms: number): void {
  keys += 1;
  const key = keys;
  toasts.set((old) => [...old.slice(-3), { key, ...toast }]);
  window.setTimeout(() => drop(key), ms);
}

const drop = (key: number) => toasts.set((old) => old.filter((toast) => toast.key !== key));

export const tell = (text: string) => add({ text }, 6000);
/** Time enough to copy the request id. */
export const tellError = (error: Failure) => add({ error }, 30_000);
export const announce = (text: string) => heard.set(() => text);

export function Toasts() {
  const all = useStore(toasts);
  const words = useStore(heard);
  return (
    <div class="toasts">
      <div class="sr" role="status" aria-label="Announcements">
        {words}
      </div>
      <div role="status" aria-label="Notices">
        {all.map(({ key, text }) => text !== undefined && <Shown key={key} id={key} text={text} />)}
      </div>
      <div role="alert" aria-label="Errors">
        {all.map(({ key, error }) => error && <Shown key={key} id={key} error={error} />)}
      </div>
    </div>
  );
}

function Shown({ id, text, error }: { id: number; text?: string; error?: Failure }) {
  return (
    <div class={error ? 'toast bad' : 'toast'}>
      <div class="grow">{error ? <ErrorText error={error} /> : text}</div>
      <button type="button" class="icon-button" aria-label="Dismiss" onClick={() => drop(id)}>
        <Icon name="close" />
      </button>
    </div>
  );
}
