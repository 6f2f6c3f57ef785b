// A message that is under way, or did not get there.

import { ErrorText } from '../errors.js';
import { bytes } from '../format.js';
import { useAction, useOnline } from '../hooks.js';
import { Icon } from '../icons.js';
import { tell } from '../toasts.js';
import { cancel, discard, lookFor, type Outgoing, sendAgain } from './outbox.js';

/** Does something that takes the pressed button away: the focus goes on to where one writes. */
function thenWrite(work: () => void): void {
  work();
  document.querySelector<HTMLElement>('.composer textarea')?.focus();
}

export function Pending({ entry }: { entry: Outgoing }) {
  const { content, state, progress, key } = entry;
  const { text, file, template } = content;
  const isOnline = useOnline();
  const isOpen = state === 'waiting' || state === 'sending';
  return (
    <li class="message ours">
      <div class={state === 'failed' || state === 'unknown' ? 'bubble failed' : 'bubble pending'}>
        <span class="sr">You: </span>
        {file && (
          <p class="file">
            <Icon name="file" />
            <span class="file-text">
              <span class="file-name">{file.name}</span>
              <span class="file-size">{bytes(file.size)}</span>
            </span>
          </p>
        )}
        {template && <p class="origin">Template {template.name}</p>}
        {text && <p class="text">{text}</p>}
        {progress && <Progress name={file?.name ?? ''} {...progress} />}
        {isOpen && (
          <p class="stamp">
            <Icon name="clock" /> {state === 'waiting' && !isOnline ? 'Waits for the connection' : 'Sending'}
            <button type="button" class="text-button" onClick={() => thenWrite(() => cancel(key))}>
              Cancel<span class="sr"> sending {file?.name ?? text}</span>
            </button>
          </p>
        )}
        {state === 'sent' && <p class="stamp">Sent</p>}
        {state === 'failed' && <Failed entry={entry} />}
        {state === 'unknown' && <Unknown entry={entry} />}
      </div>
    </li>
  );
}

function Progress({ name, sent, total }: { name: string; sent: number; total: number }) {
  const percent = total ? Math.floor((100 * sent) / total) : 100;
  return (
    <div class="progress">
      <progress aria-label={`Upload of ${name}`} max={100} value={percent} />
      <span aria-hidden="true">{percent < 100 ? `${percent} %` : 'Uploading…'}</span>
    </div>
  );
}

function Failed({ entry }: { entry: Outgoing }) {
  return (
    <div class="failure" role="alert">
      <p>It was not sent.</p>
      {entry.error && <ErrorText error={entry.error} />}
      <div class="buttons start">
        <button type="button" class="button small" onClick={() => thenWrite(() => sendAgain(entry))}>
          Send again
        </button>
        <button type="button" class="button small" onClick={() => thenWrite(() => discard(entry.key))}>
          Discard
        </button>
      </div>
    </div>
  );
}

/** Nobody knows whether it was sent: first look, then decide. */
function Unknown({ entry }: { entry: Outgoing }) {
  const { isBusy, error, run } = useAction();
  const look = () =>
    run(async (signal) => {
      if (await lookFor(entry, signal)) thenWrite(() => tell('It had been sent: it is in the session.'));
    });
  return (
    <div class="failure" role="alert">
      <p>
        {entry.isMissing
          ? 'It is not in the session so far. If you send it again, the contact may still get it twice.'
          : 'The answer was lost: it may have been sent. Look before you send it again.'}
      </p>
      {entry.error && (
        <details>
          <summary>What happened</summary>
          <ErrorText error={entry.error} />
        </details>
      )}
      {error && <ErrorText error={error} />}
      <div class="buttons start">
        <button type="button" class="button small primary" disabled={isBusy} onClick={look}>
          {isBusy ? 'Looking…' : entry.isMissing ? 'Look again' : 'Look whether it was sent'}
        </button>
        {entry.isMissing && (
          <button type="button" class="button small" onClick={() => thenWrite(() => sendAgain(entry))}>
            Send again
          </button>
        )}
        <button type="button" class="button small" onClick={() => thenWrite(() => discard(entry.key))}>
          Discard
        </button>
      </div>
    </div>
  );
}
