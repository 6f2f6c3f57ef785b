// Asks before a session is completed.

import { useState } from 'preact/hooks';
import { wts } from '../client.js';
import { Dialog } from '../dialog.js';
import { ErrorNote } from '../errors.js';
import { useAction } from '../hooks.js';
import { tell } from '../toasts.js';

interface Props {
  sessionId: string;
  name: string;
  onClose: () => void;
  onDone: () => void;
}

export function CompleteDialog({ sessionId, name, onClose, onDone }: Props) {
  const [reactivateOnNewMessage, setReactivate] = useState(false);
  const { isBusy, error, run } = useAction();
  const submit = async (event: Event) => {
    event.preventDefault();
    const params = { sessionId, reactivateOnNewMessage, stopBotInExecution: true };
    if (!(await run((signal) => wts.session.complete(params, { signal })))) return;
    tell(`The session with ${name} is completed.`);
    onDone();
    onClose();
  };
  return (
    <Dialog title="Complete this session?" onClose={onClose}>
      <form class="form" onSubmit={submit}>
        <p>The session with {name} ends, and so does a bot that runs in it.</p>
        <label class="check">
          <input
            type="checkbox"
            checked={reactivateOnNewMessage}
            onChange={(event) => setReactivate(event.currentTarget.checked)}
          />
          Reopen it when the contact writes again
        </label>
        {error && <ErrorNote error={error} />}
        <div class="buttons">
          <button type="button" class="button" onClick={onClose}>
            Keep it open
          </button>
          <button type="submit" class="button primary" disabled={isBusy}>
            {isBusy ? 'Completing…' : 'Complete session'}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
