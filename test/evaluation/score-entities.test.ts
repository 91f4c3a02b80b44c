import { test } from "uvu";
import * as assert from "uvu/assert";
import { DataError } from "../../src/errors";
import { scoreEntities, sortedByCodePoint } from "../../src/evaluation";

const STRICT = { scheme: "IOB2", repair: "discard" } as const;

test("an entity is correct only when type, first and last token are", () => {
  const gold = [["B-X", "I-X", "O", "B-Y", "O", "B-Z"]];
  const predicted = [["B-X", "O", "O", "B-Y", "O", "B-X"]];
  const scores = scoreEntities(gold, predicted, STRICT);
  assert.equal(scores.micro, { precision: 1 / 3, recall: 1 / 3, f1: 1 / 3 });
  assert.equal({ ...scores.perType["X"] }, { precision: 0, recall: 0, f1: 0, support: 1, predicted: 2, correct: 0 });
  assert.is(scores.perType["Y"]!.f1, 1);
  assert.is(scores.tokenAccuracy, 4 / 6);
});

test("types are sorted by code point, neither by UTF-16 unit nor by locale nor as object keys", () => {
  assert.equal(sortedByCodePoint(["\u{1F600}", "\uFF21", "a", "B", "9", "10", ""]), ["", "10", "9", "B", "a", "\uFF21", "\u{1F600}"]);
  const tags = [["B-10", "B-9", "B-a", "B-B"]];
  assert.equal(scoreEntities(tags, tags, STRICT).types, ["10", "9", "B", "a"]);
});

test("types named like members of Object are types like any other", () => {
  const tags = [["B-constructor", "B-__proto__", "B-toString"]];
  const { perType, types } = scoreEntities(tags, [["O", "B-__proto__", "O"]], STRICT);
  assert.equal(types, ["__proto__", "constructor", "toString"]);
  assert.is(Object.getPrototypeOf(perType), null);
  assert.is(perType["__proto__"]!.f1, 1);
  assert.is(perType["hasOwnProperty"], undefined);
});

test("without any entity micro and weighted are zeros and macro is NaN", () => {
  const { micro, macro, weighted } = scoreEntities([["O"]], [["O"]], STRICT);
  assert.equal([micro.f1, weighted.f1], [0, 0]);
  assert.ok(Number.isNaN(macro.f1));
});

test("F1 is seqeval's formula on the fractions, which differs from the textbook's in its last bits", () => {
  const gold = [["B-X", "B-X", "B-X", "B-X", "B-X"]];
  const { f1 } = scoreEntities(gold, [["B-X", "O", "O", "O", "O"]], STRICT).micro;
  assert.is(f1, 0.33333333333333337);
  assert.is.not(f1, (2 * 1) / (2 * 1 + 0 + 4));
});

const failures: readonly (readonly [string, string[][], string[][], RegExp])[] = [
  ["another number of sentences", [["O"]], [], /1 gold sentences but 0 predicted/],
  ["a shorter prediction", [["O"], ["O", "O"]], [["O"], ["O"]], /Sentence 2 .*token 2/],
  ["a longer prediction", [["O"]], [["O", "O"]], /Sentence 1 .*token 2/],
  ["an empty corpus", [], [], /no token/],
  ["nothing but empty sentences", [[], []], [[], []], /no token/],
];

for (const [name, gold, predicted, message] of failures) {
  test(`${name} is a DataError that says where`, () => {
    const says = (error: unknown): boolean => error instanceof DataError && message.test(error.message);
    assert.throws(() => scoreEntities(gold, predicted, STRICT), says);
  });
}

test("nothing mutates its input", () => {
  const freeze = (lists: string[][]): readonly (readonly string[])[] => Object.freeze(lists.map((tags) => Object.freeze(tags)));
  const gold = freeze([["B-X", "I-X", "I-Y"]]);
  for (const repair of ["begin", "discard"] as const) assert.is(scoreEntities(gold, gold, { scheme: "IOB2", repair }).micro.f1, 1);
});

test.run();
