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

export function registerModels(server: FastifyInstance, service: PredictionService): void {
  const answer = { type: "object", properties: { kernels: { type: "string" }, shares: { type: "object", additionalProperties: { type: "number" } }, models: { type: "array", items: MODEL } } };
  const schema = { tags: ["models"], summary: "What is served, and how it was trained", response: { 200: answer, ...ERRORS } };
  server.get("/v1/models", { schema, config: { scope: "predict" } }, () => service.describe());
}
