import { NerClient } from "../../src/serving/client";
import { startInstance, type Instance, type InstanceSettings } from "../../src/serving/instance/instance";
import { DEFAULT_POLICY } from "../../src/serving/router/policy";
import { limitsOf } from "../../src/serving/security/limits";

/** What `nerbook serve --no-auth --port 0` starts, with other settings where a test says so. */
export function instanceSettings(folders: readonly string[], changes: Partial<InstanceSettings> = {}): InstanceSettings {
  return {
    host: "127.0.0.1", port: 0, models: folders, policy: DEFAULT_POLICY, inference: { workers: 1 },
    limits: limitsOf({ deadlineMilliseconds: 20_000 }), cacheBytes: 0, logLevel: "silent", drainDelay: 0, ...changes,
  };
}

export interface RunningInstance extends Instance {
  readonly client: NerClient;
  readonly log: readonly string[];
}

export async function runInstance(folders: readonly string[], changes: Partial<InstanceSettings> = {}): Promise<RunningInstance> {
  const log: string[] = [];
  const instance = await startInstance(instanceSettings(folders, changes), { write: (line) => log.push(line) });
  return { ...instance, client: new NerClient({ url: instance.url }), log };
}
