import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { RunningEntityScores, scoreEntities, type Repair } from "../../src/evaluation";
import { createGenerator } from "../../src/random/generator";

const TAGS = ["O", "B-X", "I-X", "B-Y", "I-Y"] as const;
const tagPair = fc.tuple(fc.constantFrom(...TAGS), fc.constantFrom(...TAGS));
const corpus = fc.array(fc.array(tagPair, { maxLength: 8 }), { minLength: 1, maxLength: 12 }).filter((sentences) => sentences.some(({ length }) => length > 0));

test("sentence after sentence gives what the whole corpus gives, to the last bit", () => {
  fc.assert(fc.property(corpus, fc.constantFrom<Repair>("begin", "discard"), (sentences, repair) => {
    const [gold, predicted] = ([0, 1] as const).map((k) => sentences.map((pairs) => pairs.map((pair) => pair[k]))) as [string[][], string[][]];
    const running = new RunningEntityScores({ scheme: "IOB2", repair });
    gold.forEach((tags, i) => running.add(tags, predicted[i]!));
    assert.equal(running.scores(), scoreEntities(gold, predicted, { scheme: "IOB2", repair }));
  }), { numRuns: 2000, seed: 1 });
});

test("an error names the sentence by its number in the whole, and that sentence does not count", () => {
  const running = new RunningEntityScores({ scheme: "IOB2", repair: "reject" });
  running.add(["B-X"], ["B-X"]);
  assert.throws(() => running.add(["O", "O"], ["O", "I-X"]), /In predicted sentence 2, token 2, the tag "I-X" continues no entity/);
  assert.throws(() => running.add(["O"], []), /Sentence 2 has 1 gold tags but 0 predicted ones/);
  assert.is(running.scores().micro.f1, 1);
});

test("without a token there is no score", () => {
  assert.throws(() => new RunningEntityScores({ scheme: "IOB2", repair: "begin" }).scores(), /no token to score/);
});

/** MiB on the heap once garbage is collected. */
function heapMebibytes(): number {
  require("node:v8").setFlagsFromString("--expose-gc");
  (require("node:vm").runInNewContext("gc") as () => void)();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

test("a million tokens are scored in one pass, and memory does not grow with the sentences", () => {
  const generator = createGenerator(3);
  const running = new RunningEntityScores({ scheme: "IOB2", repair: "discard" });
  const sentence = () => Array.from({ length: 20 }, () => generator.pick(TAGS));
  const addSentences = (count: number) => {
    for (let i = 0; i < count; i++) running.add(sentence(), sentence());
  };
  addSentences(5000);
  const before = heapMebibytes();
  addSentences(45000);
  assert.ok(heapMebibytes() - before < 2, `${heapMebibytes() - before} MiB more`);
  assert.is(running.scores().types.join(), "X,Y");
});

test.run();
