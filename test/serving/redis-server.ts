import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import * as net from "node:net";

export const HAS_REDIS = spawnSync("redis-server", ["--version"]).status === 0;

export async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as net.AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A Redis that keeps nothing on the disk; ends when it accepts connections. */
export async function startRedis(port: number): Promise<ChildProcess> {
  const child = spawn("redis-server", ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]);
  await new Promise<void>((resolve, reject) => {
    child.stdout.on("data", (data) => { if (/Ready to accept connections/.test(String(data))) resolve(); });
    child.once("exit", () => reject(new Error(`redis-server ended; is port ${port} taken?`)));
  });
  return child;
}

export async function killRedis(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await ended;
}
