// A panel's cards by their steps.

import { useState } from 'preact/hooks';
import { wts } from '../client.js';
import { ErrorNote } from '../errors.js';
import { useCall } from '../hooks.js';
import { go } from '../router.js';
import { Step } from './step.js';
import { useCards } from './use-cards.js';

export function PanelView({ id }: { id: string | null }) {
  const panels = useCall('panels', (signal) => wts.panel.listAll({ includeDetails: ['Steps'] }, { signal }).toArray());
  const panel = panels.value?.find((one) => one.id === id) ?? panels.value?.[0];
  const steps = (panel?.steps ?? []).filter(({ archived }) => !archived).sort((a, b) => a.position - b.position);
  const { cards, error, reload, move } = useCards(panel?.id ?? null, steps);
  const [dragged, setDragged] = useState<string | null>(null);
  return (
    <div class="page wide">
      <div class="page-head">
        <h1 tabIndex={-1}>Panel</h1>
        {panels.value && panels.value.length > 0 && (
          <label class="inline-field">
            <span class="sr">Panel</span>
            <select value={panel?.id} onChange={(event) => go('panel', event.currentTarget.value)}>
              {panels.value.map((one) => (
                <option key={one.id} value={one.id}>
                  {one.title ?? one.key}
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
      {panels.error && <ErrorNote error={panels.error} retry={panels.reload} />}
      {error && <ErrorNote error={error} retry={reload} />}
      {(panels.isLoading || (panel && !cards && !error)) && <p class="quiet">Reading the cards…</p>}
      {panels.value?.length === 0 && <p class="quiet">The account has no panels.</p>}
      {cards && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
        <section class="board" aria-label={`Steps of ${panel?.title ?? 'the panel'}`} tabIndex={0}>
          {steps.map((step, index) => (
            <Step
              key={step.id}
              step={step}
              cards={cards.filter(({ stepId }) => stepId === step.id)}
              before={steps[index - 1]}
              after={steps[index + 1]}
              onMove={move}
              onDrag={setDragged}
              onDrop={() => {
                const card = cards.find((one) => one.id === dragged);
                if (card && card.stepId !== step.id) void move(card, step);
                setDragged(null);
              }}
            />
          ))}
        </section>
      )}
    </div>
  );
}
