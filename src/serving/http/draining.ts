import type { FastifyInstance } from "fastify";

/** Milliseconds without a request after which nobody seems to have one on the way. */
const QUIET = 250;
/** How long a service that drains waits for that. */
const LIMIT = 10_000;
const LOOK = 25;

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
  let draining = false;
  let last = now();
  server.addHook("onRequest", async (_, reply) => {
    last = now();
    if (draining) void reply.header("connection", "close");
  });
  const becomeQuiet = async (): Promise<void> => {
    draining = true;
    const begun = now();
    last = begun;
    while (now() - last < QUIET && now() - begun < LIMIT) await new Promise((resolve) => setTimeout(resolve, LOOK));
  };
  return { becomeQuiet };
}
