import { spawnSync } from "node:child_process";
import * as path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { parseExposition } from "../../src/serving/monitor/exposition";
import { exchange, request, type RawAnswer } from "../serving/raw-http";
import { serveCommand, type ServeCommand } from "../serving/serve-command";
import { temporaryFolder, tinyModel } from "../serving/tiny-models";
import { until } from "../serving/until";

const TEXT = "Anna lives in Lima.";
const ASKED = 10;

const TWO = ["--no-auth", "--instances", "2", "--workers", "1", "--runtime", "kernels"];

let service: ServeCommand;
/** What became of a command with a wrong folder, which starts meanwhile: that takes a while. */
let refused: Promise<string>;

test.before(async () => {
  const model = await tinyModel("baseline-per-token");
  refused = serveCommand([...TWO, "--model", path.join(temporaryFolder(), "nothing")]).then(() => "it serves", (error: Error) => error.message);
  service = await serveCommand([...TWO, "--model", model]);
});

// Where a test failed before it was ended.
test.after(() => void service?.child.kill("SIGTERM"));

/** One request over a connection of its own, which the instances get in turn. */
async function send(bytes: Buffer): Promise<RawAnswer> {
  const { answers } = await exchange(service.url, bytes);
  assert.is(answers[0]?.status, 200, `answered was ${JSON.stringify(answers[0])}; ${service.stderr()}`);
  return answers[0]!;
}

async function isCached(): Promise<boolean> {
  const { body } = await send(request(JSON.stringify({ text: TEXT }), { connection: "close" }));
  return (JSON.parse(body) as { cached: boolean }).cached;
}

/** What all instances counted of the questions: answers, and sentences computed and found in a cache. */
async function counted(): Promise<readonly number[]> {
  const { body } = await send(request("", { connection: "close" }, "GET /metrics HTTP/1.1"));
  const samples = parseExposition(body);
  const sumOf = (name: string, route?: string) =>
    samples.filter((sample) => sample.name === name && (route === undefined || sample.labels["route"] === route)).reduce((sum, { value }) => sum + value, 0);
  return [sumOf("nerbook_requests_total", "/v1/predict"), sumOf("nerbook_cache_misses_total"), sumOf("nerbook_cache_hits_total")];
}

/** The processes that the command started. */
function instances(): number[] {
  const { stdout } = spawnSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" });
  const pairs = stdout.trim().split("\n").map((line) => line.trim().split(/\s+/).map(Number));
  return pairs.filter(([, parent]) => parent === service.child.pid).map(([pid]) => pid!);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

test("two instances answer at one port: each computes a sentence once, and then has it in its own cache", async () => {
  const cached: boolean[] = [];
  for (let i = 0; i < ASKED; i++) cached.push(await isCached());
  assert.is(cached.filter((each) => !each).length, 2);
});

test("whichever instance is asked for metrics, they are the sums over both", async () => {
  await until(async () => (await counted())[0] === ASKED, "the last answer is counted");
  for (let i = 0; i < 4; i++) assert.equal(await counted(), [ASKED, 2, ASKED - 2]);
});

test("an instance that is killed is replaced, and the service goes on meanwhile", async () => {
  const before = instances();
  assert.is(before.length, 2);
  process.kill(before[0]!, "SIGKILL");
  await until(() => /An instance ended with signal SIGKILL; another one starts\.\n/.test(service.stderr()), "the command says so");
  await until(async () => !(await isCached()), "one answers that never saw the sentence", 60_000);
  const after = instances();
  assert.is(after.length, 2);
  assert.equal(after.filter((pid) => before.includes(pid)), [before[1]]);
  assert.equal((await counted()).slice(1, 2), [2], "metrics are of both again");
});

test("on SIGTERM all instances end, and the command with 0", async () => {
  const pids = instances();
  service.child.kill("SIGTERM");
  assert.is(await service.ended, 0, service.stderr());
  assert.equal(pids.map(isAlive), [false, false]);
});

test("a model folder that is wrong: one line that names it, exit 1, however many instances find it", async () => {
  assert.match(await refused, /^it ended with 1: error: There is no model folder .*nothing\. Train one with: nerbook train model2\n$/);
});

test.run();
