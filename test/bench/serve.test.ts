import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { climb, heldRate, saturation } from "../../bench/serve/ladder";
import { runLoad } from "../../bench/serve/load/load";
import { configurationFor, nginx, nginxVersion, withoutRetries } from "../../bench/serve/nginx";
import { serveBenchOptions } from "../../bench/serve/options";
import { MicroBatches } from "../../bench/serve/peers/micro-batches";
import { cpuSecondsOf, parseStat, processTree, residentMebibytes } from "../../bench/serve/proc";
import type { FailoverRecord, LoadRecord, PeersRecord, SoakRecord } from "../../bench/serve/records";
import { formatServe, formatServeTargets } from "../../bench/serve/report";
import { SCENARIOS } from "../../bench/serve/scenarios";
import { difference, sumOf } from "../../bench/serve/scrape";
import { freePort, start, stop } from "../../bench/serve/servers";
import { lineThrough } from "../../bench/serve/slope";
import { memorySlope } from "../../bench/serve/soak-task";
import { judgeServe, TARGETS } from "../../bench/serve/targets";
import { serveRow } from "./serve-rows";
import { startStub } from "./stub-service";

const SLOW = { mean: 30, p50: 20, p95: 120, p99: 200, max: 400 };

test("a server has had enough with an error, with answers that fall behind, or with a p95 above the limit", () => {
  assert.is(saturation(serveRow(), 100), null);
  assert.is(saturation(serveRow({ errors: { "status 503": 2, reset: 1 } }), 100), "errors: 2 × status 503, 1 × reset");
  assert.is(saturation(serveRow({ achieved: 1899 }), 100), "answered 94 % of what was offered");
  assert.is(saturation(serveRow({ latency: SLOW }), 100), "p95 above 100 ms");
});

test("a ladder rises until the server has had enough, and says why at its last rung", async () => {
  const tried: number[] = [];
  const rows = await climb([3000, 1000, 2000, 4000], 100, async (rate) => {
    tried.push(rate);
    return serveRow({ rate, ...(rate >= 3000 ? { latency: SLOW } : {}) });
  });
  assert.equal(tried, [1000, 2000, 3000]);
  assert.equal(rows.map(({ stopped }) => stopped), [null, null, "p95 above 100 ms"]);
  assert.is(heldRate(rows, 23), 2000);
  assert.is(heldRate(rows, 1), null);
});

const MIX_SLOTS = {
  model2: serveRow().slots["model2"]!,
  baseline: { requests: 2400, latency: { ...SLOW, p95: 11.9 } },
  advanced: { requests: 600, latency: { ...SLOW, p95: 45.1 } },
};

test("targets are judged at their own rate, and each model in the mix by its own p95", () => {
  const judged = judgeServe([serveRow(), serveRow({ scenario: "90/8/2 mix", slots: MIX_SLOTS })]);
  assert.equal(judged.map(({ verdict, measured }) => [verdict, measured]), [["met", 12.4], ["met", 11.9], ["missed", 45.1]]);
});

test("a target is missed by one error, by too few answers, by a ladder that ended before, and by a slot that answered nothing", () => {
  const why = (...rows: Parameters<typeof judgeServe>[0]) => judgeServe(rows, [TARGETS[0]!]).map((target) => [target.verdict, target.why]);
  assert.equal(why(serveRow({ errors: { reset: 1 } })), [["missed", "1 error"]]);
  assert.equal(why(serveRow({ achieved: 1979 })), [["missed", "1979 answers a second"]]);
  assert.equal(why(serveRow({ rate: 1500, stopped: "p95 above 100 ms" })), [["missed", "the ladder ended at 1500 a second: p95 above 100 ms"]]);
  assert.equal(judgeServe([serveRow({ scenario: "90/8/2 mix" })], [TARGETS[1]!]).map((target) => target.why), ["no request was answered by baseline"]);
  assert.equal(why(serveRow({ cache: true })), []);
});

test("what targets speak of is measured", () => {
  const names = SCENARIOS.filter(({ cache, instances }) => !cache && instances === 1).map(({ name }) => name);
  for (const { scenario } of TARGETS) assert.ok(names.includes(scenario), scenario);
});

const BASE = {
  environment: { cpu: "a processor × 2", node: "v20", commit: "0123456789ab", date: "2026-01-01T00:00:00.000Z", threads: 1, peers: {}, nginx: "1.22" },
  settings: { arrivals: "poisson", seconds: 15, warmUp: 3, seed: 1, limit: 100, zipfExponent: 1, workers: 1 },
  sentences: { corpus: "embedded", sentences: 900, tokens: { min: 1, median: 21, mean: 21.6, p95: 39, max: 80 } },
  engine: "addon", skipped: [],
};
const LONG = serveRow({ rate: 5000, errors: { "status 503": 12_345, "connection lost while nobody looked": 17, timeout: 4 }, stopped: "errors: 12345 × status 503, 17 × connection lost while nobody looked, 4 × timeout" });

