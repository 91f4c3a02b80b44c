import type { FastifyInstance } from "fastify";
import type { PredictionService } from "../../service/service";
import { HttpError } from "../http-error";

/** `/healthz`: the process answers. `/readyz`: send it requests; not while it starts or drains. Both without a key. */
export function registerHealth(server: FastifyInstance, service: PredictionService): void {
  const schema = { tags: ["health"], security: [], response: { 200: { type: "object", properties: { status: { type: "string" } } } } };
  server.get("/healthz", { schema }, () => ({ status: "alive" }));
  server.get("/readyz", { schema }, () => {
    const { why } = service.readiness;
    if (why !== undefined) throw new HttpError(503, "not_ready", why, { retryAfterSeconds: 1 });
    return { status: "ready" };
  });
}
