import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { DataError } from "../../../src/errors";
import { Changes, histogramQuantile, type Scrape } from "../../../src/serving/monitor/changes";
import { parseExposition } from "../../../src/serving/monitor/exposition";
import { formatSnapshot } from "../../../src/serving/monitor/format";
import { metricsAddress } from "../../../src/serving/monitor/scrape";
import { snapshotOf, type Snapshot } from "../../../src/serving/monitor/snapshot";
import { watch } from "../../../src/serving/monitor/watch";
import { BASELINE, InventedService, MODEL2 } from "./invented-scrape";

function scrapeOf(text: string, at: number): Scrape {
  return { samples: parseExposition(text), at, wallTime: 1_700_000_000 + at };
}

async function takeTwice(between: (service: InventedService) => void): Promise<Snapshot> {
  const service = new InventedService();
  service.answer(MODEL2, [900, 900, 900, 900]);
  const earlier = scrapeOf(await service.text(), 10);
  between(service);
  return snapshotOf(new Changes(scrapeOf(await service.text(), 14), earlier));
}

test("rates and shares are those between two scrapes, not since the beginning", async () => {
  const { requestsPerSecond, seconds, versions: [model2] } = await takeTwice((service) => {
    service.answer(MODEL2, [10, 10, 10, 10, 10, 10, 10, 10]);
    service.answer(MODEL2, [10, 10], 503);
  });
  assert.equal([seconds, requestsPerSecond], [4, 2.5]);
  assert.equal([model2!.model, model2!.version, model2!.requestsPerSecond], ["model2", MODEL2.version, 2.5]);
  assert.equal([model2!.errorShare, model2!.cacheHitShare, model2!.unknownShare, model2!.batchSize], [0.2, 0.25, 0.5, 6]);
  assert.ok(Math.abs(model2!.confidence! - 0.9) < 1e-9 && Math.abs(model2!.queueMilliseconds! - 1) < 1e-9);
});

test("quantiles are those between two scrapes: what was slow before does not show", async () => {
  const { versions: [model2] } = await takeTwice((service) => service.answer(MODEL2, Array.from({ length: 100 }, (_, i) => (i < 96 ? 11 : 90))));
  assert.ok(model2!.p50Milliseconds! > 10 && model2!.p50Milliseconds! <= 12);
  assert.ok(model2!.p95Milliseconds! <= 12);
  assert.ok(model2!.p99Milliseconds! > 80 && model2!.p99Milliseconds! <= 100);
});

test("what did not happen has no share and no quantile, rather than 0", async () => {
  const { versions: [model2] } = await takeTwice(() => undefined);
  const { requestsPerSecond, p95Milliseconds, errorShare, cacheHitShare, confidence, f1, drift } = model2!;
  assert.equal([requestsPerSecond, p95Milliseconds, errorShare, cacheHitShare, confidence, f1], [0, null, null, null, null, null]);
  assert.equal(drift, []);
});

test("alarms name the drifting feature, the estimate below its floor and the open breaker", async () => {
  const { versions } = await takeTwice((service) => {
    service.window(MODEL2, 0.4, 0.6);
    service.window(BASELINE, 0.05, 0.75);
  });
  assert.equal(versions.map(({ model, alarms }) => [model, alarms]), [
    ["baseline", []], ["model2", ["drift of words", "estimated F1 below its floor"]],
  ]);
  const open = snapshotOf(new Changes(scrapeOf('nerbook_breaker_open{model="advanced",version="x"} 1', 1)));
  assert.equal(open.versions[0]!.alarms, ["breaker open"]);
});

test("a counter that fell has begun anew: all of it happened since", () => {
  const changes = new Changes(scrapeOf("c 3", 2), scrapeOf("c 100", 1));
  assert.equal([changes.increase("c"), changes.rate("c")], [3, 3]);
});

test("one scrape alone tells of the time since the process began, where it says when", () => {
  const known = new Changes(scrapeOf("c 20\nprocess_start_time_seconds 1699999990", 0));
  assert.equal([known.seconds, known.rate("c")], [10, 2]);
  assert.equal([new Changes(scrapeOf("c 20", 0)).rate("c")], [null]);
});

