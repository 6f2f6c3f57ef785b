// A failure as a person wants it: what happened, what to do, and the number that support asks for.

import { useState } from 'preact/hooks';
import { type Issue, isWtsError } from 'wts-chat';
import type { Failure } from './hooks.js';
import { Icon } from './icons.js';

export const issuesOf = (error: Failure | null): readonly Issue[] => (isWtsError(error) ? error.issues : []);

export function ErrorText({ error }: { error: Failure }) {
  const known = isWtsError(error) ? error : null;
  return (
    <>
      <p class="error-text">{error.message}</p>
      {known?.requestId && <RequestId id={known.requestId} />}
    </>
  );
}

function RequestId({ id }: { id: string }) {
  const [isCopied, setCopied] = useState(false);
  const copy = () => {
    navigator.clipboard.writeText(id).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <p class="request-id">
      Request id <code>{id}</code>{' '}
      <button type="button" class="text-button" aria-label={`Copy request id ${id}`} onClick={copy}>
        {isCopied ? 'Copied' : 'Copy'}
      </button>
    </p>
  );
}

/** In the place of what could not be read. */
export function ErrorNote({ error, retry }: { error: Failure; retry?: () => void }) {
  return (
    <div class="note bad" role="alert">
      <Icon name="warning" />
      <div class="grow">
        <ErrorText error={error} />
      </div>
      {retry && (
        <button type="button" class="button small" onClick={retry}>
          Try again
        </button>
      )}
    </div>
  );
}
