// One line about what is under way, where somebody sees it.

/** What a terminal, or whatever stands in its place, has to offer. */
export interface Screen {
  isTTY?: boolean | undefined;
  columns?: number | undefined;
  write(text: string): unknown;
}

/** Milliseconds between two looks of the line. */
const PACE = 100;

/** Shows nothing where there is no terminal. `clear` takes the line away again. */
export function progress(screen: Screen, terminal: string | undefined, now: () => number = Date.now) {
  const isSeen = screen.isTTY === true && terminal !== 'dumb';
  let at: number | undefined;
  return {
    show(line: () => string) {
      if (!isSeen || (at !== undefined && now() - at < PACE)) return;
      at = now();
      // A line that fills the last column would wrap.
      const columns = (screen.columns || 80) - 1;
      screen.write(`\r${line().slice(0, columns)}\x1b[K`);
    },
    clear() {
      if (at !== undefined) screen.write('\r\x1b[K');
      at = undefined;
    },
  };
}

const BAR = 24;

/** Bytes that have been sent. */
export function uploadLine({ sent, total }: { sent: number; total: number }): string {
  const part = total > 0 ? Math.min(1, sent / total) : 1;
  const full = Math.round(part * BAR);
  const bar = '#'.repeat(full).padEnd(BAR, '-');
  const megabytes = (bytes: number) => (bytes / 1_000_000).toFixed(1);
  return `Uploading [${bar}] ${Math.floor(part * 100)} % (${megabytes(sent)} of ${megabytes(total)} MB)`;
}

export const entriesLine = (count: number) =>
  `${count.toLocaleString('en')} ${count === 1 ? 'entry' : 'entries'} so far`;
