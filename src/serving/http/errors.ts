import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { CancelledError, DeadlineError, InferenceError, QueueFullError, WorkerLostError } from "../inference/errors";
import { NoModelLeftError } from "../router/decide";
import { QuestionError } from "../service/questions";
import { HttpError } from "./http-error";

/** The status nginx uses for a caller that went away; nobody reads it but the log and the metrics. */
const CLIENT_GONE = 499;

type KnownError = readonly [kind: abstract new (...values: never[]) => Error, translate: (error: never) => HttpError];

const KNOWN: readonly KnownError[] = [
  [QuestionError, ({ tooLarge, message, field }: QuestionError) =>
    new HttpError(tooLarge ? 413 : 400, tooLarge ? "too_large" : "invalid_request", message, { field })],
  [QueueFullError, (error: QueueFullError) => new HttpError(503, "overloaded", error.message, { retryAfterSeconds: error.retryAfterSeconds })],
  [DeadlineError, (error: DeadlineError) => new HttpError(504, "deadline", error.message)],
  [CancelledError, (error: CancelledError) => new HttpError(CLIENT_GONE, "cancelled", error.message)],
  [WorkerLostError, (error: WorkerLostError) => new HttpError(503, "worker_lost", error.message, { retryAfterSeconds: 1 })],
  [NoModelLeftError, (error: NoModelLeftError) => new HttpError(503, "no_model", error.message, { retryAfterSeconds: 1 })],
  [InferenceError, (error: InferenceError) => new HttpError(503, "model_failed", error.message, { retryAfterSeconds: 1 })],
];

const FRAMEWORK_CODES: { readonly [status: number]: string } = {
  400: "invalid_request", 404: "not_found", 405: "method_not_allowed", 408: "timeout", 413: "too_large", 414: "too_long",
  415: "unsupported_media_type", 429: "rate_limited", 431: "too_large",
};

/** The place in the body that the schema refused, such as `items.3.text`. */
function fieldOf({ validation }: FastifyError): string | undefined {
  const [first] = validation ?? [];
  if (!first) return undefined;
  const { additionalProperty, missingProperty } = first.params as { additionalProperty?: string; missingProperty?: string };
  const extra = additionalProperty ?? missingProperty;
  const field = [...first.instancePath.split("/").slice(1), ...(extra === undefined ? [] : [extra])].join(".");
  return field === "" ? undefined : field.slice(0, 100);
}

function fromFramework(error: FastifyError): HttpError {
  const status = error.statusCode ?? 500;
  if (status >= 500) return new HttpError(500, "internal", "Something failed inside the service; its log says what.");
  const field = fieldOf(error);
  return new HttpError(status, FRAMEWORK_CODES[status] ?? "invalid_request", error.message, field === undefined ? {} : { field });
}

/** What a caller is told of an error. Nothing of an unforeseen one but that it happened. */
export function httpErrorOf(error: Error): HttpError {
  if (error instanceof HttpError) return error;
  const known = KNOWN.find(([kind]) => error instanceof kind);
  return known ? known[1](error as never) : fromFramework(error as FastifyError);
}

export interface ErrorBody {
  readonly error: { readonly code: string; readonly message: string; readonly field?: string };
}

/** An error as the body of an answer. */
export function errorBody({ code, message, details: { field } }: HttpError): ErrorBody {
  return { error: { code, message, ...(field === undefined ? {} : { field }) } };
}

/** Answers every error in one shape; `onUnforeseen` hears of those that are a fault of the service. */
export function answerErrors(server: FastifyInstance, onUnforeseen: (error: Error, request: FastifyRequest) => void): void {
  const answer = (error: Error, request: FastifyRequest, reply: FastifyReply) => {
    const told = httpErrorOf(error);
    if (told.status === 500) onUnforeseen(error, request);
    // Closing with a body on its way would reset the connection, and the caller would never read why; the rest is discarded as it comes.
    if (told.status === 413) void reply.removeHeader("connection");
    if (told.details.retryAfterSeconds !== undefined) void reply.header("retry-after", told.details.retryAfterSeconds);
    return reply.code(told.status).type("application/json; charset=utf-8").send(errorBody(told));
  };
  server.setErrorHandler((error, request, reply) => answer(error as Error, request, reply));
  server.setNotFoundHandler((request, reply) =>
    answer(new HttpError(404, "not_found", `There is no ${request.method} ${request.url.split("?")[0]!.slice(0, 200)}; /docs lists what is.`), request, reply));
}
