import { isUtf8 } from "node:buffer";
import type { FastifyInstance } from "fastify";
import { HttpError } from "./http-error";

/**
 * JSON bodies as strict as the schema behind them: bytes that are not UTF-8 are refused, where the framework would put
 * replacement characters, and so is a body with `__proto__`.
 */
export function acceptStrictJson(server: FastifyInstance): void {
  const parse = server.getDefaultJsonParser("error", "error");
  server.removeAllContentTypeParsers();
  server.addContentTypeParser("application/json", { parseAs: "buffer" }, (request, body, done) => {
    const bytes = body as Buffer;
    if (!isUtf8(bytes)) return done(new HttpError(400, "invalid_encoding", "The body is not valid UTF-8."));
    return parse(request, bytes.toString("utf8"), done);
  });
}
