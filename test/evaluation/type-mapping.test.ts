import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { countViolations, entitySpans } from "../../src/corpus";
import { mapTypes, onlyNames, renameEntities, spansAlone, type TypeNames } from "../../src/evaluation/type-mapping";

const GMB = ["geo", "tim", "org", "per", "gpe", "art", "eve", "nat"];
const CONLL = ["PER", "ORG", "LOC", "MISC"];

function asObject(names: TypeNames): Record<string, string> {
  return Object.fromEntries(names);
}

test("GMB's types become CoNLL's four, and times are dropped", () => {
  const { rule, source, target, shared } = mapTypes(GMB, CONLL);
  assert.is(rule, "stated");
  assert.equal(asObject(source), { geo: "LOC", org: "ORG", per: "PER", gpe: "LOC", art: "MISC", eve: "MISC", nat: "MISC" });
  assert.equal(asObject(target), { PER: "PER", ORG: "ORG", LOC: "LOC", MISC: "MISC" });
  assert.equal(shared, ["LOC", "MISC", "ORG", "PER"]);
});

test("the other way round, the same mentions meet under the same names", () => {
  const [there, back] = [mapTypes(GMB, CONLL), mapTypes(CONLL, GMB)];
  const folded = (names: TypeNames) => Object.fromEntries([...names].map(([type, name]) => [type, name.toLowerCase()]));
  assert.equal(folded(back.target), folded(there.source));
  assert.equal(folded(back.source), folded(there.target));
});

test("between two corpora of GMB's types nothing is translated, and times stay", () => {
  const { rule, source, shared } = mapTypes(GMB, GMB);
  assert.is(rule, "same names");
  assert.is(source.get("gpe"), "gpe");
  assert.ok(shared.includes("tim"));
});

test("equal names meet whatever their case, as the second corpus writes them; a type without a partner is no key", () => {
  const { rule, source, target, shared } = mapTypes(["Gene", "cell"], ["GENE", "virus"]);
  assert.is(rule, "same names");
  assert.equal([asObject(source), asObject(target), shared], [{ Gene: "GENE" }, { GENE: "GENE" }, ["GENE"]]);
});

test("a corpus of persons alone shares persons with Wikigold's types, and nothing else", () => {
  const { source, target, shared } = mapTypes(["per"], CONLL);
  assert.equal([asObject(source), asObject(target), shared], [{ per: "PER" }, { PER: "PER" }, ["PER"]]);
});

test("without a type in common, spans alone are compared", () => {
  assert.equal(mapTypes(["gene"], ["virus", "host"]), spansAlone(["gene"], ["virus", "host"]));
  assert.equal(mapTypes(["gene"], []).rule, "spans alone");
});

test("two entities that touch and come to bear one name stay two", () => {
  const names = new Map([["geo", "LOC"], ["gpe", "LOC"]]);
  const tags = ["B-geo", "I-geo", "B-gpe", "O"];
  assert.equal(renameEntities(tags, names, "discard"), ["B-LOC", "I-LOC", "B-LOC", "O"]);
});

test("a stray I- tag never continues a neighbor whose type only the mapping makes equal", () => {
  const names = new Map([["geo", "LOC"], ["gpe", "LOC"]]);
  assert.equal(renameEntities(["B-geo", "I-gpe"], names, "discard"), ["B-LOC", "O"]);
  assert.equal(renameEntities(["B-geo", "I-gpe"], names, "begin"), ["B-LOC", "B-LOC"]);
});

test("a dropped type leaves O behind, and one type alone keeps its own entities", () => {
  const { source } = onlyNames(mapTypes(GMB, CONLL), ["MISC"]);
  assert.equal(renameEntities(["B-per", "I-per", "B-art", "B-tim"], source, "discard"), ["O", "O", "B-MISC", "O"]);
});

test("whatever the tags, renaming gives valid IOB2 with the entities that were read, less the dropped ones", () => {
  const tag = fc.constantFrom("O", "B-geo", "I-geo", "B-gpe", "I-gpe", "B-per", "I-per", "B-tim", "I-tim");
  const { source } = mapTypes(GMB, CONLL);
  fc.assert(fc.property(fc.array(tag, { maxLength: 12 }), (tags) => {
    const renamed = renameEntities(tags, source, "discard");
    const kept = entitySpans(tags).filter(({ type }) => source.has(type));
    assert.is(countViolations(renamed), 0);
    assert.equal(entitySpans(renamed), kept.map((span) => ({ ...span, type: source.get(span.type)! })));
  }));
});

test.run();
