import type { FastifyInstance } from "fastify";
import type { PredictionService } from "../../service/service";
import { ERRORS } from "../schemas";

const MODEL = {
  type: "object",
  properties: {
    model: { type: "string" }, version: { type: "string" }, role: { type: "string", enum: ["active", "canary", "shadow"] },
    architecture: { type: "string" }, tags: { type: "array", items: { type: "string" } }, vocabulary: { type: "integer" },
    trial: { type: "string" }, corpus: { type: "string" }, p95Milliseconds: { type: ["number", "null"] }, breaker: { type: "string" },
  },
} as const;

/** How far a version that answered in the shadow, or beside a canary, agrees: shares of sentences and tokens, F1 of entities. */
const AGREEMENT = {
  type: "object",
  properties: {
    answered: { type: "string" }, second: { type: "string" }, compared: { type: "integer" },
    sentences: { type: ["number", "null"] }, tokens: { type: ["number", "null"] }, entities: { type: ["number", "null"] },
  },
} as const;

export function registerModels(server: FastifyInstance, service: PredictionService): void {
  const answer = { type: "object", properties: { kernels: { type: "string" }, shares: { type: "object", additionalProperties: { type: "number" } }, models: { type: "array", items: MODEL }, agreements: { type: "array", items: AGREEMENT } } };
  const schema = { tags: ["models"], summary: "What is served, and how it was trained", response: { 200: answer, ...ERRORS } };
  server.get("/v1/models", { schema, config: { scope: "predict" } }, () => service.describe());
}
