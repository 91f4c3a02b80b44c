import { test } from "uvu";
import * as assert from "uvu/assert";
import { PredictionCache } from "../../src/serving/cache/prediction-cache";
import { ServiceError } from "../../src/serving/client";
import { QueueFullError } from "../../src/serving/inference/errors";
import { parseExposition } from "../../src/serving/monitor/exposition";
import { NoModelLeftError } from "../../src/serving/router/decide";
import { DEFAULT_POLICY } from "../../src/serving/router/policy";
import { limitsOf } from "../../src/serving/security/limits";
import { readServedModel, type ServedModel } from "../../src/serving/service/served-model";
import { PredictionService, type Answer } from "../../src/serving/service/service";
import type { Slot } from "../../src/serving/slots";
import { runInstance } from "./instances";
import { StubEngine } from "./stub-engine";
import { tinyModel } from "./tiny-models";
import { until } from "./until";

const TEXT = "Anna lives in Lima.";
const { minimumRequests, openMilliseconds, probes } = DEFAULT_POLICY.breaker;
const FAILED = "The request asks for Model 2, but Model 2 failed at this request, so that Advanced answers.";
const OPEN = "The request asks for Model 2, but Model 2 is out of order (its circuit breaker is open), so that Advanced answers.";

let models: readonly ServedModel[] = [];

test.before(async () => {
  const folders = [await tinyModel("model2"), await tinyModel("baseline-per-token"), await tinyModel("advanced")];
  models = await Promise.all(folders.map(readServedModel));
});

function versionOf(slot: Slot): string {
  return models.find((model) => model.slot === slot)!.version;
}

/** A service whose models fail as a test says, and whose clock stands still until it is moved. */
async function openBench() {
  let now = 0;
  let asks = 0;
  const engine = new StubEngine();
  const settings = { policy: DEFAULT_POLICY, limits: limitsOf({}) };
  const service = new PredictionService(engine, new PredictionCache(0), settings, () => now);
  for (const model of models) await service.load(model, true);
  return {
    engine, service,
    ask: (): Promise<Answer> => service.predict({ text: TEXT, model: "model2" }, { requestId: `request-${asks++}` }),
    pass: (milliseconds: number): void => void (now += milliseconds),
    breakerOf: (slot: Slot) => service.describe().models.find(({ model }) => model === slot)!.breaker,
    /** How often a slot's model was asked. */
    askedOf: (slot: Slot) => engine.asked.filter((version) => version === versionOf(slot)).length,
  };
}

type Bench = Awaited<ReturnType<typeof openBench>>;

async function reasonsOf(bench: Bench, count: number): Promise<string[]> {
  const reasons: string[] = [];
  for (let i = 0; i < count; i++) reasons.push((await bench.ask()).route.reason);
  return reasons;
}

/** A bench on which Model 2 has failed until its breaker opened. */
async function openBroken(): Promise<Bench> {
  const bench = await openBench();
  bench.engine.break(versionOf("model2"));
  assert.equal(new Set(await reasonsOf(bench, minimumRequests)), new Set(["failover-failed"]));
  assert.is(bench.breakerOf("model2"), "open");
  return bench;
}

async function failureOf(promise: Promise<unknown>): Promise<Error> {
  return promise.then(() => { throw new Error("it was answered"); }, (error: Error) => error);
}

test("a model that fails hands over to the next of the policy's order, and the answer says why", async () => {
  const { engine, ask } = await openBench();
  engine.break(versionOf("model2"));
  const { slot, version, route } = await ask();
  assert.equal([slot, version], ["advanced", versionOf("advanced")]);
  assert.equal(route, { reason: "failover-failed", explanation: FAILED, considered: ["Model 2: failed", "Advanced: chosen", "Baseline: not needed"] });
  assert.equal(engine.asked, [versionOf("model2"), versionOf("advanced")]);
});

test("where the stand-in fails as well, the one after it answers", async () => {
  const { engine, ask } = await openBench();
  engine.break(versionOf("model2"));
  engine.break(versionOf("advanced"));
  const { slot, route } = await ask();
  assert.is(slot, "baseline");
  assert.is(route.explanation, "The request asks for Model 2, but Model 2 failed at this request and Advanced failed at this request, so that Baseline answers.");
});

test("where all fail, each is asked once, and the error names them", async () => {
  const { engine, ask } = await openBench();
  for (const { version } of models) engine.break(version);
  const error = await failureOf(ask());
  assert.instance(error, NoModelLeftError);
  assert.equal((error as NoModelLeftError).considered.map(({ slot, standing }) => `${slot} ${standing}`), ["model2 failed", "advanced failed", "baseline failed"]);
  assert.equal([...engine.asked].sort(), models.map(({ version }) => version).sort());
});

test("a full queue is no model's fault: no other is asked, and no breaker hears of it", async () => {
  const bench = await openBench();
  bench.engine.break(versionOf("model2"), () => new QueueFullError(40, 1));
  for (let i = 0; i < 2 * minimumRequests; i++) assert.instance(await failureOf(bench.ask()), QueueFullError);
  assert.equal([bench.askedOf("advanced"), bench.breakerOf("model2")], [0, "closed"]);
});

