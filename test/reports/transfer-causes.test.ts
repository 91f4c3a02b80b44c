import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Corpus } from "../../src/corpus/types";
import { mapTypes } from "../../src/evaluation/type-mapping";
import { prepareDataset } from "../../src/experiments/dataset";
import { acquaintanceRows, acquaintances, causeFindings, homeEffects } from "../../src/reports/transfer-causes";
import type { TransferPart, TransferRuns } from "../../src/reports/transfer-systems";
import { fakeRecord, studyIn } from "./comparisons";
import { tagged } from "./hand-made";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "nerbook-causes-"));
test.after(() => fs.rmSync(folder, { recursive: true }));

function corpusOf(name: string, lines: readonly string[]): Corpus {
  return { name, path: name, sha256: name, encoding: "utf-8", sentences: lines.map(tagged) };
}

/** Seven tenths train; the last two sentences of ten (and the dropped eleventh) are the test part. */
const HERE = corpusOf("here", [
  "Ada/B-per met/O Boole/B-per", "Oslo/B-geo fell/O", "Ada/B-per left/O Oslo/B-geo", "Ada/B-per slept/O", "Boole/B-per left/O", "Oslo/B-geo slept/O",
  "Ada/B-per fell/O", "Boole/B-per fell/O", "Ada/B-per left/O", "Boole/B-per slept/O", "an/O end/O",
]);
const THERE = corpusOf("there", [
  "Curie/B-PER wrote/O", "Lima/B-LOC grew/O", "Curie/B-PER left/O", "Lima/B-LOC wrote/O", "Curie/B-PER grew/O", "Lima/B-LOC left/O",
  "Curie/B-PER slept/O", "Lima/B-LOC rose/O", "Curie/B-PER wrote/O", "Oslo/B-LOC grew/O",
]);

const other = prepareDataset(THERE, "sequential");
const study = { ...studyIn(folder, HERE), other };
const mapping = mapTypes(["per", "geo"], ["PER", "LOC"]);
const runs: TransferRuns = {
  study, other, mapping, there: [], carried: [{ model: "model2", records: [fakeRecord(study, "model2", 0, 0)], transfers: [] }],
};
const part: TransferPart = {
  sentences: other.split.test.map((i) => THERE.sentences[i]!),
  mapping,
  taggings: [
    { id: "model2", name: "Model 2 trained on here", side: "here", floor: false, trainedOn: 7, runs: [[["O", "O"], ["B-geo", "O"]]] },
    { id: "look-up", name: "Look-up table trained on here", side: "here", floor: true, trainedOn: 7, runs: [[["O", "O"], ["B-geo", "O"]]] },
  ],
};

test("what a training part knows of a test part is counted in words, mentions and sentences", () => {
  const [home, away, native] = acquaintances(runs);
  assert.equal([home!.trainedOn, away!.testedOn, native!.trainedOn], ["here", "there", "there"]);
  assert.equal([home!.mentionsOfKnownWords, home!.unseenTokens, home!.sharedSentences], [1, 0, 0]);
  // Curie wrote, Oslo grew: of the four tokens, here knows Oslo alone, and knows it as a place.
  assert.equal([away!.unseenTokens, away!.mentionsOfKnownWords, away!.seenMentionsWithType], [0.75, 0.5, 0.5]);
  assert.equal([native!.mentionsOfKnownWords, native!.sharedSentences], [0.5, 1]);
  assert.is(acquaintanceRows([away!])[0]!["mentions of known words %"], 50);
});

test("the recall lost away from home is that of mentions never seen, where the seen ones are found in both places", () => {
  const [model2] = homeEffects(runs, part);
  const effect = model2!.effects.find(({ rule }) => rule === "string with type in training")!;
  assert.equal([model2!.before, effect.recall], [1, -0.5]);
  assert.ok(Math.abs(effect.recallByMix + effect.recallWithinSlices - effect.recall) < 1e-12);
  assert.ok(effect.recallByMix < 0);
});

test("the finding says the shares and divides the loss", () => {
  const [told] = causeFindings(acquaintances(runs), homeEffects(runs, part));
  assert.match(told!, /^Training on here never saw the words of 75\.00 % of .* \(0\.00 % of its own test part's, and 25\.00 % for training on there\)\./);
  assert.match(told!, /knew every word of 50\.00 % of the mentions there \(100\.00 % of its own, and 50\.00 % for training on there\)/);
  assert.match(told!, /50\.00 points lower than at home: −50\.00 points because/);
});

test("a test part without a mention has no shares of mentions", () => {
  const silent = { ...runs, mapping: mapTypes(["per"], ["x", "PERS"]) };
  const nothing = acquaintances({ ...silent, mapping: { ...silent.mapping, target: new Map() } })[1]!;
  assert.is(nothing.mentionsOfKnownWords, null);
  assert.is(acquaintanceRows([nothing])[0]!["mentions of known words %"], null);
});

test.run();