test("a quantile lies in its bucket, grows with the share, and beyond the last bound is that bound", () => {
  assert.is(histogramQuantile(0.5, [[1, 0], [2, 10], [Infinity, 10]]), 1.5);
  assert.is(histogramQuantile(0.99, [[1, 5], [2, 5], [Infinity, 10]]), 2);
  assert.is(histogramQuantile(0.5, [[1, 0], [Infinity, 0]]), null);
  const buckets = fc.array(fc.nat(50), { minLength: 2, maxLength: 8 }).map((counts) => {
    let cumulative = 0;
    const bounds = counts.map((count, i) => [i + 1, (cumulative += count)] as const);
    return [...bounds, [Infinity, cumulative] as const];
  });
  fc.assert(fc.property(buckets, fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (given, a, b) => {
    const [low, high] = [histogramQuantile(Math.min(a, b), given), histogramQuantile(Math.max(a, b), given)];
    assert.ok(low === null ? high === null : low <= high! + 1e-9);
  }));
});

test("the text fits into 80 columns and holds both tables, the alarms in words", async () => {
  const snapshot = await takeTwice((service) => {
    service.answer(MODEL2, Array.from({ length: 9000 }, () => 21.2));
    service.answer(BASELINE, [4000, 4000]);
    service.window(MODEL2, 12.345, 0.6);
    service.refuse(400);
    service.refuse(503);
  });
  const text = formatSnapshot(snapshot);
  const lines = text.split("\n");
  assert.ok(lines.every((line) => [...line].length <= 80), text);
  assert.match(text, /^2251\.0 requests\/s in 4\.0 s; queue 0\nbefore any model: 1 refused \(4xx\), 1 failed \(5xx\)\n/);
  assert.match(text, /model2 01234567 +2250 +\d+\.\d/);
  assert.match(text, /12\.345 words +64\.0 \(60\.0-68\.0\) +2\n/);
  assert.match(text, /\nALARM model2 01234567: drift of words\nALARM model2 01234567: estimated F1 below its floor$/);
});

test("a service that nobody has asked yet, and a scrape of something else, give one line", () => {
  assert.is(formatSnapshot(snapshotOf(new Changes(scrapeOf("node_load1 3", 1)))), "since it began; queue –\nno model has been asked yet");
});

test("an address may end in a slash or in /metrics itself; what is no HTTP address is wrong usage", () => {
  for (const url of ["http://h:1", "http://h:1/", "http://h:1/metrics"]) assert.is(metricsAddress(url).href, "http://h:1/metrics");
  assert.is(metricsAddress("https://h/ner/").href, "https://h/ner/metrics");
  for (const url of ["h:1", "ftp://h", "127.0.0.1:8080", ""]) assert.throws(() => metricsAddress(url), /is no address/);
});

test("a watch waits for a service that goes away and comes back, and compares with the last time it answered", async () => {
  const answers: (Scrape | DataError)[] = [scrapeOf("c 1", 1), new DataError("gone"), scrapeOf("c 1\nnerbook_queue_depth 5", 9)];
  const shown: Snapshot[] = [];
  const missed: string[] = [];
  await watch({
    take: async () => {
      const answer = answers.shift()!;
      if (answer instanceof Error) throw answer;
      return answer;
    },
    show: (snapshot) => shown.push(snapshot), missed: (problem) => missed.push(problem),
    pause: async () => undefined, ended: () => answers.length === 0 && shown.length === 2,
  });
  assert.equal(missed, ["gone"]);
  assert.equal(shown.map(({ seconds, queueDepth }) => [seconds, queueDepth]), [[null, null], [8, 5]]);
});

test("a service that is not there at first is an error", async () => {
  const take = async (): Promise<Scrape> => { throw new DataError("nothing listens there"); };
  const nothing = () => undefined;
  const watching = watch({ take, show: nothing, missed: nothing, pause: async () => undefined, ended: () => false });
  const error = await watching.then(nothing, (reason: Error) => reason);
  assert.ok(error instanceof DataError);
});

test.run();
