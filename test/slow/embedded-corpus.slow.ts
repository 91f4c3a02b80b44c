import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { scoreFloors, studyOf, trainModel } from "../../src/experiments/study";
import { resolveCorpus } from "../../src/corpus";

// Minutes, so not part of npm test: node test/run.js test/slow/embedded-corpus.slow.ts

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "nerbook-embedded-"));
test.after(() => fs.rmSync(folder, { recursive: true }));

for (const generatorSeed of [1, 2, 3]) {
  test(`generator seed ${generatorSeed}: the look-up table lies in 0.50–0.75, Model 2 at least 8 points above it and not over 0.97`, async () => {
    process.env["NER_OUT"] = path.join(folder, String(generatorSeed));
    const corpus = await resolveCorpus({ corpus: `embedded-6000-${generatorSeed}` });
    const study = studyOf(corpus, { profile: "quick", seeds: 1 });
    const lookUp = scoreFloors(study)["look-up"].metrics.test.entities.discard.micro.f1;
    const [record] = await trainModel(study, "model2");
    const model2 = record!.metrics.test.entities.discard.micro.f1;
    console.log(`look-up ${lookUp.toFixed(4)}, Model 2 ${model2.toFixed(4)}`);
    assert.ok(lookUp >= 0.5 && lookUp <= 0.75, `${lookUp}`);
    assert.ok(model2 >= lookUp + 0.08 && model2 <= 0.97, `${model2}`);
  });
}

test.run();
