import type { FastifyInstance } from "fastify";
import type { PredictionService } from "../../service/service";
import { ROLES } from "../../service/description";
import { ERRORS } from "../schemas";

const MODEL = {
  type: "object",
  properties: {
    model: { type: "string" }, version: { type: "string" }, role: { type: "string", enum: [...ROLES] },
    architecture: { type: "string" }, tags: { type: "array", items: { type: "string" } }, vocabulary: { type: "integer" },
    trial: { type: "string" }, corpus: { type: "string" }, p95Milliseconds: { type: ["number", "null"] }, breaker: { type: "string" },
    runtime: { type: "string", description: "What computes it." },
    fallback: { type: "string", description: "Why that is not ONNX Runtime, where that is installed and cannot compute this model." },
  },
} as const;

const CANARY = {
  type: "object",
  description: "How the canary fares at this instance.",
  properties: { version: { type: "string" }, share: { type: "number" }, requests: { type: "integer" }, explanation: { type: "string" } },
} as const;

const SHARE = { type: ["number", "null"] } as const;

/** How far a version that answered in the shadow, or beside a canary, agrees: shares of sentences and tokens, F1 of entities. */
const AGREEMENT = {
  type: "object",
  properties: {
    answered: { type: "string" }, second: { type: "string" }, compared: { type: "integer" }, sentences: SHARE, tokens: SHARE, entities: SHARE,
  },
} as const;

const ANSWER = {
  type: "object",
  properties: {
    kernels: { type: "string" }, shares: { type: "object", additionalProperties: { type: "number" } },
    models: { type: "array", items: MODEL }, canary: CANARY, agreements: { type: "array", items: AGREEMENT },
  },
} as const;

/** `GET /v1/models`. */
export function registerModels(server: FastifyInstance, service: PredictionService): void {
  const schema = { tags: ["models"], summary: "What is served, and how it was trained", response: { 200: ANSWER, ...ERRORS } };
  server.get("/v1/models", { schema, config: { scope: "predict" } }, () => service.describe());
}
