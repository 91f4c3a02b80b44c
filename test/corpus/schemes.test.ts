import { test } from "uvu";
import * as assert from "uvu/assert";
import * as fc from "fast-check";
import { entitySpans } from "../../src/corpus/entities";
import { countViolations, fromIob2, toIob2 } from "../../src/corpus/schemes";
import { TAGGING_SCHEMES } from "../../src/corpus/tags";

const anyTags = fc.array(fc.constantFrom("O", "B-per", "I-per", "B-geo", "I-geo"), { maxLength: 12 });
const validTags = anyTags.map((tags) => tags.reduce<string[]>((valid, tag) => {
  const previous = valid[valid.length - 1]?.slice(2);
  return [...valid, tag.startsWith("I-") && previous !== tag.slice(2) ? `B-${tag.slice(2)}` : tag];
}, []));
const iobesTags = fc.array(fc.constantFrom("O", "B-a", "I-a", "E-a", "S-a", "I-b", "E-b", "S-b"), { maxLength: 10 });

test("valid IOB2 goes to every scheme and comes back", () => {
  fc.assert(fc.property(validTags, fc.constantFrom(...TAGGING_SCHEMES), (tags, scheme) => {
    assert.equal([...toIob2(fromIob2(tags, scheme), scheme)], tags);
  }));
});

test("valid tags come from every scheme without a violation", () => {
  fc.assert(fc.property(validTags, fc.constantFrom(...TAGGING_SCHEMES), (tags, scheme) => {
    assert.is(countViolations(toIob2(fromIob2(tags, scheme), scheme)), 0);
  }));
});

test("the same entities are written in four ways", () => {
  const iob2 = ["B-per", "I-per", "B-per", "O", "B-geo", "I-geo", "I-geo"];
  assert.equal(fromIob2(iob2, "IOB1"), ["I-per", "I-per", "B-per", "O", "I-geo", "I-geo", "I-geo"]);
  assert.equal(fromIob2(iob2, "IOBES"), ["B-per", "E-per", "S-per", "O", "B-geo", "I-geo", "E-geo"]);
  assert.equal(fromIob2(iob2, "BILOU"), ["B-per", "L-per", "U-per", "O", "B-geo", "I-geo", "L-geo"]);
});

test("IOB1 never leaves a stray I-", () => {
  fc.assert(fc.property(anyTags, (tags) => assert.is(countViolations(toIob2(tags, "IOB1")), 0)));
});

test("malformed IOBES keeps every token's type and never joins a closed entity with what follows", () => {
  fc.assert(fc.property(iobesTags, (tags) => {
    const result = toIob2(tags, "IOBES");
    assert.equal(result.map((tag) => tag.slice(2)), tags.map((tag) => tag.slice(2)));
  }));
  assert.equal(toIob2(["S-a", "I-a", "E-a", "E-a"], "IOBES"), ["B-a", "B-a", "I-a", "B-a"]);
  assert.equal(toIob2(["O", "I-a", "E-a"], "IOBES"), ["O", "I-a", "I-a"]);
});

test("conversion leaves its input alone", () => {
  const tags = Object.freeze(["I-per", "O"]);
  assert.equal(toIob2(tags, "IOB1"), ["B-per", "O"]);
  assert.equal(tags, ["I-per", "O"]);
});

test("a violation is an I- that continues no entity of its type", () => {
  assert.is(countViolations(["I-per", "I-per", "B-geo", "I-per", "O", "I-geo"]), 3);
  assert.is(countViolations(["B-per", "I-per", "O"]), 0);
});

test("entities begin at B- and end before what does not continue them", () => {
  assert.equal(entitySpans(["B-per", "I-per", "I-geo", "B-geo", "B-geo", "I-geo", "O", "I-per"]), [
    { type: "per", start: 0, end: 2 }, { type: "geo", start: 3, end: 4 }, { type: "geo", start: 4, end: 6 },
  ]);
});

test("there are as many entities as B- tags", () => {
  fc.assert(fc.property(anyTags, (tags) => assert.is(entitySpans(tags).length, tags.filter((tag) => tag[0] === "B").length)));
});

test("a type may hold hyphens", () => assert.equal(entitySpans(["B-a-b", "I-a-b"]), [{ type: "a-b", start: 0, end: 2 }]));

test.run();
