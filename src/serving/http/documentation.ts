import * as fs from "node:fs";
import * as path from "node:path";
import swagger from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import type { FastifyInstance } from "fastify";

function packageVersion(): string {
  const file = path.join(__dirname, "..", "..", "..", "package.json");
  return (JSON.parse(fs.readFileSync(file, "utf8")) as { version: string }).version;
}

/** The description of the API at `/openapi.json`, and a page to try it at `/docs`. */
export async function serveDocumentation(server: FastifyInstance): Promise<void> {
  await server.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "nerbook", version: packageVersion(),
        description: "Named entities in text. Offsets count UTF-16 units, as JavaScript does. Nothing that is sent is written to disk.",
      },
      tags: [
        { name: "predict", description: "Tag text" }, { name: "models", description: "What is served" },
        { name: "health", description: "For load balancers and monitoring" }, { name: "operate", description: "Versions; needs the scope operate" },
      ],
      components: { securitySchemes: { key: { type: "http", scheme: "bearer" } } },
      security: [{ key: [] }],
    },
  });
  await server.register(swaggerUi, { routePrefix: "/docs", staticCSP: true, logLevel: "silent" });
  server.get("/openapi.json", { schema: { hide: true } }, () => server.swagger());
}
