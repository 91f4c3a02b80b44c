import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { measure } from "../../src/interview/demo/measure";
import { perform, stepEnds, stopwatch } from "../../src/interview/demo/perform";
import type { DemoMaterial } from "../../src/interview/demo/prepare";
import { tagRows } from "../../src/interview/demo/scenes";
import { DEMO_SCRIPT } from "../../src/interview/demo/script";
import { ScriptedDialog } from "./scripted-dialog";

const GOLD = [["B-per", "I-per", "O"], ["O", "B-geo", "O", "O"]];
const OUTSIDE = GOLD.map((tags) => tags.map(() => "O"));

const MATERIAL: DemoMaterial = {
  corpus: { name: "embedded", sentences: 1234, tokens: 5678, entities: 90, testSentences: 12 },
  training: { sentences: 1000, epochs: 4 },
  tagged: { tokens: ["Anna", "flew", "."], tags: ["B-per", "O", "O"], entities: [{ text: "Anna", type: "per", start: 0, end: 4, confidence: 0.9 }] },
  scores: [measure("all O", GOLD, OUTSIDE), measure("look-up table", GOLD, [GOLD[0]!, OUTSIDE[1]!]), measure("Model 2", GOLD, GOLD)],
  claim: { id: "model2-f1", claimed: "Model 2: 99.9 % F1", measured: "99.9 %", verdict: "artefact", cause: "The padding.", records: [] },
  numbers: new Map([["model2-strict-f1", { key: "model2-strict-f1", text: "81.11 %", what: "Strict F1", metric: "f1", files: ["results/aa.json", "results/bb.json"] }]]),
  record: "runs/embedded-quick/results/aa.json",
};

async function play(answers: readonly string[], seconds: number | null = 120) {
  const dialog = new ScriptedDialog(answers);
  let now = 0;
  const end = await perform({ dialog, clock: () => new Date((now += 10_000)), seconds, material: MATERIAL });
  return { end, text: dialog.text };
}

test("the same predictions are scored under every ruler", () => {
  const { firstWordsPadded, firstWords, wordsPadded, words, entities } = measure("all O", GOLD, OUTSIDE);
  assert.equal([firstWordsPadded, firstWords], [149 / 150, 1 / 2]);
  assert.equal([wordsPadded, words, entities], [147 / 150, 4 / 7, 0]);
  assert.equal(Object.values(measure("right", GOLD, GOLD)).slice(1), [1, 1, 1, 1, 1]);
});

test("the steps share the speaker's time and end with it", () => {
  assert.ok(Math.abs(DEMO_SCRIPT.reduce((sum, { share }) => sum + share, 0) - 1) < 1e-9);
  fc.assert(fc.property(fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: 1 }), fc.integer({ min: 10, max: 3600 }), (shares, seconds) => {
    const ends = stepEnds(shares.map((share) => ({ share })), seconds);
    assert.ok(ends.every((end, i) => i === 0 || end > ends[i - 1]!));
    assert.ok(Math.abs(ends.at(-1)! - seconds) < 1e-6);
  }));
});

test("what the speaker says can be said in two minutes", () => {
  const words = DEMO_SCRIPT.reduce((sum, { spoken }) => sum + spoken.split(/\s+/).length, 0);
  assert.ok(words > 150 && words < 300, `${words} words`);
  assert.equal(DEMO_SCRIPT.filter(({ spoken }) => /\d+[.,]\d|\d ?%/.test(spoken)).map(({ id }) => id), []);
});

test("the demo shows all at once, or waits at each step beside a stopwatch", async () => {
  const now = await play([], null);
  assert.is(now.end, "done");
  assert.not.match(now.text, /Enter/);
  for (const words of ["1,234 sentences", "Found: Anna (per).", "99.33 %", "artefact", "81.11 %: Strict F1", "results/aa.json and 1 more", "runs/embedded-quick"]) assert.ok(now.text.includes(words), words);
  const spoken = await play(DEMO_SCRIPT.map(() => ""));
  assert.is(spoken.end, "done");
  assert.is(spoken.text.match(/\[0:\d\d of 2:00\] Enter/g)!.length, 5);
  assert.match(spoken.text, /7 of 7 · .* to 2:00/);
});

test("a demo can be ended at every step", async () => {
  assert.is((await play(["", "q"])).end, "quit");
  assert.is((await play([""])).end, "ended");
});

test("tags stand under their tokens, in as many rows as the width asks for", () => {
  assert.is(tagRows({ tokens: ["Anna", "flew", "."], tags: ["B-per", "O", "O"] }, 80), "Anna   flew  .\nB-per  O     O");
  assert.is(tagRows({ tokens: ["Anna", "flew", "."], tags: ["B-per", "O", "O"] }, 13), "Anna   flew\nB-per  O\n.\nO");
});

test("a stopwatch shows minutes and seconds", () => {
  assert.equal([0, 5.9, 65, 600].map(stopwatch), ["0:00", "0:05", "1:05", "10:00"]);
});

test.run();
