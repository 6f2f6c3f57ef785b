// Ids by name, looked up at most once a minute.

import type { Choice, WtsErrorCode } from '../dist/index.js';
import { type Origin, WtsError } from './error.js';

/** How long a look-up is trusted, in ms. */
const FRESH = 60_000;

const KINDS = ['tag', 'department', 'user', 'channel'];

interface LookUp {
  choices: Promise<Choice[]>;
  until: number;
  isSettled: boolean;
}

export class Names {
  readonly #known = new Map<string, LookUp>();

  async idOf(what: string, name: string, origin: Origin, read: () => Promise<Choice[]>): Promise<string> {
    const fail = (code: WtsErrorCode, message: string, field?: string) =>
      new WtsError(
        { code, message, operation: 'idOf', issues: field ? [{ field, code: 'enum', message }] : [] },
        origin,
      );
    if (!KINDS.includes(what)) throw fail('validation', `what must be one of ${KINDS.join(', ')}.`, 'what');
    if (typeof name !== 'string' || !name.trim()) throw fail('validation', 'name is empty: give a name.', 'name');

    const known = this.#known.get(what);
    const isKnown = known !== undefined && known.until > Date.now();
    // A look-up from before this call may lack what is new; one that is under way does not, unless it fails.
    const wasSettled = known?.isSettled;
    let found = isKnown ? called(name, await known.choices.catch(() => [])) : [];
    if (found.length !== 1 && (!isKnown || wasSettled || this.#known.get(what) !== known)) {
      found = called(name, await this.#lookUp(what, read));
    }
    const [choice, another] = found;
    if (another) throw fail('conflict', `Several are called ${name} among ${what}s: use the id.`);
    if (!choice) throw fail('not_found', `There is no ${what} called ${name}.`);
    return choice.value;
  }

  #lookUp(what: string, read: () => Promise<Choice[]>): Promise<Choice[]> {
    const lookUp: LookUp = { choices: read(), until: Date.now() + FRESH, isSettled: false };
    this.#known.set(what, lookUp);
    const settle = () => {
      lookUp.isSettled = true;
    };
    const forget = () => {
      if (this.#known.get(what) === lookUp) this.#known.delete(what);
    };
    lookUp.choices.then(settle, forget);
    return lookUp.choices;
  }
}

/** Those with exactly this name, else those with it in other letters' case. */
function called(name: string, choices: Choice[]): Choice[] {
  const plain = (text: string) => text.trim().toLowerCase();
  const exact = choices.filter((choice) => choice.name === name || choice.value === name);
  return exact.length ? exact : choices.filter((choice) => plain(choice.name) === plain(name));
}
