import type { AddressInfo } from "node:net";
import type { FastifyInstance } from "fastify";
import type { Registry as MetricsRegistry } from "prom-client";
import { DataError } from "../../errors";
import { PredictionCache } from "../cache/prediction-cache";
import { REDIS_DEFAULTS, RedisStore } from "../cache/redis-store";
import { JsonLog, type LogLevel } from "../http/request-log";
import type { MetricsText } from "../http/routes/metrics";
import { buildServer, type HttpService, type ServerSettings } from "../http/server";
import { InferenceEngine } from "../inference/engine";
import type { InferenceSettings } from "../inference/settings";
import { openRegistry } from "../registry";
import type { CanaryVerdict } from "../router/canary";
import type { CanaryPolicy, Policy } from "../router/policy";
import { KeyRing } from "../security/keys";
import type { RequestLimits } from "../security/limits";
import { PredictionService } from "../service/service";
import { readServedModel, type ServedModel } from "../service/served-model";
import { RegistryFollower } from "./registry-follower";
import { watch, type Telemetry } from "./telemetry";

/** All that one instance of the service is made from. It is plain data, so that it can be sent to another process. */
export interface InstanceSettings {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Folders of models; the first of each slot answers, others can be canary or shadow. */
  readonly models: readonly string[];
  /** Folder of a registry, whose active versions answer besides. */
  readonly registry?: string;
  /** File of the API keys; undefined lets everyone in, for loopback only. */
  readonly keys?: string;
  readonly policy: Policy;
  readonly inference: Partial<InferenceSettings>;
  readonly limits: RequestLimits;
  /** Bytes of answers kept in memory; 0 keeps none. */
  readonly cacheBytes: number;
  readonly redis?: string;
  readonly tls?: ServerSettings["tls"];
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

/** What an instance tells the process around it. */
export interface Surroundings {
  /** Takes lines of the log. */
  write(line: string): void;
  /** Makes of this instance's metrics those of all that listen at one port; without it, they are this one's own. */
  readonly shareMetrics?: (own: MetricsRegistry) => MetricsText;
}

interface Opened {
  readonly service: PredictionService;
  readonly telemetry: Telemetry;
  readonly follower?: RegistryFollower;
}

function openCache({ cacheBytes, redis }: InstanceSettings, log: JsonLog): PredictionCache {
  const shared = redis === undefined ? undefined : new RedisStore({ url: redis, ...REDIS_DEFAULTS }, (sentence) => log.incident(sentence));
  return new PredictionCache(cacheBytes, shared);
}

function openFollower({ registry }: InstanceSettings, service: PredictionService, log: JsonLog): RegistryFollower | undefined {
  return registry === undefined ? undefined : new RegistryFollower(openRegistry(registry), service, (sentence) => log.incident(sentence));
}

/** Without a registry, what the canary's requests decided holds for this process alone. */
function heedCanary(service: PredictionService, log: JsonLog): void {
  const judged = ({ outcome, explanation }: CanaryVerdict, { version }: CanaryPolicy): void => {
    log.incident(explanation);
    const model = service.models.find(version);
    if (model && outcome === "promote") void service.load(model, true);
  };
  service.observe({ judged });
}

function requireModels(service: PredictionService, { registry }: InstanceSettings): void {
  if (service.models.all.length > 0) return;
  throw new DataError(`The registry ${registry} has no active version; activate one with: nerbook promote FOLDER --registry ${registry}`);
}

/** The service with its models loaded and warm, not reachable yet. Throws a DataError for a damaged model. */
async function openService(settings: InstanceSettings, log: JsonLog): Promise<Opened> {
  const models: ServedModel[] = [];
  for (const folder of settings.models) models.push(await readServedModel(folder));
  const engine = new InferenceEngine(settings.inference, (sentence) => log.incident(sentence));
  const { policy, limits } = settings;
  const service = new PredictionService(engine, openCache(settings, log), { policy, limits });
  const telemetry = watch(service, settings.cacheBytes > 0 || settings.redis !== undefined, (sentence) => log.incident(sentence));
  engine.start();
  let follower: RegistryFollower | undefined;
  try {
    follower = openFollower(settings, service, log);
    if (!follower) heedCanary(service, log);
    await follower?.start();
    for (const model of models) await service.load(model, service.models.active(model.slot) === undefined);
    requireModels(service, settings);
    return { service, telemetry, ...(follower ? { follower } : {}) };
  } catch (error) {
    follower?.stop();
    await service.close();
    throw error;
  }
}

async function listen(server: FastifyInstance, { host, port }: InstanceSettings): Promise<void> {
  await server.listen({ host, port }).catch((cause: NodeJS.ErrnoException) => {
    const reason = cause.code === "EADDRINUSE" ? "something else listens there; choose another one with --port"
      : cause.code === "EACCES" ? "the system does not allow it; ports below 1024 need rights"
      : cause.message;
    throw new DataError(`The service cannot listen on ${host}, port ${port}: ${reason}.`, { cause });
  });
}

function urlOf(server: FastifyInstance, { tls }: InstanceSettings): string {
  const { address, family, port } = server.server.address() as AddressInfo;
  return `${tls ? "https" : "http"}://${family === "IPv6" ? `[${address}]` : address}:${port}`;
}

function serverSettings(settings: InstanceSettings, { telemetry, follower }: Opened, log: JsonLog, metrics: MetricsText): ServerSettings {
  const { keys, tls, limits, registry } = settings;
  const ring = keys === undefined ? undefined : new KeyRing(keys, { onProblem: (sentence) => log.incident(sentence) });
  return {
    limits, log, metrics,
    observers: settings.logLevel === "info" ? [telemetry.metrics, log] : [telemetry.metrics],
    ...(tls ? { tls } : {}),
    ...(ring ? { authenticate: ring.authenticate } : {}),
    ...(follower ? { operated: { registry: openRegistry(registry!), look: () => follower.look() } } : {}),
  };
}

/** Says "not ready", so that load balancers look elsewhere; listens on until no request comes; then closes. */
async function close({ service, follower }: Opened, { server, drain }: HttpService, delay: number): Promise<void> {
  service.beginDraining();
  follower?.stop();
  await new Promise((resolve) => setTimeout(resolve, delay));
  await drain.becomeQuiet();
  await server.close();
  await service.close();
}

/** Makes an opened service reachable. */
async function serve(settings: InstanceSettings, opened: Opened, log: JsonLog, shareMetrics: Surroundings["shareMetrics"]): Promise<Instance> {
  const { service, telemetry } = opened;
  const metrics = shareMetrics ? shareMetrics(telemetry.registry) : telemetry;
  const http = await buildServer(service, serverSettings(settings, opened, log, metrics));
  const { server } = http;
  service.becomeReachable();
  try {
    await listen(server, settings);
  } catch (error) {
    await server.close();
    throw error;
  }
  return { url: urlOf(server, settings), service, server, close: () => close(opened, http, settings.drainDelay) };
}

/** Starts one instance; ends when it is reachable and ready. Throws a DataError that says why it cannot, and leaves nothing running. */
export async function startInstance(settings: InstanceSettings, { write, shareMetrics }: Surroundings): Promise<Instance> {
  const log = new JsonLog(settings.logLevel, write);
  const opened = await openService(settings, log);
  try {
    return await serve(settings, opened, log, shareMetrics);
  } catch (error) {
    opened.follower?.stop();
    await opened.service.close();
    throw error;
  }
}
