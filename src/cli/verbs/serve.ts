import * as fs from "node:fs";
import * as os from "node:os";
import * as tls from "node:tls";
import { Option, type Command } from "commander";
import { DataError, InterruptedError, UsageError } from "../../errors";
import { LOG_LEVELS, type LogLevel } from "../../serving/http/request-log";
import { clusterMetrics, isClusterInstance, reportReady, reportRefused, runCluster } from "../../serving/instance/cluster";
import { logSink } from "../../serving/instance/log-sink";
import { startInstance, type Instance, type InstanceSettings } from "../../serving/instance/instance";
import { INFERENCE_DEFAULTS, RUNTIME_CHOICES, type RuntimeChoice } from "../../serving/inference/settings";
import { DEFAULT_POLICY } from "../../serving/router/policy";
import { readPolicy } from "../../serving/router/policy-file";
import { readKeyFile } from "../../serving/security/key-file";
import { DEFAULT_LIMITS, limitsOf } from "../../serving/security/limits";
import { wholeNumber } from "../options";

interface ServeOptions {
  readonly host: string;
  readonly port: number;
  readonly model: readonly string[];
  readonly registry?: string;
  readonly auth: boolean;
  readonly keys: string;
  readonly policy?: string;
  readonly instances: number;
  readonly workers: number;
  readonly queue: number;
  readonly runtime: RuntimeChoice;
  readonly deadline: number;
  readonly cache: number;
  readonly redis?: string;
  readonly rate?: number;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  readonly log: LogLevel;
  readonly drainDelay: number;
}

const MEBIBYTE = 1024 * 1024;
const HIGHEST_PORT = 65535;

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127\.\d+\.\d+\.\d+$/.test(host);
}

function readPem(file: string, flag: string): Buffer {
  try {
    return fs.readFileSync(file);
  } catch (cause) {
    throw new DataError(`The file ${file} of ${flag} cannot be read: ${(cause as Error).message}.`, { cause });
  }
}

function tlsOf({ tlsCert, tlsKey }: ServeOptions): InstanceSettings["tls"] {
  if (tlsCert === undefined && tlsKey === undefined) return undefined;
  if (tlsCert === undefined || tlsKey === undefined) throw new UsageError("TLS needs both --tls-cert and --tls-key.");
  const [certificate, key] = [readPem(tlsCert, "--tls-cert"), readPem(tlsKey, "--tls-key")];
  requirePair(certificate, key, `${tlsCert} of --tls-cert and ${tlsKey} of --tls-key`);
  return { certificate, key };
}

/** Found out before models are loaded. */
function requirePair(cert: Buffer, key: Buffer, files: string): void {
  try {
    tls.createSecureContext({ cert, key });
  } catch (cause) {
    throw new DataError(`The files ${files} are no certificate with its private key, both PEM: ${(cause as Error).message}.`, { cause });
  }
}

function requireProtection({ auth, host }: ServeOptions): void {
  if (auth || isLoopback(host)) return;
  throw new UsageError(`--no-auth would let everyone who reaches ${host} in; it is for loopback only. Leave it out, or use --host 127.0.0.1.`);
}

function say(line: string): void {
  process.stderr.write(line);
}

/** The models that are named, or one that is made where nothing is. */
async function modelsOf({ model, registry }: ServeOptions): Promise<readonly string[]> {
  if (model.length > 0 || registry !== undefined) return model;
  say("No --model and no --registry: Model 2 of the embedded corpus serves, a corpus made by rules.\n");
  const { defaultModel } = await import("../../serving/instance/default-model");
  return [await defaultModel()];
}

function settingsOf(options: ServeOptions, models: readonly string[]): InstanceSettings {
  const secured = tlsOf(options);
  const limits = limitsOf({ deadlineMilliseconds: options.deadline, requestsPerSecond: options.rate ?? null });
  return {
    host: options.host,
    port: options.port,
    models,
    ...(options.registry === undefined ? {} : { registry: options.registry }),
    ...(options.auth ? { keys: options.keys } : {}),
    policy: options.policy === undefined ? DEFAULT_POLICY : readPolicy(options.policy),
    inference: { workers: options.workers, maximumQueue: options.queue, runtime: options.runtime },
    limits,
    cacheBytes: options.cache * MEBIBYTE,
    ...(options.redis === undefined ? {} : { redis: options.redis }),
    ...(secured ? { tls: secured } : {}),
    logLevel: options.log,
    drainDelay: options.drainDelay,
  };
}

