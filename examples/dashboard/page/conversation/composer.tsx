// Where an answer is written: text, files, templates.

import { useEffect, useRef, useState } from 'preact/hooks';
import { Dialog } from '../dialog.js';
import { bytes } from '../format.js';
import { Icon } from '../icons.js';
import { TemplateForm } from '../template-form.js';
import type { Content } from './outbox.js';

interface Props {
  sessionId: string;
  name: string;
  files: readonly File[];
  onFiles: (change: (old: readonly File[]) => readonly File[]) => void;
  onSend: (content: Content) => void;
}

/** What was begun, by session: it stays while others are open. */
const drafts = new Map<string, string>();

export function Composer({ sessionId, name, files, onFiles, onSend }: Props) {
  const [text, setText] = useState(drafts.get(sessionId) ?? '');
  const [isChoosing, setChoosing] = useState(false);
  const area = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  useEffect(() => {
    drafts.set(sessionId, text);
  }, [sessionId, text]);

  const submit = (event: Event) => {
    event.preventDefault();
    const caption = text.trim() ? { text } : {};
    if (files.length === 0 && !caption.text) return area.current?.focus();
    if (files.length === 0) onSend(caption);
    files.forEach((file, index) => void onSend({ file, ...(index === 0 && caption) }));
    setText('');
    onFiles(() => []);
    area.current?.focus();
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) submit(event);
  };
  const paste = (event: ClipboardEvent) => {
    const pasted = [...(event.clipboardData?.files ?? [])];
    if (pasted.length === 0) return;
    event.preventDefault();
    onFiles((old) => [...old, ...pasted]);
  };
  const pick = (event: Event) => {
    const input = event.currentTarget as HTMLInputElement;
    const picked = [...(input.files ?? [])];
    input.value = '';
    onFiles((old) => [...old, ...picked]);
    area.current?.focus();
  };
  const remove = (at: number) => {
    onFiles((old) => old.filter((_, index) => index !== at));
    area.current?.focus();
  };
  return (
    <>
      <form class="composer" aria-label={`Answer ${name}`} onSubmit={submit}>
        {files.length > 0 && <Attached files={files} onRemove={remove} />}
        <div class="composer-line">
          <button type="button" class="icon-button" aria-label="Attach files" onClick={() => picker.current?.click()}>
            <Icon name="attach" />
          </button>
          <input ref={picker} class="hidden" type="file" multiple tabIndex={-1} aria-label="Files" onChange={pick} />
          <button type="button" class="icon-button" aria-label="Send a template" onClick={() => setChoosing(true)}>
            <Icon name="template" />
          </button>
          <textarea
            ref={area}
            rows={Math.min(text.split('\n').length, 7)}
            value={text}
            aria-label="Message"
            aria-keyshortcuts="Enter"
            placeholder={files.length ? 'Caption' : 'Write a message'}
            title="Enter sends, Shift+Enter makes a new line"
            onInput={(event) => setText(event.currentTarget.value)}
            onKeyDown={press}
            onPaste={paste}
          />
          <button type="submit" class="icon-button send" aria-label="Send">
            <Icon name="send" />
          </button>
        </div>
      </form>
      {isChoosing && (
        <Dialog title="Send a template" onClose={() => setChoosing(false)}>
          <TemplateForm
            operation={{ resource: 'session', params: { sessionId } }}
            submitLabel="Send template"
            onCancel={() => setChoosing(false)}
            onSubmit={({ templateId, templateName, text, parameters, file }) => {
              const template = { id: templateId, name: templateName, parameters };
              onSend({ template, text, ...(file && { file }) });
              setChoosing(false);
            }}
          />
        </Dialog>
      )}
    </>
  );
}

function Attached({ files, onRemove }: Pick<Props, 'files'> & { onRemove: (at: number) => void }) {
  return (
    <ul class="attached" aria-label="Attached files">
      {files.map((file, index) => (
        <li key={`${index} ${file.name}`}>
          <Icon name="file" />
          <span class="file-name">{file.name}</span>
          <span class="file-size">{bytes(file.size)}</span>
          <button
            type="button"
            class="icon-button tiny"
            aria-label={`Remove ${file.name}`}
            onClick={() => onRemove(index)}
          >
            <Icon name="close" />
          </button>
        </li>
      ))}
    </ul>
  );
}
