import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { findEntities } from "../../../src/models/found-entities";
import { tokenize } from "../../../src/models/tokenize";
import { maskedAnswer, redactText } from "../../../src/serving/security/redaction";
import type { Prediction } from "../../../src/serving/service/prediction";

function predicted(text: string, tags: readonly string[]): Prediction {
  const tokens = tokenize(text);
  return {
    tokens: tokens.map((token, i) => ({ text: token.text, start: token.start, end: token.end, tag: tags[i]!, confidence: 0.9 })),
    entities: findEntities(text, tokens, tags, Float32Array.from(tags, () => 0.9)),
  };
}

const TEXT = "Ada Lovelace met Zoë in Paris.";
const ANSWER = predicted(TEXT, ["B-per", "I-per", "O", "B-per", "O", "B-geo", "O"]);

test("entities and their tokens are masked by type, everything else is as it was", () => {
  const { tokens, entities } = maskedAnswer(ANSWER);
  assert.equal(tokens.map(({ text }) => text), ["[PER]", "[PER]", "met", "[PER]", "in", "[GEO]", "."]);
  assert.equal(entities.map(({ text, type }) => [text, type]), [["[PER]", "per"], ["[PER]", "per"], ["[GEO]", "geo"]]);
});

test("offsets, tags and confidences stay those of the text as sent", () => {
  const masked = maskedAnswer(ANSWER);
  const bare = (each: object) => ({ ...each, text: "" });
  assert.equal(masked.tokens.map(bare), ANSWER.tokens.map(bare));
  assert.equal(masked.entities.map(bare), ANSWER.entities.map(bare));
  assert.is(TEXT.slice(masked.entities[0]!.start, masked.entities[0]!.end), "Ada Lovelace");
});

test("a stray I- tag is masked too", () => {
  assert.equal(maskedAnswer(predicted("in Paris", ["O", "I-geo"])).tokens.map(({ text }) => text), ["in", "[GEO]"]);
});

test("a masked answer holds no word of an entity", () => {
  const word = fc.constantFrom("alpha", "Beta", "gamma", "日本", "Ω", "😀x");
  const tag = fc.constantFrom("O", "B-per", "I-per", "B-geo", "I-geo");
  fc.assert(fc.property(fc.array(fc.tuple(word, tag), { minLength: 1, maxLength: 12 }), (pairs) => {
    const text = pairs.map(([each], i) => `${each}${i}`).join(" ");
    const tokens = tokenize(text);
    const tags = tokens.map((_, i) => pairs[i % pairs.length]![1]);
    const answer = predicted(text, tags);
    const secret = answer.tokens.filter((token) => token.tag !== "O").map((token) => token.text);
    const { tokens: shown, entities } = maskedAnswer(answer);
    const said = [...shown.filter((_, i) => tags[i] !== "O"), ...entities].map((each) => each.text);
    return said.every((each) => /^\[(PER|GEO)\]$/.test(each)) && shown.length === answer.tokens.length && secret.every((each) => !said.includes(each));
  }));
});

test("a text gets one mask an entity, in whatever order they come", () => {
  const { entities } = ANSWER;
  assert.is(redactText(TEXT, entities), "[PER] met [PER] in [GEO].");
  assert.is(redactText(TEXT, [...entities].reverse()), "[PER] met [PER] in [GEO].");
  assert.is(redactText("nobody", []), "nobody");
});

test.run();
