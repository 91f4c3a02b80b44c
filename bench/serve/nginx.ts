import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import type { Launch } from "./servers";

/** The configuration that is deployed; a benchmark tries this one, with its own ports and folders. */
export const NGINX_CONFIGURATION = path.join(__dirname, "..", "..", "deploy", "nginx", "nginx.conf");

/** The version of nginx here, or undefined. */
export function nginxVersion(): string | undefined {
  const { stderr, status } = spawnSync("nginx", ["-v"], { encoding: "utf8" });
  return status === 0 ? /nginx\/(\S+)/.exec(stderr)?.[1] : undefined;
}

export interface NginxPlace {
  readonly folder: string;
  readonly port: number;
  readonly instances: readonly number[];
}

/** Takes what decides over failover away, so that it can be seen what it does. */
export function withoutRetries(configuration: string): string {
  return configuration.replace(/proxy_next_upstream [^;]*non_idempotent[^;]*;/g, "proxy_next_upstream off;");
}

/** The deployed configuration for other ports; logs, the process's id and temporary files go into the folder. */
export function configurationFor({ folder, port, instances }: NginxPlace, deployed = fs.readFileSync(NGINX_CONFIGURATION, "utf8")): string {
  const server = /( *)server 127\.0\.0\.1:\d+([^;]*);\n/g;
  const [first] = [...deployed.matchAll(server)];
  if (!first) throw new RangeError(`${NGINX_CONFIGURATION} names no instance on 127.0.0.1.`);
  const [, indent, options] = first as unknown as readonly [string, string, string];
  const servers = instances.map((instance) => `${indent}server 127.0.0.1:${instance}${options};\n`).join("");
  let placed = false;
  return deployed
    .replace(server, () => (placed ? "" : ((placed = true), servers)))
    .replace(/^( *)listen [^;]+;/m, (_, space: string) => `${space}listen 127.0.0.1:${port};`)
    .replace(/^user [^;]+;\n/m, "")
    .replace(/^pid [^;]+;/m, `pid ${folder}/nginx.pid;`)
    .replace(/error_log \S+ /, `error_log ${folder}/error.log `)
    .replace(/(\w+_temp_path) [^;]+;/g, (_, name: string) => `${name} ${folder}/${name};`);
}

/** Writes the configuration; nginx in the foreground, to be started with it. */
export function nginx(place: NginxPlace, change: (configuration: string) => string = (configuration) => configuration): Launch {
  const file = path.join(place.folder, "nginx.conf");
  fs.mkdirSync(place.folder, { recursive: true });
  fs.writeFileSync(file, change(configurationFor(place)));
  return { program: "nginx", args: ["-p", place.folder, "-c", file, "-g", "daemon off;"] };
}
