import type { AddressInfo } from "node:net";
import type { FastifyInstance } from "fastify";
import { DataError } from "../../errors";
import { PredictionCache } from "../cache/prediction-cache";
import { REDIS_DEFAULTS, RedisStore } from "../cache/redis-store";
import { JsonLog, type LogLevel } from "../http/request-log";
import { buildServer, type HttpService, type ServerSettings } from "../http/server";
import { InferenceEngine } from "../inference/engine";
import type { InferenceSettings } from "../inference/settings";
import type { Policy } from "../router/policy";
import type { RequestLimits } from "../security/limits";
import { PredictionService } from "../service/service";
import type { ServedModel } from "../service/served-model";

/** All that one instance of the service is made from. */
export interface InstanceSettings {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly models: readonly ServedModel[];
  readonly policy: Policy;
  readonly inference: Partial<InferenceSettings>;
  readonly limits: RequestLimits;
  /** Bytes of answers kept in memory; 0 keeps none. */
  readonly cacheBytes: number;
  readonly redis?: string;
  readonly http: Pick<ServerSettings, "authenticate" | "tls">;
  readonly logLevel: LogLevel;
  /** Milliseconds between saying "not ready" and closing, for load balancers to notice. */
  readonly drainDelay: number;
}

/** A running instance. */
export interface Instance {
  readonly url: string;
  readonly service: PredictionService;
  readonly server: FastifyInstance;
  /** Says "not ready", answers what is there, then closes everything. */
  close(): Promise<void>;
}

function openCache({ cacheBytes, redis }: InstanceSettings, log: JsonLog): PredictionCache {
  const shared = redis === undefined ? undefined : new RedisStore({ url: redis, ...REDIS_DEFAULTS }, (sentence) => log.incident(sentence));
  return new PredictionCache(cacheBytes, shared);
}

/** The service with its models loaded and warm, not reachable yet. Throws a DataError for a damaged model. */
async function openService(settings: InstanceSettings, log: JsonLog): Promise<PredictionService> {
  const engine = new InferenceEngine(settings.inference, (sentence) => log.incident(sentence));
  const { policy, limits } = settings;
  const service = new PredictionService(engine, openCache(settings, log), { policy, limits });
  engine.start();
  try {
    for (const model of settings.models) await service.load(model, service.models.active(model.slot) === undefined);
  } catch (error) {
    await engine.close();
    throw error;
  }
  return service;
}

async function listen(server: FastifyInstance, { host, port }: InstanceSettings): Promise<void> {
  await server.listen({ host, port }).catch((cause: NodeJS.ErrnoException) => {
    const reason = cause.code === "EADDRINUSE" ? "something else listens there; choose another one with --port"
      : cause.code === "EACCES" ? "the system does not allow it; ports below 1024 need rights"
      : cause.message;
    throw new DataError(`The service cannot listen on ${host}, port ${port}: ${reason}.`, { cause });
  });
}

function urlOf(server: FastifyInstance, { http }: InstanceSettings): string {
  const { address, family, port } = server.server.address() as AddressInfo;
  return `${http.tls ? "https" : "http"}://${family === "IPv6" ? `[${address}]` : address}:${port}`;
}

/** Says "not ready", so that load balancers look elsewhere; listens on until no request comes; then closes. */
async function close(service: PredictionService, { server, drain }: HttpService, delay: number): Promise<void> {
  service.beginDraining();
  await new Promise((resolve) => setTimeout(resolve, delay));
  await drain.becomeQuiet();
  await server.close();
  await service.close();
}

/** Starts one instance; ends when it is reachable and ready. Throws a DataError that says why it cannot. */
export async function startInstance(settings: InstanceSettings, write: (line: string) => void): Promise<Instance> {
  const log = new JsonLog(settings.logLevel, write);
  const service = await openService(settings, log);
  const http = await buildServer(service, { ...settings.http, limits: settings.limits, log, observers: settings.logLevel === "info" ? [log] : [] });
  const { server } = http;
  try {
    await listen(server, settings);
  } catch (error) {
    await server.close();
    await service.close();
    throw error;
  }
  return { url: urlOf(server, settings), service, server, close: () => close(service, http, settings.drainDelay) };
}
