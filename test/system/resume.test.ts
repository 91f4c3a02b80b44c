import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { tinyCorpus } from "../support/sentences";

const ROOT = path.join(__dirname, "..", "..");
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "nerbook-resume-"));
test.after(() => fs.rmSync(folder, { recursive: true }));

function writeCorpus(): string {
  const file = path.join(folder, "tiny.conll");
  const text = tinyCorpus(400)
    .sentences.map(({ words, tags }) => words.map((word, i) => `${word} ${tags[i]}\n`).join(""))
    .join("\n");
  fs.writeFileSync(file, text);
  return file;
}

function command(corpus: string, out: string): string[] {
  return [
    "bin/nerbook.js",
    "train",
    "model2",
    "--corpus",
    corpus,
    "--out",
    path.join(folder, out),
    "--json",
    "--set",
    "training.maximumEpochs=8",
    "--set",
    "training.batchSize=8",
    "--set",
    "hyperparameters.units=16",
    "--set",
    "vocabulary.minimumCount=1",
  ];
}

function weights(out: string, hash: string): Buffer {
  return fs.readFileSync(path.join(folder, out, "models", hash, "weights.bin"));
}

function finish(corpus: string, out: string): { hash: string } {
  const done = spawnSync(process.execPath, command(corpus, out), { cwd: ROOT, encoding: "utf8" });
  assert.is(done.status, 0, done.stderr);
  return JSON.parse(done.stdout) as { hash: string };
}

function appears(folderOfFile: string): Promise<void> {
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      if (!fs.existsSync(folderOfFile) || !fs.readdirSync(folderOfFile).some((name) => name.endsWith(".checkpoint"))) return;
      clearInterval(timer);
      resolve();
    }, 5);
  });
}

function ended(child: ChildProcess): Promise<{ code: number | null; signal: string | null }> {
  return new Promise((resolve) => child.on("close", (code, signal) => resolve({ code, signal })));
}

async function stopped(corpus: string, out: string, signal: "SIGKILL" | "SIGINT") {
  const child = spawn(process.execPath, command(corpus, out), { cwd: ROOT, stdio: "ignore" });
  const end = ended(child);
  await appears(path.join(folder, out, "checkpoints"));
  child.kill(signal);
  return end;
}

test("a training killed with kill -9 resumes and ends with the weights of one that was never killed, bit for bit", async () => {
  const corpus = writeCorpus();
  const { hash } = finish(corpus, "whole");
  const end = await stopped(corpus, "killed", "SIGKILL");
  assert.is(end.signal, "SIGKILL");
  assert.not.ok(fs.existsSync(path.join(folder, "killed", "results", `${hash}.json`)));
  assert.is(finish(corpus, "killed").hash, hash);
  assert.ok(weights("killed", hash).equals(weights("whole", hash)));
});

test("Ctrl-C ends with exit code 130 and the same command goes on to the same weights", async () => {
  const corpus = writeCorpus();
  const end = await stopped(corpus, "interrupted", "SIGINT");
  assert.is(end.code, 130);
  const { hash } = finish(corpus, "interrupted");
  assert.ok(weights("interrupted", hash).equals(weights("whole", hash)));
});

test.run();