test("tables of every kind of record fit 80 columns", () => {
  const rows = [serveRow(), serveRow({ scenario: "90/8/2 mix", slots: MIX_SLOTS }), { ...LONG, scenario: "Model 2, two instances, cache, repeated sentences", front: "nginx" as const, instances: 2, cache: true, cacheHitShare: 0.71 }];
  const load: LoadRecord = { ...BASE, rows, serviceTimes: [], targets: judgeServe(rows) };
  const peers: PeersRecord = { ...BASE, rows: ["nerbook", "ONNX Runtime, in batches"].flatMap((system) => [500, 1000, 1500, 2000, 3000].map((rate) => serveRow({ task: "peers", system, rate }))) };
  const soak: SoakRecord = { ...BASE, rows: [serveRow({ task: "soak" })], memory: [{ seconds: 1, server: 400 }, { seconds: 2, server: 401.5 }], slope: { mebibytesPerHour: -1.25, standardError: 0.5, from: 150 } };
  const run = { retries: false, rate: 500, requests: 9000, errors: { "status 502": 12, reset: 1 }, failures: [], timeline: [{ second: 0, due: 500, failed: 0, p95: 9, max: 1012 }], events: [{ seconds: 4, what: "first instance killed (SIGKILL)" }, { seconds: 7.2, what: "first instance back" }] };
  const failover: FailoverRecord = { ...BASE, runs: [{ ...run, retries: true, errors: {} }, run] };
  for (const text of [load, peers, soak, failover].map(formatServe)) {
    for (const line of text.split("\n")) assert.ok([...line].length <= 80, `${[...line].length}: ${line}`);
  }
  for (const line of formatServeTargets(judgeServe([serveRow({ rate: 1500, stopped: LONG.stopped })])).split("\n")) assert.ok([...line].length <= 80, line);
  assert.match(formatServe(soak), /−1\.25 ± 0\.5 MiB an hour/);
  assert.match(formatServe(failover), /12 × status 502, 1 × reset/);
});

test("series of one metric are summed over their labels, and not those of a longer name", () => {
  const text = 'nerbook_cache_hits_total{model="a"} 3\nnerbook_cache_hits_total{model="b"} 4\nnerbook_cache_hits_total_other 9\nnerbook_batch_size_sum 2.5\n';
  assert.is(sumOf(text, "nerbook_cache_hits_total"), 7);
  assert.is(sumOf(text, "nerbook_batch_size_sum"), 2.5);
  assert.is(sumOf(text, "nothing"), 0);
  const counters = { cacheHits: 5, cacheMisses: 5, batchSizeSum: 5, batchSizeCount: 5, queueSecondsSum: 5 };
  assert.is(difference(counters, { ...counters, cacheHits: 2 }).cacheHits, 3);
});

test("a process's line is read though its name holds spaces and brackets", () => {
  const fields = ["S", "41", ...Array.from({ length: 9 }, () => "0"), "150", "50", "0"];
  assert.equal(parseStat(`7 (a b) c) ${fields.join(" ")}`), { parent: 41, cpuSeconds: 2 });
  if (!fs.existsSync("/proc/self")) return;
  assert.ok(processTree(process.ppid).includes(process.pid));
  assert.ok(cpuSecondsOf([process.pid])! > 0);
  assert.ok(Math.abs(residentMebibytes([process.pid])! / (process.memoryUsage.rss() / 2 ** 20) - 1) < 0.2);
  assert.is(residentMebibytes([2 ** 22 + 1]), null);
});

test("a line is the one of least squares, and its error that of its residuals", () => {
  const exact = lineThrough([{ x: 0, y: 1 }, { x: 1, y: 3 }, { x: 2, y: 5 }]);
  assert.equal([exact.slope, exact.intercept, exact.standardError], [2, 1, 0]);
  // R: summary(lm(c(0, 0, 3) ~ c(0, 1, 2))) gives slope 1.5, standard error 0.8660254
  const rough = lineThrough([{ x: 0, y: 0 }, { x: 1, y: 0 }, { x: 2, y: 3 }]);
  assert.is(rough.slope, 1.5);
  assert.ok(Math.abs(rough.standardError! - Math.sqrt(0.75)) < 1e-12);
  assert.throws(() => lineThrough([{ x: 1, y: 1 }, { x: 1, y: 2 }]), /two points/);
});

