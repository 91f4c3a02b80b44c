import { setMaxListeners } from "node:events";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Answer, PredictionService, RequestContext } from "../../service/service";
import type { Question } from "../../service/questions";
import { maskedAnswer } from "../../security/redaction";
import { ERRORS, PREDICT_ANSWER, PREDICT_BODY, type Format, type StrayTags } from "../schemas";
import { iobColumns, withoutStrays } from "../../service/prediction";

/** The options of a request besides what is asked. */
export interface AnswerOptions {
  readonly format: Format;
  readonly confidences: boolean;
  readonly explain: boolean;
  readonly redact: boolean;
  readonly strayTags: StrayTags;
  readonly deadlineMs?: number;
}

export type PredictBody = Question & AnswerOptions;

function withoutConfidence<T extends { readonly confidence: number }>(items: readonly T[]): readonly Omit<T, "confidence">[] {
  return items.map(({ confidence: _, ...rest }) => rest);
}

/** The answer as JSON, with what was asked for. */
export function answerBody(answer: Answer, { format, confidences, explain, redact, strayTags }: AnswerOptions) {
  const { requestId, slot, version, cached, route } = answer;
  const read = strayTags === "discard" ? withoutStrays(answer.prediction) : answer.prediction;
  const { tokens, entities } = redact ? maskedAnswer(read) : read;
  return {
    requestId,
    model: slot,
    version,
    ...(format === "json" ? { tokens: confidences ? tokens : withoutConfidence(tokens) } : {}),
    entities: confidences ? entities : withoutConfidence(entities),
    ...(explain ? { route } : {}),
    cached,
  };
}

/** The answer in columns, masked where that was asked for. */
export function columnsOf({ prediction }: Answer, { redact }: AnswerOptions): string {
  return iobColumns(redact ? maskedAnswer(prediction) : prediction);
}

const gone = new WeakMap<object, AbortController>();

/** Aborted when the caller hangs up. One for all requests of a connection: of those that wait for others on it, no answer of their own tells. */
export function goneSignal({ raw: { socket } }: FastifyRequest): AbortSignal {
  const known = gone.get(socket);
  if (known) return known.signal;
  const controller = new AbortController();
  // Each sentence that waits listens.
  setMaxListeners(0, controller.signal);
  gone.set(socket, controller);
  if (socket.destroyed) controller.abort();
  else socket.once("close", () => controller.abort());
  return controller.signal;
}

/** What surrounds a question; `deadlineMs` counts for each text of a batch by itself. */
export function contextOf(requestId: string, signal: AbortSignal, { deadlineMs }: Pick<AnswerOptions, "deadlineMs">): RequestContext {
  return { requestId, signal, ...(deadlineMs === undefined ? {} : { deadlineMs }) };
}

/** `POST /v1/predict`. */
export function registerPredict(server: FastifyInstance, service: PredictionService): void {
  const schema = {
    tags: ["predict"],
    summary: "Tag one text",
    body: PREDICT_BODY,
    response: { 200: { content: { "application/json": { schema: PREDICT_ANSWER }, "text/plain": { schema: { type: "string" } } } }, ...ERRORS },
  };
  server.post<{ Body: PredictBody }>("/v1/predict", { schema, config: { scope: "predict" } }, async (request, reply) => {
    const { body } = request;
    const answer = await service.predict(body, contextOf(request.id, goneSignal(request), body));
    request.served = answer;
    void reply.header("x-request-id", request.id);
    if (body.format !== "iob") return answerBody(answer, body);
    return reply.type("text/plain; charset=utf-8").header("x-model", answer.slot).header("x-version", answer.version).send(columnsOf(answer, body));
  });
}