function readyLine({ url, service }: Instance, { inference: { workers } }: InstanceSettings): string {
  const models = service.models.all.map(({ slot, version }) => `${slot} ${version}`).join(", ");
  return `Ready at ${url} (try ${url}/docs): ${models}; ${service.engine.variant}, ${workers} ${workers === 1 ? "worker" : "workers"} an instance.\n`;
}

/** Ends with the signal that stops the service; a second one ends it at once. */
function stopSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve(signal));
  });
}

async function runAlone(settings: InstanceSettings, stopped: Promise<unknown>): Promise<void> {
  const instance = await startInstance(settings, { write: logSink(process.stdout, say) });
  say(readyLine(instance, settings));
  await stopped;
  await instance.close();
}

/** One of several processes; the one above it speaks to people. */
async function runInCluster(settings: InstanceSettings, stopped: Promise<unknown>): Promise<void> {
  try {
    const instance = await startInstance(settings, { write: logSink(process.stdout, say), shareMetrics: clusterMetrics });
    reportReady(readyLine(instance, settings));
    await stopped;
    await instance.close();
  } catch (error) {
    reportRefused((error as Error).message);
  }
  process.disconnect();
}

async function run(options: ServeOptions): Promise<void> {
  requireProtection(options);
  // Before models are looked for, trained or loaded.
  if (options.auth) readKeyFile(options.keys);
  const models = await modelsOf(options);
  // In the process above instances too, so that what is wrong with files and flags is said once.
  const settings = settingsOf(options, models);
  const stopped = stopSignal();
  if (isClusterInstance()) return runInCluster(settings, stopped);
  const added = options.model.length > 0 ? [] : models.flatMap((folder) => ["--model", folder]);
  if (options.instances > 1) await runCluster({ count: options.instances, added, say, stopped });
  else await runAlone(settings, stopped);
  if ((await stopped) === "SIGINT") throw new InterruptedError("The service has answered what it had and is closed.");
}

function collect(value: string, earlier: readonly string[]): string[] {
  return [...earlier, value];
}

/** The verb `serve`. */
export function register(program: Command): void {
  program.command("serve").description("Serve models over HTTP: routed, batched, monitored.")
    .option("--host <address>", "where to listen", "127.0.0.1")
    .addOption(new Option("--port <number>", "0 takes a free one").argParser(wholeNumber(0, HIGHEST_PORT)).default(8080))
    .addOption(new Option("--model <folder>", "a saved model; repeat for others").argParser(collect).default([], "none"))
    .option("--registry <folder>", "serve the active versions of a registry")
    .option("--keys <file>", "API keys, made with: nerbook keys create", "keys.json")
    .option("--no-auth", "ask for no API keys; on loopback only")
    .option("--policy <file>", "the router's policy as JSON")
    .addOption(new Option("--instances <count>", "processes that share the port").argParser(wholeNumber(1, 64)).default(1))
    .addOption(new Option("--workers <count>", "threads that compute").argParser(wholeNumber(1, 64)).default(Math.max(1, os.availableParallelism() - 1)))
    .addOption(new Option("--runtime <name>", "what computes; auto: the faster of those installed").choices(RUNTIME_CHOICES).default("auto"))
    .addOption(new Option("--queue <sentences>", "how many may wait").argParser(wholeNumber(1)).default(INFERENCE_DEFAULTS.maximumQueue))
    .addOption(new Option("--deadline <milliseconds>", "when an answer is of no use").argParser(wholeNumber(1)).default(DEFAULT_LIMITS.deadlineMilliseconds))
    .addOption(new Option("--cache <mebibytes>", "answers kept in memory; 0: none").argParser(wholeNumber(0)).default(64))
    .option("--redis <url>", "share answers with other instances, as redis://127.0.0.1:6379")
    .addOption(new Option("--rate <requests>", "what one key may send in a second").argParser(wholeNumber(1)))
    .option("--tls-cert <file>", "certificate, PEM").option("--tls-key <file>", "its private key, PEM")
    .addOption(new Option("--log <level>", "lines of JSON on standard output; info: every request").choices(LOG_LEVELS).default("warn"))
    .addOption(new Option("--drain-delay <milliseconds>", "between saying \"not ready\" and closing").argParser(wholeNumber(0)).default(0))
    .action(run);
}
