import { Readable } from "node:stream";
import type { FastifyInstance, FastifyRequest } from "fastify";
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

interface BatchRun {
  readonly service: PredictionService;
  readonly body: BatchBody;
  readonly requestId: string;
  readonly signal: AbortSignal;
  /** Hears of what is a fault of the service. */
  unforeseen(error: Error): void;
}

/** One line of the answer: what the item got, or why it got nothing. */
async function lineOf({ service, body, requestId, signal, unforeseen }: BatchRun, index: number): Promise<string> {
  const { items, ...options } = body;
  const { id, ...content } = items[index]!;
  const named = { index, ...(id === undefined ? {} : { id }) };
  try {
    const answer = await service.predict({ ...options, ...content }, contextOf(`${requestId}.${index}`, signal, options));
    const told = answerBody(answer, options);
    return JSON.stringify({ ...named, ...told, ...(options.format === "iob" ? { iob: columnsOf(answer, options) } : {}) });
  } catch (error) {
    const told = httpErrorOf(error as Error);
    if (told.status === 500) unforeseen(error as Error);
    return JSON.stringify({ ...named, ...errorBody(told) });
  }
}

/** Answers in the items' order, some at a time; a reader that is slow slows the work down. */
async function* lines(run: BatchRun): AsyncGenerator<string> {
  const { length } = run.body.items;
  const running: Promise<string>[] = [];
  for (let next = 0; next < length || running.length > 0; ) {
    while (next < length && running.length < AT_ONCE) running.push(lineOf(run, next++));
    yield `${await running.shift()!}\n`;
  }
}

export interface BatchSettings {
  readonly maximumItems: number;
  /** Hears of what is a fault of the service: a line of an answer that has begun goes past the framework's own handler. */
  unforeseen(error: Error, request: FastifyRequest): void;
}

/** `POST /v1/predict/batch`. */
export function registerBatch(server: FastifyInstance, service: PredictionService, { maximumItems, unforeseen }: BatchSettings): void {
  const schema = {
    tags: ["predict"],
    summary: "Tag many texts; one JSON object a line comes back, in their order, as they are ready",
    body: batchBody(maximumItems),
    response: { 200: { content: { "application/x-ndjson": { schema: { type: "string" } } } }, ...ERRORS },
  };
  server.post<{ Body: BatchBody }>("/v1/predict/batch", { schema, config: { scope: "predict" } }, async (request, reply) => {
    const { body, id: requestId } = request;
    const run = { service, body, requestId, signal: goneSignal(request), unforeseen: (error: Error) => unforeseen(error, request) };
    void reply.header("x-request-id", requestId).type("application/x-ndjson; charset=utf-8");
    return reply.send(Readable.from(lines(run)));
  });
}
