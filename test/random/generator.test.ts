import { test } from "uvu";
import * as assert from "uvu/assert";
import { createGenerator, deriveSeed, restoreGenerator } from "../../src/random/generator";

test("one seed gives one stream, another seed another", () => {
  const draw = (seed: number) => Array.from({ length: 5 }, ((generator) => () => generator.next())(createGenerator(seed)));
  assert.equal(draw(7), draw(7));
  assert.not.equal(draw(7), draw(8));
});

test("a restored generator continues where its state was taken", () => {
  const generator = createGenerator(3);
  generator.next();
  const restored = restoreGenerator(generator.state());
  assert.equal([restored.next(), restored.uniform()], [generator.next(), generator.uniform()]);
});

test("shuffling leaves the input as it was and keeps every item", () => {
  const items = Object.freeze([1, 2, 3, 4, 5, 6, 7, 8]);
  const shuffled = createGenerator(1).shuffled(items);
  assert.equal([...shuffled].sort(), [...items]);
  assert.not.equal(shuffled, items);
});

test("uniform numbers fill [0, 1) evenly", () => {
  const generator = createGenerator(11);
  const counts = new Array<number>(10).fill(0);
  for (let i = 0; i < 20000; i++) counts[Math.floor(generator.uniform() * 10)]! += 1;
  // 2,000 expected a tenth; five standard deviations are 212.
  for (const count of counts) assert.ok(Math.abs(count - 2000) < 212, `${counts}`);
});

test("an integer's bound must be a positive whole number", () => {
  assert.throws(() => createGenerator(1).integer(0), /positive whole bound/);
});

test("labels derive different seeds, and their order counts", () => {
  assert.is.not(deriveSeed(1, "a", "b"), deriveSeed(1, "b", "a"));
  assert.is(deriveSeed(1, "a", 2), deriveSeed(1, "a", 2));
});

test.run();
