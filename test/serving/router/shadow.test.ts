import { test } from "uvu";
import * as assert from "uvu/assert";
import { DataError } from "../../../src/errors";
import { scoreEntities } from "../../../src/evaluation";
import { createGenerator } from "../../../src/random/generator";
import { addAgreement, AgreementBook, agreementOf, agreementShares, NO_AGREEMENT } from "../../../src/serving/router/shadow";

const A = { slot: "model2", version: "222222222222" } as const;
const B = { slot: "advanced", version: "aaaaaaaaaaaa" } as const;
const TAGS = ["O", "B-per", "I-per", "B-geo", "I-geo"];

function tagsOf(text: string): string[] {
  return text.split(" ");
}

test("agreement counts sentences, tokens and whole entities", () => {
  const one = agreementOf(tagsOf("B-per I-per O B-geo"), tagsOf("B-per O O B-geo"));
  assert.equal(one, { sentences: 1, identical: 0, tokens: 4, sameTokens: 3, entities: { answered: 2, shadow: 2, both: 1 } });
  assert.equal(agreementShares(one), { sentences: 0, tokens: 0.75, entities: 0.5 });
});

test("entity agreement is the F1 that one version would score against the other, and the same both ways", () => {
  const generator = createGenerator(5);
  const sentence = () => Array.from({ length: 6 }, () => generator.pick(TAGS));
  const pairs = Array.from({ length: 200 }, () => [sentence(), sentence()] as const);
  const shares = (way: (pair: readonly [string[], string[]]) => readonly [string[], string[]]) =>
    agreementShares(pairs.map(way).map(([a, b]) => agreementOf(a, b)).reduce(addAgreement, NO_AGREEMENT)).entities!;
  const { f1 } = scoreEntities(pairs.map(([a]) => a), pairs.map(([, b]) => b), { scheme: "IOB2", repair: "begin" }).micro;
  assert.ok(Math.abs(shares((pair) => pair) - f1) < 1e-12);
  assert.is(shares((pair) => pair), shares(([a, b]) => [b, a]));
});

test("where there is nothing to agree on, there is no share", () => {
  assert.equal(agreementShares(NO_AGREEMENT), { sentences: null, tokens: null, entities: null });
  assert.is(agreementShares(agreementOf(["O"], ["O"])).entities, null);
});

test("tags of different tokens cannot be compared", () => {
  assert.throws(() => agreementOf(["O"], ["O", "O"]), (error: Error) => error instanceof DataError);
});

test("the book adds up every pair of versions, and remembers only so many", () => {
  const book = new AgreementBook();
  book.add(A, B, ["B-per"], ["B-per"]);
  book.add(A, B, ["B-per"], ["O"]);
  assert.equal(book.all(), [{
    answered: A, shadow: B, agreement: { sentences: 2, identical: 1, tokens: 2, sameTokens: 1, entities: { answered: 2, shadow: 1, both: 1 } },
  }]);
  for (let i = 0; i < 100; i++) book.add(A, { ...B, version: String(i) }, ["O"], ["O"]);
  assert.is(book.all().length, 32);
  assert.is(book.all()[31]!.shadow.version, "99");
});

test.run();
