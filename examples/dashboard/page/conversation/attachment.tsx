// A file of a message: pictures, sound and films play here, all others are links.

import { useState } from 'preact/hooks';
import type { PublicFileDTO } from 'wts-chat';
import { bytes } from '../format.js';
import { Icon } from '../icons.js';

/** Only addresses of the web, never a script's. */
const safe = (url: string | null | undefined) => (url && /^https?:\/\//i.test(url) ? url : undefined);

export function Attachment({ file }: { file: PublicFileDTO }) {
  const [isBroken, setBroken] = useState(false);
  const url = safe(file.publicUrl);
  const name = file.name ?? 'File';
  const [kind] = (file.mimeType ?? '').split('/');
  const fail = () => setBroken(true);
  if (url && !isBroken && kind === 'image') {
    return (
      <a class="picture" href={url} target="_blank" rel="noreferrer noopener">
        <img src={url} alt={`${name}, opens in a new tab`} loading="lazy" onError={fail} />
      </a>
    );
  }
  if (url && !isBroken && kind === 'audio') {
    // biome-ignore lint/a11y/useMediaCaption: nobody wrote captions for what contacts say
    return <audio controls preload="none" src={url} aria-label={`Sound ${name}`} onError={fail} />;
  }
  if (url && !isBroken && kind === 'video') {
    // biome-ignore lint/a11y/useMediaCaption: nobody wrote captions for what contacts film
    return <video controls preload="metadata" src={url} aria-label={`Film ${name}`} onError={fail} />;
  }
  const about = (
    <>
      <Icon name="file" />
      <span class="file-text">
        <span class="file-name">{name}</span>
        {file.size > 0 && <span class="file-size">{bytes(file.size)}</span>}
      </span>
    </>
  );
  if (!url) return <p class="file">{about}</p>;
  return (
    <a class="file" href={url} target="_blank" rel="noreferrer noopener">
      {about}
      <span class="sr"> (opens in a new tab)</span>
    </a>
  );
}
