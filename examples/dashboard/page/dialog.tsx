// A modal dialog: the browser keeps focus inside, closes it with Escape, and gives focus back.

import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { Icon } from './icons.js';

interface Props {
  title: string;
  onClose: () => void;
  children: ComponentChildren;
}

export function Dialog({ title, onClose, children }: Props) {
  const element = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const before = document.activeElement;
    element.current?.showModal();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog ref={element} class="dialog" aria-labelledby={id} onClose={onClose}>
      <div class="dialog-head">
        <h2 id={id}>{title}</h2>
      </div>
      {children}
      {/* Last, so that the first field gets the focus. */}
      <button type="button" class="icon-button close" aria-label="Close" onClick={() => element.current?.close()}>
        <Icon name="close" />
      </button>
    </dialog>
  );
}
