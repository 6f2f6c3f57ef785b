// Keeps a live list still under those who use it: while focus is inside, or it is scrolled, nothing changes its place. What is new waits.

import type { RefObject } from 'preact';
import { useCallback, useRef, useState } from 'preact/hooks';

interface Item {
  id: string;
}

export function useCalmOrder<T extends Item>(
  key: string,
  fresh: readonly T[] | undefined,
  scroller: RefObject<HTMLElement | null>,
) {
  const [, redraw] = useState(0);
  const shown = useRef<{ key: string; items: readonly T[] }>({ key, items: [] });
  const { items, waiting } = arrange(
    shown.current.key === key ? shown.current.items : [],
    fresh ?? [],
    isHeld(scroller.current),
  );
  shown.current = { key, items };
  /** Shows all in its order. */
  const release = useCallback(() => {
    shown.current = { key: '', items: [] };
    redraw((old) => old + 1);
  }, []);
  return { items, waiting, release };
}

function isHeld(element: HTMLElement | null): boolean {
  return element !== null && (element.scrollTop > 8 || element.contains(document.activeElement));
}

/** Those that were shown stay where they are, with what is known of them now; those that come after all of them join at the end. */
function arrange<T extends Item>(old: readonly T[], fresh: readonly T[], held: boolean) {
  if (!held || old.length === 0) return { items: fresh, waiting: 0 };
  const now = new Map(fresh.map((item) => [item.id, item]));
  const ids = new Set(old.map(({ id }) => id));
  const lastKnown = fresh.findLastIndex(({ id }) => ids.has(id));
  const items = [...old.map((item) => now.get(item.id) ?? item), ...fresh.slice(lastKnown + 1)];
  return { items, waiting: movedUp(items, fresh) };
}

/** How many stand further up than they are shown. */
function movedUp(shown: readonly Item[], fresh: readonly Item[]): number {
  const isFresh = new Set(fresh.map(({ id }) => id));
  const rest = shown.map(({ id }) => id).filter((id) => isFresh.has(id));
  const moved = new Set<string>();
  let at = 0;
  for (const { id } of fresh) {
    while (moved.has(rest[at] ?? '')) at += 1;
    if (rest[at] === id) at += 1;
    else moved.add(id);
  }
  return moved.size;
}
