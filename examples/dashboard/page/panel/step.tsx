// A column of cards. Each goes one step back or on by its buttons, or anywhere by dragging.

import { useLayoutEffect, useState } from 'preact/hooks';
import type { PublicPanelStepDTO } from 'wts-chat';
import { contactName, isSame, money, shortDate, words } from '../format.js';
import { Icon } from '../icons.js';
import { link } from '../router.js';
import type { Card, Move } from './use-cards.js';

interface Props {
  step: PublicPanelStepDTO;
  cards: readonly Card[];
  before: PublicPanelStepDTO | undefined;
  after: PublicPanelStepDTO | undefined;
  onMove: Move;
  onDrag: (cardId: string | null) => void;
  onDrop: () => void;
}

/** The button that moved a card last: it gets the focus again in the card's new place. */
let pressed: { cardId: string; way: 'back' | 'on' } | null = null;

export function Step({ step, cards, before, after, onMove, onDrag, onDrop }: Props) {
  const [isOver, setOver] = useState(false);
  const sum = cards.reduce((total, { monetaryAmount }) => total + (monetaryAmount ?? 0), 0);
  const heading = `step-${step.id}`;
  return (
    <section
      class={isOver ? 'step over' : 'step'}
      aria-labelledby={heading}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        onDrop();
      }}
    >
      <h2 id={heading}>
        {step.title ?? 'Step'} <span class="count">{cards.length}</span>
        {sum > 0 && <span class="sum">{money(sum)}</span>}
      </h2>
      {cards.length === 0 && <p class="quiet small">No cards</p>}
      <ul class="cards">
        {cards.map((card) => (
          <CardItem key={card.id} card={card} before={before} after={after} onMove={onMove} onDrag={onDrag} />
        ))}
      </ul>
    </section>
  );
}

type CardProps = Pick<Props, 'before' | 'after' | 'onMove' | 'onDrag'> & { card: Card };

function CardItem({ card, before, after, onMove, onDrag }: CardProps) {
  const { id, key, status, dueDate, isOverdue, monetaryAmount, contacts, responsibleUser, sessionId } = card;
  const title = card.title ?? key ?? 'Card';
  useLayoutEffect(() => {
    if (pressed?.cardId !== id) return;
    const { way } = pressed;
    pressed = null;
    const other = way === 'on' ? 'back' : 'on';
    (document.getElementById(`${way}-${id}`) ?? document.getElementById(`${other}-${id}`))?.focus();
  }, [id]);
  const move = (way: 'back' | 'on', to: PublicPanelStepDTO) => {
    pressed = { cardId: id, way };
    void onMove(card, to);
  };
  const people = contacts?.map(({ name }) => contactName({ title: name ?? null })) ?? [];
  return (
    <li class="card" draggable onDragStart={() => onDrag(id)} onDragEnd={() => onDrag(null)}>
      <p class="card-top">
        <span>{key}</span>
        {!isSame(status, 'OPEN') && <span class={`status status-${status.toLowerCase()}`}>{words(status)}</span>}
      </p>
      <h3>{title}</h3>
      {people.length > 0 && <p class="card-line">{people.join(', ')}</p>}
      <p class="card-line quiet-line">
        {[responsibleUser?.name, monetaryAmount && money(monetaryAmount)].filter(Boolean).join(' · ')}
      </p>
      {dueDate && (
        <p class={isOverdue ? 'card-line overdue' : 'card-line quiet-line'}>
          {isOverdue ? 'Overdue since' : 'Due'} {shortDate(dueDate)}
        </p>
      )}
      <div class="card-foot">
        {sessionId ? (
          <a class="text-button" href={link('sessions', sessionId)}>
            Session<span class="sr"> of {title}</span>
          </a>
        ) : (
          <span />
        )}
        <span class="card-moves">
          {before && (
            <button
              type="button"
              id={`back-${id}`}
              class="icon-button"
              aria-label={`Move ${title} back to ${before.title}`}
              title={`Back to ${before.title}`}
              onClick={() => move('back', before)}
            >
              <Icon name="back" />
            </button>
          )}
          {after && (
            <button
              type="button"
              id={`on-${id}`}
              class="icon-button"
              aria-label={`Move ${title} on to ${after.title}`}
              title={`On to ${after.title}`}
              onClick={() => move('on', after)}
            >
              <Icon name="next" />
            </button>
          )}
        </span>
      </div>
    </li>
  );
}
