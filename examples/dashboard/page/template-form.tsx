// Chooses a template, with a field for each of its parameters and a file where it has one.

import { useState } from 'preact/hooks';
import type { Issue } from 'wts-chat';
import { wts } from './client.js';
import { ErrorNote, issuesOf } from './errors.js';
import { Chooser, Field, focusWrong } from './field.js';
import { type Failure, useCall } from './hooks.js';

export interface Chosen {
  templateId: string;
  templateName: string;
  /** The template's text, filled in. */
  text: string;
  parameters: Record<string, string>;
  file: File | null;
}

interface Props {
  /** Whose templates: those of a session, or of the channel `from`. */
  operation: { resource: 'session'; params: { sessionId: string } } | { resource: 'message'; params: { from: string } };
  submitLabel: string;
  isBusy?: boolean;
  error?: Failure | null;
  onCancel?: () => void;
  onSubmit: (chosen: Chosen) => void;
}

export function TemplateForm({ operation, submitLabel, isBusy = false, error = null, onCancel, onSubmit }: Props) {
  const { resource, params } = operation;
  const where = Object.values(params).join();
  const [templateId, setTemplate] = useState('');
  const [values, setValues] = useState<Record<string, string>>({});
  const [file, setFile] = useState<File | null>(null);
  const [missing, setMissing] = useState<Issue[]>([]);
  const templates = useCall(`templates ${where}`, (signal) =>
    wts.choices(resource, 'sendTemplate', 'templateId', params, { signal }),
  );
  const fields = useCall(templateId ? `parameters ${where} ${templateId}` : null, (signal) =>
    wts.choices(resource, 'sendTemplate', 'parameters', { ...params, templateId }, { signal }),
  );
  const template = templates.value?.find(({ value }) => value === templateId);
  const names = fields.value?.map(({ value }) => value) ?? [];
  const text = names.reduce(
    (left, name) => left.replaceAll(`{{${name}}}`, values[name] || `{{${name}}}`),
    template?.description ?? '',
  );

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const issues: Issue[] = names
      .filter((name) => !values[name]?.trim())
      .map((name) => ({ field: `parameters.${name}`, code: 'required', message: `Say what stands for ${name}.` }));
    if (!templateId) issues.push({ field: 'templateId', code: 'required', message: 'Choose a template.' });
    setMissing(issues);
    if (issues.length || !fields.value) return focusWrong(form);
    const parameters = Object.fromEntries(names.map((name) => [name, values[name] ?? '']));
    onSubmit({ templateId, templateName: template?.name ?? '', text, parameters, file });
  };
  const issues = [...missing, ...issuesOf(error)];
  return (
    <form class="form" noValidate onSubmit={submit}>
      <Chooser
        label="Template"
        name="templateId"
        choices={templates}
        value={templateId}
        onChange={(value) => {
          setTemplate(value);
          setMissing([]);
        }}
        none="Choose a template"
        issues={issues}
      />
      {fields.error && <ErrorNote error={fields.error} retry={fields.reload} />}
      {names.map((name) => (
        <Field key={name} label={name} name={`parameters.${name}`} issues={issues}>
          {(props) => (
            <input
              {...props}
              type="text"
              value={values[name] ?? ''}
              onInput={(event) => {
                const { value } = event.currentTarget;
                setValues((old) => ({ ...old, [name]: value }));
              }}
            />
          )}
        </Field>
      ))}
      {templateId && (
        <Field label="File" hint="Only for templates that have one." name="file" issues={issues}>
          {(props) => (
            <input {...props} type="file" onChange={(event) => setFile(event.currentTarget.files?.[0] ?? null)} />
          )}
        </Field>
      )}
      {text && (
        <figure class="preview">
          <figcaption>What the contact reads</figcaption>
          <p>{text}</p>
        </figure>
      )}
      {error && <ErrorNote error={error} />}
      <div class="buttons">
        {onCancel && (
          <button type="button" class="button" onClick={onCancel}>
            Cancel
          </button>
        )}
        <button type="submit" class="button primary" disabled={isBusy || fields.isLoading}>
          {isBusy ? 'Sending…' : submitLabel}
        </button>
      </div>
    </form>
  );
}
