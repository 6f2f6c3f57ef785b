// Gives a session to a department, to an agent, or to an agent in a department.

import { useState } from 'preact/hooks';
import type { Issue, PublicSessionDTOV2 } from 'wts-chat';
import { wts } from '../client.js';
import { Dialog } from '../dialog.js';
import { ErrorNote, issuesOf } from '../errors.js';
import { Chooser, focusWrong } from '../field.js';
import { contactName } from '../format.js';
import { useAction, useCall } from '../hooks.js';
import { tell } from '../toasts.js';

interface Props {
  session: PublicSessionDTOV2;
  onClose: () => void;
  onDone: () => void;
}

const nothing: Issue[] = [
  { field: 'newDepartmentId', code: 'required', message: 'Choose a department, an agent, or both.' },
];

export function TransferDialog({ session, onClose, onDone }: Props) {
  const [department, setDepartment] = useState('');
  const [user, setUser] = useState('');
  const [issues, setIssues] = useState<Issue[]>([]);
  const { isBusy, error, run } = useAction();
  const departments = useCall('departments', (signal) =>
    wts.choices('session', 'transfer', 'newDepartmentId', {}, { signal }),
  );
  const within = department ? { newDepartmentId: department } : {};
  const users = useCall(`users ${department}`, (signal) =>
    wts.choices('session', 'transfer', 'newUserId', within, { signal }),
  );

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    setIssues(department || user ? [] : nothing);
    if (!department && !user) return focusWrong(form);
    const sessionId = session.id;
    const to = user ? { newUserId: user, ...within } : { newDepartmentId: department };
    if (!(await run((signal) => wts.session.transfer({ sessionId, ...to }, { signal })))) return;
    const names = [
      users.value?.find(({ value }) => value === user),
      departments.value?.find(({ value }) => value === department),
    ];
    tell(`${contactName(session)} was transferred to ${names.flatMap((choice) => choice?.name ?? []).join(', ')}.`);
    onDone();
    onClose();
  };
  const chooseDepartment = (value: string) => {
    setDepartment(value);
    setUser('');
  };
  const marks = [...issues, ...issuesOf(error)];
  return (
    <Dialog title="Transfer this session" onClose={onClose}>
      <form class="form" noValidate onSubmit={submit}>
        <Chooser
          label="Department"
          name="newDepartmentId"
          choices={departments}
          value={department}
          onChange={chooseDepartment}
          none="Stays as it is"
          issues={marks}
        />
        <Chooser
          label="Agent"
          name="newUserId"
          choices={users}
          value={user}
          onChange={setUser}
          none={department ? 'Whoever is free' : 'Nobody chosen'}
          issues={marks}
        />
        {error && <ErrorNote error={error} />}
        <div class="buttons">
          <button type="button" class="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" class="button primary" disabled={isBusy}>
            {isBusy ? 'Transferring…' : 'Transfer session'}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
