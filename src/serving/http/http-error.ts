import { DataError } from "../../errors";

/** An answer other than success, with a code for programs and a sentence for people. */
export class HttpError extends DataError {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly details: { readonly field?: string; readonly retryAfterSeconds?: number } = {},
  ) {
    super(message);
  }
}
