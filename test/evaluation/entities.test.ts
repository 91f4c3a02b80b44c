import { test } from "uvu";
import * as assert from "uvu/assert";
import { entitiesOf, readEntities, TagError } from "../../src/evaluation";
import type { Repair } from "../../src/evaluation";

const spans = (tags: string, repair: Repair): string =>
  entitiesOf(tags.split(" "), repair).map(({ type, start, end }) => `${type}:${start}-${end}`).join(" ");

test("a stray I- tag begins an entity under the begin reading and is nothing under discard", () => {
  assert.is(spans("O I-X I-X O", "begin"), "X:1-2");
  assert.is(spans("O I-X I-X O", "discard"), "");
});

test("an I- tag of another type begins its own entity under begin and ends the old one under both", () => {
  assert.is(spans("B-X I-Y I-Y", "begin"), "X:0-0 Y:1-2");
  assert.is(spans("B-X I-Y I-Y", "discard"), "X:0-0");
});

test("discarding goes on until a B- tag", () => {
  assert.is(spans("B-X I-Y I-X B-X I-X", "discard"), "X:0-0 X:3-4");
});

test("touching entities of one type stay two", () => {
  for (const repair of ["begin", "discard", "reject"] as const) assert.is(spans("B-X B-X I-X", repair), "X:0-0 X:1-2");
});

test("no entity crosses the border of two sentences", () => {
  const { entities, repairs } = readEntities([["B-X"], ["I-X"]], "begin");
  assert.equal(entities.map(({ start, end }) => [start, end]), [[0, 0], [2, 2]]);
  assert.is(repairs, 1);
});

test("repairs count the stray tags, not the entities", () => {
  const sentences = [["I-X", "I-X", "O", "I-Y"]];
  assert.is(readEntities(sentences, "begin").repairs, 2);
  assert.is(readEntities(sentences, "discard").repairs, 3);
  assert.is(readEntities([["B-X", "I-X"]], "begin").repairs, 0);
});

test("the two grammars differ in hyphens: B--a- is of the type -a- under begin and a under discard", () => {
  assert.is(spans("B--a-", "begin"), "-a-:0-0");
  assert.is(spans("B--a-", "discard"), "a:0-0");
});

test("a bare B is of the nameless type", () => {
  assert.is(spans("B I O", "begin"), "_:0-1");
  assert.is(spans("B I O", "discard"), "_:0-1");
});

const faultOf = (sentences: string[][], repair: Repair): TagError => {
  try {
    readEntities(sentences, repair, "predicted");
  } catch (error) {
    if (error instanceof TagError) return error;
  }
  throw new Error("no TagError was thrown");
};

test("reject stops at a stray I- tag and says where", () => {
  const error = faultOf([["O"], ["O", "I-X"]], "reject");
  assert.equal([error.side, error.sentence, error.position], ["predicted", 1, 1]);
  assert.match(error.message, /predicted sentence 2, token 2.*"I-X"/);
});

test("an unknown prefix stops the strict readings, an empty tag all of them", () => {
  assert.match(faultOf([["O", "E-X"]], "discard").message, /token 2.*"E-X"/);
  for (const repair of ["begin", "discard", "reject"] as const) assert.match(faultOf([["O", ""]], repair).message, /token 2.*empty/);
});

test.run();
