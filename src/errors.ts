/**
 * A failure that the person at the keyboard can mend: bad data, a missing file, an impossible request.
 * Its message is one sentence that says what, where and what to do; the command line prints it without a stack.
 */
export class DataError extends Error {
  readonly exitCode: number = 1;
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** A command that was called wrongly: an unknown verb, flag, model or configuration key. */
export class UsageError extends DataError {
  override readonly exitCode = 2;
}

/** Work that was stopped by Ctrl-C after its state was saved. */
export class InterruptedError extends DataError {
  override readonly exitCode = 130;
}
