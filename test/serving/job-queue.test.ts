import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { JobQueue, type Job } from "../../src/serving/inference/job-queue";

const LIMITS = { maximumBatch: 4, maximumBatchTokens: 100 };

function job(length: number, since = 0, version = "a"): Job {
  return { version, words: new Int32Array(length), since, due: since + 1000 };
}

function filled(jobs: readonly Job[]): JobQueue<Job> {
  const queue = new JobQueue<Job>(LIMITS);
  jobs.forEach((each) => queue.add(each));
  return queue;
}

test("a batch begins with the oldest and holds at most as many sentences as it may", () => {
  const jobs = [job(5, 0), job(6, 1), job(7, 2), job(5, 3), job(5, 4)];
  const queue = filled(jobs);
  assert.is(queue.next()!.oldest, jobs[0]);
  assert.is(queue.next()!.full, true);
  assert.equal(queue.take("a"), jobs.slice(0, 4));
  assert.equal(queue.take("a"), jobs.slice(4));
  assert.is(queue.size, 0);
});

test("a long text goes with its like and does not hold up short ones", () => {
  const [short, long, alsoShort, alsoLong] = [job(10, 0), job(60, 1), job(12, 2), job(39, 3)];
  const queue = filled([short, long, alsoShort, alsoLong]);
  assert.equal(queue.take("a"), [short, alsoShort]);
  assert.equal(queue.take("a"), [long, alsoLong]);
});

test("a batch keeps to its tokens, but a sentence over them is taken alone", () => {
  const queue = filled([job(500), job(60), job(60)]);
  assert.equal(queue.take("a").map(({ words }) => words.length), [500]);
  assert.equal(queue.take("a").map(({ words }) => words.length), [60]);
});

test("the version whose first sentence waits longest is next", () => {
  const queue = filled([job(5, 7, "a"), job(5, 3, "b"), job(5, 9, "b")]);
  assert.is(queue.next()!.version, "b");
  queue.take("b");
  assert.is(queue.next()!.version, "a");
});

test("jobs that come back go before all others, in their order", () => {
  const [first, second, third] = [job(5, 0), job(5, 1), job(5, 2)];
  const queue = filled([third]);
  queue.restore([first, second]);
  assert.equal(queue.take("a"), [first, second, third]);
});

test("whatever comes, each sentence is taken once, none is lost and batches keep their bounds", () => {
  const lengths = fc.array(fc.record({ length: fc.integer({ min: 1, max: 300 }), version: fc.constantFrom("a", "b") }), { maxLength: 60 });
  fc.assert(fc.property(lengths, (drawn) => {
    const jobs = drawn.map(({ length, version }, i) => job(length, i, version));
    const queue = filled(jobs);
    const taken: Job[] = [];
    for (let next = queue.next(); next; next = queue.next()) {
      const batch = queue.take(next.version);
      assert.is(batch[0], next.oldest);
      assert.ok(batch.length <= LIMITS.maximumBatch);
      const tokens = batch.reduce((sum, { words }) => sum + words.length, 0);
      assert.ok(batch.length === 1 || tokens <= LIMITS.maximumBatchTokens);
      taken.push(...batch);
    }
    assert.is(queue.size, 0);
    assert.equal(new Set(taken), new Set(jobs));
  }));
});

test.run();