test("a share of failures below the policy's does not open the breaker", async () => {
  const bench = await openBench();
  for (let i = 0; i < 10 * minimumRequests; i++) {
    if (i % 10 === 9) bench.engine.break(versionOf("model2"));
    else bench.engine.mend(versionOf("model2"));
    await bench.ask();
  }
  assert.equal([bench.breakerOf("model2"), bench.askedOf("advanced")], ["closed", minimumRequests]);
});

test("once its breaker is open, a model is not asked until the breaker's time is over", async () => {
  const bench = await openBroken();
  bench.pass(openMilliseconds - 1);
  const { slot, route } = await bench.ask();
  assert.equal([slot, route.reason, route.explanation], ["advanced", "failover-open", OPEN]);
  assert.is(route.considered[0], "Model 2: open");
  assert.is(bench.askedOf("model2"), minimumRequests);
  bench.pass(1);
  assert.is(bench.breakerOf("model2"), "half-open");
  await bench.ask();
  assert.is(bench.askedOf("model2"), minimumRequests + 1);
});

test("a probe that fails is answered by the next model and opens the breaker for as long again", async () => {
  const bench = await openBroken();
  bench.pass(openMilliseconds);
  assert.equal(await reasonsOf(bench, 2), ["failover-failed", "failover-open"]);
  bench.pass(openMilliseconds - 1);
  assert.equal(await reasonsOf(bench, 1), ["failover-open"]);
});

test("probes that go well close the breaker, and failures of before count no more", async () => {
  const bench = await openBroken();
  bench.engine.mend(versionOf("model2"));
  bench.pass(openMilliseconds);
  for (let probe = 1; probe <= probes; probe++) {
    assert.equal(await reasonsOf(bench, 1), ["requested"]);
    assert.is(bench.breakerOf("model2"), probe < probes ? "half-open" : "closed");
  }
  bench.engine.break(versionOf("model2"));
  assert.equal(new Set(await reasonsOf(bench, minimumRequests - 1)), new Set(["failover-failed"]));
  assert.is(bench.breakerOf("model2"), "closed");
});

test("of requests that come at once to a half-open breaker only the probes reach the model", async () => {
  const bench = await openBroken();
  bench.engine.mend(versionOf("model2"));
  bench.pass(openMilliseconds);
  const answers = await Promise.all(Array.from({ length: 10 }, () => bench.ask()));
  const reasons = answers.map(({ route }) => route.reason);
  assert.equal(reasons, [...Array.from({ length: probes }, () => "requested"), ...Array.from({ length: 10 - probes }, () => "failover-open")]);
  assert.is(bench.breakerOf("model2"), "closed");
});

test("over HTTP: a model that its workers lost is stood in for, told of in the metrics, and answers again once it is back; with none left, 503", async () => {
  const breaker = { ...DEFAULT_POLICY.breaker, minimumRequests: 5, openMilliseconds: 3_000 };
  const running = await runInstance(models.map(({ folder }) => folder), { policy: { ...DEFAULT_POLICY, breaker } });
  const ask = () => running.client.predict({ text: TEXT }, { model: "model2", explain: true });
  const { engine } = running.service;
  try {
    engine.unload(versionOf("model2"));
    const answers = [];
    for (let i = 0; i < 6; i++) answers.push(await ask());
    assert.equal(new Set(answers.map(({ model }) => model)), new Set(["advanced"]));
    assert.equal(answers.map(({ route }) => route!.explanation), [...Array.from({ length: 5 }, () => FAILED), OPEN]);
    const samples = parseExposition(await (await running.client.send("GET", "/metrics")).text());
    const valueOf = (name: string, label = "") => samples.find((sample) => sample.name === name && sample.labels["model"] === "model2" && Object.values(sample.labels).includes(label || "model2"))?.value;
    assert.equal([valueOf("nerbook_breaker_open"), valueOf("nerbook_errors_total", "model_failed")], [1, 5]);
    await engine.load(versionOf("model2"), models[0]!.folder);
    await until(async () => (await ask()).route!.reason === "requested", "Model 2 answers again");
    for (let i = 1; i < breaker.probes; i++) assert.is((await ask()).model, "model2");
    const { models: served } = (await running.client.models()) as { models: readonly { breaker: string }[] };
    assert.equal(served.map((model) => model.breaker), ["closed", "closed", "closed"]);
    for (const { version } of models) engine.unload(version);
    const error = (await failureOf(ask())) as ServiceError;
    assert.equal([error.status, error.body.code, error.retryAfterSeconds], [503, "no_model", 1]);
    assert.is(error.message, "No model is left to answer: the request asks for Model 2, but Model 2 failed at this request, Advanced failed at this request, Baseline failed at this request; try again later.");
  } finally {
    await running.close();
  }
});

test.run();
