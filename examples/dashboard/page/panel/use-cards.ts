// The open cards of a panel. A moved card is shown in its new step at once, and goes back where the API refuses.

import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { PublicPanelCardDTOV2, PublicPanelStepDTO } from 'wts-chat';
import { wts } from '../client.js';
import { isSame } from '../format.js';
import { failureOf, useCall } from '../hooks.js';
import { announce, tellError } from '../toasts.js';

const every = 15_000;
/** More would not be read by anyone. */
const limit = 500;

export type Card = PublicPanelCardDTOV2;
export type Move = (card: Card, to: PublicPanelStepDTO) => Promise<void>;

export function useCards(panelId: string | null, steps: readonly PublicPanelStepDTO[]) {
  const read = (signal: AbortSignal) =>
    wts.panel
      .listCardsAll({ panelId: panelId ?? '', includeDetails: ['Contacts', 'ResponsibleUser'] }, { limit, signal })
      .toArray();
  const { value, error, reload } = useCall(panelId && `cards ${panelId}`, read, every);
  /** Steps by card, of moves that the list does not know yet. */
  const [moved, setMoved] = useState<Readonly<Record<string, string>>>({});
  const controller = useRef(new AbortController());
  useEffect(() => {
    controller.current = new AbortController();
    return () => controller.current.abort();
  }, []);

  const cards = useMemo(
    () =>
      value
        ?.filter(({ status }) => !isSame(status, 'ARCHIVED'))
        .map((card) => ({ ...card, stepId: moved[card.id] ?? card.stepId }))
        .sort((a, b) => a.position - b.position || a.number - b.number),
    [value, moved],
  );
  // Once the list says so itself, it is asked no more.
  useEffect(() => {
    setMoved((old) => {
      const open = Object.entries(old).filter(
        ([id, stepId]) => value?.find((card) => card.id === id)?.stepId !== stepId,
      );
      return open.length === Object.keys(old).length ? old : Object.fromEntries(open);
    });
  }, [value]);

  const move: Move = async (card, to) => {
    setMoved((old) => ({ ...old, [card.id]: to.id }));
    announce(`${card.title ?? card.key} moved to ${to.title ?? 'the step'}`);
    const before = steps.find(({ id }) => id === card.stepId);
    try {
      await wts.panel.updateCard({ cardId: card.id, stepId: to.id }, { signal: controller.current.signal });
      reload();
    } catch (error) {
      const failure = failureOf(error);
      setMoved(({ [card.id]: _, ...rest }) => rest);
      if (failure) tellError(failure);
      if (before) announce(`${card.title ?? card.key} is back in ${before.title ?? 'its step'}`);
    }
  };
  return { cards, error, reload, move };
}
