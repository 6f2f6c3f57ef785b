// How much of the API's limits is used, and whether a call waits for room.

import { useEffect } from 'preact/hooks';
import { useNow } from './hooks.js';
import { Icon } from './icons.js';
import { limits, look, pace } from './pace.js';
import { useStore } from './store.js';

export function Pacing() {
  const { used, waitsUntil } = useStore(pace);
  const now = useNow(1000);
  useEffect(() => look(now), [now]);
  const seconds = waitsUntil === null ? 0 : Math.max(1, Math.ceil((waitsUntil - now) / 1000));
  return (
    <section class="pacing" aria-label="Requests to the API">
      <p class="pacing-title">Requests to the API</p>
      <ul>
        {limits.map(({ name, limit }, index) => (
          <li key={name}>
            <span>
              {used[index]} of {limit.toLocaleString()} in {name}
            </span>
            <meter
              aria-label={`Requests in the last ${name}`}
              min={0}
              max={limit}
              high={limit * 0.8}
              optimum={0}
              value={used[index] ?? 0}
            />
          </li>
        ))}
      </ul>
      <div role="status" aria-label="Waiting">
        {waitsUntil !== null && (
          <p class="waiting">
            <Icon name="clock" />
            <span class="sr">Waiting for the API's limits.</span>
            <span aria-hidden="true">Waiting {seconds} s</span>
          </p>
        )}
      </div>
    </section>
  );
}
