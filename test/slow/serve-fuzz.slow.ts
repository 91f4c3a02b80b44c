import * as fs from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { NerClient } from "../../src/serving/client";
import { attack, tollText } from "../serving/attack";
import { serveCommand } from "../serving/serve-command";
import { tinyModel } from "../serving/tiny-models";

// A minute or two, so not part of npm test: node test/run.js test/slow/serve-fuzz.slow.ts

const COUNT = 10_000;
const SEED = 6;
const TEXT = "Anna lives in Lima, the capital of Peru.";
/** Answers kept in memory; few, so that the cache is full when the second half begins. */
const CACHE_MEBIBYTES = 4;
const BOUND_MEBIBYTES = 24;
/** What JavaScript may hold at most: with room to spare, memory would grow until the collector sees a need, and nothing could be told from it. */
const HEAP = "--max-old-space-size=160";
const SAMPLES_EVERY = 500;

/** Resident memory of a process, where the system tells it. */
function mebibytesOf(pid: number): number | undefined {
  try {
    return Number(/VmRSS:\s+(\d+) kB/.exec(fs.readFileSync(`/proc/${pid}/status`, "utf8"))![1]) / 1024;
  } catch {
    return undefined;
  }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

test(`nerbook serve stands ${COUNT} hostile requests: success or refusal, no worker lost, memory flat, the same answer afterwards`, async () => {
  const models = [await tinyModel("model2"), await tinyModel("baseline-per-token"), await tinyModel("advanced")];
  const { child, url, stdout, stderr, ended } = await serveCommand(["--no-auth", "--workers", "1", "--cache", String(CACHE_MEBIBYTES), ...models.flatMap((folder) => ["--model", folder])], { nodeOptions: HEAP });
  const client = new NerClient({ url });
  const { requestId: _before, ...before } = await client.predict({ text: TEXT }, { model: "model2" });
  const memory: number[] = [];
  const sample = (sent: number): void => {
    const now = sent % SAMPLES_EVERY === 0 ? mebibytesOf(child.pid!) : undefined;
    if (now !== undefined) memory.push(now);
  };
  const toll = await attack(url, SEED, COUNT, sample);
  console.log(tollText(toll));
  const { requestId: _after, ...after } = await client.predict({ text: TEXT }, { model: "model2" });
  assert.equal({ ...after, cached: false }, before);
  assert.is(stdout(), "", "nothing was logged at warn");
  child.kill("SIGTERM");
  assert.is(await ended, 0, stderr());
  if (memory.length === 0) return console.log("this system does not tell a process's memory: that it stays flat is not tested");
  const quarter = memory.length / 4;
  const [third, fourth] = [mean(memory.slice(2 * quarter, 3 * quarter)), mean(memory.slice(3 * quarter))];
  console.log(`resident memory, MiB: ${memory.map((value) => value.toFixed(0)).join(" ")}; from the third to the last quarter ${(fourth - third).toFixed(1)}`);
  assert.ok(fourth - third < BOUND_MEBIBYTES, `resident memory grew by ${(fourth - third).toFixed(0)} MiB`);
});

test.run();
