import { Readable } from "node:stream";
import type { FastifyInstance } from "fastify";
import type { PredictionService } from "../../service/service";
import { errorBody, httpErrorOf } from "../errors";
import { batchBody, ERRORS } from "../schemas";
import { answerBody, columnsOf, contextOf, goneSignal, type PredictBody } from "./predict";

interface BatchItem {
  readonly id?: string;
  readonly text?: string;
  readonly tokens?: readonly string[];
}

type BatchBody = Omit<PredictBody, "text" | "tokens"> & { readonly items: readonly BatchItem[] };

/** Items of one batch that are with the models at a time: enough to fill micro-batches, few enough to leave room for others. */
const AT_ONCE = 64;

/** One line of the answer: what the item got, or why it got nothing. */
async function lineOf(service: PredictionService, body: BatchBody, index: number, requestId: string, signal: AbortSignal): Promise<string> {
  const { items, ...options } = body;
  const { id, ...content } = items[index]!;
  const named = { index, ...(id === undefined ? {} : { id }) };
  try {
    const answer = await service.predict({ ...options, ...content }, contextOf(`${requestId}.${index}`, signal, options));
    const told = answerBody(answer, options);
    return JSON.stringify({ ...named, ...told, ...(options.format === "iob" ? { iob: columnsOf(answer, options) } : {}) });
  } catch (error) {
    return JSON.stringify({ ...named, ...errorBody(httpErrorOf(error as Error)) });
  }
}

/** Answers in the items' order, some at a time; a reader that is slow slows the work down. */
async function* lines(service: PredictionService, body: BatchBody, requestId: string, signal: AbortSignal): AsyncGenerator<string> {
  const running: Promise<string>[] = [];
  for (let next = 0; next < body.items.length || running.length > 0; ) {
    while (next < body.items.length && running.length < AT_ONCE) running.push(lineOf(service, body, next++, requestId, signal));
    yield `${await running.shift()!}\n`;
  }
}

/** `POST /v1/predict/batch`. */
export function registerBatch(server: FastifyInstance, service: PredictionService, maximumItems: number): void {
  const schema = {
    tags: ["predict"],
    summary: "Tag many texts; one JSON object a line comes back, in their order, as they are ready",
    body: batchBody(maximumItems),
    response: { 200: { content: { "application/x-ndjson": { schema: { type: "string" } } } }, ...ERRORS },
  };
  server.post<{ Body: BatchBody }>("/v1/predict/batch", { schema, config: { scope: "predict" } }, async (request, reply) => {
    const signal = goneSignal(request);
    void reply.header("x-request-id", request.id).type("application/x-ndjson; charset=utf-8");
    return reply.send(Readable.from(lines(service, request.body, request.id, signal)));
  });
}
