import * as crypto from "node:crypto";
import helmet from "@fastify/helmet";
import rateLimit from "@fastify/rate-limit";
import fastify, { type FastifyInstance, type FastifyRequest } from "fastify";
import type { RequestLimits } from "../security/limits";
import type { Answer, PredictionService } from "../service/service";
import { requireKeys, type Authenticate } from "./access";
import { serveDocumentation } from "./documentation";
import { prepareDrain, type Drain } from "./draining";
import { answerBadAddress, answerClientError, answerExpectations } from "./early-errors";
import { answerErrors } from "./errors";
import { HttpError } from "./http-error";
import { acceptStrictJson } from "./json-body";
import { RateStore } from "./rate-store";
import { registerBatch } from "./routes/batch";
import { registerHealth } from "./routes/health";
import { registerMetrics, type MetricsText } from "./routes/metrics";
import { registerModels } from "./routes/models";
import { registerOperator, type OperatedRegistry } from "./routes/operator";
import { registerPredict } from "./routes/predict";
import { recordRequests, type RequestLog, type RequestObserver } from "./telemetry";

declare module "fastify" {
  interface FastifyRequest {
    /** The answer that a request got, for metrics and the log. */
    served?: Answer;
  }
}

export interface ServerSettings {
  readonly limits: RequestLimits;
  /** Undefined lets everyone in; only for loopback. */
  readonly authenticate?: Authenticate;
  readonly tls?: { readonly certificate: Buffer; readonly key: Buffer };
  readonly log?: RequestLog;
  readonly metrics: MetricsText;
  /** Undefined where versions cannot be changed. */
  readonly operated?: OperatedRegistry;
  /** Hear of every answered request, the log among them where it is to. */
  readonly observers: readonly RequestObserver[];
}

const REQUEST_ID = /^[\w.:-]{1,64}$/;

/** The caller's id where it is harmless, so that its own log and ours can be joined. */
function requestIdOf(given: unknown): string {
  return typeof given === "string" && REQUEST_ID.test(given) ? given : crypto.randomUUID();
}

/** Times after which slow and half-open callers are cut off; Node.js looks for them only so often. */
function arrivalTimes({ arrivalMilliseconds }: RequestLimits) {
  return {
    headersTimeout: arrivalMilliseconds, requestTimeout: arrivalMilliseconds,
    connectionsCheckingInterval: Math.min(1000, Math.ceil(arrivalMilliseconds / 4)),
  } as const;
}

function create({ limits, tls }: ServerSettings): FastifyInstance {
  const arrival = arrivalTimes(limits);
  const options = {
    logger: false,
    bodyLimit: limits.bodyBytes,
    requestTimeout: limits.arrivalMilliseconds,
    connectionTimeout: Math.max(limits.stallMilliseconds, limits.deadlineMilliseconds + 1000),
    clientErrorHandler: answerClientError,
    frameworkErrors: answerBadAddress,
    keepAliveTimeout: 72_000,
    genReqId: ({ headers }: { headers: NodeJS.Dict<string | string[]> }) => requestIdOf(headers["x-request-id"]),
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false, useDefaults: true, allErrors: false } },
    return503OnClosing: false,
    forceCloseConnections: "idle",
    routerOptions: { maxParamLength: 100 },
  } as const;
  // The types of http and https servers differ where nothing here looks.
  const secure = tls && { cert: tls.certificate, key: tls.key, handshakeTimeout: limits.arrivalMilliseconds, ...arrival };
  return (secure ? fastify({ ...options, https: secure }) : fastify({ ...options, http: arrival })) as unknown as FastifyInstance;
}

async function limitRates(server: FastifyInstance, requestsPerSecond: number): Promise<void> {
  await server.register(rateLimit, {
    max: requestsPerSecond,
    timeWindow: 1000,
    store: RateStore,
    // After the keys' own hook, as this one is the routes'; and before a body is read.
    hook: "onRequest",
    keyGenerator: (request: FastifyRequest) => request.caller?.id ?? request.ip,
    allowList: (request: FastifyRequest) => request.routeOptions.config.scope === undefined,
    errorResponseBuilder: ({ caller }: FastifyRequest) => {
      const rate = requestsPerSecond === 1 ? "1 request" : `${requestsPerSecond} requests`;
      const message = `${caller ? "A key" : "An address"} may send ${rate} a second; try again in 1 s.`;
      return new HttpError(429, "rate_limited", message, { retryAfterSeconds: 1 });
    },
  });
}

export interface HttpService {
  readonly server: FastifyInstance;
  readonly drain: Drain;
}

/** The service over HTTP, not listening yet. */
export async function buildServer(service: PredictionService, settings: ServerSettings): Promise<HttpService> {
  const server = create(settings);
  const drain = prepareDrain(server, () => performance.now());
  acceptStrictJson(server);
  answerExpectations(server);
  const unforeseen = (error: Error, request: FastifyRequest) => settings.log?.unforeseen(error, request);
  answerErrors(server, unforeseen);
  const contentSecurityPolicy = { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } };
  await server.register(helmet, { contentSecurityPolicy, strictTransportSecurity: settings.tls !== undefined });
  if (settings.authenticate) requireKeys(server, settings.authenticate);
  const { requestsPerSecond, batchItems } = settings.limits;
  if (requestsPerSecond !== null) await limitRates(server, requestsPerSecond);
  recordRequests(server, settings.observers);
  await serveDocumentation(server);
  await server.register(async (routes) => {
    registerHealth(routes, service);
    registerPredict(routes, service);
    registerBatch(routes, service, { maximumItems: batchItems, unforeseen });
    registerModels(routes, service);
    registerMetrics(routes, settings.metrics);
    registerOperator(routes, settings.operated);
  });
  await server.ready();
  return { server, drain };
}
