// Many calls of one operation: side by side, but for one recipient in their order, and together in one request where the API
// allows it. What belongs together, the wasm side says.

import { asWtsError, isWtsError } from './error.js';

/** What a call is among others. */
export interface Part {
  /** Calls with the same one stay in their order. */
  recipients: string[];
  /** As an item of a request for many, in `field`, which holds `most`; `common` is what all of its calls say. */
  ofMany: { common: object; own: object; field: string; most: number } | null;
}

export interface Work {
  concurrency: number;
  /** Nothing is begun any more once something has failed. */
  stopOnError: boolean;
  /** Makes one call. */
  one(at: number): Promise<unknown>;
  /** Makes a request for many. */
  many(params: object): Promise<unknown>;
  /** The error of calls whose answer says nothing of them. */
  lost(message: string): Error;
  /** The error of calls that were not begun. */
  stopped(): Error;
  /** Told each result, with the number of its call. */
  onItem(result: unknown, at: number): void;
}

/** Errors of a request for many that may be the fault of one of them: nothing was done, and the others need not fail with it. */
const OF_ONE: readonly string[] = ['validation', 'bad_request', 'not_found', 'conflict'];

interface Call extends Part {
  at: number;
  /** A text that is the same for all that may go together. */
  group: string | undefined;
  /** How many calls for its recipients have to end first. */
  before: number;
  /** Those that wait for it. */
  after: Call[];
  hasBegun: boolean;
}

export class Batch {
  readonly #work: Work;
  readonly #results: unknown[];
  /** Calls that may begin, some of which may have begun with others. */
  readonly #ready: Call[] = [];
  #next = 0;
  /** The same by their groups. */
  readonly #groups = new Map<string, Call[]>();
  #underWay = 0;
  #hasFailed = false;
  #settle: (results: unknown[]) => void = () => {};

  constructor(parts: Part[], work: Work) {
    this.#work = work;
    this.#results = new Array(parts.length);
    const latest = new Map<string, Call>();
    for (const [at, part] of parts.entries()) {
      const group = part.ofMany ? JSON.stringify(part.ofMany.common) : undefined;
      const call: Call = { ...part, at, group, before: 0, after: [], hasBegun: false };
      for (const recipient of part.recipients) {
        const earlier = latest.get(recipient);
        if (earlier) {
          earlier.after.push(call);
          call.before += 1;
        }
        latest.set(recipient, call);
      }
      if (call.before === 0) this.#queue(call);
    }
  }

  /** The result of each call, in order: a value or its error. */
  run(): Promise<unknown[]> {
    return new Promise((resolve) => {
      this.#settle = resolve;
      this.#goOn();
    });
  }

  #goOn(): void {
    const { concurrency, stopOnError } = this.#work;
    const isStopped = () => stopOnError && this.#hasFailed;
    while (this.#underWay < concurrency && !isStopped()) {
      const calls = this.#together();
      if (calls.length === 0) break;
      this.#underWay += 1;
      this.#make(calls).finally(() => {
        this.#underWay -= 1;
        this.#goOn();
      });
    }
    if (this.#underWay > 0) return;
    if (isStopped()) this.#stop();
    this.#settle(this.#results);
  }

  /** Gives those that were not begun their error. */
  #stop(): void {
    for (let at = 0; at < this.#results.length; at++) {
      if (!(at in this.#results)) this.#tell(at, this.#work.stopped());
    }
  }

  #queue(call: Call): void {
    this.#ready.push(call);
    if (call.group === undefined) return;
    const group = this.#groups.get(call.group);
    if (group) group.push(call);
    else this.#groups.set(call.group, [call]);
  }

  /** Calls to make now, in one request if they are several. */
  #together(): Call[] {
    while (this.#ready[this.#next]?.hasBegun) this.#next += 1;
    const first = this.#ready[this.#next];
    if (!first) return [];
    const group = first.group === undefined ? undefined : this.#groups.get(first.group);
    const calls = group?.splice(0, first.ofMany?.most) ?? [first];
    for (const call of calls) call.hasBegun = true;
    return calls;
  }

  async #make(calls: Call[]): Promise<void> {
    const [first] = calls;
    if (!first) return;
    if (calls.length === 1 || !first.ofMany) return this.#end(first, await settled(this.#work.one(first.at)));
    const { common, field } = first.ofMany;
    const answer = await settled(this.#work.many({ ...common, [field]: calls.map(({ ofMany }) => ofMany?.own) }));
    if (isWtsError(answer) && 'code' in answer && OF_ONE.includes(String(answer.code))) {
      for (const call of calls) this.#queue(Object.assign(call, { group: undefined, hasBegun: false }));
      return;
    }
    const results = this.#resultsIn(answer, calls.length);
    calls.forEach((call, at) => {
      this.#end(call, Array.isArray(results) ? results[at] : results);
    });
  }

  /** The results of a request for many, or the error that is everyone's. */
  #resultsIn(answer: unknown, count: number): unknown {
    if (isWtsError(answer)) return answer;
    const results = Object(answer).results as unknown;
    if (Array.isArray(results) && results.length === count) return results;
    const told = Array.isArray(results) ? `${results.length} results` : 'no results';
    return this.#work.lost(
      `The answer to a request for ${count} calls has ${told}: which is whose is unknown. They may have been carried out: check before you repeat them.`,
    );
  }

  #end({ at, after }: Call, result: unknown): void {
    this.#hasFailed ||= isWtsError(result);
    for (const call of after) {
      call.before -= 1;
      if (call.before === 0) this.#queue(call);
    }
    this.#tell(at, result);
  }

  #tell(at: number, result: unknown): void {
    this.#results[at] = result;
    this.#work.onItem(result, at);
  }
}

/** What a call answers, or its error. */
const settled = (call: Promise<unknown>): Promise<unknown> => call.catch((error) => asWtsError(error));
