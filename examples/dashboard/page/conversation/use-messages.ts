// The messages of a session, oldest first: the newest page kept up to date, earlier ones read when they are asked for.

import { useCallback, useEffect, useMemo, useState } from 'preact/hooks';
import type { PublicMessageDTO } from 'wts-chat';
import { wts } from '../client.js';
import { useAction, useCall } from '../hooks.js';

const every = 3000;
const pageSize = 30;
const newestFirst = { pageSize, orderBy: 'createdAt', orderDirection: 'DESCENDING' } as const;

interface Known {
  messages: ReadonlyMap<string, PublicMessageDTO>;
  /** There are earlier ones. */
  hasMore: boolean;
}

export function useMessages(sessionId: string) {
  const [known, setKnown] = useState<Known | null>(null);
  const read = (signal: AbortSignal) => wts.session.listMessages({ sessionId, ...newestFirst }, { signal });
  const { value, error, isLoading, reload } = useCall(`messages ${sessionId}`, read, every);

  useEffect(() => {
    if (!value) return;
    const newest = value.items ?? [];
    setKnown((old) => {
      // More came than a page holds: what lies between is not known, so it begins anew.
      const isTorn = !old || (value.hasMorePages && !newest.some(({ id }) => old.messages.has(id)));
      if (isTorn) return { messages: merged(new Map(), newest), hasMore: value.hasMorePages };
      return newest.every((message) => isEqual(old.messages.get(message.id), message))
        ? old
        : { ...old, messages: merged(old.messages, newest) };
    });
  }, [value]);

  const messages = useMemo(() => [...(known?.messages.values() ?? [])].sort(inOrder), [known]);
  const { isBusy, error: earlierError, run } = useAction();
  const oldest = messages[0]?.createdAt;
  const readEarlier = useCallback(
    () =>
      run(async (signal) => {
        if (!oldest) return;
        const params = { sessionId, ...newestFirst, createdAtBefore: oldest };
        const page = await wts.session.listMessages(params, { signal });
        setKnown((old) => old && { messages: merged(old.messages, page.items ?? []), hasMore: page.hasMorePages });
      }),
    [run, sessionId, oldest],
  );
  return {
    messages,
    error: earlierError ?? error,
    isLoading: isLoading && !known,
    reload,
    earlier: { hasMore: known?.hasMore ?? false, isBusy, read: readEarlier },
  };
}

function merged(old: Known['messages'], more: readonly PublicMessageDTO[]) {
  const all = new Map(old);
  for (const message of more) all.set(message.id, message);
  return all;
}

const inOrder = (a: PublicMessageDTO, b: PublicMessageDTO) => Date.parse(a.createdAt) - Date.parse(b.createdAt);

const isEqual = (old: PublicMessageDTO | undefined, now: PublicMessageDTO) =>
  old?.updatedAt === now.updatedAt && old.status === now.status && old.text === now.text;
