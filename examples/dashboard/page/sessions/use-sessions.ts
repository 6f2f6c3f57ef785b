// The sessions of some statuses, the ones that moved last first, kept up to date; and how many there are of each status.

import { useMemo, useRef, useState } from 'preact/hooks';
import { catalog, type PublicSessionDTOV2, type SessionListParams } from 'wts-chat';
import { wts } from '../client.js';
import { useCall } from '../hooks.js';

export type Status = NonNullable<SessionListParams['status']>[number];

const every = 5000;
const everyCount = 30_000;
const step = 25;
/** The API's largest page. */
const largest = 100;

const details: NonNullable<SessionListParams['includeDetails']> = [
  'ContactDetails',
  'AgentDetails',
  'ChannelDetails',
  'DepartmentsDetails',
];

/** As the API has them, those that ask for work first, without the one that says that it is none. */
export const statuses: readonly Status[] = statusesOf();

function statusesOf(): Status[] {
  const list = catalog()
    .resources.find(({ name }) => name === 'session')
    ?.operations.find(({ name }) => name === 'list');
  const values = list?.fields.find(({ name }) => name === 'status')?.items?.values ?? [];
  const order = ['IN_PROGRESS', 'PENDING', 'STARTED', 'COMPLETED', 'HIDDEN'];
  const rank = (value: string) => order.indexOf(value) + 1 || order.length + 1;
  const known = (values as Status[]).filter((value) => value !== 'UNDEFINED');
  return known.sort((a, b) => rank(a) - rank(b));
}

export function useSessions(chosen: readonly Status[]) {
  const [wanted, setWanted] = useState(step);
  const key = chosen.join();
  const before = useRef(key);
  if (before.current !== key) {
    before.current = key;
    if (wanted !== step) setWanted(step);
  }
  const { value, error, isLoading, reload } = useCall(
    `${key} ${wanted}`,
    (signal) => read(chosen, wanted, signal),
    every,
  );
  // While more is read, what is there stays.
  const kept = useRef<{ key: string; page: Page } | null>(null);
  if (value) kept.current = { key, page: value };
  const page = value ?? (kept.current?.key === key ? kept.current.page : undefined);
  return {
    sessions: page?.sessions,
    total: page?.total ?? 0,
    error,
    isLoading: isLoading && !page,
    isReadingMore: isLoading && page !== undefined,
    reload,
    more: () => setWanted((old) => old + (old < largest ? step : largest)),
  };
}

interface Page {
  sessions: PublicSessionDTOV2[];
  total: number;
}

/** Whole pages of one size, so that nothing falls between two of them. */
async function read(status: readonly Status[], wanted: number, signal: AbortSignal): Promise<Page> {
  const pageSize = Math.min(wanted, largest);
  const found = new Map<string, PublicSessionDTOV2>();
  for (let pageNumber = 1; ; pageNumber++) {
    const filter = status.length ? { status: [...status] } : {};
    const order = { orderBy: 'updatedAt', orderDirection: 'DESCENDING' as const };
    const page = await wts.session.list(
      { ...filter, ...order, includeDetails: details, pageNumber, pageSize },
      { signal },
    );
    for (const session of page.items ?? []) found.set(session.id, session);
    if (!page.hasMorePages || pageNumber * pageSize >= wanted)
      return { sessions: [...found.values()], total: page.totalItems };
  }
}

/** One small request for each status: seldom enough to be cheap. */
export function useCounts(): { counts: ReadonlyMap<Status, number> | undefined; reload: () => void } {
  const count = async (signal: AbortSignal) => {
    const pages = statuses.map((status) => wts.session.list({ status: [status], pageSize: 1 }, { signal }));
    return new Map((await Promise.all(pages)).map(({ totalItems }, index) => [statuses[index] as Status, totalItems]));
  };
  const { value: counts, reload } = useCall('counts', count, everyCount);
  return useMemo(() => ({ counts, reload }), [counts, reload]);
}
