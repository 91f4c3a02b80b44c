import { test } from "uvu";
import * as assert from "uvu/assert";
import { createGenerator } from "../../../src/random/generator";
import { DriftObserver } from "../../../src/serving/drift/drift-observer";
import { DriftWindow } from "../../../src/serving/drift/drift-window";
import { buildReference } from "../../../src/serving/drift/reference";
import type { Observation } from "../../../src/serving/service/observer";
import { inventedSentences, TAGS, USUAL, VOCABULARY_SIZE } from "./invented-stream";

const SENTENCES = inventedSentences(60, USUAL, createGenerator(31));
const REFERENCE = buildReference(SENTENCES, { tags: TAGS, vocabularySize: VOCABULARY_SIZE, window: 20 });
const WATCHED = { slot: "model2", version: "a" } as const;
const OTHER = { slot: "model2", version: "b" } as const;

function observationOf(model: typeof WATCHED | typeof OTHER, index: number): Observation {
  const { words, tags, confidences } = SENTENCES[index]!;
  const tokens = tags.map((tag, i) => ({ text: "", start: 0, end: 0, tag, confidence: confidences[i]! }));
  return { model, words: Int32Array.from(words), prediction: { tokens, entities: [] } } as unknown as Observation;
}

test("a watched version reports every full window, as a window of its own would; another version is left alone", () => {
  const reports: string[] = [];
  const observer = new DriftObserver(({ version }) => reports.push(version));
  observer.watch(WATCHED, REFERENCE);
  const alone = new DriftWindow(REFERENCE);
  for (let i = 0; i < 45; i++) {
    observer.predicted(observationOf(WATCHED, i));
    observer.predicted(observationOf(OTHER, i));
    alone.add(SENTENCES[i]!);
  }
  assert.equal(reports, ["a", "a"]);
  assert.equal(observer.latest(WATCHED), alone.latest);
  assert.is(observer.latest(OTHER), undefined);
});

test("a forgotten version reports no more", () => {
  const observer = new DriftObserver(() => assert.unreachable());
  observer.watch(WATCHED, REFERENCE);
  observer.forget(WATCHED);
  for (let i = 0; i < 40; i++) observer.predicted(observationOf(WATCHED, i));
});

test.run();
