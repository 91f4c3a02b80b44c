import { test } from "uvu";
import * as assert from "uvu/assert";
import { startBackend } from "../../src/backend/choose";
import type { TrialRecord } from "../../src/experiments/record";
import { DEFAULT_MODEL_CONFIGS } from "../../src/models/build";
import * as complexity from "../../src/reports/complexity-report";
import { measureProgram, measurePrograms, setupOf, type ModelRecords, type ProgramCost } from "../../src/reports/program-costs";
import { scoreFloors } from "../../src/experiments/study";
import { temporaryFolder } from "../corpus/files";
import { tinyCorpus } from "../support/sentences";
import { fakeRecord, studyIn } from "./comparisons";

const study = studyIn(temporaryFolder(), tinyCorpus(300));
const SIZES = { vocabulary: 40, tags: 9 };

function recordsOf(model: "baseline-per-token" | "model2" | "advanced", cpuSeconds?: number): ModelRecords {
  const record = fakeRecord(study, model, 0, 0.1, cpuSeconds === undefined ? {} : { trainingCpuSeconds: cpuSeconds });
  const config = { model, hyperparameters: DEFAULT_MODEL_CONFIGS[model], trainingSentences: null };
  return { model, records: [{ ...record, config, metrics: { ...record.metrics, ...SIZES } } as unknown as TrialRecord] };
}

const models = [recordsOf("baseline-per-token", 10), recordsOf("model2", 40), recordsOf("advanced")];
let costs: readonly ProgramCost[];

test.before(async () => {
  await startBackend();
  costs = await measurePrograms(study, models);
});

test("by formula and by the built layers, at the original's sizes, the totals are those published", () => {
  for (const row of complexity.parameterRows(complexity.ORIGINAL_SIZES)) assert.is(row["by formula"], row["by the layer"], String(row["layer"]));
  const totals = complexity.totalRows(SIZES);
  assert.equal(totals.map((row) => row["published"]), [401669, 401669, 312559, 1278721]);
  for (const row of totals) {
    assert.is(row["original's sizes, by formula"], row["published"]);
    assert.is(row["original's sizes, by the model"], row["published"]);
    assert.is(row["this corpus, by formula"], row["this corpus, by the model"]);
  }
});

test("what the programs did is what the formulas give, in every table", () => {
  assert.ok(complexity.formulasHold(costs));
  for (const row of complexity.flopsRows(costs)) {
    assert.is(row["program"], row["FLOPs a token, formula"]);
    assert.is(row["program, training"], row["in training, formula"]);
  }
  for (const row of complexity.bytesRows(costs)) {
    assert.is(row["weights read, program"], row["weights read, formula"]);
    assert.is(row["activations written, program"], row["activations written, formula"]);
  }
});

test("a count that is off is noticed and told", () => {
  const [first, ...rest] = costs;
  for (const off of [{ parameters: 1 }, { savedBytes: 4 }, { trainingFlops: 1 }, { batch: { ...first!.batch, flops: 1 } }]) {
    const wrong = [{ ...first!, ...off }, ...rest];
    assert.not(complexity.formulasHold(wrong));
    assert.match(complexity.complexityFindings(wrong)[0]!, /differ from what the programs did/);
  }
});

test("a batch feeds more operations with each byte than a sentence alone", () => {
  const rows = complexity.bytesRows(costs);
  for (const [alone, batch] of [[0, 1], [2, 3], [4, 5]] as const) assert.ok(rows[alone]!["FLOPs a byte"]! < rows[batch]!["FLOPs a byte"]!);
});

test("the saved weights are four bytes a parameter", () => {
  for (const { savedBytes, parameters } of costs) assert.is(savedBytes, 4 * parameters);
});

test("times that nobody measured leave a gap", () => {
  assert.equal(complexity.costRows(models, costs).map((row) => row["training, CPU s"]), [10, 40, null]);
  assert.equal(complexity.rateRows(study, models).map((row) => row["GFLOPs a CPU second, training"] === null), [false, false, true]);
});

test("a rate is the operations of all epochs over the processor time", () => {
  const row = complexity.rateRows(study, models)[1]!;
  assert.is(row["GFLOPs a CPU second, training"], Number(((row["GFLOPs of an epoch"] as number) * 2 / 40).toPrecision(3)));
});

test("findings compare the least and the most work, and none is compared with itself", () => {
  assert.match(complexity.complexityFindings(costs)[2]!, /operations in Baseline \(per token\) and [\d,]+ in Advanced: \d+\.\d times the work for/);
  assert.is(complexity.complexityFindings(costs.slice(0, 1)).length, 2);
});

test("a floor has no program", () => {
  assert.throws(() => setupOf(scoreFloors(study)["all-O"]), /no program/);
});

test("no count depends on the weights' values, and none on which sentence stands first", async () => {
  const config = DEFAULT_MODEL_CONFIGS.model2;
  const [one, other] = [await measureProgram("model2", config, SIZES, { alone: 5, batch: [3, 9] }), await measureProgram("model2", config, SIZES, { alone: 5, batch: [9, 3] })];
  assert.equal(one, other);
});

test.run();
