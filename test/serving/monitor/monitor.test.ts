import { spawn, type ChildProcess } from "node:child_process";
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import * as path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { InventedService, MODEL2 } from "./invented-scrape";

const BIN = path.join(__dirname, "..", "..", "..", "bin", "nerbook.js");
const KEY = "k".repeat(20);

interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function run(args: readonly string[], env: NodeJS.ProcessEnv = {}, onOutput: (child: ChildProcess, out: string) => void = () => undefined): Promise<Outcome> {
  const child = spawn(process.execPath, [BIN, "monitor", ...args], { env: { ...process.env, NO_COLOR: "1", NER_API_KEY: "", ...env } });
  let [out, err] = ["", ""];
  child.stdout.on("data", (data: Buffer) => onOutput(child, (out += data.toString())));
  child.stderr.on("data", (data: Buffer) => (err += data.toString()));
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, out, err })));
}

let server: http.Server;
let url: string;
let asked = 0;

test.before(async () => {
  const service = new InventedService();
  service.answer(MODEL2, [10, 20, 30]);
  service.window(MODEL2, 0.5, 0.6);
  const text = await service.text();
  server = http.createServer((request, response) => {
    asked++;
    const { authorization } = request.headers;
    const status = request.url !== "/metrics" ? 404 : authorization === undefined ? 401 : authorization === `Bearer ${KEY}` ? 200 : 403;
    response.writeHead(status, { "content-type": "text/plain" }).end(status === 200 ? text : "no");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

test.after(() => {
  server.closeAllConnections();
  server.close();
});

test("one look prints both tables and ends with 0; the key may come from the environment", async () => {
  const { code, out, err } = await run(["--url", url, "--once"], { NER_API_KEY: KEY });
  assert.equal([code, err], [0, ""]);
  assert.match(out, /model2 01234567/);
  assert.match(out, /ALARM model2 01234567: drift of words/);
  assert.ok(out.split("\n").every((line) => [...line].length <= 80), out);
});

test("with --json standard output holds JSON alone", async () => {
  const { code, out } = await run(["--url", url, "--once", "--json", "--key", KEY]);
  assert.is(code, 0);
  const snapshot = JSON.parse(out) as { versions: { model: string; alarms: string[] }[] };
  assert.equal(snapshot.versions.map(({ model, alarms }) => [model, alarms.length]), [["model2", 2]]);
});

test("Ctrl-C ends it cleanly with 130, and until then it looks again and again", async () => {
  const before = asked;
  const { code, out, err } = await run(["--url", url, "--interval", "0.1", "--json", "--key", KEY], {}, (child, text) => {
    if (text.split("\n").length > 3) child.kill("SIGINT");
  });
  assert.is(code, 130);
  assert.is(err, "interrupted: The monitor has ended; the service runs on.\n");
  assert.ok(out.trimEnd().split("\n").every((line) => typeof JSON.parse(line) === "object"));
  assert.ok(asked - before >= 3);
});

test("without a key, and with one that may not, one line says what to do", async () => {
  const [none, wrong] = [await run(["--url", url, "--once"]), await run(["--url", url, "--once", "--key", "other"])];
  assert.equal([none.code, wrong.code], [1, 1]);
  assert.match(none.err, /^error: .*asks for an API key: give one with --key or NER_API_KEY\.\n$/);
  assert.match(wrong.err, /^error: .*does not have the scope "metrics"\.\n$/);
});

test("a service that is not there is one line and exit code 1; what is no address is wrong usage", async () => {
  const [absent, address] = [await run(["--url", "http://127.0.0.1:9", "--interval", "0.1"]), await run(["--url", "nowhere", "--once"])];
  assert.is(absent.code, 1);
  assert.match(absent.err, /^error: The service at http:\/\/127\.0\.0\.1:9 cannot be asked: [^\n]+\.\n$/);
  assert.is(absent.out, "");
  assert.equal([address.code, address.err], [2, "error: nowhere is no address; give one such as http://127.0.0.1:8080.\n"]);
});

test.run();
