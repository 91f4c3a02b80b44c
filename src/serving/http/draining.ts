import type { FastifyInstance, FastifyRequest } from "fastify";

/** Milliseconds without a request after which nobody seems to have one on the way. */
const QUIET = 250;
/** How long a service that drains waits for that. */
const LIMIT = 10_000;
const LOOK = 25;

/** Of a body that was refused unread, the rest must come first: else the connection is reset, and the caller never reads why. */
function isBodyOnItsWay({ raw: { complete, headers } }: FastifyRequest): boolean {
  return !complete && (headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0);
}

/** Sees to it that a closing server loses no request that is on its way. */
export interface Drain {
  /** Tells callers to open their next connection elsewhere, and ends once no request came for a while. */
  becomeQuiet(): Promise<void>;
}

/**
 * Closing idle connections cuts off a request that is on the wire, so the server first asks callers to hang up by themselves,
 * with `Connection: close` in each answer, and listens until none comes any more.
 */
export function prepareDrain(server: FastifyInstance, now: () => number): Drain {
  let phase: "serving" | "draining" | "quiet" = "serving";
  let last = now();
  server.addHook("onRequest", (_request, _reply, done) => {
    last = now();
    done();
  });
  server.addHook("onSend", (request, reply, payload, done) => {
    if (phase !== "serving" && !isBodyOnItsWay(request)) void reply.header("connection", "close");
    done(null, payload);
  });
  // An answer that had begun before could not say so: its connection would hold up the close for as long as it is kept alive.
  server.addHook("onResponse", (_request, _reply, done) => {
    if (phase === "quiet") setImmediate(() => server.server.closeIdleConnections());
    done();
  });
  const becomeQuiet = async (): Promise<void> => {
    phase = "draining";
    const begun = now();
    last = begun;
    while (now() - last < QUIET && now() - begun < LIMIT) await new Promise((resolve) => setTimeout(resolve, LOOK));
    phase = "quiet";
  };
  return { becomeQuiet };
}
