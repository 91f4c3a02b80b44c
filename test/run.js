"use strict";
// Runs every test/**/*.test.ts (or the files named) through ts-node, two processes at a time where there are two processors,
// and closes with one line: N passed, N failed. `--serial` runs all in one process.
const os = require("node:os");
const path = require("node:path");
const fs = require("node:fs");
const { fork } = require("node:child_process");
const { runTestFile } = require("./run-file");

const MOST_PROCESSES = 2;

function testFiles(folder) {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) return testFiles(full);
    return entry.name.endsWith(".test.ts") ? [full] : [];
  });
}

/** Fast tests first: end-to-end files live in test/system. */
function ordered(files) {
  const slow = (file) => (file.includes(`${path.sep}system${path.sep}`) ? 1 : 0);
  return [...files].sort((a, b) => slow(a) - slow(b) || (a < b ? -1 : 1));
}

async function runHere(files, onResult) {
  for (const file of files) onResult(await runTestFile(file));
}

/** One child takes files until none is left; one that dies takes its file down and is replaced. */
function runInChild(waiting, onResult) {
  return new Promise((resolve) => {
    const file = waiting.shift();
    if (file === undefined) return resolve();
    const child = fork(path.join(__dirname, "run-file.js"), [], { stdio: ["ignore", "pipe", "pipe", "ipc"] });
    let current = file;
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => (output += data));
    const flush = () => { process.stdout.write(output); output = ""; };
    child.on("message", (result) => {
      // What the file printed last is still on its way through the pipe.
      setImmediate(() => {
        flush();
        onResult(result);
        current = waiting.shift();
        if (current === undefined) child.disconnect();
        else child.send(current);
      });
    });
    child.once("exit", (code, signal) => {
      flush();
      if (current === undefined) return resolve();
      onResult({ file: current, passed: 0, failed: 1, skipped: 0, milliseconds: 0, error: `the process ended with ${signal ?? `code ${code}`}` });
      resolve(runInChild(waiting, onResult));
    });
    child.send(file);
  });
}

async function main() {
  const named = process.argv.slice(2).filter((argument) => argument !== "--serial");
  const files = ordered(named.length > 0 ? named.map((file) => path.resolve(file)) : testFiles(__dirname));
  const results = [];
  const onResult = (result) => {
    results.push(result);
    if (result.error) console.error(`${result.file}: ${result.error}`);
  };
  const processes = process.argv.includes("--serial") ? 1 : Math.min(MOST_PROCESSES, os.availableParallelism(), files.length);
  if (processes <= 1) await runHere(files, onResult);
  else {
    const waiting = [...files];
    await Promise.all(Array.from({ length: processes }, () => runInChild(waiting, onResult)));
  }
  report(results, files.length);
}

function report(results, expected) {
  const sum = (name) => results.reduce((total, result) => total + result[name], 0);
  if (expected === 0) console.error("no test file was found");
  if (results.length !== expected) console.error(`${expected} files were to run and ${results.length} did`);
  const slowest = [...results].sort((a, b) => b.milliseconds - a.milliseconds).slice(0, 5);
  for (const { milliseconds, file } of slowest) console.log(`${(milliseconds / 1000).toFixed(1).padStart(7)} s  ${path.relative(process.cwd(), file)}`);
  const failed = sum("failed") + (expected === 0 || results.length !== expected ? 1 : 0);
  const skipped = sum("skipped");
  console.log(`${sum("passed")} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ""}`);
  process.exit(failed > 0 ? 1 : 0);
}

main();
