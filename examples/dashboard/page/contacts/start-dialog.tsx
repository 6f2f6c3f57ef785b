// Starts a conversation: a channel, then one of its templates.

import { useState } from 'preact/hooks';
import { isWtsError, type PublicContactDTO } from 'wts-chat';
import { wts } from '../client.js';
import { follow } from '../conversation/outbox.js';
import { Dialog } from '../dialog.js';
import { issuesOf } from '../errors.js';
import { Chooser } from '../field.js';
import { useAction, useCall } from '../hooks.js';
import { go } from '../router.js';
import { type Chosen, TemplateForm } from '../template-form.js';
import { tell } from '../toasts.js';
import { contactLabel } from './contacts-view.js';

interface Props {
  contact: PublicContactDTO;
  onClose: () => void;
  /** Closes, and reads the contact's sessions anew. */
  onLook: () => void;
}

export function StartDialog({ contact, onClose, onLook }: Props) {
  const [from, setFrom] = useState('');
  const { isBusy, error, run } = useAction();
  const channels = useCall('channels', (signal) => wts.choices('message', 'sendTemplate', 'from', {}, { signal }));
  const to = contact.phoneNumber?.replace('|', '') ?? contact.instagram;
  const send = ({ templateId, parameters, file }: Chosen) =>
    run(async (signal) => {
      const params = { from, to: to ?? '', templateId, parameters, ...(file && { file }) };
      const { id: messageId, sessionId } = await wts.message.sendTemplate(params, { signal });
      tell(`The template is on its way to ${contactLabel(contact)}.`);
      void follow(messageId);
      onClose();
      // The first answer may not name the session yet.
      const session = sessionId ?? (await wts.message.get({ messageId }, { signal })).sessionId;
      go('sessions', session);
    });
  return (
    <Dialog title={`Write to ${contactLabel(contact)}`} onClose={onClose}>
      {to ? (
        <>
          <div class="form">
            <Chooser
              label="Channel"
              name="from"
              choices={channels}
              value={from}
              onChange={setFrom}
              none="Choose a channel"
              issues={issuesOf(error)}
            />
          </div>
          {from && (
            <TemplateForm
              key={from}
              operation={{ resource: 'message', params: { from } }}
              submitLabel="Send template"
              isBusy={isBusy}
              error={error}
              onCancel={onClose}
              onSubmit={send}
            />
          )}
          {isWtsError(error) && error.maybeSent && (
            <div class="note">
              <p class="grow">The template may have been sent. Look before you send it again.</p>
              <button type="button" class="button small" onClick={onLook}>
                Look at the sessions
              </button>
            </div>
          )}
        </>
      ) : (
        <p>This contact has neither a phone number nor an Instagram name: they have to write first.</p>
      )}
    </Dialog>
  );
}
