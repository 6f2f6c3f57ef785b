// The name that was probably meant.

/** `Did you mean …?` after a blank, or nothing when no name is near. */
export function hint(given: string, names: Iterable<string>): string {
  const name = nearest(given, names);
  return name === undefined ? '' : ` Did you mean ${name}?`;
}

/** The nearest name, when it is so near that a slip of the keys explains the difference. */
function nearest(given: string, names: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = Math.max(1, Math.floor(given.length / 3)) + 1;
  for (const name of names) {
    const far = distance(given.toLowerCase(), name.toLowerCase());
    if (far < least) [best, least] = [name, far];
  }
  return best;
}

/** Letters to change, add, take away or exchange with their neighbour. */
function distance(from: string, to: string): number {
  let [before, last]: [number[], number[]] = [[], Array.from({ length: to.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= from.length; i++) {
    const row = [i];
    for (let j = 1; j <= to.length; j++) {
      const change = (last[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      const isSwap = from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      const swap = isSwap ? (before[j - 2] ?? 0) + 1 : change;
      row.push(Math.min(change, swap, (row[j - 1] ?? 0) + 1, (last[j] ?? 0) + 1));
    }
    [before, last] = [last, row];
  }
  return last[to.length] ?? 0;
}
