import * as path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { strictScores } from "../../src/reports/model-report";
import { pairedVerdicts, type NamedRecords } from "../../src/reports/paired-verdicts";
import { mean } from "../../src/reports/percent";
import { corpusOf, temporaryFolder } from "../corpus/files";
import { tinyCorpus } from "../support/sentences";
import { fakeRecord, studyIn } from "./comparisons";

const folder = temporaryFolder();
const study = studyIn(path.join(folder, "tiny"), tinyCorpus(400));

/** A system whose seeds miss sentences with these chances. */
function system(name: string, ...missed: readonly number[]): NamedRecords {
  return { name, records: missed.map((chance, seed) => fakeRecord(study, "model2", seed, chance)) };
}

const base = system("base", 0.11, 0.1);
const [poor, alike, other] = [system("poor", 0.6, 0.65), system("alike", 0.1, 0.12), system("other", 0.3, 0.35)];

function against(b: NamedRecords, ...systems: readonly NamedRecords[]) {
  return pairedVerdicts(study, "test", systems.map((a) => ({ a, b })))!;
}

const verdicts = against(base, poor, alike, other);

test("a difference is that of the mean scores, in its own interval, and signed as the first minus the second", () => {
  verdicts.forEach(({ estimate, interval, intervalWithSeeds }, i) => {
    const own = [poor, alike, other][i]!;
    assert.ok(Math.abs(estimate - (mean(strictScores(own.records)) - mean(strictScores(base.records)))) < 1e-12);
    assert.ok(interval.low <= estimate && estimate <= interval.high);
    assert.ok(intervalWithSeeds!.low <= estimate && estimate <= intervalWithSeeds!.high);
  });
  assert.ok(verdicts[0]!.estimate < 0);
});

test("a clearly poorer system is worse, the other way round better, and one like the base is not distinguishable", () => {
  assert.equal(verdicts.slice(0, 2).map(({ outcome }) => outcome), ["worse", "not distinguishable"]);
  assert.is(against(poor, base)[0]!.outcome, "better");
});

test("the same numbers come at every call, and other pairs change no interval", () => {
  assert.equal(against(base, poor, alike, other), verdicts);
  assert.equal(against(base, poor)[0]!.interval, verdicts[0]!.interval);
});

test("asking about more pairs raises no certainty: an adjusted p never falls with the family", () => {
  against(base, alike, other).forEach(({ adjustedP }, i) => assert.ok(verdicts[i + 1]!.adjustedP >= adjustedP));
  assert.ok(verdicts[0]!.adjustedP > against(base, poor)[0]!.adjustedP);
});

test("one seed gives no interval over seeds", () => {
  assert.is(against(system("base", 0.1), system("one", 0.5))[0]!.intervalWithSeeds, null);
});

test("a test part of one sentence compares nothing", () => {
  const small = studyIn(path.join(folder, "small"), corpusOf(...Array.from({ length: 7 }, () => "Rome/B-geo is/O")));
  const records = [fakeRecord(small, "model2", 0, 0)];
  assert.is(pairedVerdicts(small, "test", [{ a: { name: "a", records }, b: { name: "b", records } }]), null);
});

test.run();
