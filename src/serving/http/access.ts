import type { FastifyInstance, FastifyRequest } from "fastify";
import { GuessLimit } from "./guess-limit";
import { HttpError } from "./http-error";

export type Scope = "predict" | "metrics" | "operate";

/** Who a key belongs to. */
export interface Caller {
  readonly id: string;
  readonly scopes: readonly string[];
}

/** Finds who a key belongs to; undefined for one that is unknown, revoked or expired. */
export type Authenticate = (key: string) => Caller | undefined;

declare module "fastify" {
  interface FastifyContextConfig {
    /** What a key must allow; routes without one are open. */
    scope?: Scope;
  }
  interface FastifyRequest {
    caller?: Caller;
  }
}

const BEARER = /^Bearer ([\x21-\x7e]{1,256})$/;

function keyOf({ headers }: FastifyRequest): string | undefined {
  const named = headers["x-api-key"];
  return BEARER.exec(headers.authorization ?? "")?.[1] ?? (typeof named === "string" ? named.slice(0, 256) : undefined);
}

/** Throws an HttpError for a wrong key, and for any unknown one from an address that sent too many wrong ones. */
function callerOf(key: string, address: string, authenticate: Authenticate, guesses: GuessLimit): Caller {
  const retryAfterSeconds = guesses.waitFor(address, key);
  if (retryAfterSeconds > 0) {
    throw new HttpError(429, "rate_limited", `Too many wrong API keys came from this address; try again in ${retryAfterSeconds} s.`, { retryAfterSeconds });
  }
  const caller = authenticate(key);
  if (caller) {
    guesses.wasRight(key);
    return caller;
  }
  guesses.wasWrong(address, key);
  throw new HttpError(401, "wrong_key", "The API key is unknown, revoked or expired.");
}

/** Asks every request to a route with a scope for a key that has it, before its body is read. */
export function requireKeys(server: FastifyInstance, authenticate: Authenticate, guesses = new GuessLimit()): void {
  server.addHook("onRequest", async (request) => {
    const { scope } = request.routeOptions.config;
    if (scope === undefined) return;
    const key = keyOf(request);
    if (key === undefined) throw new HttpError(401, "no_key", "This needs an API key: send it as Authorization: Bearer KEY.");
    const caller = callerOf(key, request.ip, authenticate, guesses);
    if (!caller.scopes.includes(scope)) throw new HttpError(403, "wrong_scope", `The API key ${caller.id} does not have the scope "${scope}".`);
    request.caller = caller;
  });
}
