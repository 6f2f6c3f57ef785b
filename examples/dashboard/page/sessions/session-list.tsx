// The list of sessions with its filters, kept fresh without moving under the reader.

import { useRef, useState } from 'preact/hooks';
import { ErrorNote } from '../errors.js';
import { words } from '../format.js';
import { useNow } from '../hooks.js';
import { useStore } from '../store.js';
import { seen } from './seen.js';
import { SessionRow } from './session-row.js';
import { useCalmOrder } from './use-calm-order.js';
import { type Status, statuses, useCounts, useSessions } from './use-sessions.js';

/** What was chosen last: it stays while other views are open. */
let lastChosen: readonly Status[] = [];

export function SessionList({ openId }: { openId: string | null }) {
  const [chosen, setChosen] = useState(lastChosen);
  const { sessions, total, error, isLoading, isReadingMore, reload, more } = useSessions(chosen);
  const scroller = useRef<HTMLDivElement>(null);
  const { items, waiting, release } = useCalmOrder(chosen.join(), sessions, scroller);
  const now = useNow(30_000);
  const known = useStore(seen);

  const choose = (next: readonly Status[]) => {
    lastChosen = next;
    setChosen(next);
  };
  const showNew = () => {
    if (scroller.current) scroller.current.scrollTop = 0;
    release();
  };
  return (
    <>
      <div class="list-head">
        <h1 id="sessions-heading" tabIndex={-1}>
          Sessions
        </h1>
        <Filters chosen={chosen} onChange={choose} />
      </div>
      {error && <ErrorNote error={error} retry={reload} />}
      <div class="list-wrap">
        {waiting > 0 && (
          <button type="button" class="pill" onClick={showNew}>
            {waiting === 1 ? '1 session moved up' : `${waiting} sessions moved up`}: show
          </button>
        )}
        <div class="scroll" ref={scroller}>
          {isLoading && <p class="quiet">Reading the sessions…</p>}
          {sessions?.length === 0 && <p class="quiet">There are no such sessions.</p>}
          <ul class="rows" aria-label="Sessions">
            {items.map((session) => (
              <SessionRow key={session.id} session={session} isOpen={session.id === openId} now={now} known={known} />
            ))}
          </ul>
          {sessions && sessions.length < total && (
            <button type="button" class="button more" disabled={isReadingMore} onClick={more}>
              {isReadingMore ? 'Reading more…' : `More sessions (${total - sessions.length})`}
            </button>
          )}
        </div>
      </div>
    </>
  );
}

function Filters({ chosen, onChange }: { chosen: readonly Status[]; onChange: (next: readonly Status[]) => void }) {
  const { counts } = useCounts();
  const all = counts && [...counts.values()].reduce((sum, count) => sum + count, 0);
  const toggle = (status: Status) =>
    onChange(chosen.includes(status) ? chosen.filter((other) => other !== status) : [...chosen, status]);
  return (
    <fieldset class="filters">
      <legend class="sr">Filter by status</legend>
      <Chip name="All" count={all} isOn={chosen.length === 0} onClick={() => onChange([])} />
      {statuses.map((status) => (
        <Chip
          key={status}
          name={words(status)}
          count={counts?.get(status)}
          isOn={chosen.includes(status)}
          onClick={() => toggle(status)}
        />
      ))}
    </fieldset>
  );
}

interface ChipProps {
  name: string;
  count: number | undefined;
  isOn: boolean;
  onClick: () => void;
}

function Chip({ name, count, isOn, onClick }: ChipProps) {
  return (
    <button type="button" class="chip" aria-pressed={isOn} onClick={onClick}>
      {name}
      {count !== undefined && <span class="count"> {count}</span>}
    </button>
  );
}
