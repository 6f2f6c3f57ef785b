// Values as people read them.

import type { PublicSessionDTOV2 } from 'wts-chat';

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' });
const date = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric' });
const whole = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'short' });

export const time = (iso: string) => clock.format(new Date(iso));
export const fullTime = (iso: string) => whole.format(new Date(iso));
export const shortDate = (iso: string) => date.format(new Date(iso));

/** `Today`, `Yesterday`, or the day's name. */
export function dayOf(iso: string, now: number): string {
  const days = Math.round((startOf(now) - startOf(Date.parse(iso))) / 86_400_000);
  if (days === 0) return 'Today';
  return days === 1 ? 'Yesterday' : day.format(new Date(iso));
}

const startOf = (at: number) => new Date(at).setHours(0, 0, 0, 0);

/** `now`, `5 min`, `3 h`, `2 d`, or the date. */
export function ago(iso: string, now: number): string {
  const minutes = Math.floor((now - Date.parse(iso)) / 60_000);
  if (minutes < 1) return 'now';
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)} h`;
  return minutes < 7 * 24 * 60 ? `${Math.floor(minutes / (24 * 60))} d` : shortDate(iso);
}

export function bytes(size: number): string {
  if (size < 1000) return `${size} B`;
  return size < 1_000_000 ? `${Math.round(size / 1000)} kB` : `${(size / 1_000_000).toFixed(1)} MB`;
}

export const money = (amount: number) =>
  new Intl.NumberFormat(undefined, { minimumFractionDigits: amount % 1 ? 2 : 0, maximumFractionDigits: 2 }).format(
    amount,
  );

/** `IN_PROGRESS` as `In progress`. */
export function words(value: string): string {
  const text = value.replaceAll('_', ' ').toLowerCase();
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** Enums come back in one case or another. */
export const isSame = (one: string | null | undefined, other: string) => one?.toUpperCase() === other;

/** `+55|11999999999` as `+55 11999999999`. */
export const phone = (number: string) => number.replace('|', ' ');

type Names = Pick<PublicSessionDTOV2, 'contactDetails' | 'title' | 'number'>;

export function contactName({ contactDetails, title, number }: Names): string {
  const { name, phonenumberFormatted, phonenumber, instagram } = contactDetails ?? {};
  return (
    name ||
    title ||
    phonenumberFormatted ||
    phonenumber ||
    instagram ||
    (number ? `Session ${number}` : 'Unknown contact')
  );
}

export const channelName = ({ channelDetails }: Pick<PublicSessionDTOV2, 'channelDetails'>): string =>
  channelDetails?.displayName || channelDetails?.humanId || channelDetails?.platform || '';

/** Two letters for a round picture. */
export function initials(name: string): string {
  const parts = name.split(/\s+/).filter((part) => /\p{L}|\d/u.test(part));
  return [parts[0], parts.length > 1 ? parts.at(-1) : undefined]
    .map((part) => part?.slice(0, 1) ?? '')
    .join('')
    .toUpperCase();
}

/** One of `count` colours, always the same for a name. */
export function hueOf(name: string, count: number): number {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 65_521;
  return sum % count;
}