test("memory's slope leaves out the time in which it settles", () => {
  const memory = Array.from({ length: 400 }, (_, seconds) => ({ seconds, server: seconds < 90 ? 100 + seconds : 200 + seconds / 360 }));
  const { mebibytesPerHour, from } = memorySlope(memory);
  assert.is(from, 99);
  assert.ok(Math.abs(mebibytesPerHour - 10) < 0.01, String(mebibytesPerHour));
});

test("questions that come while a batch is computed go together, and a batch that fails fails its own alone", async () => {
  const sizes: number[] = [];
  const batches = new MicroBatches<number, number>(3, async (questions) => {
    sizes.push(questions.length);
    await new Promise((resolve) => setTimeout(resolve, 5));
    if (questions.includes(99)) throw new Error("no");
    return questions.map((question) => 2 * question);
  });
  assert.equal(await Promise.all([1, 2, 3, 4, 5].map((question) => batches.ask(question))), [2, 4, 6, 8, 10]);
  assert.equal(sizes, [3, 2]);
  const [bad, good] = await Promise.allSettled([batches.ask(99), new Promise((resolve) => setTimeout(resolve, 1)).then(() => batches.ask(7))]);
  assert.equal([bad!.status, good!.status === "fulfilled" && good!.value], ["rejected", 14]);
});

test("options are what the command line says, and what it does not know is wrong usage", () => {
  const options = serveBenchOptions(["--only", "load,soak", "--rates", "10,20", "--model", "a", "--model", "b", "--quick"]);
  if (options === "help") throw new Error("no help was asked for");
  assert.equal([options.tasks, options.rates, options.models.map((folder) => path.basename(folder))], [["load", "soak"], [10, 20], ["a", "b"]]);
  assert.match(options.out, /runs.bench-serve-quick$/);
  assert.is(serveBenchOptions(["--help"]), "help");
  for (const wrong of [["--only", "sleep"], ["--rates", "10,fast"], ["--arrivals", "never"], ["--what"]]) assert.throws(() => serveBenchOptions(wrong), /--/);
});

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "nerbook-bench-serve-test-"));
fs.chmodSync(folder, 0o755);
test.after(() => fs.rmSync(folder, { recursive: true, force: true }));

test("the configuration that is tried is the deployed one with other ports and folders", () => {
  const configuration = configurationFor({ folder: "/somewhere", port: 7000, instances: [7001, 7002, 7003] });
  assert.equal([...configuration.matchAll(/^ *server (127[^;]+);/gm)].map(([, server]) => server), [7001, 7002, 7003].map((port) => `127.0.0.1:${port} max_fails=3 fail_timeout=2s`));
  assert.match(configuration, /listen 127\.0\.0\.1:7000;/);
  assert.not.match(configuration, /\/var\/|\/run\/|^user/m);
  assert.match(configuration, /non_idempotent/);
  assert.not.match(withoutRetries(configuration), /non_idempotent/);
  assert.match(withoutRetries(configuration), /proxy_next_upstream off;/);
});

const withNginx = nginxVersion() === undefined ? test.skip : test;

withNginx("nginx accepts the deployed configuration", () => {
  const { args } = nginx({ folder: path.join(folder, "checked"), port: 7000, instances: [7001, 7002] });
  const { status, stderr } = spawnSync("nginx", ["-t", ...args.slice(0, 4)], { encoding: "utf8" });
  assert.is(status, 0, stderr);
});

withNginx("behind nginx an instance that is gone costs no request, as a request is asked again elsewhere", async () => {
  const [one, two] = [await startStub({ milliseconds: 5 }), await startStub({ milliseconds: 5 })];
  const port = await freePort();
  const front = await start(nginx({ folder: path.join(folder, "failover"), port, instances: [one.port, two.port] }), port, "/readyz", 10_000);
  try {
    setTimeout(() => void one.close(), 400);
    const result = await runLoad({
      host: "127.0.0.1", port, arrivals: "constant", rate: 200, warmUp: 0.1, seconds: 0.9, seed: 1, shares: { auto: 1 }, repetition: { kind: "in turn" },
      sentences: ["a"], maximumConnections: 64, patience: 3000,
    }, { begin: () => undefined, end: () => undefined });
    assert.equal(result.errors, {});
    assert.ok(one.bodies.length > 20 && two.bodies.length > 100, `${one.bodies.length} and ${two.bodies.length} requests`);
  } finally {
    await stop(front);
    await two.close();
  }
});

test.run();
