import * as path from "node:path";
import type { ServeBench } from "./bench";
import { nginx, nginxVersion } from "./nginx";
import { freePort, nerbook, type Running } from "./servers";
import type { Measured } from "./step";

export interface DeploymentSettings {
  readonly instances: number;
  readonly front: "none" | "nginx";
  readonly cache: boolean;
}

/** Instances of the service, and nginx before them where it is asked for. */
export interface Deployment {
  readonly instances: readonly Running[];
  readonly front?: Running;
  readonly measured: Measured;
}

const CACHE_MEBIBYTES = "64";

/** Starts one instance at a port. */
export function startInstanceAt(bench: ServeBench, port: number, cache: boolean): Promise<Running> {
  const { workers, runtime } = bench.options;
  return bench.start(nerbook(bench.models, port, "--cache", cache ? CACHE_MEBIBYTES : "0", "--workers", String(workers), "--runtime", runtime), port);
}

async function startFront(bench: ServeBench, ports: readonly number[], change?: (configuration: string) => string): Promise<Running> {
  const port = await freePort();
  return bench.start(nginx({ folder: path.join(bench.folder, `nginx-${port}`), port, instances: ports }, change), port);
}

/** Starts everything, one instance after the other; undefined, and said, where nginx is wanted and missing. */
export async function deploy(bench: ServeBench, { instances, front, cache }: DeploymentSettings, change?: (configuration: string) => string): Promise<Deployment | undefined> {
  if (front === "nginx" && nginxVersion() === undefined) {
    bench.skip("two instances", "nginx is not installed");
    return undefined;
  }
  const started: Running[] = [];
  for (let i = 0; i < instances; i++) started.push(await startInstanceAt(bench, await freePort(), cache));
  const ports = started.map(({ port }) => port);
  const ahead = front === "nginx" ? await startFront(bench, ports, change) : undefined;
  const measured = { port: ahead?.port ?? ports[0]!, servers: started.map(({ pid }) => pid), front: ahead ? [ahead.pid] : [], ports };
  return { instances: started, ...(ahead ? { front: ahead } : {}), measured };
}

export async function undeploy(bench: ServeBench, { instances, front }: Deployment): Promise<void> {
  if (front) await bench.stop(front);
  await Promise.all(instances.map((instance) => bench.stop(instance)));
}

/** What computes in an instance, as it says itself. */
export async function engineOf({ port }: Pick<Running, "port">): Promise<string> {
  const described = (await fetch(`http://127.0.0.1:${port}/v1/models`).then((response) => response.json())) as {
    readonly kernels: string; readonly models: readonly { readonly model: string; readonly architecture: string; readonly vocabulary: number; readonly corpus: string }[];
  };
  const models = described.models.map(({ model, architecture, vocabulary, corpus }) => `${model}: ${architecture} of ${corpus}, ${vocabulary} words`);
  return `${described.kernels}; ${models.join("; ")}`;
}
