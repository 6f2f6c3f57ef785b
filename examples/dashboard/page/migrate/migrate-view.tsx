// Rewrites a saved n8n workflow of the older node. Nothing of it leaves the page.

import { useRef, useState } from 'preact/hooks';
import { migrate } from 'wts-chat-migrate';
import { Field, focusWrong } from '../field.js';
import { tell } from '../toasts.js';
import { type Report, ReportView } from './report.js';

interface Result {
  text: string;
  report: Report;
}

export function MigrateView() {
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState('');
  const [result, setResult] = useState<Result | null>(null);
  const [credential, setCredential] = useState('');
  const heading = useRef<HTMLHeadingElement>(null);
  const rewrite = (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    try {
      const id = credential.trim();
      const { workflow, report } = migrate(parsed(text), id ? { credential: { id } } : {});
      setResult({ text: JSON.stringify(workflow, null, 2), report });
      setWrong('');
      window.setTimeout(() => heading.current?.focus());
    } catch (error) {
      setResult(null);
      setWrong(error instanceof Error ? error.message : String(error));
      focusWrong(form);
    }
  };
  const open = async (event: Event) => {
    const input = event.currentTarget as HTMLInputElement;
    const file = input.files?.[0];
    if (file) setText(await file.text());
  };
  const issues = wrong ? [{ field: 'workflow', code: 'format' as const, message: wrong }] : [];
  return (
    <div class="page">
      <div class="page-head">
        <h1 tabIndex={-1}>Migrate a workflow</h1>
      </div>
      <p class="lead">
        Paste an n8n workflow that uses the older WTS Chat node, as the editor copies it or as it was exported. It is
        rewritten here in the page, and sent nowhere.
      </p>
      <form class="form migrate-form" noValidate onSubmit={rewrite}>
        <Field label="Workflow (JSON)" name="workflow" issues={issues}>
          {(props) => (
            <textarea
              {...props}
              class="code"
              rows={10}
              spellcheck={false}
              value={text}
              onInput={(event) => setText(event.currentTarget.value)}
            />
          )}
        </Field>
        <div class="columns">
          <Field label="Or open a file" name="file">
            {(props) => <input {...props} type="file" accept=".json,application/json" onChange={open} />}
          </Field>
          <Field
            label="Credential id"
            hint="Of the type WTS Chat API. Empty: chosen in the editor later."
            name="credential"
          >
            {(props) => (
              <input
                {...props}
                type="text"
                value={credential}
                onInput={(event) => setCredential(event.currentTarget.value)}
              />
            )}
          </Field>
        </div>
        <div class="buttons start">
          <button type="submit" class="button primary">
            Rewrite workflow
          </button>
        </div>
      </form>
      {result && (
        <section class="result" aria-labelledby="result-heading">
          <h2 id="result-heading" ref={heading} tabIndex={-1}>
            Rewritten workflow
          </h2>
          <Output text={result.text} />
          <ReportView report={result.report} />
        </section>
      )}
    </div>
  );
}

function parsed(text: string): unknown {
  if (!text.trim()) throw new Error('Paste a workflow, or open a file.');
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`This is no JSON: ${error instanceof Error ? error.message : error}`);
  }
}

function Output({ text }: { text: string }) {
  const copy = () => {
    navigator.clipboard.writeText(text).then(
      () => tell('The workflow is copied.'),
      () => tell('The browser did not allow to copy: select the text and copy it.'),
    );
  };
  const download = () => {
    const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
    const anchor = Object.assign(document.createElement('a'), { href: url, download: 'workflow.json' });
    anchor.click();
    window.setTimeout(() => URL.revokeObjectURL(url), 1000);
  };
  return (
    <>
      <div class="buttons start">
        <button type="button" class="button" onClick={copy}>
          Copy
        </button>
        <button type="button" class="button" onClick={download}>
          Download
        </button>
      </div>
      <Field label="Rewritten workflow (JSON)" name="rewritten">
        {(props) => <textarea {...props} class="code" rows={12} readOnly spellcheck={false} value={text} />}
      </Field>
    </>
  );
}
