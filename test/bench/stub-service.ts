/** A service that only waits: run with a port, and milliseconds an answer takes, as a process for tests of the load generator. */
import * as http from "node:http";

export interface StubSettings {
  readonly milliseconds: number;
  /** Every so many-th request gets status 503; 0: none. */
  readonly refuseEvery?: number;
  /** Hangs up instead of answering the request of this number, counted from 1. */
  readonly dropAt?: number;
  /** Answers one at a time, so that requests queue up. */
  readonly serial?: boolean;
}

const MODELS = ["model2", "baseline"];

/** A server with that behavior, listening on a free port of loopback. */
export async function startStub({ milliseconds, refuseEvery = 0, dropAt = 0, serial = false }: StubSettings): Promise<{ readonly port: number; readonly bodies: string[]; close(): Promise<void> }> {
  let count = 0;
  let free = Promise.resolve();
  const bodies: string[] = [];
  const wait = () => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
  const server = http.createServer((request, response) => {
    let body = "";
    request.on("data", (part: Buffer) => (body += String(part)));
    request.on("end", async () => {
      count += 1;
      const mine = count;
      if (request.url !== "/v1/predict") return void response.end("{}");
      bodies.push(body);
      if (mine === dropAt) return void request.socket.destroy();
      free = serial ? free.then(wait) : wait();
      await free;
      const refused = refuseEvery > 0 && mine % refuseEvery === 0;
      const answer = JSON.stringify({ requestId: String(mine), model: MODELS[mine % 2], tokens: "x".repeat(3000) });
      response.writeHead(refused ? 503 : 200, { "content-type": "application/json", "content-length": answer.length }).end(answer);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  const close = () => new Promise<void>((resolve) => {
    server.closeAllConnections();
    server.close(() => resolve());
  });
  return { port, bodies, close };
}
