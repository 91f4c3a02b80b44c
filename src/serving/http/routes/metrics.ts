import type { FastifyInstance } from "fastify";

/** Answers with all metrics in Prometheus' text format, and that format's content type. */
export interface MetricsText {
  read(): Promise<string>;
  readonly contentType: string;
}

export function registerMetrics(server: FastifyInstance, metrics: MetricsText): void {
  const schema = { tags: ["health"], summary: "For Prometheus" };
  server.get("/metrics", { schema, config: { scope: "metrics" } }, async (_, reply) => reply.type(metrics.contentType).send(await metrics.read()));
}
