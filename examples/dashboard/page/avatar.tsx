// A round with two letters, in place of a picture.

import { hueOf, initials } from './format.js';

export function Avatar({ name }: { name: string }) {
  return (
    <span class={`avatar hue-${hueOf(name, 6)}`} aria-hidden="true">
      {initials(name)}
    </span>
  );
}
