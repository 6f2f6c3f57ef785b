// How the command ends, and what a person did that cannot be carried out.

export const EXIT = { ok: 0, failed: 1, usage: 2, configuration: 3, ambiguous: 4, interrupted: 130 } as const;

export type Exit = (typeof EXIT)[keyof typeof EXIT];

/** Told as it is, without a stack. Nothing was sent. */
export class Problem extends Error {
  constructor(
    message: string,
    readonly exit: Exit = EXIT.usage,
  ) {
    super(message);
  }
}

export const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
