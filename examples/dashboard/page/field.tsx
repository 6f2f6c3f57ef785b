// A labelled control with what is wrong about it, and choices read from the account.

import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import type { Choice, Issue } from 'wts-chat';
import { ErrorNote } from './errors.js';
import type { Loaded } from './hooks.js';

/** Leads to the first field that is marked as wrong, once the marks are there. */
export function focusWrong(form: HTMLFormElement): void {
  window.setTimeout(() => form.querySelector<HTMLElement>('[aria-invalid]')?.focus());
}

interface FieldProps {
  label: string;
  hint?: string | undefined;
  /** Of all fields; those of `name` are shown here. */
  issues?: readonly Issue[];
  name: string;
  children: (props: { id: string; 'aria-invalid'?: true; 'aria-describedby'?: string }) => ComponentChildren;
}

export function Field({ label, hint, issues = [], name, children }: FieldProps) {
  const id = useId();
  const wrong = issues.filter(({ field }) => field === name || field.startsWith(`${name}.`));
  const described = [hint && `${id}-hint`, wrong.length && `${id}-issue`].filter(Boolean).join(' ');
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children({
        id,
        ...(wrong.length && { 'aria-invalid': true as const }),
        ...(described && { 'aria-describedby': described }),
      })}
      {hint && (
        <p class="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {wrong.length > 0 && (
        <p class="field-issue" id={`${id}-issue`}>
          {wrong.map(({ message }) => message).join(' ')}
        </p>
      )}
    </div>
  );
}

interface ChooserProps {
  label: string;
  name: string;
  choices: Loaded<Choice[]>;
  value: string;
  onChange: (value: string) => void;
  /** The words of the first entry, which chooses nothing. */
  none: string;
  issues?: readonly Issue[];
}

export function Chooser({ label, name, choices, value, onChange, none, issues = [] }: ChooserProps) {
  if (choices.error) return <ErrorNote error={choices.error} retry={choices.reload} />;
  return (
    <Field label={label} name={name} issues={issues}>
      {(props) => (
        <select {...props} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
          <option value="">{choices.isLoading ? 'Reading…' : none}</option>
          {choices.value?.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.name}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
