import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";

/** Where lines about requests go. They hold no text of any user. */
export interface RequestLog {
  request(entry: RequestEntry): void;
  unforeseen(error: Error, request: FastifyRequest): void;
}

export interface RequestEntry {
  readonly requestId: string;
  readonly method: string;
  /** The route's pattern, not the address as sent. */
  readonly route: string;
  readonly status: number;
  readonly milliseconds: number;
  readonly model?: string;
  readonly version?: string;
  readonly cached?: boolean;
  readonly tokens?: number;
  readonly entities?: number;
  /** The id of the API key. */
  readonly caller?: string;
}

/** What the metrics need of a request. */
export interface RequestObserver {
  request(entry: RequestEntry): void;
}

const UNKNOWN_ROUTE = "unknown";

export function entryOf(request: FastifyRequest, reply: FastifyReply): RequestEntry {
  const { served, caller } = request;
  return {
    requestId: request.id,
    method: request.method,
    route: request.is404 ? UNKNOWN_ROUTE : (request.routeOptions.url ?? UNKNOWN_ROUTE),
    status: reply.statusCode,
    milliseconds: reply.elapsedTime,
    ...(served && {
      model: served.slot, version: served.version, cached: served.cached,
      tokens: served.prediction.tokens.length, entities: served.prediction.entities.length,
    }),
    ...(caller && { caller: caller.id }),
  };
}

/** Counts and, where a log is kept, writes down every answered request. */
export function recordRequests(server: FastifyInstance, observers: readonly RequestObserver[]): void {
  if (observers.length === 0) return;
  server.addHook("onResponse", (request, reply, done) => {
    const entry = entryOf(request, reply);
    for (const observer of observers) observer.request(entry);
    done();
  });
}
