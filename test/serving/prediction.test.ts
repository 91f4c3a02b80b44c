import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { tagSetFromTags } from "../../src/encoding/tag-set";
import { entitiesOf } from "../../src/evaluation";
import { predictionOf, withoutStrays, type Prediction } from "../../src/serving/service/prediction";
import { prepareText } from "../../src/serving/service/questions";
import { DEFAULT_LIMITS } from "../../src/serving/security/limits";
import { TAGS } from "./tiny-models";

function predictionFor(tags: readonly string[]): Prediction {
  const prepared = prepareText({ tokens: tags.map((_, i) => `w${i}`) }, DEFAULT_LIMITS);
  return predictionOf(prepared, Int32Array.from(tags, (tag) => TAGS.indexOf(tag)), new Float32Array(tags.length).fill(1), tagSetFromTags(TAGS));
}

/** Entities by type, first and last token, as the scorer names them. */
function spansIn({ tokens, entities }: Prediction): (readonly [string, number, number])[] {
  const at = (holds: (token: Prediction["tokens"][number]) => boolean) => tokens.findIndex(holds);
  return entities.map(({ type, start, end }) => [type, at((token) => token.start === start), at((token) => token.end === end)] as const);
}

function scored(tags: readonly string[], reading: "begin" | "discard"): (readonly [string, number, number])[] {
  return entitiesOf(tags, reading).map(({ type, start, end }) => [type, start, end] as const);
}

test("entities of an answer are those of the scorer's begin reading, and without strays those of its discard reading", () => {
  fc.assert(fc.property(fc.array(fc.constantFrom(...TAGS), { minLength: 1, maxLength: 12 }), (tags) => {
    const prediction = predictionFor(tags);
    assert.equal(spansIn(prediction), scored(tags, "begin"));
    assert.equal(spansIn(withoutStrays(prediction)), scored(tags, "discard"));
    assert.equal(withoutStrays(prediction).tokens, prediction.tokens);
  }));
});

test("what continues a stray tag goes with it, and what it cuts short stays", () => {
  assert.equal(spansIn(withoutStrays(predictionFor(["I-per", "I-per", "B-geo", "I-per", "I-geo"]))), [["geo", 2, 2]]);
});

test.run();
